#include "indexer/references.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxHeading = 60;  // bytes
constexpr std::size_t kMinEntry = 40;    // bytes
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr std::size_t kYearDigits = 4;

bool IsCapital(char32_t c) {
  return c >= 'A' && c <= 'Z';
}

// Beyond ASCII everything is one but the blocks that bullets are from.
bool IsLetter(char32_t c) {
  if (c < 0x80) return IsCapital(c) || (c >= 'a' && c <= 'z');
  return c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040);
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

template <std::size_t kCount>
bool StartsWithAny(std::string_view text, const std::array<std::string_view, kCount>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

// The letters of a heading, in lower case: "7. References" -> "references".
std::string HeadingText(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(line, &at);
    if (IsCapital(c))
      text += static_cast<char>(c + ('a' - 'A'));
    else if (IsLetter(c))
      text += line.substr(begin, at - begin);
  }
  return text;
}

bool IsReferencesHeading(std::string_view line) {
  if (line.empty() || line.size() > kMaxHeading) return false;
  constexpr auto kHeadings = std::to_array<std::string_view>(
      {"references", "reference", "bibliography", "literaturecited", "참고문헌", "참고자료"});
  const std::string text = HeadingText(line);
  const std::size_t number = std::min(text.find_first_not_of("ivx"), text.size());  // "VII."
  return std::find(kHeadings.begin(), kHeadings.end(), text.substr(number)) != kHeadings.end();
}

// "A Proof of Theorem 2", "B. Omitted proofs", "A.1. The construction": of an
// appendix, as no author has a number behind the initial.
bool IsLetteredHeading(std::string_view line) {
  if (line.size() < 5 || line[0] < 'A' || line[0] > 'H') return false;
  if (line[1] == '.' && IsDigit(line[2])) return true;
  if (line.size() > kMaxHeading || !(line[1] == ' ' || line.substr(1, 2) == ". ")) return false;
  constexpr auto kWords =
      std::to_array<std::string_view>({"proof", "additional", "omitted", "missing"});
  return StartsWithAny(HeadingText(line.substr(1)), kWords);
}

// "Appendix A. Proofs", "A APPENDIX", "Supplementary Material", "부록", and
// sections of them.
bool IsAppendixHeading(std::string_view line) {
  if (line.empty() || line.size() > 2 * kMaxHeading) return false;
  constexpr auto kNames = std::to_array<std::string_view>({"appendi", "supplement", "부록"});
  const std::string text = HeadingText(line);
  return StartsWithAny(text, kNames) ||
         (!text.empty() && StartsWithAny(std::string_view(text).substr(1), kNames)) ||
         IsLetteredHeading(line);
}

// What stands behind a list whose appendix has lost its heading. A line is a
// paragraph: no entry begins so.
bool IsProof(std::string_view line) {
  return line.starts_with("Proof ") || line.starts_with("Proof.");
}

bool HasYear(std::string_view line) {
  for (std::size_t begin = 0; begin < line.size();) {
    std::size_t end = begin;
    while (end < line.size() && IsDigit(line[end]))
      ++end;
    if (end - begin == kYearDigits) {
      int year = 0;
      std::from_chars(line.data() + begin, line.data() + end, year);
      if (year >= kFirstYear && year <= kLastYear) return true;
    }
    begin = end + 1;
  }
  return false;
}

// As entries are and much else is too.
bool MayBeEntry(std::string_view line) {
  return line.size() >= kMinEntry && (line[0] == '[' || IsCapital(line[0])) && HasYear(line);
}

// "Asaf Cassel and Tomer Koren. Bandit linear control. Advances in Neural
// Information ..., 2020."
bool LooksLikeEntry(std::string_view line) {
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"In Proceedings", "Proceedings of", "In International", "In Conference", "In Advances",
       "Advances in Neural", "arXiv preprint", "arXiv:", "Journal of", "Transactions on",
       "Conference on", "University Press", "Springer", "PMLR", "Annals of", ", pages ", ", pp. "});
  return MayBeEntry(line) && std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
           return line.find(mark) != std::string_view::npos;
         });
}

std::string_view In(std::string_view text, const TextRange& range) {
  return text.substr(range.begin, range.end - range.begin);
}

std::vector<TextRange> LinesOf(std::string_view text) {
  std::vector<TextRange> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back({begin, end});
    begin = end + 1;
  }
  return lines;
}

// Goes through the pages of one document in order.
class Finder {
 public:
  std::vector<TextRange> Find(const Page& page) {
    ranges_.clear();
    if (page.slide) place_ = Place::kBefore;
    const std::vector<TextRange> lines = LinesOf(page.text);
    if (BeginsInList(page, lines)) place_ = Place::kInside;
    for (const TextRange& line : lines)
      Take(line, In(page.text, line));
    if (page.slide) place_ = Place::kBefore;
    return std::move(ranges_);
  }

 private:
  enum class Place : std::uint8_t { kBefore, kInside, kBehind };

  // A page's title is the heading of a list when its heading line was lost, but
  // not when that stands further down (what is above is of the section before),
  // nor behind an appendix: then the title is only what the page before was
  // called.
  [[nodiscard]] bool BeginsInList(const Page& page, const std::vector<TextRange>& lines) const {
    if (place_ == Place::kBehind || !IsReferencesHeading(page.title)) return false;
    if (page.slide) return true;
    return std::none_of(lines.begin(), lines.end(), [&](const TextRange& line) {
      return line.begin > 0 && IsReferencesHeading(In(page.text, line));
    });
  }

  void Take(const TextRange& range, std::string_view line) {
    if (IsReferencesHeading(line))
      place_ = Place::kInside;
    else if (place_ == Place::kInside && (IsAppendixHeading(line) || IsProof(line)))
      place_ = Place::kBehind;
    const bool adjoins = !ranges_.empty() && run_end_ + 1 == range.begin;
    if (place_ != Place::kInside && !LooksLikeEntry(line)) {
      if (adjoins && MayBeEntry(line)) run_end_ = range.end;
      return;
    }
    if (adjoins)
      ranges_.back().end = range.end;
    else
      ranges_.push_back(range);
    run_end_ = range.end;
  }

  Place place_ = Place::kBefore;
  std::vector<TextRange> ranges_;
  // Of the last range with the lines below it that may be entries; they are
  // when one follows.
  std::size_t run_end_ = 0;
};

}  // namespace

std::vector<std::vector<TextRange>> FindReferences(const std::vector<Page>& pages) {
  Finder finder;
  std::vector<std::vector<TextRange>> all;
  all.reserve(pages.size());
  for (const Page& page : pages)
    all.push_back(finder.Find(page));
  return all;
}

}  // namespace rsearch
