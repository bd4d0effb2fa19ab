// Search results one a line, for editors and pipes.
#pragma once

#include <string>

#include "query/hit.h"
#include "query/listing.h"

namespace rsearch {

// path:page:column:snippet, the column being the first match's in the snippet (1-based, code
// points); before the snippet "[changed] " or "[gone] " where the file is not as it was indexed.
// Unsafe characters of a path are escaped, so that a line is a hit whatever files are
// called.
std::string RenderVimgrep(const SearchResult& result);
// path:page:1:title of the deck.
std::string RenderVimgrep(const DeckList& list);
std::string RenderVimgrep(const RelatedDecks& related);

// Every path once, in the order of its first hit, those of pages folded into a hit right behind it,
// ended by `terminator`. Bytes as they are.
std::string RenderPaths(const SearchResult& result, char terminator);
std::string RenderPaths(const DeckList& list, char terminator);
std::string RenderPaths(const RelatedDecks& related, char terminator);

// The same for a terminal, which must not get bytes as they are: each as a shell word, on a line.
std::string RenderShellWords(const SearchResult& result);
std::string RenderShellWords(const DeckList& list);
std::string RenderShellWords(const RelatedDecks& related);

}  // namespace rsearch
