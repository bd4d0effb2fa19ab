#include "query/viewer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const ViewerTarget kTarget = {"/r/두 {page} words.pdf", 12, "지식 증류"};

class ViewerTest : public ::testing::Test {
 protected:
  std::string Install(const std::string& name, const std::string& script = "#!/bin/sh\n") {
    const fs::path file = dir_ / name;
    testing::WriteFile(file, script);
    fs::permissions(file, fs::perms::owner_all);
    return file.string();
  }
  [[nodiscard]] ViewerEnvironment Environment() const {
    ViewerEnvironment environment;
    environment.search_path = "/nowhere::" + dir_.path().string();
    return environment;
  }
  testing::TempDir dir_;
};

TEST_F(ViewerTest, EveryKnownViewerIsToldThePage) {
  const std::string uri = "file:///r/%EB%91%90%20%7Bpage%7D%20words.pdf#page=12";
  struct Case {
    std::string name;
    std::vector<std::string> arguments;
  };
  for (const Case& c : std::vector<Case>{{"zathura", {"--page=12", kTarget.path}},
                                         {"evince", {"--page-index=12", kTarget.path}},
                                         {"okular", {"-p", "12", kTarget.path}},
                                         {"sioyek", {"--page", "12", kTarget.path}},
                                         {"mupdf", {kTarget.path, "12"}},
                                         {"xpdf", {kTarget.path, "12"}},
                                         {"firefox", {uri}}}) {
    const std::string program = Install(c.name);
    const auto command = ChooseViewer(c.name, Environment(), kTarget);
    ASSERT_TRUE(command) << command.error().message;
    std::vector<std::string> expected = c.arguments;
    expected.insert(expected.begin(), program);
    EXPECT_EQ(command->words, expected);
    EXPECT_TRUE(command->knows_page);
  }
}

TEST_F(ViewerTest, TemplatesAreSplitBeforeTheyAreFilled) {
  const std::string program = Install("my viewer");
  const auto command =
      ChooseViewer("'my viewer' --at={page} \"{path}\" {query} x\\ y", Environment(), kTarget);
  ASSERT_TRUE(command) << command.error().message;
  EXPECT_THAT(command->words, ElementsAre(program, "--at=12", kTarget.path, "지식 증류", "x y"));
}

TEST_F(ViewerTest, AnUnknownProgramGetsThePath) {
  const std::string program = Install("other");
  const auto command = ChooseViewer("other --full", Environment(), kTarget);
  ASSERT_TRUE(command);
  EXPECT_THAT(command->words, ElementsAre(program, "--full", kTarget.path));
  EXPECT_FALSE(command->knows_page);
}

TEST_F(ViewerTest, TheFlagWinsThenTheEnvironmentThenWhatIsInstalled) {
  ViewerEnvironment environment = Environment();
  const auto chosen = [&](const std::string& flag) {
    const auto command = ChooseViewer(flag, environment, kTarget);
    return command ? fs::path(command->words.front()).filename().string() : "none";
  };
  EXPECT_EQ(chosen(""), "none");
  Install("xdg-open");
  EXPECT_EQ(chosen(""), "xdg-open");
  Install("chromium");
  EXPECT_EQ(chosen(""), "chromium");
  Install("lynx");
  environment.browser = "lynx --view %s:w3m";
  EXPECT_EQ(chosen(""), "lynx");
  Install("mupdf");
  EXPECT_EQ(chosen(""), "mupdf");
  Install("okular");
  EXPECT_EQ(chosen(""), "okular");
  environment.viewer = "mupdf";
  EXPECT_EQ(chosen(""), "mupdf");
  EXPECT_EQ(chosen("lynx"), "lynx");
}

TEST_F(ViewerTest, ErrorsSayWhatToDo) {
  EXPECT_THAT(ChooseViewer("", Environment(), kTarget).error().message,
              HasSubstr("RSEARCH_VIEWER"));
  EXPECT_EQ(ChooseViewer("zathura", Environment(), kTarget).error().message,
            "viewer zathura is not installed");
  EXPECT_EQ(ChooseViewer("a 'b", Environment(), kTarget).error().code, ErrorCode::kUsage);
  EXPECT_FALSE(ChooseViewer("  ", Environment(), kTarget));
  testing::WriteFile(dir_ / "plain", "no program");
  EXPECT_FALSE(ChooseViewer("plain", Environment(), kTarget));
}

TEST_F(ViewerTest, RunsWithoutAShellInASessionOfItsOwn) {
  const fs::path told = dir_ / "told";
  const std::string program =
      Install("viewer", "#!/bin/sh\n{ printf '%s|' \"$@\"; cut -d' ' -f6 /proc/$$/stat; } >" +
                            (dir_ / "part").string() + "\nmv " + (dir_ / "part").string() + " " +
                            told.string() + "\n");
  ASSERT_TRUE(RunDetached({{program, "$(touch x); *", "a b"}, true}));
  for (int i = 0; i < 500 && !fs::exists(told); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const std::string text = testing::ReadFile(told);
  EXPECT_TRUE(text.starts_with("$(touch x); *|a b|")) << text;
  const long session = std::strtol(text.c_str() + text.rfind('|') + 1, nullptr, 10);
  EXPECT_GT(session, 0);
  EXPECT_NE(session, getsid(0));
}

TEST_F(ViewerTest, AProgramThatCannotRunIsTold) {
  const std::string program = Install("broken", "#!/no/such/interpreter\n");
  const auto run = RunDetached({{program}, true});
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::kIo);
  EXPECT_THAT(run.error().message, HasSubstr("No such file"));
}

TEST(SplitWords, SplitsAsAShellDoes) {
  const auto split = [](const std::string& text) { return *SplitWords(text); };
  EXPECT_THAT(split(""), ElementsAre());
  EXPECT_THAT(split("  a \t b\n"), ElementsAre("a", "b"));
  EXPECT_THAT(split("a'b c'\"d e\"f"), ElementsAre("ab cd ef"));
  EXPECT_THAT(split(R"("a\"b\n\\" 'c\' d\ e)"), ElementsAre("a\"b\\n\\", "c\\", "d e"));
  EXPECT_THAT(split("'' \"\""), ElementsAre("", ""));
  EXPECT_THAT(split("$HOME `x` *"), ElementsAre("$HOME", "`x`", "*"));
  EXPECT_FALSE(SplitWords("a \"b"));
}

}  // namespace
}  // namespace rsearch
