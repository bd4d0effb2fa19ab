// Every example of docs/query-syntax.md's section on fields, run on a small collection: the manual
// shows what the program does, and shows all of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "query/fields.h"
#include "query/search.h"
#include "tests/query/small_index.h"

namespace rsearch {
namespace {

using ::testing::ElementsAreArray;
using Pages = std::vector<std::string>;

// Columns of a row of a Markdown table, without spaces at their ends.
std::vector<std::string> Cells(const std::string& row) {
  std::vector<std::string> cells;
  std::size_t begin = row.find('|') + 1;
  for (std::size_t end = 0; (end = row.find('|', begin)) != std::string::npos; begin = end + 1) {
    const std::string cell = row.substr(begin, end - begin);
    const std::size_t first = cell.find_first_not_of(' ');
    const std::size_t last = cell.find_last_not_of(' ');
    cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
  }
  return cells;
}

std::string Unquoted(const std::string& code) {
  EXPECT_TRUE(code.size() > 2 && code.front() == '`' && code.back() == '`') << code;
  return code.substr(1, code.size() - 2);
}

struct Manual {
  std::vector<std::vector<std::string>> fields;  // rows of the table of fields
  std::vector<std::string> examples;             // of every table, in order
};

Manual ReadManual() {
  std::ifstream in(RSEARCH_SOURCE_DIR "/docs/query-syntax.md");
  EXPECT_TRUE(in) << "the manual is not there";
  Manual manual;
  std::size_t column = std::string::npos;  // of the examples
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) inside = line == "## Fields";
    if (!inside || !line.starts_with("|")) {
      column = std::string::npos;
      continue;
    }
    const std::vector<std::string> cells = Cells(line);
    if (column == std::string::npos) {
      const auto header = std::find(cells.begin(), cells.end(), "example");
      EXPECT_NE(header, cells.end()) << line;
      column = static_cast<std::size_t>(header - cells.begin());
    } else if (!line.starts_with("|--")) {
      manual.examples.push_back(Unquoted(cells.at(column)));
      if (cells.size() == 3) manual.fields.push_back(cells);
    }
  }
  return manual;
}

std::vector<SmallDeck> Collection() {
  const PageFacts rkd = {1,
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
  const PageFacts vit = {1,
                         "review",
                         "en",
                         "An Image is Worth 16x16 Words",
                         "Computer Vision",
                         "ICLR",
                         {"Alexey Dosovitskiy"},
                         2021,
                         20220610,
                         {},
                         {}};
  const PageFacts attention = {1,
                               "paper",
                               "en",
                               "Attention Is All You Need",
                               "NLP",
                               "NeurIPS",
                               {"Ashish Vaswani", "Noam Shazeer"},
                               2017,
                               20170000,
                               {"arxiv:1706.03762", "doi:10.5555/3295222.3295349"},
                               {}};
  PageFacts gnn = {1,    "review", "ko", "Graph Neural Networks", "GNN", "", {"Jie Zhou"},
                   2020, 20220615, {},   {"arxiv:1706.03762"}};
  const PageFacts trends = {1,        "trends", "mixed", "Research Trends", "", "", {}, 2022,
                            20220600, {},       {}};
  PageText cites{"결과", "결과"};
  cites.cited = "Hinton distillation 2015";
  PageText figure{"attention maps gpt", "Attention"};
  figure.caption = "attention maps";
  return {
      {"vision/rkd.pdf",
       rkd,
       {{"지식 증류 distillation", "Hinton의 지식 증류"}, {"distillation loss", "Loss"}, cites}},
      {"vision/vit.pdf", vit, {{"bert for pictures", "ViT"}, figure}},
      {"nlp/attention.pdf",
       attention,
       {{"attention is all you need", "Attention Is All You Need"}, {"multi-head attention", ""}}},
      {"gnn/gnn_survey.pdf", gnn, {{"그래프 신경망", "그래프"}}},
      {"gnn/gnn_survey_v2.pdf", gnn, {{"그래프 신경망 둘째 판", "그래프"}}},
      {"2022-06-research_trends.pdf", trends, {{"bert, gpt and distillation", "6월"}}},
  };
}

// "rkd 2" for page 2 of vision/rkd.pdf. Those of examples without words in the order of the hits,
// others sorted.
const std::map<std::string, Pages>& Expected() {
  static const std::map<std::string, Pages> pages = {
      {R"(title:"knowledge distillation")", {"rkd 1", "rkd 2", "rkd 3"}},
      {"attention author:vaswani", {"attention 1", "attention 2"}},
      {"venue:NIPS year:2017", {"attention 1", "attention 2"}},
      {"distillation year:2019..2021", {"rkd 1", "rkd 2", "rkd 3"}},
      {"month:2022-06",
       {"2022-06-research_trends 1", "gnn_survey 1", "gnn_survey_v2 1", "vit 1", "vit 2"}},
      {"date:2021..2022-06-15",
       {"2022-06-research_trends 1", "gnn_survey 1", "gnn_survey_v2 1", "rkd 1", "vit 1", "rkd 2",
        "vit 2", "rkd 3"}},
      {R"(field:"computer vision")", {"rkd 1", "vit 1", "rkd 2", "vit 2", "rkd 3"}},
      {"attention kind:paper", {"attention 1", "attention 2"}},
      {"lang:ko", {"gnn_survey 1", "gnn_survey_v2 1", "rkd 1", "rkd 2", "rkd 3"}},
      {"path:vision/*.pdf", {"rkd 1", "vit 1", "rkd 2", "vit 2", "rkd 3"}},
      {"file:gnn -file:v2", {"gnn_survey 1"}},
      {"distillation page:1..2", {"2022-06-research_trends 1", "rkd 1", "rkd 2"}},
      {"arxiv:1706.03762v5", {"gnn_survey 1", "gnn_survey_v2 1", "attention 1", "attention 2"}},
      {"doi:10.5555/3295222.3295349", {"attention 1", "attention 2"}},
      {"hinton in:refs", {"rkd 3"}},
      {"year:2017 year:2019", {"attention 1", "rkd 1", "attention 2", "rkd 2", "rkd 3"}},
      {"kind:review year:2019", {"rkd 1", "rkd 2", "rkd 3"}},
      {"author:park AND author:kim", {"rkd 1", "rkd 2", "rkd 3"}},
      {"bert OR gpt year:2021", {"vit 1", "vit 2"}},
      {"gpt OR year:2019", {"2022-06-research_trends 1", "rkd 1", "rkd 2", "rkd 3", "vit 2"}},
      {"(bert year:2021) OR (attention kind:paper)", {"attention 1", "attention 2", "vit 1"}},
      {"distillation -in:refs", {"2022-06-research_trends 1", "rkd 1", "rkd 2"}},
      {"hinton in:title in:refs", {"rkd 1", "rkd 3"}},
      {"kind:review -field:gnn", {"rkd 1", "vit 1", "rkd 2", "vit 2", "rkd 3"}},
  };
  return pages;
}

class FieldsOfTheManual : public ::testing::Test {
 protected:
  SearchResult Find(const std::string& query, SearchOptions options = {}) {
    options.fold = false;
    if (options.limit == SearchOptions{}.limit) options.limit = 100;
    auto result = Search(index_, analyzer_, query, options);
    EXPECT_TRUE(result) << query << ": " << result.error().message;
    return result ? std::move(*result) : SearchResult{};
  }

  static Pages PagesOf(const SearchResult& result) {
    Pages pages;
    for (const Hit& hit : result.hits)
      pages.push_back(std::filesystem::path(hit.path).stem().string() + " " +
                      std::to_string(hit.page));
    return pages;
  }

  SmallIndex small_{Collection()};
  IndexReader index_ = *IndexReader::Open(small_.folder());
  Analyzer analyzer_ = std::move(*Analyzer::Create());
};

TEST(FieldsManual, HasEveryFieldAsItIs) {
  const Manual manual = ReadManual();
  const auto fields = QueryFields();
  ASSERT_EQ(manual.fields.size(), fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(Unquoted(manual.fields[i][0]), std::string(fields[i].name) + ":");
    EXPECT_EQ(manual.fields[i][1], fields[i].about);
    EXPECT_EQ(Unquoted(manual.fields[i][2]), fields[i].example);
  }
}

TEST(FieldsManual, ShowsWhatIsTested) {
  const Manual manual = ReadManual();
  const std::set<std::string> shown(manual.examples.begin(), manual.examples.end());
  std::set<std::string> tested;
  for (const auto& [example, pages] : Expected())
    tested.insert(example);
  EXPECT_THAT(shown, ElementsAreArray(tested));
  EXPECT_EQ(shown.size(), manual.examples.size()) << "no example stands there twice";
}

TEST_F(FieldsOfTheManual, EveryExampleFindsItsPages) {
  for (const std::string& example : ReadManual().examples) {
    const auto expected = Expected().find(example);
    ASSERT_NE(expected, Expected().end()) << example;
    const SearchResult result = Find(example);
    Pages pages = PagesOf(result);
    const bool ranked = !result.hits.empty() && result.hits.front().score > 0;
    if (ranked) std::sort(pages.begin(), pages.end());
    EXPECT_THAT(pages, ElementsAreArray(expected->second)) << example;
    EXPECT_EQ(result.total, pages.size()) << example;
    EXPECT_TRUE(result.total_exact) << example;
  }
}

// Alone fields list pages: by number, then by path, however few are shown at a time.
TEST_F(FieldsOfTheManual, ListsArePagedThrough) {
  const Pages all = PagesOf(Find("page:1.."));
  ASSERT_EQ(all.size(), 10U);
  EXPECT_THAT(all, ElementsAreArray({"2022-06-research_trends 1", "gnn_survey 1", "gnn_survey_v2 1",
                                     "attention 1", "rkd 1", "vit 1", "attention 2", "rkd 2",
                                     "vit 2", "rkd 3"}));
  for (const std::size_t limit : {1U, 3U, 7U}) {
    Pages pages;
    for (std::size_t offset = 0; offset < all.size(); offset += limit) {
      SearchOptions options;
      options.limit = limit;
      options.offset = offset;
      const SearchResult result = Find("page:1..", options);
      EXPECT_EQ(result.total, 10U);
      EXPECT_EQ(result.complete, 10U);
      EXPECT_TRUE(result.total_exact);
      for (const std::string& page : PagesOf(result))
        pages.push_back(page);
    }
    EXPECT_THAT(pages, ElementsAreArray(all)) << limit << " at a time";
  }
}

TEST_F(FieldsOfTheManual, WordsWithFieldsAreCountedWithThem) {
  EXPECT_EQ(Find("distillation").complete, 4U);
  EXPECT_EQ(Find("distillation kind:review").complete, 3U);
  EXPECT_EQ(Find("distillation loss kind:review").complete, 1U);
  EXPECT_EQ(Find("distillation loss kind:trends").complete, 0U) << "the closest page is shown";
  EXPECT_EQ(PagesOf(Find("distillation loss kind:trends")).size(), 1U);
}

TEST_F(FieldsOfTheManual, ExplainSaysHowFieldsWereRead) {
  SearchOptions options;
  options.explain = true;
  EXPECT_EQ(Find("distillation year:2019.. -kind:paper", options).explain.front(),
            R"(read as: (all (text "distillation") (year "2019..") -(kind "paper")))");
}

}  // namespace
}  // namespace rsearch
