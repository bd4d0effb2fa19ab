// Search results for people: grouped by deck, on a terminal or in a file.
#pragma once

#include <string>

#include "query/hit.h"

namespace rsearch {

struct TextStyle {
  bool color = false;  // ANSI bold and colours
  bool links = false;  // OSC 8 hyperlinks to the file at its page
  unsigned width = 0;  // columns to wrap at; 0: never
  std::string host;    // this machine, for links
  // Paths below `folder` (the current one) are shown relative to it, others below `home` with ~.
  // Either may be empty.
  std::string folder, home;
};

// Decks in the order of their first hit. Always ends in a line that says how much was found and
// how much could not be searched.
std::string RenderText(const SearchResult& result, const TextStyle& style);

// `path` as a shell word, as short as the style's folders allow.
std::string ShowPath(const std::string& path, const TextStyle& style);

}  // namespace rsearch
