// What a paper's first page says of the paper itself.
#pragma once

#include "core/pdf/layout.h"
#include "core/pdf/vocabulary.h"
#include "rsearch/page.h"

namespace rsearch::pdf {

// `page` is the first one, `lines` are its lines, running heads and all; `title` is where its title
// stands (an empty box when it has none).
//
// Only of papers: portrait pages with word boxes that have an abstract below the title, or the
// heading of an introduction, or an affiliation. Empty for all others. Authors: see authors.h;
// venue and year: imprint.h. The abstract is what follows its heading in its own column, up to a
// heading, a wide gap or a line that begins further left; its paragraphs joined to one line of
// 2,000 bytes at most, cut at a word's end.
FrontMatter FindFrontMatter(const RawPage& page, const PageLines& lines, const Rect& title,
                            const Vocabulary& vocabulary);

}  // namespace rsearch::pdf
