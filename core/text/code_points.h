// Walking UTF-8 by code points, with ICU's checked decoder.
#pragma once

#include <unicode/utf8.h>

#include <cstdint>
#include <string_view>

namespace rsearch {

// The code point that begins at byte `*i` of `text`, -1 for an ill-formed sequence; moves `*i`
// behind it.
inline UChar32 NextCodePoint(std::string_view text, std::int32_t* i) {
  const auto length = static_cast<std::int32_t>(text.size());
  UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(text.data(), *i, length, c);         // NOLINT(readability-simplify-subscript-expr)
#pragma GCC diagnostic pop
  return c;
}

}  // namespace rsearch
