#include "query/word_query.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string>

#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;

// Measured on six Korean and four English text sets.
constexpr double kHangulStemWeight = 0.25;
constexpr double kCrossingWeight = 0.3;
constexpr double kEnglishStemWeight = 1.5;
constexpr double kSurfaceWeight = 0.25;
constexpr double kDigitWeight = 1.0;
constexpr double kCompoundWeight = 1.0;

// A slide's title is part of its text; the section a paper's page stands under may not be, and is
// no proof that the page has a word.
constexpr std::array<std::string_view, 1> kOnlyText = {schema::kWord};
constexpr std::array<std::string_view, 2> kAnyField = {schema::kWord, schema::kContext};

std::string With(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

Query Join(Query::op op, const std::vector<Query>& parts) {
  std::vector<Query> present;
  std::copy_if(parts.begin(), parts.end(), std::back_inserter(present),
               [](const Query& q) { return !q.empty(); });
  if (present.empty()) return {};
  if (present.size() == 1) return present.front();
  return {op, present.begin(), present.end()};
}

bool HasBigrams(const WordTerms& word) {
  return !word.bigrams.empty();
}

// What each bigram of a word weighs: a word counts as one, long or short.
double ShareOf(const WordTerms& word) {
  return 1 / std::sqrt(static_cast<double>(word.bigrams.size()));
}

Query HangulTerms(const WordTerms& word) {
  std::vector<Query> inside;
  std::vector<Query> across;
  for (const std::string& bigram : word.bigrams) {
    inside.emplace_back(bigram);
    across.emplace_back(schema::AcrossSpace(bigram));
  }
  return AnyOf({Scale(AnyOf(inside), ShareOf(word)),
                Scale(AnyOf(across), kCrossingWeight * ShareOf(word)),
                Scale(Query(word.word), kHangulStemWeight)});
}

Query LatinTerms(const WordTerms& word) {
  if (word.stem_term.empty()) return Scale(Query(word.word), kDigitWeight);
  return AnyOf(
      {Scale(Query(word.stem_term), kEnglishStemWeight), Scale(Query(word.word), kSurfaceWeight)});
}

// The bag of one word's terms in the page's text.
Query BagOfTerms(const WordTerms& word) {
  std::vector<Query> parts = {HasBigrams(word) ? HangulTerms(word) : LatinTerms(word)};
  if (!word.crossing.empty()) {
    const Query both = AnyOf({Query(With(schema::kCrossing, word.crossing)),
                              Query(With(schema::kBigram, word.crossing))});
    parts.push_back(Scale(both, kCrossingWeight));
  }
  for (const std::string& compound : word.compounds)
    parts.push_back(
        Scale(Query(compound), kCompoundWeight / static_cast<double>(word.compounds.size())));
  return AnyOf(parts);
}

// What the word adds in the text, and what it adds in the title and in the deck's context.
Query WithNames(const Query& text, const WordTerms& word, const RankingWeights& weights) {
  return AnyOf({text, Scale(MainTerms(word, schema::kTitle), weights.title),
                Scale(MainTerms(word, schema::kContext), weights.context)});
}

// Pages that have `word` in one of `fields`. A Hangul word is there when its syllables are, two by
// two: inside a word or, in the text, across a space. Every surface form has its stem beside it.
Query Required(const WordTerms& word, std::span<const std::string_view> fields) {
  std::vector<Query> every;
  for (const std::string& bigram : word.bigrams) {
    std::vector<Query> ways = {Query(schema::AcrossSpace(bigram))};
    for (const std::string_view field : fields)
      ways.emplace_back(With(field, bigram));
    every.push_back(AnyOf(ways));
  }
  if (!every.empty()) return AllOf(every);
  std::vector<Query> ways;
  for (const std::string_view field : fields)
    ways.emplace_back(With(field, word.main_term()));
  return AnyOf(ways);
}

using Words = std::span<const WordTerms>;

// Tokens that stand together ("GPT-2" is gpt 2) form one group.
std::vector<Words> Groups(Words words) {
  std::vector<Words> groups;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin + 1;
    while (end < words.size() && words[end].glued)
      ++end;
    groups.push_back(words.subspan(begin, end - begin));
    begin = end;
  }
  return groups;
}

// One group as a filter: its tokens next to each other, or written as one ("gpt2").
template <class OneWord>
Query GroupFilter(Words group, std::span<const std::string_view> fields, const OneWord& one_word) {
  if (group.size() == 1) return one_word(group.front());
  std::vector<Query> ways = {PhraseOf(group)};
  for (const std::string_view field : fields)
    for (const std::string& compound : group.front().compounds)
      ways.emplace_back(With(field, compound));
  return AnyOf(ways);
}

template <class OneWord>
std::vector<Query> GroupFilters(Words words, std::span<const std::string_view> fields,
                                const OneWord& one_word) {
  std::vector<Query> filters;
  for (const Words group : Groups(words))
    filters.push_back(GroupFilter(group, fields, one_word));
  return filters;
}

Query Without(const Query& query, const Query& excluded) {
  return excluded.empty() ? query : Query(Query::OP_AND_NOT, query, excluded);
}

// Pages that have `word` in `scope`: unlike in the text, each field has its own pairs across a
// space.
Query RequiredIn(const WordTerms& word, const Scope& scope) {
  if (!HasBigrams(word)) return TermIn(word.main_term(), scope);
  std::vector<Query> every;
  for (const std::string& bigram : word.bigrams)
    every.push_back(AnyOf({TermIn(bigram, scope), TermIn(schema::AcrossSpace(bigram), scope)}));
  return AllOf(every);
}

// One group in `scope`: its tokens there (next to each other in the text, which alone has
// positions), or written as one there.
Query GroupIn(Words group, const Scope& scope) {
  std::vector<Query> every;
  for (const WordTerms& word : group)
    every.push_back(RequiredIn(word, scope));
  if (group.size() == 1) return every.front();
  if (scope.in.empty()) every.push_back(PhraseOf(group));
  std::vector<Query> ways = {AllOf(every)};
  for (const std::string& compound : group.front().compounds)
    ways.push_back(TermIn(compound, scope));
  return AnyOf(ways);
}

Query EveryWordIn(Words words, std::span<const std::string_view> fields) {
  return AllOf(
      GroupFilters(words, fields, [&](const WordTerms& word) { return Required(word, fields); }));
}

}  // namespace

Query Scale(const Query& query, double weight) {
  if (query.empty() || weight == 1) return query;
  return {Query::OP_SCALE_WEIGHT, query, weight};
}

Query AnyOf(const std::vector<Query>& parts) {
  return Join(Query::OP_OR, parts);
}

Query AllOf(const std::vector<Query>& parts) {
  return Join(Query::OP_AND, parts);
}

Query NoPage() {
  Query none{std::string(schema::kPageOf)};  // no content has an empty hash
  return none;
}

Query MainTerms(const WordTerms& word, std::string_view field) {
  if (HasBigrams(word)) {
    std::vector<Query> inside;
    for (const std::string& bigram : word.bigrams)
      inside.emplace_back(With(field, bigram));
    return Scale(AnyOf(inside), ShareOf(word));
  }
  const double weight = word.stem_term.empty() ? kDigitWeight : kEnglishStemWeight + kSurfaceWeight;
  return Scale(Query(With(field, word.main_term())), weight);
}

Query RankedWord(const WordTerms& word, const RankingWeights& weights) {
  return WithNames(BagOfTerms(word), word, weights);
}

Query MainWord(const WordTerms& word, const RankingWeights& weights) {
  return WithNames(MainTerms(word, schema::kWord), word, weights);
}

Query PhraseOf(Words words) {
  std::vector<std::string> terms;
  for (const WordTerms& word : words)
    terms.push_back(word.word);
  return {Query::OP_PHRASE, terms.begin(), terms.end(),
          static_cast<Xapian::termcount>(terms.size())};
}

Query EveryWord(Words words) {
  return EveryWordIn(words, kOnlyText);
}

Query EveryWordInAnyField(Words words) {
  return EveryWordIn(words, kAnyField);
}

Query AnyExactWord(Words words) {
  return AnyOf(GroupFilters(words, kOnlyText,
                            [](const WordTerms& word) { return Query(word.main_term()); }));
}

Query EveryWord(Words words, const Scope& scope) {
  std::vector<Query> every;
  for (const Words group : Groups(words))
    every.push_back(GroupIn(group, scope));
  return AllOf(every);
}

Query AnyExactWord(Words words, const Scope& scope) {
  std::vector<Query> any;
  for (const Words group : Groups(words))
    any.push_back(group.size() == 1 ? TermIn(group.front().main_term(), scope)
                                    : GroupIn(group, scope));
  return AnyOf(any);
}

Query TermIn(const std::string& term, const Scope& scope) {
  if (term.empty()) return {};
  std::vector<Query> ways;
  for (const std::string_view field : scope.in)
    ways.emplace_back(With(field, term));
  if (ways.empty()) ways.emplace_back(term);
  std::vector<Query> elsewhere;
  for (const std::string_view field : scope.not_in)
    elsewhere.emplace_back(With(field, term));
  return Without(AnyOf(ways), AnyOf(elsewhere));
}

}  // namespace rsearch
