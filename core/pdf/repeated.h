// Lines that repeat across a document: running heads, page numbers, template leftovers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/pdf/layout.h"

namespace rsearch::pdf {

// Takes the repeated lines out of `pages` and returns them, each once, page numbers left out.
//
// A line repeats when, digits apart, the same line stands
//  - in the upper or lower margin at nearly the same height (plain text: among the first or last
//    two lines) on three pages and 30 % of them: a paper's odd and even heads alternate, and pages
//    without a head lower the rest. The title of a slide stays: slides that build up share it;
//  - anywhere on 60 % of the pages (titles: 80 %), if it says something (not "=" or an axis' "0.5")
//    and the pages are of different kinds: under one title it is a slide that builds up.
std::vector<std::string> TakeRepeatedLines(std::vector<PageLines>* pages);

}  // namespace rsearch::pdf
