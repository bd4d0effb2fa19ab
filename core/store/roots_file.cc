#include "core/store/roots_file.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "core/store/crc32c.h"
#include "core/store/durable_file.h"
#include "core/store/layout.h"

namespace rsearch {
namespace {

constexpr std::uint64_t kMaxSize = std::uint64_t{1} << 20;
constexpr std::string_view kHeading =
    "# The folders of this index, for `rindex rebuild`. Written by rindex.\n";
constexpr std::string_view kRoot = "root ";
constexpr std::string_view kExclude = "exclude ";
constexpr std::string_view kEnd = "end ";
constexpr unsigned char kDelete = 0x7F;

std::string Escape(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte != kDelete && c != '\\') {
      text += c;
      continue;
    }
    std::array<char, 8> octal{};
    std::snprintf(octal.data(), octal.size(), "\\%03o", byte);
    text += octal.data();
  }
  return text;
}

bool IsOctal(char c) {
  return c >= '0' && c <= '7';
}

std::string Unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view digits = text.substr(i + 1 < text.size() ? i + 1 : text.size(), 3);
    if (text[i] == '\\' && digits.size() == 3 && IsOctal(digits[0]) && IsOctal(digits[1]) &&
        IsOctal(digits[2])) {
      bytes += static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + digits[2] - '0');
      i += 3;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

// The last line; `before` is all before it.
std::string EndLine(std::string_view before) {
  std::array<char, 16> sum{};
  std::snprintf(sum.data(), sum.size(), "%08x\n", Crc32c(before));
  return std::string(kEnd) + sum.data();
}

bool IsWhole(std::string_view text) {
  const std::size_t size = EndLine("").size();
  return text.size() >= size &&
         text.substr(text.size() - size) == EndLine(text.substr(0, text.size() - size));
}

}  // namespace

std::string FormatRoots(const std::vector<Root>& roots) {
  std::string text(kHeading);
  for (const Root& root : roots) {
    text.append(kRoot).append(Escape(root.path)).append("\n");
    for (const std::string& glob : root.excludes)
      text.append(kExclude).append(Escape(glob)).append("\n");
  }
  return text + EndLine(text);
}

std::vector<Root> ParseRoots(std::string_view text) {
  std::vector<Root> roots;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(kRoot) && line.substr(kRoot.size()).starts_with('/'))
      roots.push_back({Unescape(line.substr(kRoot.size())), {}});
    else if (line.starts_with(kExclude) && !roots.empty())
      roots.back().excludes.push_back(Unescape(line.substr(kExclude.size())));
  }
  return roots;
}

Result<std::vector<Root>> ReadRootsFile(const std::filesystem::path& folder) {
  const auto text = ReadHead(RootsPath(folder), kMaxSize);
  if (!text) return text.error();
  if (!IsWhole(*text))
    return Error{ErrorCode::kCorrupt, RootsPath(folder).string() + " is damaged"};
  return ParseRoots(*text);
}

Result<void> WriteRootsFile(const std::filesystem::path& folder, const std::vector<Root>& roots) {
  const std::string text = FormatRoots(roots);
  const auto before = ReadHead(RootsPath(folder), kMaxSize);
  if (before && *before == text) return {};
  return ReplaceFile(RootsPath(folder), text);
}

}  // namespace rsearch
