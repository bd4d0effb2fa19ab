// The search itself: a query's text in, ranked pages out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/find_page.h"
#include "query/hit.h"
#include "rsearch/analyzer.h"
#include "rsearch/config.h"
#include "rsearch/glossary.h"
#include "rsearch/result.h"
#include "rsearch/store.h"

namespace rsearch {

enum class SortOrder {
  kScore,   // best first
  kPath,    // of the best kSortDepth pages: by path, then page
  kNewest,  // of the best kSortDepth pages: by the decks' dates (DateOf), newest first
};
inline constexpr std::size_t kSortDepth = 200;

struct SearchOptions {
  std::size_t limit = 10;  // hits
  std::size_t offset = 0;
  SortOrder sort = SortOrder::kScore;
  bool exact = false;                  // words as typed: no other names, no corrections
  const Glossary* glossary = nullptr;  // null: the curated list alone
  RankingWeights weights{};
  bool fold = true;      // near-identical pages are one hit: the best of them
  bool explain = false;  // of kMaxExplained hits what each word adds
  bool snippets = true;
  bool counterparts = true;
};

// Pages shown when none has all that was asked for.
inline constexpr std::size_t kMaxClosest = 10;

// Hits that are explained. Each costs a search for every word of the query.
inline constexpr std::size_t kMaxExplained = 10;

// kUsage for a query that cannot be read or holds nothing to search for; the index's errors
// otherwise.
Result<SearchResult> Search(IndexReader& index, Analyzer& analyzer, std::string_view query,
                            const SearchOptions& options);

// What --like is given: a page, its file named from the folder `folder`, or a text.
struct LikeRequest {
  std::optional<PageName> page;
  std::string folder;
  std::string text;  // any bytes
};

// The pages most like that page, itself left out, or the text. The errors of FindPage(); kUsage for
// a text without a word or longer than kMaxLikeText.
Result<SearchResult> SearchLike(IndexReader& index, Analyzer& analyzer, const LikeRequest& request,
                                const SearchOptions& options);

}  // namespace rsearch
