// What the page model asks of characters. All texts here are valid UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rsearch::pdf {

inline constexpr std::string_view kSoftHyphen = "\u00AD";

// The code point that begins at byte `*at` of `text` (not its end), and moves `*at` behind it.
char32_t NextChar(std::string_view text, std::size_t* at);
// The last code point; 0 for an empty text.
char32_t LastChar(std::string_view text);

bool IsDigit(char32_t c);       // ASCII
bool IsLowerLatin(char32_t c);  // Latin, with accents
bool IsLatin(char32_t c);       // letters
bool IsHangul(char32_t c);      // syllables and jamo
bool IsCjk(char32_t c);         // Hangul, Han, Kana
bool IsPrivateUse(char32_t c);
// Marks that open an item of a list, as text fonts have them ("•", "▪", "➢") or as symbol fonts in
// the private-use area do.
bool IsBulletMark(char32_t c);
// True when `text` holds nothing but bullet marks, and at least one.
bool IsBullet(std::string_view text);
// "1.", "(2)", "3)", "a)", "①": what opens an item of a numbered list, alone.
bool IsEnumerator(std::string_view text);

// How much a text says: letters, those of East Asian scripts twice. Digits and signs count nothing.
std::size_t LetterWeight(std::string_view text);
std::size_t CharCount(std::string_view text);

std::string_view Trim(std::string_view text);

}  // namespace rsearch::pdf
