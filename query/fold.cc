#include "query/fold.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace rsearch {
namespace {

// Of near-identical pages each has nearly all hashes of the other, so that the four smallest of one
// are hardly ever all missing among the sixteen smallest of the other (.2^4 at the least likeness
// that counts): only pages that meet so are compared.
constexpr std::size_t kIndexed = 4;
constexpr std::size_t kLookedUp = 16;

std::span<const std::uint32_t> Smallest(const Sketch& sketch, std::size_t count) {
  return std::span(sketch.smallest).first(std::min(count, sketch.smallest.size()));
}

// The groups by the hashes of their best pages.
class Groups {
 public:
  void Add(std::size_t group, const Sketch& best) {
    for (const std::uint32_t hash : Smallest(best, kIndexed))
      with_.emplace(hash, group);
  }

  // Those that may be like `sketch`, ascending.
  const std::vector<std::size_t>& Like(const Sketch& sketch) {
    like_.clear();
    for (const std::uint32_t hash : Smallest(sketch, kLookedUp)) {
      const auto [first, last] = with_.equal_range(hash);
      for (auto at = first; at != last; ++at)
        like_.push_back(at->second);
    }
    std::sort(like_.begin(), like_.end());
    like_.erase(std::unique(like_.begin(), like_.end()), like_.end());
    return like_;
  }

 private:
  std::unordered_multimap<std::uint32_t, std::size_t> with_;
  std::vector<std::size_t> like_;
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
