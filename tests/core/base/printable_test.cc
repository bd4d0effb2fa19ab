#include "rsearch/printable.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "rsearch/utf8.h"

namespace rsearch {
namespace {

TEST(IsUnsafe, CoversWhatIsNotSeenAndNothingThatIs) {
  for (const char32_t c : {U'\0', U'\n', U'\033', U'\x7F', char32_t{0x80}, char32_t{0x9B},
                           char32_t{0xAD}, char32_t{0x200B}, char32_t{0x200D}, char32_t{0x200E},
                           char32_t{0x2028}, char32_t{0x202A}, char32_t{0x202E}, char32_t{0x2066},
                           char32_t{0x2069}, char32_t{0xFEFF}, char32_t{0xFFFE}, char32_t{0xE0041}})
    EXPECT_TRUE(IsUnsafe(c)) << std::hex << static_cast<unsigned>(c);
  for (const char32_t c :
       {U' ', U'~', char32_t{0xA0}, U'é', U'지', U'…', U'·', char32_t{0x2010}, char32_t{0x2030},
        char32_t{0x3000}, char32_t{0xFFFD}, char32_t{0x1F600}, char32_t{0x10000}})
    EXPECT_FALSE(IsUnsafe(c)) << std::hex << static_cast<unsigned>(c);
}

TEST(IsUnsafe, CoversWhatMakesTextsLookAlike) {
  for (const char32_t c : {char32_t{0x34F}, char32_t{0x200C}, char32_t{0x180B}, char32_t{0xFE00},
                           char32_t{0xFE0F}, char32_t{0xFDD0}, char32_t{0x1FFFE},
                           char32_t{0x10FFFF}, char32_t{0x1D173}, char32_t{0xE0100}})
    EXPECT_TRUE(IsUnsafe(c)) << std::hex << static_cast<unsigned>(c);
}

TEST(PlainText, LeavesWhatBelongsToItsNeighbours) {
  const std::string family = "\U0001F468\u200D\U0001F469";
  const std::string flag = "\U0001F3F3\uFE0F\u200D\U0001F308";
  const std::string persian = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
  const std::string hindi = "\u0915\u094D\u200D\u0937";
  for (const std::string& text : {family, flag, persian, hindi, std::string("\u2764\uFE0F")})
    EXPECT_EQ(PlainText(text), text);
  EXPECT_EQ(PlainText("a\u200Db\u200Cc"), "a\uFFFDb\uFFFDc");
  EXPECT_EQ(PlainText("a\uFE0F\u2764\uFE01"), "a\uFFFD\u2764\uFFFD");
  EXPECT_EQ(PlainText("\U0001F468\u200D"), "\U0001F468\uFFFD");
  EXPECT_EQ(PlainText("\u0645\u200Ca"), "\u0645\uFFFDa");
}

TEST(PlainText, KeepsEveryOffset) {
  EXPECT_EQ(PlainText("지식 증류"), "지식 증류");
  EXPECT_EQ(PlainText("a\nb\033[1m\x7F\u0085"), "a b [1m  ");
  EXPECT_EQ(PlainText("a\u202Eb\u200B"), "a\uFFFDb\uFFFD");
  EXPECT_EQ(PlainText("a\xFF\xED\xA0\x80z"), "a\uFFFD\uFFFD\uFFFD\uFFFDz");
  const std::string mixed = "x\u200D\xC3y\x01\U0001F600\xF0\x9F";
  EXPECT_EQ(DecodeUtf8(PlainText(mixed)).size(), DecodeUtf8(mixed).size());
}

TEST(PlainPath, EscapesOnlyWhatIsUnsafe) {
  EXPECT_EQ(PlainPath("/r/두 words\\.pdf"), "/r/두 words\\.pdf");
  EXPECT_EQ(PlainPath("/a\nb\xFF\u202E"), "/a\\012b\\377\\342\\200\\256");
}

TEST(ShellWord, QuotesWhatIsSpecial) {
  EXPECT_EQ(ShellWord("/r/두_1-a.b+c@d.pdf"), "/r/두_1-a.b+c@d.pdf");
  EXPECT_EQ(ShellWord("/r/a b.pdf"), "'/r/a b.pdf'");
  EXPECT_EQ(ShellWord("$(x)"), "'$(x)'");
  EXPECT_EQ(ShellWord("it's"), "'it'\\''s'");
  EXPECT_EQ(ShellWord("a\nb\\'"), "$'a\\012b\\\\\\''");
  EXPECT_EQ(ShellWord("\xFF"), "$'\\377'");
  EXPECT_EQ(ShellWord(""), "''");
}

// Pasted into a shell that knows $'…', every name comes back as it was.
TEST(ShellWord, PastesBackAsItWas) {
  const std::array<std::string, 7> names = {"plain.pdf", "a b",      "it's \"so\" $HOME `id` \\ *",
                                            "a\nb\tc",   "\xFF\xFE", "\u202Ex\\012",
                                            "\033[31m7"};
  for (const std::string& name : names) {
    const std::string command = "printf %s " + ShellWord(name);
    std::string quoted = "bash -c '";
    for (const char c : command)
      quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((quoted + "'").c_str(), "r"), pclose);
    std::array<char, 256> buffer{};
    const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe.get());
    EXPECT_EQ(std::string(buffer.data(), size), name) << command;
  }
}

TEST(EscapeUnsafeInJson, EscapesInsideStrings) {
  EXPECT_EQ(EscapeUnsafeInJson("{\"a\":\"지\u202E\u0085\U000E0041\"}\n"),
            "{\"a\":\"지\\u202e\\u0085\\udb40\\udc41\"}\n");
}

TEST(PlainTail, KeepsTheEnd) {
  EXPECT_EQ(PlainTail("short.pdf", 20), "short.pdf");
  EXPECT_EQ(PlainTail("a-long-name.pdf", 8), "…ame.pdf");
  EXPECT_EQ(PlainTail("지식 증류.pdf", 8), "…류.pdf");  // 1 + 2 + 4 columns
  EXPECT_EQ(PlainTail("abc", 0), "");
}

}  // namespace
}  // namespace rsearch
