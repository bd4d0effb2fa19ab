#include "indexer/watch/settling.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kWall = 1'700'000'000 * kSecond;  // at the watch's time 0

WatchTime At(double seconds) {
  return WatchTime(milliseconds(static_cast<int>(seconds * 1000)));
}

// A file that is looked at `at` seconds, was changed last at `changed`, and has `size` bytes.
FileLook Look(double at, double changed, Writers writers, std::int64_t size = 1) {
  FileLook look;
  look.stamp = {size, kWall};
  look.writers = writers;
  look.changed_ns = kWall + static_cast<std::int64_t>(changed * static_cast<double>(kSecond));
  look.wall_ns = kWall + static_cast<std::int64_t>(at * static_cast<double>(kSecond));
  return look;
}

struct Step {
  double at = 0, changed = 0;
  Writers writers = Writers::kNone;
  std::int64_t size = 1;
  bool settled = false;
};

struct Case {
  std::string name;
  std::vector<Step> steps;
};

class SettlingTest : public ::testing::TestWithParam<Case> {};

TEST_P(SettlingTest, Decides) {
  Settling settling(milliseconds(2000));
  for (const Step& step : GetParam().steps) {
    const FileLook look = Look(step.at, step.changed, step.writers, step.size);
    EXPECT_EQ(settling.IsSettled("/a.pdf", look, At(step.at)), step.settled) << step.at;
  }
}

constexpr Writers kNone = Writers::kNone, kSome = Writers::kSome, kUnknown = Writers::kUnknown;

INSTANTIATE_TEST_SUITE_P(
    Files, SettlingTest,
    ::testing::Values(
        Case{"AnOldOneAtOnce", {{1000, 10, kNone, 1, true}}},
        Case{"AFreshOneWhenItHasBeenQuiet",
             {{100, 99, kNone, 1, false}, {101, 99, kNone, 1, true}}},
        Case{"WrittenInPieces",
             {{100, 99, kNone, 1, false},
              {101.5, 101, kNone, 2, false},
              {103, 102.5, kNone, 3, false},
              {104.5, 102.5, kNone, 3, true}}},
        Case{"HeldOpen",
             {{100, 50, kSome, 1, false}, {110, 50, kSome, 1, false}, {112, 50, kNone, 1, true}}},
        Case{"NeverClosed",
             {{100, 99, kSome, 1, false}, {400, 99, kSome, 1, false}, {700, 99, kSome, 1, true}}},
        Case{
            "NeverClosedButWrittenTo",
            {{100, 99, kSome, 1, false}, {400, 399, kSome, 2, false}, {700, 399, kSome, 2, false}}},
        Case{"Empty",
             {{100, 99, kNone, 0, false}, {690, 99, kNone, 0, false}, {699, 99, kNone, 0, true}}},
        Case{"EmptyThenFull", {{100, 99, kNone, 0, false}, {110, 105, kNone, 9, true}}},
        Case{"NobodyKnowsTheWriters",
             {{100, 95, kUnknown, 1, false},
              {109, 95, kUnknown, 1, false},
              {110, 95, kUnknown, 1, true}}},
        Case{"NobodyKnowsTheWritersOfAnOldOne", {{1000, 900, kUnknown, 1, true}}},
        // A server whose clock is an hour ahead, or ours was set back.
        Case{"ClockAhead",
             {{100, 3700, kNone, 1, false},
              {101, 3700, kNone, 1, false},
              {102, 3700, kNone, 1, true}}},
        Case{"ClockAheadAndWritersUnknown",
             {{100, 3700, kUnknown, 1, false},
              {110, 3700, kUnknown, 1, true},
              {110.1, 3700, kUnknown, 1, true}}},
        Case{"SettledUntilItChangesAgain",
             {{100, 50, kNone, 1, true},
              {101, 100.5, kNone, 2, false},
              {103, 100.5, kNone, 2, true}}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Settling, TellsWhenToLookAgain) {
  Settling settling(milliseconds(2000));
  EXPECT_FALSE(settling.Next());
  EXPECT_FALSE(settling.IsSettled("/a.pdf", Look(100, 100, Writers::kSome), At(100)));
  EXPECT_FALSE(settling.IsSettled("/b.pdf", Look(101, 101, Writers::kSome), At(101)));
  EXPECT_EQ(*settling.Next(), At(102));
  EXPECT_EQ(settling.Due(At(102)), std::vector<std::string>{"/a.pdf"});
  EXPECT_FALSE(settling.IsSettled("/a.pdf", Look(102, 100, Writers::kSome), At(102)));
  EXPECT_EQ(*settling.Next(), At(103));
  settling.Forget("/b.pdf");
  EXPECT_EQ(*settling.Next(), At(104));
  EXPECT_TRUE(settling.IsSettled("/a.pdf", Look(104, 100, Writers::kNone), At(104)));
  EXPECT_FALSE(settling.Next()) << "a settled file is not looked at again";
}

TEST(Settling, ForgetsWhatIsSettledOnly) {
  Settling settling(milliseconds(2000));
  const FileLook ahead = Look(100, 9000, Writers::kNone);
  EXPECT_FALSE(settling.IsSettled("/a.pdf", ahead, At(100)));
  settling.ForgetSettled();
  EXPECT_TRUE(settling.IsSettled("/a.pdf", ahead, At(102))) << "seen since 100";
  settling.ForgetSettled();
  EXPECT_FALSE(settling.IsSettled("/a.pdf", ahead, At(103)));
}

}  // namespace
}  // namespace rsearch
