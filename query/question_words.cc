#include "query/question_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rsearch {
namespace {

constexpr auto kListed = std::to_array<std::string_view>({
#include "question_words.inc"
});

constexpr auto kWords = [] {
  auto sorted = kListed;
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}();

bool Listed(std::string_view word) {
  return std::binary_search(kWords.begin(), kWords.end(), word);
}

}  // namespace

bool IsQuestionWord(const WordTerms& word) {
  return Listed(word.form) || (word.script == Script::kHangul && Listed(word.stem));
}

}  // namespace rsearch
