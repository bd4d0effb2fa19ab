// From a QueryNode to what Xapian runs, and to what snippets look for.
//
// Ranking (figures: nDCG@10 averaged over six Korean retrieval sets, see docs/index-format.md for
// the terms): every free word adds
//   Hangul  the bigrams of its stem, each 1/sqrt(n) of the word's weight (a word counts as one,
//           long or short), its stem .25, and .3 for its bigrams where the page has a space inside
//           the word or the query has one that the page has not
//   Latin   the English stem 1.5, the surface .25 on top, so that the exact form wins ties
// plus the same words in the slide's title (kTitle terms) and in the deck's context (kContext
// terms).
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/ast.h"
#include "query/snippet.h"
#include "rsearch/analyzer.h"

namespace rsearch {

struct QueryPlan {
  Xapian::Query query;                // pages only; empty when there is nothing to search for
  std::vector<MatchWord> highlights;  // what a matching page shows
  // The parts that add to a page's score, for --explain: their words and their own query.
  struct Part {
    std::string label;
    Xapian::Query query;
  };
  std::vector<Part> parts;
  std::vector<std::string> others;  // other names searched for
  std::vector<Xapian::Query> every;  // what each concept asks of a page that has all of them
  // More than kMaxWildcardTerms words begin with some wild* of the query: only the most frequent
  // count.
  bool wildcard_limited = false;
};

inline constexpr unsigned kMaxWildcardTerms = 500;  // shared by all wild* of a query

QueryPlan PlanQuery(const QueryNode& root, Analyzer& analyzer, const Xapian::Database& database);

}  // namespace rsearch
