// Search results for people: grouped by deck, on a terminal or in a file.
#pragma once

#include <string>

#include "query/hit.h"
#include "query/render/style.h"

namespace rsearch {

// Decks in the order of their first hit. Always ends in a line that says how much was found and
// how much could not be searched.
std::string RenderText(const SearchResult& result, const TextStyle& style);

}  // namespace rsearch
