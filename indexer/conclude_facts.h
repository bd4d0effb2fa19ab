// What a deck is and is about, from everything that says something of it.
#pragma once

#include <vector>

#include "indexer/fact_sources.h"
#include "rsearch/analyzer.h"
#include "rsearch/document.h"

namespace rsearch {

// Raised when ConcludeFacts() concludes otherwise from the same: decks then get new facts at the
// next update.
inline constexpr int kFactsVersion = 1;

// True when the facts depend on the text of the pages.
bool NeedsPages(const DeckRecord& deck, const SaidOfFile& said);

// `deck` is what its content says (its own facts are not looked at), `said` what is said of its
// primary path. `pages` may be empty unless NeedsPages(). The title is the first of
//   the catalogue's, when one entry has the file for its review or its paper
//   of a paper its own, since papers' files are named by machines
//   the file's name, unless it says nothing or is a nickname
//   the largest text of the first page
//   the name of the folder that is the deck's own, the nickname, the file's name as it is
// where what only metadata says has been weighed before (BuildDocumentText).
DeckFacts ConcludeFacts(Analyzer* analyzer, const DeckRecord& deck, const SaidOfFile& said,
                        const std::vector<PageRecord>& pages);

}  // namespace rsearch
