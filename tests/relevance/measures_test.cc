#include "tests/relevance/measures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace rsearch::relevance {
namespace {

using ::testing::DoubleEq;
using ::testing::DoubleNear;

constexpr double kExact = 1e-12;

Item Page(const std::string& path, std::uint32_t page) {
  return {{{path, page}}, 0};
}

// Items of pages 1, 2, ... of one file.
Ranking Pages(const std::vector<std::uint32_t>& pages) {
  Ranking ranking;
  for (const std::uint32_t page : pages)
    ranking.push_back(Page("a.pdf", page));
  return ranking;
}

Grades Graded(const std::vector<std::pair<std::uint32_t, int>>& pages) {
  Grades grades;
  for (const auto& [page, grade] : pages)
    grades[{"a.pdf", page}] = grade;
  return grades;
}

double Discount(int rank) {
  return 1 / std::log2(rank + 1);
}

TEST(Measure, PerfectAndEmptyRankings) {
  const Grades grades = Graded({{1, 2}, {2, 1}});
  const Measures perfect = Measure(Pages({1, 2, 9}), grades, 2);
  EXPECT_THAT(perfect.mrr, DoubleEq(1));
  EXPECT_THAT(perfect.success, DoubleEq(1));
  EXPECT_THAT(perfect.ndcg, DoubleEq(1));
  EXPECT_THAT(perfect.recall, DoubleEq(1));
  const Measures empty = Measure({}, grades, 2);
  EXPECT_EQ(empty.mrr + empty.success + empty.ndcg + empty.recall, 0);
  EXPECT_EQ(Measure(Pages({1}), {}, 2).ndcg, 0) << "nothing judged";
}

TEST(Measure, FirstWantedGradeCountsForMrrAndSuccess) {
  struct Case {
    std::vector<std::uint32_t> pages;
    int wanted;
    double mrr;
  };
  // Page 1 is useful, page 2 exactly what was wanted.
  const std::vector<Case> cases = {
      {{1, 2}, 2, 1.0 / 2},
      {{1, 2}, 1, 1},
      {{9, 8, 1}, 1, 1.0 / 3},
      {{9, 8, 1}, 2, 0},
      {{11, 12, 13, 14, 15, 16, 17, 18, 19, 2}, 2, 1.0 / 10},
      {{11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 2}, 2, 0},  // too late to be seen
  };
  for (const Case& c : cases) {
    const Measures measures = Measure(Pages(c.pages), Graded({{1, 1}, {2, 2}}), c.wanted);
    EXPECT_THAT(measures.mrr, DoubleEq(c.mrr));
    EXPECT_EQ(measures.success, c.mrr > 0 ? 1 : 0);
  }
}

TEST(Measure, GainsGrowWithTheGrade) {
  const Measures measures = Measure(Pages({1, 9, 2}), Graded({{1, 1}, {2, 2}, {3, 1}}), 2);
  const double ideal = 3 * Discount(1) + Discount(2) + Discount(3);
  EXPECT_THAT(measures.ndcg, DoubleNear((Discount(1) + 3 * Discount(3)) / ideal, kExact));
  EXPECT_THAT(measures.recall, DoubleNear(2.0 / 3, kExact));
}

TEST(Measure, OnlyTenPlacesAreIdeal) {
  std::vector<std::pair<std::uint32_t, int>> judged;
  std::vector<std::uint32_t> found;
  for (std::uint32_t page = 1; page <= 20; ++page) {
    judged.emplace_back(page, 2);
    found.push_back(page);
  }
  const Measures measures = Measure(Pages(found), Graded(judged), 2);
  EXPECT_THAT(measures.ndcg, DoubleNear(1, kExact));
  EXPECT_THAT(measures.recall, DoubleEq(0.5)) << "of all judged pages";
}

// A hit that stands for copies of its file, or for pages folded into it, is as good as the best.
TEST(Measure, AnyMemberOfAnItemCounts) {
  const Item folded = {{{"b.pdf", 4}, {"a.pdf", 7}, {"a.pdf", 1}}, 0};
  const Measures measures = Measure({folded}, Graded({{1, 2}, {7, 1}}), 2);
  EXPECT_EQ(GradeOf(folded, Graded({{1, 2}, {7, 1}})), 2);
  EXPECT_THAT(measures.mrr, DoubleEq(1));
  EXPECT_THAT(measures.recall, DoubleEq(1)) << "both judged pages are behind the hit";
}

TEST(Measure, OnePageSeenTwiceDoesNotPassTheIdeal) {
  const Ranking twice = {Page("a.pdf", 1), {{{"b.pdf", 1}, {"a.pdf", 1}}, 0}};
  const Measures measures = Measure(twice, Graded({{1, 2}}), 2);
  EXPECT_THAT(measures.ndcg, DoubleEq(1));
  EXPECT_THAT(measures.recall, DoubleEq(1));
}

TEST(ByFile, KeepsTheFirstHitOfAFile) {
  const Ranking ranking = {
      Page("a.pdf", 3), Page("b.pdf", 1), Page("a.pdf", 1), {{{"c.pdf", 2}, {"copy.pdf", 2}}, 0}};
  const Ranking files = ByFile(ranking);
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[1].members.front(), (Member{"b.pdf", 0}));
  EXPECT_EQ(files[2].members.back(), (Member{"copy.pdf", 0}));
}

TEST(ByFile, AFileIsWorthItsBestPage) {
  const Grades files = ByFile(Grades{{{"a.pdf", 1}, 1}, {{"a.pdf", 9}, 2}, {{"b.pdf", 1}, 1}});
  EXPECT_EQ(files, (Grades{{{"a.pdf", 0}, 2}, {{"b.pdf", 0}, 1}}));
  const Measures measures = Measure(ByFile(Ranking{Page("b.pdf", 5), Page("a.pdf", 2)}), files, 2);
  EXPECT_THAT(measures.mrr, DoubleEq(0.5)) << "any page of the deck will do";
}

TEST(Mean, OfNoneIsZero) {
  EXPECT_EQ(Mean({}).mrr, 0);
  EXPECT_THAT(Mean({{.mrr = 1}, {.mrr = 0.5}}).mrr, DoubleEq(0.75));
}

TEST(PairedDifference, SameRunsDoNotDiffer) {
  const Difference difference = PairedDifference({0.1, 0.5, 1}, {0.1, 0.5, 1});
  EXPECT_EQ(difference.mean, 0);
  EXPECT_EQ(difference.low, 0);
  EXPECT_EQ(difference.high, 0);
  EXPECT_EQ(PairedDifference({}, {}).mean, 0);
}

TEST(PairedDifference, IntervalHoldsTheMeanAndIsTheSameEveryTime) {
  std::vector<double> before;
  std::vector<double> after;
  for (int i = 0; i < 100; ++i) {
    before.push_back(0);
    after.push_back(i % 4 == 0 ? 1 : 0);  // mean .25, standard error .0433
  }
  const Difference difference = PairedDifference(before, after);
  EXPECT_THAT(difference.mean, DoubleEq(0.25));
  EXPECT_THAT(difference.low, DoubleNear(0.25 - 1.96 * 0.0433, 0.02));
  EXPECT_THAT(difference.high, DoubleNear(0.25 + 1.96 * 0.0433, 0.02));
  EXPECT_EQ(PairedDifference(before, after).low, difference.low);
}

}  // namespace
}  // namespace rsearch::relevance
