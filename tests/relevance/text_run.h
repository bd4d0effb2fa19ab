// Topics over a collection of plain texts, each indexed as a page by the product's own code.
#pragma once

#include <filesystem>
#include <vector>

#include "rsearch/result.h"
#include "tests/relevance/search_run.h"
#include "tests/relevance/tsv.h"

namespace rsearch::relevance {

// Makes an index of `texts` in the (missing or empty) folder `index`.
Result<void> IndexTexts(const std::vector<CollectionText>& texts,
                        const std::filesystem::path& index);

// True where `index` was made of as many texts: enough to notice that another collection was meant.
Result<bool> HoldsTexts(const std::vector<CollectionText>& texts,
                        const std::filesystem::path& index);

// On an index that IndexTexts() made of the same texts.
Result<SearchRun> RunTexts(const std::filesystem::path& index,
                           const std::vector<CollectionText>& texts,
                           const std::vector<Topic>& topics);

}  // namespace rsearch::relevance
