// Queries for words: what one word, or several as a filter, ask of a page.
//
// Only plain Query objects are used, no client-side classes, so that a plan travels to remote
// shards.
#pragma once

#include <xapian.h>

#include <span>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/config.h"

namespace rsearch {

// Of the queries that are not empty; empty where none is.
Xapian::Query AnyOf(const std::vector<Xapian::Query>& parts);
Xapian::Query AllOf(const std::vector<Xapian::Query>& parts);
Xapian::Query Scale(const Xapian::Query& query, double weight);

// Matches nothing, and unlike an empty query counts in AnyOf() and AllOf().
Xapian::Query NoPage();

// The weight of `word` on every page that has a part of it: in its text, whole or in pieces, in its
// title or in its deck's context.
Xapian::Query RankedWord(const WordTerms& word, const RankingWeights& weights);

// Likewise by the word's main terms alone, a stem or bigrams: a third of the postings to read.
Xapian::Query MainWord(const WordTerms& word, const RankingWeights& weights);

// The same in one field: schema::kWord for the text, kTitle or kContext.
Xapian::Query MainTerms(const WordTerms& word, std::string_view field);

// The words next to each other, in this order.
Xapian::Query PhraseOf(std::span<const WordTerms> words);

// Filters. Tokens that were typed together ("GPT-2" is gpt 2) must stand next to each other, or be
// written as one ("gpt2").
//   EveryWord            pages that really have each word, whatever its ending or the spaces in it
//   EveryWordInAnyField  likewise, but a word may also stand in the title or the deck's context
//   AnyExactWord         pages that have exactly one of these words: what -word and -(word word)
//                        exclude (a long bigram match is not enough: -모델 must not throw out
//                        모델링)
Xapian::Query EveryWord(std::span<const WordTerms> words);
Xapian::Query EveryWordInAnyField(std::span<const WordTerms> words);
Xapian::Query AnyExactWord(std::span<const WordTerms> words);

// Where words are looked for, by prefixes of schema.h.
struct Scope {
  std::vector<std::string_view> in;      // in one of these fields; the page's text where empty
  std::vector<std::string_view> not_in;  // a term that the page has there, too, does not count
  [[nodiscard]] bool empty() const { return in.empty() && not_in.empty(); }
};

// The same filters in a scope that is not empty.
Xapian::Query EveryWord(std::span<const WordTerms> words, const Scope& scope);
Xapian::Query AnyExactWord(std::span<const WordTerms> words, const Scope& scope);
// Pages that have this term in it. Empty for an empty term.
Xapian::Query TermIn(const std::string& term, const Scope& scope);

}  // namespace rsearch
