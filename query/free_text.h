// Free words: how the best pages for them are told, and which pages have all of them.
//
// Figures: nDCG@10 averaged over six Korean retrieval sets, MRR@10 on judged decks and papers
// (docs/relevance.md). Every concept of the query (expand.h) adds
//   its words     Hangul  the bigrams of the stem, each 1/sqrt(n) of the word's weight (a word
//                         counts as one, long or short), its stem .25, and .3 for its bigrams where
//                         the page has a space inside the word or the query has one that the page
//                         has not
//                 Latin   the English stem 1.5, the surface .25 on top, so that the exact form wins
//                         ties
//   other names   on pages that have all words of the name, by OtherName::weight
//   the same words in the slide's title and in the deck's context (kTitle, kContext terms)
// and the query as a whole adds
//   coverage      a share of the weight once more on pages that have every concept
//   the front     likewise on a deck's first page, where the deck's names have every concept: a
//                 title was typed
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/expand.h"
#include "query/word_query.h"
#include "rsearch/analyzer.h"
#include "rsearch/config.h"

namespace rsearch {

struct FreeText {
  std::vector<WordTerms> words;
  std::vector<Concept> concepts;  // what `words` divide into
};

struct RankedText {
  Xapian::Query query;
  // What each word and name adds, for --explain.
  struct Part {
    std::string label;
    Xapian::Query query;
  };
  std::vector<Part> parts;
};

RankedText Rank(const FreeText& text, const RankingWeights& weights);

// Pages that have each concept, by some name, in their text, their title or their deck's context.
// Empty when there is no concept.
Xapian::Query PagesWithAll(const FreeText& text);

// Likewise in a scope that is not empty.
Xapian::Query PagesWithAll(const FreeText& text, const Scope& scope);

}  // namespace rsearch
