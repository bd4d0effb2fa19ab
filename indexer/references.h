// Where a paper's bibliography stands. Its words are on the page, but the page is not about them.
#pragma once

#include <cstddef>
#include <vector>

#include "rsearch/page.h"

namespace rsearch {

// A half-open byte range of a page's text.
struct TextRange {
  std::size_t begin = 0, end = 0;
};

// For each of `pages` the lines that belong to a list of references, ascending: what follows a
// heading "References", "VII. Bibliography", "참고문헌", up to an appendix or the end of the
// document; and elsewhere (where the heading was lost) lines that look like an entry of such a
// list, with those between two of them that have a year at least. A slide's references end with the
// slide.
std::vector<std::vector<TextRange>> FindReferences(const std::vector<Page>& pages);

}  // namespace rsearch
