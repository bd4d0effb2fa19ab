// The two halves of MatchCatalogue(): where links lead, and what is odd.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/catalogue.h"

namespace rsearch::catalogue {

// Where one link leads.
struct Target {
  std::optional<std::size_t> file;  // index into the files
  std::string path;  // what the link names in the collection, decoded; empty for a page elsewhere
  bool outside = false;  // a relative link that leaves the root

  // The name of that file without ".pdf"; `files` are those that `file` counts.
  [[nodiscard]] std::string_view Stem(const std::vector<std::string>& files) const;

  // The same for two links that lead to one file, here or not; empty for a page elsewhere.
  [[nodiscard]] std::string Key() const {
    return file ? "file " + std::to_string(*file) : path.empty() ? "" : "path " + path;
  }
};

// A review that is clearly another entry's: entry `from`'s link leads to that of entry `owner`.
struct StrayReview {
  std::size_t from = 0, owner = 0;
};

// `reviews` are the targets of the entries' review links.
std::vector<StrayReview> FindStrayReviews(const std::vector<CatalogueEntry>& entries,
                                          const std::vector<Target>& reviews,
                                          const std::vector<std::string>& files);

// All problems, ascending by line.
std::vector<CatalogueProblem> FindProblems(const std::vector<CatalogueEntry>& entries,
                                           const std::vector<Target>& reviews,
                                           const std::vector<StrayReview>& strays,
                                           const std::vector<std::string>& files);

}  // namespace rsearch::catalogue
