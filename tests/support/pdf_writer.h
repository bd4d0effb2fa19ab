// PDFs made for tests, byte by byte and without a library, so that a test says in one place what
// its file holds and breaks the file where it wants to.
//
//   PdfSpec pdf;
//   pdf.pages.push_back({.runs = {{40, 60, 32, "Knowledge Distillation"}, {40, 140, 18, "지식
//   증류"}}}); WriteFile(dir / "a.pdf", MakePdf(pdf));
//
// Latin text is set in Helvetica; a run with other characters in a font that is named but not
// embedded, whose ToUnicode map says what its characters are, as Korean decks have it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rsearch::testing {

struct TextRun {
  double x = 0;  // points from the left
  double y = 0;  // baseline, points from the top
  double size = 18;
  std::string text;  // UTF-8, the characters of the Basic Multilingual Plane
};

struct PdfPage {
  double width = 720;  // a slide
  double height = 540;
  int rotate = 0;  // degrees clockwise
  std::vector<TextRun> runs;
  std::string label{};      // none when empty
  std::string operators{};  // further content, as it stands in the stream; "/X0 Do" draws form 0
};

struct PdfSpec {
  std::vector<PdfPage> pages;
  std::string title, author;          // metadata, when not empty
  std::optional<std::int64_t> count;  // what the page tree claims; the real number when unset
  // Form XObjects /X0, /X1 ..., which pages and other forms may draw.
  std::vector<std::string> forms;
};

std::string MakePdf(const PdfSpec& spec);

// A page with an A4 portrait's size.
PdfPage PaperPage(std::vector<TextRun> runs);

// One page and forms that draw each other so often that nobody sees the end of it: the innermost
// one has `leaf` as its content.
PdfSpec EndlessPdf(const std::string& leaf);

}  // namespace rsearch::testing
