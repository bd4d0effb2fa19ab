#include "query/fold.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace rsearch {

std::vector<std::vector<std::size_t>> Fold(std::span<const Sketch> ranked) {
  std::vector<std::vector<std::size_t>> groups;
  // Near-identical texts share hashes: what a page is compared with, of ten thousand, are few.
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> groups_with;
  std::vector<std::size_t> near;
  for (std::size_t page = 0; page < ranked.size(); ++page) {
    const Sketch& sketch = ranked[page];
    near.clear();
    for (const std::uint32_t hash : sketch.smallest)
      if (const auto found = groups_with.find(hash); found != groups_with.end())
        near.insert(near.end(), found->second.begin(), found->second.end());
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    const auto same = std::find_if(near.begin(), near.end(), [&](std::size_t group) {
      return NearIdentical(ranked[groups[group].front()], sketch);
    });
    if (same != near.end()) {
      groups[*same].push_back(page);
      continue;
    }
    for (const std::uint32_t hash : sketch.smallest)
      groups_with[hash].push_back(groups.size());
    groups.push_back({page});
  }
  return groups;
}

}  // namespace rsearch
