// Korean sets particles and endings behind a word without a space: 모델 (model), 모델은 (the model,
// as topic), 모델들에서는 (in the models). An ending is what can be taken off so that these meet.
// There is no dictionary here to say where a word stops, so an ending is taken off only where three
// things speak for it:
//
//   longest   에서는 goes before 는, or 에서 would be taken for part of the word.
//   sound     Many endings have two shapes, chosen by the syllable before: 은/을/이/과 follow a
//   final
//             consonant, 는/를/가/와 a vowel, 로 a vowel or ㄹ. The 가 of 국가 (nation) follows a
//             consonant, so it is no ending.
//   length    도, 로, 의 end plain nouns of two syllables too (온도, 도로, 회의): each ending
//   states the
//             shortest stem, in syllables, that it may leave.
//
// Up to three rounds, since endings follow each other (모델+들+에서+는) and only the common chains
// are listed as one. Wrong cuts remain (고양이, cat -> 고양). They do little harm: page and query
// are cut alike, and the search runs on bigrams of the stem, of which a missing last syllable costs
// one. Verb endings are left to the bigrams altogether.
//
// The list is data/korean_endings.tsv, compiled in.

#include "core/text/korean.h"

#include <algorithm>
#include <array>

namespace rsearch {
namespace {

// What an ending asks of the syllable before it. Named by the letters used in the list.
enum class Before : char {
  kAny = '*',
  kConsonant = 'C',     // has a final consonant
  kVowel = 'V',         // has none
  kVowelOrRieul = 'R',  // has none, or ㄹ
  kForeign = 'P',       // stands only by itself, behind a word in another script
};

struct Ending {
  std::string_view text;
  Before before = Before::kAny;
  std::size_t min_stem = 0;  // syllables
};

constexpr auto kListed = std::to_array<Ending>({
#include "korean_endings.inc"
});

constexpr std::string_view LastSyllable(std::string_view text) {
  return text.substr(text.size() - kHangulBytes);
}

// By last syllable, to look up, then longest first, to take the first that fits.
struct LookupOrder {
  constexpr bool operator()(const Ending& a, const Ending& b) const {
    const std::string_view last_a = LastSyllable(a.text);
    const std::string_view last_b = LastSyllable(b.text);
    if (last_a != last_b) return last_a < last_b;
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
  }
  constexpr bool operator()(const Ending& a, std::string_view last) const {
    return LastSyllable(a.text) < last;
  }
  constexpr bool operator()(std::string_view last, const Ending& a) const {
    return last < LastSyllable(a.text);
  }
};

constexpr auto kEndings = [] {
  auto sorted = kListed;
  std::sort(sorted.begin(), sorted.end(), LookupOrder());
  return sorted;
}();

constexpr int kMaxRounds = 3;

// Hangul syllables are numbered by their three letters; the last one counts through 28 values, of
// which 0 is none.
constexpr int kFirstSyllable = 0xAC00;
constexpr int kLastSyllable = 0xD7A3;
constexpr int kFinals = 28;
constexpr int kFinalRieul = 8;
constexpr int kNotASyllable = -1;

int FinalConsonant(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<int>(static_cast<unsigned char>(text[text.size() - kHangulBytes + i]));
  };
  const int c = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  return c >= kFirstSyllable && c <= kLastSyllable ? (c - kFirstSyllable) % kFinals : kNotASyllable;
}

bool SoundsRight(std::string_view stem, Before before) {
  const int last = FinalConsonant(stem);
  if (last == kNotASyllable) return before != Before::kForeign;  // a letter by itself: cannot tell
  switch (before) {
    case Before::kAny:
      return true;
    case Before::kConsonant:
      return last != 0;
    case Before::kVowel:
      return last == 0;
    case Before::kVowelOrRieul:
      return last == 0 || last == kFinalRieul;
    case Before::kForeign:
      return false;
  }
  return false;
}

bool Fits(const Ending& ending, std::string_view word) {
  if (!word.ends_with(ending.text)) return false;
  const std::string_view stem = word.substr(0, word.size() - ending.text.size());
  return stem.size() >= std::max<std::size_t>(ending.min_stem, 1) * kHangulBytes &&
         SoundsRight(stem, ending.before);
}

// Bytes of the longest ending that fits; 0 for none.
std::size_t EndingSize(std::string_view word) {
  const auto [first, last] =
      std::equal_range(kEndings.begin(), kEndings.end(), LastSyllable(word), LookupOrder());
  const auto* found =
      std::find_if(first, last, [&](const Ending& ending) { return Fits(ending, word); });
  return found == last ? 0 : found->text.size();
}

}  // namespace

std::string_view KoreanStem(std::string_view word) {
  if (word.size() % kHangulBytes != 0) return word;
  for (int round = 0; round < kMaxRounds && word.size() > kHangulBytes; ++round) {
    const std::size_t size = EndingSize(word);
    if (size == 0) break;
    word.remove_suffix(size);
  }
  return word;
}

bool IsKoreanParticle(std::string_view run) {
  if (run.empty() || run.size() % kHangulBytes != 0) return false;
  const auto [first, last] =
      std::equal_range(kEndings.begin(), kEndings.end(), LastSyllable(run), LookupOrder());
  return std::any_of(first, last, [&](const Ending& ending) { return ending.text == run; });
}

}  // namespace rsearch
