// kill -9 at any moment: nothing that was acknowledged is lost, the index is sound, the next writer
// opens it unaided.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "rsearch/store.h"
#include "tests/reliability/churn.h"
#include "tests/reliability/reliability_test.h"
#include "tests/reliability/rounds.h"
#include "tests/support/process.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary
using Clock = std::chrono::steady_clock;

void Sleep(std::uint32_t microseconds) {
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

// Opens the index for writing, as the next run does; the time it takes, in seconds.
double SecondsUntilReady(const fs::path& index) {
  const auto started = Clock::now();
  const auto writer = IndexWriter::Open(index);
  EXPECT_TRUE(writer) << writer.error().message;
  return std::chrono::duration<double>(Clock::now() - started).count();
}

TEST(Kill, ACommittingWriterLosesNothing) {
  constexpr std::uint32_t kManyCommits = 100'000;
  constexpr std::uint32_t kLongest = 120'000;  // microseconds until it is killed
  constexpr int kRoundsPerIndex = 10;
  std::mt19937 random(Seed());
  double slowest = 0;
  std::uint32_t commits = 0;
  const int rounds = Rounds(30, 300);
  for (int i = 0; i < rounds;) {
    const TempDir dir;  // each index is created under fire too
    for (int round = 0; round < kRoundsPerIndex && i < rounds; ++round, ++i) {
      SCOPED_TRACE("round " + std::to_string(i));
      Process churn(
          {CHURN, (dir / "i").string(), std::to_string(kManyCommits), (dir / "acks").string()}, {});
      Sleep(static_cast<std::uint32_t>(random() % kLongest));
      churn.Kill(SIGKILL);
      ASSERT_EQ(churn.Wait().status, 128 + SIGKILL);
      ASSERT_EQ(Damage(dir / "i"), "");  // as the dead writer left it
      const auto left = VerifyChurn(dir / "i");
      ASSERT_TRUE(left) << left.error().message;
      const std::uint32_t acknowledged = LastAck(dir / "acks");
      ASSERT_GE(*left, acknowledged);
      ASSERT_LE(*left, acknowledged + 1);
      slowest = std::max(slowest, SecondsUntilReady(dir / "i"));
      ASSERT_EQ(Damage(dir / "i"), "");  // mended
      const auto mended = VerifyChurn(dir / "i");
      ASSERT_TRUE(mended) << mended.error().message;
      ASSERT_EQ(*mended, *left);
      WriteFile(dir / "acks", std::to_string(*left) + "\n");
      commits = std::max(commits, *left);
    }
  }
  std::printf("%d kills, indexes of up to %u commits, ready after at most %.3f s\n", rounds,
              commits, slowest);
  EXPECT_GT(commits, 0U) << "the writer never came to write";
}

// Mending looks at every block that the last commit uses.
TEST(Kill, ALargeIndexIsSoonReady) {
  const TempDir dir;
  const int commits = Rounds(2, 60);
  {
    std::mt19937 random(Seed());
    auto writer = IndexWriter::Open(dir / "i");
    ASSERT_TRUE(writer);
    for (int i = 0; i < commits; ++i) {
      ASSERT_TRUE(writer->Do([&](Xapian::WritableDatabase& database) {
        for (int page = 0; page < 400; ++page) {
          Xapian::Document document;
          for (unsigned word = 1; word <= 250; ++word)
            document.add_posting("w" + std::to_string(random() % 60'000), word);
          document.set_data(std::string(1500, 'x'));
          database.add_document(document);
        }
      }));
      ASSERT_TRUE(writer->Commit());
    }
  }
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::directory_iterator(dir / "i/db"))
    bytes += file.file_size();
  const double closed = SecondsUntilReady(dir / "i");
  WriteFile(dir / "i/lock", "rindex 1 1700000000\n");  // of a writer that died
  const double killed = SecondsUntilReady(dir / "i");
  std::printf("%ju MB: ready after %.3f s, after a crash %.3f s\n", bytes / 1'000'000, closed,
              killed);
  EXPECT_EQ(ReadFile(dir / "i/lock"), "");
}

TEST(Kill, AnUpdateLosesNothing) {
  constexpr int kFiles = 25;
  constexpr int kPages = 10;
  constexpr std::uint32_t kLongest = 400'000;
  std::mt19937 random(Seed());
  const int rounds = Rounds(6, 60);
  const TempDir dir;
  const fs::path index = dir / "i";
  WriteFile(dir / "pdf/0.pdf", SamplePdf({"acknowledged"}));
  ASSERT_EQ(Rindex({"update", (dir / "pdf").string()}, index).status, 0);
  for (int i = 0; i < rounds; ++i) {
    SCOPED_TRACE("round " + std::to_string(i));
    for (int file = 1; file <= kFiles; ++file)  // all of them change
      WriteFile(dir / "pdf" / (std::to_string(file) + ".pdf"),
                SamplePdf(std::vector<std::string>(
                    kPages, "round" + std::to_string(i) + " file" + std::to_string(file))));
    Process update({RINDEX, "update", "--index", index.string()}, {});
    Sleep(static_cast<std::uint32_t>(random() % kLongest));
    update.Kill(SIGKILL);
    static_cast<void>(update.Wait());
    ASSERT_EQ(Damage(index), "");
    const Outcome next = Rindex({"update"}, index);
    ASSERT_EQ(next.status, 0) << next.err;
    const auto reader = IndexReader::Open(index);
    ASSERT_TRUE(reader);
    auto pages = *reader;
    ASSERT_EQ(pages.PageCount(), 1U + kFiles * kPages);
    ASSERT_EQ(pages.database().get_termfreq("acknowledged"), 1U);
    ASSERT_EQ(pages.database().get_termfreq("round" + std::to_string(i)),
              static_cast<unsigned>(kFiles * kPages));
    ASSERT_EQ(Damage(index), "");
  }
}

// Killed instead of its nth change to a file, for every kind of run: at each step of a swap too.
class KillAtAChangeTest : public ::testing::Test {
 protected:
  KillAtAChangeTest() {
    WriteFile(dir_ / "old/0.pdf", SamplePdf({"acknowledged"}));
    for (int i = 0; i < kFiles; ++i)
      WriteFile(dir_ / "new" / (std::to_string(i) + ".pdf"),
                SamplePdf({"one" + std::to_string(i), "two"}));
    EXPECT_EQ(Rindex({"update", (dir_ / "old").string()}, dir_ / "start").status, 0);
  }

  // `arguments` on a copy of the index `start`, killed again and again. `pages` are the numbers of
  // pages that there may be then; the last one is what a run that ends leaves.
  void KillAll(const fs::path& start, const std::vector<std::string>& arguments,
               const std::vector<unsigned>& pages, bool exchange = true) {
    if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
    constexpr std::uint64_t kLast = 40;  // of a rebuild the swap, of others the commit
    const fs::path index = dir_ / "index";
    Process::Options options{Watched("rindex", index), {}};
    if (!exchange) options.environment.emplace_back("RSEARCH_IO_NO_EXCHANGE", "1");
    std::vector<std::string> command = {RINDEX};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--index", index.string()});
    Renew(start, index);
    const std::uint64_t changes = CountChanges(command, options);
    ASSERT_GT(changes, 20U);
    std::set<std::uint64_t> points;
    for (const std::uint64_t at : Spread(changes, Rounds(4, 100)))
      points.insert(at);
    for (const std::uint64_t at : Spread(std::min(changes, kLast), Rounds(6, kLast)))
      points.insert(changes - std::min(changes, kLast) + at);
    for (const std::uint64_t at : points) {
      SCOPED_TRACE(arguments[0] + " killed at change " + std::to_string(at) + " of " +
                   std::to_string(changes));
      Renew(start, index);
      Process::Options killed = options;
      killed.environment.emplace_back("RSEARCH_IO_KILL", std::to_string(at));
      ASSERT_EQ(::rsearch::testing::Run(command, killed).status, 128 + SIGKILL);
      ASSERT_EQ(Damage(index), "");
      const unsigned left = PagesIn(index);
      EXPECT_NE(std::find(pages.begin(), pages.end(), left), pages.end()) << left;
      const Outcome next = ::rsearch::testing::Run(command, options);
      const bool was_done = arguments[0] == "remove" && left == pages.back();  // no root any more
      EXPECT_EQ(next.status, was_done ? 2 : 0) << next.err;
      EXPECT_EQ(PagesIn(index), pages.back());
      ASSERT_EQ(Damage(index), "");
      EXPECT_FALSE(fs::exists(index / "db.old"));
      if (arguments[0] == "rebuild") {
        EXPECT_FALSE(fs::exists(index / "rebuild"));
      }
    }
    std::printf("%zu kills among %llu changes of rindex %s%s\n", points.size(),
                static_cast<unsigned long long>(changes), arguments[0].c_str(),
                exchange ? "" : ", names cannot be exchanged");
  }

  [[nodiscard]] fs::path BothIndexed() const {
    EXPECT_EQ(Rindex({"update", (dir_ / "new").string()}, dir_ / "start").status, 0);
    return dir_ / "start";
  }

  static void Renew(const fs::path& start, const fs::path& index) {
    fs::remove_all(index);
    fs::copy(start, index, fs::copy_options::recursive);
  }

  static unsigned PagesIn(const fs::path& index) {
    auto reader = IndexReader::Open(index);
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? reader->PageCount() : 0;
  }

  static constexpr int kFiles = 8;
  static constexpr unsigned kAll = 1 + 2 * kFiles;
  TempDir dir_;
};

TEST_F(KillAtAChangeTest, OfAnUpdate) {
  KillAll(dir_ / "start", {"update", (dir_ / "new").string()}, {1, kAll});
}

TEST_F(KillAtAChangeTest, OfARemoval) {
  KillAll(BothIndexed(), {"remove", (dir_ / "new").string()}, {kAll, 1});
}

TEST_F(KillAtAChangeTest, OfARebuild) {
  KillAll(BothIndexed(), {"rebuild"}, {kAll});
}

TEST_F(KillAtAChangeTest, OfARebuildWhereNamesCannotBeExchanged) {
  KillAll(BothIndexed(), {"rebuild"}, {kAll}, false);
}

TEST(Kill, ARebuildLeavesTheOldIndexOrTheNewOne) {
  constexpr int kFiles = 25;
  constexpr std::uint32_t kLongest = 500'000;
  std::mt19937 random(Seed());
  const TempDir dir;
  const fs::path index = dir / "i";
  for (int file = 0; file < kFiles; ++file)
    WriteFile(dir / "pdf" / (std::to_string(file) + ".pdf"),
              SamplePdf({"one" + std::to_string(file), "two"}));
  ASSERT_EQ(Rindex({"update", (dir / "pdf").string()}, index).status, 0);
  for (int i = 0; i < Rounds(10, 100); ++i) {
    SCOPED_TRACE("round " + std::to_string(i));
    Process rebuild({RINDEX, "rebuild", "--index", index.string()}, {});
    Sleep(static_cast<std::uint32_t>(random() % kLongest));
    rebuild.Kill(SIGKILL);
    static_cast<void>(rebuild.Wait());
    auto reader = IndexReader::Open(index);
    ASSERT_TRUE(reader) << reader.error().message;
    ASSERT_EQ(reader->PageCount(), 2U * kFiles);
    ASSERT_EQ(Damage(index), "");
    if (i % 3 == 0) {
      ASSERT_EQ(Rindex({"update"}, index).status, 0);
    }
  }
  const Outcome last = Rindex({"rebuild"}, index);
  EXPECT_EQ(last.status, 0) << last.err;
  EXPECT_FALSE(fs::exists(index / "rebuild"));
  EXPECT_FALSE(fs::exists(index / "rebuild.unfinished"));
  EXPECT_EQ(Damage(index), "");
}

}  // namespace
}  // namespace rsearch
