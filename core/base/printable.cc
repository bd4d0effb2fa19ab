#include "rsearch/printable.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "rsearch/utf8.h"

namespace rsearch {

namespace {

struct Range {
  char32_t first, last;
};

// Ascending. Soft hyphen, grapheme joiner, Arabic letter mark, Hangul fillers, Khmer inherent
// vowels, Mongolian selectors, zero-width and directional marks, separators and embeddings,
// invisible operators and isolates, variation selectors, byte order mark, noncharacters,
// interlinear marks, shorthand and musical controls, tags and more variation selectors.
constexpr auto kUnsafe = std::to_array<Range>({
    {0x00, 0x1F},       {0x7F, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},     {0x61C, 0x61C},
    {0x115F, 0x1160},   {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F},   {0x3164, 0x3164}, {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
});

constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kTextStyle = 0xFE0E;   // of a pictograph: as text
constexpr char32_t kEmojiStyle = 0xFE0F;  // as emoji

// The last two of a plane: U+1FFFE, U+2FFFF.
bool IsNoncharacter(char32_t c) {
  return (c & 0xFFFE) == 0xFFFE && c <= 0x10FFFF;
}

// The blocks that have emoji, but for ASCII and Latin-1.
bool IsPictograph(char32_t c) {
  return (c >= 0x203C && c <= 0x2BFF) || (c >= 0x3030 && c <= 0x303D) || c == 0x3297 ||
         c == 0x3299 || (c >= 0x1F000 && c <= 0x1FAFF);
}

// Arabic to Sinhala, whose letters take other forms beside a joiner.
bool IsJoining(char32_t c) {
  return c >= 0x620 && c <= 0xDFF;
}

// Whether an unsafe character belongs to those it stands between.
bool Belongs(char32_t before, char32_t c, char32_t after) {
  if (c == kTextStyle || c == kEmojiStyle) return IsPictograph(before);
  if (c != kJoiner && c != kNonJoiner) return false;
  if (IsJoining(before) && IsJoining(after)) return true;
  return c == kJoiner && (IsPictograph(before) || before == kEmojiStyle) && IsPictograph(after);
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

void AppendOctal(std::string_view bytes, std::string* out) {
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out->push_back('\\');
    out->push_back(static_cast<char>('0' + (value >> 6)));
    out->push_back(static_cast<char>('0' + (value >> 3 & 7)));
    out->push_back(static_cast<char>('0' + (value & 7)));
  }
}

void AppendJsonEscape(char32_t c, std::string* out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto unit = [&](char32_t value) {
    out->append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
      out->push_back(kDigits[value >> shift & 0xF]);
  };
  if (c < 0x10000) {
    unit(c);
    return;
  }
  unit(0xD800 + ((c - 0x10000) >> 10));
  unit(0xDC00 + ((c - 0x10000) & 0x3FF));
}

bool IsAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsShellPlain(char c) {
  constexpr std::string_view kPlain = "/._-+,:@%=";
  return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
         kPlain.find(c) != std::string_view::npos;
}

std::string InQuotes(std::string_view word) {
  std::string out = "'";
  for (const char c : word)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

bool IsUnsafe(char32_t c) {
  const auto* range =
      std::upper_bound(std::begin(kUnsafe), std::end(kUnsafe), c,
                       [](char32_t value, const Range& r) { return value < r.first; });
  return (range != std::begin(kUnsafe) && c <= std::prev(range)->last) || IsNoncharacter(c);
}

std::string PlainText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(text, &at);
    std::size_t next = at;
    const char32_t after = at < text.size() ? NextCodePoint(text, &next) : 0;
    if (IsControl(c))
      out.push_back(' ');
    else if (c == kInvalidByte || (IsUnsafe(c) && !Belongs(before, c, after)))
      AppendUtf8(kReplacement, &out);
    else
      out.append(text.substr(begin, at - begin));
    before = c;
  }
  return out;
}

std::string PlainPath(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(path, &at);
    const std::string_view bytes = path.substr(begin, at - begin);
    if (c == kInvalidByte || IsUnsafe(c))
      AppendOctal(bytes, &out);
    else
      out.append(bytes);
  }
  return out;
}

std::string ShellWord(std::string_view path) {
  bool plain = !path.empty();
  bool odd = false;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(path, &at);
    odd = odd || c == kInvalidByte || IsUnsafe(c);
    plain = plain && IsShellPlain(path[begin]);
  }
  if (!odd) return plain ? std::string(path) : InQuotes(path);
  std::string out = "$'";
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(path, &at);
    const std::string_view bytes = path.substr(begin, at - begin);
    if (c == kInvalidByte || IsUnsafe(c)) {
      AppendOctal(bytes, &out);
    } else {
      if (c == '\'' || c == '\\') out.push_back('\\');
      out.append(bytes);
    }
  }
  return out + "'";
}

std::string PlainTail(std::string_view path, std::size_t columns) {
  const std::string shown = PlainPath(path);
  if (ColumnWidth(shown) <= columns) return shown;
  if (columns == 0) return {};
  std::size_t begin = 0;
  for (std::size_t room = ColumnWidth(shown) + 1; room > columns;)
    room -= ColumnWidth(NextCodePoint(shown, &begin));
  return "…" + shown.substr(begin);
}

std::string EscapeUnsafeInJson(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(json, &at);
    if (c == kInvalidByte)
      AppendUtf8(kReplacement, &out);
    else if (c >= 0x7F && IsUnsafe(c))  // those below stand escaped, or are the text's own newlines
      AppendJsonEscape(c, &out);
    else
      out.append(json.substr(begin, at - begin));
  }
  return out;
}

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      out.push_back(at + i <= bytes.size() ? kAlphabet[group >> (18 - 6 * i) & 0x3F] : '=');
  }
  return out;
}

}  // namespace rsearch
