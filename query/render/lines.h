// Search results one a line, for editors and pipes.
#pragma once

#include <string>

#include "query/hit.h"

namespace rsearch {

// path:page:column:snippet, the column being the first match's in the snippet (1-based, code
// points). Unsafe characters of a path are escaped, so that a line is a hit whatever files are
// called.
std::string RenderVimgrep(const SearchResult& result);

// Every path once, in the order of its first hit, those of pages folded into a hit right behind it,
// ended by `terminator`. Bytes as they are.
std::string RenderPaths(const SearchResult& result, char terminator);

}  // namespace rsearch
