// Titles: of slides, of a paper's pages, of the document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/pdf/layout.h"

namespace rsearch::pdf {

// The line a slide's title begins with: the largest one near the top. `passed_over` (may be null)
// and lines of its text are not looked at. lines.size() when there is none.
std::size_t FindTitleLine(const std::vector<Line>& lines, float page_height,
                          const std::string* passed_over);

// The slide's title among its lines (repeated ones taken out), wrapped lines merged. May be empty.
std::string SlideTitle(const std::vector<Line>& lines, float page_height);

struct Title {
  std::string text;
  Rect box;  // of all its lines; empty when there is no text or no geometry
};

// The largest text of a first page, its lines merged; the mark of a footnote behind it is dropped.
//
// On slides lines that stand apart are parts of the title, with ": " between them: a course's name,
// its topic, the lecture ("Machine Learning: Trees: Pruning"). A part that only begins the next one
// is left out. On a portrait page where no line is larger than the text, it is what stands at the
// top, above a wide gap.
Title LargestText(const PageLines& page);

// "DL Seminar Season #2", "Paper review", "논문 리뷰": what a talk is part of, not what it is
// about.
bool IsSeriesName(std::string_view title);

// "3 Method", "2.1 PROBLEM SETTING": a line that reads like a numbered heading.
bool IsNumberedHeading(std::string_view line);

// Follows the section headings of a paper from page to page.
class Headings {
 public:
  // The first heading that stands on the page, else the one the page continues. May be empty.
  std::string Next(const std::vector<Line>& lines);

 private:
  bool IsHeading(std::string_view line);
  bool IsNumbered(std::string_view line);
  bool IsLettered(std::string_view line);

  std::string current_;
  int section_ = 0;           // the last numbered section; 4 for "4.2" as well
  char appendix_ = 'A' - 1;   // the last lettered one
  bool behind_text_ = false;  // the references or an appendix have begun
};

}  // namespace rsearch::pdf
