// Topics over an index of PDFs that rindex made.
#pragma once

#include <filesystem>
#include <vector>

#include "rsearch/result.h"
#include "tests/relevance/search_run.h"

namespace rsearch::relevance {

// `corpus`: the folder that the judgements' paths start from. Pages of files elsewhere keep their
// absolute path and are thus unjudged.
Result<SearchRun> RunPages(const std::filesystem::path& index, const std::filesystem::path& corpus,
                           const std::vector<Topic>& topics);

}  // namespace rsearch::relevance
