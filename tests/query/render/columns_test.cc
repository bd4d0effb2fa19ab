#include "query/render/columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TextColumn Column(std::vector<std::string> cells, int dispensable = 0) {
  TextColumn column;
  column.cells = std::move(cells);
  column.dispensable = dispensable;
  return column;
}

TEST(FitText, CutsInColumns) {
  EXPECT_EQ(FitText("distillation", 12), "distillation");
  EXPECT_EQ(FitText("distillation", 7), "distil…");
  EXPECT_EQ(FitText("지식 증류", 9), "지식 증류");
  EXPECT_EQ(FitText("지식 증류", 8), "지식 증…");
  EXPECT_EQ(FitText("지식 증류", 7), "지식…") << "no space before it, no half syllable";
  EXPECT_EQ(FitText("지식", 1), "…");
  EXPECT_EQ(FitText("지식", 0), "");
}

TEST(ColumnLines, AlignsWhatIsWide) {
  TextColumn numbers = Column({"1", "10"});
  numbers.right = true;
  EXPECT_THAT(ColumnLines({numbers, Column({"비전", "NLP"}), Column({"a", "b"})}, 0, 0),
              ElementsAre(" 1  비전  a", "10  NLP   b"));
}

TEST(ColumnLines, LeavesOutWhatIsEmptyAndEndsNoLineInSpaces) {
  EXPECT_THAT(ColumnLines({Column({"a", "b"}), Column({"", ""}), Column({"c", ""})}, 0, 0),
              ElementsAre("a  c", "b"));
  EXPECT_THAT(ColumnLines({Column({"", ""})}, 0, 0), IsEmpty());
  EXPECT_THAT(ColumnLines({}, 10, 5), IsEmpty());
}

TEST(ColumnLines, LeavesTheMostDispensableOutFirst) {
  const auto lines = [](std::size_t width) {
    return ColumnLines(
        {Column({"11"}), Column({"kind"}, 1), Column({"field"}, 2), Column({"a long title"})},
        width, 12);
  };
  EXPECT_THAT(lines(29), ElementsAre("11  kind  field  a long title"));
  EXPECT_THAT(lines(28), ElementsAre("11  kind  a long title"));
  EXPECT_THAT(lines(21), ElementsAre("11  a long title"));
  EXPECT_THAT(lines(10), ElementsAre("11  a lon…"));
  EXPECT_THAT(lines(2), ElementsAre("11  …"));
}

TEST(ColumnLines, CutsAColumnAndDressesWhatIsLeft) {
  TextColumn field = Column({"컴퓨터 비전", "a"});
  field.max_width = 8;
  field.dress = [](std::size_t row, const std::string& cell) {
    return "<" + std::to_string(row) + cell + ">";
  };
  EXPECT_THAT(ColumnLines({field, Column({"x", "y"})}, 0, 0),
              ElementsAre("<0컴퓨터…>  x", "<1a      >  y"));
}

}  // namespace
}  // namespace rsearch
