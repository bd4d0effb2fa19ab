// Walking UTF-8 by code points, as ICU does. In a namespace of its own: rsearch/utf8.h has
// functions of these names too, and two inline definitions of one name are one at link time.
#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <string_view>

namespace rsearch::text {

inline bool IsAsciiByte(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

// True for every byte of a code point but its first.
inline bool IsTrailByte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// The code point that begins at byte `*at` of `text`, and moves `*at` behind it. Of ill-formed
// bytes it takes as many as one replacement character would stand for, and answers -1.
inline UChar32 NextCodePoint(std::string_view text, std::size_t* at) {
  UChar32 c = 0;
  const char* const bytes = text.data();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(bytes, *at, text.size(), c);
#pragma GCC diagnostic pop
  return c;
}

// A precomposed Hangul syllable.
inline bool IsSyllable(UChar32 c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

}  // namespace rsearch::text
