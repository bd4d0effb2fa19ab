#include "query/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "query/parse.h"
#include "rsearch/schema.h"
#include "tests/query/page_terms.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

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
    for (const std::string& text : kPages)
      Add({text});
  }

  void Add(const PageText& page) { database_.add_document(PageDocument(page, &analyzer_)); }

  QueryPlan Plan(const std::string& query, bool exact = false) {
    const auto root = ParseQuery(query);
    EXPECT_TRUE(root) << query;
    return PlanQuery(*root, analyzer_, database_, {exact, exact ? nullptr : &glossary_});
  }

  [[nodiscard]] std::vector<unsigned> Run(const Xapian::Query& query) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    const Xapian::MSet matches = enquire.get_mset(0, database_.get_doccount());
    return {matches.begin(), matches.end()};
  }

  // Best first.
  std::vector<unsigned> Pages(const std::string& query) { return Run(Plan(query).query); }
  std::vector<unsigned> ExactPages(const std::string& query) {
    return Run(Plan(query, true).query);
  }

  static std::vector<unsigned> Sorted(std::vector<unsigned> pages) {
    std::sort(pages.begin(), pages.end());
    return pages;
  }

  std::vector<unsigned> SortedPages(const std::string& query) { return Sorted(Pages(query)); }

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
      {"distillation -(teacher model)", {2}},
      {"distillation -(whisky without)", {1}},  // one of them is enough
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
      {"모델 -모델", {1, 7}},  // not what begins like it, nor its other names
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

// --- other names. No page of the above is there.

class PlanWithNames : public PlanTest {
 protected:
  PlanWithNames() { database_ = Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY); }

  std::vector<std::string> NamesIn(const std::string& query, bool exact = false) {
    std::vector<std::string> names;
    for (const Expansion& expansion : Plan(query, exact).expansions)
      names.push_back(expansion.name);
    return names;
  }

  // The part of `query` that --explain calls `label`; empty without one.
  Xapian::Query PartOf(const std::string& query, const std::string& label) {
    for (const RankedText::Part& part : Plan(query).parts)
      if (part.label == label) return part.query;
    return {};
  }

  std::vector<unsigned> Complete(const std::string& query) {
    return Sorted(Run(Plan(query).complete));
  }
};

TEST_F(PlanWithNames, RankBelowWhatWasTyped) {
  Add({"knowledge distillation of a teacher"});       // 1
  Add({"지식 증류 기법을 알아본다"});                 // 2
  Add({"knowledge of whisky and its distillation"});  // 3
  EXPECT_THAT(Pages("지식 증류"), ElementsAre(2, 1, 3));
  EXPECT_THAT(Pages("지식증류를"), ElementsAre(2, 1, 3));
  EXPECT_EQ(Pages("knowledge distillation").back(), 2U);
  const QueryPlan plan = Plan("지식 증류란 무엇인가");
  ASSERT_EQ(plan.expansions.size(), 1U);
  EXPECT_EQ(plan.expansions[0],
            (Expansion{"지식 증류란", "knowledge distillation", NameSource::kGlossary}));
  EXPECT_EQ(plan.highlights.size(), 5U) << "pages show other names as well";
}

TEST_F(PlanWithNames, ExactWordsHaveNone) {
  Add({"knowledge distillation"});
  Add({"지식 증류"});
  Add({"transformer models"});
  EXPECT_THAT(ExactPages("지식 증류"), ElementsAre(2));
  EXPECT_THAT(ExactPages("tranformer"), IsEmpty());
  const QueryPlan plan = Plan("tranformer 지식 증류", true);
  EXPECT_THAT(plan.expansions, IsEmpty());
  EXPECT_THAT(plan.mended, IsEmpty());
}

TEST_F(PlanWithNames, WhatMustStandAsTypedHasNone) {
  Add({"knowledge distillation"});  // 1
  Add({"지식 증류"});               // 2
  Add({"transformer models"});      // 3
  struct Case {
    const char* query;
    std::vector<unsigned> pages;
  };
  for (const Case& c : {
           Case{R"("지식 증류")", {2}},
           Case{R"("tranformer models")", {}},
           Case{"지식* 증류*", {2}},
           Case{"지식 NEAR 증류", {2}},
       }) {
    EXPECT_THAT(SortedPages(c.query), ElementsAreArray(c.pages)) << c.query;
    EXPECT_THAT(NamesIn(c.query), IsEmpty()) << c.query;
  }
  EXPECT_THAT(SortedPages("distillation -지식"), ElementsAre(1)) << "what is left out, too";
  EXPECT_THAT(SortedPages("distillation -knowledge"), ElementsAre(2));
}

TEST_F(PlanWithNames, ComeFromTheCollection) {
  Add({"brooding of waterfowl"});  // 1
  Add({"둥지 트기 관찰"});         // 2
  EXPECT_THAT(Pages("둥지 트기"), ElementsAre(2));
  for (int deck = 0; deck < 2; ++deck)
    database_.add_document(GlossingDeck("둥지 트기", "brooding", &analyzer_));
  EXPECT_THAT(Pages("둥지 트기"), ElementsAre(2, 1));
  EXPECT_EQ(Plan("둥지 트기").expansions.at(0),
            (Expansion{"둥지 트기", "brooding", NameSource::kMined}));
  EXPECT_THAT(Pages("brooding"), ElementsAre(1, 2));
}

// The rarer word of a query must not bring pages that repeat it before those that have the others
// as well.
TEST_F(PlanWithNames, APageWithAllOfItBeatsOneThatRepeatsAPart) {
  Add({"heron heron one two three four five six"});  // 1
  Add({"heron lake one two three four five six"});   // 2
  for (int i = 0; i < 58; ++i)
    Add({i < 18 ? "lake one two three four five six seven" : "one two three four five six seven"});
  EXPECT_EQ(Pages("heron lake").front(), 2U);
  EXPECT_EQ(Pages("what is a heron in the lake").front(), 2U);
  EXPECT_THAT(Run(PartOf("heron lake", "all of it")), ElementsAre(2));
  EXPECT_THAT(Run(PartOf("what about heron and lake", "all of it")), ElementsAre(2))
      << "question words are not asked for";
  EXPECT_TRUE(PartOf("what is a heron", "all of it").empty()) << "one thing: nothing to cover";
}

TEST_F(PlanWithNames, QuestionWordsCountLittle) {
  Add({"why not"});          // 1
  Add({"heron not eagle"});  // 2
  for (int i = 0; i < 30; ++i)
    Add({i < 5 ? "heron again and again" : "nothing at all"});
  EXPECT_EQ(Pages("why heron").front(), 2U);
  EXPECT_EQ(ExactPages("why heron").front(), 1U) << "as rare as it is";
}

TEST_F(PlanWithNames, ATitleFindsTheFrontOfItsDeck) {
  const std::string title = "Herons of the Northern Lakes";
  Add({title, title, title, false});  // 1: the same slide again, at the end
  Add({"herons of the northern lakes are seen in the lakes", "", title, false});
  Add({title, title, title, true});  // 3
  Add({"a talk about " + title + " by Kim", "", "bird watching", true});
  EXPECT_EQ(Pages(title).front(), 3U);
  EXPECT_EQ(Pages("northern lake herons").front(), 3U);
  EXPECT_THAT(Run(PartOf(title, "as a title")), ElementsAre(3));
  EXPECT_TRUE(PartOf("herons", "as a title").empty()) << "one word is a topic";
}

TEST_F(PlanWithNames, PagesThatHaveAllThatWasAskedFor) {
  Add({"지식 증류 teacher"});                      // 1
  Add({"knowledge distillation teacher"});         // 2
  Add({"teacher"});                                // 3
  Add({"지식"});                                   // 4
  Add({"student", "", "knowledge distillation"});  // 5
  Add({"transformer student"});                    // 6
  Add({"skipgram"});                               // 7
  Add({"transformer"});                            // 8
  Add({"bird"});                                   // 9
  database_.add_document(GlossingDeck("지식", "teacher", &analyzer_));
  struct Case {
    const char* query;
    std::vector<unsigned> pages;
  };
  for (const Case& c : {
           Case{"지식 증류", {1, 2, 5}},             // by any name, also the deck's
           Case{"지식 증류란 무엇인가", {1, 2, 5}},  // question words aside
           Case{"지식 증류 teacher", {1, 2}},
           Case{"지식 증류 student", {5}},
           Case{"student transformer", {6}},
           Case{"teacher transformer", {}},
           Case{"tranformer student", {6}},  // as mended
           Case{"skip gram", {7}},           // as pages write it
           Case{R"("지식 증류")", {1}},
           Case{R"("지식 증류" teacher)", {1}},
           Case{"student OR bird", {5, 6, 9}},
           Case{"(bird OR student) 증류", {5}},
           Case{"teacher -지식", {2, 3}},
           Case{"teacher NOT \"지식 증류\"", {2, 3, 4}},
           Case{"-(지식 knowledge) teacher", {3}},
           Case{"+teacher", {1, 2, 3}},
           Case{"+지식", {1, 4}},  // must be there as typed
           Case{"+distillation", {2}},
           Case{"teacher AND 지식", {1}},
           Case{"teach*", {1, 2, 3}},
           Case{"teach* 증류", {1, 2}},
           Case{"teacher NEAR knowledge", {2}},
           Case{"whisky", {}},
       }) {
    EXPECT_THAT(Complete(c.query), ElementsAreArray(c.pages)) << c.query;
    const std::vector<unsigned> pages = SortedPages(c.query);
    EXPECT_TRUE(std::includes(pages.begin(), pages.end(), c.pages.begin(), c.pages.end()))
        << c.query << ": a page that has all must be found";
    EXPECT_FALSE(Plan(c.query).complete.empty()) << c.query;
  }
  EXPECT_THAT(Run(Plan("지식 증류", true).complete), ElementsAre(1));
  EXPECT_TRUE(Plan("-teacher").complete.empty());
}

TEST_F(PlanWithNames, QueriesAreMended) {
  for (int i = 0; i < 3; ++i) {
    Add({"collaborative filtering by a transformer"});
    Add({"협업 필터링"});
  }
  struct Case {
    const char* query;
    const char* mended;
  };
  for (const Case& c : {
           Case{"colaborative filtering", "collaborative filtering"},
           Case{"협엽 필터링", "협업 필터링"},
           Case{"What is the Tranformer 2019", "What is the transformer 2019"},
           Case{"tranformer colaborative filtering", "transformer collaborative filtering"},
           Case{"collaborative filtering", ""},
           Case{"zyzzyva", ""},
           Case{R"("colaborative filtering")", ""},  // as typed
           Case{"tranformer -filtering", ""},        // not words alone
           Case{"tranformer OR filtering", ""},
           Case{"-tranformer", ""},
       }) {
    EXPECT_EQ(Plan(c.query).mended, c.mended) << c.query;
  }
  EXPECT_THAT(Pages("협엽 필터링"), ElementsAre(2, 4, 6, 1, 3, 5));
  EXPECT_THAT(NamesIn("협엽 필터링"), ElementsAre("collaborative filtering", "협업 필터링"));
}

TEST_F(PlanTest, WeighsAsItIsTold) {
  const auto score = [&](const std::string& query, const RankingWeights& weights, unsigned page) {
    const QueryPlan plan = PlanQuery(*ParseQuery(query), analyzer_, database_,
                                     {.exact = true, .glossary = nullptr, .weights = weights});
    Xapian::Enquire enquire(database_);
    enquire.set_query(plan.query);
    const Xapian::MSet matches = enquire.get_mset(0, database_.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match)
      if (*match == page) return match.get_weight();
    return -1.0;
  };
  Add({"waterfowl of the lake", "waterfowl", "birds"});  // 9: text, title, context
  const RankingWeights none{0, 0, 0};
  const double text = score("waterfowl", none, 9);
  EXPECT_GT(text, 0);
  const double title = score("waterfowl", {1, 0, 0}, 9) - text;
  EXPECT_GT(title, 0);
  EXPECT_NEAR(score("waterfowl", {2, 0, 0}, 9) - text, 2 * title, 1e-9);
  EXPECT_NEAR(score("waterfowl", {0, 2, 2}, 9), text, 1e-9);  // one word, in no name
  EXPECT_EQ(score("birds", none, 9), 0);
  EXPECT_GT(score("birds", {0, 1, 0}, 9), 0);
  const double both = score("waterfowl lake", none, 9);
  EXPECT_GT(score("waterfowl lake", {0, 0, 1}, 9), both);
  EXPECT_NEAR(score("waterfowl lake", {}, 9) - both,
              0.6 * title + 0.2 * (score("waterfowl lake", {0, 0, 1}, 9) - both), 1e-9);
}

}  // namespace
}  // namespace rsearch
