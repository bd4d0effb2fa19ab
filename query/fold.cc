#include "query/fold.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

namespace rsearch {
namespace {

// Of near-identical pages each has most hashes of the other, .8 or, of a longer one that contains
// it, .6 at the least likeness that counts: of the eight smallest of one at least two are among the
// 24 smallest of the other (but for 1 in 10,000, and 1 in 100). Only pages that meet so are
// compared. A single one in common says little: "of the" is on every tenth page, and where its hash
// is a small one they all would meet.
constexpr std::size_t kIndexed = 12;
constexpr std::size_t kLookedUp = 36;
constexpr std::uint8_t kCommon = 3;

std::span<const std::uint32_t> Smallest(const Sketch& sketch, std::size_t count) {
  return std::span(sketch.smallest).first(std::min(count, sketch.smallest.size()));
}

}  // namespace

void Folding::FindLike(const Sketch& page) {
  std::vector<std::size_t> met;
  for (const std::uint32_t hash : Smallest(page, kLookedUp)) {
    const auto found = with_.find(hash);
    if (found == with_.end()) continue;
    for (const std::size_t group : found->second)
      if (met_[group]++ == 0) met.push_back(group);
  }
  like_.clear();
  for (const std::size_t group : met)
    if (std::exchange(met_[group], std::uint8_t{0}) >= needed_[group]) like_.push_back(group);
  std::sort(like_.begin(), like_.end());
}

void Folding::Begin(Sketch page) {
  const auto hashes = Smallest(page, kIndexed);
  for (const std::uint32_t hash : hashes)
    with_[hash].push_back(groups_.size());
  needed_.push_back(hashes.size() < kIndexed ? 1 : kCommon);
  met_.push_back(0);
  groups_.push_back({size_});
  best_.push_back(std::move(page));
}

void Folding::Add(Sketch page) {
  FindLike(page);
  const auto same = std::find_if(like_.begin(), like_.end(), [&](std::size_t group) {
    return NearIdentical(best_[group], page);
  });
  if (same != like_.end())
    groups_[*same].push_back(size_);
  else
    Begin(std::move(page));
  ++size_;
}

}  // namespace rsearch
