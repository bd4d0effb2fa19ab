#include "core/pdf/characters.h"

#include <algorithm>

namespace rsearch::pdf {
namespace {

bool InRange(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool IsTrailByte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

}  // namespace

char32_t NextChar(std::string_view text, std::size_t* at) {
  const auto first = static_cast<unsigned char>(text[(*at)++]);
  if (first < 0x80) return first;
  char32_t c = first >= 0xF0 ? first & 0x07U : first >= 0xE0 ? first & 0x0FU : first & 0x1FU;
  while (*at < text.size() && IsTrailByte(text[*at]))
    c = c << 6 | (static_cast<unsigned char>(text[(*at)++]) & 0x3FU);
  return c;
}

char32_t LastChar(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t at = text.size() - 1;
  while (at > 0 && IsTrailByte(text[at]))
    --at;
  return NextChar(text, &at);
}

bool IsDigit(char32_t c) {
  return InRange(c, U'0', U'9');
}

bool IsLowerLatin(char32_t c) {
  // In the Latin blocks up to U+024F case mostly alternates, odd being the small letter.
  return InRange(c, U'a', U'z') || (InRange(c, 0xDF, 0xFF) && c != 0xF7) ||
         (InRange(c, 0x100, 0x24F) && c % 2 == 1);
}

bool IsLatin(char32_t c) {
  return InRange(c, U'a', U'z') || InRange(c, U'A', U'Z') ||
         (InRange(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7);
}

bool IsHangul(char32_t c) {
  return InRange(c, 0xAC00, 0xD7A3) || InRange(c, 0x1100, 0x11FF) || InRange(c, 0x3130, 0x318F);
}

bool IsCjk(char32_t c) {
  return IsHangul(c) || InRange(c, 0x3040, 0x30FF) || InRange(c, 0x3400, 0x9FFF) ||
         InRange(c, 0xF900, 0xFAFF) || InRange(c, 0x20000, 0x3FFFF);
}

bool IsPrivateUse(char32_t c) {
  return InRange(c, 0xE000, 0xF8FF) || c >= 0xF0000;
}

bool IsBulletMark(char32_t c) {
  constexpr std::u32string_view kMarks = U"•‣⁃∙⋅◦·ㆍ・▪▫■□▣◆◇◈●○◉◎★☆►▶▷▸➢➣➤➔➜➝➞➙➡✓✔✗✘☑❖❑❒✦✧✱✲✳✴✵";
  return IsPrivateUse(c) || kMarks.find(c) != std::u32string_view::npos;
}

bool IsBullet(std::string_view text) {
  if (text.empty()) return false;
  for (std::size_t at = 0; at < text.size();)
    if (!IsBulletMark(NextChar(text, &at))) return false;
  return true;
}

bool IsEnumerator(std::string_view text) {
  std::size_t at = 0;
  if (text.empty() || text.size() > 5) return false;
  if (const char32_t c = NextChar(text, &at); InRange(c, 0x2460, 0x24FF) && at == text.size())
    return true;
  const bool open = text.front() == '(';
  if (open) text.remove_prefix(1);
  if (text.size() < 2 || (text.back() != ')' && (open || text.back() != '.'))) return false;
  text.remove_suffix(1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return (text.size() <= 2 && std::all_of(text.begin(), text.end(), is_digit)) ||
         (text.size() == 1 && IsLatin(static_cast<unsigned char>(text[0])));
}

std::size_t LetterWeight(std::string_view text) {
  std::size_t weight = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, &at);
    if (IsCjk(c))
      weight += 2;
    else if (IsLatin(c) || InRange(c, 0x370, 0x10FF))
      ++weight;
  }
  return weight;
}

std::size_t CharCount(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !IsTrailByte(byte); }));
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace rsearch::pdf
