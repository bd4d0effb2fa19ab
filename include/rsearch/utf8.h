// Walking through UTF-8, for the parts that count, cut or draw code points.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace rsearch {

inline constexpr char32_t kReplacement = 0xFFFD;
// What NextCodePoint() returns for a byte that begins no valid sequence; no code point.
inline constexpr char32_t kInvalidByte = 0x110000;

namespace internal {

inline char32_t NextLongCodePoint(std::string_view text, std::size_t* at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned lead = byte(*at);
  const std::size_t start = (*at)++;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return kInvalidByte;
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(start + i) & 0xC0U) != 0x80U) return kInvalidByte;
    value = value << 6 | (byte(start + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
    return kInvalidByte;
  *at = start + length;
  return value;
}

}  // namespace internal

// The code point at `*at`, which moves behind it. Overlong forms, surrogates and stray bytes are
// kInvalidByte, one byte each. `*at` must be below text.size().
inline char32_t NextCodePoint(std::string_view text, std::size_t* at) {
  const auto lead = static_cast<unsigned char>(text[*at]);
  if (lead >= 0x80) return internal::NextLongCodePoint(text, at);
  ++*at;
  return lead;
}

inline void AppendUtf8(char32_t c, std::string* out) {
  std::array<char, 4> bytes{};
  const auto put = [&](std::size_t at, char32_t byte) { bytes[at] = static_cast<char>(byte); };
  const auto tail = [&](int shift) { return 0x80 | (c >> shift & 0x3F); };
  std::size_t length = 1;
  if (c < 0x80) {
    put(0, c);
  } else if (c < 0x800) {
    put(0, 0xC0 | c >> 6);
    put(1, tail(0));
    length = 2;
  } else if (c < 0x10000) {
    put(0, 0xE0 | c >> 12);
    put(1, tail(6));
    put(2, tail(0));
    length = 3;
  } else {
    put(0, 0xF0 | c >> 18);
    put(1, tail(12));
    put(2, tail(6));
    put(3, tail(0));
    length = 4;
  }
  out->append(bytes.data(), length);
}

// Every code point of `text`, invalid bytes as U+FFFD.
inline std::u32string DecodeUtf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    out.push_back(c == kInvalidByte ? kReplacement : c);
  }
  return out;
}

}  // namespace rsearch
