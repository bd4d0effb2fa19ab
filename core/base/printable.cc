#include "rsearch/printable.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "rsearch/utf8.h"

namespace rsearch {

namespace {

struct Range {
  char32_t first, last;
};

// Ascending. Soft hyphen, Arabic letter mark, Hangul fillers, Mongolian vowel separator, zero-width
// and directional marks, separators and embeddings, invisible operators and isolates, byte order
// mark, interlinear marks and U+FFFE/F, tags.
constexpr auto kUnsafe = std::to_array<Range>({
    {0x00, 0x1F},
    {0x7F, 0x9F},
    {0xAD, 0xAD},
    {0x61C, 0x61C},
    {0x115F, 0x1160},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0x3164, 0x3164},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},
    {0xFFFE, 0xFFFF},
    {0xE0000, 0xE0FFF},
});

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

}  // namespace

bool IsUnsafe(char32_t c) {
  const auto* range =
      std::upper_bound(std::begin(kUnsafe), std::end(kUnsafe), c,
                       [](char32_t value, const Range& r) { return value < r.first; });
  return range != std::begin(kUnsafe) && c <= std::prev(range)->last;
}

std::string PlainText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(text, &at);
    if (IsControl(c))
      out.push_back(' ');
    else if (c == kInvalidByte || IsUnsafe(c))
      AppendUtf8(kReplacement, &out);
    else
      out.append(text.substr(begin, at - begin));
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
    odd = odd || c == kInvalidByte || IsUnsafe(c) || c == '\'';
    plain = plain && IsShellPlain(path[begin]);
  }
  if (!odd) return plain ? std::string(path) : "'" + std::string(path) + "'";
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

}  // namespace rsearch
