#include "query/web_link.h"

#include <algorithm>
#include <cstddef>

namespace rsearch {
namespace {

// The length of "http://" or "https://", in either case; 0 where it begins with neither.
std::size_t SchemeLength(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    const auto same = [](char c, char wanted) {
      return c == wanted || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == wanted);
    };
    if (url.size() > scheme.size() &&
        std::equal(scheme.begin(), scheme.end(), url.begin(),
                   [&](char wanted, char c) { return same(c, wanted); })) {
      return scheme.size();
    }
  }
  return 0;
}

bool StandsForItself(char c) {
  constexpr std::string_view kNever = "\"<>\\";
  return c > ' ' && c < '\x7F' && kNever.find(c) == std::string_view::npos;
}

}  // namespace

std::string WebLink(std::string_view url) {
  if (HostOf(url).empty()) return {};
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string link;
  for (const char c : url) {
    if (StandsForItself(c)) {
      link.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    link.push_back('%');
    link.push_back(kDigits[byte >> 4]);
    link.push_back(kDigits[byte & 0xF]);
  }
  return link;
}

std::string LinkToPage(std::string_view url, std::uint32_t page) {
  if (url.empty()) return {};
  return std::string(url.substr(0, url.find('#'))).append("#page=").append(std::to_string(page));
}

std::string HostOf(std::string_view link) {
  const std::size_t scheme = SchemeLength(link);
  if (scheme == 0) return {};
  std::string_view host = link.substr(scheme);
  // A browser takes a backslash for a slash.
  host = host.substr(0, host.find_first_of("/?#\\"));
  host = host.substr(host.rfind('@') + 1);
  host = host.substr(0, host.rfind(':'));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

}  // namespace rsearch
