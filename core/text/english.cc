#include "core/text/english.h"

namespace rsearch {
namespace {

constexpr std::size_t kCacheSize = 50'000;  // words; about 5 MB when full

}  // namespace

const std::string& EnglishStemmer::Stem(const std::string& word) {
  if (cache_.size() >= kCacheSize) cache_.clear();
  const auto [entry, added] = cache_.try_emplace(word);
  if (added) entry->second = stem_(word);
  return entry->second;
}

}  // namespace rsearch
