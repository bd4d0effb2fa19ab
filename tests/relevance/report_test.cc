#include "tests/relevance/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch::relevance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> Names(const std::vector<Row>& rows) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const Row& row : rows)
    names.push_back(row.name);
  return names;
}

Item Page(const std::string& path, std::uint32_t page) {
  return {{{path, page}}, 0};
}

class ReportTest : public ::testing::Test {
 protected:
  const std::vector<Topic> topics_ = {{"q1", "knowledge distillation", {"title", "en-term"}},
                                      {"q2", "지식 증류", {"ko-term"}},
                                      {"q3", "nothing answers this", {"zero"}}};
  const Judgements judgements_ = {{"q1", {{{"a.pdf", 1}, 2}}}, {"q2", {{{"a.pdf", 4}, 2}}}};
  const relevance::Run run_ = {{"q1", {Page("a.pdf", 9), Page("a.pdf", 1)}}};
};

TEST_F(ReportTest, AllThenTagsThenDecks) {
  const std::vector<Row> rows = RowsOf(topics_, run_, judgements_, {});
  EXPECT_THAT(Names(rows), ElementsAre("all", "en-term", "ko-term", "title", "title (by deck)"));
  EXPECT_EQ(rows[0].topics.size(), 2U) << "a topic without judgements is not scored";
  EXPECT_EQ(rows[3].measures[0].mrr, 0.5);
  EXPECT_EQ(rows[4].measures[0].mrr, 1);
  EXPECT_EQ(rows[2].measures[0].mrr, 0) << "a topic without hits is scored";
}

TEST_F(ReportTest, TextsHaveOneRow) {
  const Scoring texts = {.wanted = 1, .tags = false};
  EXPECT_THAT(Names(RowsOf(topics_, run_, judgements_, texts)), ElementsAre("all"));
}

TEST_F(ReportTest, PerFileMovesTitlesEverywhere) {
  const std::vector<Row> rows = RowsOf(topics_, run_, judgements_, {.per_file = true});
  EXPECT_EQ(rows[0].measures[0].mrr, 1);
  EXPECT_EQ(rows[3].measures[0].mrr, 1);
}

TEST_F(ReportTest, Table) {
  const std::string table = FormatRows(RowsOf(topics_, run_, judgements_, {}));
  EXPECT_THAT(table, HasSubstr("MRR@10"));
  EXPECT_THAT(table, ::testing::ContainsRegex("all +2 +0.250 +0.500"));
}

TEST_F(ReportTest, SaysWhichTopicsChanged) {
  const relevance::Run better = {{"q1", {Page("a.pdf", 9), Page("a.pdf", 1)}},
                                 {"q2", {Page("a.pdf", 4)}}};
  const std::vector<Row> before = RowsOf(topics_, run_, judgements_, {});
  const std::vector<Row> after = RowsOf(topics_, better, judgements_, {});
  const std::string changes = FormatChanges(before[0], after[0]);
  EXPECT_THAT(changes, HasSubstr("better in MRR@10: 1\n  0.000 -> 1.000  q2 지식 증류\n"));
  EXPECT_THAT(changes, HasSubstr("worse in MRR@10: 0\n"));
  EXPECT_THAT(changes, Not(HasSubstr("q1")));
  EXPECT_THAT(FormatDifferences(before, after), ::testing::ContainsRegex("all +2 +\\+0.500 \\["));
}

}  // namespace
}  // namespace rsearch::relevance
