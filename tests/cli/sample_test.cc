// The two programs, as a user runs them, on a copy of the sample collection: indexing it twice,
// asking it in Korean and English, and living through what happens to files.
//
// Golden files: RSEARCH_UPDATE_GOLDEN=1 rewrites tests/golden; read the difference before
// committing it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/pdf_writer.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::rsearch::testing::MakePdf;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::PdfSpec;
using ::rsearch::testing::Process;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr const char* kDistillation =
    "paper_review/computer_vision/210113_Distilling the Knowledge in a Neural Network.pdf";

class SampleTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::copy(SAMPLE, collection(), fs::copy_options::recursive);
    options_.environment = {{"RSEARCH_INDEX", (dir_ / "index").string()},
                            {"XDG_STATE_HOME", (dir_ / "state").string()},
                            {"XDG_CONFIG_HOME", (dir_ / "config").string()},
                            {"RSEARCH_CONFIG", ""},
                            {"HOME", dir_.path().string()}};
    options_.before_exec = [folder = collection().string()] {
      if (chdir(folder.c_str()) != 0) _exit(126);
    };
  }

  [[nodiscard]] fs::path collection() const { return dir_ / "reviews"; }

  Outcome Rindex(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RINDEX);
    return ::rsearch::testing::Run(arguments, options_);
  }

  Outcome Rsearch(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RSEARCH);
    return ::rsearch::testing::Run(arguments, options_);
  }

  Outcome Update() { return Rindex({"update", collection().string()}); }

  json Search(const std::string& query) {
    return json::parse(Rsearch({"--json", "--", query}).out);
  }

  // "path below the collection:page" of the hit at `rank` (1-based); empty where there is none.
  std::string HitAt(const json& result, std::size_t rank) {
    if (result["hits"].size() < rank) return {};
    const json& hit = result["hits"][rank - 1];
    return fs::relative(hit["path"].get<std::string>(), collection()).string() + ":" +
           std::to_string(hit["page"].get<int>());
  }

  std::size_t FilesWithStatus(const std::string& name) {
    const json status = json::parse(Rindex({"status", "--json"}).out);
    return status["files"].value(name, std::size_t{0});
  }

  TempDir dir_;
  Process::Options options_;
};

TEST_F(SampleTest, IndexesAndThenFindsNothingToDo) {
  const Outcome first = Update();
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out, MatchesRegex("\\+[0-9]+ ~0 -0 !0, [0-9]+ pages, [0-9.]+ s\n"));
  EXPECT_EQ(first.err, "");
  const Outcome second = Rindex({"update"});
  EXPECT_EQ(second.status, 0);
  EXPECT_THAT(second.out, MatchesRegex("\\+0 ~0 -0 !0, [0-9]+ pages, [0-9.]+ s\n"));
}

// The slide a reader would want, first.
TEST_F(SampleTest, BringsTheRightSlideToTheTop) {
  struct Case {
    const char* query;
    std::vector<std::string> wanted;  // any of these at rank 1
  };
  const std::string kd = kDistillation;
  const std::vector<Case> cases = {
      {"knowledge distillation", {kd + ":4", kd + ":1"}},
      {"지식 증류", {kd + ":4"}},
      {"지식증류란", {kd + ":4"}},
      {"\"dark knowledge\"", {kd + ":5"}},
      {"softmax temperature", {kd + ":6"}},
      {"distil* teacher student", {kd + ":4", kd + ":7"}},
      {"specialist NEAR ensemble", {kd + ":11"}},
  };
  ASSERT_EQ(Update().status, 0);
  for (const Case& c : cases) {
    const json result = Search(c.query);
    EXPECT_THAT(c.wanted, ::testing::Contains(HitAt(result, 1))) << c.query << "\n"
                                                                 << result.dump(1);
    ASSERT_FALSE(result["hits"].empty());
  }
}

TEST_F(SampleTest, GoldenText) {
  ASSERT_EQ(Update().status, 0);
  const std::vector<std::pair<std::string, std::vector<std::string>>> runs = {
      {"knowledge_distillation.txt", {"-n", "4", "knowledge", "distillation"}},
      {"korean_spacing.txt", {"-n", "4", "추천시스템"}},
      {"phrase.txt", {"-n", "3", "\"dark knowledge\""}},
      {"vimgrep.txt", {"--vimgrep", "-n", "2", "softmax temperature"}},
      {"no_hits.txt", {"zyzzyva"}},
  };
  for (const auto& [name, arguments] : runs) {
    const fs::path golden = fs::path(GOLDEN) / name;
    std::string shown = Rsearch(arguments).out;
    for (std::size_t at = shown.find(dir_.path()); at != std::string::npos;
         at = shown.find(dir_.path())) {
      shown.replace(at, dir_.path().string().size(), "TEMP");
    }
    if (std::getenv("RSEARCH_UPDATE_GOLDEN") != nullptr) WriteFile(golden, shown);
    EXPECT_EQ(shown, ReadFile(golden)) << name;
  }
}

// Everything that the catalogue lists, also what is not there.
TEST_F(SampleTest, KnowsTheCatalogue) {
  ASSERT_EQ(Update().status, 0);
  const json catalogue = json::parse(Rindex({"catalogue", "--json"}).out)["catalogues"][0];
  std::size_t reviews = 0;
  for (const json& entry : catalogue["entries"])
    if (!entry["review"].is_null()) ++reviews;
  EXPECT_EQ(catalogue["entries"].size(), 19U);
  EXPECT_EQ(reviews, 18U) << catalogue.dump(1);
  EXPECT_THAT(Rindex({"catalogue", "--problems"}).out,
              HasSubstr("Masked Autoencoders Are Scalable Vision Learners: no review link"));
  EXPECT_THAT(Rsearch({"--decks"}).out, HasSubstr("1 more paper is known to the catalogue"));
}

// A slide each, in a deck whose file names none of them.
TEST_F(SampleTest, SaysWhichPaperASlideOfATrendsDeckIsAbout) {
  ASSERT_EQ(Update().status, 0);
  struct Case {
    const char* query;
    const char* paper;
    const char* id;
  };
  for (const Case& c : {
           Case{"kind:trends IO-aware exact attention",
                "FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness",
                "arxiv:2205.14135"},
           Case{"kind:trends zero-shot reasoners", "Large Language Models are Zero-Shot Reasoners",
                "arxiv:2205.11916"},
           Case{"kind:trends arxiv:2206.07682", "Emergent Abilities of Large Language Models",
                "arxiv:2206.07682"},
       }) {
    const json hit = Search(c.query)["hits"][0];
    EXPECT_EQ(hit["paper"]["title"], c.paper);
    EXPECT_EQ(hit["paper"]["ids"], json::array({c.id})) << c.query;
    EXPECT_THAT(hit["paper"]["review_link"].get<std::string>(),
                ::testing::EndsWith("2022-06-research_trends.pdf#page=" +
                                    std::to_string(hit["page"].get<int>())));
    EXPECT_EQ(hit["deck"]["date"], "2022-06");
  }
  const json contents = Search("kind:trends page:2")["hits"][0];
  EXPECT_TRUE(contents["paper"].is_null()) << "a table of contents is about no one paper";
}

// The paper comes from anywhere, under a name of its own: its arXiv id says what it is.
TEST_F(SampleTest, ReviewAndPaperNameEachOther) {
  PdfSpec paper;
  paper.pages.push_back(::rsearch::testing::PaperPage(
      {{80, 100, 20, "Distilling the Knowledge in a Neural Network"},
       {200, 140, 11, "Geoffrey Hinton, Oriol Vinyals, Jeff Dean"},
       {250, 180, 12, "Abstract"},
       {80, 200, 10, "A very simple way to improve the performance of almost any model."},
       {80, 700, 9, "arXiv:1503.02531v1 [stat.ML] 9 Mar 2015"}}));
  const fs::path path = collection() / "downloads/kd.pdf";
  WriteFile(path, MakePdf(paper));
  ASSERT_EQ(Update().status, 0);

  const json review = Search("\"dark knowledge\"")["hits"][0];
  ASSERT_EQ(review["counterparts"].size(), 1U) << review.dump(1);
  EXPECT_EQ(review["counterparts"][0]["path"], path.string());
  EXPECT_EQ(review["counterparts"][0]["kind"], "paper");

  const json found = Search("author:hinton kind:paper")["hits"][0];
  EXPECT_EQ(found["path"], path.string());
  EXPECT_EQ(found["deck"]["title"], "Distilling the Knowledge in a Neural Network");
  EXPECT_EQ(found["paper"]["year"], 2015);
  EXPECT_EQ(found["counterparts"][0]["path"], (collection() / kDistillation).string());

  ASSERT_EQ(Rsearch({"author:hinton", "kind:paper"}).status, 0);
  EXPECT_THAT(Rsearch({"--related", "1"}).out, HasSubstr(kDistillation));
}

TEST_F(SampleTest, BrowsesWithoutAQuery) {
  ASSERT_EQ(Update().status, 0);
  const json decks = json::parse(Rsearch({"--decks", "--json", "field:gnn"}).out);
  ASSERT_EQ(decks["decks"].size(), 2U) << decks.dump(1);
  EXPECT_EQ(decks["decks"][0]["deck"]["title"],
            "Inductive Representation Learning on Large Graphs");
  EXPECT_EQ(decks["decks"][0]["deck"]["date"], "2022-01-26");
  const std::string facets = Rsearch({"--facets"}).out;
  EXPECT_THAT(facets, HasSubstr("field:\"Natural Language Processing\""));
  EXPECT_THAT(facets, HasSubstr("kind:trends"));
  EXPECT_THAT(facets, HasSubstr("venue:ICLR"));
}

TEST_F(SampleTest, AChangedCatalogueRenamesDecksWithoutReadingThem) {
  ASSERT_EQ(Update().status, 0);
  std::string readme = ReadFile(collection() / "README.md");
  const std::string before = "- Inductive Representation Learning on Large Graphs (NIPS 2017)";
  const std::size_t at = readme.find(before);
  ASSERT_NE(at, std::string::npos);
  readme.replace(at, before.size(), "- GraphSAGE: Inductive Learning on Large Graphs (NIPS 2017)");
  WriteFile(collection() / "README.md", readme);
  const Outcome update = Rindex({"update", "--explain"});
  EXPECT_THAT(update.out, HasSubstr("+0 ~0 -0 !0"));
  EXPECT_THAT(update.out, ::testing::Not(HasSubstr("extracted")));
  EXPECT_EQ(Search("title:graphsage")["hits"][0]["deck"]["title"],
            "GraphSAGE: Inductive Learning on Large Graphs");
}

TEST_F(SampleTest, ExitStatusIsGreps) {
  EXPECT_EQ(Rsearch({"anything"}).status, 2) << "no index yet";
  ASSERT_EQ(Update().status, 0);
  EXPECT_EQ(Rsearch({"distillation"}).status, 0);
  EXPECT_EQ(Rsearch({"zyzzyva"}).status, 1);
  EXPECT_EQ(Rsearch({"\"unclosed"}).status, 2);
}

TEST_F(SampleTest, FollowsFilesThatComeMoveAndGo) {
  ASSERT_EQ(Update().status, 0);
  const fs::path deck = collection() / kDistillation;
  const fs::path moved = collection() / "elsewhere/지식 증류.pdf";

  fs::create_directories(moved.parent_path());
  fs::rename(deck, moved);
  const Outcome after_move = Rindex({"update"});
  EXPECT_THAT(after_move.out, HasSubstr("1 moved")) << after_move.out;
  EXPECT_EQ(HitAt(Search("\"dark knowledge\""), 1), "elsewhere/지식 증류.pdf:5");

  fs::copy_file(moved, collection() / "copy.pdf");
  EXPECT_THAT(Rindex({"update"}).out, HasSubstr("+1 ~0 -0 !0"));
  const json copied = Search("\"dark knowledge\"");
  EXPECT_EQ(copied["hits"][0]["deck"]["copies"].size(), 1U);

  fs::remove(moved);
  EXPECT_EQ(HitAt(Search("\"dark knowledge\""), 1), "copy.pdf:5")
      << "the copy that is left is shown";
  fs::remove(collection() / "copy.pdf");
  EXPECT_EQ(Search("\"dark knowledge\"")["hits"][0]["status"], "gone");
  EXPECT_THAT(Rindex({"update"}).out, HasSubstr("+0 ~0 -2 !0"));
  EXPECT_EQ(Rsearch({"\"dark knowledge\""}).status, 1);
}

TEST_F(SampleTest, ABrokenFileIsReportedAndTheRestIsThere) {
  std::string bytes = ReadFile(collection() / kDistillation);
  WriteFile(collection() / "cut.pdf", bytes.substr(0, bytes.size() / 3));
  WriteFile(collection() / "empty.pdf", "");
  WriteFile(collection() / "text.pdf", "not a PDF at all");
  const Outcome update = Update();
  EXPECT_EQ(update.status, 0);
  EXPECT_THAT(update.out, ::testing::ContainsRegex("![23],")) << "a cut file may still give pages";
  EXPECT_THAT(update.err, HasSubstr("empty.pdf"));
  EXPECT_THAT(update.err, HasSubstr("text.pdf"));
  EXPECT_GE(FilesWithStatus("damaged"), 2U);
  EXPECT_EQ(HitAt(Search("\"dark knowledge\""), 1), std::string(kDistillation) + ":5");

  EXPECT_EQ(Rindex({"update"}).status, 0);
  EXPECT_EQ(Rindex({"update", "--strict"}).status, 1);
  const json failed = json::parse(Rindex({"status", "--json"}).out)["failed"];
  for (const json& file : failed)
    EXPECT_NE(file["reason"].get<std::string>(), "");
}

TEST_F(SampleTest, EncryptedFiles) {
  const std::string qpdf = "/usr/bin/qpdf";
  if (!fs::exists(qpdf)) GTEST_SKIP() << "qpdf is not installed";
  const std::string deck = (collection() / kDistillation).string();
  const fs::path locked = collection() / "locked.pdf";
  const fs::path open = collection() / "empty-password.pdf";
  ASSERT_EQ(
      ::rsearch::testing::Run({qpdf, "--encrypt", "secret", "owner", "256", "--", deck, locked})
          .status,
      0);
  ASSERT_EQ(
      ::rsearch::testing::Run({qpdf, "--encrypt", "", "owner", "256", "--", deck, open}).status, 0);
  fs::remove(deck);
  const Outcome update = Update();
  EXPECT_EQ(update.status, 0);
  EXPECT_EQ(FilesWithStatus("locked"), 1U);
  EXPECT_THAT(update.err, HasSubstr("locked.pdf"));
  EXPECT_EQ(HitAt(Search("\"dark knowledge\""), 1), "empty-password.pdf:5");
}

// Killed at any moment, the index is the last committed one and the next run completes it.
TEST_F(SampleTest, AnInterruptedRunIsCompletedByTheNext) {
  for (const int signal : {SIGINT, SIGKILL}) {
    for (const int delay_ms : {1, 20, 60, 150, 400}) {
      fs::remove_all(dir_ / "index");
      Process run({RINDEX, "update", "-j", "1", collection().string()}, options_);
      std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms));
      run.Kill(signal);
      run.Wait();
      const Outcome resumed = Update();
      ASSERT_EQ(resumed.status, 0) << resumed.err;
      EXPECT_EQ(HitAt(Search("\"dark knowledge\""), 1), std::string(kDistillation) + ":5");
      EXPECT_THAT(Rindex({"update"}).out, HasSubstr("+0 ~0 -0 !0"));
    }
  }
}

TEST_F(SampleTest, FindsPagesLikeOneAndWhereAQuoteIsFrom) {
  ASSERT_EQ(Update().status, 0);
  const json like = json::parse(
      Rsearch({"--json", "--like", fs::path(kDistillation).filename().string() + ":4"}).out);
  EXPECT_EQ(fs::relative(like["hits"][0]["path"].get<std::string>(), collection()), kDistillation);
  EXPECT_NE(like["hits"][0]["page"], 4);

  const fs::path quote = dir_ / "quote";
  WriteFile(quote, "작은 확률들의 차이가 gradi-\nent에 드러난다");
  options_.before_exec = [file = quote.string()] {
    dup2(open(file.c_str(), O_RDONLY), STDIN_FILENO);
  };
  EXPECT_EQ(HitAt(json::parse(Rsearch({"--json", "--like", "-"}).out), 1),
            std::string(kDistillation) + ":6");
}

TEST_F(SampleTest, OpensAHitOfTheLastSearchAtItsPage) {
  ASSERT_EQ(Update().status, 0);
  ASSERT_EQ(Rsearch({"\"dark knowledge\""}).status, 0);
  const fs::path note = dir_ / "opened";
  const fs::path viewer = dir_ / "viewer";
  WriteFile(viewer, "#!/bin/sh\nprintf '%s:%s' \"$1\" \"$2\" >" + note.string() + ".part; mv " +
                        note.string() + ".part " + note.string() + "\n");
  fs::permissions(viewer, fs::perms::owner_all);
  ASSERT_EQ(Rsearch({"--open", "1", "--viewer", viewer.string() + " {path} {page}"}).status, 0);
  ASSERT_TRUE(::rsearch::testing::Eventually([&] { return fs::exists(note); }));
  EXPECT_EQ(ReadFile(note), (collection() / kDistillation).string() + ":5");
}

}  // namespace
}  // namespace rsearch
