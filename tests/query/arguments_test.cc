#include "query/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Words = std::vector<std::string>;

const OptionNames kNames = {.flags = {"json", "jsonl", "null", "help", "explain"},
                            .values = {"limit", "index", "open", "viewer"},
                            .short_flags = "l0h",
                            .short_values = "n"};

struct Case {
  Words arguments, options, words;
};

TEST(SplitArguments, TellsOptionsFromWords) {
  const std::vector<Case> cases = {
      {{}, {}, {}},
      {{"knowledge", "distillation"}, {}, {"knowledge", "distillation"}},
      {{"distillation", "-survey"}, {}, {"distillation", "-survey"}},
      {{"-survey", "--json", "bert"}, {"--json"}, {"-survey", "bert"}},
      {{"-n", "5", "a"}, {"-n", "5"}, {"a"}},
      {{"-n5", "a"}, {"-n5"}, {"a"}},
      {{"-nlp", "a"}, {}, {"-nlp", "a"}},
      {{"-l", "-0", "a"}, {"-l", "-0"}, {"a"}},
      {{"-l0", "a"}, {"-l0"}, {"a"}},
      {{"-lstm", "a"}, {}, {"-lstm", "a"}},
      {{"-2", "gpt"}, {}, {"-2", "gpt"}},
      {{"-", "a"}, {}, {"-", "a"}},
      {{"-\"a b\"", "c"}, {}, {"-\"a b\"", "c"}},
      {{"--limit=3", "a"}, {"--limit=3"}, {"a"}},
      {{"--limit", "3", "a"}, {"--limit", "3"}, {"a"}},
      {{"--viewer", "-odd", "a"}, {"--viewer", "-odd"}, {"a"}},
      {{"--index=/a b", "c"}, {"--index=/a b"}, {"c"}},
      {{"a", "--limit"}, {"--limit"}, {"a"}},
      {{"a", "--", "--json", "-n", "--"}, {}, {"a", "--json", "-n", "--"}},
      {{"--what is this"}, {}, {"--what is this"}},
      {{""}, {}, {""}},
  };
  for (const Case& c : cases) {
    const auto split = SplitArguments(c.arguments, kNames);
    ASSERT_TRUE(split) << ::testing::PrintToString(c.arguments);
    EXPECT_EQ(split->options, c.options) << ::testing::PrintToString(c.arguments);
    EXPECT_EQ(split->words, c.words) << ::testing::PrintToString(c.arguments);
  }
}

TEST(SplitArguments, UnknownLongOptionsAreErrorsWithAGuess) {
  const auto message = [](const std::string& argument) {
    const auto split = SplitArguments({argument, "a"}, kNames);
    return split ? "no error" : split.error().message;
  };
  EXPECT_EQ(message("--jsno"), "unknown option --jsno; did you mean --json?");
  EXPECT_EQ(message("--limt=4"), "unknown option --limt; did you mean --limit?");
  EXPECT_EQ(message("--expl"), "unknown option --expl; did you mean --explain?");
  EXPECT_EQ(message("--survey"), "unknown option --survey; to search for it, put -- before it");
}

}  // namespace
}  // namespace rsearch
