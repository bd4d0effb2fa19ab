// The page model: what is taken from a PDF, before and after clean-up.
//
//   PDF bytes --worker (Poppler)--> RawDocument --BuildDocumentText()--> DocumentText --> index
//
// Raw* is what the worker program reports, nothing interpreted and nothing trusted but its UTF-8,
// which the protocol checks. DocumentText is clean: NFKC, paragraphs, titles, no repeated lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/types.h"

namespace rsearch {

// A box in points (1/72 inch), origin at the page's upper left corner, y downwards.
struct Rect {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  [[nodiscard]] float width() const { return x1 - x0; }
  [[nodiscard]] float height() const { return y1 - y0; }
};

struct Word {
  Rect box;
  float font_size = 0;       // points; 0 when unknown
  bool space_after = false;  // a space stands between this word and the next on its line
  std::uint8_t rotation =
      0;             // quarter turns clockwise the text is turned by: 0 reads left to right
  std::string text;  // UTF-8 as the PDF gives it, not normalised
};

struct RawPage {
  std::uint32_t number = 0;  // 1-based
  std::string label;         // what the PDF calls the page ("iv", "12"); may be empty
  float width = 0;           // points, after rotation
  float height = 0;
  bool has_geometry = false;  // true: `words` is filled (slides, first pages); false: `text` is
  std::vector<Word> words;    // in Poppler's reading order
  std::string text;           // reading-order text, lines ended by '\n'
};

struct RawDocument {
  FileStatus status = FileStatus::kOk;
  std::string reason;  // one line for the user; empty when status is ok
  std::string title;   // from the PDF's metadata, often wrong
  std::string author;
  std::uint32_t page_count = 0;  // pages the PDF claims; pages.size() may be less
  std::vector<RawPage> pages;    // ascending by number
};

// One cleaned page. All text is UTF-8 in NFKC without control, private-use, bidi or zero-width
// characters; the only ones below U+0020 are '\n' (ends a paragraph or line) in `text`.
struct Page {
  std::uint32_t number = 0;  // 1-based
  std::string label;         // empty when it equals the number
  float width = 0;           // points
  float height = 0;
  bool slide = false;  // landscape
  std::string title;   // slide title, or the section heading a paper's page stands under
  // The page's own text, its title included, lines that repeat across the document left out.
  // A word broken by a hyphen at a line's end is joined with U+00AD (soft hyphen) where the break
  // was ("knowl\u00ADedge"): the analyzer indexes both the parts and the whole; Display() drops it.
  std::string text;
};

// What a paper's first page says of the paper itself. NFKC, one line each.
struct FrontMatter {
  std::vector<std::string> authors;  // as printed, in their order; without affiliations
  std::uint32_t year = 0;            // of publication; 0 when the page does not say
  std::string venue;                 // "AISTATS"; empty when the page does not say
  std::string abstract;              // bounded; empty when there is none
  bool operator==(const FrontMatter&) const = default;
};

struct DocumentText {
  std::string title;                  // from the pages themselves, then metadata; may be empty
  FrontMatter front;                  // of a paper; empty for slides
  std::string author;                 // metadata that the first pages repeat; may be empty
  std::vector<Page> pages;            // ascending by number
  std::vector<std::string> repeated;  // running heads, footers, template leftovers, each once
};

// Pure function of its input; never fails, whatever the worker said.
DocumentText BuildDocumentText(const RawDocument& raw);

// `text` as people should see it: soft hyphens dropped.
std::string Display(std::string_view text);

}  // namespace rsearch
