#include "query/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "query/parse.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

// Page n (its docid) has the text kPages[n - 1].
const std::vector<std::string> kPages = {
    "knowledge distillation of a teacher model",  // 1
    "distillation without knowledge",             // 2
    "추천 시스템을 소개",                         // 3
    "추천시스템",                                 // 4
    "GPT-2 and BERT",                             // 5
    "gpt2 small",                                 // 6
    "모델링 기법",                                // 7
    "모델은 크다",                                // 8
};

class PlanTest : public ::testing::Test {
 protected:
  PlanTest() : analyzer_(std::move(*Analyzer::Create())) {
    std::vector<Token> tokens;
    for (const std::string& text : kPages) {
      Xapian::Document page;
      page.add_boolean_term(std::string(schema::kKindPage));
      analyzer_.Tokenize(text, &tokens);
      analyzer_.ForEachTerm(tokens, [&](const Term& term) {
        if (term.cls == TermClass::kWord)
          page.add_posting(term.text, term.position);
        else
          page.add_term(term.text);
      });
      database_.add_document(page);
    }
  }

  QueryPlan Plan(const std::string& query) {
    const auto root = ParseQuery(query);
    EXPECT_TRUE(root) << query;
    return PlanQuery(*root, analyzer_, database_, {.glossary = &glossary_});
  }

  // Best first.
  std::vector<unsigned> Pages(const std::string& query) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(Plan(query).query);
    const Xapian::MSet matches = enquire.get_mset(0, database_.get_doccount());
    return {matches.begin(), matches.end()};
  }

  std::vector<unsigned> SortedPages(const std::string& query) {
    std::vector<unsigned> pages = Pages(query);
    std::sort(pages.begin(), pages.end());
    return pages;
  }

  Analyzer analyzer_;
  Glossary glossary_;
  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
};

TEST_F(PlanTest, FindsWhatAQueryMeans) {
  struct Case {
    const char* query;
    std::vector<unsigned> pages;
  };
  const std::vector<Case> cases = {
      {"knowledge distillation", {1, 2}},   // a bag of words
      {"\"knowledge distillation\"", {1}},  // in this order, side by side
      {"distilled", {1, 2}},                // English stems
      {"+teacher distillation", {1}},       // must
      {"distillation -teacher", {2}},       // must not
      {"distillation AND without", {2}},
      {"teacher OR bert", {1, 5}},
      {"teacher NEAR distillation", {1}},
      {"knowledge NEAR/1 without", {2}},
      {"distil*", {1, 2}},
      {"추천시스템", {3, 4}},  // spaces do not matter, either way
      {"추천 시스템", {3, 4}},
      {"+추천시스템", {3, 4}},
      {"\"추천시스템\"", {3, 4}},
      {"GPT-2", {5, 6}},
      {"+gpt2", {5, 6}},
      {"모델 -모델", {7}},  // excludes the word, not what begins like it
      {"모델*", {7, 8}},
      {"nothing", {}},
  };
  for (const Case& c : cases)
    EXPECT_THAT(SortedPages(c.query), ElementsAreArray(c.pages)) << c.query;
}

TEST_F(PlanTest, RanksTheFullerMatchFirst) {
  EXPECT_EQ(Pages("knowledge teacher").front(), 1U);
  EXPECT_EQ(Pages("추천 시스템").front(), 3U) << "spaced as the page spaces it";
  EXPECT_EQ(Pages("추천시스템").front(), 4U);
}

TEST_F(PlanTest, NothingToSearchForGivesAnEmptyQuery) {
  EXPECT_TRUE(Plan("-survey").query.empty());
  EXPECT_TRUE(Plan("!!! ( ) -").query.empty());
}

TEST_F(PlanTest, SaysWhatSnippetsShouldShow) {
  const QueryPlan plan = Plan("추천 distil*");
  ASSERT_EQ(plan.highlights.size(), 2U);
  EXPECT_THAT(plan.highlights[0].bigrams, ElementsAre("추천"));
  EXPECT_FALSE(plan.highlights[0].prefix);
  EXPECT_EQ(plan.highlights[1].form, "distil");
  EXPECT_TRUE(plan.highlights[1].prefix);
  EXPECT_EQ(plan.parts.size(), 2U);
}

// wild* has its share of a common bound however many there are; it is told when one was cut.
TEST_F(PlanTest, WildcardsAreBounded) {
  EXPECT_FALSE(Plan("mo*").wildcard_limited);
  for (unsigned i = 0; i <= kMaxWildcardTerms; ++i) {
    Xapian::Document page;
    page.add_term("word" + std::to_string(i));
    database_.add_document(page);
  }
  EXPECT_TRUE(Plan("word*").wildcard_limited);
}

}  // namespace
}  // namespace rsearch
