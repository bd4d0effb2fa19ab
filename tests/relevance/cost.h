// What a search costs inside the process, beside the least that ranking the same words could cost.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "rsearch/result.h"
#include "tests/relevance/ranking.h"

namespace rsearch::relevance {

// Milliseconds a query: the median of its rounds, then the median of the queries.
struct Cost {
  std::size_t queries = 0;  // that the parser takes
  double search = 0;        // Search() without snippets
  double shown = 0;         // Search() as rsearch calls it
  // The same words as one OR of stems and bigrams over the pages' text, and the records of the hits
  // and their decks read: a search engine with neither fields nor word weights nor other names.
  double plain = 0;
};

inline constexpr int kCostRounds = 21;

Result<Cost> MeasureCost(const std::filesystem::path& index, const std::vector<Topic>& topics);

}  // namespace rsearch::relevance
