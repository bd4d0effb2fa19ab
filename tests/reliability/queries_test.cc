// Searches while the index is written: no error shows, no answer is wrong.

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "query/browse.h"
#include "query/search.h"
#include "rsearch/analyzer.h"
#include "rsearch/store.h"
#include "tests/reliability/churn.h"
#include "tests/reliability/reliability_test.h"
#include "tests/reliability/rounds.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary

// Each stands on the second page of one deck, which is moved and copied but never changed.
constexpr std::array<const char*, 12> kStable = {"zorbacle", "quimphed",  "wexolant", "brindulo",
                                                 "yafterix", "glompsod",  "hurtavey", "pliskune",
                                                 "dwebonar", "smartjuxo", "nocklify", "tuvargem"};

std::string DeckName(std::size_t number) {
  return "deck" + std::to_string(number) + ".pdf";
}

std::string StableText(std::size_t number) {
  return std::string(kStable[number]) + " is what this page of a deck is about";
}

// What went wrong, from any thread.
class Complaints {
 public:
  void Add(const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (++count_ <= kShown) text_ += what + "\n";
  }
  [[nodiscard]] std::string text() {
    const std::lock_guard lock(mutex_);
    return count_ == 0 ? "" : std::to_string(count_) + " complaints:\n" + text_;
  }

 private:
  static constexpr int kShown = 20;
  std::mutex mutex_;
  int count_ = 0;
  std::string text_;
};

// Changes the collection, and has the real rindex follow.
class Collection {
 public:
  explicit Collection(const fs::path& folder)
      : root_(folder / "reviews"), index_(folder / "index"), random_(Seed()) {
    for (std::size_t i = 0; i < kStable.size(); ++i)
      WriteFile(root_ / "a" / DeckName(i), SamplePdf({"opening", StableText(i), "the end"}));
    fs::create_directories(root_ / "b");
    fs::create_directories(root_ / "copies");
    for (int i = 0; i < kChanging; ++i)
      Write(i);
    EXPECT_EQ(Rindex({"update", root_.string()}, index_).status, 0);
  }

  [[nodiscard]] const fs::path& index() const { return index_; }

  // True when rindex could follow.
  bool Change(int round) {
    for (int i = 0; i < 3; ++i)
      Write(static_cast<int>(random_() % kChanging));
    fs::remove(PathOf(static_cast<int>(random_() % kChanging)));
    const std::string stable = DeckName(random_() % kStable.size());
    const bool in_a = fs::exists(root_ / "a" / stable);
    fs::rename(root_ / (in_a ? "a" : "b") / stable, root_ / (in_a ? "b" : "a") / stable);
    if (round % 4 == 0) fs::copy(root_ / (in_a ? "b" : "a") / stable, root_ / "copies" / stable);
    if (round % 4 == 2)
      for (const auto& copy : fs::directory_iterator(root_ / "copies"))
        fs::remove(copy);
    const bool rebuild = round % 8 == 7;
    const Outcome outcome = Rindex({rebuild ? "rebuild" : "update"}, index_);
    if (outcome.status != 0) ADD_FAILURE() << outcome.err;
    return outcome.status == 0;
  }

 private:
  static constexpr int kChanging = 30;
  static constexpr int kVocabulary = 2000;
  static constexpr int kPages = 6;

  [[nodiscard]] fs::path PathOf(int file) const {
    return root_ / "changing" / (std::to_string(file) + ".pdf");
  }

  void Write(int file) {
    std::vector<std::string> pages;
    for (int page = 0; page < kPages; ++page) {
      std::string text = "changing";
      for (int word = 0; word < 60; ++word)
        text += " word" + std::to_string(random_() % kVocabulary);
      pages.push_back(std::move(text));
    }
    WriteFile(PathOf(file), SamplePdf(pages));
  }

  fs::path root_, index_;
  std::mt19937 random_;
};

bool IsStable(const Hit& hit, std::size_t number) {
  return fs::path(hit.path).filename() == DeckName(number) && hit.page == 2;
}

// Asks one question after the other; each knows its answer.
class Searcher {
 public:
  Searcher(fs::path index, Complaints* complaints)
      : index_(std::move(index)), complaints_(*complaints), analyzer_(Analyzer::Create()) {}

  void Ask(std::uint64_t number) {
    constexpr std::uint64_t kQueriesPerReader = 40;  // some are old, some are new
    if (number % kQueriesPerReader == 0 || !reader_) reader_ = IndexReader::Open(index_);
    if (!reader_) return complaints_.Add("open: " + reader_.error().message);
    const std::size_t deck = number % kStable.size();
    const std::string word = kStable[deck];
    switch (number % 10) {
      case 0:
        return Find(word, true, {deck});
      case 1:
        return Find(word, false, {deck});
      case 2:
        return Find("\"" + word + " is what this\" kind:review", true, {deck});
      case 3:
        return Find(word.substr(0, 5) + "*", false, {deck});
      case 4:
        return Find(word + " OR " + kStable[(deck + 1) % kStable.size()], true,
                    {deck, (deck + 1) % kStable.size()});
      case 5:
        return Find("nosuchwordatall", true, {});
      case 6:
        return ListDeck(word, deck);
      case 7:
        return FindLike(deck);
      case 8:
        return CountPages();
      default:
        return FindChanging("word" + std::to_string(number % 2000) + " changing");
    }
  }

 private:
  void Find(const std::string& query, bool exact, std::vector<std::size_t> decks) {
    SearchOptions options;
    options.exact = exact;
    const auto result = Search(*reader_, *analyzer_, query, options);
    if (!result) return complaints_.Add(query + ": " + result.error().message);
    std::string found;
    bool right = result->hits.size() == decks.size() || (!exact && !decks.empty());
    for (const Hit& hit : result->hits) {
      found += " " + hit.path + ":" + std::to_string(hit.page);
      std::erase_if(decks, [&](std::size_t deck) { return IsStable(hit, deck); });
    }
    right = right && decks.empty();
    if (!right) complaints_.Add(query + " found" + (found.empty() ? " nothing" : found));
  }

  void ListDeck(const std::string& word, std::size_t deck) {
    BrowseOptions options;
    options.exact = true;
    const auto list = ListDecks(*reader_, *analyzer_, word, options);
    if (!list) return complaints_.Add("list " + word + ": " + list.error().message);
    const bool right =
        list->decks.size() == 1 && fs::path(list->decks.front().path).filename() == DeckName(deck);
    if (!right)
      complaints_.Add("list " + word + ": " + std::to_string(list->decks.size()) + " decks");
  }

  void FindLike(std::size_t deck) {
    const auto result = SearchLike(*reader_, *analyzer_, {{}, {}, StableText(deck)}, {});
    if (!result) return complaints_.Add("like: " + result.error().message);
    if (result->hits.empty() || !IsStable(result->hits.front(), deck))
      complaints_.Add("like " + StableText(deck) + ": another page");
  }

  void CountPages() {
    const auto counts = CountFacets(*reader_, *analyzer_, "", {});
    if (!counts) return complaints_.Add("facets: " + counts.error().message);
    if (counts->pages < 3 * kStable.size())
      complaints_.Add("facets: " + std::to_string(counts->pages) + " pages");
  }

  void FindChanging(const std::string& query) {
    const auto result = Search(*reader_, *analyzer_, query, {});
    if (!result) return complaints_.Add(query + ": " + result.error().message);
    if (result->hits.empty()) complaints_.Add(query + " found nothing");
  }

  const fs::path index_;
  Complaints& complaints_;
  Result<Analyzer> analyzer_;
  Result<IndexReader> reader_ = Error{};
};

// One whole rsearch.
void RunRsearch(const fs::path& index, const fs::path& state, std::uint64_t number,
                Complaints* complaints) {
  const std::size_t deck = number % kStable.size();
  const char* output = number % 3 == 0 ? "--json" : number % 3 == 1 ? "--vimgrep" : "-l";
  const Outcome outcome = ::rsearch::testing::Run(
      {RSEARCH, "--index", index.string(), "--exact", output, kStable[deck]},
      {{{"XDG_STATE_HOME", state.string()}, {"RSEARCH_CONFIG", "/nonexistent"}}, {}});
  const bool right = outcome.status == 0 && outcome.err.empty() &&
                     outcome.out.find("/" + DeckName(deck)) != std::string::npos;
  if (!right)
    complaints->Add("rsearch " + std::string(kStable[deck]) + ": status " +
                    std::to_string(outcome.status) + ", " + outcome.out + outcome.err);
}

TEST(Queries, DuringIndexingAreAnsweredRightly) {
  const auto queries_wanted =
      static_cast<std::uint64_t>(Rounds(kSanitized ? 1000 : 10'000, 1'000'000));
  const auto programs_wanted = static_cast<std::uint64_t>(Rounds(kSanitized ? 20 : 100, 5'000));
  constexpr int kRoundsWanted = 9;  // a rebuild among them
  const TempDir dir;
  Collection collection(dir.path());
  Complaints complaints;
  std::atomic<std::uint64_t> queries = 0;
  std::atomic<std::uint64_t> programs = 0;
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (std::uint64_t first : {0, 1}) {
    threads.emplace_back([&, first] {
      Searcher searcher(collection.index(), &complaints);
      for (std::uint64_t i = first * 7; !stop; ++i, ++queries)
        searcher.Ask(i);
    });
  }
  threads.emplace_back([&] {
    for (; !stop; ++programs)
      RunRsearch(collection.index(), dir.path(), programs, &complaints);
  });
  int rounds = 0;
  while (rounds < kRoundsWanted || queries < queries_wanted || programs < programs_wanted)
    if (!collection.Change(rounds++)) break;
  stop = true;
  for (std::thread& thread : threads)
    thread.join();
  std::printf("%llu queries and %llu rsearch during %d runs of rindex, %d of them rebuilds\n",
              static_cast<unsigned long long>(queries), static_cast<unsigned long long>(programs),
              rounds, rounds / 8);
  EXPECT_EQ(complaints.text(), "");
  EXPECT_EQ(Damage(collection.index()), "");
}

// Far more commits than any rindex makes: what is read is always of one of them.
TEST(Queries, AReaderSeesOneCommitAsAWhole) {
  const TempDir dir;
  ASSERT_TRUE(Churn(dir / "i", 1, dir / "acks"));
  Process churn({CHURN, (dir / "i").string(), "1000000", (dir / "acks").string()}, {});
  auto reader = IndexReader::Open(dir / "i");
  ASSERT_TRUE(reader);
  std::uint32_t last = 0;
  const int reads_wanted = Rounds(kSanitized ? 100 : 1000, 100'000);
  const auto commits_wanted = static_cast<std::uint32_t>(Rounds(20, 2000));
  int reads = 0;
  for (; reads < reads_wanted || last < commits_wanted; ++reads) {
    const auto commits = reader->WithRetry([&] { return VerifyChurn(*reader); });
    ASSERT_TRUE(commits) << commits.error().message << " in read " << reads;
    ASSERT_GE(*commits, last);
    last = *commits;
  }
  churn.Kill(SIGKILL);
  std::printf("%d reads during %u commits\n", reads, last);
}

}  // namespace
}  // namespace rsearch
