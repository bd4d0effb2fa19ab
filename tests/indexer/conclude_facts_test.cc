#include "indexer/conclude_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConcludeTest : public ::testing::Test {
 protected:
  ConcludeTest() {
    auto analyzer = Analyzer::Create();
    if (!analyzer) throw std::runtime_error(analyzer.error().message);
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
  }
  DeckFacts Conclude(const DeckRecord& deck, const SaidOfFile& said,
                     const std::vector<PageRecord>& pages = {}) {
    return ConcludeFacts(analyzer_.get(), deck, said, pages);
  }
  std::unique_ptr<Analyzer> analyzer_;
};

CatalogueEntry Entry(const std::string& title) {
  CatalogueEntry entry;
  entry.title = title;
  entry.venue = "CVPR";
  entry.year = 2019;
  entry.section = {"Paper Review", "Computer Vision"};
  entry.original_link = "https://arxiv.org/pdf/1904.05068.pdf";
  entry.review_link = "https://github.com/o/r/blob/main/x.pdf";
  return entry;
}

NameFacts Named(const std::string& title, bool nickname = false,
                const std::string& folder_title = "") {
  NameFacts names;
  names.title = title;
  names.nickname = nickname;
  names.folder_title = folder_title;
  return names;
}

TEST_F(ConcludeTest, TitleFromTheMostTrustedSource) {
  struct Case {
    const char* why;
    SaidOfFile said;
    const char* document_title;
    const char* title;
  };
  const CatalogueEntry entry = Entry("Catalogue Title");
  for (const Case& c : {
           Case{"the catalogue",
                {"x", Named("File Name"), {entry}, {}},
                "Printed",
                "Catalogue Title"},
           Case{"of the paper", {"x", Named("2104.1"), {}, {entry}}, "Printed", "Catalogue Title"},
           Case{"several entries",
                {"x", Named("CVPR challenge"), {entry, entry}, {}},
                "Printed",
                "CVPR challenge"},
           Case{"the name", {"x", Named("File Name"), {}, {}}, "Printed", "File Name"},
           Case{"nickname", {"x", Named("BERT", true, "Folder"), {}, {}}, "Printed", "Printed"},
           Case{"nothing printed", {"x", Named("BERT", true, "Folder"), {}, {}}, "", "Folder"},
           Case{"the nickname", {"x", Named("BERT", true), {}, {}}, "", "BERT"},
           Case{"the folder", {"x", Named("", false, "Folder"), {}, {}}, "", "Folder"},
           Case{"no words printed", {"x", Named("", false, "Folder"), {}, {}}, "...", "Folder"},
           Case{"the name as it is", {"x", Named(""), {}, {}}, "", "x"},
       }) {
    DeckRecord deck;
    deck.slides = true;
    deck.document_title = c.document_title;
    EXPECT_EQ(Conclude(deck, c.said).title, c.title) << c.why;
  }
}

// liu21a.pdf, but also "A Name That Somebody Gave It.pdf".
TEST_F(ConcludeTest, APaperIsTitledAsItTitlesItself) {
  DeckRecord deck;
  deck.document_title = "On Cats";
  deck.front = {{"A. Lee"}, 2021, "UAI", "We …"};
  deck.ids = {"arxiv:2101.00001"};
  const DeckFacts facts = Conclude(deck, {"x", Named("File Name"), {}, {}});
  EXPECT_EQ(facts.kind, DeckKind::kPaper);
  EXPECT_EQ(facts.title, "On Cats");
  ASSERT_THAT(facts.papers, SizeIs(1));
  EXPECT_EQ(facts.papers[0],
            (Paper{"On Cats", {"A. Lee"}, "UAI", 2021, "", "", {"arxiv:2101.00001"}}));
}

TEST_F(ConcludeTest, Kinds) {
  CatalogueEntry month = Entry("A");
  month.month = 202206;
  NameFacts trends;
  trends.kind = DeckKind::kTrends;
  DeckRecord slides;
  slides.slides = true;
  DeckRecord paper;
  paper.front.abstract = "We …";
  EXPECT_EQ(Conclude(slides, {}).kind, DeckKind::kReview);
  EXPECT_EQ(Conclude(paper, {}).kind, DeckKind::kPaper);
  EXPECT_EQ(Conclude({}, {}).kind, DeckKind::kReview) << "a text without authors is no paper";
  EXPECT_EQ(Conclude(paper, {"x", {}, {Entry("A")}, {}}).kind, DeckKind::kReview);
  EXPECT_EQ(Conclude({}, {"x", {}, {}, {Entry("A")}}).kind, DeckKind::kPaper);
  EXPECT_EQ(Conclude(slides, {"x", trends, {}, {}}).kind, DeckKind::kTrends);
  EXPECT_EQ(Conclude(slides, {"x", {}, {month, month}, {}}).kind, DeckKind::kTrends);
  EXPECT_EQ(Conclude(slides, {"x", {}, {Entry("A"), Entry("B"), Entry("C")}, {}}).kind,
            DeckKind::kTrends);
}

TEST_F(ConcludeTest, AReviewIsAboutItsEntrysPaper) {
  NameFacts names = Named("Relational");
  names.field = "Vision Folder";
  names.date = 20210106;
  const DeckFacts facts = Conclude({}, {"x", names, {Entry("Relational Cats")}, {}});
  EXPECT_EQ(facts.field, "Computer Vision");
  EXPECT_THAT(facts.field_names, ElementsAre("Vision Folder"));
  EXPECT_EQ(facts.date, 20210106);
  ASSERT_THAT(facts.papers, SizeIs(1));
  EXPECT_EQ(facts.papers[0].year, 2019U);
  EXPECT_EQ(facts.papers[0].venue, "CVPR");
  EXPECT_THAT(facts.papers[0].ids, ElementsAre("arxiv:1904.05068"));
  EXPECT_THAT(facts.spans, IsEmpty());
}

// One that links to a single paper on its first slides is about that one; a list of links tells
// nothing.
TEST_F(ConcludeTest, AReviewWithoutAnEntryIsAboutWhatItLinksTo) {
  DeckRecord deck;
  deck.slides = true;
  deck.ids = {"arxiv:1904.05068"};
  DeckFacts facts = Conclude(deck, {"x", Named("Relational Cats"), {}, {}});
  ASSERT_THAT(facts.papers, SizeIs(1));
  EXPECT_EQ(facts.papers[0].title, "Relational Cats");
  EXPECT_EQ(facts.papers[0].year, 2019U);
  EXPECT_THAT(facts.papers[0].ids, ElementsAre("arxiv:1904.05068"));
  deck.ids.emplace_back("arxiv:1503.02531");
  facts = Conclude(deck, {"x", Named("Relational Cats"), {}, {}});
  EXPECT_THAT(facts.papers.at(0).ids, IsEmpty());
  NameFacts names = Named("Relational Cats");
  names.ids = {"arxiv:1503.02531"};
  EXPECT_THAT(Conclude(deck, {"x", names, {}, {}}).papers.at(0).ids,
              ElementsAre("arxiv:1503.02531"));
}

TEST_F(ConcludeTest, ATrendsDeckHasTheDateOfItsMonthAndItsPagesAreAssigned) {
  CatalogueEntry cats = Entry("A Survey of Furry Cats");
  CatalogueEntry mice = Entry("Catching Mice at Scale");
  cats.month = mice.month = 202206;
  DeckRecord deck;
  const SaidOfFile said{"x", Named("Research trends"), {cats, mice}, {}};
  ASSERT_TRUE(NeedsPages(deck, said));
  std::vector<PageRecord> pages(2);
  pages[0].number = 1;
  pages[0].title = pages[0].text = "Catching Mice at Scale";
  pages[1].number = 2;
  pages[1].title = pages[1].text = "A Survey of Furry Cats";
  const DeckFacts facts = Conclude(deck, said, pages);
  EXPECT_EQ(facts.date, 20220600);
  EXPECT_EQ(facts.field, "") << "a month is no field";
  EXPECT_EQ(facts.title, "Research trends");
  EXPECT_THAT(facts.spans, ElementsAre(PaperSpan{1, 1, 1}, PaperSpan{2, 2, 0}));
  EXPECT_FALSE(NeedsPages(deck, {"x", Named("x"), {Entry("A")}, {}}));
}

}  // namespace
}  // namespace rsearch
