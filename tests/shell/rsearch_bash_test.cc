// shell/rsearch.bash in a real bash, asking the real rsearch: what Tab offers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/query/small_index.h"
#include "tests/support/process.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::Gt;
using ::testing::IsEmpty;
using Lines = std::vector<std::string>;

// $1 is the program, $2 the line up to the cursor, the others its words as bash takes them apart.
constexpr const char* kScript = R"sh(
source "$SOURCE/shell/rsearch.bash" || exit
COMP_LINE=$2 COMP_POINT=${#2}
COMP_WORDS=("${@:3}") COMP_CWORD=$(($# - 3))
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
_rsearch "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
((${#COMPREPLY[@]})) && printf '%s\n' "${COMPREPLY[@]}"
exit 0
)sh";

Lines LinesOf(const std::string& text) {
  std::istringstream in(text);
  Lines lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

class RsearchBash : public ::testing::Test {
 protected:
  static std::vector<SmallDeck> Decks() {
    const PageFacts vision = {1,      "review",        "ko", "RKD",    "Computer Vision",
                              "CVPR", {"Wonpyo Park"}, 2019, 20210106, {},
                              {}};
    const PageFacts graphs = {1,    "paper", "en", "GAT", "GNN", "ICLR", {"Jie Zhou"},
                              2018, 0,       {},   {}};
    return {{"rkd.pdf", vision, {{"distillation"}}}, {"gat.pdf", graphs, {{"attention"}}}};
  }

  static testing::Outcome Bash(const std::string& line, const Lines& words,
                               const std::string& index) {
    Lines command = {"/bin/bash", "--norc", "-c", kScript, "bash", RSEARCH, line};
    command.insert(command.end(), words.begin(), words.end());
    return testing::Run(
        command, {{{"SOURCE", RSEARCH_SOURCE_DIR}, {"RSEARCH_INDEX", index}, {"LC_ALL", "C.UTF-8"}},
                  nullptr});
  }

  [[nodiscard]] Lines Offers(const std::string& line, const Lines& words) const {
    const testing::Outcome outcome = Bash(line, words, small_.folder().string());
    EXPECT_EQ(outcome.status, 0) << line;
    EXPECT_THAT(outcome.err, IsEmpty()) << line;
    return LinesOf(outcome.out);
  }

  static Lines Rsearch(const Lines& arguments) {
    Lines command = {RSEARCH};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return LinesOf(testing::Run(command).out);
  }

  SmallIndex small_{Decks()};
};

TEST_F(RsearchBash, OffersWhatMayFollow) {
  struct Case {
    const char* line;
    Lines words;
    Lines offers;
  };
  for (const Case& c : {
           Case{"rsearch gnn ye", {"rsearch", "gnn", "ye"}, {"year:"}},
           Case{"rsearch year:", {"rsearch", "year", ":"}, {"2018", "2019"}},
           Case{"rsearch -year:2019", {"rsearch", "-year", ":", "2019"}, {"2019"}},
           Case{"rsearch kind:p", {"rsearch", "kind", ":", "p"}, {"paper"}},
           Case{"rsearch author:z", {"rsearch", "author", ":", "z"}, {"zhou"}},
           Case{"rsearch field:c", {"rsearch", "field", ":", "c"}, {R"(\"Computer\ Vision\")"}},
           Case{R"(rsearch field:\"comp)",
                {"rsearch", "field", ":", R"(\"comp)"},
                {R"(\"Computer\ Vision\")"}},
           Case{R"(rsearch 'gnn field:"comp)",
                {"rsearch", R"('gnn field:"comp)"},
                {R"(gnn field:"Computer Vision")"}},
           Case{R"(rsearch "field:\"comp)",
                {"rsearch", R"("field:\"comp)"},
                {R"(field:\"Computer Vision\")"}},
           Case{"rsearch 'bert ki",
                {"rsearch", "'bert ki"},
                {"bert kind:review", "bert kind:paper", "bert kind:trends"}},
           Case{R"(rsearch title:"know)", {"rsearch", "title", ":", "\"know"}, {}},
           Case{"rsearch --fold", {"rsearch", "--fold"}, {}},
           Case{"rsearch --exp", {"rsearch", "--exp"}, {"--explain"}},
           Case{"rsearch --sort n", {"rsearch", "--sort", "n"}, {"newest"}},
           Case{"rsearch --sort=", {"rsearch", "--sort", "="}, {"score", "path", "newest"}},
           Case{"rsearch --color=n", {"rsearch", "--color", "=", "n"}, {"never"}},
           Case{"rsearch -n ", {"rsearch", "-n", ""}, {}},
           Case{"rsearch gnn", {"rsearch", "gnn"}, {}},
       }) {
    EXPECT_THAT(Offers(c.line, c.words), ElementsAreArray(c.offers)) << c.line;
  }
}

// What an index holds may be meant for the shell that it is offered to.
TEST_F(RsearchBash, OffersAreNeverCommands) {
  PageFacts evil = Decks()[0].facts;
  evil.field = "x'; touch owned; $(touch owned) `touch owned` \\";
  const SmallIndex index({{"evil.pdf", evil, {{"distillation"}}}});
  for (const std::string typed : {"", "'", "\""}) {
    const std::string word = typed == "\"" ? "\"field:" : typed + "field:";
    const testing::Outcome offer =
        typed.empty() ? Bash("rsearch field:", {"rsearch", "field", ":"}, index.folder().string())
                      : Bash("rsearch " + word, {"rsearch", word}, index.folder().string());
    ASSERT_EQ(LinesOf(offer.out).size(), 1U) << typed << offer.err;
    // As Tab and Enter would have it; a word cut at its colon has its name before it.
    const std::string command =
        "printf %s " + typed + (typed.empty() ? "field:" : "") + LinesOf(offer.out)[0] + typed;
    const testing::Outcome run = testing::Run({"/bin/bash", "-c", command},
                                              {{}, [folder = index.root().parent_path().string()] {
                                                 if (chdir(folder.c_str()) != 0) _exit(126);
                                               }});
    EXPECT_EQ(run.out, "field:\"" + evil.field + "\"") << command;
    EXPECT_EQ(run.err, "") << command;
    EXPECT_FALSE(std::filesystem::exists(index.root().parent_path() / "owned")) << command;
  }
}

TEST_F(RsearchBash, AsksTheIndexThatIsTyped) {
  const std::string folder = small_.folder().string();
  const testing::Outcome outcome =
      Bash("rsearch --index " + folder + " year:", {"rsearch", "--index", folder, "year", ":"},
           "/nowhere");
  EXPECT_THAT(LinesOf(outcome.out), ElementsAre("2018", "2019"));
}

TEST_F(RsearchBash, WithoutAnIndexOffersNames) {
  const testing::Outcome names = Bash("rsearch ye", {"rsearch", "ye"}, "/nowhere");
  EXPECT_THAT(LinesOf(names.out), ElementsAre("year:"));
  const testing::Outcome values = Bash("rsearch year:", {"rsearch", "year", ":"}, "/nowhere");
  EXPECT_EQ(values.status, 0);
  EXPECT_THAT(values.out + values.err, IsEmpty());
}

TEST_F(RsearchBash, OffersEveryOptionOfTheHelp) {
  std::set<std::string> shown;
  const std::regex option(R"(^  (?:-\w,)?(--[a-z-]+))");
  std::smatch match;
  for (const std::string& line : Rsearch({"--help"}))
    if (std::regex_search(line, match, option)) shown.insert(match[1]);
  ASSERT_THAT(shown.size(), Gt(10U));
  const Lines offered = Offers("rsearch --", {"rsearch", "--"});
  EXPECT_THAT(std::set<std::string>(offered.begin(), offered.end()), ElementsAreArray(shown));
  EXPECT_EQ(shown.count("--complete"), 0U);
}

}  // namespace
}  // namespace rsearch
