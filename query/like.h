// From a text to a plan that finds the pages most like it, or the very page it was taken from.
//
// What a text is about is told by its words' tf·idf: how often it has them by how rare they are on
// the pages of the index; the best kLikeWords of them are asked for, as a query's words are. Of a
// quote, which is short, every word is; and since many pages may have its words, two that stand
// side by side in it count again where they do so on the page. That each two words are asked for by
// themselves is what makes a typo, a changed ending or another line end cost little.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string_view>

#include "query/plan.h"
#include "rsearch/analyzer.h"

namespace rsearch {

inline constexpr std::size_t kLikeWords = 40;
inline constexpr std::size_t kMaxLikeText = std::size_t{64} * 1024;  // bytes of a text given

enum class LikeKind {
  kPage,   // a page of the index: its text as stored
  kQuote,  // a text from elsewhere, of any length up to kMaxLikeText; any bytes
};

// The query is empty when the text has no word.
QueryPlan PlanLike(std::string_view text, LikeKind kind, Analyzer& analyzer,
                   const Xapian::Database& database);

}  // namespace rsearch
