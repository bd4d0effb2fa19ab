#include "indexer/references.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace rsearch {
namespace {

constexpr std::size_t kMaxHeading = 60;  // bytes
constexpr std::size_t kMinEntry = 40;    // bytes
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr std::size_t kYearDigits = 4;

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool IsCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool IsLetter(char c) {
  return (Lower(c) >= 'a' && Lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
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
  for (const char c : line)
    if (IsLetter(c)) text += Lower(c);
  return text;
}

bool IsReferencesHeading(std::string_view line) {
  if (line.empty() || line.size() > kMaxHeading) return false;
  constexpr auto kHeadings = std::to_array<std::string_view>(
      {"references", "reference", "bibliography", "literaturecited", "참고문헌", "참고자료"});
  return std::find(kHeadings.begin(), kHeadings.end(), HeadingText(line)) != kHeadings.end();
}

// "A Proof of Theorem 2", "B. Omitted proofs".
bool IsLetteredHeading(std::string_view line) {
  if (line.size() < 5 || line.size() > kMaxHeading || line[0] < 'A' || line[0] > 'H') return false;
  if (line[1] != ' ' && line.substr(1, 2) != ". ") return false;
  constexpr auto kWords =
      std::to_array<std::string_view>({"proof", "additional", "omitted", "missing"});
  return StartsWithAny(HeadingText(line.substr(1)), kWords);
}

// "Appendix A. Proofs", "A APPENDIX", "Supplementary Material", "부록", and sections of them.
bool IsAppendixHeading(std::string_view line) {
  if (line.empty() || line.size() > 2 * kMaxHeading) return false;
  constexpr auto kNames = std::to_array<std::string_view>({"appendi", "supplement", "부록"});
  const std::string text = HeadingText(line);
  return StartsWithAny(text, kNames) ||
         (!text.empty() && StartsWithAny(std::string_view(text).substr(1), kNames)) ||
         IsLetteredHeading(line);
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

// "Asaf Cassel and Tomer Koren. Bandit linear control. Advances in Neural Information ..., 2020."
bool LooksLikeEntry(std::string_view line) {
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"In Proceedings", "Proceedings of", "In International", "In Conference", "In Advances",
       "Advances in Neural", "arXiv preprint", "arXiv:", "Journal of", "Transactions on",
       "Conference on", "University Press", "Springer", "PMLR", "Annals of", ", pages ", ", pp. "});
  if (line.size() < kMinEntry || !(line[0] == '[' || IsCapital(line[0])) || !HasYear(line))
    return false;
  return std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
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
    if (page.slide) inside_ = false;
    const std::vector<TextRange> lines = LinesOf(page.text);
    if (BeginsInList(page, lines)) inside_ = true;
    for (const TextRange& line : lines)
      Take(line, In(page.text, line));
    if (page.slide) inside_ = false;
    return std::move(ranges_);
  }

 private:
  // A page's title is the heading of a list when its heading line was lost, but not when that
  // stands further down: what is above is of the section before.
  static bool BeginsInList(const Page& page, const std::vector<TextRange>& lines) {
    if (!IsReferencesHeading(page.title)) return false;
    if (page.slide) return true;
    return std::none_of(lines.begin(), lines.end(), [&](const TextRange& line) {
      return line.begin > 0 && IsReferencesHeading(In(page.text, line));
    });
  }

  void Take(const TextRange& range, std::string_view line) {
    if (IsReferencesHeading(line))
      inside_ = true;
    else if (inside_ && IsAppendixHeading(line))
      inside_ = false;
    if (!inside_ && !LooksLikeEntry(line)) return;
    if (!ranges_.empty() && ranges_.back().end + 1 == range.begin)
      ranges_.back().end = range.end;
    else
      ranges_.push_back(range);
  }

  bool inside_ = false;
  std::vector<TextRange> ranges_;
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
