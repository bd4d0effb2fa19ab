#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "rsearch/name_key.h"
#include "rsearch/paper.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kMinWords = 3;
constexpr std::size_t kMinLetters = 15;

std::size_t CountWords(std::string_view title) {
  std::size_t words = 0;
  for (std::size_t at = 0; at < title.size();) {
    const std::size_t end = std::min(title.find(' ', at), title.size());
    if (!NameKey(title.substr(at, end - at)).empty()) ++words;
    at = end + 1;
  }
  return words;
}

}  // namespace

std::string TitleId(std::string_view title) {
  const std::string key = NameKey(title);
  if (DecodeUtf8(key).size() < kMinLetters || CountWords(title) < kMinWords) return {};
  return "title:" + key;
}

}  // namespace rsearch
