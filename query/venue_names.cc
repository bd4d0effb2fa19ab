#include "query/venue_names.h"

#include <algorithm>
#include <array>

#include "rsearch/name_key.h"

namespace rsearch {
namespace {

constexpr auto kLines = std::to_array<std::string_view>({
#include "venues.inc"
});

std::vector<std::string> KeysOf(std::string_view line) {
  std::vector<std::string> keys;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    keys.push_back(NameKey(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return keys;
}

}  // namespace

std::vector<std::string> VenueNames(std::string_view word) {
  std::vector<std::string> names = {NameKey(word)};
  if (names.front().empty()) return {};
  for (const std::string_view line : kLines) {
    const std::vector<std::string> keys = KeysOf(line);
    if (std::find(keys.begin(), keys.end(), names.front()) == keys.end()) continue;
    for (const std::string& key : keys)
      if (std::find(names.begin(), names.end(), key) == names.end()) names.push_back(key);
    break;
  }
  return names;
}

}  // namespace rsearch
