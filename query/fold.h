// Near-identical pages of a ranking as one hit.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rsearch/sketch.h"

namespace rsearch {

// Indexes into `ranked`: groups in the order of their best pages, which come first in them and
// stand for them. A page joins the first group whose best page it is near-identical to; so more
// pages at the end of a ranking change no group that is there, but may add to it. Whether the pages
// are of one deck does not matter: a shared slide and a step of a build are the same to a reader,
// and so is one "Thank you" or picture under "Results" to a search, which knows no more of them.
std::vector<std::vector<std::size_t>> Fold(std::span<const Sketch> ranked);

}  // namespace rsearch
