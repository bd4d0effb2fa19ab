// kill -9 at any moment: nothing that was acknowledged is lost, the index is sound, the next writer
// opens it unaided.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

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
  EXPECT_GT(commits, 20U) << "the writer hardly came to write";
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
