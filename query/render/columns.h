// Text in aligned columns.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {

struct TextColumn {
  std::vector<std::string> cells;  // one a row; safe to print (PlainText)
  bool right = false;              // aligned to the right
  // Where a line has too little room, columns are left out, the highest first; 0: never.
  int dispensable = 0;
  std::size_t max_width = 0;  // cells wider than this are cut; 0: never
  // What is printed for a finished cell, which is cut and padded: colours, links.
  std::function<std::string(std::size_t row, const std::string& cell)> dress;
};

// `text` in at most `columns` columns, its end cut with "…" where it is wider.
std::string FitText(std::string_view text, std::size_t columns);

// The rows as lines of at most `width` columns (0: any), without their ends, two spaces between the
// columns. The last column gets what the others leave; where that is less than `last` and than it
// needs, others are left out. A column without any text is left out, too.
std::vector<std::string> ColumnLines(std::vector<TextColumn> columns, std::size_t width,
                                     std::size_t last);

}  // namespace rsearch
