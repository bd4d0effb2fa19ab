// How many slips of the pen lie between two words: letters put in, left out, replaced, or two
// neighbours swapped (the restricted Damerau-Levenshtein distance: no letter is edited twice).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {

// The table of distances between one word and another that comes letter by letter. Words that begin
// alike share the rows of that beginning: a sorted vocabulary is compared at a row or two a word.
class EditTable {
 public:
  explicit EditTable(std::u32string_view word);

  // Letters pushed so far.
  [[nodiscard]] std::size_t size() const { return letters_.size(); }
  // Forgets all letters but the first `size`.
  void Truncate(std::size_t size);
  // Takes the other word's next letter. Returns the least distance that any continuation can have.
  std::size_t Push(char32_t letter);
  // Between the word and the letters pushed.
  [[nodiscard]] std::size_t Distance() const { return Row(size())[word_.size()]; }

 private:
  [[nodiscard]] const std::size_t* Row(std::size_t i) const {
    return &rows_[i * (word_.size() + 1)];
  }

  std::u32string_view word_;
  std::vector<char32_t> letters_;
  std::vector<std::size_t> rows_;  // one a letter pushed, and one before them
};

std::size_t EditDistance(std::u32string_view a, std::u32string_view b);

// The element of `names` that `name` (UTF-8) most likely was meant to be; empty when none is near.
std::string Nearest(std::string_view name, const std::vector<std::string>& names);

}  // namespace rsearch
