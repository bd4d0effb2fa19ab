// A plan uses nothing that Xapian's remote backend lacks: an index that is opened through it, over
// a pipe, gives what the same index gives when it is opened as a folder.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "query/browse.h"
#include "query/like.h"
#include "query/parse.h"
#include "query/plan.h"
#include "tests/query/page_terms.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using Ranking = std::vector<std::pair<Xapian::docid, double>>;

constexpr const char* kServer = "xapian-progsrv";

std::string FindProgram(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    folder.append("/").append(name);
    if (access(folder.c_str(), X_OK) == 0) return folder;
  }
  return {};
}

const std::vector<PageText> kPages = {
    {"지식 증류: 큰 모델의 지식을 작은 모델로 옮긴다", "지식 증류", "paper review"},
    {"knowledge distillation of a large teacher into a small student model",
     "Knowledge distillation", "Distilling the Knowledge"},
    {"Distilling the Knowledge in a Neural Network, presented by Kim", "",
     "Distilling the Knowledge", true},
    {"추천 시스템과 협업 필터링을 소개한다", "추천시스템", "recommend system"},
    {"collaborative filtering with matrix factorization", "Collaborative filtering",
     "recommend system"},
    {"GPT-2 and BERT are transformer language models", "Transformers", "natural language"},
    {"gpt2 small, self-attention in twelve layers", "", "natural language"},
    {"the transformer reads blackbird embeddings; capsule networks do not", "Embeddings", ""},
    {"둥지 트기 관찰 모델링 기법", "관찰", "birds"},
    {"brooding is when waterfowl sit on eggs near the nest", "Brooding", "birds"},
};

class RemoteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string server = FindProgram(kServer);
    if (server.empty())
      GTEST_SKIP() << kServer << " is not installed (Debian package xapian-tools)";
    Build();
    local_ = Xapian::Database(folder());
    remote_ = Xapian::Remote::open(server, folder());
  }

  [[nodiscard]] std::string folder() const { return (dir_ / "index").string(); }

  void Build() {
    Xapian::WritableDatabase database(folder(), Xapian::DB_CREATE);
    // Twice: a word that is there once is no evidence that another was meant to be it.
    std::vector<PageText> pages = kPages;
    pages.insert(pages.end(), kPages.begin(), kPages.end());
    for (std::size_t i = 0; i < pages.size(); ++i) {
      Xapian::Document document = PageDocument(pages[i], &analyzer_);
      const bool korean = i % 2 == 0;
      AddFacts({static_cast<std::uint32_t>(i + 1),
                korean ? "review" : "paper",
                korean ? "ko" : "en",
                "Model talk",
                korean ? "NLP" : "Birds",
                "NIPS",
                {"Jie Kim"},
                2019,
                20210106,
                {},
                {"arxiv:1904.05068"}},
               &analyzer_, &document);
      const ContentHash hash = HashOf(korean);
      document.add_boolean_term(std::string(schema::kPageOf).append(hash.bytes()));
      document.add_value(schema::kSlotDeck, "deck " + std::to_string(i % 3));
      database.add_document(document);
    }
    for (const bool korean : {false, true})
      database.add_document(
          DeckDocument(HashOf(korean), {korean ? "/r/ko.pdf" : "/r/en.pdf"}, {}, &analyzer_));
    database.set_metadata(std::string(schema::kMetaRoots), EncodeRoots({{"/r", {}}}));
    for (int deck = 0; deck < 2; ++deck)
      database.add_document(GlossingDeck("둥지 트기", "brooding", &analyzer_));
    database.commit();
  }

  static ContentHash HashOf(bool korean) {
    return *ContentHash::FromBytes(std::string(ContentHash::kSize, korean ? 'k' : 'e'));
  }

  QueryPlan Plan(const std::string& query, bool exact, const Xapian::Database& database) {
    const auto root = ParseQuery(query);
    EXPECT_TRUE(root) << query;
    auto plan = PlanQuery(*root, analyzer_, database, {exact, &glossary_});
    EXPECT_TRUE(plan) << query;
    return plan ? std::move(*plan) : QueryPlan{};
  }

  static Ranking Run(const Xapian::Query& query, const Xapian::Database& database) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    const Xapian::MSet matches = enquire.get_mset(0, 100);
    Ranking ranking;
    for (auto it = matches.begin(); it != matches.end(); ++it)
      ranking.emplace_back(*it, it.get_weight());
    return ranking;
  }

  void ExpectSame(const Xapian::Query& local, const Xapian::Query& remote) const {
    EXPECT_EQ(remote.get_description(), local.get_description());
    const Ranking expected = Run(local, local_);
    const Ranking got = Run(remote, remote_);
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].first, expected[i].first) << "rank " << i + 1;
      EXPECT_DOUBLE_EQ(got[i].second, expected[i].second) << "rank " << i + 1;
    }
  }

  static void ExpectSame(const FacetCounts& expected, const FacetCounts& got) {
    EXPECT_EQ(got.pages, expected.pages);
    EXPECT_EQ(got.decks, expected.decks);
    ASSERT_EQ(got.facets.size(), expected.facets.size());
    for (std::size_t i = 0; i < expected.facets.size(); ++i) {
      EXPECT_EQ(got.facets[i].name, expected.facets[i].name);
      EXPECT_EQ(got.facets[i].values, expected.facets[i].values) << expected.facets[i].name;
    }
  }

  testing::TempDir dir_;
  Analyzer analyzer_ = std::move(*Analyzer::Create());
  Glossary glossary_;
  Xapian::Database local_, remote_;
};

TEST_F(RemoteTest, QueriesRankAsTheyDoLocally) {
  struct Case {
    const char* query;
    std::size_t expansions;
    bool exact = false;
  };
  for (const Case& c : {
           Case{"지식 증류를", 1},  // across the languages, by the curated list
           Case{"knowledge distillation", 1},
           Case{"지식증류", 1},
           Case{"둥지 트기", 1},  // by what the collection says
           Case{"brooding", 1},
           Case{"협엽 필터링", 2},  // a slip
           Case{"tranformer", 1},
           Case{"캡슐", 1},                              // sounds
           Case{"black bird embeddings", 1},             // written together
           Case{"what is Distilling the Knowledge", 0},  // a title
           Case{"추천시스템 소개", 0},
           Case{"self attention GPT-2", 0},
           Case{R"("knowledge distillation")", 0},
           Case{R"("추천시스템" 필터링)", 0},
           Case{"transformer NEAR language", 0},
           Case{"trans* NEAR/5 mod*", 0},
           Case{"trans*", 0},
           Case{"모델* -모델", 0},
           Case{"model -teacher", 0},
           Case{"model -\"language models\"", 0},
           Case{"bert OR waterfowl", 0},
           Case{"+model AND (bert OR teacher)", 0},
           Case{"지식 증류", 0, true},
           Case{"model year:2019 kind:paper -page:1", 0},
           Case{"model OR field:nlp", 0},
           Case{"year:..2020 author:kim venue:neurips title:talk", 0},
           Case{"date:2021-01 lang:ko arxiv:1904.05068", 0},
           Case{"path:ko", 0},
           Case{"file:*.pdf -kind:paper", 0},
           Case{"transformer in:title", 0},
           Case{"distillation -in:refs", 0},
           Case{"trans* -in:title", 0},
       }) {
    SCOPED_TRACE(c.query);
    const QueryPlan local = Plan(c.query, c.exact, local_);
    const QueryPlan remote = Plan(c.query, c.exact, remote_);
    EXPECT_THAT(Run(local.query, local_), Not(IsEmpty())) << "the comparison means something";
    EXPECT_GE(local.expansions.size(), c.expansions);
    EXPECT_EQ(remote.expansions, local.expansions);
    EXPECT_EQ(remote.mended, local.mended);
    EXPECT_EQ(remote.wildcard_limited, local.wildcard_limited);
    ExpectSame(local.query, remote.query);
    ExpectSame(local.complete, remote.complete);
    ASSERT_EQ(remote.parts.size(), local.parts.size());
    for (std::size_t i = 0; i < local.parts.size(); ++i)
      ExpectSame(local.parts[i].query, remote.parts[i].query);
  }
}

TEST_F(RemoteTest, PagesLikeAnotherAreTheSame) {
  for (const PageText& page : kPages) {
    for (const LikeKind kind : {LikeKind::kPage, LikeKind::kQuote}) {
      SCOPED_TRACE(page.text);
      const QueryPlan local = PlanLike(page.text, kind, analyzer_, local_);
      const QueryPlan remote = PlanLike(page.text, kind, analyzer_, remote_);
      EXPECT_THAT(Run(local.query, local_), Not(IsEmpty()));
      ExpectSame(local.query, remote.query);
    }
  }
}

// Several indexes, some of them elsewhere, are searched as one.
TEST_F(RemoteTest, ShardsRankAsOneIndex) {
  Xapian::Database local = local_;
  local.add_database(local_);
  Xapian::Database shards = local_;
  shards.add_database(remote_);
  for (const char* query : {"지식 증류를", "tranformer", "\"knowledge distillation\"", "trans*"}) {
    SCOPED_TRACE(query);
    const QueryPlan plan = Plan(query, false, shards);
    EXPECT_EQ(plan.expansions, Plan(query, false, local).expansions);
    const Ranking expected = Run(plan.query, local);
    EXPECT_THAT(expected, Not(IsEmpty()));
    EXPECT_EQ(Run(plan.query, shards), expected);
  }
}

TEST_F(RemoteTest, CountsAreTheSame) {
  for (const char* query : {"지식 증류", "transformer", "birds"}) {
    SCOPED_TRACE(query);
    const Xapian::Query pages = Plan(query, false, local_).query;
    const FacetCounts expected = CountFacets(local_, pages);
    EXPECT_GT(expected.pages, expected.decks) << "the comparison means something";
    ExpectSame(expected, CountFacets(remote_, pages));
    Xapian::Database local = local_;
    local.add_database(local_);
    Xapian::Database shards = local_;
    shards.add_database(remote_);
    const FacetCounts twice = CountFacets(local, pages);
    EXPECT_EQ(twice.pages, 2 * expected.pages);
    EXPECT_EQ(twice.decks, expected.decks);
    ExpectSame(twice, CountFacets(shards, pages));
  }
}

}  // namespace
}  // namespace rsearch
