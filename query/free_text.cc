#include "query/free_text.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "query/word_query.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;
using Words = std::span<const WordTerms>;

// Between .2 and .5 the judged decks do not tell them apart; question words at full weight find
// fewer (success@10 .945 against .964).
constexpr double kQuestionWeight = 0.3;
// Concepts. No page has all of a longer text, and no deck is named so.
constexpr std::ptrdiff_t kMaxCovered = 12;
// Three words that all stand in a deck's names are its title; two may be what it is about, and then
// the page that explains it is wanted before the title slide.
constexpr std::size_t kTitleWords = 3;
constexpr double kTitleWeight = 1.2;
constexpr double kNameWeight = 0.25;

template <class OneWord>
std::vector<Query> Each(Words words, const OneWord& one_word) {
  std::vector<Query> queries;
  queries.reserve(words.size());
  for (const WordTerms& word : words)
    queries.push_back(one_word(word));
  return queries;
}

Words WordsOf(const FreeText& text, const Concept& meaning) {
  return Words(text.words).subspan(meaning.begin, meaning.end - meaning.begin);
}

// A name ranks pages that have all of it: 차원의 저주 is not about 차원.
Query RankedName(const OtherName& other, const RankingWeights& weights) {
  return Scale(AllOf(Each(other.words,
                          [&](const WordTerms& word) {
                            return word.bigrams.empty() && word.compounds.empty()
                                       ? MainWord(word, weights)
                                       : RankedWord(word, weights);
                          })),
               other.weight);
}

// The concept in one field by main terms alone, typed or by another name.
template <class Combine>
Query MainConcept(const FreeText& text, const Concept& meaning, std::string_view field,
                  const Combine& typed) {
  const auto terms = [&](const WordTerms& word) { return MainTerms(word, field); };
  std::vector<Query> ways = {typed(Each(WordsOf(text, meaning), terms))};
  for (const OtherName& other : meaning.others)
    ways.push_back(Scale(AllOf(Each(other.words, terms)), other.weight));
  return AnyOf(ways);
}

class Ranker {
 public:
  Ranker(const FreeText& text, const RankingWeights& weights) : text_(text), weights_(weights) {}

  RankedText Run() {
    std::vector<Query> bag;
    for (const Concept& meaning : text_.concepts)
      bag.push_back(Ranked(meaning));
    const std::ptrdiff_t named = Named();
    if (named > 1 && named <= kMaxCovered) bag.push_back(Coverage());
    if (text_.words.size() > 1 && named <= kMaxCovered) bag.push_back(Front());
    ranked_.query = AnyOf(bag);
    return std::move(ranked_);
  }

 private:
  Query Ranked(const Concept& meaning) {
    std::vector<Query> ways;
    for (const WordTerms& word : WordsOf(text_, meaning)) {
      ways.push_back(Scale(RankedWord(word, weights_), meaning.asks ? kQuestionWeight : 1));
      ranked_.parts.push_back({word.form, ways.back()});
    }
    for (const OtherName& other : meaning.others) {
      ways.push_back(other.source == NameSource::kVariant ? RankedVariant(other, meaning)
                                                          : RankedName(other, weights_));
      ranked_.parts.push_back({other.name, ways.back()});
    }
    return AnyOf(ways);
  }

  // "skipgram" for "skip gram" stands in where a page has not the words themselves; "skip-gram" has
  // both.
  Query RankedVariant(const OtherName& other, const Concept& meaning) const {
    return {Query::OP_AND_NOT, RankedName(other, weights_), EveryWord(WordsOf(text_, meaning))};
  }

  [[nodiscard]] std::ptrdiff_t Named() const {
    return std::count_if(text_.concepts.begin(), text_.concepts.end(),
                         [](const Concept& meaning) { return !meaning.asks; });
  }

  template <class OneConcept>
  Query Every(const OneConcept& one_concept) const {
    std::vector<Query> every;
    for (const Concept& meaning : text_.concepts)
      if (!meaning.asks) every.push_back(one_concept(meaning));
    return AllOf(every);
  }

  Query Coverage() {
    const Query all = Every([this](const Concept& meaning) {
      return MainConcept(text_, meaning, schema::kWord, AnyOf);
    });
    return Note("all of it", Scale(all, weights_.coverage));
  }

  Query Front() {
    const Query names = Every([this](const Concept& meaning) {
      return MainConcept(text_, meaning, schema::kContext, AllOf);
    });
    if (names.empty()) return {};
    const Query front{std::string(schema::kKindFront)};
    const double weight = text_.words.size() < kTitleWords ? kNameWeight : kTitleWeight;
    return Note("as a title", Scale(Query(Query::OP_FILTER, names, front), weight));
  }

  Query Note(const char* label, Query query) {
    if (!query.empty()) ranked_.parts.push_back({label, query});
    return query;
  }

  const FreeText& text_;
  const RankingWeights& weights_;
  RankedText ranked_;
};

// Pages that have each concept by some name, whose words `has_words` finds.
template <class HasWords>
Query EveryConcept(const FreeText& text, const HasWords& has_words) {
  std::vector<Query> every;
  for (const Concept& meaning : text.concepts) {
    if (meaning.asks) continue;
    std::vector<Query> ways = {has_words(WordsOf(text, meaning))};
    for (const OtherName& other : meaning.others)
      ways.push_back(has_words(Words(other.words)));
    every.push_back(AnyOf(ways));
  }
  return AllOf(every);
}

}  // namespace

RankedText Rank(const FreeText& text, const RankingWeights& weights) {
  return Ranker(text, weights).Run();
}

Query PagesWithAll(const FreeText& text) {
  return EveryConcept(text, EveryWordInAnyField);
}

Query PagesWithAll(const FreeText& text, const Scope& scope) {
  return EveryConcept(text, [&](Words words) { return EveryWord(words, scope); });
}

}  // namespace rsearch
