#include "rsearch/edit_distance.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {
namespace {

TEST(EditDistance, CountsSlips) {
  struct Case {
    std::u32string_view a, b;
    std::size_t distance;
  };
  for (const Case& c : {
           Case{U"", U"", 0},
           Case{U"", U"abc", 3},
           Case{U"abc", U"", 3},
           Case{U"model", U"model", 0},
           Case{U"model", U"modle", 1},
           Case{U"transfromer", U"transformer", 1},
           Case{U"embeding", U"embedding", 1},
           Case{U"gradiant", U"gradient", 1},
           Case{U"ransformer", U"transformer", 1},
           Case{U"kitten", U"sitting", 3},
           Case{U"ca", U"abc", 3},  // a letter that was swapped is not edited again
           Case{U"협엽", U"협업", 1},
       }) {
    EXPECT_EQ(EditDistance(c.a, c.b), c.distance);
    EXPECT_EQ(EditDistance(c.b, c.a), c.distance);
  }
}

TEST(EditTable, KeepsTheRowsOfACommonBeginning) {
  EditTable table(U"transformer");
  for (const char32_t letter : std::u32string_view(U"transfer"))
    table.Push(letter);
  EXPECT_EQ(table.Distance(), 3U);
  table.Truncate(6);
  for (const char32_t letter : std::u32string_view(U"former"))
    table.Push(letter);
  EXPECT_EQ(table.size(), 12U);
  EXPECT_EQ(table.Distance(), 1U);
}

TEST(EditTable, TellsWhenNoContinuationCanBeNear) {
  EditTable table(U"model");
  EXPECT_EQ(table.Push(U'm'), 0U);
  EXPECT_EQ(table.Push(U'd'), 1U);  // may still become a swap: mdoel
  EXPECT_EQ(table.Push(U'o'), 1U);
  EXPECT_EQ(table.Push(U'x'), 2U);
}

TEST(Nearest, IsNearOrNothing) {
  const std::vector<std::string> names = {"roots", "exclude", "viewer", "terms"};
  EXPECT_EQ(Nearest("root", names), "roots");
  EXPECT_EQ(Nearest("excldue", names), "exclude");
  EXPECT_EQ(Nearest("view", names), "viewer");  // its beginning
  EXPECT_EQ(Nearest("colour", names), "");
  EXPECT_EQ(Nearest("", names), "");
}

}  // namespace
}  // namespace rsearch
