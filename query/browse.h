// Looking around without, or with, words: the decks, and what there is of each field, year, kind
// and venue.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>

#include "query/listing.h"
#include "query/search.h"
#include "rsearch/analyzer.h"
#include "rsearch/glossary.h"
#include "rsearch/result.h"
#include "rsearch/store.h"

namespace rsearch {

struct BrowseOptions {
  // Decks, or values of each facet.
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  std::size_t offset = 0;  // of decks
  // Nothing: kScore where the query has words, else kNewest.
  //   kScore   by the deck's best page
  //   kNewest  by DeckFacts::date, for want of one the year of the deck's paper, newest first;
  //   those
  //            without a date last; then by title
  //   kPath
  std::optional<SortOrder> sort;
  bool exact = false;                  // as SearchOptions
  const Glossary* glossary = nullptr;  // null: the curated list alone
  RankingWeights weights;              // as SearchOptions
};

// Both go over the pages that have all that `query` asks for, or when there are none, those that
// match some of it; over all pages when it is empty. kUsage for a query that cannot be read or
// holds nothing to search for; the index's errors otherwise.

// The decks of those pages, each once.
Result<DeckList> ListDecks(IndexReader& index, Analyzer& analyzer, std::string_view query,
                           const BrowseOptions& options);

Result<FacetCounts> CountFacets(IndexReader& index, Analyzer& analyzer, std::string_view query,
                                const BrowseOptions& options);

// The counts of the pages that `pages` matches; index and query are not filled in. Works on remote
// shards too.
FacetCounts CountFacets(const Xapian::Database& database, const Xapian::Query& pages);

}  // namespace rsearch
