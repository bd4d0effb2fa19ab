// Search results for programs; the shape is docs/json.md's, and changes only with its number.
#pragma once

#include <string>

#include "query/hit.h"
#include "query/listing.h"

namespace rsearch {

inline constexpr int kJsonSchema = 4;

// One object on one line, with a newline.
std::string RenderJson(const SearchResult& result);
std::string RenderJson(const DeckList& list);
std::string RenderJson(const FacetCounts& counts);
std::string RenderJson(const RelatedDecks& related);

// A line for every hit, deck, value of a facet or related deck, each an object of its own.
std::string RenderJsonLines(const SearchResult& result);
std::string RenderJsonLines(const DeckList& list);
std::string RenderJsonLines(const FacetCounts& counts);
std::string RenderJsonLines(const RelatedDecks& related);

}  // namespace rsearch
