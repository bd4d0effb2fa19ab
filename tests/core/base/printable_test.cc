#include "rsearch/printable.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace rsearch {
namespace {

struct Case {
  std::string_view name, bytes, printable;
};

class PrintablePathTest : public ::testing::TestWithParam<Case> {};

TEST_P(PrintablePathTest, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(PrintablePath(GetParam().bytes), GetParam().printable);
}

INSTANTIATE_TEST_SUITE_P(
    Names, PrintablePathTest,
    ::testing::Values(Case{"Plain", "/reviews/BERT v2 (1).pdf", "/reviews/BERT v2 (1).pdf"},
                      Case{"Hangul", "/논문/증류.pdf", "/논문/증류.pdf"},
                      Case{"Newline", "a\nb\t.pdf", "a\\x0ab\\x09.pdf"},
                      Case{"Escape", "\x1b]0;owned\x07", "\\x1b]0;owned\\x07"},
                      Case{"C1",
                           "a\xC2\x9B"
                           "31m",
                           "a\\xc2\\x9b31m"},
                      Case{"InvalidUtf8", "\xB3\xED\xB9\xAE.pdf", "\\xb3\\xed\\xb9\\xae.pdf"},
                      Case{"CutUtf8", "a\xEA\xB0", "a\\xea\\xb0"},
                      Case{"Overlong", "\xC0\xAF", "\\xc0\\xaf"},
                      Case{"Surrogate", "\xED\xA0\x80", "\\xed\\xa0\\x80"},
                      Case{"Bidi",
                           "a\xE2\x80\xAE"
                           "fdp.exe",
                           "a\\u{202e}fdp.exe"},
                      Case{"ZeroWidth", "a\u200Bb\uFEFF", "a\\u{200b}b\\u{feff}"},
                      Case{"Emoji", "🎓.pdf", "🎓.pdf"}, Case{"Empty", "", ""}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(PrintableTail, KeepsTheEnd) {
  EXPECT_EQ(PrintableTail("short.pdf", 20), "short.pdf");
  EXPECT_EQ(PrintableTail("a-long-name.pdf", 8), "…ame.pdf");
  EXPECT_EQ(PrintableTail("지식 증류.pdf", 8), "…류.pdf");  // 1 + 2 + 4 columns
  EXPECT_EQ(PrintableTail("a\nb", 4), "…b");                // "\x0a" is cut as a whole
  EXPECT_EQ(PrintableTail("abc", 0), "");
}

}  // namespace
}  // namespace rsearch
