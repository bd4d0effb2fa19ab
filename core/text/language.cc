#include "rsearch/language.h"

#include <cstddef>

#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr double kLettersPerSyllable = 2.5;
constexpr double kLeastMixed = 0.1;
constexpr double kLeastKorean = 0.7;

bool IsHangulSyllable(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

bool IsLatinLetter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

}  // namespace

Language LanguageOf(std::string_view text) {
  std::size_t syllables = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (IsHangulSyllable(c)) ++syllables;
    if (IsLatinLetter(c)) ++letters;
  }
  if (syllables + letters == 0) return Language::kNone;
  const double hangul = kLettersPerSyllable * static_cast<double>(syllables);
  const double share = hangul / (hangul + static_cast<double>(letters));
  if (share < kLeastMixed) return Language::kEnglish;
  return share < kLeastKorean ? Language::kMixed : Language::kKorean;
}

std::string_view Name(Language language) {
  switch (language) {
    case Language::kKorean:
      return "ko";
    case Language::kEnglish:
      return "en";
    case Language::kMixed:
      return "mixed";
    case Language::kNone:
      break;
  }
  return {};
}

}  // namespace rsearch
