// What a shell offers for the last word of a query.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/store.h"

namespace rsearch {

inline constexpr std::size_t kMaxCompletions = 200;

// What the last word of `query` may become, whole words: "year:" and "year:2019" for "ye" and
// "-year:20" (with its sign); field:"Computer Vision" with quotes where it needs them. Values are
// those that `index` has; without one (null), or when it cannot be read, those of fields that take
// few. Nothing for a word of a text. kMaxCompletions at most; never fails.
std::vector<std::string> CompleteQuery(std::string_view query, IndexReader* index);

}  // namespace rsearch
