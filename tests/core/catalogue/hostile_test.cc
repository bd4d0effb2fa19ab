// Files that are no catalogue, or one that somebody has bitten into. What is asserted is what must
// hold of any; the rest is that nothing crashes and every test ends.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/catalogue/markdown.h"
#include "rsearch/analyzer.h"
#include "rsearch/catalogue.h"
#include "rsearch/paper.h"

namespace rsearch {
namespace {

const std::string kCatalogue = R"(# Club
**Graphs**
- Slow Graphs (CVPR 2019)
    - [Original Paper Link](https://arxiv.org/pdf/1901.00001.pdf) / [Paper Review Link](https://github.com/o/r/blob/main/a%20b.pdf)
- StonesStones ()
    - [Original Link] / [리뷰](../x.pdf)

May, 2021
1. [Fast &amp; Far](a.pdf), [Far](b.pdf) **b** `c` <br> ![i](j.pdf)
> - quoted
>   1. [paper][ref] https://doi.org/10.1145/3292500.3330701

| Date | Paper | Slides |
|---|:-:|--|
| 2022-01-02 | A \| B | [s](c.pdf) |

[ref]: https://arxiv.org/abs/cs/0112017 "t"
)";

std::string Repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes)
    text += piece;
  return text;
}

void ExpectSane(std::string_view markdown) {
  const std::vector<CatalogueEntry> entries = ParseCatalogue(markdown);
  for (const CatalogueEntry& entry : entries) {
    EXPECT_NE(entry.title, "");
    EXPECT_TRUE(IsValidUtf8(entry.title));
    EXPECT_EQ(entry.title.find_first_of("\n\x01\x02\x03\x04\x05\x06\x07"), std::string::npos)
        << entry.title;
    for (const std::string& section : entry.section)
      EXPECT_TRUE(IsValidUtf8(section));
    PaperOf(entry);
  }
  const Catalogue catalogue{"/r/d/README.md", {}, entries};
  const std::vector<std::string> files = {"/r/a b.pdf", "/r/d/a.pdf", "/r/x.pdf", "/x.pdf", "/r"};
  const CatalogueMatch match = MatchCatalogue(catalogue, "/r", files);
  ASSERT_EQ(match.review.size(), entries.size());
  ASSERT_EQ(match.original.size(), entries.size());
  for (const std::optional<std::size_t>& file : match.review)
    EXPECT_TRUE(!file || *file < 3) << "outside the root";
  FindPaperIds(markdown);
}

TEST(HostileCatalogue, Mutated) {
  std::mt19937 random(20240301);
  const auto below = [&](std::size_t n) { return random() % n; };
  const std::vector<std::string> pieces = {
      "[",      "](",    ")",          "- ",    "  - ",
      "> ",     "|",     "\n",         "\n\n",  "**",
      "`",      "<",     ">",          "#",     "\xff",
      "%",      "&#x0;", "&#1114112;", "\\",    std::string("\xe2\x80") + "\xae",
      "\u00ad", "\t",    "1. ",        "---\n", "| - |\n",
      "!["};
  for (int round = 0; round < 1000; ++round) {
    std::string text = kCatalogue;
    for (std::size_t i = below(12) + 1; i > 0; --i) {
      const std::size_t at = below(text.size());
      switch (below(5)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.insert(at, pieces[below(pieces.size())]);
          break;
        case 2:
          text.erase(at, below(40));
          break;
        case 3:
          text.insert(at, text.substr(below(text.size()), below(80)));
          break;
        default:
          text.insert(at, Repeated(pieces[below(pieces.size())], below(200)));
          break;
      }
      if (text.empty()) text = "-";
    }
    ExpectSane(text);
  }
}

TEST(HostileCatalogue, EndlessOfAnything) {
  for (const char* piece : {"[",
                            "](",
                            "[a](b (",
                            "[a](\n",
                            "[\n]",
                            "http://a.b/(",
                            "> ",
                            "- ",
                            "- a\n",
                            "* a b\n",
                            "- [a b c](d.pdf) / ",
                            "|a|b|\n|-|-|\n",
                            "a|",
                            "((((",
                            "(a[b",
                            "# a b\n- [paper](x.pdf)\n",
                            "[Paper] ",
                            "()",
                            "\xff",
                            "\n",
                            " ",
                            "a b c ()()",
                            "**a b c** ",
                            "<a ",
                            "[a b](c.pdf) (2019) "})
    ExpectSane(Repeated(piece, 1U << 16));
  ExpectSane(std::string(1U << 18, '\0'));
}

// Lists as deep as lines can say, then lines that every level has to look at.
TEST(HostileCatalogue, DeepAndWide) {
  std::string deep;
  for (std::size_t i = 0; i < 500; ++i)
    deep += std::string(2 * i, ' ') + "- a b\n";
  ExpectSane(deep + std::string(1U << 18, '\n') + std::string(2000, '>') + "- [a b](c.pdf)");
  ExpectSane("|" + Repeated("a|", 8000) + "\n|" + Repeated("-|", 5000) + "\n" +
             Repeated("a\n", 1U << 18));
  ExpectSane("[a]: <" + std::string(8000, 'b') + "\\&amp;>\n\n" + Repeated("[a] ", 1U << 18));
}

TEST(HostileCatalogue, WhatIsTooMuchIsLeftOut) {
  const std::string entry = "- [Slow Graphs](slow.pdf)\n";
  const std::string filler =
      Repeated(std::string(8000, 'x') + "\n\n", catalogue::kMaxMarkdownBytes);
  EXPECT_EQ(ParseCatalogue(entry + filler + entry).size(), 1U);
  const std::string link = "[Slow Graphs](" + std::string(5000, 'a') + ".pdf)\n";
  EXPECT_EQ(ParseCatalogue("- " + link).size(), 0U);
}

}  // namespace
}  // namespace rsearch
