// What `rindex terms` says: the pairs of names that the decks of an index give for one thing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

struct TermPair {
  std::string name;         // as most often written
  std::string other;        // likewise
  std::size_t decks = 0;    // distinct contents that say so
  std::uint64_t times = 0;  // in all of them
};

// Each pair once, most decks first, then most times. With words only those of which one name has
// them, next to each other; case, spaces, hyphens and endings do not matter. The errors of
// IndexReader::Open().
Result<std::vector<TermPair>> ReadTerms(const std::filesystem::path& index,
                                        const std::vector<std::string>& words);

// {"schema":1,"terms":[{"name":…,"other":…,"decks":…,"times":…},…]} on one line.
std::string TermsJson(const std::vector<TermPair>& pairs);

// For people: a line each, in columns; nothing where there is none.
std::string TermsText(const std::vector<TermPair>& pairs);

}  // namespace rsearch
