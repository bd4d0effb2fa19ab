#include <gtest/gtest.h>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

TEST(ColumnWidth, CountsAsTerminalsDraw) {
  struct Case {
    const char* text;
    std::size_t columns;
  };
  for (const Case& c :
       {Case{"", 0}, Case{"abc", 3}, Case{"지식", 4}, Case{"漢字かな", 8}, Case{"ＡＢ", 4},
        Case{"ｱｲ", 2}, Case{"é", 1}, Case{"e\u0301", 1}, Case{"\u110C\u1173\u11BC", 2},
        Case{"…·“”", 4}, Case{"\U0001F600", 2}, Case{"αβγ", 3}, Case{"\u00A0", 1}, Case{"，。", 4}})
    EXPECT_EQ(ColumnWidth(std::string_view(c.text)), c.columns) << c.text;
}

}  // namespace
}  // namespace rsearch
