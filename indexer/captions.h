// Where a page's captions of figures, tables and algorithms stand.
#pragma once

#include <vector>

#include "indexer/references.h"
#include "rsearch/page.h"

namespace rsearch {

// The paragraphs of the page's text that are captions, ascending: those that begin with a label and
// its number, closed by a mark or followed by a capital: "Figure 3: …", "Fig. 2a. …", "Table 1 –
// …", "TABLE IV" (with the line below it), "Algorithm 1 Sampling", "그림 1. …", "표 2 결과", "<그림
// 3> …". Not sentences that begin so: "Figure 3 shows that …", "그림 1은 …", nor where one breaks
// before its "Figure 3.".
std::vector<TextRange> FindCaptions(const Page& page);

}  // namespace rsearch
