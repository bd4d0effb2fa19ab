#include "rsearch/glossary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/glossary/entry.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Names = std::vector<std::string>;

class GlossaryTest : public ::testing::Test {
 protected:
  Names NamesOf(std::string_view name) {
    const Names keys = KeysOf(name, &analyzer_);
    return keys.empty() ? Names() : NamesWithKey(keys.front());
  }

  [[nodiscard]] Names NamesWithKey(std::string_view key) const {
    Names names;
    glossary_.ForEachName(key, [&](std::string_view other) { names.emplace_back(other); });
    return names;
  }

  Result<void> AddText(std::string_view text) {
    WriteFile(dir_ / "terms.tsv", text);
    return glossary_.AddFile(dir_ / "terms.tsv", &analyzer_);
  }

  TempDir dir_;
  Analyzer analyzer_ = std::move(*Analyzer::Create());
  Glossary glossary_;
};

TEST_F(GlossaryTest, CuratedNamesAreFoundBothWays) {
  struct Case {
    const char* name;
    const char* other;
  };
  for (const Case& c : {
           Case{"지식 증류", "knowledge distillation"},
           Case{"knowledge distillation", "지식 증류"},
           Case{"지식증류를", "knowledge distillation"},
           Case{"드롭아웃", "dropout"},
           Case{"Dropout", "드롭아웃"},
           Case{"옵티컬 플로우", "optical flow"},
           Case{"광학 흐름", "optical flow"},
           Case{"optical flow", "옵티컬 플로우"},
           Case{"차원의 저주", "curse of dimensionality"},
           Case{"차원의저주", "curse of dimensionality"},
           Case{"curse of dimensionality", "차원의 저주"},
           Case{"Collaborative Filtering", "협업 필터링"},
       }) {
    EXPECT_THAT(NamesOf(c.name), Contains(c.other)) << c.name;
  }
  EXPECT_THAT(NamesOf("zyzzyva"), IsEmpty());
  EXPECT_TRUE(glossary_.Knows("지식증류"));
  EXPECT_FALSE(glossary_.Knows("지식증"));
  EXPECT_FALSE(glossary_.Knows(""));
}

// data/terms.tsv is written by hand: what is compiled in must be all of it.
TEST_F(GlossaryTest, EveryLineOfTheCuratedListIsCompiledIn) {
  std::ifstream in(TERMS);
  ASSERT_TRUE(in) << TERMS;
  std::set<std::string> lines;
  std::size_t entries = 0;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const auto names = ParseGlossaryLine(line);
    ASSERT_TRUE(names) << TERMS << ":" << number << ": " << names.error().message;
    if (names->empty()) continue;
    ++entries;
    EXPECT_TRUE(lines.insert(line).second) << TERMS << ":" << number << " is there twice";
    for (const std::string& name : *names) {
      const Names keys = KeysOf(name, &analyzer_);
      EXPECT_FALSE(keys.empty()) << TERMS << ":" << number << ": " << name << " has no word";
      for (const std::string& key : keys)
        EXPECT_TRUE(glossary_.Knows(key)) << TERMS << ":" << number << ": " << name;
    }
  }
  EXPECT_GE(entries, 600U);
}

TEST_F(GlossaryTest, AUsersNamesComeFirstAndOnce) {
  const auto added = AddText(
      "# mine\n\n"
      "지식 증류; 선생님 따라하기\tKnowledge Distillation; teacher copying\r\n"
      "\uC9C0\uC2DD \uC99D\uB958; knowledge squeezing\n");
  ASSERT_TRUE(added) << added.error().message;
  const Names names = NamesOf("지식 증류");
  ASSERT_GT(names.size(), 4U) << "the curated names stay";
  EXPECT_THAT(Names(names.begin(), names.begin() + 4),
              ElementsAre("선생님 따라하기", "Knowledge Distillation", "teacher copying",
                          "knowledge squeezing"));
  EXPECT_THAT(NamesOf("teacher copying"),
              ElementsAre("지식 증류", "선생님 따라하기", "Knowledge Distillation"));
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
}

TEST_F(GlossaryTest, NamesThatAreDecomposedAreFoundComposed) {
  ASSERT_TRUE(AddText("\u1112\u1167\u11B8\u110B\u1165\u11B8 \u1107\u1169\u11BA\tbot squad\n"));
  EXPECT_THAT(NamesOf("협업 봇"), ElementsAre("bot squad"));
}

TEST_F(GlossaryTest, AByteOrderMarkIsNotPartOfTheFirstName) {
  ASSERT_TRUE(AddText("\uFEFF# mine\nblue jay\t파랑새목\n"));
  EXPECT_THAT(NamesOf("blue jay"), ElementsAre("파랑새목"));
}

TEST_F(GlossaryTest, NamesWithTheKeyItselfAreNotOthers) {
  ASSERT_TRUE(AddText("blue jay; blue jays; bluejay\t파랑새목\n"));
  EXPECT_THAT(NamesOf("blue jay"), ElementsAre("파랑새목"));
  EXPECT_THAT(NamesOf("A/B test"), Not(Contains("A/B testing"))) << "of the curated ones neither";
}

TEST_F(GlossaryTest, AMistakeIsToldWithItsPlace) {
  struct Case {
    std::string text, message;
  };
  for (const Case& c : {
           Case{"# mine\n청둥새\tmallard bird\n짝 없는 이름\n뒤\tbehind them\n",
                ":3: only one name, \"짝 없는 이름\""},
           Case{"청둥새\tmallard bird\nbad\t\xFF\n", ":2: not UTF-8"},
       }) {
    glossary_ = Glossary();
    const auto added = AddText(c.text);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, ErrorCode::kUsage);
    EXPECT_THAT(added.error().message, HasSubstr((dir_ / "terms.tsv").string() + c.message));
    EXPECT_THAT(NamesOf("청둥새"), ElementsAre("mallard bird")) << "the lines before it count";
    EXPECT_THAT(NamesOf("behind them"), IsEmpty());
  }
}

TEST_F(GlossaryTest, AFileThatIsNotThereIsTold) {
  const auto added = glossary_.AddFile(dir_ / "none.tsv", &analyzer_);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(added.error().message, HasSubstr((dir_ / "none.tsv").string()));
}

// Sets environment variables, or takes them away, until it dies.
class Environment {
 public:
  void Set(const char* name, const char* value) {
    const char* before = std::getenv(name);
    before_.emplace_back(name, before == nullptr ? std::nullopt : std::optional(before));
    Put(name, value);
  }
  Environment() = default;
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  Environment(Environment&&) = delete;
  Environment& operator=(Environment&&) = delete;
  ~Environment() {
    for (const auto& [name, value] : before_)
      Put(name.c_str(), value ? value->c_str() : nullptr);
  }

 private:
  static void Put(const char* name, const char* value) {
    if (value == nullptr)
      unsetenv(name);
    else
      setenv(name, value, 1);
  }

  std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

TEST(GlossaryUserFile, IsWhereConfigurationIs) {
  struct Case {
    const char* config;
    const char* home;
    const char* file;
  };
  for (const Case& c : {
           Case{"/etc/mine", "/home/kim", "/etc/mine/rsearch/terms.tsv"},
           Case{"", "/home/kim", "/home/kim/.config/rsearch/terms.tsv"},
           Case{nullptr, "/home/kim", "/home/kim/.config/rsearch/terms.tsv"},
           Case{"/etc/mine", nullptr, "/etc/mine/rsearch/terms.tsv"},
           Case{nullptr, nullptr, ""},
           Case{"", "", ""},
       }) {
    Environment environment;
    environment.Set("XDG_CONFIG_HOME", c.config);
    environment.Set("HOME", c.home);
    EXPECT_EQ(Glossary::UserFile(), c.file);
  }
}

}  // namespace
}  // namespace rsearch
