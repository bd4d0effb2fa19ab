// The programs on the real collection: its README and five of its decks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "rsearch/name_key.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::Process;
using ::rsearch::testing::TempDir;
using ::testing::HasSubstr;

fs::path Seed() {
  const char* corpus = std::getenv("RSEARCH_CORPUS");
  return fs::path(corpus == nullptr ? RSEARCH_SHARED : corpus) / "corpus/seed";
}

// Items of a list that have links below them: "- TITLE", "    - [Original …".
std::size_t CountListed(const fs::path& readme) {
  std::ifstream in(readme);
  std::size_t count = 0;
  std::string before;
  for (std::string line; std::getline(in, line); before = line)
    if (line.starts_with("    - [") && before.starts_with("- ")) ++count;
  return count;
}

class CorpusTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(Seed() / "README.md"))
      GTEST_SKIP() << "no corpus at " << Seed() << "; set RSEARCH_CORPUS";
    options_.environment = {{"RSEARCH_INDEX", (dir_ / "index").string()},
                            {"XDG_STATE_HOME", (dir_ / "state").string()},
                            {"XDG_CONFIG_HOME", (dir_ / "config").string()},
                            {"HOME", dir_.path().string()}};
    const Outcome update = Run(RINDEX, {"update", fs::canonical(Seed()).string()});
    ASSERT_EQ(update.status, 0) << update.err;
  }

  Outcome Run(const char* program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    return ::rsearch::testing::Run(arguments, options_);
  }
  json Rsearch(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "--json");
    return json::parse(Run(RSEARCH, std::move(arguments)).out);
  }

  TempDir dir_;
  Process::Options options_;
};

TEST_F(CorpusTest, EveryEntryOfTheCatalogueIsKnown) {
  const json catalogue = json::parse(Run(RINDEX, {"catalogue", "--json"}).out)["catalogues"][0];
  EXPECT_EQ(catalogue["entries"].size(), CountListed(Seed() / "README.md"));
  std::size_t here = 0;
  for (const json& entry : catalogue["entries"]) {
    EXPECT_NE(entry["title"], "");
    EXPECT_FALSE(entry["section"].empty()) << entry.dump();
    if (!entry["review"].is_null()) ++here;
  }
  EXPECT_EQ(here, 9U) << "four reviews, and five papers of one trends deck";
  EXPECT_THAT(Run(RINDEX, {"catalogue", "--problems"}).out,
              HasSubstr("its review link leads to the review of “GhostNet"));
}

// Titles on the slides have something in front and other capitals.
TEST_F(CorpusTest, EverySlideOfTheTrendsDeckIsAboutItsPaper) {
  const json result = Rsearch({"--no-fold", "-n", "50", "kind:trends"});
  ASSERT_EQ(result["hits"].size(), 8U);
  std::size_t assigned = 0;
  for (const json& hit : result["hits"]) {
    if (hit["paper"].is_null()) continue;
    ++assigned;
    EXPECT_THAT(NameKey(hit["title"].get<std::string>()),
                HasSubstr(NameKey(hit["paper"]["title"].get<std::string>())));
    EXPECT_THAT(hit["paper"]["review_link"].get<std::string>(),
                ::testing::EndsWith("#page=" + std::to_string(hit["page"].get<int>())));
  }
  EXPECT_EQ(assigned, 5U) << "not the cover, the contents and the end";
}

}  // namespace
}  // namespace rsearch
