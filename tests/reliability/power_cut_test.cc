// The power goes at any moment: what had been acknowledged is there, the index is sound, the next
// writer opens it unaided.

#include "tests/reliability/power_cut.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <random>
#include <set>
#include <string>

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

// --- the model itself

using Kind = IoChange::Kind;

std::string LeftOf(const std::vector<IoChange>& log, const std::string& file, std::uint32_t seed) {
  const TempDir dir;
  std::mt19937 random(seed);
  WriteDiskAfterPowerCut(log, log.size(), "/r", dir / "disk", &random);
  return fs::exists(dir / "disk" / file) ? ReadFile(dir / "disk" / file) : "none";
}

TEST(PowerCutModel, WhatIsSyncedStays) {
  const std::vector<IoChange> log = {
      {Kind::kFolder, "/r/a", {}, 0},      {Kind::kCreate, "/r/a/f", {}, 1},
      {Kind::kWrite, "/r/a/f", "text", 0}, {Kind::kSync, "/r/a/f", {}, 0},
      {Kind::kRename, "/r/a", "/r/b", 0},  {Kind::kSync, "/r", {}, 0}};
  for (std::uint32_t seed = 0; seed < 20; ++seed)
    EXPECT_EQ(LeftOf(log, "b/f", seed), "text");
}

TEST(PowerCutModel, WhatIsNotSyncedMayBeLost) {
  const std::vector<IoChange> log = {
      {Kind::kCreate, "/r/f", {}, 1},       {Kind::kWrite, "/r/f", "old", 0},
      {Kind::kSync, "/r/f", {}, 0},         {Kind::kCreate, "/r/f.tmp", {}, 1},
      {Kind::kWrite, "/r/f.tmp", "new", 0}, {Kind::kRename, "/r/f.tmp", "/r/f", 0}};
  std::set<std::string> seen;
  for (std::uint32_t seed = 0; seed < 100; ++seed)
    seen.insert(LeftOf(log, "f", seed));
  EXPECT_EQ(seen, (std::set<std::string>{"", "old", "new"}));
}

// --- the index

std::vector<IoChange> LogOf(const fs::path& file) {
  return DecodeLog(ReadFile(file));
}

// The acknowledgements that the program had given by then stand in the log between its changes.
std::uint32_t AcknowledgedBy(const std::vector<IoChange>& log, std::size_t count,
                             const fs::path& acks) {
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < count; ++i)
    if (log[i].kind == Kind::kWrite && log[i].path == acks.string())
      last = static_cast<std::uint32_t>(std::stoul(log[i].text));
  return last;
}

TEST(PowerCut, ACommittingWriterLosesNothing) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  constexpr const char* kCommits = "60";
  const TempDir dir;
  Process::Options options{Watched("churn", dir.path()), {}};
  options.environment.emplace_back("RSEARCH_IO_LOG", (dir / "log").string());
  // Two runs, so that closing and opening are in the log.
  for (int run = 0; run < 2; ++run)
    ASSERT_EQ(::rsearch::testing::Run(
                  {CHURN, (dir / "r/i").string(), kCommits, (dir / "acks").string()}, options)
                  .status,
              0);
  std::vector<IoChange> log = LogOf(dir / "log");
  std::erase_if(log, [&](const IoChange& change) { return change.path == (dir / "log").string(); });
  ASSERT_GT(log.size(), 1000U);
  std::mt19937 random(Seed());
  int without_index = 0;
  const int cuts = Rounds(20, 300);
  for (int i = 0; i < cuts; ++i) {
    // Every tenth cut while the index is being made.
    const std::size_t count = random() % (i % 10 == 0 ? 120 : log.size() + 1);
    SCOPED_TRACE("cut " + std::to_string(i) + " after " + std::to_string(count) + " changes");
    const TempDir disk;
    WriteDiskAfterPowerCut(log, count, dir.path(), disk / "d", &random);
    const fs::path index = disk / "d/r/i";
    ASSERT_EQ(Damage(index), "");
    const auto left = VerifyChurn(index);
    ASSERT_TRUE(left) << left.error().message;
    const std::uint32_t acknowledged = AcknowledgedBy(log, count, dir / "acks");
    ASSERT_GE(*left, acknowledged);
    ASSERT_LE(*left, acknowledged + 1);
    without_index += *left == 0 ? 1 : 0;
    const auto next = Churn(index, 2, disk / "acks");
    ASSERT_TRUE(next) << next.error().message;
    ASSERT_EQ(Damage(index), "");
    const auto after = VerifyChurn(index);
    ASSERT_TRUE(after) << after.error().message;
    ASSERT_EQ(*after, *left + 2);
  }
  std::printf("%d power cuts among %zu changes, %d before the first commit\n", cuts, log.size(),
              without_index);
}

// An index of two roots of ten and of two pages; the power goes during `arguments`. `pages` are the
// numbers of pages that there may be then.
void CutDuring(const std::vector<std::string>& arguments, const TempDir& dir,
               const std::vector<unsigned>& pages, bool exchange = true) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  const fs::path index = dir / "r/i";
  for (int file = 0; file < 5; ++file)
    WriteFile(dir / "pdf" / (std::to_string(file) + ".pdf"),
              SamplePdf({"one" + std::to_string(file), "two"}));
  WriteFile(dir / "more/more.pdf", SamplePdf({"three", "four"}));
  Process::Options options{Watched("rindex", dir / "r"), {}};
  options.environment.emplace_back("RSEARCH_IO_LOG", (dir / "log").string());
  if (!exchange) options.environment.emplace_back("RSEARCH_IO_NO_EXCHANGE", "1");
  fs::create_directories(dir / "r");
  for (const char* root : {"pdf", "more"})
    ASSERT_EQ(Rindex({"update", (dir / root).string()}, index, options).status, 0);
  const std::size_t before = LogOf(dir / "log").size();
  ASSERT_EQ(Rindex(arguments, index, options).status, 0);
  const std::vector<IoChange> log = LogOf(dir / "log");
  ASSERT_GT(log.size(), before + 20);
  std::mt19937 random(Seed());
  const int cuts = Rounds(8, 150);
  for (int i = 0; i < cuts; ++i) {
    // Every other one in the last steps: the swap of a rebuild, the commit of another.
    const std::size_t steps = std::min<std::size_t>(log.size() - before, i % 2 == 0 ? 40 : 100'000);
    const std::size_t count = log.size() - random() % (steps + 1);
    SCOPED_TRACE("cut " + std::to_string(i) + " after " + std::to_string(count) + " changes");
    const TempDir disk;
    WriteDiskAfterPowerCut(log, count, dir / "r", disk / "d", &random);
    auto reader = IndexReader::Open(disk / "d/i");
    ASSERT_TRUE(reader) << reader.error().message;
    ASSERT_NE(std::find(pages.begin(), pages.end(), reader->PageCount()), pages.end());
    ASSERT_EQ(Damage(disk / "d/i"), "");
    const Outcome update = Rindex({"update"}, disk / "d/i");
    ASSERT_EQ(update.status, 0) << update.err;
    ASSERT_EQ(Damage(disk / "d/i"), "");
  }
  std::printf("%d power cuts during rindex %s\n", cuts, arguments[0].c_str());
}

TEST(PowerCut, ARebuildLeavesTheOldIndexOrTheNewOne) {
  const TempDir dir;
  CutDuring({"rebuild"}, dir, {12});
}

TEST(PowerCut, ARebuildWhereNamesCannotBeExchanged) {
  const TempDir dir;
  CutDuring({"rebuild"}, dir, {12}, false);
}

TEST(PowerCut, ARootIsTakenOutOrNot) {
  const TempDir dir;
  CutDuring({"remove", (dir / "more").string()}, dir, {12, 10});
}

}  // namespace
}  // namespace rsearch
