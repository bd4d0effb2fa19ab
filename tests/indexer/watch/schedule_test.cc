#include "indexer/watch/schedule.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using std::chrono::milliseconds;

WatchTime At(double seconds) {
  return WatchTime(milliseconds(static_cast<int>(seconds * 1000)));
}

// "root: why (+more)", a line for each.
std::string Text(const std::vector<DueRoot>& due) {
  std::string text;
  for (const DueRoot& root : due)
    text += root.root + ": " + root.why + " (+" + std::to_string(root.more) + ")\n";
  return text;
}

class ScheduleTest : public ::testing::Test {
 protected:
  Schedule schedule_{
      {milliseconds(2000), milliseconds(30'000), milliseconds(5000), milliseconds(20'000)}};
};

TEST_F(ScheduleTest, NothingIsDueWhereNothingHappened) {
  EXPECT_FALSE(schedule_.Next());
  EXPECT_TRUE(schedule_.Take(At(1000)).empty());
}

TEST_F(ScheduleTest, ARootIsRefreshedWhenItHasBeenQuiet) {
  schedule_.Changed("/a", "one", At(10));
  schedule_.Changed("/a", "two", At(11));
  EXPECT_EQ(*schedule_.Next(), At(13));
  EXPECT_TRUE(schedule_.Take(At(12.9)).empty());
  EXPECT_EQ(Text(schedule_.Take(At(13))), "/a: one (+1)\n");
  EXPECT_FALSE(schedule_.Next());
}

TEST_F(ScheduleTest, ALongBurstIsInterrupted) {
  double now = 10;
  for (; now < 39.5; now += 1)
    schedule_.Changed("/a", "x", At(now));
  EXPECT_EQ(*schedule_.Next(), At(40));
  EXPECT_EQ(schedule_.Take(At(40)).size(), 1U);
  schedule_.Changed("/a", "x", At(41));  // a burst of its own
  EXPECT_EQ(*schedule_.Next(), At(43));
}

TEST_F(ScheduleTest, EachRootHasItsOwnTime) {
  schedule_.Changed("/b", "b", At(10));
  schedule_.Changed("/a", "a", At(11));
  EXPECT_EQ(Text(schedule_.Take(At(12.5))), "/b: b (+0)\n");
  schedule_.Changed("/b", "again", At(12.6));
  EXPECT_EQ(Text(schedule_.Take(At(20))), "/a: a (+0)\n/b: again (+0)\n");
}

TEST_F(ScheduleTest, LooksComeAtTheirTime) {
  schedule_.LookAt("/a", "", At(60));
  schedule_.LookAt("/a", "", At(90));  // passed over
  EXPECT_EQ(*schedule_.Next(), At(60));
  schedule_.Changed("/a", "change", At(50));
  EXPECT_EQ(*schedule_.Next(), At(52));
  EXPECT_EQ(Text(schedule_.Take(At(52))), "/a: change (+0)\n");
  EXPECT_FALSE(schedule_.Next()) << "the look has been done with it";
}

TEST_F(ScheduleTest, EveryRootTakesTheOthersAlong) {
  schedule_.LookAt("/a", "", At(100));
  schedule_.Changed("/b", "b", At(10));
  schedule_.LookAt(kEveryRoot, "config", At(10));
  EXPECT_EQ(Text(schedule_.Take(At(10))), ": config (+0)\n");
  EXPECT_FALSE(schedule_.Next());
}

TEST_F(ScheduleTest, WhatFailedIsTriedAgainLaterAndLater) {
  std::vector<double> tries;
  schedule_.Changed("/a", "change", At(0));
  for (int i = 0; i < 6; ++i) {
    const WatchTime next = *schedule_.Next();
    const auto due = schedule_.Take(next);
    ASSERT_EQ(Text(due), "/a: change (+0)\n");
    tries.push_back(std::chrono::duration<double>(next - At(0)).count());
    schedule_.Failed(due, next);
  }
  EXPECT_EQ(tries, (std::vector<double>{2, 7, 17, 37, 57, 77}));
  // Further changes do not hurry it.
  schedule_.Changed("/b", "b", At(78));
  EXPECT_TRUE(schedule_.Take(At(90)).empty());
  EXPECT_EQ(Text(schedule_.Take(At(97))), "/a: change (+0)\n/b: b (+0)\n");
  schedule_.Succeeded();
  schedule_.Changed("/b", "b", At(98));
  EXPECT_EQ(*schedule_.Next(), At(100));
}

TEST_F(ScheduleTest, ForgottenRootsAreNotDue) {
  schedule_.Changed("/a", "a", At(1));
  schedule_.Forget("/a");
  EXPECT_FALSE(schedule_.Next());
}

TEST(WhyText, NamesTheFirstAndCountsTheOthers) {
  EXPECT_EQ(WhyText({{"/a", "", 0}}), "");
  EXPECT_EQ(WhyText({{"/a", "x: new", 0}}), "x: new");
  EXPECT_EQ(WhyText({{"/a", "x: new", 1}}), "x: new, and 1 more change");
  EXPECT_EQ(WhyText({{"/a", "", 0}, {"/b", "x: new", 2}, {"/c", "y: new", 0}}),
            "x: new, and 3 more changes");
}

}  // namespace
}  // namespace rsearch
