// What one block of a catalogue, or one cell of its tables, says by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue/labels.h"
#include "core/catalogue/markdown.h"

namespace rsearch::catalogue {

struct LabelledLink {
  Label label = Label::kNone;  // never kNone or kNeutral
  std::string target;          // empty: "[Original Paper Link]" that leads nowhere
};

struct TitleLink {
  std::string text;    // NFKC, one line
  std::string suffix;  // what stands behind it, up to the next link
  std::string target;
};

struct Reading {
  std::string text;   // all of it, NFKC on one line, links as their text
  std::string title;  // what names a paper, venue and all; empty for none
  std::string last_line;
  std::vector<LabelledLink> labels;
  std::vector<TitleLink> titles;  // links to a PDF or paper that are no labels: a title itself
  std::string title_target;       // where a title leads that is a link to something else
  bool labels_only = false;       // nothing but labels, at least one
  bool sentence = false;          // a label or title link stands in running text
  bool title_first = false;       // a title link begins it
  bool title_apart = false;       // the title is on lines of its own, or marked by emphasis
  bool all_strong = false;        // wholly bold or italic
  bool several_lines = false;

  // A link that says where a paper or its review is.
  [[nodiscard]] bool HasPaperLink() const;
  // A label of a paper or a review, with a target or without.
  [[nodiscard]] bool HasPaperLabel() const;
};

// `column` says what unlabelled links of a table's cell are.
Reading Read(const Inlines& inlines, Label column = Label::kNone);

}  // namespace rsearch::catalogue
