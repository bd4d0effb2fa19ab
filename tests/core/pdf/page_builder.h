// Pages for tests of the page model, written as lines of "x y size text": the text's left edge and
// top in points, its font size, its words.
#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "core/pdf/characters.h"
#include "rsearch/page.h"

namespace rsearch::testing {

// As wide as common fonts set it, roughly.
inline float WidthOf(std::string_view text, float size) {
  float width = 0;
  for (std::size_t at = 0; at < text.size();)
    width += pdf::IsCjk(pdf::NextChar(text, &at)) ? size : size / 2;
  return width;
}

inline void AddLine(const std::string& line, RawPage* page) {
  std::istringstream in(line);
  float x = 0;
  float y = 0;
  float size = 0;
  in >> x >> y >> size;
  std::string text;
  std::size_t words = 0;
  for (; in >> text; ++words) {
    if (words > 0) page->words.back().space_after = true;
    const float width = WidthOf(text, size);
    page->words.push_back({{x, y, x + width, y + size}, size, false, 0, text});
    x += width + size / 4;
  }
}

inline RawPage GeometryPage(std::uint32_t number, float width, float height,
                            const std::string& lines) {
  RawPage page;
  page.number = number;
  page.width = width;
  page.height = height;
  page.has_geometry = true;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);)
    if (line.find_first_not_of(' ') != std::string::npos) AddLine(line, &page);
  return page;
}

inline RawPage Slide(std::uint32_t number, const std::string& lines) {
  return GeometryPage(number, 720, 540, lines);
}

// A portrait page behind the first: plain text.
inline RawPage PaperText(std::uint32_t number, const std::string& text) {
  RawPage page;
  page.number = number;
  page.width = 595;
  page.height = 842;
  page.text = text;
  return page;
}

}  // namespace rsearch::testing
