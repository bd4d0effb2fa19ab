#include <gtest/gtest.h>

#include <string>

#include "rsearch/analyzer.h"

namespace rsearch {
namespace {

struct Case {
  std::string in;
  std::string out;
};

class CleanTextTest : public ::testing::TestWithParam<Case> {};

TEST_P(CleanTextTest, KeepsWhatPeopleRead) {
  EXPECT_EQ(CleanText(GetParam().in), GetParam().out);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, CleanTextTest,
    ::testing::Values(Case{"", ""}, Case{"  a \t b  ", "a b"}, Case{"a \r\n\n  b\n", "a\nb"},
                      Case{"\ufb01ne", "fine"},  // ligature
                      Case{"\uff27\uff30\uff34\u00a0\uff12",
                           "GPT 2"},  // full width, no-break space
                      Case{"\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"},  // decomposed Hangul
                      Case{"knowl\u00adedge", "knowl\u00adedge"},  // marks a line's end: kept
                      Case{"\u202egpj.exe\u202c", "gpj.exe"},      // bidi override
                      Case{"a\u200bb\u2060c\ufeffd", "abcd"},      // zero width
                      Case{std::string("a\x1b]0;owned\x07z"), "a]0;ownedz"},  // terminal escape
                      Case{"a\u0085b\u2028c", "a\nb\nc"},                     // other line ends
                      Case{"x\ue000\uf0b7y", "xy"},  // private use (symbol fonts)
                      Case{std::string("ok\xff\xc3(\xed\xa0\x80)"), "ok()"},  // ill-formed UTF-8
                      Case{std::string("a\0b", 3), "ab"}, Case{"\U0001d465\u00b2", "x2"}));

TEST(Normalize, CountsAndChecks) {
  EXPECT_EQ(CodePointCount("a가\U0001f600"), 3U);
  EXPECT_TRUE(IsValidUtf8("가"));
  EXPECT_FALSE(IsValidUtf8("\xea\xb0"));
  EXPECT_FALSE(IsValidUtf8("\xc0\xaf"));
}

TEST(Normalize, FileNamesComposeButBytesStay) {
  EXPECT_EQ(NormalizeNfc("\u1112\u1161\u11ab.pdf"), "한.pdf");
  EXPECT_EQ(NormalizeNfc("bad\xff.pdf"), "bad\xff.pdf");
  EXPECT_EQ(NormalizeNfc("\uff27"), "\uff27");  // NFC, not NFKC
}

}  // namespace
}  // namespace rsearch
