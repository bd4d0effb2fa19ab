#include "indexer/deck_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "rsearch/schema.h"

namespace rsearch {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<std::string> Facts(const PageFacts& page) {
  std::vector<std::string> terms;
  for (const WeightedTerm& term : page.terms) {
    if (term.text.starts_with('D')) continue;
    EXPECT_EQ(term.wdf, 0U) << term.text;
    terms.push_back(term.text);
  }
  return terms;
}

// "4=2021", "6=NLP"
std::vector<std::string> Values(const PageFacts& page) {
  std::vector<std::string> values;
  for (const SlotValue& value : page.values)
    values.push_back(std::to_string(value.slot) + "=" +
                     (value.text.empty() ? std::to_string(value.number) : value.text));
  return values;
}

class DeckTermsTest : public ::testing::Test {
 protected:
  DeckTermsTest() {
    auto analyzer = Analyzer::Create();
    if (!analyzer) throw std::runtime_error(analyzer.error().message);
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
  }
  // The context's.
  std::vector<std::string> Context(const DeckRecord& deck, const std::vector<std::string>& paths) {
    std::vector<FileEntry> files;
    files.reserve(paths.size());
    for (const std::string& path : paths)
      files.push_back({path, {}});
    std::vector<std::string> lines;
    for (const WeightedTerm& term :
         TermsOf(analyzer_.get(), deck, files, {{"/r", {}}}).no_paper.terms)
      if (term.text.starts_with('D')) lines.push_back(term.text + "*" + std::to_string(term.wdf));
    return lines;
  }

  DeckTerms Terms(const DeckRecord& deck) { return TermsOf(analyzer_.get(), deck, {}, {}); }

  std::unique_ptr<Analyzer> analyzer_;
};

TEST_F(DeckTermsTest, GlossTermsGoBothWays) {
  const std::string long_name(300, 'x');
  EXPECT_THAT(GlossTerms(analyzer_.get(),
                         {{"지식 증류", "Knowledge Distillation", 3}, {"긴 이름", long_name, 1}}),
              ElementsAre("Gknowledgdistil\t지식 증류", "G지식증류\tKnowledge Distillation"));
}

TEST_F(DeckTermsTest, ContextIsTitleNamesAndFoldersBelowTheRoot) {
  DeckRecord deck;
  deck.facts.title = "Cats";
  EXPECT_THAT(Context(deck, {"/r/dogs/my_mice.pdf"}),
              ElementsAre("DZcat*1", "DZdog*1", "DZmice*1", "DZmy*1", "Dcats*1", "Ddogs*1",
                          "Dmice*1", "Dmy*1"));
}

TEST_F(DeckTermsTest, ContextHasTheNamesOfCopies) {
  const auto terms = Context({}, {"/r/cats.pdf", "/r/x/dogs.pdf"});
  EXPECT_THAT(terms, Contains("Dcats*1"));
  EXPECT_THAT(terms, Contains("Ddogs*1"));
}

TEST_F(DeckTermsTest, ContextOfDecomposedNames) {
  EXPECT_THAT(Context({}, {"/r/\xE1\x84\x80\xE1\x85\xA1\xE1\x84\x82\xE1\x85\xA1.pdf"}),
              Contains("DB가나*1"));
}

TEST_F(DeckTermsTest, NamesInCamelCaseAreAlsoSplit) {
  EXPECT_THAT(Context({}, {"/r/DeepCats/AttentionNetwork.pdf"}),
              ElementsAre("DZattent*1", "DZattentionnetwork*1", "DZcat*1", "DZdeep*1",
                          "DZdeepcat*1", "DZnetwork*1", "Dattention*1", "Dattentionnetwork*1",
                          "Dcats*1", "Ddeep*1", "Ddeepcats*1", "Dnetwork*1"));
  // Capitals in a row and digits are one word still; what is known by its whole stays findable.
  EXPECT_THAT(Context({}, {"/r/BERT.pdf"}), ElementsAre("DZbert*1", "Dbert*1"));
  EXPECT_THAT(Context({}, {"/r/GPT2.pdf"}), ElementsAre("D2*1", "DZgpt*1", "Dgpt*1", "Dgpt2*1"));
  EXPECT_THAT(Context({}, {"/r/ResNet.pdf"}), Contains("Dresnet*1"));
}

TEST_F(DeckTermsTest, RepeatedLinesWeighLittleOrNothing) {
  DeckRecord deck;
  deck.repeated = {"lab seminar", ""};
  for (int i = 0; i < 30; ++i)
    deck.repeated[1] += "dust ";
  const auto terms = Context(deck, {});
  EXPECT_THAT(terms, Contains("Dseminar*1"));
  EXPECT_THAT(terms, Contains("Ddust*0"));
}

TEST_F(DeckTermsTest, ContextIsBounded) {
  DeckRecord deck;
  for (int i = 0; i < 100'000; ++i)
    deck.facts.title += "w" + std::to_string(i) + " ";
  EXPECT_LE(Context(deck, {}).size(), 400U);
}

DeckRecord Review() {
  DeckRecord deck;
  deck.facts.title = "Cats";
  deck.facts.field = "Computer Vision";
  deck.facts.field_names = {"vision_stuff"};
  deck.facts.date = 20210106;
  deck.facts.papers = {{"All About Furry Cats",
                        {"Ann-Marie Lee", "김유리"},
                        "ICLR 2022 Spotlight",
                        2019,
                        "",
                        "",
                        {"arxiv:1904.05068"}}};
  return deck;
}

TEST_F(DeckTermsTest, AReviewIsFilteredByWhatItIsAndWhatItsPaperIs) {
  const DeckTerms terms = Terms(Review());
  const PageFacts& page = terms.On(7, Review().facts);
  EXPECT_EQ(page, terms.of_papers.at(0));
  EXPECT_THAT(Facts(page),
              IsSupersetOf({"Aann", "Alee", "Amarie", "A김유리", "Fcomputervision", "Fvisionstuff",
                            "Jarxiv:1904.05068", "Jtitle:allaboutfurrycats", "Kreview", "V2022",
                            "Viclr", "Vspotlight", "WZcat", "WZfurri"}));
  EXPECT_THAT(Values(page), ElementsAre("4=2019", "5=20210106", "6=Computer Vision",
                                        "7=ICLR 2022 Spotlight", "8=review"));
  EXPECT_THAT(terms.deck, IsSupersetOf({"Kreview", "Jarxiv:1904.05068", "WZcat"}));
  EXPECT_THAT(terms.deck, Not(Contains("DZcat"))) << "the context belongs to pages";
}

// The page's words rank it, the paper's title is what it is about: both find it.
TEST_F(DeckTermsTest, APapersTitleIsContextOfItsPages) {
  const DeckTerms terms = Terms(Review());
  EXPECT_THAT(terms.of_papers.at(0).terms, Contains(WeightedTerm{"DZfurri", 1}));
  EXPECT_THAT(terms.no_paper.terms, Not(Contains(WeightedTerm{"DZfurri", 1})));
}

TEST_F(DeckTermsTest, PagesOfATrendsDeckAreAboutTheirOwnPaper) {
  DeckRecord deck;
  deck.facts.kind = DeckKind::kTrends;
  deck.facts.date = 20220600;
  deck.facts.papers = {{"On Dogs", {}, "", 2022, "", "", {"arxiv:2205.00001"}},
                       {"On Mice", {}, "", 0, "", "", {}}};
  deck.facts.spans = {{2, 3, 0}, {4, 4, 1}};
  const DeckTerms terms = Terms(deck);
  EXPECT_THAT(Facts(terms.On(1, deck.facts)), ElementsAre("Ktrends"));
  EXPECT_THAT(Facts(terms.On(3, deck.facts)),
              AllOf(Contains("Jarxiv:2205.00001"), Contains("WZdog"), Not(Contains("WZmice"))));
  EXPECT_THAT(Facts(terms.On(4, deck.facts)), AllOf(Contains("WZmice"), Not(Contains("WZdog"))));
  EXPECT_THAT(Values(terms.On(4, deck.facts)), ElementsAre("4=2022", "5=20220600", "8=trends"));
  EXPECT_THAT(terms.deck, IsSupersetOf({"WZdog", "WZmice", "Jarxiv:2205.00001"}));
}

TEST_F(DeckTermsTest, AKoreanNameWrittenApartIsOneToo) {
  DeckRecord deck;
  deck.facts.papers = {{"", {"김 철수", "Yan Wang"}, "", 0, "", "", {}}};
  EXPECT_THAT(Facts(Terms(deck).of_papers.at(0)),
              ElementsAre("Awang", "Ayan", "A김", "A김철수", "A철수", "Kreview"));
}

TEST_F(DeckTermsTest, WhatIsNotKnownHasNoValue) {
  EXPECT_THAT(Values(Terms({}).no_paper), ElementsAre("8=review"));
}

TEST_F(DeckTermsTest, KnowsItsOwnTerms) {
  for (const PageFacts& page : {Terms(Review()).of_papers.at(0), Terms(Review()).no_paper}) {
    for (const WeightedTerm& term : page.terms)
      EXPECT_TRUE(IsDeckTerm(term.text)) << term.text;
    for (const SlotValue& value : page.values)
      EXPECT_TRUE(IsDeckSlot(value.slot)) << value.slot;
  }
  for (const char* term : {"Kpage", "Kfront", "Kdeck", "Iarxiv:1904.05068", "Lko", "CZcat", "RZcat",
                           "NZcat", "TZcat", "Zcat", "cat", "S고양", "B고양"})
    EXPECT_FALSE(IsDeckTerm(term)) << term;
  EXPECT_FALSE(IsDeckSlot(schema::kSlotPage));
  EXPECT_FALSE(IsDeckSlot(schema::kSlotSketch));
}

TEST_F(DeckTermsTest, FactsAreBounded) {
  DeckRecord deck = Review();
  for (int i = 0; i < 10'000; ++i)
    deck.facts.papers[0].authors.push_back("w" + std::to_string(i));
  for (int i = 0; i < 10'000; ++i)
    deck.facts.papers[0].title += " w" + std::to_string(i);
  EXPECT_LE(Facts(Terms(deck).of_papers.at(0)).size(), 1'000U);
}

}  // namespace
}  // namespace rsearch
