#include "indexer/captions.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxNote = 24;  // bytes; "(left)" between a label and its colon

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}

char Lowered(char c) {
  return IsUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(),
                                                   [](char a, char b) { return a == Lowered(b); });
}

template <std::size_t kCount>
const std::string_view* FindPrefix(const std::array<std::string_view, kCount>& prefixes,
                                   std::string_view text) {
  const auto* found = std::find_if(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
    return StartsWithIgnoringCase(text, prefix);
  });
  return found == prefixes.end() ? nullptr : found;
}

// Reads a line from its beginning.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] char at(std::size_t i) const { return i < rest_.size() ? rest_[i] : '\0'; }
  void Skip(std::size_t bytes) { rest_.remove_prefix(std::min(bytes, rest_.size())); }

  template <std::size_t kCount>
  bool SkipOne(const std::array<std::string_view, kCount>& prefixes) {
    const std::string_view* found = FindPrefix(prefixes, rest_);
    if (found != nullptr) Skip(found->size());
    return found != nullptr;
  }

  bool SkipSpaces() {
    const std::size_t spaces = std::min(rest_.find_first_not_of(' '), rest_.size());
    Skip(spaces);
    return spaces > 0;
  }

 private:
  std::string_view rest_;
};

bool SkipDigits(Cursor* cursor) {
  std::size_t digits = 0;
  while (IsDigit(cursor->at(digits)))
    ++digits;
  cursor->Skip(digits);
  return digits > 0;
}

// "3", "2.1", "A.2", "S1", "IV", "3a".
bool SkipNumber(Cursor* cursor) {
  std::size_t roman = 0;
  while (std::string_view("IVX").find(cursor->at(roman)) != std::string_view::npos)
    ++roman;
  const char behind = cursor->at(roman);
  if (roman > 0 && !IsUpper(behind) && !IsLower(behind) && !IsDigit(behind)) {
    cursor->Skip(roman);
    return true;
  }
  if (IsUpper(cursor->at(0))) cursor->Skip(cursor->at(1) == '.' || cursor->at(1) == '-' ? 2 : 1);
  if (!SkipDigits(cursor)) return false;
  while ((cursor->at(0) == '.' || cursor->at(0) == '-') && IsDigit(cursor->at(1))) {
    cursor->Skip(1);
    SkipDigits(cursor);
  }
  if (IsLower(cursor->at(0)) && !IsLower(cursor->at(1))) cursor->Skip(1);
  return true;
}

// "(a)", "(left)".
bool SkipNote(Cursor* cursor) {
  if (cursor->at(0) != '(') return false;
  const std::size_t end = cursor->rest().find(')');
  if (end > kMaxNote) return false;
  cursor->Skip(end + 1);
  return true;
}

bool IsHangul(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  const char32_t c = NextCodePoint(text, &at);
  return c >= 0xAC00 && c <= 0xD7A3;
}

// What goes on with a sentence behind "그림 1 ".
bool IsParticle(std::string_view text) {
  constexpr auto kParticles =
      std::to_array<std::string_view>({"은 ", "는 ", "이 ", "가 ", "을 ", "를 ", "의 ", "과 ",
                                       "와 ", "에", "처럼", "부터", "까지", "및", "참조", "참고"});
  return FindPrefix(kParticles, text) != nullptr;
}

// What a caption says, the cursor standing behind its label and number; nothing when these are not
// a caption's.
std::optional<std::string_view> TextBehind(Cursor cursor, bool bracket) {
  constexpr auto kBrackets = std::to_array<std::string_view>({">", "〉", "》", "]", ")", "】"});
  constexpr auto kMarks = std::to_array<std::string_view>({":", "|", "–", "—", "- "});
  if (bracket) return cursor.SkipOne(kBrackets) ? std::optional(cursor.rest()) : std::nullopt;
  const bool space = cursor.SkipSpaces();
  const bool note = SkipNote(&cursor);
  if (note) cursor.SkipSpaces();
  const bool full_stop = cursor.at(0) == '.' && (cursor.at(1) == ' ' || cursor.at(1) == '\0');
  if (full_stop) cursor.Skip(1);
  const std::string_view rest = cursor.rest();
  if (full_stop || rest.empty() || cursor.SkipOne(kMarks)) return cursor.rest();
  const bool begins_anew = IsUpper(rest.front()) || (IsHangul(rest) && !IsParticle(rest));
  return space && !note && begins_anew ? std::optional(rest) : std::nullopt;
}

std::optional<std::string_view> CaptionText(std::string_view line) {
  constexpr auto kBrackets = std::to_array<std::string_view>({"<", "〈", "《", "[", "(", "【"});
  constexpr auto kLabels =
      std::to_array<std::string_view>({"figure", "fig", "table", "tab", "algorithm", "listing",
                                       "scheme", "그림", "표", "도표", "알고리즘"});
  Cursor cursor(line);
  const bool bracket = cursor.SkipOne(kBrackets);
  if (bracket) cursor.SkipSpaces();
  if (!cursor.SkipOne(kLabels)) return std::nullopt;
  if (cursor.at(0) == '.') cursor.Skip(1);
  if (cursor.at(0) == ':' && !bracket)
    return cursor.rest().substr(1);  // "Figure: …", as slides have it
  cursor.SkipSpaces();
  if (!SkipNumber(&cursor)) return std::nullopt;
  return TextBehind(cursor, bracket);
}

// A line that a sentence is broken at: "as can be seen in".
bool WantsMore(std::string_view line) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"in", "see", "of", "and", "or", "to", "by", "from", "with", "the", "as", "also", "than"});
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view last = line.substr(space + 1);
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return last.size() == word.size() && StartsWithIgnoringCase(last, word);
  });
}

}  // namespace

std::vector<TextRange> FindCaptions(const Page& page) {
  std::vector<TextRange> captions;
  const std::string_view text = page.text;
  std::string_view above;
  bool label = false;  // the line above is a label alone, "TABLE IV": this one tells of what
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::optional<std::string_view> caption = CaptionText(line);
    if (caption && !WantsMore(above)) {
      captions.push_back({begin, end});
      label = !page.slide && caption->empty();
    } else if (std::exchange(label, false)) {
      captions.back().end = end;
    }
    above = line;
    begin = end + 1;
  }
  return captions;
}

}  // namespace rsearch
