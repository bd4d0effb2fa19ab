#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "rsearch/analyzer.h"

namespace rsearch {
namespace {

using namespace std::string_literals;

struct CleanCase {
  std::string dirty, clean;
};

class CleanTextTest : public testing::TestWithParam<CleanCase> {};

TEST_P(CleanTextTest, Cleans) {
  const std::string clean = CleanText(GetParam().dirty);
  EXPECT_EQ(clean, GetParam().clean);
  EXPECT_TRUE(IsValidUtf8(clean));
  EXPECT_EQ(CleanText(clean), clean) << "cleaning twice changes something";
}

INSTANTIATE_TEST_SUITE_P(Nfkc, CleanTextTest,
                         testing::Values(CleanCase{"ﬁne", "fine"}, CleanCase{"ＧＰＴ", "GPT"},
                                         CleanCase{"𝑥²", "x2"}, CleanCase{"㎏", "kg"},
                                         CleanCase{"e\u0301cole", "école"},
                                         CleanCase{"\u1112\u1161\u11AB글", "한글"},
                                         CleanCase{"ㅎㅏㄴ", "하\u1102"}, CleanCase{"①", "1"},
                                         CleanCase{"ÉA\u030A", "ÉÅ"}));
INSTANTIATE_TEST_SUITE_P(
    Dropped, CleanTextTest,
    testing::Values(CleanCase{"a\0b\x01\x1F\x7F"s, "ab"}, CleanCase{"a\uE000\U000F0000b", "ab"},
                    CleanCase{"a\u202E\u2066b\u2069\u202C\u200F", "ab"},
                    CleanCase{"a\u200B\u200D\uFEFFb", "ab"}, CleanCase{"a\uFE0F\u115F\u3164", "a"},
                    CleanCase{"a\u0378\uFFFF\U000E0041", "a"}, CleanCase{"\uFFFD", ""},
                    // what the dropped one kept apart combines now
                    CleanCase{"e\u200D\u0301", "é"},
                    CleanCase{"knowl\u00ADedge", "knowl\u00ADedge"}));
INSTANTIATE_TEST_SUITE_P(
    Spaces, CleanTextTest,
    testing::Values(CleanCase{"a \t\v\f  b", "a b"}, CleanCase{"a\u00A0\u3000\u2009b", "a b"},
                    CleanCase{"a\nb\n\nc", "a\nb\n\nc"}, CleanCase{"a\r\nb\rc", "a\nb c"},
                    CleanCase{"a\u0085b", "a b"}, CleanCase{"a\u2028b\u2029c", "a\nb\nc"},
                    CleanCase{"a\x1C\x1D"
                              "b",
                              "ab"},
                    CleanCase{"  a  ", " a "}, CleanCase{"", ""}));
INSTANTIATE_TEST_SUITE_P(IllFormed, CleanTextTest,
                         testing::Values(CleanCase{"a\x80"
                                                   "b\xFF"s,
                                                   "ab"},
                                         CleanCase{"a\xED\xA0\x80z", "az"},  // a surrogate
                                         CleanCase{"\xC0\xAF", ""},          // overlong
                                         CleanCase{"\xF4\x90\x80\x80", ""},  // past U+10FFFF
                                         CleanCase{"\xEA\xB0", ""},          // cut short
                                         CleanCase{"\xEA\xB0가", "가"}));

// ICU alone sorts n combining marks in n squared steps: this would take minutes.
TEST(CleanText, ManyCombiningMarksCostLittle) {
  std::string marks = "a";
  for (int i = 0; i < 500'000; ++i)
    marks += i % 2 == 0 ? "\u0301" : "\u0316";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(CleanText(marks).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(NormalizeNfc, ComposesAndLeavesOtherBytes) {
  EXPECT_EQ(NormalizeNfc("\u1112\u1161\u11AB글.pdf"), "한글.pdf");
  EXPECT_EQ(NormalizeNfc("e\u0301 ﬁ ①"), "é ﬁ ①");
  EXPECT_EQ(NormalizeNfc("\xFF\u1112\u1161\xC3"), "\xFF하\xC3");
  EXPECT_EQ(NormalizeNfc("a\tb\u200B"), "a\tb\u200B");
  EXPECT_EQ(NormalizeNfc(""), "");
}

TEST(CodePointCount, CountsCodePoints) {
  EXPECT_EQ(CodePointCount(""), 0U);
  EXPECT_EQ(CodePointCount("aé한😀"), 4U);
}

TEST(IsValidUtf8, KnowsTheEdges) {
  for (const std::string& valid : {""s, "\0"s, "\x7F"s, "\u0080"s, "\uFFFF"s, "\U0010FFFF"s, "한"s})
    EXPECT_TRUE(IsValidUtf8(valid));
  for (const std::string& invalid :
       {"\x80"s, "\xC0\x80"s, "\xC3"s, "\xE0\x9F\xBF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s,
        "\xF8\x88\x80\x80\x80"s, "ab\xEA\xB0"s})
    EXPECT_FALSE(IsValidUtf8(invalid));
}

}  // namespace
}  // namespace rsearch
