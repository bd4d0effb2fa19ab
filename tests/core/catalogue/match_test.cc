#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "rsearch/catalogue.h"

namespace rsearch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CatalogueEntry Entry(std::string title, std::string original, std::string review) {
  CatalogueEntry entry;
  entry.title = std::move(title);
  entry.original_link = std::move(original);
  entry.review_link = std::move(review);
  return entry;
}

// Lines are 10, 20, …
Catalogue CatalogueOf(std::string path, std::vector<CatalogueEntry> entries) {
  std::uint32_t line = 0;
  for (CatalogueEntry& entry : entries)
    entry.line = line += 10;
  return {std::move(path), {}, std::move(entries)};
}

std::vector<std::string> Texts(const std::vector<CatalogueProblem>& problems) {
  std::vector<std::string> texts;
  texts.reserve(problems.size());
  for (const CatalogueProblem& problem : problems)
    texts.push_back(std::to_string(problem.line) + ": " + problem.what);
  return texts;
}

TEST(MatchCatalogue, FindsTheFileOfALink) {
  const std::vector<std::string> files = {
      /*0*/ "/r/graphs/190101_Slow Graphs.pdf",
      /*1*/ "/r/sand/2021/notes.pdf",
      /*2*/ "/r/sand/2022/notes.pdf",
      /*3*/ "/r/sub/deep/\u1103\u1166\u110f\u1173.pdf",  // 데크, decomposed
      /*4*/ "/r/What is 100% + more?#1.pdf",
      /*5*/ "/r/50%20off.pdf",
      /*6*/ "/other/graphs/Elsewhere.pdf",
  };
  struct Case {
    const char* catalogue;
    const char* link;
    int file;  // -1: none
  };
  for (const Case& c : {
           // by path
           Case{"/r/README.md", "https://github.com/o/r/blob/main/graphs/190101_Slow%20Graphs.pdf",
                0},
           Case{"/r/README.md", "https://github.com/o/r/raw/main/sand/2022/notes.pdf?raw=true", 2},
           Case{"/r/README.md", "https://github.com/o/r/blob/users/kim/wip/sand/2021/notes.pdf", 1},
           Case{"/r/README.md", "https://raw.githubusercontent.com/o/r/main/sand/2021/notes.pdf",
                1},
           Case{"/r/README.md", "https://github.com/o/r/raw/refs/heads/main/sand/2022/notes.pdf",
                2},
           Case{"/r/README.md", "https://gitlab.com/g/o/r/-/blob/main/sand/2021/notes.pdf#page=3",
                1},
           Case{"/r/README.md", "./sand/../sand/2022/notes.pdf", 2},
           Case{"/r/README.md", "/sand/2022/notes.pdf", 2},
           Case{"/r/sand/README.md", "2021/notes.pdf", 1},
           Case{"/r/sand/2022/README.md", "../2021/notes.pdf", 1},
           Case{"/r/sand/2022/README.md", "notes.pdf", 2},
           Case{"/r/sub/README.md", "https://github.com/o/r/blob/main/sand/2022/notes.pdf", 2},
           // however it is encoded
           Case{"/r/README.md", "graphs/190101_Slow%2520Graphs.pdf", 0},
           Case{"/r/README.md", "graphs/190101_Slow+Graphs.pdf", 0},
           Case{"/r/README.md", "graphs/190101_Slow Graphs.pdf", 0},
           Case{"/r/README.md", "sub/deep/%EB%8D%B0%ED%81%AC.pdf", 3},
           Case{"/r/README.md", "What%20is%20100%25%20+%20more%3F%231.pdf", 4},
           Case{"/r/README.md", "What is 100% + more?#1.pdf", 4},
           Case{"/r/README.md", "50%2520off.pdf", 5},
           Case{"/r/README.md", "50%20off.pdf", 5},
           // by name, then by what spellings of it share
           Case{"/r/README.md", "https://github.com/o/r/blob/main/old/190101_Slow%20Graphs.pdf", 0},
           Case{"/r/README.md", "old/190101-slow_graphs.PDF", 0},
           Case{"/r/README.md", "old/notes.pdf", -1},  // two have the name
           // not here
           Case{"/r/README.md", "../other/graphs/Elsewhere.pdf", -1},
           Case{"/r/README.md", "..%2Fother/graphs/Elsewhere.pdf", -1},
           Case{"/r/sand/README.md", "../../other/graphs/Elsewhere.pdf", -1},
           Case{"/r/README.md", "/other/graphs/Elsewhere.pdf", -1},
           Case{"/r/README.md", "graphs/190101_Slow%20Graphs.pdf%00", -1},
           Case{"/r/README.md", "https://slides.example.org/notes.pdf", -1},
           Case{"/r/README.md", "graphs", -1},
           Case{"/r/README.md", "#graphs", -1},
           Case{"/r/README.md", "", -1},
           Case{"/r/README.md", "%", -1},
           Case{"/r/README.md", "https://github.com/o/r", -1},
           Case{"/r/README.md", "https://github.com/o/r/blob/main", -1},
       }) {
    const CatalogueMatch match =
        MatchCatalogue(CatalogueOf(c.catalogue, {Entry("Any", "", c.link)}), "/r", files);
    ASSERT_EQ(match.review.size(), 1U);
    EXPECT_EQ(match.review[0] ? static_cast<int>(*match.review[0]) : -1, c.file)
        << c.catalogue << ": " << c.link;
  }
}

TEST(MatchCatalogue, FindsOriginalsThatSomebodySaved) {
  const std::vector<std::string> files = {"/r/papers/1901.00001v2.pdf",
                                          "/r/papers/1902.00002 Fast Graphs.pdf",
                                          "/r/papers/kim19_slow_graphs_icml.pdf", "/r/paper.pdf"};
  const CatalogueMatch match =
      MatchCatalogue(CatalogueOf("/r/README.md",
                                 {
                                     Entry("A", "https://arxiv.org/abs/1901.00001", ""),
                                     Entry("B", "https://arxiv.org/pdf/1902.00002.pdf", ""),
                                     Entry("C", "https://x.example/kim19_slow_graphs_icml.pdf", ""),
                                     Entry("D", "https://x.example/kim20/paper.pdf", ""),
                                     Entry("E", "papers/1901.00001v2.pdf", ""),
                                 }),
                     "/r", files);
  EXPECT_THAT(match.original, ElementsAre(0, 1, 2, std::nullopt, 0))
      << "any site may have a paper.pdf";
}

// Two entries lead to one file: it is named after one of them, so the other's link is a slip.
TEST(MatchCatalogue, AReviewNamedAfterAnotherEntryIsNotTaken) {
  const std::vector<CatalogueEntry> entries = {
      Entry("rand.seed(42) is enough", "https://arxiv.org/abs/2101.00001",
            "r/211105_SlowNet%20More%20Graphs%20from%20Stones.pdf"),
      Entry("SlowNet: More Graphs from Stones", "https://arxiv.org/abs/2101.00002",
            "r/211105_SlowNet%20More%20Graphs%20from%20Stones.pdf"),
  };
  const std::string slip =
      "10: its review link leads to the review of “SlowNet: More Graphs from Stones” (line 20)";
  CatalogueMatch match = MatchCatalogue(CatalogueOf("/r/README.md", entries), "/r",
                                        {"/r/r/211105_SlowNet More Graphs from Stones.pdf"});
  EXPECT_THAT(match.review, ElementsAre(std::nullopt, 0));
  EXPECT_THAT(Texts(match.problems), ElementsAre(slip));
  // The same when the file is not here.
  match = MatchCatalogue(CatalogueOf("/r/README.md", entries), "/r", {});
  EXPECT_THAT(Texts(match.problems), ElementsAre(slip));
}

TEST(MatchCatalogue, AnEntryThatLeadsToAnothersOnlyReview) {
  const CatalogueMatch match = MatchCatalogue(
      CatalogueOf("/r/README.md",
                  {
                      Entry("Sorting Stones", "https://o.example/1", "r/Graphs of Sand.pdf"),
                      Entry("Graphs of Sand", "https://o.example/2", ""),
                  }),
      "/r", {"/r/r/Graphs of Sand.pdf"});
  EXPECT_THAT(match.review, ElementsAre(std::nullopt, std::nullopt));
  EXPECT_THAT(Texts(match.problems),
              ElementsAre("10: its review link leads to the review of “Graphs of Sand” (line 20)",
                          "20: no review link"));
}

TEST(MatchCatalogue, ADeckWithANameOfItsOwnIsAboutAllThatLeadToIt) {
  const CatalogueMatch match = MatchCatalogue(
      CatalogueOf("/r/README.md",
                  {
                      Entry("Graphs of Sand", "https://o.example/1", "220601_CVPR challenge.pdf"),
                      Entry("Stones: a Study", "https://o.example/2", "220601_CVPR challenge.pdf"),
                      Entry("Slow Graphs", "https://o.example/3", "2021-06-trends.pdf"),
                      Entry("Fast Graphs", "https://o.example/4", "2021-06-trends.pdf"),
                  }),
      "/r", {"/r/2021-06-trends.pdf", "/r/220601_CVPR challenge.pdf"});
  EXPECT_THAT(match.review, ElementsAre(1, 1, 0, 0));
  EXPECT_THAT(Texts(match.problems), IsEmpty());
}

TEST(MatchCatalogue, TellsWhatIsOdd) {
  CatalogueEntry odd = Entry("Odd", "https://o.example/9", "https://slides.example.org/9");
  odd.oddities = {"its title is written twice"};
  const CatalogueMatch match = MatchCatalogue(
      CatalogueOf(
          "/r/README.md",
          {
              Entry("Nothing", "", ""),
              Entry("Progress in Sampling", "https://arxiv.org/pdf/2108.00001.pdf", "a.pdf"),
              Entry("Windows Shaped Like Crosses", "https://arxiv.org/abs/2108.00001v2", "a.pdf"),
              Entry("Progres in Samplnig", "https://arxiv.org/abs/2108.00001", "a.pdf"),
              Entry("Progress in sampling!", "arxiv.org/abs/2108.00001", "a.pdf"),
              Entry("Same Page", "https://o.example/same/", "a.pdf"),
              Entry("Other Name", "http://o.example/same", "a.pdf"),
              Entry("Reletaional Stones", "https://o.example/8", "Relational Stones.pdf"),
              odd,
          }),
      "/r", {"/r/a.pdf", "/r/Relational Stones.pdf"});
  EXPECT_THAT(
      Texts(match.problems),
      ElementsAre("10: no original link", "10: no review link",
                  "30: its original link is also that of “Progress in Sampling” (line 20)",
                  "40: the same paper is written otherwise: “Progress in Sampling” (line 20)",
                  "70: its original link is also that of “Same Page” (line 60)",
                  "80: its review's file is spelt otherwise: “Relational Stones”",
                  "90: its title is written twice"));
  EXPECT_EQ(match.problems.back().title, "Odd");
}

TEST(MatchCatalogue, ADeadLinkIsAProblemOnlyAmongOnesThatWork) {
  std::vector<CatalogueEntry> entries;
  std::vector<std::string> files;
  for (int i = 0; i < 12; ++i) {
    const std::string name = "deck" + std::to_string(i) + ".pdf";
    entries.push_back(Entry("T" + std::to_string(i), "https://o.example/" + name, "d/" + name));
    files.push_back("/r/d/" + name);
  }
  files.erase(files.begin() + 4);
  EXPECT_THAT(Texts(MatchCatalogue(CatalogueOf("/r/README.md", entries), "/r", files).problems),
              ElementsAre("50: its review link leads to no file of the collection: d/deck4.pdf"));
  // Much is not here: nobody has fetched it.
  files.resize(5);
  EXPECT_THAT(Texts(MatchCatalogue(CatalogueOf("/r/README.md", entries), "/r", files).problems),
              IsEmpty());
  entries[0].review_link = "../secret/deck.pdf";
  entries[1].review_link = "d";
  EXPECT_THAT(Texts(MatchCatalogue(CatalogueOf("/r/README.md", entries), "/r", files).problems),
              ElementsAre("10: its review link leads outside the collection: ../secret/deck.pdf",
                          "20: its review link leads to no file of the collection: d"));
}

// Decoded, a link may have any bytes; what is said of it is a line of UTF-8 all the same.
TEST(MatchCatalogue, AProblemIsALine) {
  const Catalogue catalogue = CatalogueOf(
      "/r/README.md", {Entry("Slow Graphs", "https://o.example/1", "slow.pdf"),
                       Entry("Fast Graphs", "https://o.example/2", "fast%0A%FF%1B[31m.pdf")});
  EXPECT_THAT(Texts(MatchCatalogue(catalogue, "/r", {"/r/slow.pdf"}).problems),
              ElementsAre("20: its review link leads to no file of the collection: "
                          "fast\\012\\377\\033[31m.pdf"));
}

TEST(MatchCatalogue, MonthsThatARunLeavesOut) {
  const auto with_months = [](const std::vector<std::uint32_t>& months) {
    std::vector<CatalogueEntry> entries;
    for (const std::uint32_t month : months) {
      const std::string number = std::to_string(month);
      entries.push_back(Entry("T" + number, "https://o.example/" + number, number + ".pdf"));
      entries.back().month = month;
    }
    return Texts(MatchCatalogue(CatalogueOf("/r/README.md", entries), "/r", {}).problems);
  };
  EXPECT_THAT(
      with_months({202201, 202112, 202109, 202109, 202107, 202106}),
      ElementsAre("20: no entry of October 2021 to November 2021", "30: no entry of August 2021"));
  EXPECT_THAT(with_months({202112, 202201, 202202}), IsEmpty());
  EXPECT_THAT(with_months({202001, 202201}), IsEmpty()) << "two months are no run";
}

TEST(MatchCatalogue, TheProblemsOfARealCatalogue) {
  const char* place = std::getenv("RSEARCH_CORPUS");
  const std::filesystem::path root =
      std::filesystem::path(place != nullptr ? place : RSEARCH_SHARED) / "corpus/seed";
  std::ifstream in(root / "README.md", std::ios::binary);
  if (!in) GTEST_SKIP() << "no real catalogue at hand: set RSEARCH_CORPUS";
  const std::string markdown((std::istreambuf_iterator<char>(in)), {});
  const std::vector<std::string> files = {
      root / "paper_review/recommend_system/Recommender Systems basic.pdf",
      root / "paper_review/computer_vision/211105_GhostNet More Features from Cheap Operations.pdf",
      root / "paper_review/computer_vision/220601_CVPR 2022 challenge.pdf",
      root / "research_trends/2021/2021-06-research_trends.pdf",
  };
  const Catalogue catalogue{root / "README.md", {}, ParseCatalogue(markdown)};
  const CatalogueMatch match = MatchCatalogue(catalogue, root.string(), files);
  std::vector<int> entries_of(files.size());
  for (const std::optional<std::size_t>& file : match.review)
    if (file) ++entries_of[*file];
  EXPECT_THAT(entries_of, ElementsAre(1, 1, 2, 5));
  std::vector<std::string> problems;
  for (const std::string& text : Texts(match.problems))
    problems.push_back(text.substr(0, text.find("“")));
  EXPECT_THAT(problems,
              ElementsAre("15: no original link", "17: no original link", "23: no original link",
                          "31: its review's file is spelt otherwise: ",
                          "39: its review link leads to the review of ",
                          "43: its title is written twice", "47: no original link",
                          "58: no original link", "69: empty brackets where its venue would be",
                          "163: the same paper is written otherwise: ",
                          "175: no entry of August 2021", "177: its original link is also that of ",
                          "205: no review link", "233: no review link"));
}

}  // namespace
}  // namespace rsearch
