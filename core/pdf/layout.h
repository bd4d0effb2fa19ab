// Lines of a page, the unit in which the page model thinks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsearch/page.h"

namespace rsearch::pdf {

struct Line {
  std::string text;           // clean (CleanText), trimmed, not empty; without its bullet
  Rect box;                   // turned so that the text reads from left to right; empty if unknown
  float size = 0;             // font size most of the line has; 0 when unknown
  float first_word = 0;       // width of its first word
  std::uint8_t rotation = 0;  // as Word::rotation
  bool item = false;          // a bullet or enumerator opens it
};

// The lines of one page.
struct PageLines {
  float width = 0;  // of the page, points
  float height = 0;
  bool has_geometry = false;
  std::vector<Line> lines;  // in reading order
};

// Lines of words (has_geometry), or of text.
//
// Words of one line stand on one baseline with gaps of about a space: the cells of a table and the
// columns of a slide are lines of their own. The order is Poppler's (blocks, columns), which reads
// well on real decks but for two things, both mended by position: bullets that stand in a column of
// their own go to the line at their right, and a line of text follows the one above it though the
// labels of a picture beside it stand between them.
PageLines MakeLines(const RawPage& page);

}  // namespace rsearch::pdf
