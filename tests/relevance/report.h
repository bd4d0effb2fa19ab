// From runs and judgements to the tables that are printed.
#pragma once

#include <string>
#include <vector>

#include "tests/relevance/measures.h"
#include "tests/relevance/ranking.h"

namespace rsearch::relevance {

struct Scoring {
  int wanted = 2;         // see Measure()
  bool tags = true;       // a row for each tag, and title and author by deck
  bool per_file = false;  // title and author topics by deck in every row
};

// What a group of topics scores.
struct Row {
  std::string name;
  std::vector<const Topic*> topics;
  std::vector<Measures> measures;  // one a topic
};

// "all", then the tags in alphabetical order, then title and author by deck. Topics without any
// judgement are in none of them. The rows point to `topics`.
std::vector<Row> RowsOf(const std::vector<Topic>& topics, const Run& run,
                        const Judgements& judgements, const Scoring& scoring);

std::string FormatRows(const std::vector<Row>& rows);

// The rows of two runs of the same topics: the differences, and the topics whose MRR changed.
std::string FormatDifferences(const std::vector<Row>& before, const std::vector<Row>& after);
std::string FormatChanges(const Row& before, const Row& after);

}  // namespace rsearch::relevance
