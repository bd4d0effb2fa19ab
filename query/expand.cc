// Keys of names (gloss.h) are looked up for every stretch of the query's words, longest first, from
// left to right. Words that neither a name nor a page has are mended first, so that a slip in one
// word does not hide the name it is part of (협엽 필터링: collaborative filtering). A long Hangul
// word that nobody knows is tried in two halves (그룹테스트, 그룹 테스트), since spaces are
// optional between nouns.

#include "query/expand.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "query/question_words.h"
#include "query/spelling.h"
#include "query/transliterations.h"
#include "rsearch/gloss.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxOthers = 5;        // names of one concept
constexpr std::size_t kMaxMined = 3;         // of them from the collection
constexpr std::size_t kMaxMinedSeen = 64;    // names of the collection looked at
constexpr std::size_t kMaxHalfNames = 2;     // of each half of a divided word
constexpr std::size_t kSyllableBytes = 3;    // of Hangul in UTF-8
constexpr std::size_t kMinDivided = 4;       // syllables of a Hangul word worth dividing
constexpr std::size_t kMinPart = 3;          // letters of each part of a divided Latin word
constexpr std::size_t kMaxAbbreviation = 4;  // letters
constexpr std::uint32_t kTrustedDecks = 2;   // that say so; one may be mistaken

// A Latin word that more pages have is not asked how it would be written in Hangul.
constexpr std::uint32_t kFrequentPages = 5;

// Weights. Judged decks and papers, MRR@10: .767 and .773 with .4 for the glossary, .746 and .771
// with .7, .757 and .771 with .3. A name whose typed form no page has stands in for it: .4 instead
// of .8 there costs .005 and .001. Words that sound alike add .009 on the decks; glosses of the
// collection change little where the list is good (.25 to .4 are the same within .001), and stand
// in for it where it is not.
constexpr double kGlossaryWeight = 0.4;
constexpr double kMinedWeight = 0.4;
constexpr double kUntrustedWeight = 0.25;
constexpr double kTransliterationWeight = 0.4;
constexpr double kVariantWeight = 0.8;
constexpr double kSpellingWeight = 0.8;
constexpr double kStandInFactor = 2;

class Expander {
 public:
  Expander(const std::vector<Token>& tokens, const std::vector<WordTerms>& words,
           const ExpandTools& tools)
      : tokens_(tokens),
        words_(words),
        tools_(tools),
        sounds_(tokens.size()),
        mended_(tokens.size()) {}

  std::vector<Concept> Run() {
    for (std::size_t i = 0; i < words_.size(); ++i)
      Mend(i);
    std::vector<Concept> concepts;
    for (std::size_t begin = 0; begin < words_.size();) {
      concepts.push_back(ConceptAt(begin));
      begin = concepts.back().end;
    }
    const auto asks = [](const Concept& meaning) { return meaning.asks; };
    if (std::all_of(concepts.begin(), concepts.end(), asks))
      for (Concept& meaning : concepts)
        meaning.asks = false;
    return concepts;
  }

 private:
  // Names found for one concept, each key once.
  struct Names {
    std::set<std::string> keys;
    std::vector<OtherName> names;
    bool stand_in = false;  // no page has the concept as typed
  };

  // --- spelling

  void Mend(std::size_t i) {
    const bool alone = !words_[i].glued && (i + 1 == words_.size() || !words_[i + 1].glued);
    if (!alone || IsQuestionWord(words_[i]) || Occurs(words_[i]) || IsName(tokens_[i].stem)) return;
    sounds_[i] = Transliterations(words_[i], *tools_.vocabulary);
    if (!sounds_[i]->empty()) return;
    const std::vector<Correction> corrections = Corrections(words_[i], *tools_.vocabulary);
    if (corrections.empty()) return;
    mended_[i] = corrections.front().word;
    std::vector<Token> tokens;
    tools_.analyzer->Tokenize(mended_[i], &tokens);
    if (tokens.size() == 1) tokens_[i].stem = tokens.front().stem;
  }

  [[nodiscard]] bool IsName(const std::string& key) const { return tools_.glossary->Knows(key); }

  // --- concepts

  Concept ConceptAt(std::size_t begin) {
    if (auto name = NameAt(begin)) return *std::move(name);
    if (!Together(begin).empty() && !NameAt(begin + 1)) {
      Names found;
      AddTogether(begin, &found);
      return {begin, begin + 2, false, std::move(found.names), {}};
    }
    const std::size_t end = UnitEnd(begin);
    if (end > begin + 1) return {begin, end, false, {}, {}};
    Concept single{begin, end, IsQuestionWord(words_[begin]), {}, {}};
    if (single.asks) return single;
    single.others = NamesOf(begin, end);
    single.mended = Mended(begin, end);
    return single;
  }

  // Of the letters and digits that stand together without anything between: word2vec, 3d. Their
  // parts mean nothing by themselves.
  [[nodiscard]] std::size_t UnitEnd(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < words_.size() && words_[end].glued && words_[end].begin == words_[end - 1].end &&
           IsLatin(words_[end]) && IsLatin(words_[end - 1]))
      ++end;
    return end;
  }

  // The longest name of several words that begins here.
  std::optional<Concept> NameAt(std::size_t begin) {
    const std::size_t longest = std::min(kMaxGlossTokens, words_.size() - begin);
    const std::size_t shortest = std::max<std::size_t>(UnitEnd(begin) - begin, 2);
    for (std::size_t size = longest; size >= shortest; --size) {
      if (UnitEnd(begin + size - 1) != begin + size) continue;  // it would end inside a unit
      Concept found{begin, begin + size, false, NamesOf(begin, begin + size),
                    Mended(begin, begin + size)};
      if (!found.others.empty()) return found;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string Mended(std::size_t begin, std::size_t end) const {
    std::string name;
    bool any = false;
    for (std::size_t i = begin; i < end; ++i) {
      any = any || !mended_[i].empty();
      if (!name.empty()) name += ' ';
      name += mended_[i].empty() ? words_[i].form : mended_[i];
    }
    return any ? name : std::string();
  }

  std::vector<OtherName> NamesOf(std::size_t begin, std::size_t end) {
    const std::string key = GlossKey(std::span(tokens_).subspan(begin, end - begin));
    Names found;
    found.keys.insert(key);
    found.stand_in = !OccurAll(std::span(words_).subspan(begin, end - begin));
    const bool one_latin_word = end - begin == 1 && IsLatin(words_[begin]);
    tools_.glossary->ForEachName(key, [&](std::string_view name) {
      if (one_latin_word && MayDiffer(words_[begin].form, name)) return;
      Add(name, NameSource::kGlossary, kGlossaryWeight, &found);
    });
    AddMined(key, &found);
    if (end - begin > 1) {
      if (found.names.empty()) return {};
      AddMended(begin, end, &found);
      if (end - begin == 2) AddTogether(begin, &found);
      return std::move(found.names);
    }
    AddMended(begin, end, &found);
    AddApart(begin, &found);
    if (found.names.empty()) AddTransliterations(begin, &found);
    if (found.names.empty()) AddHalves(tokens_[begin].stem, &found);
    if (found.names.empty()) AddMisspellings(begin, &found);
    return std::move(found.names);
  }

  // A line of the list may translate a Korean word by several English ones that are not the same to
  // each other (지수: exponent, index): between single words of one script only abbreviations hold.
  static bool MayDiffer(std::string_view typed, std::string_view name) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return typed.size() > kMaxAbbreviation && std::all_of(name.begin() + 1, name.end(), lower);
  }

  void AddMined(const std::string& key, Names* found) {
    const std::string prefix = std::string(schema::kGloss) + key + '\t';
    std::vector<std::pair<std::uint32_t, std::string>> mined;
    tools_.vocabulary->ForEach(prefix, prefix, [&](std::string_view term, std::uint32_t decks) {
      mined.emplace_back(decks, term.substr(prefix.size()));
      return mined.size() < kMaxMinedSeen;
    });
    std::stable_sort(mined.begin(), mined.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < std::min(mined.size(), kMaxMined); ++i) {
      const bool trusted = mined[i].first >= kTrustedDecks;
      Add(mined[i].second, NameSource::kMined, trusted ? kMinedWeight : kUntrustedWeight, found);
    }
  }

  // What the words from `begin` to `end` were meant to be, where one of them was mended.
  void AddMended(std::size_t begin, std::size_t end, Names* found) {
    const std::string mended = Mended(begin, end);
    if (mended.empty()) return;
    found->keys.clear();  // the mended words have the key that was looked up
    found->stand_in = false;
    Add(mended, NameSource::kSpelling, kSpellingWeight, found);
  }

  // "bloon", where no page has bloom.
  void AddMisspellings(std::size_t i, Names* found) {
    if (words_[i].glued) return;
    found->stand_in = false;
    for (const Correction& slip : Misspellings(words_[i], *tools_.vocabulary))
      Add(slip.word, NameSource::kSpelling, kSpellingWeight, found);
  }

  // "skipgram" for two words, where pages have it; a variant of both, so that a page with it has
  // all of them.
  [[nodiscard]] std::string Together(std::size_t i) const {
    if (i + 1 >= words_.size()) return {};
    const WordTerms& word = words_[i];
    const WordTerms& next = words_[i + 1];
    if (word.script != Script::kLatin || !IsLatin(next) || next.glued) return {};
    if (IsQuestionWord(word) || IsQuestionWord(next)) return {};
    std::string joined = word.form + next.form;
    return tools_.vocabulary->Frequency(joined) > 0 ? joined : std::string();
  }

  void AddTogether(std::size_t i, Names* found) {
    const std::string together = Together(i);
    if (!together.empty()) AddVariant(together, found);
  }

  void AddApart(std::size_t i, Names* found) {
    const std::string apart = Apart(words_[i]);
    if (!apart.empty()) AddVariant(apart, found);
  }

  void AddVariant(const std::string& variant, Names* found) {
    found->keys.clear();  // it has the key that was looked up, or the keys of its parts in it
    found->stand_in = false;
    Add(variant, NameSource::kVariant, kVariantWeight, found);
  }

  static bool IsLatin(const WordTerms& word) {
    return word.script == Script::kLatin || word.script == Script::kDigit;
  }

  // "over sampling" for a word that no page has; both parts are words of pages. Of several ways
  // the one whose rarer part is the most frequent.
  [[nodiscard]] std::string Apart(const WordTerms& word) const {
    if (word.script != Script::kLatin || word.glued || Occurs(word)) return {};
    const std::string& form = word.form;
    std::string best;
    std::uint32_t best_frequency = kTrustedDecks;
    for (std::size_t at = kMinPart; at + kMinPart <= form.size(); ++at) {
      const std::uint32_t frequency = std::min(tools_.vocabulary->Frequency(form.substr(0, at)),
                                               tools_.vocabulary->Frequency(form.substr(at)));
      if (frequency <= best_frequency) continue;
      best_frequency = frequency;
      best.assign(form, 0, at).append(1, ' ').append(form, at);
    }
    return best;
  }

  // Names for a word that nobody has listed. Most Latin words have no Hangul form; looking for one
  // pays where few pages have the word itself.
  void AddTransliterations(std::size_t i, Names* found) {
    const WordTerms& word = words_[i];
    if (word.glued || (IsLatin(word) && Frequency(word) > kFrequentPages)) return;
    if (!sounds_[i]) sounds_[i] = Transliterations(word, *tools_.vocabulary);
    for (const Transliteration& other : *sounds_[i])
      Add(other.word, NameSource::kTransliteration, kTransliterationWeight, found);
  }

  [[nodiscard]] std::uint32_t Frequency(const WordTerms& word) const {
    return tools_.vocabulary->Frequency(word.main_term());
  }

  void AddHalves(const std::string& stem, Names* found) {
    if (stem.empty() || stem.size() % kSyllableBytes != 0 ||
        stem.size() < kMinDivided * kSyllableBytes)
      return;
    for (std::size_t at = stem.size() - 2 * kSyllableBytes; at >= 2 * kSyllableBytes;
         at -= kSyllableBytes) {
      const auto left = SomeNames(stem.substr(0, at));
      const auto right = SomeNames(stem.substr(at));
      if (left.empty() || right.empty()) continue;
      for (const std::string& a : left) {
        for (const std::string& b : right) {
          std::string both = a;
          Add(both.append(1, ' ').append(b), NameSource::kGlossary, kGlossaryWeight, found);
        }
      }
      return;
    }
  }

  // Names that pages have, those in another script first: pages with the other Hangul names are
  // few and often about something else.
  [[nodiscard]] std::vector<std::string> SomeNames(const std::string& key) const {
    std::vector<std::string> names;
    std::vector<std::string> hangul;
    std::vector<Token> tokens;
    tools_.glossary->ForEachName(key, [&](std::string_view name) {
      tools_.analyzer->Tokenize(name, &tokens);
      const std::vector<WordTerms> words = tools_.analyzer->QueryTerms(tokens);
      if (!OccurAll(words)) return;
      const bool same = std::any_of(words.begin(), words.end(), [](const WordTerms& word) {
        return word.script == Script::kHangul;
      });
      (same ? hangul : names).emplace_back(name);
    });
    names.insert(names.end(), hangul.begin(), hangul.end());
    names.resize(std::min(names.size(), kMaxHalfNames));
    return names;
  }

  // --- names

  // Adds a name that pages may have and that adds pages to those already there: not a longer one
  // that a known one stands in.
  void Add(std::string_view name, NameSource source, double weight, Names* found) {
    if (found->names.size() >= kMaxOthers) return;
    std::vector<Token> tokens;
    tools_.analyzer->Tokenize(name, &tokens);
    if (tokens.empty()) return;
    const std::string key = GlossKey(tokens);
    const bool known = std::any_of(found->keys.begin(), found->keys.end(), [&](const auto& other) {
      return key.find(other) != std::string::npos;
    });
    if (known) return;
    // Two letters mean many things; they need a longer name that pages have.
    const bool two_letters = key.size() <= 2 && source == NameSource::kGlossary;
    if (two_letters && found->stand_in && found->names.empty()) return;
    std::vector<WordTerms> words = tools_.analyzer->QueryTerms(tokens);
    if (!OccurAll(words)) return;
    found->keys.insert(key);
    const double factor = found->stand_in ? kStandInFactor : 1;
    found->names.push_back({std::string(name), source, factor * weight, std::move(words)});
  }

  // Whether some page has the word, or all pieces of it.
  [[nodiscard]] bool Occurs(const WordTerms& word) const {
    const Vocabulary& vocabulary = *tools_.vocabulary;
    if (Frequency(word) > 0) return true;
    const auto occurs = [&](const std::string& bigram) {
      return vocabulary.Frequency(bigram) > 0 ||
             vocabulary.Frequency(schema::AcrossSpace(bigram)) > 0;
    };
    return !word.bigrams.empty() && std::all_of(word.bigrams.begin(), word.bigrams.end(), occurs);
  }

  [[nodiscard]] bool OccurAll(std::span<const WordTerms> words) const {
    return std::all_of(words.begin(), words.end(),
                       [this](const WordTerms& word) { return Occurs(word); });
  }

  std::vector<Token> tokens_;
  const std::vector<WordTerms>& words_;
  const ExpandTools& tools_;
  std::vector<std::optional<std::vector<Transliteration>>> sounds_;  // of word i, once asked for
  std::vector<std::string> mended_;  // what word i was meant to be; empty where it is well
};

}  // namespace

std::vector<Concept> Expand(const std::vector<Token>& tokens, const std::vector<WordTerms>& words,
                            const ExpandTools& tools) {
  return Expander(tokens, words, tools).Run();
}

}  // namespace rsearch
