#include "query/fold.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace rsearch {
namespace {

// Near-identical sketches share more than half of their hashes; pages with fewer in common than
// this part, which are nearly all, need no closer look.
constexpr std::size_t kLeastShared = 3;

// The groups by the hashes of their best pages.
class Groups {
 public:
  void Add(std::size_t group, const Sketch& best) {
    for (const std::uint32_t hash : best.smallest)
      with_[hash].push_back(group);
    shared_.push_back(0);
  }

  // Those that share enough with `sketch`, ascending.
  const std::vector<std::size_t>& Like(const Sketch& sketch) {
    like_.clear();
    touched_.clear();
    for (const std::uint32_t hash : sketch.smallest) {
      const auto found = with_.find(hash);
      if (found == with_.end()) continue;
      for (const std::size_t group : found->second)
        if (shared_[group]++ == 0) touched_.push_back(group);
    }
    for (const std::size_t group : touched_) {
      if (shared_[group] * kLeastShared >= sketch.smallest.size()) like_.push_back(group);
      shared_[group] = 0;
    }
    std::sort(like_.begin(), like_.end());
    return like_;
  }

 private:
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> with_;
  std::vector<std::size_t> shared_;  // hashes, of each group; all 0 between calls
  std::vector<std::size_t> like_, touched_;
};

}  // namespace

std::vector<std::vector<std::size_t>> Fold(std::span<const Sketch> ranked) {
  std::vector<std::vector<std::size_t>> groups;
  Groups known;
  for (std::size_t page = 0; page < ranked.size(); ++page) {
    const std::vector<std::size_t>& like = known.Like(ranked[page]);
    const auto same = std::find_if(like.begin(), like.end(), [&](std::size_t group) {
      return NearIdentical(ranked[groups[group].front()], ranked[page]);
    });
    if (same != like.end()) {
      groups[*same].push_back(page);
    } else {
      known.Add(groups.size(), ranked[page]);
      groups.push_back({page});
    }
  }
  return groups;
}

}  // namespace rsearch
