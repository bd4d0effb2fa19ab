// Keys of names (gloss.h) are looked up for every stretch of the query's words, longest first, from
// left to right. A long Hangul word that nobody knows is tried in two halves (그룹테스트, 그룹
// 테스트), since spaces are optional between nouns.

#include "query/expand.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "query/question_words.h"
#include "rsearch/gloss.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxOthers = 6;        // names of one concept
constexpr std::size_t kMaxHalfNames = 2;     // of each half of a divided word
constexpr std::size_t kSyllableBytes = 3;    // of Hangul in UTF-8
constexpr std::size_t kMinDivided = 4;       // syllables of a word worth dividing

class Expander {
 public:
  Expander(const std::vector<Token>& tokens, const std::vector<WordTerms>& words,
           const ExpandTools& tools)
      : tokens_(tokens), words_(words), tools_(tools) {}

  std::vector<Concept> Run() {
    std::vector<Concept> concepts;
    for (std::size_t begin = 0; begin < words_.size();) {
      concepts.push_back(ConceptAt(begin));
      begin = concepts.back().end;
    }
    if (std::all_of(concepts.begin(), concepts.end(), [](const Concept& c) { return c.asks; }))
      for (Concept& c : concepts)
        c.asks = false;
    return concepts;
  }

 private:
  Concept ConceptAt(std::size_t begin) {
    const std::size_t longest = std::min(kMaxGlossTokens, words_.size() - begin);
    for (std::size_t size = longest; size > 1; --size) {
      Concept found{begin, begin + size, false, Names(begin, begin + size)};
      if (!found.others.empty()) return found;
    }
    Concept single{begin, begin + 1, IsQuestionWord(words_[begin]), {}};
    if (single.asks) return single;
    single.others = Names(begin, begin + 1);
    if (single.others.empty()) single.others = NamesOfHalves(tokens_[begin]);
    return single;
  }

  std::vector<OtherName> Names(std::size_t begin, std::size_t end) {
    const std::string key = GlossKey(std::span(tokens_).subspan(begin, end - begin));
    std::vector<OtherName> names;
    std::set<std::string> keys = {key};
    tools_.glossary->ForEachName(
        key, [&](std::string_view name) { Add(name, NameSource::kGlossary, &keys, &names); });
    AddMined(key, &keys, &names);
    return names;
  }

  void AddMined(const std::string& key, std::set<std::string>* keys,
                std::vector<OtherName>* names) {
    const std::string prefix = std::string(schema::kGloss) + key + '\t';
    std::vector<std::pair<std::uint32_t, std::string>> mined;
    tools_.vocabulary->ForEach(prefix, prefix, [&](std::string_view term, std::uint32_t decks) {
      mined.emplace_back(decks, term.substr(prefix.size()));
      return mined.size() < 100;
    });
    std::stable_sort(mined.begin(), mined.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [decks, name] : mined)
      Add(name, NameSource::kMined, keys, names);
  }

  // Adds a name that pages may have and that is not there yet.
  void Add(std::string_view name, NameSource source, std::set<std::string>* keys,
           std::vector<OtherName>* names) {
    if (names->size() >= kMaxOthers) return;
    std::vector<Token> tokens;
    tools_.analyzer->Tokenize(name, &tokens);
    if (tokens.empty()) return;
    const std::string key = GlossKey(tokens);
    // A longer name adds no page to a shorter one that stands in it.
    if (std::any_of(keys->begin(), keys->end(), [&](const std::string& known) { return key.find(known) != std::string::npos; })) return;
    keys->insert(key);
    std::vector<WordTerms> words = tools_.analyzer->QueryTerms(tokens);
    if (!std::all_of(words.begin(), words.end(), [&](const WordTerms& w) { return Occurs(w); }))
      return;
    names->push_back({std::string(name), source, std::move(words)});
  }

  [[nodiscard]] bool Occurs(const WordTerms& word) const {
    const Vocabulary& vocabulary = *tools_.vocabulary;
    if (!word.stem_term.empty() && vocabulary.Frequency(word.stem_term) > 0) return true;
    if (vocabulary.Frequency(word.word) > 0) return true;
    if (word.bigrams.empty()) return false;
    return std::all_of(word.bigrams.begin(), word.bigrams.end(), [&](const std::string& bigram) {
      const std::string across =
          std::string(schema::kCrossing) + bigram.substr(schema::kBigram.size());
      return vocabulary.Frequency(bigram) > 0 || vocabulary.Frequency(across) > 0;
    });
  }

  std::vector<OtherName> NamesOfHalves(const Token& token) {
    std::vector<OtherName> names;
    if (token.script != Script::kHangul || token.stem.size() < kMinDivided * kSyllableBytes)
      return names;
    std::set<std::string> keys;
    for (std::size_t at = token.stem.size() - 2 * kSyllableBytes; at >= 2 * kSyllableBytes;
         at -= kSyllableBytes) {
      const auto left = KnownNames(token.stem.substr(0, at));
      const auto right = KnownNames(token.stem.substr(at));
      if (left.empty() || right.empty()) continue;
      for (const std::string& a : left)
        for (const std::string& b : right)
          Add(a + " " + b, NameSource::kGlossary, &keys, &names);
      break;
    }
    return names;
  }

  [[nodiscard]] std::vector<std::string> KnownNames(const std::string& key) const {
    std::vector<std::string> names;
    tools_.glossary->ForEachName(key, [&](std::string_view name) {
      if (names.size() < kMaxHalfNames) names.emplace_back(name);
    });
    return names;
  }

  const std::vector<Token>& tokens_;
  const std::vector<WordTerms>& words_;
  const ExpandTools& tools_;
};

}  // namespace

std::vector<Concept> Expand(const std::vector<Token>& tokens, const std::vector<WordTerms>& words,
                            const ExpandTools& tools) {
  return Expander(tokens, words, tools).Run();
}

}  // namespace rsearch
