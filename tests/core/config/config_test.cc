#include "rsearch/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "rsearch/name_rules.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class ConfigTest : public ::testing::Test {
 protected:
  ConfigTest() { setenv("HOME", home().c_str(), 1); }  // NOLINT(concurrency-mt-unsafe)

  [[nodiscard]] fs::path home() const { return fs::canonical(dir_.path()) / "home"; }
  [[nodiscard]] fs::path file() const { return dir_ / "config.toml"; }

  Result<Config> Read(const std::string& toml) {
    WriteFile(file(), toml);
    return ReadConfig(file());
  }
  // What is wrong, without the file's name.
  std::string Mistake(const std::string& toml) {
    const auto config = Read(toml);
    if (config) return "nothing is wrong";
    EXPECT_EQ(config.error().code, ErrorCode::kUsage);
    EXPECT_THAT(config.error().message, StartsWith(file().string() + ":"));
    EXPECT_EQ(config.error().message.find('\n'), std::string::npos);
    return config.error().message.substr(file().string().size());
  }

  TempDir dir_;
};

TEST_F(ConfigTest, DefaultsWhereThereIsNone) {
  for (const fs::path& none : {fs::path(), dir_ / "none.toml", dir_ / "no/folder.toml"}) {
    const auto config = ReadConfig(none);
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_THAT(config->file.string(), IsEmpty());
    EXPECT_THAT(config->roots, IsEmpty());
    EXPECT_EQ(config->weights.title, 0.6);
    EXPECT_EQ(config->rules.files.size(), DefaultNameRules().files.size());
  }
  EXPECT_TRUE(Read(""));
  EXPECT_TRUE(ReadConfig("/dev/null"));
}

TEST_F(ConfigTest, TheDefaultRulesAreRight) {
  const auto rules = ReadConfig(fs::path(RSEARCH_SOURCE_DIR) / "data/name_rules.toml");
  ASSERT_TRUE(rules) << rules.error().message;
  const NameRules compiled = DefaultNameRules();
  EXPECT_GT(compiled.files.size(), 100U);
  EXPECT_GT(compiled.folders.size(), 20U);
  EXPECT_GT(compiled.no_title.size(), 50U);
  EXPECT_GT(compiled.no_field.size(), 50U);
  EXPECT_EQ(compiled.fields.at("gnn"), "GNN");
}

TEST_F(ConfigTest, ReadsEverything) {
  fs::create_directories(home() / "reviews");
  fs::create_directory_symlink(home() / "reviews", home() / "link");
  const auto config = Read(R"toml(
roots = ["~/reviews/", "/srv/./papers/../decks", "~/link"]
exclude = "*draft*"
viewer = "zathura --page={page} {path}"
terms = ["nlp.tsv", "~/terms.tsv", "/etc/terms.tsv"]
no_title = ["My Slides"]
no_field = ["group *"]

[weights]
title = 1
coverage = 0.5

[fields]
"Graph stuff" = "Graphs"
gnn = "Graph Networks"

[[file]]
pattern = ["{title} by {*}", "{title}-{n}"]

[[file]]
pattern = "{*}digest{*}"
kind = "trends"

[root."~/reviews"]
exclude = ["old/*"]
no_title = ["Talk of the day"]

[[root."~/reviews".file]]
pattern = "R{n} {title}"
title = "{title} (round {n})"
)toml");
  ASSERT_TRUE(config) << config.error().message;
  const std::string reviews = (home() / "reviews").string();
  EXPECT_EQ(config->file, file());
  // Normalised as the index's roots are, each once.
  EXPECT_THAT(config->roots, ElementsAre(reviews, "/srv/decks"));
  EXPECT_THAT(config->excludes, ElementsAre("*draft*"));
  EXPECT_EQ(config->viewer, "zathura --page={page} {path}");
  EXPECT_THAT(config->terms_files, ElementsAre(fs::path(dir_ / "nlp.tsv"), home() / "terms.tsv",
                                               fs::path("/etc/terms.tsv")));
  EXPECT_EQ(config->weights.title, 1);
  EXPECT_EQ(config->weights.context, 0.5);
  EXPECT_EQ(config->weights.coverage, 0.5);
  EXPECT_EQ(config->rules.no_title.front(), "myslides");
  EXPECT_EQ(config->rules.no_field.front(), "group_*");
  EXPECT_EQ(config->rules.fields.at("graphstuff"), "Graphs");
  EXPECT_EQ(config->rules.fields.at("gnn"), "Graph Networks");  // not the default's
  EXPECT_EQ(config->rules.fields.at("nlp"), "NLP");
  EXPECT_EQ(config->rules.files.size(), DefaultNameRules().files.size() + 3);
  EXPECT_EQ(config->rules.files[1].pattern, "{title}-{n}");
  EXPECT_EQ(config->rules.files[2].kind, DeckKind::kTrends);

  EXPECT_THAT(config->ExcludesOf(reviews), ElementsAre("*draft*", "old/*"));
  EXPECT_THAT(config->ExcludesOf("/srv/decks"), ElementsAre("*draft*"));
  EXPECT_EQ(config->RulesOf("/srv/decks").files.size(), config->rules.files.size());
  const NameRules& rules = config->RulesOf(reviews);
  EXPECT_EQ(ReadName("R2 Graph Cuts.pdf", rules).title, "Graph Cuts (round 2)");
  EXPECT_EQ(ReadName("210106_Graph Cuts by Kim.pdf", rules).title, "Graph Cuts");
  EXPECT_EQ(ReadName("Talk of the day.pdf", rules).title, "");
  EXPECT_EQ(ReadName("My slides.pdf", rules).title, "");
  EXPECT_EQ(ReadName("R2 Graph Cuts.pdf", config->RulesOf("/srv/decks")).title, "R2 Graph Cuts");
}

TEST_F(ConfigTest, MistakesAreNamedWithTheirPlace) {
  struct Case {
    const char* toml;
    const char* mistake;
  };
  for (const Case& c : {
           Case{"roots = [\"/a\"\nviewer = 1", ":2: Error while parsing array"},
           Case{"\n\nveiwer = \"x\"", ":3: unknown key \"veiwer\"; did you mean viewer?"},
           Case{"a = 1", ":1: unknown key \"a\"; there are roots, exclude, viewer,"},
           Case{"viewer = 3", ":1: viewer must be a text in quotes"},
           Case{R"(viewer = "a\u0000b")", ":1: viewer has a control character"},
           Case{"roots = [\"/a\",\n 7]", ":2: roots must be a text in quotes"},
           Case{"roots = [\n\"/a\",\n\"b\"]", ":3: \"b\" must begin with / or ~/"},
           Case{"roots = [\"\"]", ":1: roots has an empty text"},
           Case{"roots = [\"reviews\"]", ":1: \"reviews\" must begin with / or ~/"},
           Case{"weights = 1", ":1: weights must be a table: [weights] on a line of its own"},
           Case{"[weights]\ntitle = -1", ":2: title must be a number from 0 to 10"},
           Case{"[weights]\ntitle = nan", ":2: title must be a number from 0 to 10"},
           Case{"[weights]\ncontext = 10.5", ":2: context must be a number from 0 to 10"},
           Case{"[weights]\ncontext = true", ":2: context must be a number from 0 to 10"},
           Case{"[weights]\nheading = 1", ":2: unknown key \"heading\"; there are title, context"},
           Case{"[weights]\ntitle = 1\nviewer = \"x\"",
                ":3: viewer is no key of this table; it belongs at the top, above every [table]"},
           Case{"[fields]\nexclude = [\"x\"]", ":2: exclude is no key of this table"},
           Case{"[fields]\nx = 1", ":2: a field's name must be a text in quotes"},
           Case{"[fields]\n\"-\" = \"x\"", ":2: a field without a name"},
           Case{"file = 1", ":1: file must be tables: [[file]]"},
           Case{"[file]\npattern = \"x\"", ":1: file must be tables: [[file]]"},
           Case{"[[file]]\n\n[[file]]\ntitle = \"x\"", ":1: a rule without a pattern"},
           Case{"[[file]]\npattern = [\"{title}\",\n \"{titel}\"]",
                ":3: unknown {titel} in a pattern; did you"},
           Case{"[[file]]\npattern = \"{title}\"\ntitle = \"{mm}\"",
                ":3: the pattern has no {mm}, which the title asks for"},
           Case{"[[folder]]\npattern = \"x\"\nkind = \"papers\"",
                ":3: unknown kind \"papers\"; did you mean paper?"},
           Case{"[[folder]]\npatern = \"x\"", ":1: a rule without a pattern"},
           Case{"[root.x]\nexclude = \"y\"", ":1: \"x\" must begin with / or ~/"},
           Case{"[root]\n\"/a\" = 1", ":2: a root must be a table: [root.\"~/reviews\"]"},
           Case{"[root.\"/a\"]\n[root.\"/a/\"]", ":2: root \"/a/\" is there twice"},
           Case{"[root.\"/a\"]\nviewer = \"x\"", ":2: viewer is no key of this table"},
           Case{"a = \"\xFF\"", ":1: "},
       })
    EXPECT_THAT(Mistake(c.toml), HasSubstr(c.mistake)) << c.toml;
}

// toml++ takes it for impossible that these come where a blank may be.
TEST_F(ConfigTest, LettersWhereABlankMayBe) {
  for (const std::string letter : {"\u00e9", "\u3131", "\ufe7f", "\u00a1"}) {
    EXPECT_THAT(Mistake(letter + " = 1"), StartsWith(":1: ")) << letter;
    EXPECT_THAT(Mistake("viewer = " + letter), StartsWith(":1: ")) << letter;
    EXPECT_THAT(Mistake("viewer =" + letter + "\"x\""), StartsWith(":1: ")) << letter;
    const auto config = Read("viewer = \"\"\"a\\\n  " + letter + "\"\"\"");
    ASSERT_TRUE(config) << letter << config.error().message;
    EXPECT_EQ(config->viewer, "a" + letter);
  }
}

TEST_F(ConfigTest, TheFirstMistakeInTheFileIsTold) {
  EXPECT_THAT(Mistake("[weights]\ntitle = 11\n[fields]\nx = 1\n[bad]\n"), StartsWith(":2: title"));
}

TEST_F(ConfigTest, HostileFilesAreErrors) {
  std::string nested;
  for (int i = 0; i < 20000; ++i)
    nested += '[';
  EXPECT_THAT(Mistake("roots = " + nested), StartsWith(":1: "));
  std::string dotted = "a";
  for (int i = 0; i < 20000; ++i)
    dotted += ".a";
  EXPECT_EQ(Mistake("\n" + dotted + " = 1"), ":2: too many dots in one line");
  dotted.resize(199);
  for (const int levels : {7, 2000}) {
    std::string deep = "[" + dotted + "]\nx = [\n";
    for (int i = 0; i < levels; ++i)
      deep += "{ " + dotted + " = [\n";
    for (int i = 0; i < levels; ++i)
      deep += "] }\n";
    EXPECT_THAT(Mistake(deep + "]"), HasSubstr(levels == 7 ? "unknown key" : "nested"));
  }
  EXPECT_THAT(Mistake(std::string(std::size_t{2} << 20, '\n')),
              EndsWith("larger than a config can be"));
  EXPECT_THAT(Mistake("\"" + std::string(100'000, 'k') + "\" = 1"),
              HasSubstr(std::string(60, 'k') + "…"));
  EXPECT_THAT(Mistake("\"\\u001b[31m\" = 1"), HasSubstr("unknown key \" [31m\""));
}

// The documented example cut short, and with bytes in it that do not belong there.
TEST_F(ConfigTest, BrokenFilesAreReadOrTold) {
  const std::string page = ReadFile(fs::path(RSEARCH_SOURCE_DIR) / "docs/config.md");
  const std::size_t begin = page.find("```toml\n") + 8;
  const std::string example = page.substr(begin, page.find("```", begin) - begin);
  std::minstd_rand random(1);
  for (std::size_t size = 0; size < example.size(); size += 11) {
    std::string broken = example.substr(0, size);
    for (const bool mutate : {false, true}) {
      if (mutate && !broken.empty()) broken[random() % size] = static_cast<char>(random() % 256);
      const auto config = Read(broken);
      const std::string told = config ? "" : config.error().message;
      EXPECT_TRUE(config || told.starts_with(file().string() + ":")) << told;
    }
  }
}

TEST_F(ConfigTest, WhatCannotBeReadIsAnError) {
  const auto config = ReadConfig(dir_.path());
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kIo);
  EXPECT_THAT(config.error().message, HasSubstr("cannot read " + dir_.path().string()));
}

TEST_F(ConfigTest, WhereTheFileIs) {
  // NOLINTBEGIN(concurrency-mt-unsafe)
  unsetenv("RSEARCH_CONFIG");
  unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(ConfigFile(), home() / ".config/rsearch/config.toml");
  setenv("XDG_CONFIG_HOME", "/x", 1);
  EXPECT_EQ(ConfigFile(), "/x/rsearch/config.toml");
  setenv("RSEARCH_CONFIG", "/y.toml", 1);
  EXPECT_EQ(ConfigFile(), "/y.toml");
  unsetenv("RSEARCH_CONFIG");
  unsetenv("XDG_CONFIG_HOME");
  unsetenv("HOME");
  EXPECT_EQ(ConfigFile(), "");
  EXPECT_THAT(Mistake("roots = [\"~/a\"]"), EndsWith("cannot be found: HOME is not set"));
  // NOLINTEND(concurrency-mt-unsafe)
}

// The example of docs/config.md is one.
TEST_F(ConfigTest, TheDocumentedExampleIsRight) {
  const std::string page = ReadFile(fs::path(RSEARCH_SOURCE_DIR) / "docs/config.md");
  std::vector<std::string> examples;
  for (std::size_t at = page.find("```toml\n"); at != std::string::npos;) {
    const std::size_t begin = at + 8;
    const std::size_t end = page.find("```", begin);
    examples.push_back(page.substr(begin, end - begin));
    at = page.find("```toml\n", end);
  }
  ASSERT_GE(examples.size(), 2U);
  for (const std::string& example : examples) {
    const auto config = Read(example);
    ASSERT_TRUE(config) << config.error().message << "\n" << example;
  }
  const auto config = Read(examples.front());
  EXPECT_THAT(config->roots,
              ElementsAre((home() / "reviews").string(), (home() / "papers").string()));
  EXPECT_THAT(config->excludes, ElementsAre("*draft*", "backup/*"));
  EXPECT_EQ(config->viewer, "zathura");
  EXPECT_THAT(config->terms_files, ElementsAre(fs::path(dir_ / "nlp.tsv")));
  EXPECT_EQ(config->weights.title, 0.6);  // the example shows the defaults
  EXPECT_EQ(config->weights.context, 0.5);
  EXPECT_EQ(config->weights.coverage, 0.2);
  const NameRules& rules = config->RulesOf((home() / "papers").string());
  EXPECT_EQ(ReadName("210106_Graph Cuts (Kim).pdf", config->rules).title, "Graph Cuts");
  EXPECT_EQ(ReadName("weekly digest 2022-06.pdf", config->rules).kind, DeckKind::kTrends);
  EXPECT_EQ(ReadName("group meetings/nlp/Graph Cuts.pdf", config->rules).field, "Language");
  EXPECT_EQ(ReadName("cuts/Graph Cuts.pdf", rules).kind, DeckKind::kPaper);
  EXPECT_THAT(config->ExcludesOf((home() / "papers").string()),
              ElementsAre("*draft*", "backup/*", "supplement/*"));
}

}  // namespace
}  // namespace rsearch
