// Which decks are about the same paper: a review and its paper's PDF, the reviews of a paper, the
// slides about it in a trends deck.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "query/deck_cache.h"
#include "query/hit.h"
#include "rsearch/paper.h"
#include "rsearch/result.h"

namespace rsearch {

// The paper that `page` of `deck` is about, its review link leading to that page where it is the
// deck that the link leads to.
std::optional<Paper> PaperOnPage(const Deck& deck, std::uint32_t page);

// What `page` of `deck` is known to be about, as the terms (schema::kAbout) that every deck about
// the same thing has: of a deck about several papers those of the page's paper, none on a page
// about none of them; of another deck, and for page 0, all. May meet a concurrent commit.
std::vector<std::string> AboutTerms(DeckCache* decks, const Deck& deck, std::uint32_t page);

// The other decks that have one of `about`, the paper first, then reviews, then trends, each by
// path; at most `limit`. May meet a concurrent commit.
Result<std::vector<Counterpart>> FindCounterparts(
    DeckCache* decks, const Deck& deck, const std::vector<std::string>& about,
    std::size_t limit = std::numeric_limits<std::size_t>::max());

}  // namespace rsearch
