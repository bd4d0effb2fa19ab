// Measures of a ranked list, and of the difference between two lists of runs. Pure functions.
#pragma once

#include <vector>

#include "tests/relevance/ranking.h"

namespace rsearch::relevance {

// Of the first kDepth items, each between 0 and 1.
struct Measures {
  double mrr = 0;      // 1/rank of the first item that has the wanted grade
  double success = 0;  // 1 when there is one
  double ndcg = 0;     // gains 2^grade - 1
  double recall = 0;   // judged members seen, of all with a grade of at least 1
};

// An item has the best grade of its members.
int GradeOf(const Item& item, const Grades& grades);

// `wanted`: the grade from which on an item is what was looked for (MRR and success).
Measures Measure(const Ranking& ranking, const Grades& grades, int wanted);

Measures Mean(const std::vector<Measures>& measures);  // zeros for none

// The same list and judgements by file: every page becomes page 0 of its file, a file has the best
// grade of its pages, and of the items that show pages of one file only the first stays.
Ranking ByFile(const Ranking& ranking);
Grades ByFile(const Grades& grades);

// Of paired samples: mean(after - before) with its 95 % interval.
struct Difference {
  double mean = 0;
  double low = 0, high = 0;
};

// Percentiles of kResamples bootstrap samples of the pairs; the same input gives the same interval.
inline constexpr int kResamples = 2000;
Difference PairedDifference(const std::vector<double>& before, const std::vector<double>& after);

}  // namespace rsearch::relevance
