#include "core/text/english.h"

#include <xapian.h>

#include <functional>
#include <unordered_map>
#include <utility>

namespace rsearch {
namespace {

// Words; forgotten all at once when full. 1,300 pages of decks and papers have 14,000.
constexpr std::size_t kCacheSize = 1U << 15U;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

// The letters that a stem is made of.
std::string_view WithoutSign(std::string_view word) {
  const std::size_t letters = word.find_first_of("+#");
  return letters == std::string_view::npos || letters <= 1 ? word : word.substr(0, letters);
}

}  // namespace

struct EnglishStemmer::Impl {
  Xapian::Stem snowball{"english"};
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> cache;
};

EnglishStemmer::EnglishStemmer() : impl_(std::make_unique<Impl>()) {}
EnglishStemmer::EnglishStemmer(EnglishStemmer&&) noexcept = default;
EnglishStemmer& EnglishStemmer::operator=(EnglishStemmer&&) noexcept = default;
EnglishStemmer::~EnglishStemmer() = default;

const std::string& EnglishStemmer::Stem(std::string_view word) {
  auto& cache = impl_->cache;
  if (const auto found = cache.find(word); found != cache.end()) return found->second;
  if (cache.size() >= kCacheSize) cache.clear();
  std::string stem = impl_->snowball(std::string(WithoutSign(word)));
  return cache.emplace(std::string(word), std::move(stem)).first->second;
}

}  // namespace rsearch
