// From a QueryNode to what Xapian runs, and to what snippets look for.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/ast.h"
#include "query/free_text.h"
#include "query/hit.h"
#include "query/snippet.h"
#include "rsearch/analyzer.h"
#include "rsearch/config.h"
#include "rsearch/glossary.h"
#include "rsearch/result.h"

namespace rsearch {

struct QueryPlan {
  Xapian::Query query;                // pages only; empty when there is nothing to search for
  std::vector<MatchWord> highlights;  // what a matching page shows
  // The parts that add to a page's score, for --explain: their words and their own query.
  std::vector<RankedText::Part> parts;
  std::vector<Expansion> expansions;  // in the order of the query
  // A filter: pages that have all that was asked for, words by some name. Empty where `query` is,
  // in a listing, and in a plan of --like, which asks for no words.
  Xapian::Query complete;
  // Filters alone: `query` ranks nothing, its pages are listed by their numbers.
  bool listing = false;
  // The query without its slips, where it is free words and fields and nothing else; else empty.
  std::string mended;
  // More than kMaxWildcardTerms words begin with some wild* of the query: only the most frequent
  // count.
  bool wildcard_limited = false;
};

struct PlanOptions {
  bool exact = false;                  // words as typed: no other names, no corrections
  const Glossary* glossary = nullptr;  // never null unless exact
  RankingWeights weights{};
};

// The errors of FilterQuery() (filter_query.h).
Result<QueryPlan> PlanQuery(const QueryNode& root, Analyzer& analyzer,
                            const Xapian::Database& database, const PlanOptions& options);

}  // namespace rsearch
