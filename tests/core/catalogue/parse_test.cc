#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "rsearch/catalogue.h"
#include "tests/core/catalogue/catalogue_text.h"

namespace rsearch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ParseCatalogue, TitlesInListsUnderBoldLinesAndHeadings) {
  EXPECT_THAT(Texts(ParseCatalogue(R"(# Slow reading club

What we read, chosen from [a list](https://lists.example.org/).

---
## Paper Reviews
**Graphs**
- Slow Graphs of Stone (CVPR 2019)
    - [Original Paper Link](https://arxiv.org/pdf/1901.00001.pdf) / [Paper Review Link](https://github.com/o/r/blob/main/graphs/190101_Slow%20Graphs.pdf)
- Stones: an Introduction
    - [Original Link] / [Paper Review Link](https://github.com/o/r/blob/main/graphs/Stones.pdf)

**Sorting**
- 정렬 기초 (Sorting basics)
    - [Original Link](https://sorting.example.org/intro/) / [Paper Review Link]()

---
## Trends
### 2021
**June, 2021**
- Piles of Sand ()
    - [Original Paper Link](https://arxiv.org/abs/2106.00001) / [Paper Review Link](trends/2021-06.pdf)

May, 2021
- Sand in PilesSand in Piles
    - [Original Paper Link](https://arxiv.org/abs/2105.00001) / [Paper Review Link]
)")),
              ElementsAre("8: Paper Reviews / Graphs / | 0 | Slow Graphs of Stone | CVPR | 2019 | "
                          "https://arxiv.org/pdf/1901.00001.pdf | "
                          "https://github.com/o/r/blob/main/graphs/190101_Slow%20Graphs.pdf",
                          "10: Paper Reviews / Graphs / | 0 | Stones: an Introduction |  | 0 |  | "
                          "https://github.com/o/r/blob/main/graphs/Stones.pdf",
                          "14: Paper Reviews / Sorting / | 0 | 정렬 기초 (Sorting basics) |  | 0 | "
                          "https://sorting.example.org/intro/ | ",
                          "21: Trends / 2021 / June, 2021 / | 202106 | Piles of Sand |  | 0 | "
                          "https://arxiv.org/abs/2106.00001 | trends/2021-06.pdf | "
                          "empty brackets where its venue would be",
                          "25: Trends / 2021 / May, 2021 / | 202105 | Sand in Piles |  | 0 | "
                          "https://arxiv.org/abs/2105.00001 |  | its title is written twice"));
}

TEST(ParseCatalogue, OneLineForEachPaper) {
  EXPECT_THAT(
      Texts(ParseCatalogue(R"(1. [Slow Graphs of Stone](papers/slow.pdf) - A. Kim et al., AAAI 2020
2. **Larger Stones Sorted Well** [[paper]](https://arxiv.org/pdf/2001.00003) [[slides](s/l.pdf)] [[code](https://g.example/x)]
3. [[pdf](https://arxiv.org/pdf/2001.00004)] Labels Before Titles (ECCV 2020)
4. [CVPR 2019] Venue First ([paper](https://arxiv.org/abs/1901.00005), [리뷰](s/venue.pdf))
5. Nothing linked at all
6. Behind a Comma, NeurIPS 2020 [논문](https://arxiv.org/abs/2001.00006)
7. [A Page of Its Own](https://pages.example.org/own) [발표자료](s/own.pdf)
8. Address as it is: https://arxiv.org/abs/2001.00008
9. [x] [One &amp; Two](a%20b.pdf), [Two & Three](b&amp;c.pdf)
10. [2022.03.04] 김유리 - [Graphs of Ice](s/ice.pdf)<br>*A. Kim and B. Hong*<br>CVPR 2021. [[Code]](https://g.example)
11. "Graphs of Snow", A. Kim, ICML 2020. [paper](https://arxiv.org/abs/2001.00011)
12. Learning What to Look At [paper](https://arxiv.org/abs/2001.00012) arXiv 2020
)")),
      ElementsAre(
          "1: | 0 | Slow Graphs of Stone | AAAI | 2020 |  | papers/slow.pdf",
          "2: | 0 | Larger Stones Sorted Well |  | 0 | https://arxiv.org/pdf/2001.00003 | s/l.pdf",
          "3: | 0 | Labels Before Titles | ECCV | 2020 | https://arxiv.org/pdf/2001.00004 | ",
          "4: | 0 | Venue First | CVPR | 2019 | https://arxiv.org/abs/1901.00005 | s/venue.pdf",
          "5: | 0 | Nothing linked at all |  | 0 |  | ",
          "6: | 0 | Behind a Comma | NeurIPS | 2020 | https://arxiv.org/abs/2001.00006 | ",
          "7: | 0 | A Page of Its Own |  | 0 | https://pages.example.org/own | s/own.pdf",
          "8: | 0 | Address as it is |  | 0 | https://arxiv.org/abs/2001.00008 | ",
          "9: | 0 | One & Two |  | 0 |  | a%20b.pdf", "9: | 0 | Two & Three |  | 0 |  | b&c.pdf",
          "10: | 0 | Graphs of Ice | CVPR | 2021 |  | s/ice.pdf",
          "11: | 0 | Graphs of Snow | ICML | 2020 | https://arxiv.org/abs/2001.00011 | ",
          "12: | 0 | Learning What to Look At |  | 0 | https://arxiv.org/abs/2001.00012 | "));
}

TEST(ParseCatalogue, TablesByTheirHeads) {
  EXPECT_THAT(
      Texts(ParseCatalogue(R"(## Spring
| Date | Speaker | Paper | Slides |
|------|---------|-------|--------|
| 2022-03-04 | 김유리 | Slow Graphs (ICML 2021) | [slides](s/slow.pdf) |
| 2022.03.11 | [A. Hong](https://people.example/hong) | [Fast Graphs](https://arxiv.org/abs/2103.00001) | [PDF](s/fast.pdf) |
| 2022-03-18 | A. Kim | Graphs Nobody Presented | |
| | | | |

| # | 논문 | 링크 | 발표자료 | 학회 | 연도 |
|---|---|---|---|---|---|
| 1 | 느린 그래프 | [link](https://arxiv.org/abs/2103.00002) | [다운로드](s/a.pdf)<br>[영상](https://v.example/1) | ICLR | 2021 |

|  |  |
|--|--|
| Under Heads That Say Nothing | [paper](https://arxiv.org/abs/2103.00003) |
)")),
      ElementsAre("4: Spring / | 202203 | Slow Graphs | ICML | 2021 |  | s/slow.pdf",
                  "5: Spring / | 202203 | Fast Graphs |  | 0 | https://arxiv.org/abs/2103.00001 | "
                  "s/fast.pdf",
                  "6: Spring / | 202203 | Graphs Nobody Presented |  | 0 |  | ",
                  "11: Spring / | 0 | 느린 그래프 | ICLR | 2021 | https://arxiv.org/abs/2103.00002 "
                  "| s/a.pdf",
                  "15: Spring / | 0 | Under Heads That Say Nothing |  | 0 | "
                  "https://arxiv.org/abs/2103.00003 | "));
}

TEST(ParseCatalogue, HeadingsAndBoldLinesAsTitles) {
  EXPECT_THAT(
      Texts(ParseCatalogue(R"(# Club
## Graphs
### Slow Graphs (KDD 2018)
[paper](https://doi.org/10.1145/3000000.3000001) [slides](s/slow.pdf)

### [Fast Graphs](https://openreview.net/forum?id=abc)
* Paper: https://arxiv.org/abs/2001.00008
* Slides: [link](s/fast.pdf)

**Graphs of Sand (2017)**

[논문](https://arxiv.org/abs/1701.00009) / [발표자료](s/sand.pdf)
## Others
- [Stones](stones.pdf)
)")),
      ElementsAre("3: Graphs / | 0 | Slow Graphs | KDD | 2018 | "
                  "https://doi.org/10.1145/3000000.3000001 | s/slow.pdf",
                  "6: Graphs / | 0 | Fast Graphs |  | 0 | https://arxiv.org/abs/2001.00008 | "
                  "s/fast.pdf",
                  "10: Graphs / | 0 | Graphs of Sand |  | 2017 | "
                  "https://arxiv.org/abs/1701.00009 | s/sand.pdf",
                  "14: Others / | 0 | Stones |  | 0 |  | stones.pdf"));
}

TEST(ParseCatalogue, SectionsOfAllKinds) {
  struct Case {
    const char* name;
    const char* markdown;
    std::vector<std::string> sections;  // of each entry, joined by " / "
  };
  for (const Case& c : std::vector<Case>{
           {"items above entries",
            "- Graphs\n  - [A b](a.pdf)\n  - [C d](c.pdf)\n- Sand\n  - [E "
            "f](e.pdf)\n\n[G h](g.pdf)\n",
            {"Graphs", "Graphs", "Sand", ""}},
           {"a plain line below a bold one",
            "**Reviews**\n\nGraphs:\n- [A b](a.pdf)\n\nSand\n- [C "
            "d](c.pdf)\n",
            {"Reviews / Graphs", "Reviews / Sand"}},
           {"a bold one whose asterisks are forgotten",
            "**Graphs**\n- [A b](a.pdf)\n\nSand\n- [C d](c.pdf)\n",
            {"Graphs", "Sand"}},
           {"a month at the end of a paragraph",
            "Each month some papers.\nJune 2021\n- [A b](a.pdf)\n",
            {"June 2021"}},
           {"prose is no section",
            "Here is what all of us have been reading since the spring of last year:\n- [A "
            "b](a.pdf)\n",
            {""}},
           {"a file's own title is no section, several of its level are",
            "# Graphs\n- [A b](a.pdf)\n# Sand\n- [C d](c.pdf)\n",
            {"Graphs", "Sand"}},
           {"underlined headings", "Graphs\n------\n- [A b](a.pdf)\n", {"Graphs"}},
           {"in a quote", "> ## Graphs\n> - [A b](a.pdf)\n", {"Graphs"}},
           {"a heading that is a link", "## [Graphs](#graphs)\n- [A b](a.pdf)\n", {"Graphs"}},
       }) {
    std::vector<std::string> sections;
    for (const CatalogueEntry& entry : ParseCatalogue(c.markdown)) {
      std::string& path = sections.emplace_back();
      for (const std::string& section : entry.section)
        path += (path.empty() ? "" : " / ") + section;
    }
    EXPECT_EQ(sections, c.sections) << c.name;
  }
}

TEST(ParseCatalogue, ItemsWithRemarksAndWithLostIndentation) {
  EXPECT_THAT(
      Texts(ParseCatalogue(R"(* Slow Graphs
  * authors: A. Kim
  * [paper](https://arxiv.org/abs/1801.00010)

* Fast Graphs

  Read in spring.

  [paper](https://arxiv.org/abs/1801.00011), [slides](fast.pdf)
* Lost Graphs
* [paper](https://arxiv.org/abs/1801.00012)
* Graphs Indented Too Far
        * [paper](https://arxiv.org/abs/1801.00013)
)")),
      ElementsAre("1: | 0 | Slow Graphs |  | 0 | https://arxiv.org/abs/1801.00010 | ",
                  "5: | 0 | Fast Graphs |  | 0 | https://arxiv.org/abs/1801.00011 | fast.pdf",
                  "10: | 0 | Lost Graphs |  | 0 | https://arxiv.org/abs/1801.00012 | ",
                  "12: | 0 | Graphs Indented Too Far |  | 0 | "
                  "https://arxiv.org/abs/1801.00013 | "));
}

TEST(ParseCatalogue, AnOrdinaryReadmeListsNothing) {
  for (const char* markdown : {
           "",
           "# Tool\n\nDoes things.\n\n## Install\n```\nmake\n```\n- one\n- two\n",
           "# Tool\n[![paper](badge.svg)](https://arxiv.org/abs/1801.00010) "
           "[demo](https://d.example)\n",
           "For details see the [manual](docs/manual.pdf), or read our "
           "[paper](https://arxiv.org/abs/1801.00010).\n",
           "- see the [manual](docs/manual.pdf) first\n- our "
           "[paper](https://arxiv.org/abs/1801.00010) "
           "tells why\n",
           "## References\n- [Paper](https://arxiv.org/abs/1801.00010)\n- "
           "[Code](https://g.example)\n",
           "| Option | Meaning |\n|---|---|\n| -v | [verbose](docs/v.md) |\n",
           "- [Contents](#contents)\n- [Usage](usage.md)\n",
           "```\n- [A b](a.pdf)\n```\n<!-- - [A b](a.pdf) "
           "-->\n",
       }) {
    EXPECT_THAT(Texts(ParseCatalogue(markdown)), IsEmpty()) << markdown;
  }
}

TEST(ParseCatalogue, TextIsCleanAndLinksAreAsWritten) {
  EXPECT_THAT(Texts(ParseCatalogue(
                  "\xEF\xBB\xBF\r\n- \u202E\uFF33low  Gra\u200Bphs\xff\r\n  `of` *Stone*\r\n"
                  "  - [paper](<https://arxiv.org/abs/1801.00010?a=1&amp;b=%20>)\r\n")),
              ElementsAre("2: | 0 | Slow Graphs of Stone |  | 0 | "
                          "https://arxiv.org/abs/1801.00010?a=1&b=%20 | "));
}

TEST(PaperOfEntry, HasTheIdsOfItsOriginal) {
  CatalogueEntry entry;
  entry.title = "Slow Graphs";
  entry.venue = "CVPR";
  entry.year = 2019;
  entry.original_link = "https://arxiv.org/pdf/1901.00001v2.pdf";
  entry.review_link = "s/1902.00002.pdf";
  const Paper paper = PaperOf(entry);
  EXPECT_EQ(paper, (Paper{"Slow Graphs",
                          {},
                          "CVPR",
                          2019,
                          entry.original_link,
                          entry.review_link,
                          {"arxiv:1901.00001"}}));
  EXPECT_THAT(PaperOf(CatalogueEntry{}).ids, IsEmpty());
}

// A real one: 91 entries, dirty as they come.
TEST(ParseCatalogue, KnowsEveryEntryOfARealCatalogue) {
  const char* place = std::getenv("RSEARCH_CORPUS");
  const std::filesystem::path file =
      std::filesystem::path(place != nullptr ? place : RSEARCH_SHARED) / "corpus/seed/README.md";
  std::ifstream in(file, std::ios::binary);
  if (!in) GTEST_SKIP() << "no real catalogue at hand: set RSEARCH_CORPUS";
  const std::string markdown((std::istreambuf_iterator<char>(in)), {});
  const std::vector<CatalogueEntry> entries = ParseCatalogue(markdown);
  ASSERT_EQ(entries.size(), 91U);

  std::map<std::string, int> in_section;
  std::map<std::uint32_t, int> in_month;
  std::map<std::uint32_t, const CatalogueEntry*> at_line;
  for (const CatalogueEntry& entry : entries) {
    ++in_section[entry.section.back()];
    if (entry.month != 0) ++in_month[entry.month];
    at_line[entry.line] = &entry;
    EXPECT_EQ(entry.section.size(), entry.month != 0 ? 3U : 2U) << Text(entry);
    EXPECT_EQ(entry.title.find_first_of("[]"), std::string::npos) << Text(entry);
  }
  for (const auto& [section, count] : std::map<std::string, int>{
           {"Recommender System", 3}, {"GNN", 3}, {"Computer Vision", 12}, {"CS229 Study", 1}})
    EXPECT_EQ(in_section[section], count) << section;
  EXPECT_EQ(in_month, (std::map<std::uint32_t, int>{{202105, 5},
                                                    {202106, 5},
                                                    {202107, 9},
                                                    {202109, 8},
                                                    {202110, 8},
                                                    {202111, 9},
                                                    {202112, 4},
                                                    {202201, 4},
                                                    {202202, 3},
                                                    {202203, 2},
                                                    {202204, 6},
                                                    {202205, 6},
                                                    {202206, 3}}));

  struct Dirty {
    std::uint32_t line;
    const char* title_begins;
    const char* venue;
    std::uint32_t year;
    bool original, review;
  };
  for (const Dirty& dirty : {
           Dirty{15, "Recommender Systems basic", "", 0, false, true},
           Dirty{39, "torch.manual_seed(3407) is all", "", 2021, true, true},
           Dirty{43, "Masked Autoencoders Are Scalable Vision Learners", "Tech report. arXiv v2", 0,
                 true, true},
           Dirty{69, "Interpretable Deep Learning Classifier", "", 0, true, true},
           Dirty{129, "Object-Aware Cropping", "NeurIPS", 0, true, true},
           Dirty{187, "Towards Robust Classification Model", "CVPR", 2021, true, true},
           Dirty{199, "When Vision Transformers Outperform", "ICLR", 2022, true, true},
           Dirty{205, "Focal Self-attention", "", 0, true, false},
           Dirty{233, "Self-supervised Object detection", "", 0, true, false},
       }) {
    ASSERT_TRUE(at_line.contains(dirty.line)) << dirty.line;
    const CatalogueEntry& entry = *at_line[dirty.line];
    EXPECT_TRUE(entry.title.starts_with(dirty.title_begins)) << Text(entry);
    EXPECT_EQ(entry.venue, dirty.venue) << Text(entry);
    EXPECT_EQ(entry.year, dirty.year) << Text(entry);
    EXPECT_EQ(!entry.original_link.empty(), dirty.original) << Text(entry);
    EXPECT_EQ(!entry.review_link.empty(), dirty.review) << Text(entry);
  }
}

}  // namespace
}  // namespace rsearch
