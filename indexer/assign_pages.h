// Which pages of a deck about several papers are about which of them.
#pragma once

#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/document.h"
#include "rsearch/paper.h"

namespace rsearch {

struct PageAssignment {
  std::vector<Paper> papers;     // those given, then others that the pages name
  std::vector<PaperSpan> spans;  // ascending; pages of no one paper (cover, contents) in none
};

// `papers` are those the catalogue names for the deck, in any number; `pages` ascend. A paper
// begins on a page that has its title at its head or a link to it, and goes on until another
// begins. A page that lists several is a table of contents, and is about none. A paper the
// catalogue does not know is told by a link at a page's head, or by a page's title that stands in
// the contents.
PageAssignment AssignPages(Analyzer* analyzer, std::vector<Paper> papers,
                           const std::vector<PageRecord>& pages);

}  // namespace rsearch
