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
using ::testing::Not;
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

  std::uint64_t ChangesOf(std::vector<std::string> arguments, const fs::path& index) {
    arguments.insert(arguments.begin(), RINDEX);
    arguments.insert(arguments.end(), {"--index", index.string()});
    return CountChanges(arguments, {Watched("rindex", dir_.path()), {}});
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
  // Most of them while it is made.
  std::vector<std::uint64_t> points = Spread(40, Rounds(10, 40));
  for (const std::uint64_t at : Spread(changes, Rounds(4, 60)))
    points.push_back(at);
  for (const std::uint64_t at : points) {
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

TEST_F(FaultTest, ARootIsTakenOutOrNot) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  const fs::path both = OldIndex("both");
  ASSERT_EQ(Rindex({"update", (dir_ / "new").string()}, both).status, 0);
  const auto copy = [&](const std::string& name) {
    fs::copy(both, dir_ / name, fs::copy_options::recursive);
    return dir_ / name;
  };
  const std::vector<std::string> remove = {"remove", (dir_ / "new").string()};
  const std::uint64_t changes = ChangesOf(remove, copy("count_index"));
  std::size_t number = 0;
  for (const std::uint64_t at : Spread(changes, Rounds(8, 60))) {
    const Fault& fault = kFaults[number++ % kFaults.size()];
    SCOPED_TRACE("change " + std::to_string(at) + ": " + fault.message);
    const fs::path index = copy("i" + std::to_string(number));
    const Outcome outcome = WithFault(remove, index, at, fault);
    if (outcome.status != 0) ExpectClearError(outcome, fault);
    ASSERT_EQ(Damage(index), "");
    EXPECT_EQ(PagesIn(index, "acknowledged"), 1U);
    const Xapian::doccount pages = PagesIn(index, "Kpage");
    EXPECT_TRUE(pages == 1U || pages == 1U + 2 * kNewFiles) << pages;
    EXPECT_EQ(Rindex(remove, index).status, pages == 1U ? 2 : 0);
    EXPECT_EQ(PagesIn(index, "Kpage"), 1U);
    ASSERT_EQ(Damage(index), "");
    fs::remove_all(index);
  }
}

// A disk that cannot be read is told as what it is: not as damage, and not as an index without
// pages.
TEST_F(FaultTest, ReadsThatFailAreTold) {
  if (kSanitized) GTEST_SKIP() << "no LD_PRELOAD under a sanitizer";
  const fs::path index = OldIndex("i");
  ASSERT_EQ(Rindex({"update", (dir_ / "new").string()}, index).status, 0);
  WriteFile(dir_ / "new/more.pdf", SamplePdf({"more"}));
  const std::vector<std::vector<std::string>> commands = {
      {RSEARCH, "--index", index.string(), "page", "one"},
      {RSEARCH, "--index", index.string(), "--decks"},
      {RINDEX, "status", "--index", index.string()},
      {RINDEX, "update", "--index", index.string()},
  };
  int failed = 0;
  for (const std::vector<std::string>& command : commands) {
    const std::string program = fs::path(command[0]).filename();
    Process::Options options{Watched(program, index), {}};
    options.environment.emplace_back("RSEARCH_IO_READS", "1");
    options.environment.emplace_back("XDG_STATE_HOME", dir_.path().string());
    const std::uint64_t reads = CountChanges(command, options);
    ASSERT_GT(reads, 5U) << command[1];
    for (const std::uint64_t at : Spread(reads, Rounds(6, 40))) {
      for (const char* stays : {"", " stay"}) {
        SCOPED_TRACE(program + " " + command[1] + ", read " + std::to_string(at) + stays);
        Process::Options with_fault = options;
        with_fault.environment.emplace_back("RSEARCH_IO_FAIL",
                                            std::to_string(at) + " " + std::to_string(EIO) + stays);
        const Outcome outcome = ::rsearch::testing::Run(command, with_fault);
        if (outcome.status == 0) continue;  // it was no read that counts
        ++failed;
        EXPECT_EQ(outcome.status, 2) << outcome.out << outcome.err;
        EXPECT_THAT(outcome.err, HasSubstr("Input/output error"));
        EXPECT_THAT(outcome.err, HasSubstr(index.string()));
        EXPECT_THAT(outcome.err, Not(HasSubstr("damaged")));
      }
    }
    ASSERT_EQ(Damage(index), "");
    EXPECT_EQ(PagesIn(index, "acknowledged"), 1U);
  }
  EXPECT_GT(failed, 10);
}

}  // namespace
}  // namespace rsearch
