#include "query/render/describe.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

Paper MakePaper(const std::string& venue, std::uint32_t year) {
  Paper paper;
  paper.venue = venue;
  paper.year = year;
  return paper;
}

TEST(DateText, AsMuchAsIsKnown) {
  EXPECT_EQ(DateText(20210106), "2021-01-06");
  EXPECT_EQ(DateText(20210600), "2021-06");
  EXPECT_EQ(DateText(20210000), "2021");
  EXPECT_EQ(DateText(0), "");
}

TEST(VenueText, TheYearOnce) {
  EXPECT_EQ(VenueText(MakePaper("CVPR", 2019)), "CVPR 2019");
  EXPECT_EQ(VenueText(MakePaper("CVPR 2019", 2019)), "CVPR 2019");
  EXPECT_EQ(VenueText(MakePaper("Tech report", 0)), "Tech report");
  EXPECT_EQ(VenueText(MakePaper("", 2019)), "2019");
  EXPECT_EQ(VenueText({}), "");
}

TEST(DeckNote, FieldAndWhen) {
  HitDeck deck;
  EXPECT_EQ(DeckNote(deck, nullptr), "");
  deck.date = 20210106;
  EXPECT_EQ(DeckNote(deck, nullptr), "2021-01-06");
  deck.field = "Computer Vision";
  const Paper paper = MakePaper("CVPR", 2019);
  EXPECT_EQ(DeckNote(deck, &paper), "Computer Vision, CVPR 2019");
  const Paper unknown;
  EXPECT_EQ(DeckNote(deck, &unknown), "Computer Vision, 2021-01-06");
  deck.kind = DeckKind::kTrends;
  deck.field = "";
  deck.date = 20210600;
  EXPECT_EQ(DeckNote(deck, nullptr), "trends, 2021-06");
  deck.kind = DeckKind::kPaper;
  EXPECT_EQ(DeckNote(deck, &paper), "paper, CVPR 2019");
}

TEST(DeckAuthor, APapersAreItsOwn) {
  HitDeck deck;
  Paper paper;
  paper.authors = {"Wonpyo Park", "Dongju Kim"};
  EXPECT_EQ(DeckAuthor(deck, &paper), "") << "a review is not by the paper's authors";
  deck.kind = DeckKind::kPaper;
  EXPECT_EQ(DeckAuthor(deck, &paper), "Wonpyo Park et al.");
  paper.authors.pop_back();
  EXPECT_EQ(DeckAuthor(deck, &paper), "Wonpyo Park");
  EXPECT_EQ(DeckAuthor(deck, nullptr), "");
  deck.author = "홍길동";
  EXPECT_EQ(DeckAuthor(deck, &paper), "홍길동");
}

TEST(OriginalName, IsWhatTheLinkLeadsTo) {
  Paper paper;
  paper.ids = {"arxiv:1904.05068", "doi:10.1109/5.771073"};
  const auto named = [&](const std::string& link) {
    paper.original_link = link;
    return OriginalName(paper);
  };
  EXPECT_EQ(named("https://arxiv.org/pdf/1904.05068.pdf"), "arXiv:1904.05068");
  EXPECT_EQ(named("https://doi.org/10.1109/5.771073"), "doi:10.1109/5.771073");
  EXPECT_EQ(named("https://evil.example/1904.05068"), "evil.example");
  EXPECT_EQ(named("https://arxiv.org@evil.example/"), "evil.example");
}

}  // namespace
}  // namespace rsearch
