#include "indexer/references.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace rsearch {
namespace {

constexpr std::size_t kMaxHeading = 60;  // bytes
constexpr std::size_t kMinEntry = 40;    // bytes
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool IsLetter(char c) {
  return (Lower(c) >= 'a' && Lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Letters and spaces of a heading, casefolded, without its number: "7. References" -> "references".
std::string HeadingText(std::string_view line) {
  std::size_t begin = 0;
  while (begin < line.size() && !IsLetter(line[begin]))
    ++begin;
  std::string text;
  for (const char c : line.substr(begin))
    if (IsLetter(c)) text += Lower(c);
  return text;
}

bool IsReferencesHeading(std::string_view line) {
  if (line.empty() || line.size() > kMaxHeading) return false;
  constexpr auto kHeadings = std::to_array<std::string_view>(
      {"references", "reference", "bibliography", "literaturecited", "참고문헌", "참고자료"});
  const std::string heading = HeadingText(line);
  return std::find(kHeadings.begin(), kHeadings.end(), heading) != kHeadings.end();
}

// "Appendix A. Proofs", "A APPENDIX", "Supplementary Material", "부록"; "A Proof of Theorem 2".
bool IsAppendixHeading(std::string_view line) {
  if (line.empty() || line.size() > 2 * kMaxHeading) return false;
  const std::string heading = HeadingText(line);
  const std::string_view text = heading;
  for (const std::string_view word : {"appendi", "supplement", "부록"})
    if (text.starts_with(word) || (text.size() > 1 && text.substr(1).starts_with(word)))
      return true;
  const bool lettered = line.size() > 4 && line[0] >= 'A' && line[0] <= 'H' &&
                        (line[1] == ' ' || (line[1] == '.' && line[2] == ' '));
  return lettered && line.size() <= kMaxHeading && text.size() > 1 &&
         (text.substr(1).starts_with("proof") || text.substr(1).starts_with("additional") ||
          text.substr(1).starts_with("omitted") || text.substr(1).starts_with("missing"));
}

// A year in parentheses or behind a comma: what entries have and headings have not.
bool HasYear(std::string_view line) {
  for (std::size_t i = 0; i + 4 <= line.size(); ++i) {
    if (!std::all_of(line.begin() + static_cast<std::ptrdiff_t>(i),
                     line.begin() + static_cast<std::ptrdiff_t>(i + 4), IsDigit))
      continue;
    const int year = std::stoi(std::string(line.substr(i, 4)));
    const bool alone =
        (i == 0 || !IsDigit(line[i - 1])) && (i + 4 == line.size() || !IsDigit(line[i + 4]));
    if (alone && year >= kFirstYear && year <= kLastYear) return true;
  }
  return false;
}

// "Asaf Cassel and Tomer Koren. Bandit linear control. Advances in Neural Information ..., 2020."
bool LooksLikeEntry(std::string_view line) {
  if (line.size() < kMinEntry || !HasYear(line)) return false;
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"In Proceedings", "Proceedings of", "In International", "In Conference", "In Advances",
       "Advances in Neural", "arXiv preprint", "arXiv:", "Journal of", "Transactions on",
       "Conference on", "University Press", "Springer", "PMLR", "Annals of", ", pages ", ", pp. "});
  const bool marked = std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
    return line.find(mark) != std::string_view::npos;
  });
  const bool begins = line[0] == '[' || (line[0] >= 'A' && line[0] <= 'Z');
  return marked && begins;
}

class Finder {
 public:
  std::vector<TextRange> Page(const rsearch::Page& page) {
    ranges_.clear();
    if (page.slide) inside_ = false;
    if (IsReferencesHeading(page.title) && !StartsOtherwise(page)) inside_ = true;
    const std::string_view text = page.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      Line(text.substr(begin, end - begin), begin, end);
      begin = end + 1;
    }
    if (page.slide) inside_ = false;
    return std::move(ranges_);
  }

 private:
  // A page whose title is the heading its own text begins later with: what stands before it is of
  // the section before.
  bool StartsOtherwise(const rsearch::Page& page) const {
    if (inside_ || page.slide) return false;
    const std::string_view text = page.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (begin > 0 && IsReferencesHeading(text.substr(begin, end - begin))) return true;
      begin = end + 1;
    }
    return false;
  }

  void Line(std::string_view line, std::size_t begin, std::size_t end) {
    if (IsReferencesHeading(line)) {
      inside_ = true;
    } else if (inside_ && IsAppendixHeading(line)) {
      inside_ = false;
    }
    if (!inside_ && !LooksLikeEntry(line)) return;
    if (!ranges_.empty() && ranges_.back().end + 1 == begin)
      ranges_.back().end = end;
    else
      ranges_.push_back({begin, end});
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
    all.push_back(finder.Page(page));
  return all;
}

}  // namespace rsearch
