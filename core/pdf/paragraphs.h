// Lines to paragraphs: what was one sentence becomes one line of text again.
#pragma once

#include <string>
#include <vector>

#include "core/pdf/layout.h"
#include "core/pdf/vocabulary.h"

namespace rsearch::pdf {

// The page's text, its paragraphs separated by '\n'.
std::string JoinParagraphs(const PageLines& page, const Vocabulary& vocabulary);

}  // namespace rsearch::pdf
