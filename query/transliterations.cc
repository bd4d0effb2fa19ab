#include "query/transliterations.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "rsearch/schema.h"
#include "rsearch/transliteration.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxTransliterations = 3;
constexpr std::size_t kMaxTermsVisited = 50'000;
constexpr std::size_t kMinSyllables = 2;
constexpr std::size_t kMinLetters = 3;
constexpr std::size_t kSyllableBytes = 3;
constexpr char32_t kSyllablesOfInitial = 588;

// Between scores that are nearly equal, ten times the pages decide.
constexpr double kFrequencyGain = 0.02;
constexpr std::uint32_t kMinShare = 4;
// Of a word that may be native: names and slips stand on single pages, and some sound like it.
constexpr std::uint32_t kMinFrequency = 2;

// No score is enough for a short word that may be native.
constexpr double kNone = 2;

double MinScore(std::string_view hangul) {
  const std::size_t syllables = hangul.size() / kSyllableBytes;
  const int foreignness = Foreignness(hangul);
  if (foreignness == 0) return syllables < 4 ? kNone : 0.99;
  if (syllables <= 2) return 0.98;
  if (syllables == 3) return foreignness == 1 ? 0.98 : 0.95;
  return 0.93;
}

// Forms of one English word begin alike: category, categories.
bool BeginAlike(std::string_view a, std::string_view b) {
  constexpr std::ptrdiff_t kLetters = 4;
  const auto parted = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto shorter = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  return parted.first - a.begin() >= std::max(kLetters, shorter - 1);
}

// Best first. A word that sounds as the best one does, but is rare beside it, is left out.
std::vector<Transliteration> Best(std::vector<Transliteration> all) {
  const auto rank = [](const Transliteration& t) {
    return t.score + kFrequencyGain * std::log10(static_cast<double>(t.frequency));
  };
  std::sort(all.begin(), all.end(), [&](const Transliteration& a, const Transliteration& b) {
    return rank(a) != rank(b) ? rank(a) > rank(b) : a.word < b.word;
  });
  std::vector<Transliteration> best;
  for (Transliteration& t : all) {
    if (best.size() == kMaxTransliterations) break;
    const bool known = std::any_of(best.begin(), best.end(), [&](const Transliteration& other) {
      return other.word == t.word;
    });
    if (known) continue;
    if (best.empty() || BeginAlike(t.word, best.front().word) ||
        (t.score + kFrequencyGain / 2 >= best.front().score &&
         t.frequency * kMinShare >= best.front().frequency))
      best.push_back(std::move(t));
  }
  return best;
}

// The Latin words that `hangul` may be the spelling of.
void FindLatin(std::string_view hangul, const Vocabulary& vocabulary,
               std::vector<Transliteration>* found) {
  if (hangul.size() < kMinSyllables * kSyllableBytes) return;
  const double min_score = MinScore(hangul);
  if (min_score == kNone) return;
  const std::uint32_t min_frequency = Foreignness(hangul) > 1 ? 1 : kMinFrequency;
  HangulMatcher matcher(hangul, min_score);
  std::size_t budget = kMaxTermsVisited;
  std::string previous;
  const auto visit = [&](std::string_view term, std::uint32_t frequency) -> std::size_t {
    const auto parted = std::mismatch(term.begin(), term.end(), previous.begin(), previous.end());
    matcher.Truncate(static_cast<std::size_t>(parted.first - term.begin()));
    previous = term;
    while (matcher.size() < term.size()) {
      if (!matcher.Push(term[matcher.size()])) return matcher.size();
    }
    const double score = matcher.Score();
    if (score >= min_score && term.size() >= kMinLetters && frequency >= min_frequency)
      found->push_back({std::string(term), std::string(term), frequency, score});
    return 0;
  };
  for (const char letter : matcher.FirstLetters()) {
    const std::string first(1, letter);
    WalkTerms(vocabulary, first, first, &budget, visit);
  }
}

// Whether `latin` is among the likeliest words for `hangul`: 웨이트 is weight, though what comes
// near.
bool IsLikeliest(std::string_view latin, const Transliteration& hangul,
                 const Vocabulary& vocabulary) {
  std::vector<Transliteration> words;
  FindLatin(hangul.word, vocabulary, &words);
  std::uint32_t frequency = vocabulary.Frequency(latin);
  if (frequency == 0) {  // not in the index: as likely as any that is
    for (const Transliteration& word : words)
      frequency = std::max(frequency, word.frequency);
  }
  words.push_back({std::string(latin), std::string(latin), std::max(frequency, 1U), hangul.score});
  words = Best(std::move(words));
  return std::any_of(words.begin(), words.end(),
                     [&](const Transliteration& word) { return word.word == latin; });
}

// The Hangul words that may be the spelling of `latin`.
void FindHangul(std::string_view latin, const Vocabulary& vocabulary,
                std::vector<Transliteration>* found) {
  if (latin.size() < kMinLetters) return;
  LatinMatcher matcher(latin);
  std::size_t budget = kMaxTermsVisited;
  for (const char32_t first : matcher.FirstSyllables()) {
    std::string from(schema::kHangul);
    AppendUtf8(first, &from);
    std::string end(schema::kHangul);
    AppendUtf8(first + kSyllablesOfInitial, &end);
    vocabulary.ForEach(schema::kHangul, from, [&](std::string_view term, std::uint32_t frequency) {
      if (budget == 0 || term >= end) return false;
      --budget;
      const std::string_view hangul = term.substr(schema::kHangul.size());
      const std::size_t syllables = hangul.size() / kSyllableBytes;
      if (syllables < kMinSyllables || syllables > latin.size()) return true;
      const double min_score = MinScore(hangul);
      const double score = matcher.Score(hangul, min_score);
      if (score >= min_score)
        found->push_back({std::string(term), std::string(hangul), frequency, score});
      return true;
    });
  }
}

std::vector<Transliteration> HangulWords(std::string_view latin, const Vocabulary& vocabulary) {
  std::vector<Transliteration> found;
  FindHangul(latin, vocabulary, &found);
  found = Best(std::move(found));
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const Transliteration& hangul) {
                               return !IsLikeliest(latin, hangul, vocabulary);
                             }),
              found.end());
  return found;
}

}  // namespace

std::vector<Transliteration> Transliterations(const WordTerms& word, const Vocabulary& vocabulary) {
  std::vector<Transliteration> found;
  if (word.script == Script::kHangul) {
    FindLatin(word.stem, vocabulary, &found);
    // The last syllable may be the word's own: 카를로 (Carlo) is taken for 카를 with the ending 로.
    if (word.form != word.stem) FindLatin(word.form, vocabulary, &found);
  } else if (word.script == Script::kLatin) {
    found = HangulWords(word.form, vocabulary);
    // Korean has no plural: 노드 of nodes.
    if (found.empty() && word.form.ends_with('s'))
      found = HangulWords(std::string_view(word.form).substr(0, word.form.size() - 1), vocabulary);
  }
  return Best(std::move(found));
}

}  // namespace rsearch
