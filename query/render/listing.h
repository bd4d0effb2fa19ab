// Decks, counts and related decks for people.
#pragma once

#include <cstddef>
#include <string>

#include "query/listing.h"
#include "query/render/style.h"

namespace rsearch {

// A line for each deck, in columns: rank, date, kind, pages, field, links, title. On a terminal
// lines fit its width, columns are left out for that, and the title is a link to the file, or where
// there are no links its path stands below; elsewhere paths and addresses stand in the line. Ends
// in a line with the number of decks.
std::string RenderText(const DeckList& list, const TextStyle& style);

// A block for each facet, a line for each value: pages, decks, the filter that asks for it. Of each
// facet `shown` values; 0: all.
std::string RenderText(const FacetCounts& counts, const TextStyle& style, std::size_t shown);

// "the paper", "reviews", "trends", each with its decks.
std::string RenderText(const RelatedDecks& related, const TextStyle& style);

}  // namespace rsearch
