// Near-identical pages of a ranking as one hit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "rsearch/sketch.h"

namespace rsearch {

// Takes the pages of a ranking one by one, best first. A page joins the first group whose best page
// it is near-identical to, else begins one; so a page more changes no group that is there, but may
// add to it. Whether the pages are of one deck does not matter: a shared slide and a step of a
// build are the same to a reader, and so is one "Thank you" or picture under "Results" to a search,
// which knows no more of them.
class Folding {
 public:
  void Add(Sketch page);

  // Places in the ranking, from 0: groups in the order of their best pages, which come first in
  // them and stand for them.
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& groups() const { return groups_; }
  // Pages taken.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  // Groups whose best page may be near-identical to `page`, ascending.
  void FindLike(const Sketch& page);
  void Begin(Sketch page);

  std::size_t size_ = 0;
  std::vector<std::vector<std::size_t>> groups_;
  std::vector<Sketch> best_;                                          // of each group
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> with_;  // groups by hash
  std::vector<std::uint8_t> needed_;  // of each group: hashes to have in common
  std::vector<std::uint8_t> met_;     // while looking: hashes in common so far
  std::vector<std::size_t> like_;
};

}  // namespace rsearch
