#include "indexer/build_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

Page PageOf(std::uint32_t number, const std::string& title, const std::string& text) {
  Page page;
  page.number = number;
  page.width = 720;
  page.height = 540;
  page.slide = true;
  page.title = title;
  page.text = text;
  return page;
}

// "bert*2@1,4": a term, its number and its positions; ascending.
std::vector<std::string> AllTermsOf(const ContentText& content, std::size_t page) {
  std::vector<std::string> lines;
  const PageTerms& terms = content.pages.at(page).terms;
  for (const PageTerms::Entry& entry : terms.entries) {
    std::string line = content.vocabulary.at(entry.term) + "*" + std::to_string(entry.wdf);
    for (std::uint32_t i = 0; i < entry.position_count; ++i)
      line += (i == 0 ? "@" : ",") + std::to_string(terms.positions.at(entry.first_position + i));
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Those of captions, references and the language, which are copies of others, or of none.
bool IsForFilters(const std::string& line) {
  return std::string_view("CLNR").find(line.front()) != std::string_view::npos;
}

std::vector<std::string> TermsOf(const ContentText& content, std::size_t page) {
  std::vector<std::string> lines = AllTermsOf(content, page);
  std::erase_if(lines, IsForFilters);
  return lines;
}

std::vector<std::string> FilterTermsOf(const ContentText& content, std::size_t page) {
  std::vector<std::string> lines = AllTermsOf(content, page);
  std::erase_if(lines, [](const std::string& line) { return !IsForFilters(line); });
  return lines;
}

std::uint32_t LengthOf(const ContentText& content, std::size_t page) {
  std::uint32_t length = 0;
  for (const PageTerms::Entry& entry : content.pages.at(page).terms.entries)
    length += entry.wdf;
  return length;
}

class BuildTest : public ::testing::Test {
 protected:
  BuildTest() {
    auto analyzer = Analyzer::Create();
    if (!analyzer) throw std::runtime_error(analyzer.error().message);
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
    builder_ = std::make_unique<DocumentBuilder>(analyzer_.get());
  }
  ContentText Build(std::vector<Page> pages, const RawDocument& raw = {}) {
    DocumentText text;
    text.pages = std::move(pages);
    return builder_->Build(ContentHash(), raw, std::move(text));
  }
  std::unique_ptr<Analyzer> analyzer_;
  std::unique_ptr<DocumentBuilder> builder_;
};

TEST_F(BuildTest, CountsAndPlacesTerms) {
  const ContentText content = Build({PageOf(1, "", "cats see dogs, cats run")});
  EXPECT_THAT(TermsOf(content, 0), ElementsAre("Zcat*2", "Zdog*1", "Zrun*1", "Zsee*1", "cats*2@1,4",
                                               "dogs*1@3", "run*1@5", "see*1@2"));
}

TEST_F(BuildTest, CompoundsHaveNoPositions) {
  const ContentText content = Build({PageOf(1, "", "GPT-2 gpt2")});
  const auto terms = TermsOf(content, 0);
  EXPECT_THAT(terms, Contains("gpt*2@1,3"));
  EXPECT_THAT(terms, Contains("2*2@2,4"));
  EXPECT_THAT(terms, Contains("gpt2*2"));
}

TEST_F(BuildTest, HangulTerms) {
  const auto terms = TermsOf(Build({PageOf(1, "", "지식 증류를")}), 0);
  EXPECT_THAT(terms, ElementsAre("B증류*1", "B지식*1", "S증류*1@2", "S지식*1@1", "Y식증*1"));
}

TEST_F(BuildTest, TitlesHaveTheirOwnPrefixAndNoPositions) {
  const auto terms = TermsOf(Build({PageOf(1, "Dogs", "Dogs 증류")}), 0);
  EXPECT_THAT(terms,
              ElementsAre("B증류*1", "S증류*1@2", "TZdog*1", "Tdogs*1", "Zdog*1", "dogs*1@1"));
}

// They are found, alone and in phrases, but do not rank the page.
TEST_F(BuildTest, CitedWordsHavePositionsAndNoWeight) {
  EXPECT_THAT(TermsOf(Build({PageOf(1, "", "cats run\nReferences\nmice sing")}), 0),
              ElementsAre("Zcat*1", "Zmice*0", "Zrefer*0", "Zrun*1", "Zsing*0", "cats*1@1",
                          "mice*0@4", "references*0@3", "run*1@2", "sing*0@5"));
  EXPECT_THAT(
      TermsOf(Build({PageOf(1, "", "집\n참고문헌\n지식 gpt-2")}), 0),
      ElementsAre("2*0@5", "B고문*0", "B문헌*0", "B지식*0", "B집*1", "B참고*0", "S지식*0@3",
                  "S집*1@1", "S참고문헌*0@2", "Y집참*0", "Y헌지*0", "Zgpt*0", "gpt*0@4", "gpt2*0"));
}

TEST_F(BuildTest, WordsBothCitedAndInTheBodyWeighAsInTheBody) {
  const auto terms = TermsOf(
      Build({PageOf(1, "", "cats see cats\nReferences\ncats, 2011.\nAppendix\ncats again")}), 0);
  EXPECT_THAT(terms, Contains("cats*3@1,3,5,8"));
  EXPECT_THAT(terms, Contains("Zcat*3"));
  EXPECT_THAT(terms, Contains("2011*0@6"));
}

TEST_F(BuildTest, WordsOfCaptionsAndReferencesAreMarked) {
  EXPECT_THAT(
      FilterTermsOf(Build({PageOf(1, "",
                                  "cats run\nFigure 3: gpt-2 증류를 쓴 cats\nReferences\n"
                                  "mice and cats, 2011")}),
                    0),
      ElementsAre("C2*0", "C3*0", "CB쓴*0", "CB증류*0", "CZcat*0", "CZfigur*0", "CZgpt*0",
                  "Cgpt2*0", "Lmixed*0", "NZcat*0", "R2011*0", "RZand*0", "RZmice*0", "RZrefer*0"));
}

TEST_F(BuildTest, MarksDoNotMakePagesLonger) {
  const ContentText marked = Build({PageOf(1, "", "Figure 3: cats\nReferences\ncats")});
  const ContentText plain = Build({PageOf(1, "", "Figure 3, cats\nReferences\ncats")});
  EXPECT_GT(AllTermsOf(marked, 0).size(), AllTermsOf(plain, 0).size());
  EXPECT_EQ(LengthOf(marked, 0), LengthOf(plain, 0));
}

TEST_F(BuildTest, PagesHaveALanguage) {
  const ContentText content = Build({PageOf(1, "", "강의 소음을 잰다"), PageOf(2, "", "cats"),
                                     PageOf(3, "", "강의 noise river"), PageOf(4, "", "1, 2")});
  EXPECT_THAT(FilterTermsOf(content, 0), ElementsAre("Lko*0"));
  EXPECT_THAT(FilterTermsOf(content, 1), ElementsAre("Len*0"));
  EXPECT_THAT(FilterTermsOf(content, 2), ElementsAre("Lmixed*0"));
  EXPECT_THAT(FilterTermsOf(content, 3), ElementsAre());
}

TEST_F(BuildTest, KeepsTheFrontMatterAndWhetherMostPagesAreSlides) {
  DocumentText text;
  text.pages = {PageOf(1, "", "cats"), PageOf(2, "", "dogs"), PageOf(3, "", "mice")};
  text.pages[0].slide = false;
  text.front = {{"Jana Hahn"}, 2014, "QS", "We sum."};
  ContentText content = builder_->Build(ContentHash(), {}, text);
  EXPECT_EQ(content.deck.front, text.front);
  EXPECT_TRUE(content.deck.slides);
  text.pages[1].slide = false;
  EXPECT_FALSE(builder_->Build(ContentHash(), {}, text).deck.slides);
  EXPECT_FALSE(Build({}).deck.slides);
}

TEST_F(BuildTest, TitlesWeighAlsoWhereTheyAreTheHeadingOfReferences) {
  const auto terms = TermsOf(Build({PageOf(1, "References", "References\ncats")}), 0);
  EXPECT_THAT(terms, Contains("Treferences*1"));
  EXPECT_THAT(terms, Contains("references*0@1"));
}

TEST_F(BuildTest, ListsOfReferencesGoOnOverPages) {
  std::vector<Page> pages = {PageOf(1, "", "cats\nReferences\ndogs"), PageOf(2, "", ""),
                             PageOf(3, "", "mice")};
  for (Page& page : pages)
    page.slide = false;
  const ContentText content = Build(std::move(pages));
  ASSERT_EQ(content.pages.size(), 2U);
  EXPECT_THAT(TermsOf(content, 1), ElementsAre("Zmice*0", "mice*0@1"));
}

TEST_F(BuildTest, PagesDoNotMix) {
  const ContentText content =
      Build({PageOf(1, "", "cats dogs"), PageOf(2, "", "dogs dogs"), PageOf(3, "", "cats")});
  EXPECT_THAT(TermsOf(content, 1), ElementsAre("Zdog*2", "dogs*2@1,2"));
  EXPECT_THAT(TermsOf(content, 2), ElementsAre("Zcat*1", "cats*1@1"));
  // and nothing is left for the next document
  EXPECT_THAT(TermsOf(Build({PageOf(1, "", "mice")}), 0), ElementsAre("Zmice*1", "mice*1@1"));
}

TEST_F(BuildTest, SketchesAreOfThePagesText) {
  const ContentText content = Build(
      {PageOf(1, "Cats", "cats run"), PageOf(2, "Dogs", "Cats, run!"), PageOf(3, "", "cats ran")});
  EXPECT_EQ(content.pages.at(0).sketch.pairs, 2U);
  EXPECT_EQ(content.pages.at(0).sketch, content.pages.at(1).sketch);
  EXPECT_NE(content.pages.at(0).sketch, content.pages.at(2).sketch);
}

TEST_F(BuildTest, EmptyPagesAreLeftOut) {
  const ContentText content = Build({PageOf(1, "", ""), PageOf(2, "", "cats"), PageOf(3, "", "")});
  ASSERT_EQ(content.pages.size(), 1U);
  EXPECT_EQ(content.pages[0].record.number, 2U);
  EXPECT_EQ(content.deck.indexed_pages, 1U);
}

TEST_F(BuildTest, PicturesAloneKeepTheirFirstPage) {
  const ContentText content = Build({PageOf(1, "", ""), PageOf(2, "", "")});
  ASSERT_EQ(content.pages.size(), 1U);
  EXPECT_EQ(content.pages[0].record.number, 1U);
  EXPECT_THAT(AllTermsOf(content, 0), ElementsAre());
}

TEST_F(BuildTest, KeepsWhatTheWorkerSaid) {
  RawDocument raw;
  raw.status = FileStatus::kPartial;
  raw.reason = "page 2:\nbroken\x1b[0m";
  raw.page_count = 2;
  const ContentText content = Build({PageOf(1, "Title", "Title text")}, raw);
  EXPECT_EQ(content.status, FileStatus::kPartial);
  EXPECT_EQ(content.deck.page_count, 2U);
  EXPECT_THAT(content.deck.reason, Not(::testing::HasSubstr("\x1b")));
  const PageRecord& record = content.pages.at(0).record;
  EXPECT_EQ(record.title, "Title");
  EXPECT_EQ(record.text, "Title text");
  EXPECT_TRUE(record.slide);
  EXPECT_EQ(record.width, 720);
}

TEST_F(BuildTest, RemembersThePapersThatPagesLinkTo) {
  const ContentText content =
      Build({PageOf(1, "", "Review of https://arxiv.org/abs/1904.05068"), PageOf(2, "", "cats"),
             PageOf(3, "", "as in arXiv:1503.02531")});
  EXPECT_THAT(content.deck.ids, ElementsAre("arxiv:1904.05068"));
  EXPECT_THAT(TermsOf(content, 0), Contains("Iarxiv:1904.05068*0"));
  EXPECT_THAT(TermsOf(content, 2), Contains("Iarxiv:1503.02531*0"));
}

TEST_F(BuildTest, GlossesOfAllPagesComeTogether) {
  const ContentText content =
      Build({PageOf(1, "", "지식 증류(knowledge distillation)"),
             PageOf(2, "", "지식 증류(knowledge distillation)는\nHidden Markov Model (HMM)")});
  EXPECT_THAT(content.deck.glosses, ElementsAre(Gloss{"Hidden Markov Model", "HMM", 1},
                                                Gloss{"지식 증류", "knowledge distillation", 2}));
  EXPECT_TRUE(Build({PageOf(1, "", "cats")}).deck.glosses.empty());
}

}  // namespace
}  // namespace rsearch
