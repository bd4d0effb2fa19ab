// Latin words are walked: the vocabulary's words with the same first letter, in order, against a
// table of edit distances that words with a common beginning share; where a beginning is hopeless,
// all that begin so are left out. A wrong first letter is rare: those words are only looked up.
//
// Hangul words are too short for that: half of all words of two syllables are one edit away from
// each other. What people mistype is a letter (jamo) of a syllable, and there are 65 ways of that
// a syllable. Every variant is tested by its bigrams first, since a page with a word has all of
// them: those that the slip did not touch are looked up once, and a variant that leaves an unknown
// bigram standing costs nothing.

#include "query/spelling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "rsearch/edit_distance.h"
#include "rsearch/schema.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxCorrections = 3;
// A word on more pages than this is meant as it is written.
constexpr std::uint32_t kHandful = 5;
constexpr std::uint32_t kMinFrequency = 2;
constexpr std::uint32_t kMinRatio = 10;

constexpr std::size_t kMinLatinLetters = 4;
constexpr std::size_t kMinMisspelt = 5;  // letters of a word whose misspellings are looked for
constexpr std::size_t kMinLettersForTwoSlips = 8;
// Below this a word with another first letter is mostly another word (rope, hope).
constexpr std::size_t kMinLettersForFirst = 6;
// Bounds the walk over the words of one first letter, which in an index of scanned pages may be
// many.
constexpr std::size_t kMaxTermsVisited = 50'000;

constexpr std::size_t kMinSyllablesForLength = 4;  // to have a syllable too many or too few
constexpr std::size_t kMaxLookups = 2'000;

// Between corrections of one distance: a wrong first letter is worth a third of a slip, ten times
// the pages a fifth.
constexpr double kFirstLetterCost = 0.3;
constexpr double kFrequencyGain = 0.2;
// A word that stands nowhere by itself is a less certain guess, most of all one whose pieces may
// come from different words.
constexpr double kBeginningCost = 0.5;
constexpr double kInPiecesCost = 1;

struct Candidate {
  Correction correction;
  double cost = 0;
};

std::string With(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

// Pages that a correction must have, for a word on `frequency` pages; none for a word that needs no
// correction.
std::optional<std::uint32_t> Needed(std::uint32_t frequency) {
  if (frequency > kHandful) return std::nullopt;
  return std::max(kMinFrequency, kMinRatio * frequency);
}

std::vector<Correction> Best(std::vector<Candidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.correction.word < b.correction.word;
  });
  std::vector<Correction> best;
  for (Candidate& candidate : candidates) {
    if (best.size() == kMaxCorrections) break;
    const bool known = std::any_of(best.begin(), best.end(), [&](const Correction& other) {
      return other.word == candidate.correction.word;
    });
    if (!known) best.push_back(std::move(candidate.correction));
  }
  return best;
}

double FrequencyGain(std::uint32_t frequency) {
  return kFrequencyGain * std::log10(static_cast<double>(frequency));
}

// --- Latin

// Numbers, and names with a number or sign in them, are not misspelt words.
bool IsWord(std::u32string_view letters) {
  return std::none_of(letters.begin(), letters.end(),
                      [](char32_t c) { return c < U'a' || (c > U'z' && c < 0xC0); });
}

class LatinSpelling {
 public:
  LatinSpelling(std::string_view word, std::uint32_t needed, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary),
        letters_(DecodeUtf8(word)),
        word_(word),
        needed_(needed),
        limit_(letters_.size() >= kMinLettersForTwoSlips ? 2 : 1),
        table_(letters_) {}

  std::vector<Correction> Run() {
    if (letters_.size() < kMinLatinLetters || !IsWord(letters_)) return {};
    Walk();
    if (letters_.size() >= kMinLettersForFirst) TryFirstLetters();
    return Best(std::move(candidates_));
  }

 private:
  void Add(std::string_view term, std::uint32_t frequency, std::size_t distance, bool same_first) {
    const auto slips = static_cast<double>(distance);
    candidates_.push_back({{std::string(term), std::string(term), frequency, slips},
                           slips + (same_first ? 0 : kFirstLetterCost) - FrequencyGain(frequency)});
  }

  // The words with the same first letter.
  void Walk() {
    std::string first;
    AppendUtf8(letters_.front(), &first);
    std::size_t budget = kMaxTermsVisited;
    WalkTerms(
        vocabulary_, first, first, &budget,
        [&](std::string_view term, std::uint32_t frequency) { return Visit(term, frequency); });
  }

  // Bytes of a beginning with which no word can be near enough, or 0.
  std::size_t Visit(std::string_view term, std::uint32_t frequency) {
    const auto [mismatch, ignored] =
        std::mismatch(term.begin(), term.end(), previous_.begin(), previous_.end());
    std::size_t common = 0;  // letters, of the beginning that both words share
    std::size_t at = 0;
    const auto shared = static_cast<std::size_t>(mismatch - term.begin());
    for (std::size_t end = 0; common < table_.size(); ++common, at = end) {
      end = at;
      NextCodePoint(term, &end);
      if (end > shared) break;
    }
    previous_ = term;
    table_.Truncate(common);
    while (at < term.size()) {
      const char32_t letter = NextCodePoint(term, &at);
      if (table_.Push(letter) > limit_) return at;
    }
    const std::size_t distance = table_.Distance();
    if (distance > 0 && distance <= limit_ && frequency >= needed_ && IsWord(DecodeUtf8(term)))
      Add(term, frequency, distance, true);
    return 0;
  }

  // One slip in the first letter: swapped with the second, too many, missing or wrong.
  void TryFirstLetters() {
    const std::u32string_view rest = std::u32string_view(letters_).substr(1);
    std::u32string swapped = letters_;
    std::swap(swapped[0], swapped[1]);
    TryWord(swapped);
    TryWord(rest);
    std::u32string variant;
    for (char32_t first = U'a'; first <= U'z'; ++first) {
      variant = first;
      TryWord(variant.append(letters_));
      variant = first;
      TryWord(variant.append(rest));
    }
  }

  void TryWord(std::u32string_view letters) {
    if (letters.front() == letters_.front()) return;  // the walk has seen it
    std::string term;
    for (const char32_t c : letters)
      AppendUtf8(c, &term);
    const std::uint32_t frequency = vocabulary_.Frequency(term);
    if (frequency >= needed_) Add(term, frequency, 1, false);
  }

  const Vocabulary& vocabulary_;
  std::u32string letters_;
  std::string word_;
  std::uint32_t needed_;
  std::size_t limit_;
  EditTable table_;
  std::string previous_;  // the term before
  std::vector<Candidate> candidates_;
};

// --- Hangul

// Syllables are numbered by their three letters.
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;
constexpr int kInitials = 19;
constexpr int kMedials = 21;
constexpr int kFinals = 28;  // the first is none

bool IsSyllable(char32_t c) {
  return c >= kFirstSyllable && c <= kLastSyllable;
}

struct Syllable {
  int initial = 0, medial = 0, final = 0;
};

Syllable Split(char32_t c) {
  const auto number = static_cast<int>(c - kFirstSyllable);
  return {number / (kMedials * kFinals), number / kFinals % kMedials, number % kFinals};
}

char32_t Join(const Syllable& s) {
  return kFirstSyllable +
         static_cast<char32_t>((s.initial * kMedials + s.medial) * kFinals + s.final);
}

// Letters that sound alike or lie on one key are easily taken for each other: the same number, but
// 0, is half a slip.
//                                                  ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
constexpr std::array<int, kInitials> kLikeInitials = {1, 1, 0, 2, 2, 0, 0, 3, 3, 4,
                                                      4, 0, 5, 5, 5, 1, 2, 3, 0};
//                                                ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ
constexpr std::array<int, kMedials> kLikeMedials = {1, 2, 1, 2, 3, 2, 3, 2, 4, 0, 5,
                                                    5, 4, 6, 0, 5, 7, 6, 0, 7, 7};

double LetterCost(const int* like, int a, int b) {
  return like[a] != 0 && like[a] == like[b] ? 0.5 : 1;
}

class HangulSpelling {
 public:
  HangulSpelling(std::u32string_view word, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary), word_(word) {}

  std::vector<Correction> Run() {
    if (word_.size() < 2 || !std::all_of(word_.begin(), word_.end(), IsSyllable)) return {};
    const auto needed = Needed(std::max(Frequency(StemTerm(word_)), InPieces(word_, 1)));
    if (!needed) return {};
    needed_ = *needed;
    TryLetters();
    TrySwaps();
    if (word_.size() >= kMinSyllablesForLength) {
      TryWithout();
      TryWith();
    }
    return Best(std::move(candidates_));
  }

 private:
  static std::string StemTerm(std::u32string_view word) { return Spell(schema::kHangul, word); }

  static std::string Spell(std::string_view prefix, std::u32string_view word) {
    std::string term(prefix);
    for (const char32_t c : word)
      AppendUtf8(c, &term);
    return term;
  }

  std::uint32_t Frequency(std::string_view term) {
    return ++lookups_ > kMaxLookups ? 0 : vocabulary_.Frequency(term);
  }

  std::uint32_t BigramFrequency(std::u32string_view bigram) {
    const auto key = std::uint64_t{bigram[0]} << 32 | bigram[1];
    const auto [at, is_new] = bigrams_.try_emplace(key, 0);
    if (is_new) {
      at->second = Frequency(Spell(schema::kBigram, bigram));
      // Words written together here may be apart on the page. Two syllables of two words are no
      // word.
      if (word_.size() > 2 && at->second < kMinFrequency)
        at->second = std::max(at->second, Frequency(Spell(schema::kCrossing, bigram)));
    }
    return at->second;
  }

  // Pages of the rarest bigram, or 0 when that is below `needed`.
  std::uint32_t InPieces(std::u32string_view word, std::uint32_t needed) {
    std::uint32_t rarest = 0;
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      const std::uint32_t frequency = BigramFrequency(word.substr(i, 2));
      if (frequency < needed) return 0;
      rarest = i == 0 ? frequency : std::min(rarest, frequency);
    }
    return rarest;
  }

  bool BeginsWords(std::string_view term) {
    bool any = false;
    vocabulary_.ForEach(term, term, [&](std::string_view, std::uint32_t) {
      any = true;
      return false;
    });
    return any;
  }

  void Try(std::u32string_view word, double distance) {
    const std::uint32_t in_pieces = InPieces(word, needed_);
    if (in_pieces == 0) return;
    std::string term = StemTerm(word);
    const std::string text = term.substr(schema::kHangul.size());
    if (const std::uint32_t frequency = Frequency(term); frequency >= needed_) {
      Add(std::move(term), text, frequency, distance, 0);
    } else if (word.size() > 2) {
      Add(std::move(term), text, in_pieces, distance, kInPiecesCost);
    } else if (BeginsWords(term)) {  // 협업필터링; while 습할 of 학습할 is no word
      Add(With(schema::kBigram, text), text, in_pieces, distance, kBeginningCost);
    }
  }

  void Add(std::string term, std::string word, std::uint32_t frequency, double distance,
           double penalty) {
    candidates_.push_back({{std::move(term), std::move(word), frequency, distance},
                           distance + penalty - FrequencyGain(frequency)});
  }

  void TryLetters() {
    std::u32string variant(word_);
    for (std::size_t i = 0; i < word_.size(); ++i) {
      const Syllable written = Split(word_[i]);
      Syllable other = written;
      const auto vary = [&](int* letter, int count, const int* like) {
        const int kept = *letter;
        for (*letter = 0; *letter < count; ++*letter) {
          if (*letter == kept) continue;
          variant[i] = Join(other);
          Try(variant, like == nullptr ? 1 : LetterCost(like, kept, *letter));
        }
        *letter = kept;
      };
      vary(&other.initial, kInitials, kLikeInitials.data());
      vary(&other.medial, kMedials, kLikeMedials.data());
      vary(&other.final, kFinals, nullptr);
      variant[i] = word_[i];
    }
  }

  void TrySwaps() {
    std::u32string variant(word_);
    for (std::size_t i = 0; i + 1 < word_.size(); ++i) {
      if (word_[i] == word_[i + 1]) continue;
      std::swap(variant[i], variant[i + 1]);
      Try(variant, 1);
      std::swap(variant[i], variant[i + 1]);
    }
  }

  // A syllable too many.
  void TryWithout() {
    for (std::size_t i = 0; i < word_.size(); ++i) {
      std::u32string variant(word_);
      variant.erase(i, 1);
      Try(variant, 1);
    }
  }

  // A syllable missing: between two that are not known to stand together, any that follows the
  // first.
  void TryWith() {
    for (std::size_t i = 0; i + 1 < word_.size(); ++i) {
      if (BigramFrequency(word_.substr(i, 2)) >= needed_) continue;
      std::u32string variant(word_);
      variant.insert(i + 1, 1, U' ');
      const std::string prefix = Spell(schema::kBigram, word_.substr(i, 1));
      std::u32string between;
      vocabulary_.ForEach(prefix, prefix, [&](std::string_view term, std::uint32_t frequency) {
        std::size_t at = prefix.size();
        if (frequency >= needed_ && at < term.size()) between.push_back(NextCodePoint(term, &at));
        return ++lookups_ < kMaxLookups;
      });
      for (const char32_t syllable : between) {
        variant[i + 1] = syllable;
        Try(variant, 1);
      }
      return;  // another gap would leave this one
    }
  }

  const Vocabulary& vocabulary_;
  std::u32string_view word_;
  std::uint32_t needed_ = 1;
  std::size_t lookups_ = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> bigrams_;
  std::vector<Candidate> candidates_;
};

std::vector<Correction> LatinCorrections(const WordTerms& word, const Vocabulary& vocabulary) {
  // An inflected form of a known word shares its stem. No correction that has the same stem can be
  // the more frequent of the two, so none is offered.
  const auto needed =
      Needed(std::max(vocabulary.Frequency(word.word), vocabulary.Frequency(word.stem_term)));
  if (!needed) return {};
  return LatinSpelling(word.form, *needed, vocabulary).Run();
}

std::vector<Correction> HangulCorrections(const WordTerms& word, const Vocabulary& vocabulary) {
  const std::u32string stem = DecodeUtf8(word.stem);
  return HangulSpelling(stem, vocabulary).Run();
}

}  // namespace

std::vector<Correction> Corrections(const WordTerms& word, const Vocabulary& vocabulary) {
  switch (word.script) {
    case Script::kLatin:
      return LatinCorrections(word, vocabulary);
    case Script::kHangul:
      return HangulCorrections(word, vocabulary);
    case Script::kDigit:
    case Script::kCjk:
      break;
  }
  return {};
}

std::vector<Correction> Misspellings(const WordTerms& word, const Vocabulary& vocabulary) {
  const bool known = vocabulary.Frequency(word.stem_term) > 0;
  if (word.script != Script::kLatin || known || CodePointCount(word.form) < kMinMisspelt) return {};
  std::vector<Correction> found = LatinSpelling(word.form, 1, vocabulary).Run();
  std::erase_if(found, [](const Correction& c) { return c.frequency > 1 || c.distance > 1; });
  return found;
}

}  // namespace rsearch
