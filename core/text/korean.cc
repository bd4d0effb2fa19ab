// Korean glues particles and endings to its words: 모델 (model), 모델은 (topic), 모델들에서는
// (plural, locative, topic). Without cutting them, a query finds only the form it happens to be
// typed in; cut too eagerly, 차이 (difference) loses its last syllable as if it were the subject
// particle 이.
//
// So an ending is cut only where the language allows it to stand. Many come in pairs chosen by the
// sound before them: 은/을/이/과 follow a final consonant (condition C), 는/를/가/와 a vowel (V),
// 로 a vowel or ㄹ (R); the others follow anything (*). And each asks for a shortest stem, in
// syllables: two for the short, ambiguous ones. The longest ending that fits is cut, up to three
// times (모델+들+에서+는 is mostly listed as one). What is cut wrongly is cut alike in page and
// query, and bigrams of the stem carry the search anyway: on six retrieval sets stems alone lose
// .07 to .65 nDCG@10, bigrams of the stem gain .02 on plain ones.
//
// The list was drawn from the treebank forms of particles and copula endings; verb endings (하는,
// 했다) are left to the bigrams.

#include "core/text/korean.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace rsearch {
namespace {

struct Ending {
  std::string_view text;
  char condition;             // on the syllable before it: '*', 'C', 'V' or 'R'
  std::size_t shortest_stem;  // syllables
};

constexpr auto kListed = std::to_array<Ending>({
#include "korean_endings.inc"
});

// Sorted for binary search, at compile time.
constexpr auto kEndings = [] {
  auto sorted = kListed;
  std::sort(sorted.begin(), sorted.end(),
            [](const Ending& a, const Ending& b) { return a.text < b.text; });
  return sorted;
}();

constexpr std::size_t kLongestEnding =
    std::max_element(kEndings.begin(), kEndings.end(), [](const auto& a, const auto& b) {
      return a.text.size() < b.text.size();
    }) -> text.size();

constexpr int kMaxCuts = 3;

constexpr std::array<std::string_view, 50> kParticles = {
    "은",     "는",   "이",     "가",     "을",     "를",   "의",   "에",   "도",   "만",
    "로",     "와",   "과",     "에서",   "으로",   "부터", "까지", "에게", "라는", "이라는",
    "이라고", "라고", "이다",   "인",     "하는",   "한",   "이며", "이고", "이나", "나",
    "들",     "에는", "에서는", "으로는", "로는",   "란",   "이란", "하고", "에도", "보다",
    "처럼",   "였다", "이었다", "에서의", "으로서", "로서", "들은", "들이", "들을", "들의"};

constexpr int kFinals =
    28;  // final consonants, "none" included, that a syllable block counts through
constexpr int kFinalRieul = 8;

// Number of the final consonant of the syllable that ends `text`; 0 for none.
int FinalConsonant(std::string_view text) {
  const auto byte = [&](std::size_t from_end) {
    return static_cast<unsigned char>(text[text.size() - from_end]);
  };
  const int code_point = (byte(3) & 0x0F) << 12 | (byte(2) & 0x3F) << 6 | (byte(1) & 0x3F);
  return (code_point - 0xAC00) % kFinals;
}

bool ConditionHolds(char condition, std::string_view stem) {
  const int final_consonant = FinalConsonant(stem);
  switch (condition) {
    case 'C':
      return final_consonant != 0;
    case 'V':
      return final_consonant == 0;
    case 'R':
      return final_consonant == 0 || final_consonant == kFinalRieul;
    default:
      return true;
  }
}

const Ending* FindEnding(std::string_view text) {
  const auto* const found =
      std::lower_bound(kEndings.begin(), kEndings.end(), text,
                       [](const Ending& e, std::string_view t) { return e.text < t; });
  return found != kEndings.end() && found->text == text ? found : nullptr;
}

// `word` without the longest ending that may stand there; `word` itself where none may.
std::string_view CutOnce(std::string_view word) {
  for (std::size_t size = std::min(kLongestEnding, word.size() - kSyllableBytes); size > 0;
       size -= kSyllableBytes) {
    const Ending* ending = FindEnding(word.substr(word.size() - size));
    if (ending == nullptr) continue;
    const std::string_view stem = word.substr(0, word.size() - size);
    if (stem.size() / kSyllableBytes >= ending->shortest_stem &&
        ConditionHolds(ending->condition, stem))
      return stem;
  }
  return word;
}

}  // namespace

bool IsSyllables(std::string_view word) {
  if (word.size() % kSyllableBytes != 0) return false;
  for (std::size_t i = 0; i < word.size(); i += kSyllableBytes) {
    const std::string_view syllable = word.substr(i, kSyllableBytes);
    if (syllable < "\uAC00" || syllable > "\uD7A3")
      return false;  // UTF-8 sorts as its code points do
  }
  return true;
}

std::string_view KoreanStem(std::string_view word) {
  if (word.empty() || !IsSyllables(word)) return word;
  for (int cuts = 0; cuts < kMaxCuts; ++cuts) {
    const std::string_view stem = CutOnce(word);
    if (stem.size() == word.size()) break;
    word = stem;
  }
  return word;
}

bool IsParticle(std::string_view word) {
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

}  // namespace rsearch
