// Asking an index all topics of a set, through the search that rsearch uses.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "rsearch/result.h"
#include "tests/relevance/ranking.h"

namespace rsearch::relevance {

// What judgements call a page of the index.
using Locate = std::function<Member(const std::string& path, std::uint32_t page)>;

struct SearchRun {
  Run run;
  std::vector<std::string> refused;  // "qid: why", of queries that the parser does not take
};

// The first kDepth hits of each topic. A query that is refused has no hits, as for its user.
Result<SearchRun> RunTopics(const std::filesystem::path& index, const std::vector<Topic>& topics,
                            const Locate& locate);

}  // namespace rsearch::relevance
