#include "core/pdf/titles.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "core/pdf/characters.h"

namespace rsearch::pdf {
namespace {

constexpr std::size_t kLongestTitle = 200;  // characters, merged lines together
constexpr std::size_t kLongestTitleLine = 120;
constexpr std::size_t kMostTitleLines = 4;
constexpr std::size_t kLongestSeriesName = 40;
constexpr float kSameSize = 0.05F;
// Font sizes from baseline to baseline. First pages set their title widely.
constexpr float kTitlePitch = 1.8F;
constexpr float kFirstPagePitch = 3.0F;
constexpr float kUnevenPitch = 1.5F;   // of the title's closest lines: what is further is no part
constexpr float kRoomForWord = 0.95F;  // of the page's width
constexpr float kStandsOut = 1.05F;    // of the text's size
// A slide's title is rarely below its upper third; there it must outdo the text by far.
constexpr float kUpperPart = 0.3F;
constexpr float kTopBonus = 0.6F;

bool IsUrl(std::string_view text) {
  return text.starts_with("http") || text.starts_with("www.");
}

bool MayBeTitle(const Line& line) {
  return line.rotation == 0 && !IsUrl(line.text) && LetterWeight(line.text) >= 2 &&
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

void AppendToTitle(std::string_view next, std::string_view separator, std::string* title) {
  const bool broken_compound = title->ends_with('-');  // "FIXED-" / "LENGTH"
  if (!broken_compound) *title += separator;
  *title += next;
}

// Behind the lines of the title that begins with `first`.
std::size_t EndOfTitle(const std::vector<Line>& lines, std::size_t first, float longest_pitch) {
  std::size_t length = CharCount(lines[first].text);
  float closest = 0;  // baseline to baseline, 0 before the second row
  std::size_t i = first + 1;
  for (; i < lines.size(); ++i) {
    const Line& line = lines[i - 1];
    if (!GoesOn(line, lines[i], longest_pitch) && !SameBaseline(line, lines[i]) &&
        !IsAnnounced(line.text, line, lines[i]))
      break;
    const float pitch = lines[i].box.y1 - line.box.y1;
    if (closest > 0 && pitch > kUnevenPitch * closest) break;
    if (IsUrl(lines[i].text)) break;
    // More lines of that size: it is the text's own size, and its first line the title.
    if (i - first == kMostTitleLines) return first + 1;
    length += CharCount(lines[i].text) + 1;
    if (length > kLongestTitle) break;
    if (!SameBaseline(line, lines[i])) closest = closest > 0 ? std::min(closest, pitch) : pitch;
  }
  return i;
}

std::string Merge(const std::vector<Line>& lines, std::size_t first, float longest_pitch) {
  const std::size_t end = EndOfTitle(lines, first, longest_pitch);
  std::string title = lines[first].text;
  for (std::size_t i = first + 1; i < end; ++i)
    AppendToTitle(lines[i].text, " ", &title);
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

// The size most characters have.
float TextSize(const std::vector<Line>& lines) {
  std::map<int, std::size_t> chars;  // by tenths of a point
  for (const Line& line : lines)
    chars[static_cast<int>(std::lround(line.size * 10))] += CharCount(line.text);
  const auto most = std::max_element(
      chars.begin(), chars.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == chars.end() ? 0 : static_cast<float>(most->first) / 10;
}

Rect BoxOf(const std::vector<Line>& lines, std::size_t first, std::size_t end) {
  Rect box = lines[first].box;
  for (std::size_t i = first + 1; i < end; ++i) {
    box.x0 = std::min(box.x0, lines[i].box.x0);
    box.x1 = std::max(box.x1, lines[i].box.x1);
    box.y0 = std::min(box.y0, lines[i].box.y0);
    box.y1 = std::max(box.y1, lines[i].box.y1);
  }
  return box;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Words that stand within a name: a line that ends or begins with one was broken there.
bool IsConnective(std::string_view word) {
  constexpr auto kWords =
      std::to_array<std::string_view>({"a", "an", "and", "as", "at", "by", "for", "from", "in",
                                       "of", "on", "or", "the", "to", "using", "via", "with"});
  const std::string lower = Lower(word);
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

// `next` is the rest of what `line` begins, and not another part of the title.
bool IsBroken(const Line& line, const Line& next, float page_width) {
  const std::string_view last = std::string_view(line.text).substr(line.text.rfind(' ') + 1);
  const std::string_view word = std::string_view(next.text).substr(0, next.text.find(' '));
  std::size_t at = 0;
  return std::string_view(":,-–&").find(line.text.back()) != std::string_view::npos ||
         IsConnective(last) || IsConnective(word) || IsLowerLatin(NextChar(word, &at)) ||
         line.box.x1 + next.first_word > kRoomForWord * page_width;
}

// A slide's title whose first line stands apart has parts, all of them lines of their own but those
// that are plainly broken.
std::string JoinParts(const PageLines& page, std::size_t first, std::size_t end) {
  const std::vector<Line>& lines = page.lines;
  const bool parts = end > first + 1 && lines[first + 1].box.y1 - lines[first].box.y1 >
                                            kTitlePitch * lines[first].size;
  std::string title;
  std::string part = lines[first].text;
  for (std::size_t i = first + 1; i < end; ++i) {
    const bool apart = parts && !SameBaseline(lines[i - 1], lines[i]) &&
                       !IsBroken(lines[i - 1], lines[i], page.width);
    if (apart && !lines[i].text.starts_with(part)) title += part + ": ";
    if (apart)
      part = lines[i].text;
    else
      AppendToTitle(lines[i].text, " ", &part);
  }
  return title + part;
}

// "… Gradient Analysis*". "A*" is a name.
std::string WithoutFootnoteMark(std::string title) {
  constexpr auto kMarks = std::to_array<std::string_view>({"*", "∗", "⋆", "†", "‡", "§", "¶"});
  for (const std::string_view mark : kMarks) {
    if (!title.ends_with(mark)) continue;
    const std::string_view before =
        Trim(std::string_view(title).substr(0, title.size() - mark.size()));
    const std::string_view word = before.substr(before.rfind(' ') + 1);
    if (LetterWeight(word) > 1) title.resize(before.size());
  }
  return title;
}

// Lines at the top of a page whose title is of the text's own size, down to a wide gap.
Title TopOfPage(const std::vector<Line>& lines) {
  Title title;
  const Line* above = nullptr;
  std::size_t count = 0;
  for (const Line& line : lines) {
    if (line.rotation != 0) continue;
    if (above != nullptr && line.box.y1 - title.box.y1 > kFirstPagePitch * line.size) break;
    if (count == kMostTitleLines || CharCount(line.text) > kLongestTitleLine) break;
    if (!MayBeTitle(line)) continue;
    if (above == nullptr) {
      title = {line.text, line.box};
    } else {
      AppendToTitle(line.text, GoesOn(*above, line, kTitlePitch) ? " " : ": ", &title.text);
      title.box.y1 = std::max(title.box.y1, line.box.y1);
    }
    above = &line;
    ++count;
  }
  return title;
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

Title LargestText(const PageLines& page) {
  const std::vector<Line>& lines = page.lines;
  const bool slide = page.width > page.height;
  const float largest = LargestSize(lines);
  if (!slide && largest > 0 && largest <= kStandsOut * TextSize(lines)) return TopOfPage(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!MayBeTitle(lines[i]) || lines[i].size < (1 - kSameSize) * largest) continue;
    const std::size_t end = EndOfTitle(lines, i, kFirstPagePitch);
    Title title;
    title.text = slide ? JoinParts(page, i, end) : Merge(lines, i, kFirstPagePitch);
    title.text = WithoutFootnoteMark(std::move(title.text));
    title.box = BoxOf(lines, i, end);
    return title;
  }
  return {};
}

bool IsSeriesName(std::string_view title) {
  constexpr auto kWords =
      std::to_array<std::string_view>({"seminar", "세미나", "paper review", "논문 리뷰", "논문리뷰",
                                       "reading group", "study group", "스터디"});
  if (CharCount(title) > kLongestSeriesName) return false;
  const std::string lower = Lower(title);
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace rsearch::pdf
