#include "tests/relevance/text_run.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace rsearch::relevance {
namespace {

using ::rsearch::testing::TempDir;

// More texts than one file of the index takes; each has a word of its own.
std::vector<CollectionText> Collection() {
  std::vector<CollectionText> texts(1100);
  for (std::size_t i = 0; i < texts.size(); ++i)
    texts[i] = {"id" + std::to_string(i), "a text about number" + std::to_string(i) + "x"};
  texts[700].text = "지식 증류는 큰 모델의 지식을 작은 모델로 옮긴다";
  texts[800].text = " ";  // no page: nothing could find it
  return texts;
}

TEST(TextRun, FindsTextsByTheirIds) {
  const TempDir dir;
  const std::vector<CollectionText> texts = Collection();
  ASSERT_TRUE(IndexTexts(texts, dir / "index"));
  const std::vector<Topic> topics = {
      {"first", "number0x", {}},   {"last of a file", "number999x", {}},
      {"next", "number1000x", {}}, {"korean", "지식증류란", {}},
      {"nothing", "zyzzyva", {}},  {"refused", "\"unclosed", {}},
  };
  const auto done = RunTexts(dir / "index", texts, topics);
  ASSERT_TRUE(done) << done.error().message;
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"first", "id0"}, {"last of a file", "id999"}, {"next", "id1000"}, {"korean", "id700"}};
  for (const auto& [topic, id] : wanted) {
    const Ranking& ranking = done->run.at(topic);
    ASSERT_FALSE(ranking.empty()) << topic;
    EXPECT_EQ(ranking.front().members.front(), (Member{id, 1})) << topic;
  }
  EXPECT_TRUE(done->run.at("nothing").empty());
  ASSERT_EQ(done->refused.size(), 1U);
  EXPECT_TRUE(done->refused.front().starts_with("refused: "));
}

TEST(TextRun, NoticesAnIndexOfAnotherCollection) {
  const TempDir dir;
  std::vector<CollectionText> texts = Collection();
  ASSERT_TRUE(IndexTexts(texts, dir / "index"));
  EXPECT_TRUE(*HoldsTexts(texts, dir / "index"));
  texts.pop_back();
  EXPECT_FALSE(*HoldsTexts(texts, dir / "index"));
  EXPECT_FALSE(HoldsTexts(texts, dir / "missing"));
}

}  // namespace
}  // namespace rsearch::relevance
