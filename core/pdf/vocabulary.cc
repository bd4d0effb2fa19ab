#include "core/pdf/vocabulary.h"

#include <algorithm>
#include <vector>

#include "core/pdf/characters.h"

namespace rsearch::pdf {
namespace {

constexpr std::size_t kSyllable = 3;  // bytes of one in UTF-8

bool IsLetterByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view LettersBefore(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && IsLetterByte(text[begin - 1]))
    --begin;
  return text.substr(begin, end - begin);
}

std::string_view LettersFrom(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && IsLetterByte(text[end]))
    ++end;
  return text.substr(begin, end - begin);
}

std::string Pair(std::string_view left, std::string_view right) {
  std::string pair = std::string(left) + '-' + std::string(right);
  for (char& c : pair)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return pair;
}

// The length of a hyphen at the end of `text`: '-', U+00AD or U+2010; 0 when there is none.
std::size_t HyphenAtEnd(std::string_view text) {
  for (const std::string_view hyphen : {std::string_view("-"), kSoftHyphen, std::string_view("‐")})
    if (text.ends_with(hyphen)) return hyphen.size();
  return 0;
}

bool IsSyllableAt(std::string_view text, std::size_t at) {
  if (at + kSyllable > text.size()) return false;
  const char32_t c = NextChar(text, &at);
  return c >= 0xAC00 && c <= 0xD7A3;
}

// The run of syllables that begins at `begin`.
std::string_view SyllablesFrom(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (IsSyllableAt(text, end))
    end += kSyllable;
  return text.substr(begin, end - begin);
}

std::string_view SyllablesAtEnd(std::string_view text) {
  std::size_t begin = text.size();
  while (begin >= kSyllable && IsSyllableAt(text, begin - kSyllable))
    begin -= kSyllable;
  return text.substr(begin);
}

}  // namespace

void Vocabulary::LearnHyphenated(std::string_view line) {
  for (std::size_t at = line.find('-'); at != std::string_view::npos; at = line.find('-', at + 1)) {
    const std::string_view left = LettersBefore(line, at);
    const std::string_view right = LettersFrom(line, at + 1);
    if (!left.empty() && !right.empty()) hyphenated_.insert(Pair(left, right));
  }
}

void Vocabulary::LearnHangul(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view word = SyllablesFrom(line, at);
    const bool inside = at > 0 && at + word.size() < line.size();
    if (inside && !word.empty()) hangul_.emplace(word);
    for (std::size_t size = 2 * kSyllable; inside && size <= word.size(); size += kSyllable)
      hangul_prefixes_.emplace(word.substr(0, size));
    at += word.size();
    if (at < line.size()) NextChar(line, &at);
  }
}

void Vocabulary::Learn(std::string_view line) {
  LearnHyphenated(line);
  LearnHangul(line);
}

bool Vocabulary::HasHyphenated(std::string_view left, std::string_view right) const {
  return hyphenated_.contains(Pair(LettersBefore(left, left.size()), LettersFrom(right, 0)));
}

bool Vocabulary::IsBrokenHangul(std::string_view left, std::string_view right) const {
  const std::string_view head = SyllablesAtEnd(left);
  const std::string_view tail = SyllablesFrom(right, 0);
  if (head.empty() || tail.empty()) return false;
  const bool two_words = hangul_.contains(std::string(head)) && hangul_.contains(std::string(tail));
  const std::string beginning = std::string(head) + std::string(tail.substr(0, kSyllable));
  return !two_words && hangul_prefixes_.contains(beginning);
}

void Vocabulary::AppendWrapped(std::string_view next, bool tight, std::string* text) const {
  const std::size_t hyphen = HyphenAtEnd(*text);
  const std::string_view stem = std::string_view(*text).substr(0, text->size() - hyphen);
  const char32_t before = LastChar(stem);
  std::size_t at = 0;
  const char32_t after = next.empty() ? 0 : NextChar(next, &at);
  const bool joins = (IsLatin(before) || IsDigit(before)) && (IsLatin(after) || IsDigit(after));
  if (hyphen == 0 || !joins) {
    if (!tight || !IsBrokenHangul(*text, next)) *text += ' ';
  } else {
    const bool soft = IsLatin(before) && IsLowerLatin(after) && !HasHyphenated(stem, next);
    text->resize(stem.size());
    *text += soft ? kSoftHyphen : std::string_view("-");
  }
  *text += next;
}

}  // namespace rsearch::pdf
