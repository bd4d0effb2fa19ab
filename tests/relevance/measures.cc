#include "tests/relevance/measures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <random>
#include <set>
#include <string>

namespace rsearch::relevance {
namespace {

constexpr std::uint64_t kSeed = 20240601;  // any; fixed so that a report can be made again

double Gain(int grade) {
  return std::exp2(grade) - 1;
}

double DiscountedGain(const std::vector<int>& grades) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(grades.size(), kDepth); ++i)
    sum += Gain(grades[i]) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

double IdealGain(const Grades& grades) {
  std::vector<int> sorted;
  sorted.reserve(grades.size());
  for (const auto& [member, grade] : grades)
    sorted.push_back(grade);
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  return DiscountedGain(sorted);
}

double Recall(const Ranking& ranking, const Grades& grades) {
  std::set<Member> seen;
  for (const Item& item : ranking) {
    for (const Member& member : item.members) {
      const auto judged = grades.find(member);
      if (judged != grades.end() && judged->second >= 1) seen.insert(member);
    }
  }
  const auto relevant = std::count_if(grades.begin(), grades.end(),
                                      [](const auto& judged) { return judged.second >= 1; });
  return relevant == 0 ? 0 : static_cast<double>(seen.size()) / static_cast<double>(relevant);
}

double MeanOf(const std::vector<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double ResampledMean(const std::vector<double>& values, std::mt19937_64* random) {
  double sum = 0;
  // % instead of std::uniform_int_distribution, which every library implements in its own way; its
  // bias is below 1e-14 here.
  for (std::size_t i = 0; i < values.size(); ++i)
    sum += values[(*random)() % values.size()];
  return sum / static_cast<double>(values.size());
}

}  // namespace

int GradeOf(const Item& item, const Grades& grades) {
  int best = 0;
  for (const Member& member : item.members) {
    if (const auto judged = grades.find(member); judged != grades.end())
      best = std::max(best, judged->second);
  }
  return best;
}

Measures Measure(const Ranking& ranking, const Grades& grades, int wanted) {
  const Ranking top(ranking.begin(), ranking.begin() + static_cast<std::ptrdiff_t>(
                                                           std::min(ranking.size(), kDepth)));
  std::vector<int> found;
  for (const Item& item : top)
    found.push_back(GradeOf(item, grades));
  Measures measures;
  const auto first =
      std::find_if(found.begin(), found.end(), [&](int grade) { return grade >= wanted; });
  if (first != found.end()) {
    measures.mrr = 1 / static_cast<double>(first - found.begin() + 1);
    measures.success = 1;
  }
  // Two items may stand for one judged page; what they gain together must not pass the ideal.
  const double ideal = IdealGain(grades);
  if (ideal > 0) measures.ndcg = std::min(1.0, DiscountedGain(found) / ideal);
  measures.recall = Recall(top, grades);
  return measures;
}

Measures Mean(const std::vector<Measures>& measures) {
  Measures mean;
  for (const Measures& one : measures) {
    mean.mrr += one.mrr;
    mean.success += one.success;
    mean.ndcg += one.ndcg;
    mean.recall += one.recall;
  }
  const double n = measures.empty() ? 1 : static_cast<double>(measures.size());
  return {mean.mrr / n, mean.success / n, mean.ndcg / n, mean.recall / n};
}

Ranking ByFile(const Ranking& ranking) {
  Ranking files;
  std::set<std::string> shown;
  for (const Item& item : ranking) {
    if (!shown.insert(item.members.front().path).second) continue;
    files.push_back(item);
    for (Member& member : files.back().members)
      member.page = 0;
  }
  return files;
}

Grades ByFile(const Grades& grades) {
  Grades files;
  for (const auto& [member, grade] : grades) {
    int& best = files[{member.path, 0}];
    best = std::max(best, grade);
  }
  return files;
}

Difference PairedDifference(const std::vector<double>& before, const std::vector<double>& after) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    differences.push_back(after[i] - before[i]);
  Difference difference;
  difference.mean = MeanOf(differences);
  if (differences.empty()) return difference;
  std::mt19937_64 random(kSeed);
  std::vector<double> means;
  means.reserve(kResamples);
  for (int i = 0; i < kResamples; ++i)
    means.push_back(ResampledMean(differences, &random));
  std::sort(means.begin(), means.end());
  difference.low = means[kResamples / 40];  // 2.5 %
  difference.high = means[kResamples - 1 - kResamples / 40];
  return difference;
}

}  // namespace rsearch::relevance
