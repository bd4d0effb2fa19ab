// The authors of a paper, as its first page names them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rsearch/page.h"

namespace rsearch::pdf {

// The names among `words` (of one page) that stand between the heights `top` and `bottom`: below
// the title, above the abstract. In reading order, each once.
//
// Names stand in lists ("A. Hahn, B. Okafor and C. Voss") or in columns, with marks behind them
// (raised digits and letters, *, †) or their affiliations and mail addresses below. A name is two
// words or more, in capitals or beginning with one, or two to five Hangul syllables. What looks
// like one ("New York", "Hugging Face") is an affiliation where it stands right below a name and
// nothing speaks for a second one: no mark behind it, no mail address beside it, no affiliation
// below it.
std::vector<std::string> FindAuthors(const std::vector<Word>& words, float top, float bottom);

// "Dept. of Statistics", "MIT CSAIL", "한양대학교 인공지능 연구실": the words of one.
bool NamesAffiliation(std::string_view text);

}  // namespace rsearch::pdf
