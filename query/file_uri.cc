#include "query/file_uri.h"

namespace rsearch {
namespace {

bool IsAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string FileUri(std::string_view host, std::string_view path, unsigned page) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved = "/-._~";
  std::string out = "file://";
  out.append(host);
  for (const char c : path) {
    if (IsAlnum(c) || kUnreserved.find(c) != std::string_view::npos) {
      out.push_back(c);
      continue;
    }
    const auto value = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kDigits[value >> 4]);
    out.push_back(kDigits[value & 0xF]);
  }
  if (page > 0) out.append("#page=").append(std::to_string(page));
  return out;
}

}  // namespace rsearch
