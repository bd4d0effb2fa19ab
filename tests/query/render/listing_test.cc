#include "query/render/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "rsearch/printable.h"
#include "tests/query/render/sample.h"

namespace rsearch {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SamplePaper;
using ::testing::StartsWith;

ListedDeck MakeDeck(std::size_t rank, const std::string& title, const std::string& path) {
  ListedDeck deck;
  deck.rank = rank;
  deck.path = path;
  deck.pages = 38;
  deck.deck.title = title;
  return deck;
}

DeckList SampleDecks() {
  DeckList list;
  list.total = 2;
  list.decks = {MakeDeck(1, "Relational Knowledge Distillation", "/r/210106_Relational KD.pdf"),
                MakeDeck(2, "지식 증류 연구 동향", "/r/t.pdf")};
  list.decks[0].date = 20210106;
  list.decks[0].deck.field = "컴퓨터 비전";
  list.decks[0].papers = {SamplePaper()};
  list.decks[1].date = 20190000;
  list.decks[1].pages = 7;
  list.decks[1].deck.kind = DeckKind::kTrends;
  list.decks[1].deck.field = "NLP";
  list.index.amounts.files[0] = 2;
  return list;
}

TEST(RenderDecks, OneALineWithPathsAndAddresses) {
  EXPECT_EQ(
      RenderText(SampleDecks(), {}),
      "1  2021-01-06  review  38 p.  컴퓨터 비전  Relational Knowledge Distillation  "
      "'/r/210106_Relational KD.pdf'  paper https://arxiv.org/pdf/1904.05068.pdf "
      "review https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12\n"
      "2  2019        trends   7 p.  NLP          지식 증류 연구 동향                /r/t.pdf\n"
      "\n"
      "2 decks · 2 files\n");
}

TEST(RenderDecks, ATerminalHasLinksInstead) {
  TextStyle style;
  style.links = true;
  style.width = 100;
  style.host = "box";
  const std::string text = RenderText(SampleDecks(), style);
  EXPECT_THAT(text,
              StartsWith("1  2021-01-06  review  38 p.  컴퓨터 비전  "
                         "\033]8;;https://arxiv.org/pdf/1904.05068.pdf\033\\paper\033]8;;\033\\ "
                         "\033]8;;https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12"
                         "\033\\review\033]8;;\033\\  "
                         "\033]8;;file://box/r/210106_Relational%20KD.pdf\033\\"
                         "Relational Knowledge Distillation\033]8;;\033\\\n"
                         "2  2019        trends   7 p.  NLP                        \033]8;;"));
}

TEST(RenderDecks, AReviewsLinkAloneStandsInItsPlace) {
  DeckList list = SampleDecks();
  list.decks[0].papers[0].original_link = "";
  list.decks[0].papers[0].review_link = "https://a/b";
  TextStyle style;
  style.links = true;
  EXPECT_THAT(
      RenderText(list, style),
      HasSubstr("비전        \033]8;;https://a/b\033\\review\033]8;;\033\\  \033]8;;file:"));
}

TEST(RenderDecks, PathsStandBelowWhereThereAreNoLinks) {
  TextStyle style;
  style.width = 60;
  EXPECT_THAT(RenderText(SampleDecks(), style),
              StartsWith("1  2021-01-06  review  Relational Knowledge Distillation\n"
                         "    '/r/210106_Relational KD.pdf'\n"
                         "2  2019        trends  지식 증류 연구 동향\n"
                         "    /r/t.pdf\n"))
      << "the title before the number of pages";
}

TEST(RenderDecks, FitsAnyTerminal) {
  for (unsigned width = 1; width < 100; ++width) {
    DeckList list = SampleDecks();
    list.decks[0].deck.title = "증류 " + list.decks[0].deck.title + " 모델의 지식을 옮긴다";
    TextStyle style;
    style.width = width;
    std::istringstream lines(RenderText(list, style));
    std::string line;
    while (std::getline(lines, line) && !line.empty()) {
      if (line.starts_with("    ")) continue;  // a path
      EXPECT_LE(ColumnWidth(line), std::max(width, 4U)) << line;
      EXPECT_THAT(line, Not(EndsWith(" ")));
    }
  }
}

TEST(RenderDecks, SummaryLines) {
  DeckList list = SampleDecks();
  list.total = 12;
  list.known_elsewhere = 3;
  EXPECT_THAT(RenderText(list, {}),
              EndsWith("\n\n2 of 12 decks · 2 files\n"
                       "3 more papers are known to the catalogue, not here: rindex catalogue\n"));
  list.known_elsewhere = 1;
  EXPECT_THAT(RenderText(list, {}),
              EndsWith("1 more paper is known to the catalogue, not here: rindex catalogue\n"));
  list.complete = false;
  EXPECT_THAT(RenderText(list, {}),
              StartsWith("no page has all of these; decks with some of it:\n\n1  2021"));
  EXPECT_EQ(RenderText(DeckList{}, {}), "no deck matches · 0 files\n");
}

TEST(RenderDecks, HostileTextIsDefused) {
  DeckList list = SampleDecks();
  ListedDeck& deck = list.decks[0];
  deck.path = "/a\033[1m\n";
  deck.deck.title = "t\033[2J\u202E\n";
  deck.deck.field = "f\033\r";
  deck.papers[0].original_link = "https://a/\033]8;;\033\\";
  for (const bool links : {false, true}) {
    TextStyle style;
    style.links = links;
    const std::string text = RenderText(list, style);
    for (std::size_t at = text.find('\033'); at != std::string::npos;
         at = text.find('\033', at + 1)) {
      const std::string after = text.substr(at + 1, 1);
      EXPECT_TRUE(links && (after == "]" || after == "\\")) << "an escape that is not a link's";
    }
    for (const char* bad : {"\r", "\u202E"})
      EXPECT_EQ(text.find(bad), std::string::npos);
  }
}

FacetCounts SampleCounts() {
  FacetCounts counts;
  counts.pages = 420;
  counts.decks = 12;
  counts.facets = {
      {"field",
       {{"Computer Vision", "field:\"Computer Vision\"", 400, 11}, {"GNN", "field:GNN", 20, 1}}},
      {"year", {}},
      {"kind", {{"review", "kind:review", 420, 12}}}};
  counts.index.amounts.files[0] = 77;
  return counts;
}

TEST(RenderFacets, NumbersThenWhatAsksForThem) {
  EXPECT_EQ(RenderText(SampleCounts(), {}, 0),
            "pages  decks\n"
            "\n"
            "  400     11  field:\"Computer Vision\"\n"
            "   20      1  field:GNN\n"
            "\n"
            "  420     12  kind:review\n"
            "\n"
            "420 pages of 12 decks · 77 files\n");
}

TEST(RenderFacets, TheGreatestOfMany) {
  EXPECT_THAT(RenderText(SampleCounts(), {}, 1),
              HasSubstr("  400     11  field:\"Computer Vision\"\n"
                        "              and 1 more: -n N\n\n"));
}

TEST(RenderFacets, NothingAndHalf) {
  FacetCounts counts;
  EXPECT_EQ(RenderText(counts, {}, 0), "no page matches · 0 files\n");
  counts = SampleCounts();
  counts.complete = false;
  counts.facets[1].values = {{"x\033", "year:\"x\033\n\"", 1, 1}};
  EXPECT_THAT(RenderText(counts, {}, 0),
              StartsWith("no page has all of these; pages with some of it:\n\npages"));
  EXPECT_THAT(RenderText(counts, {}, 0), HasSubstr("year:\"x  \"\n"));
}

RelatedDecks SampleRelated() {
  RelatedDecks related;
  related.path = "/r/210106_Relational KD.pdf";
  related.page = 12;
  related.known = true;
  related.paper = SamplePaper();
  related.related = {{"/p/a b.pdf", 1, "The paper", DeckKind::kPaper, HitStatus::kOk},
                     {"/r/b.pdf", 1, "Second review", DeckKind::kReview, HitStatus::kGone},
                     {"/r/c.pdf", 1, "Third review", DeckKind::kReview, HitStatus::kOk},
                     {"/r/t.pdf", 7, "Trends", DeckKind::kTrends, HitStatus::kOk}};
  return related;
}

TEST(RenderRelated, ByWhatTheyAre) {
  EXPECT_EQ(RenderText(SampleRelated(), {}),
            "related to 210106_Relational KD.pdf p. 12\n"
            "about: Relational Knowledge Distillation (CVPR 2019)\n"
            "online: paper https://arxiv.org/pdf/1904.05068.pdf"
            " · review https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12\n"
            "\n"
            "the paper\n"
            "  1  p. 1  The paper\n"
            "     '/p/a b.pdf'\n"
            "\n"
            "reviews\n"
            "  2  p. 1  Second review\n"
            "     /r/b.pdf [gone]\n"
            "  3  p. 1  Third review\n"
            "     /r/c.pdf\n"
            "\n"
            "trends\n"
            "  4  p. 7  Trends\n"
            "     /r/t.pdf\n");
}

TEST(RenderRelated, SaysWhyThereIsNone) {
  RelatedDecks related;
  related.path = "/r/a\033.pdf";
  EXPECT_EQ(RenderText(related, {}),
            "related to a\\033.pdf\n\nit is not known which paper this is about\n");
  related.known = true;
  EXPECT_THAT(RenderText(related, {}), EndsWith("\n\nno other deck here is about it\n"));
}

}  // namespace
}  // namespace rsearch
