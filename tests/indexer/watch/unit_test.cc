#include "indexer/watch/unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rsearch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(UnitWord, IsReadAsItStands) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"/usr/bin/rindex", "/usr/bin/rindex"},
      {"", R"("")"},
      {"with blank", R"("with blank")"},
      {"논문 리뷰", R"("논문 리뷰")"},
      {R"(a"b\c)", R"("a\"b\\c")"},
      {"100%", R"("100%%")"},
      {"$HOME", R"("$$HOME")"},
      {"it's", R"("it's")"},
      {";", R"(";")"},
      {"new\nline", R"("new\x0aline")"},
      {"latin\xE9", R"("latin\xe9")"},
  };
  for (const auto& [word, written] : cases)
    EXPECT_EQ(UnitWord(word), written);
}

TEST(UnitText, FillsItsBlanks) {
  const auto text = UnitText({"/opt/my $tools/rindex",
                              {"watch", "--index", "/home/me/my index", "--debounce", "5"},
                              {{"RSEARCH_CONFIG", "/home/me/c 100%.toml"}}});
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_THAT(*text, HasSubstr("\nExecStart=\"/opt/my $tools/rindex\" watch --index "
                               "\"/home/me/my index\" --debounce 5\n"));
  EXPECT_THAT(*text, HasSubstr("\nEnvironment=\"RSEARCH_CONFIG=/home/me/c 100%%.toml\"\n"));
  EXPECT_THAT(*text, HasSubstr("\nRestart=on-failure\n"));
  EXPECT_THAT(*text, HasSubstr("\nWantedBy=default.target\n"));
  EXPECT_THAT(*text, Not(HasSubstr("@")));
}

TEST(UnitText, WithoutEnvironment) {
  const auto text = UnitText({"/usr/bin/rindex", {"watch"}, {}});
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("\nExecStart=/usr/bin/rindex watch\nRestart="));
}

TEST(UnitText, ProgramsThatSystemdDoesNotStart) {
  for (const char* program : {"/a\"b/rindex", "/a'b/rindex", "/a\\b/rindex", "/a\nb/rindex"})
    EXPECT_FALSE(UnitText({program, {"watch"}, {}})) << program;
}

}  // namespace
}  // namespace rsearch
