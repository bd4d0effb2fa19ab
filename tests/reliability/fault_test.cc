// A write, sync, rename … that fails at any point of a run: the last commit is intact, the message
// says what happened, the next run goes on unaided.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "rsearch/store.h"
#include "tests/reliability/reliability_test.h"
#include "tests/reliability/rounds.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Fault {
  int error;
  bool stays;  // a full disk stays full
  const char* message;
};
const std::vector<Fault> kFaults = {{ENOSPC, true, "o space left"},
                                    {ENOSPC, false, "o space left"},
                                    {EIO, false, "Input/output error"},
                                    {EROFS, true, "Read-only file system"}};

constexpr const char* kGoingOn = "rindex: going on with the rebuild";

class FaultTest : public ::testing::Test {
 protected:
  FaultTest() {
    WriteFile(dir_ / "old/0.pdf", SamplePdf({"acknowledged"}));
    for (int i = 0; i < kNewFiles; ++i)
      WriteFile(dir_ / "new" / (std::to_string(i) + ".pdf"),
                SamplePdf({"page one of " + std::to_string(i), "page two"}));
  }

  // Runs the command while change number `at` fails; what rindex did until then is as ever.
  Outcome WithFault(const std::vector<std::string>& arguments, const fs::path& index,
                    std::uint64_t at, const Fault& fault) {
    Process::Options options{Watched("rindex", dir_.path()), {}};
    options.environment.emplace_back(
        "RSEARCH_IO_FAIL",
        std::to_string(at) + " " + std::to_string(fault.error) + (fault.stays ? " stay" : ""));
    return Rindex(arguments, index, options);
  }

  std::uint64_t ChangesOf(const std::vector<std::string>& arguments, const fs::path& index) {
    Process::Options options{Watched("rindex", dir_.path()), {}};
    options.environment.emplace_back("RSEARCH_IO_COUNT", (dir_ / "count").string());
    EXPECT_EQ(Rindex(arguments, index, options).status, 0);
    return std::stoull(ReadFile(dir_ / "count"));
  }

  // An index of the old file, and that of both.
  fs::path OldIndex(const std::string& name) {
    EXPECT_EQ(Rindex({"update", (dir_ / "old").string()}, dir_ / name).status, 0);
    return dir_ / name;
  }

  void ExpectClearError(const Outcome& outcome, const Fault& fault) {
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, StartsWith("rindex: "));
    EXPECT_THAT(outcome.err, AnyOf(HasSubstr(fault.message), HasSubstr("permission denied")));
    EXPECT_THAT(outcome.err, HasSubstr(dir_.path().string()));
    const std::size_t line = outcome.err.starts_with(kGoingOn) ? outcome.err.find('\n') + 1 : 0;
    EXPECT_EQ(outcome.err.find('\n', line) + 1, outcome.err.size()) << outcome.err;
  }

  static Xapian::doccount PagesIn(const fs::path& index, const std::string& term) {
    auto reader = IndexReader::Open(index);
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? reader->database().get_termfreq(term) : 0;
  }

  static constexpr int kNewFiles = 8;
  TempDir dir_;
};

// `points` numbers, spread over 1 to `count`.
std::vector<std::uint64_t> Spread(std::uint64_t count, int points) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < points; ++i)
    numbers.push_back(1 + count * static_cast<std::uint64_t>(i) / static_cast<unsigned>(points));
  return numbers;
}

TEST_F(FaultTest, AnUpdateLosesNothing) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  const std::vector<std::string> update = {"update", (dir_ / "new").string()};
  const std::uint64_t changes = ChangesOf(update, OldIndex("count_index"));
  ASSERT_GT(changes, 20U);
  int failed = 0;
  const int points = Rounds(8, 60);
  std::size_t number = 0;
  for (const std::uint64_t at : Spread(changes, points)) {
    const Fault& fault = kFaults[number++ % kFaults.size()];
    SCOPED_TRACE("change " + std::to_string(at) + " of " + std::to_string(changes) + ": " +
                 fault.message + (fault.stays ? ", for good" : ""));
    const fs::path index = OldIndex("i" + std::to_string(number));
    const Outcome outcome = WithFault(update, index, at, fault);
    if (outcome.status != 0) {
      ++failed;
      ExpectClearError(outcome, fault);
    }
    ASSERT_EQ(Damage(index), "");
    EXPECT_EQ(PagesIn(index, "acknowledged"), 1U);
    const Outcome next = Rindex(update, index);
    EXPECT_EQ(next.status, 0) << next.err;
    EXPECT_EQ(PagesIn(index, "Kpage"), 1U + 2 * kNewFiles);
    ASSERT_EQ(Damage(index), "");
    fs::remove_all(index);
  }
  std::printf("%d faults among %llu changes, %d of them ended the run\n", points,
              static_cast<unsigned long long>(changes), failed);
  EXPECT_GT(failed, points / 2);
}

TEST_F(FaultTest, AFirstIndexIsMadeOrNot) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  const std::vector<std::string> update = {"update", (dir_ / "new").string()};
  const std::uint64_t changes = ChangesOf(update, dir_ / "count_index");
  std::size_t number = 0;
  for (const std::uint64_t at : Spread(changes, Rounds(8, 60))) {
    const Fault& fault = kFaults[number++ % kFaults.size()];
    SCOPED_TRACE("change " + std::to_string(at) + ": " + fault.message);
    const fs::path index = dir_ / ("i" + std::to_string(number));
    const Outcome outcome = WithFault(update, index, at, fault);
    if (outcome.status != 0) ExpectClearError(outcome, fault);
    ASSERT_EQ(Damage(index), "");
    const Outcome next = Rindex(update, index);
    EXPECT_EQ(next.status, 0) << next.err;
    EXPECT_EQ(PagesIn(index, "Kpage"), 2U * kNewFiles);
    ASSERT_EQ(Damage(index), "");
    fs::remove_all(index);
  }
}

TEST_F(FaultTest, ARebuildLeavesTheOldIndexOrTheNewOne) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  const fs::path index = OldIndex("i");
  ASSERT_EQ(Rindex({"update", (dir_ / "new").string()}, index).status, 0);
  const std::uint64_t changes = ChangesOf({"rebuild"}, index);
  std::size_t number = 0;
  for (const std::uint64_t at : Spread(changes, Rounds(8, 60))) {
    const Fault& fault = kFaults[number++ % kFaults.size()];
    SCOPED_TRACE("change " + std::to_string(at) + ": " + fault.message);
    const Outcome outcome = WithFault({"rebuild"}, index, at, fault);
    if (outcome.status != 0) ExpectClearError(outcome, fault);
    EXPECT_EQ(PagesIn(index, "Kpage"), 1U + 2 * kNewFiles);
    ASSERT_EQ(Damage(index), "");
  }
  EXPECT_EQ(Rindex({"rebuild"}, index).status, 0);
  EXPECT_EQ(PagesIn(index, "Kpage"), 1U + 2 * kNewFiles);
}

}  // namespace
}  // namespace rsearch
