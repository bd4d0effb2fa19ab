#include "rsearch/printable.h"

#include <array>
#include <cstdint>
#include <vector>

namespace rsearch {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 0;  // bytes; 0 when the bytes are not UTF-8
};

// The least code point that takes so many bytes; what is less is an overlong form.
constexpr std::array<std::uint32_t, 5> kLeastOfSize = {0, 0, 0x80, 0x800, 0x10000};

constexpr std::string_view kHexDigits = "0123456789abcdef";

bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The code point at the beginning of `bytes`, which are not empty. Overlong forms, surrogates and
// values past U+10FFFF are not UTF-8.
CodePoint Decode(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < size) return {};
  std::uint32_t value = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!IsContinuation(bytes[i])) return {};
    value = value << 6 | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeastOfSize[size] || value > 0x10FFFF || surrogate) return {};
  return {value, size};
}

bool IsControl(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool IsInvisible(std::uint32_t c) {
  return c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000;
}

void AppendHex(std::uint32_t value, int digits, std::string* out) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out->push_back(kHexDigits[value >> shift & 0xFU]);
}

void AppendByte(char byte, std::string* out) {
  *out += "\\x";
  AppendHex(static_cast<unsigned char>(byte), 2, out);
}

void AppendInvisible(std::uint32_t c, std::string* out) {
  *out += "\\u{";
  AppendHex(c, c > 0xFFFF ? 6 : 4, out);
  *out += '}';
}

// The first character of `bytes` in printable form; returns its size in `bytes`.
std::size_t AppendPrintable(std::string_view bytes, std::string* out) {
  const CodePoint c = Decode(bytes);
  if (c.size == 0) {
    AppendByte(bytes[0], out);
    return 1;
  }
  if (IsInvisible(c.value)) {
    AppendInvisible(c.value, out);
  } else if (IsControl(c.value)) {
    for (const char byte : bytes.substr(0, c.size))
      AppendByte(byte, out);
  } else {
    out->append(bytes.substr(0, c.size));
  }
  return c.size;
}

// Wide enough for every script: what is over-estimated only cuts a name a little earlier.
std::size_t Columns(std::string_view printable) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < printable.size();) {
    const CodePoint c = Decode(printable.substr(at));
    columns += c.value >= 0x1100 ? 2 : 1;
    at += c.size;
  }
  return columns;
}

}  // namespace

std::string PrintablePath(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();)
    at += AppendPrintable(bytes.substr(at), &out);
  return out;
}

std::string PrintableTail(std::string_view path, std::size_t columns) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < path.size();)
    at += AppendPrintable(path.substr(at), &characters.emplace_back());
  std::size_t total = 0;
  for (const std::string& character : characters)
    total += Columns(character);
  std::size_t first = 0;
  const bool cut = total > columns;
  for (; first < characters.size() && total + (cut ? 1 : 0) > columns; ++first)
    total -= Columns(characters[first]);
  std::string tail = cut && columns > 0 ? "…" : "";
  for (; first < characters.size(); ++first)
    tail += characters[first];
  return tail;
}

}  // namespace rsearch
