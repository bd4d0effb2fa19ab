#include "rsearch/types.h"

namespace rsearch {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

constexpr std::array<std::string_view, kFileStatusCount> kStatusNames = {
    "ok",      "no_text", "partial", "truncated",  "damaged", "locked",
    "timeout", "memory",  "crash",   "unreadable", "skipped"};

constexpr std::array<std::string_view, kDeckKindCount> kDeckKindNames = {"review", "paper",
                                                                         "trends"};

}  // namespace

std::string ContentHash::Hex() const {
  std::string hex;
  hex.reserve(2 * kSize);
  for (const unsigned char byte : bytes_) {
    hex.push_back(kHexDigits[byte >> 4]);
    hex.push_back(kHexDigits[byte & 0xF]);
  }
  return hex;
}

std::optional<ContentHash> ContentHash::FromHex(std::string_view hex) {
  if (hex.size() != 2 * kSize) return std::nullopt;
  std::array<unsigned char, kSize> bytes{};
  for (std::size_t i = 0; i < kSize; ++i) {
    const std::size_t high = kHexDigits.find(hex[2 * i]);
    const std::size_t low = kHexDigits.find(hex[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes[i] = static_cast<unsigned char>(high << 4 | low);
  }
  return ContentHash(bytes);
}

std::string_view Name(FileStatus status) {
  const auto index = static_cast<std::size_t>(status);
  return index < kStatusNames.size() ? kStatusNames[index] : "unknown";
}

std::string_view Name(DeckKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  return index < kDeckKindNames.size() ? kDeckKindNames[index] : "unknown";
}

}  // namespace rsearch
