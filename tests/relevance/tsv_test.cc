#include "tests/relevance/tsv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/temp_dir.h"

namespace rsearch::relevance {
namespace {

using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TsvTest : public ::testing::Test {
 protected:
  std::filesystem::path Write(const std::string& text) {
    WriteFile(dir_ / "file.tsv", text);
    return dir_ / "file.tsv";
  }

  TempDir dir_;
};

TEST_F(TsvTest, TopicsWithAndWithoutTags) {
  const auto topics = ReadTopics(Write("q1\t지식 증류\tko-term,title\nq2\tbert\n\nq3\tgpt\t\n"));
  ASSERT_TRUE(topics);
  ASSERT_EQ(topics->size(), 3U);
  EXPECT_EQ((*topics)[0].text, "지식 증류");
  EXPECT_THAT((*topics)[0].tags, ElementsAre("ko-term", "title"));
  EXPECT_THAT((*topics)[1].tags, ElementsAre());
  EXPECT_THAT((*topics)[2].tags, ElementsAre());
}

// Judgements may have been written on a Mac, whose file names are NFD.
TEST_F(TsvTest, PathsOfJudgementsBecomeNfc) {
  const auto judgements = ReadPageJudgements(Write("q1\t\u1112\u1161\u11ab.pdf\t3\t2\n"));
  ASSERT_TRUE(judgements);
  EXPECT_EQ(judgements->at("q1").at({"한.pdf", 3}), 2);
}

TEST_F(TsvTest, JudgedTextsArePageOne) {
  const auto judgements = ReadTextJudgements(Write("q1\tkq00001\t1\n"));
  ASSERT_TRUE(judgements);
  EXPECT_EQ(judgements->at("q1").at({"kq00001", 1}), 1);
}

TEST_F(TsvTest, SaysWhereAFileIsBroken) {
  const auto judgements = ReadPageJudgements(Write("q1\ta.pdf\t3\t2\nq1\ta.pdf\tthree\t2\n"));
  ASSERT_FALSE(judgements);
  EXPECT_THAT(judgements.error().message, HasSubstr("file.tsv:2:"));
  EXPECT_FALSE(ReadTopics(Write("q1 without a tab\n")));
  EXPECT_FALSE(ReadTopics(dir_ / "missing"));
}

TEST_F(TsvTest, ARunComesBackAsItWasWritten) {
  const std::vector<Topic> topics = {{"q1", "#1 of 100 % words", {}}, {"q2", "no hits", {}}};
  const relevance::Run run = {{"q1", {{{{"a.pdf", 3}, {"b.pdf", 4}}, 7.25}, {{{"b.pdf", 1}}, 1}}}};
  const Judgements judgements = {{"q1", {{{"b.pdf", 4}, 2}}}};
  ASSERT_TRUE(WriteRun(dir_ / "run", topics, run, judgements));
  EXPECT_EQ(ReadFile(dir_ / "run"),
            "# q1 #1 of 100 % words\n"
            "q1\t1\ta.pdf\t3\t7.25\t2\tb.pdf\t4\n"
            "q1\t2\tb.pdf\t1\t1\t0\n"
            "# q2 no hits\n");
  const auto read = ReadRun(dir_ / "run");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  ASSERT_EQ(read->at("q1").size(), 2U);
  EXPECT_EQ(read->at("q1")[0].members, run.at("q1")[0].members);
  EXPECT_EQ(read->at("q1")[0].score, 7.25);
}

}  // namespace
}  // namespace rsearch::relevance
