// Queries that were made to take all of a machine's time or memory, through the real rsearch: each
// is answered, or refused with a reason. What CI can promise on a busy machine is CPU time and
// memory; the long form also measures the clock, on the sample collection, on the real one and on
// an index of 100,000 pages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/relevance/text_run.h"
#include "tests/relevance/tsv.h"
#include "tests/reliability/reliability_test.h"
#include "tests/reliability/rounds.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::uint64_t kMaxPeak = 256U << 20;  // bytes
constexpr double kMaxSeconds = 1;               // of the clock; told in the long form
constexpr rlim_t kMaxCpuSeconds = 30;           // a query that needs more is lost on any machine

struct Killer {
  std::string name;
  std::vector<std::string> arguments;
  std::string refusal;  // what the message says; empty: it is answered, hits or none
  std::string input = "/dev/null";
};

std::string Times(const std::string& text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i)
    all += text;
  return all;
}

// `count` words that `word` makes of 0, 1, ….
template <class Word>
std::string Words(std::size_t count, const Word& word, const std::string& between = " ") {
  std::string all;
  for (std::size_t i = 0; i < count; ++i)
    all += (i == 0 ? "" : between) + word(i);
  return all;
}

// "the" in 30 pairs of parentheses, each with `before` and `behind` it.
std::string Nested(const std::string& before, const std::string& behind) {
  std::string query = "the";
  for (int i = 0; i < 30; ++i) {
    std::string outer = "(" + before;
    query = outer.append(query).append(behind).append(")");
  }
  return query;
}

// A word as a person gets it wrong.
std::string Slip(std::size_t i) {
  static const std::vector<std::string> kWords = {
      "distillaton",   "attenton",      "transfromer",   "convolutinal",
      "reinforcment",  "embeding",      "recurent",      "optimizaton",
      "segmentaton",   "classificaton", "representaton", "adversarail",
      "regularizaton", "normalizaton",  "pretrainning",  "unsuprevised"};
  return kWords[i % kWords.size()] + std::string(1, static_cast<char>('a' + i / kWords.size()));
}

std::string Letters(std::size_t i) {
  return {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26 % 26)};
}

// Words that nearly every page has.
const std::vector<std::string>& Common() {
  static const std::vector<std::string> kWords = {"the",  "of",   "and",  "to",    "in", "for",
                                                  "is",   "we",   "on",   "with",  "이", "있는",
                                                  "하는", "모델", "학습", "데이터"};
  return kWords;
}

std::string CommonWord(std::size_t i) {
  return Common()[i % Common().size()];
}

std::string Syllable(std::size_t i) {
  std::string text;
  const auto c = static_cast<unsigned>(0xAC00 + i * 149 % 11172);
  text.push_back(static_cast<char>(0xE0 | c >> 12));
  text.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
  text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  return text;
}

std::vector<Killer> Killers(const fs::path& folder) {
  const auto file = [&](const std::string& name, const std::string& bytes) {
    WriteFile(folder / name, bytes);
    return (folder / name).string();
  };
  const std::string common = Words(64, CommonWord);
  std::vector<Killer> all = {
      // Depth and length.
      {"32 parentheses", {Times("(", 32) + "bert" + Times(")", 32)}, ""},
      {"33 parentheses", {Times("(a ", 33) + "bert" + Times(")", 33)}, "nested parentheses"},
      {"1,300 parentheses, a word in each", {Times("(a ", 1300) + Times(")", 100)}, "words"},
      {"10,000 parentheses", {Times("(", 10'000)}, "bytes long"},
      {"100,000 parentheses", {Times("(", 50'000) + "a" + Times(")", 50'000)}, "bytes long"},
      {"30 groups in each other", {Nested("+", " -(a of)")}, ""},
      {"30 groups in each other, all of each", {Nested("of +", "")}, ""},
      {"30 groups, either of each", {Nested("", " OR -of")}, ""},
      {"2,000 empty pairs", {Times("()", 2000) + "bert"}, ""},
      {"4,096 times a letter", {Times("a", 4096)}, "nothing to search for"},
      {"4,097 times a letter", {Times("a", 4097)}, "bytes long"},
      {"1,365 syllables in one word", {Times("가", 1365)}, "nothing to search for"},
      {"1,365 different syllables in one word",
       {Words(1365, Syllable, "")},
       "nothing to search for"},
      {"4,096 bytes of NFKC that grow", {Times("\uFDFA", 1365)}, "bytes long"},
      {"4,096 bytes of punctuation", {Times("?!-*", 1024)}, "nothing to search for"},
      {"all operators",
       {"bert " + Words(60, [](std::size_t) { return "OR AND NEAR NOT"; })},
       "words"},
      {"64 NOTs", {"bert " + Words(31, [](std::size_t i) { return "NOT " + CommonWord(i); })}, ""},
      // Many words.
      {"64 common words", {common}, ""},
      {"65 words", {common + " x"}, "words"},
      {"64 common words, all of them",
       {Words(64, [](std::size_t i) { return "+" + CommonWord(i); })},
       ""},
      {"OR of 64 common words", {Words(32, CommonWord, " OR ")}, ""},
      {"AND of 64 common words", {Words(32, CommonWord, " AND ")}, ""},
      {"64 misspelt words", {Words(64, Slip)}, ""},
      {"64 misspelt words of one letter's",
       {Words(64, [](std::size_t i) { return "c" + Letters(i) + "onvolutiom"; })},
       ""},
      {"64 misspelt Hangul words",
       {Words(64, [](std::size_t i) { return "지식증류" + Syllable(i) + Syllable(i + 7); })},
       ""},
      {"64 long Hangul words nobody knows",
       {Words(60,
              [](std::size_t i) {
                return Words(
                    7, [&](std::size_t k) { return Syllable(i * 31 + k); }, "");
              })},
       ""},
      {"64 Hangul words that sound foreign",
       {Words(60, [](std::size_t i) { return "트랜스포" + Syllable(i); })},
       ""},
      {"64 single syllables", {Words(64, Syllable)}, ""},
      {"64 Latin words that may be Hangul ones",
       {Words(64, [](std::size_t i) { return "tra" + Letters(i) + "sformerr"; })},
       ""},
      {"64 names of the glossary",
       {Words(21, [](std::size_t) { return "knowledge distillation 지식증류"; })},
       ""},
      {"64 times the same word", {Times("transformer ", 64)}, ""},
      // wild*.
      {"*", {"*"}, "nothing to search for"},
      {"a*", {"a*"}, ""},
      {"20 × w*", {Times("w* ", 20)}, ""},
      {"20 × wo*", {Times("wo* ", 20)}, ""},
      {"64 × two letters*", {Words(64, [](std::size_t i) { return Letters(i * 7) + "*"; })}, ""},
      {"OR of two letters*",
       {Words(
           32, [](std::size_t i) { return Letters(i * 11) + "*"; }, " OR ")},
       ""},
      {"all of two letters*",
       {Words(64, [](std::size_t i) { return "+" + Letters(i * 3) + "*"; })},
       ""},
      {"wild* NEAR wild* NEAR wild*", {"co* NEAR/1000 re* NEAR/1000 in* NEAR/1000 de*"}, ""},
      {"16 × wild* NEAR",
       {Words(
           32, [](std::size_t i) { return Letters(i * 5) + "*"; }, " NEAR/1000 ")},
       ""},
      {"56 × wild* in places",
       {Words(56, [](std::size_t i) { return Letters(i * 7) + "*"; }) + " in:title in:refs"},
       ""},
      {"wild* in three places", {"co* re* in* in:title in:caption in:refs"}, ""},
      {"one syllable *", {"가* 이* 사* 모* 학*"}, ""},
      {"two syllables * × 60",
       {Words(60, [](std::size_t i) { return Syllable(i) + Syllable(i + 3) + "*"; })},
       ""},
      {"wild* in a field", {"title:tr*"}, "wants whole words"},
      // NEAR and phrases.
      {"NEAR with the greatest window", {Words(32, CommonWord, " NEAR/4294967296 ")}, ""},
      {"a NEAR chain of one word",
       {Words(
           32, [](std::size_t) { return "the"; }, " NEAR/1000 ")},
       ""},
      {"a phrase of 64 common words", {"\"" + common + "\""}, ""},
      {"a phrase of one word 64 times", {"\"" + Times("the ", 64) + "\""}, ""},
      {"32 phrases",
       {Words(32,
              [](std::size_t i) { return "\"" + CommonWord(i) + " " + CommonWord(i + 1) + "\""; })},
       ""},
      {"phrases OR phrases",
       {Words(
           21, [](std::size_t i) { return "\"" + CommonWord(i) + " " + CommonWord(i + 3) + "\""; },
           " OR ")},
       ""},
      // Fields.
      {"a range of all years", {"year:0..9999"}, "want a year"},
      {"ranges of everything", {"year:1000..9999 page:1..2147483647 date:1000..9999"}, ""},
      {"17 ranges", {Words(17, [](std::size_t) { return "year:1000..9999"; })}, "ranges"},
      {"16 ranges apart",
       {Words(16, [](std::size_t i) { return "page:" + std::to_string(2 * i + 1); })},
       ""},
      {"16 ranges OR",
       {Words(
           16, [](std::size_t) { return "page:1..2147483647"; }, " OR ")},
       ""},
      {"a page beyond numbers", {"page:1..99999999999999999999"}, "want a page"},
      {"path of 1,000 stars", {"path:" + Times("*a", 1000)}, ""},
      {"60 paths excluded",
       {Words(60, [](std::size_t i) { return "-path:*" + std::to_string(i) + "*"; }) + " the"},
       ""},
      {"60 paths of globs",
       {Words(60, [](std::size_t) { return "path:" + Times("*?a", 20) + "*"; })},
       ""},
      {"title:***", {"title:" + Times("*", 4000)}, "wants"},
      {"author: of 4,000 letters", {"author:" + Times("a", 4000)}, "has no word"},
      {"60 authors nobody knows",
       {Words(60, [](std::size_t i) { return "author:" + Slip(i); })},
       ""},
      {"60 venues nobody knows", {Words(60, [](std::size_t i) { return "venue:" + Slip(i); })}, ""},
      {"unclosed quote of 4,000 bytes", {"\"" + Times("a ", 2000)}, "unclosed quote"},
      // Bytes.
      {"a regular expression", {"(a+)+$ ^(([a-z])+.)+[A-Z]([a-z])+$ (.*)*"}, ""},
      {"invalid UTF-8", {Times("\xFF\xC0\xAF", 1300) + " bert"}, ""},
      {"a tower of combining marks", {"a" + Times("\u0301\u0300", 1000)}, "nothing to search for"},
      {"2,000 jamo", {Times("\u1100\u1161\u11A8", 400)}, "nothing to search for"},
      {"right-to-left and zero-width", {Times("\u202E\u200B\u2066", 400) + "bert"}, ""},
      {"emoji", {Times("\U0001F468\u200D\U0001F469\u200D", 200)}, "nothing to search for"},
      {"markup", {Times("<script>alert(1)</script>", 60)}, ""},
      // Other commands.
      {"10,000 hits", {"-n", "10000", common}, "not in range"},
      {"1,000 hits", {"-n", "1000", common}, ""},
      {"1,000 hits, unfolded", {"--no-fold", "-n", "1000", common}, ""},
      {"the 1,000 hits from the 5,000th on", {"--offset", "5000", "-n", "1000", common}, ""},
      {"1,000 of all pages", {"--offset", "5000", "-n", "1000", "page:1..1000000"}, ""},
      {"by date", {"--sort", "newest", "--offset", "5000", "-n", "1000", common}, ""},
      {"explained", {"--explain", common}, ""},
      {"explained 1,000 times", {"--explain", "-n", "1000", common}, ""},
      {"explained wild*",
       {"--explain", Words(64, [](std::size_t i) { return Letters(i * 7) + "*"; })},
       ""},
      {"as JSON", {"--json", common}, ""},
      {"decks", {"--decks", common}, ""},
      {"decks of wild*", {"--decks", "co* re* in*"}, ""},
      {"facets", {"--facets", common}, ""},
      {"facets of all", {"--facets"}, ""},
      {"facets of NEAR", {"--facets", Words(16, CommonWord, " NEAR/1000 ")}, ""},
      {"related to a number beyond numbers", {"--related", Times("9", 4000)}, "not in the index"},
      {"related to a long name", {"--related", Times("a/", 4000) + "b.pdf"}, "not in the index"},
      {"completions", {"--complete=" + Times("(", 3000) + "author:"}, ""},
      {"like 100 MB of zeros", {"--like", "-"}, "longer than 64 KiB", "/dev/zero"},
      {"like 64 KiB of one word", {"--like", "-"}, "", file("one", Times("the ", 16384))},
      {"like 64 KiB of words",
       {"--like", "-"},
       "",
       file("words",
            Words(9000,
                  [](std::size_t i) { return Letters(i) + Letters(i / 7) + Letters(i / 3); }))},
      {"like 64 KiB of one letter",
       {"--like", "-"},
       "has no word",
       file("letter", Times("a", 65536))},
      {"like 64 KiB of syllables",
       {"--like", "-"},
       "has no word",
       file("syllables", Words(21800, Syllable, ""))},
      {"like 64 KiB of NULs",
       {"--like", "-"},
       "has no word",
       file("nuls", std::string(65536, '\0'))},
      {"like 64 KiB that grow", {"--like", "-"}, "", file("grow", Times("\uFDFA", 21800))},
      {"like marks", {"--like", "-"}, "has no word", file("marks", "a" + Times("\u0301", 30000))},
  };
  return all;
}

struct Measured {
  std::string name;
  double wall = 0, cpu = 0;  // seconds
  std::uint64_t peak = 0;    // bytes
  int status = 0;
};

void Report(std::vector<Measured> all) {
  std::sort(all.begin(), all.end(),
            [](const Measured& a, const Measured& b) { return a.wall > b.wall; });
  std::uint64_t peak = 0;
  for (const Measured& one : all)
    peak = std::max(peak, one.peak);
  const auto longer = std::count_if(all.begin(), all.end(),
                                    [](const Measured& one) { return one.wall > kMaxSeconds; });
  std::printf("%zu queries, %td longer than %g s; median %.0f ms, most memory %ju MiB\n",
              all.size(), longer, kMaxSeconds, all[all.size() / 2].wall * 1000, peak >> 20);
  constexpr std::size_t kListed = 12;
  for (std::size_t i = 0; i < std::min(all.size(), kListed); ++i)
    std::printf("  %6.0f ms  %6.0f ms CPU  %4ju MiB  status %d  %s\n", all[i].wall * 1000,
                all[i].cpu * 1000, all[i].peak >> 20, all[i].status, all[i].name.c_str());
}

class KillerQueryTest : public ::testing::Test {
 protected:
  void Ask(const fs::path& index) {
    Process::Options options;
    options.environment = {{"XDG_STATE_HOME", (dir_ / "state").string()},
                           {"XDG_CONFIG_HOME", (dir_ / "config").string()},
                           {"RSEARCH_CONFIG", ""},
                           {"HOME", dir_.path().string()}};
    options.before_exec = [] {
      const rlimit cpu{kMaxCpuSeconds, kMaxCpuSeconds};
      if (!kSanitized) setrlimit(RLIMIT_CPU, &cpu);
    };
    std::vector<Measured> measured;
    for (const Killer& killer : Killers(dir_ / "input")) {
      SCOPED_TRACE(killer.name);
      std::vector<std::string> command = {RSEARCH, "--index", index.string()};
      command.insert(command.end(), killer.arguments.begin(), killer.arguments.end());
      options.input = killer.input;
      const auto start = std::chrono::steady_clock::now();
      const Outcome outcome = ::rsearch::testing::Run(command, options);
      const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
      const std::chrono::duration<double> cpu = outcome.cpu;
      measured.push_back(
          {killer.name, wall.count(), cpu.count(), outcome.peak_memory, outcome.status});
      if (killer.refusal.empty()) {
        EXPECT_THAT(outcome.status, AnyOf(0, 1)) << outcome.err.substr(0, kShown);
        EXPECT_EQ(outcome.err, "");
      } else {
        EXPECT_EQ(outcome.status, 2) << outcome.out.substr(0, kShown);
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, StartsWith("rsearch: "));
        EXPECT_THAT(outcome.err, HasSubstr(killer.refusal));
      }
      if (!kSanitized) {
        EXPECT_LE(outcome.peak_memory, kMaxPeak);
      }
    }
    if (IsLong()) Report(std::move(measured));
  }

  static constexpr std::size_t kShown = 300;  // bytes of what was printed instead

  static bool IsLong() { return Rounds(0, 1) == 1; }

  TempDir dir_;
};

TEST_F(KillerQueryTest, OnTheSample) {
  const fs::path index = dir_ / "index";
  ASSERT_EQ(Rindex({"update", "--quiet", SAMPLE}, index).status, 0);
  Ask(index);
}

// The folder with corpus/ and relevance/; empty where it is not.
fs::path Corpus() {
  const char* named = std::getenv("RSEARCH_CORPUS");
  const fs::path folder = named == nullptr ? RSEARCH_SHARED : named;
  return fs::is_directory(folder / "relevance") ? folder : fs::path();
}

TEST_F(KillerQueryTest, OnARealCollection) {
  if (!IsLong()) GTEST_SKIP() << "only in the long form: RSEARCH_LONG";
  if (Corpus().empty()) GTEST_SKIP() << "no corpus; set RSEARCH_CORPUS";
  const fs::path index = dir_ / "index";
  ASSERT_EQ(Rindex({"update", "--quiet", (Corpus() / "corpus").string()}, index).status, 0);
  Ask(index);
}

// Every text of the judged collections, and two more times the first half of each with the second
// half of another.
std::vector<relevance::CollectionText> ManyTexts() {
  std::vector<relevance::CollectionText> texts;
  for (const fs::directory_entry& set : fs::directory_iterator(Corpus() / "relevance")) {
    if (!fs::exists(set.path() / "collection.tsv")) continue;
    auto read = relevance::ReadCollection(set.path() / "collection.tsv");
    if (read) std::move(read->begin(), read->end(), std::back_inserter(texts));
  }
  std::mt19937 random(Seed());
  const std::size_t known = texts.size();
  const auto middle = [](const std::string& text) {
    return std::min(text.find(' ', text.size() / 2), text.size());
  };
  for (std::size_t i = 0; i < 2 * known; ++i) {
    const std::string& first = texts[i % known].text;
    const std::string& second = texts[random() % known].text;
    std::string both = first.substr(0, middle(first));
    texts.push_back({"mixed", both.append(second.substr(middle(second)))});
  }
  return texts;
}

TEST_F(KillerQueryTest, OnAHundredThousandPages) {
  if (!IsLong()) GTEST_SKIP() << "only in the long form: RSEARCH_LONG";
  if (Corpus().empty()) GTEST_SKIP() << "no corpus; set RSEARCH_CORPUS";
  // One that was made before may be used again.
  const char* kept = std::getenv("RSEARCH_LARGE_INDEX");
  const fs::path index = kept == nullptr ? dir_ / "index" : fs::path(kept);
  if (!fs::exists(index)) {
    const auto made = relevance::IndexTexts(ManyTexts(), index);
    ASSERT_TRUE(made) << made.error().message;
  }
  Ask(index);
}

}  // namespace
}  // namespace rsearch
