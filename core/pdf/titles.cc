#include "core/pdf/titles.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "core/pdf/characters.h"

namespace rsearch::pdf {
namespace {

constexpr std::size_t kLongestTitle = 200;  // characters, merged lines together
constexpr std::size_t kLongestTitleLine = 120;
constexpr std::size_t kMostTitleLines = 4;
constexpr float kSameSize = 0.05F;
// Font sizes from baseline to baseline. First pages set their title widely.
constexpr float kTitlePitch = 1.8F;
constexpr float kFirstPagePitch = 3.0F;
// A slide's title is rarely below its upper third; there it must outdo the text by far.
constexpr float kUpperPart = 0.3F;
constexpr float kTopBonus = 0.6F;

bool MayBeTitle(const Line& line) {
  return line.rotation == 0 && LetterWeight(line.text) >= 2 &&
         CharCount(line.text) <= kLongestTitleLine;
}

bool SameSize(const Line& a, const Line& b) {
  return std::abs(a.size - b.size) <= kSameSize * std::max(a.size, b.size);
}

bool Overlap(const Line& a, const Line& b) {
  return a.box.x0 < b.box.x1 && b.box.x0 < a.box.x1;
}

// `next` is the second line of a title: same size, right below, no bullet.
bool GoesOn(const Line& line, const Line& next, float longest_pitch) {
  const float pitch = next.box.y1 - line.box.y1;
  return next.rotation == 0 && !next.item && SameSize(line, next) && Overlap(line, next) &&
         pitch > 0.5F * line.size && pitch <= longest_pitch * line.size;
}

// "TRANSFORMER-XL:" announces a line below it, of whatever size.
bool IsAnnounced(std::string_view title, const Line& line, const Line& next) {
  const float pitch = next.box.y1 - line.box.y1;
  return title.ends_with(':') && next.rotation == 0 && !next.item && Overlap(line, next) &&
         next.size > 0.5F * line.size && pitch > 0 && pitch <= kTitlePitch * line.size;
}

// Pieces of one line that a wide gap tore apart: "Method    (1/2)".
bool SameBaseline(const Line& line, const Line& next) {
  return next.rotation == 0 && SameSize(line, next) && next.box.x0 >= line.box.x1 &&
         std::abs(next.box.y1 - line.box.y1) < 0.3F * line.size;
}

void AppendToTitle(std::string_view next, std::string* title) {
  const bool broken_compound = title->ends_with('-');  // "FIXED-" / "LENGTH"
  if (!broken_compound) *title += ' ';
  *title += next;
}

std::string Merge(const std::vector<Line>& lines, std::size_t first, float longest_pitch) {
  std::string title = lines[first].text;
  std::size_t count = 1;
  for (std::size_t i = first + 1; i < lines.size(); ++i, ++count) {
    const Line& line = lines[i - 1];
    if (!GoesOn(line, lines[i], longest_pitch) && !SameBaseline(line, lines[i]) &&
        !IsAnnounced(title, line, lines[i]))
      break;
    // More lines of that size: it is the text's own size, and its first line the title.
    if (count == kMostTitleLines) return lines[first].text;
    if (CharCount(title) + CharCount(lines[i].text) >= kLongestTitle) break;
    AppendToTitle(lines[i].text, &title);
  }
  return title;
}

float Score(const Line& line, float largest, float page_height) {
  const float top = page_height > 0 ? line.box.y0 / page_height : 0;
  const float bonus = std::max(0.0F, 1 - top / kUpperPart) * kTopBonus;
  return line.size / largest + bonus;
}

float LargestSize(const std::vector<Line>& lines) {
  float largest = 0;
  for (const Line& line : lines)
    if (MayBeTitle(line)) largest = std::max(largest, line.size);
  return largest;
}

constexpr std::size_t kLongestHeading = 80;
constexpr std::size_t kHeadingWords = 6;  // more only in Title Case

constexpr std::array<std::string_view, 8> kNamedSections = {
    "abstract",   "introduction", "related work", "background",
    "conclusion", "conclusions",  "discussion",   "초록"};
constexpr std::array<std::string_view, 8> kBackSections = {
    "references", "bibliography", "acknowledgements", "acknowledgments",
    "appendix",   "appendices",   "참고문헌",         "supplementary material"};

template <std::size_t n>
bool IsOneOf(const std::array<std::string_view, n>& names, std::string_view line) {
  std::string lower(line);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(names.begin(), names.end(), lower) != names.end();
}

bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsDigitByte(char c) {
  return c >= '0' && c <= '9';
}

// No small letter, and some capitals.
bool IsCapitals(std::string_view line) {
  return LetterWeight(line) >= 4 && std::none_of(line.begin(), line.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
         });
}

// The words of a heading rather than of a sentence, an author list or a row of a table.
bool ReadsLikeHeading(std::string_view words) {
  std::size_t at = 0;
  if (words.empty() || (!IsUpper(words[0]) && !IsCjk(NextChar(words, &at)))) return false;
  if (LetterWeight(words) < 4 ||
      std::string_view(".,;:-").find(words.back()) != std::string_view::npos)
    return false;
  std::size_t count = 0;
  std::size_t capital = 0;
  std::size_t lower = 0;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    ++count;
    if (IsUpper(words[begin]))
      ++capital;
    else if (end - begin > 3)
      ++lower;
    begin = end + 1;
  }
  return count <= kHeadingWords || capital > lower;
}

// Behind "4", "4.2." or "B.1": the length of the dotted numbers from `at`.
std::size_t SkipDotted(std::string_view line, std::size_t at) {
  while (at + 1 < line.size() && line[at] == '.' && IsDigitByte(line[at + 1])) {
    ++at;
    while (at < line.size() && IsDigitByte(line[at]))
      ++at;
  }
  if (at < line.size() && line[at] == '.') ++at;
  return at;
}

// Of the section number at the head of `line`: one or two digits, or 0.
std::size_t NumberLength(std::string_view line) {
  std::size_t length = 0;
  while (length < line.size() && IsDigitByte(line[length]))
    ++length;
  return length <= 2 ? length : 0;
}

bool HeadingFrom(std::string_view line, std::size_t at) {
  return at < line.size() && line[at] == ' ' && ReadsLikeHeading(line.substr(at + 1));
}

}  // namespace

bool IsNumberedHeading(std::string_view line) {
  const std::size_t digits = NumberLength(line);
  return digits > 0 && CharCount(line) <= kLongestHeading &&
         HeadingFrom(line, SkipDotted(line, digits));
}

bool Headings::IsNumbered(std::string_view line) {
  if (!IsNumberedHeading(line)) return false;
  int number = 0;
  std::from_chars(line.data(), line.data() + NumberLength(line), number);
  // Sections come one after the other, give or take one whose heading was not recognised; a number
  // out of turn is a table's or a list's.
  if (number < std::max(1, section_) || number > section_ + 2) return false;
  section_ = number;
  return true;
}

bool Headings::IsLettered(std::string_view line) {
  const bool in_turn = line.size() > 2 && (line[0] == appendix_ || line[0] == appendix_ + 1);
  if (!behind_text_ || !in_turn || !IsUpper(line[0]) || !HeadingFrom(line, SkipDotted(line, 1)))
    return false;
  appendix_ = line[0];
  return true;
}

bool Headings::IsHeading(std::string_view line) {
  if (CharCount(line) > kLongestHeading) return false;
  if (IsOneOf(kBackSections, line)) return behind_text_ = true;
  if (IsOneOf(kNamedSections, line)) return true;
  return IsNumbered(line) || IsLettered(line);
}

std::string Headings::Next(const std::vector<Line>& lines) {
  std::string first;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!IsHeading(lines[i].text)) continue;
    current_ = lines[i].text;
    // "4 SYMMETRIC SPLIT HAMILTONIAN" / "MONTE CARLO"
    while (IsCapitals(current_) && i + 1 < lines.size() && IsCapitals(lines[i + 1].text) &&
           !IsNumberedHeading(lines[i + 1].text) &&
           CharCount(current_) + CharCount(lines[i + 1].text) < kLongestHeading)
      current_ += ' ' + lines[++i].text;
    if (first.empty()) first = current_;
  }
  return first.empty() ? current_ : first;
}

std::size_t FindTitleLine(const std::vector<Line>& lines, float page_height,
                          const std::string* passed_over) {
  const float largest = LargestSize(lines);
  std::size_t best = lines.size();
  float best_score = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!MayBeTitle(lines[i]) || lines[i].size <= 0) continue;
    if (passed_over != nullptr && lines[i].text == *passed_over) continue;
    const float score = Score(lines[i], largest, page_height);
    if (score <= best_score) continue;
    best = i;
    best_score = score;
  }
  return best;
}

std::string SlideTitle(const std::vector<Line>& lines, float page_height) {
  std::size_t first = FindTitleLine(lines, page_height, nullptr);
  if (first == lines.size()) return {};
  // The second line of a title may be a trifle larger than the first.
  for (std::size_t up = 1; up < kMostTitleLines && first > 0; ++up, --first)
    if (!MayBeTitle(lines[first - 1]) || !GoesOn(lines[first - 1], lines[first], kTitlePitch))
      break;
  return Merge(lines, first, kTitlePitch);
}

std::string LargestText(const std::vector<Line>& lines) {
  const float largest = LargestSize(lines);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (MayBeTitle(lines[i]) && lines[i].size >= (1 - kSameSize) * largest)
      return Merge(lines, i, kFirstPagePitch);
  return {};
}

}  // namespace rsearch::pdf
