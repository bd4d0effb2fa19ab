// Search results for programs; the shape is docs/json.md's, and changes only with its number.
#pragma once

#include <string>

#include "query/hit.h"

namespace rsearch {

inline constexpr int kJsonSchema = 2;

// One object on one line, with a newline.
std::string RenderJson(const SearchResult& result);

// A line for every hit, each an object of its own.
std::string RenderJsonLines(const SearchResult& result);

}  // namespace rsearch
