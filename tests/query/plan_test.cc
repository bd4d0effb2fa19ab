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
    auto plan = PlanQuery(*root, analyzer_, database_, {exact, exact ? nullptr : &glossary_});
    EXPECT_TRUE(plan) << query << ": " << (plan ? "" : plan.error().message);
    return plan ? std::move(*plan) : QueryPlan{};
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
  EXPECT_TRUE(Plan("word* NEAR gpt").wildcard_limited);
}

TEST_F(PlanTest, NearAWildcardThatNoWordBeginsWith) {
  EXPECT_FALSE(Plan("zzz* NEAR gpt").query.empty()) << "it is no query without words";
  EXPECT_THAT(Pages("zzz* NEAR gpt"), IsEmpty());
}

// Groups in groups, each required, are asked for once, however deep.
TEST_F(PlanTest, RequiredGroupsAreNotAskedForTwice) {
  std::string query = "knowledge";
  for (int i = 0; i < 30; ++i) {
    std::string outer = "(+";
    query = outer.append(query).append(" -survey)");
  }
  EXPECT_LT(Plan(query).query.get_description().size(), 3000U);
  EXPECT_THAT(SortedPages(query), ElementsAre(1U, 2U));
  EXPECT_THAT(SortedPages("+(+knowledge teacher) distillation"), ElementsAre(1U, 2U));
  EXPECT_EQ(Pages("+(+knowledge teacher) distillation").front(), 1U) << "teacher adds to it";
  EXPECT_THAT(SortedPages("+(+knowledge) BERT"), ElementsAre(1U, 2U));
  EXPECT_THAT(SortedPages("+(+knowledge +teacher) +(+model)"), ElementsAre(1U));
}

TEST_F(PlanTest, RangesOfOneFieldAreJoined) {
  const auto ranges = [&](const std::string& query) {
    const std::string text = Plan(query).query.get_description();
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find("VALUE_RANGE", at)) != std::string::npos; ++at)
      ++count;
    return count;
  };
  EXPECT_EQ(ranges("page:1..5"), 1U);
  EXPECT_EQ(ranges("page:1..5 page:3..9"), 1U);
  EXPECT_EQ(ranges("page:1..5 OR page:3..9"), 1U);
  EXPECT_EQ(ranges("page:1 OR page:3 OR page:5"), 3U);
  EXPECT_EQ(ranges("page:1..5 OR year:2019"), 2U);
  EXPECT_EQ(ranges("page:1..5 OR -page:3"), 2U);
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

// --- fields. Decks have documents of their own, with the terms that their pages share.

class PlanWithFields : public PlanTest {
 protected:
  PlanWithFields() {
    database_ = Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY);
    const PageFacts kd = {1,
                          "review",
                          "ko",
                          "Relational Knowledge Distillation",
                          "Computer Vision",
                          "CVPR",
                          {"Wonpyo Park", "Dongju Kim"},
                          2019,
                          20210106,
                          {"arxiv:1904.05068"},
                          {}};
    AddDeck('a', {"/r/vision/210106_RKD.pdf"}, kd,
            {{"지식 증류 relational distillation", "지식 증류"},                        // 1
             {"distillation of relations. RKD loss", "Loss", "", false, "RKD loss"}});  // 2
    const PageFacts gnn = {1,
                           "paper",
                           "en",
                           "Graph Attention Networks",
                           "GNN",
                           "ICLR",
                           {"Petar Veličković"},
                           2018,
                           20180400,
                           {"arxiv:1710.10903"},
                           {"arxiv:1904.05068"}};
    AddDeck('b', {"/r/gnn/GAT.pdf", "/r/old/gat v2.pdf"}, gnn,
            {{"graph attention networks", "Graph Attention Networks", "", true},  // 4
             {"attention over neighbours", "", "", false, "", "distillation of hinton",
              "attention"}});  // 5
    const PageFacts trends = {1,
                              "trends",
                              "mixed",
                              "Research Trends",
                              "Computational Biology",
                              "NeurIPS Workshop",
                              {"김 철수"},
                              2022,
                              20220615,
                              {},
                              {}};
    AddDeck('c', {"/r/2022-06-research_trends.pdf"}, trends,
            {{"동향 attention", ""},                 // 7
             {"GPT-2 and distillation", "GPT-2"}});  // 8
  }

  // Its pages have the next docids, the deck itself the one behind them.
  void AddDeck(char hash, const std::vector<std::string>& paths, PageFacts facts,
               const std::vector<PageText>& pages) {
    const ContentHash content = *ContentHash::FromBytes(std::string(16, hash));
    for (const PageText& page : pages) {
      Xapian::Document document = PageDocument(page, &analyzer_);
      document.add_boolean_term(std::string(schema::kPageOf).append(content.bytes()));
      AddFacts(facts, &analyzer_, &document);
      database_.add_document(document);
      ++facts.number;
    }
    database_.add_document(DeckDocument(content, paths, facts, &analyzer_));
    database_.set_metadata(std::string(schema::kMetaRoots), EncodeRoots({{"/r", {}}}));
  }

  std::string ErrorOf(const std::string& query) {
    const auto root = ParseQuery(query);
    EXPECT_TRUE(root) << query;
    const auto plan = PlanQuery(*root, analyzer_, database_, {false, &glossary_});
    return plan ? "" : plan.error().message;
  }
};

TEST_F(PlanWithFields, FilterByWhatIsKnownOfAPage) {
  struct Case {
    const char* query;
    std::vector<unsigned> pages;
  };
  for (const Case& c : {
           Case{"title:\"knowledge distilled\"", {1, 2}},
           Case{"title:knowledge title:graph", {1, 2, 4, 5}},
           Case{"title:\"knowledge graph\"", {}},
           Case{"author:park", {1, 2}},
           Case{"author:\"Kim Dongju\"", {1, 2}},
           Case{"author:\"Kim Park\"", {1, 2}},
           Case{"author:park AND author:kim", {1, 2}},
           Case{"author:park author:veličković", {1, 2, 4, 5}},
           Case{"author:par", {}},
           Case{"author:김철수", {}},  // as the index has it: apart
           Case{"author:\"김 철수\"", {7, 8}},
           Case{"author:철수", {7, 8}},
           Case{"venue:cvpr", {1, 2}},
           Case{"venue:NIPS", {7, 8}},
           Case{"venue:\"nips workshop\"", {7, 8}},
           Case{"venue:\"CVPR workshop\"", {}},
           Case{"venue:ICML", {}},
           Case{"year:2019", {1, 2}},
           Case{"year:2018..2019", {1, 2, 4, 5}},
           Case{"year:2019..", {1, 2, 7, 8}},
           Case{"year:..2018", {4, 5}},
           Case{"year:2018 year:2022", {4, 5, 7, 8}},
           Case{"year:2018 AND year:2022", {}},
           Case{"month:2021-01", {1, 2}},
           Case{"month:2018-04", {4, 5}},
           Case{"month:2018-01..2021-01", {1, 2, 4, 5}},
           Case{"date:2022-06-15", {7, 8}},
           Case{"date:2022-06-16..", {}},
           Case{"date:2018", {4, 5}},
           Case{"field:gnn", {4, 5}},
           Case{"field:computervision", {1, 2}},
           Case{"field:\"Computer Vision\"", {1, 2}},
           Case{"field:comput", {1, 2, 7, 8}},  // each that begins so
           Case{"kind:paper", {4, 5}},
           Case{"-kind:paper", {1, 2, 7, 8}},
           Case{"NOT kind:paper -kind:review", {7, 8}},
           Case{"lang:mixed lang:en", {4, 5, 7, 8}},
           Case{"page:2", {2, 5, 8}},
           Case{"page:2.. kind:paper", {5}},
           Case{"arxiv:1904.05068", {1, 2, 4, 5}},
           Case{"arxiv:1710.10903v3", {4, 5}},
           Case{"arxiv:1904.05068 -kind:paper", {1, 2}},
           Case{"doi:10.1109/5.771073", {}},
           Case{"path:vision", {1, 2}},
           Case{"path:old/", {4, 5}},  // any of the files
           Case{"path:/r/", {1, 2, 4, 5, 7, 8}},
           Case{"path:*.pdf -path:gnn", {1, 2, 7, 8}},
           Case{"path:nowhere", {}},
           Case{"-path:nowhere page:1", {1, 4, 7}},
           Case{"file:research file:rkd", {1, 2, 7, 8}},
           Case{"file:\"gat v2\"", {4, 5}},
           Case{"file:vision", {}},
           Case{"kind:review page:1", {1}},
           Case{"year:2019 OR author:veličković", {1, 2, 4, 5}},
           Case{"(kind:paper page:1) OR (kind:trends page:2)", {4, 8}},
           Case{"-(kind:paper page:1)", {1, 2, 5, 7, 8}},
           Case{"-kind:paper -동향", {1, 2, 8}},
       }) {
    const QueryPlan plan = Plan(c.query);
    EXPECT_TRUE(plan.listing) << c.query;
    EXPECT_THAT(Sorted(Run(plan.query)), ElementsAreArray(c.pages)) << c.query;
    EXPECT_TRUE(plan.complete.empty()) << c.query;
  }
}

TEST_F(PlanWithFields, FilterWhatWordsFind) {
  struct Case {
    const char* query;
    std::vector<unsigned> pages;
    std::vector<unsigned> complete;
  };
  for (const Case& c : {
           Case{"attention", {4, 5, 7}, {4, 5, 7}},
           Case{"attention kind:paper", {4, 5}, {4, 5}},
           Case{"attention networks kind:paper", {4, 5}, {4}},
           Case{"attention -kind:paper", {7}, {7}},
           Case{"attention year:2022 kind:paper", {}, {}},
           Case{"attention OR rkd year:2019", {2}, {2}},
           Case{"attention OR (rkd year:2019)", {2, 4, 5, 7}, {2, 4, 5, 7}},
           Case{"gpt OR year:2018", {4, 5, 8}, {4, 5, 8}},
           Case{"gpt OR field:gnn", {4, 5, 8}, {4, 5, 8}},  // pages, not decks
           Case{"+attention AND kind:trends", {7}, {7}},
           Case{"\"attention networks\" page:1", {4}, {4}},
           Case{"atten* lang:en", {4, 5}, {4, 5}},
           Case{"attention -(kind:paper page:1)", {5, 7}, {5, 7}},
           Case{"(attention -lang:en) OR gpt", {7, 8}, {7, 8}},
       }) {
    const QueryPlan plan = Plan(c.query);
    EXPECT_FALSE(plan.listing) << c.query;
    EXPECT_THAT(Sorted(Run(plan.query)), ElementsAreArray(c.pages)) << c.query;
    EXPECT_THAT(Sorted(Run(plan.complete)), ElementsAreArray(c.complete)) << c.query;
  }
}

TEST_F(PlanWithFields, FiltersAddNothingToAScore) {
  const auto scores = [&](const std::string& query) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(Plan(query).query);
    const Xapian::MSet matches = enquire.get_mset(0, 10);
    std::vector<std::pair<unsigned, double>> all;
    for (auto it = matches.begin(); it != matches.end(); ++it)
      all.emplace_back(*it, it.get_weight());
    return all;
  };
  const auto plain = scores("attention");
  auto either = scores("attention OR kind:review");
  std::erase_if(either, [](const auto& page) { return page.second == 0; });
  EXPECT_EQ(either, plain);
  EXPECT_EQ(scores("attention year:2018..2022 -kind:review page:1.. path:*"), plain);
  for (const auto& [page, score] : scores("kind:paper"))
    EXPECT_EQ(score, 0) << page;
}

TEST_F(PlanWithFields, WordsAreLookedForWhereInSays) {
  struct Case {
    const char* query;
    std::vector<unsigned> pages;
  };
  for (const Case& c : {
           Case{"attention in:title", {4}},
           Case{"attention -in:title", {5, 7}},
           Case{"attention graph in:title", {4}},
           Case{"attention neighbours in:title", {}},
           Case{"지식증류 in:title", {1}},                // whatever the spaces, in a title too
           Case{"knowledge distillation in:title", {1}},  // and by another name
           Case{"gpt2 in:title", {8}},
           Case{"GPT-2 in:title", {8}},
           Case{"rkd loss in:caption", {2}},
           Case{"loss in:caption in:title", {2}},
           Case{"graph in:caption in:title", {4}},
           Case{"rkd -in:caption", {}},
           Case{"hinton", {5}},
           Case{"hinton in:refs", {5}},
           Case{"hinton attention in:refs", {5}},
           Case{"graph in:refs", {}},
           Case{"distillation in:refs", {5}},
           Case{"distillation -in:refs", {1, 2, 8}},
           Case{"attention -in:refs", {4, 5, 7}},  // it stands elsewhere, too
           Case{"attention hinton -in:refs", {}},
           Case{"\"attention networks\" in:title", {4}},
           Case{"\"attention over\" in:title", {}},
           Case{"atten* in:title", {4}},
           Case{"atten* -in:title", {5, 7}},
           Case{"zzz* in:title", {}},
           Case{"graph NEAR networks in:title", {4}},
           Case{"attention NEAR neighbours in:title", {}},
           Case{"attention OR rkd in:title", {4}},
           Case{"(attention in:title) OR rkd", {2, 4}},
           Case{"+attention in:title", {4}},
           Case{"attention -graph in:title", {}},
           Case{"attention -networks in:refs", {5}},
           Case{"what is in:title", {}},
           Case{"attention in:title kind:review", {}},
       }) {
    EXPECT_THAT(SortedPages(c.query), ElementsAreArray(c.pages)) << c.query;
    EXPECT_THAT(Sorted(Run(Plan(c.query).complete)), ElementsAreArray(c.pages)) << c.query;
  }
  EXPECT_THAT(SortedPages("attention neighbours -in:title"), ElementsAre(5));
}

TEST_F(PlanWithFields, ErrorsNameWhatTheIndexHas) {
  EXPECT_EQ(ErrorOf("gat field:gnm"),
            "field:gnm at column 5: no such field; did you mean field:GNN?");
  EXPECT_EQ(ErrorOf("field:\"computer vison\""),
            "field:\"computer vison\" at column 1: no such field; did you mean "
            "field:\"Computer Vision\"?");
  EXPECT_EQ(ErrorOf("field:zoology"),
            "field:zoology at column 1: no such field; there are Computational Biology, Computer "
            "Vision, GNN");
  database_ = Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY);
  EXPECT_EQ(ErrorOf("field:gnn"),
            "field:gnn at column 1: the index does not know the field of any page");
  EXPECT_EQ(ErrorOf("path:x year:2019"), "") << "nothing is there, nothing is wrong";
}

TEST_F(PlanWithFields, SnippetsShowTheWordsOfTitlesAndOfIn) {
  const QueryPlan plan = Plan("attention title:networks in:title -title:graph");
  ASSERT_EQ(plan.highlights.size(), 2U);
  EXPECT_EQ(plan.highlights[0].form, "networks");
  EXPECT_EQ(plan.highlights[1].form, "attention");
}

TEST_F(PlanWithFields, SlipsBesideFieldsAreMended) {
  for (int i = 0; i < 3; ++i)
    AddDeck(static_cast<char>('k' + i), {"/r/x.pdf"}, {}, {{"transformer heads"}});
  struct Case {
    const char* query;
    const char* mended;
  };
  for (const Case& c : {
           Case{"kind:review tranformer -lang:en", "transformer kind:review -lang:en"},
           Case{"author:velickovic", "author:veličković"},
           Case{"author:velickovic year:2018", "author:veličković year:2018"},
           Case{"transformer venue:CPVR", "transformer venue:cvpr"},
           Case{"venue:\"NIPS workshpo\"", "venue:\"NIPS workshop\""},
           Case{"author:park", ""},
           Case{"author:li", ""},
           Case{"venue:ICML", ""},  // not that near to ICLR
           Case{"venue:NIPS", ""},
           Case{"transformer -heads venue:CPVR", ""},
           Case{"+transformer venue:CPVR", ""},
       }) {
    EXPECT_EQ(Plan(c.query).mended, c.mended) << c.query;
    EXPECT_EQ(Plan(c.query, true).mended, "") << c.query;
  }
}

TEST_F(PlanTest, WeighsAsItIsTold) {
  const auto score = [&](const std::string& query, const RankingWeights& weights, unsigned page) {
    const QueryPlan plan = *PlanQuery(*ParseQuery(query), analyzer_, database_,
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
