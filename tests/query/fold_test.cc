#include "query/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Group = std::vector<std::size_t>;

Sketch Of(const std::string& text) {
  static Analyzer analyzer = std::move(*Analyzer::Create());
  std::vector<Token> tokens;
  analyzer.Tokenize(text, &tokens);
  return SketchOf(tokens);
}

std::vector<Sketch> Of(const std::vector<std::string>& texts) {
  std::vector<Sketch> sketches;
  sketches.reserve(texts.size());
  for (const std::string& text : texts)
    sketches.push_back(Of(text));
  return sketches;
}

std::vector<Group> Fold(std::span<const Sketch> ranked) {
  Folding folding;
  for (const Sketch& page : ranked)
    folding.Add(page);
  return folding.groups();
}

TEST(Fold, GroupsInTheOrderOfTheirBest) {
  EXPECT_THAT(Fold({}), IsEmpty());
  EXPECT_THAT(Fold(Of({"q a", "experiments", "thank you", "q a", "thank you", "q a"})),
              ElementsAre(Group{0, 3, 5}, Group{1}, Group{2, 4}));
}

TEST(Fold, PagesWithoutTextStayApart) {
  EXPECT_THAT(Fold({{Sketch{}, Sketch{}}}), ElementsAre(Group{0}, Group{1}));
}

// Each step of a slide is near the next, but the last is no more like the first.
TEST(Fold, ABuildGoesNoFurtherThanItsBestPageReaches) {
  std::string text = "one two three four five six seven eight nine ten";
  std::vector<std::string> steps = {text};
  for (int i = 0; i < 9; ++i)
    steps.push_back(text += " more" + std::to_string(i));
  EXPECT_THAT(Fold(Of(steps)), ElementsAre(Group{0, 1, 2}, Group{3, 4, 5, 6, 7}, Group{8, 9}));
}

TEST(Fold, ALongerRankingChangesNoGroupThatIsThere) {
  const std::vector<Sketch> ranked = Of({"a b", "c d", "a b", "e f", "c d", "g h", "a b"});
  const auto all = Fold(ranked);
  for (std::size_t size = 0; size <= ranked.size(); ++size) {
    const auto groups = Fold(std::span(ranked).first(size));
    for (std::size_t i = 0; i < groups.size(); ++i)
      EXPECT_EQ(groups[i].front(), all[i].front());
  }
}

}  // namespace
}  // namespace rsearch
