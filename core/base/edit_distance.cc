#include "rsearch/edit_distance.h"

#include <algorithm>
#include <numeric>

#include "rsearch/utf8.h"

namespace rsearch {

EditTable::EditTable(std::u32string_view word) : word_(word), rows_(word.size() + 1) {
  std::iota(rows_.begin(), rows_.end(), std::size_t{0});
}

void EditTable::Truncate(std::size_t size) {
  letters_.resize(std::min(size, letters_.size()));
}

std::size_t EditTable::Push(char32_t letter) {
  const std::size_t i = letters_.size() + 1;
  const std::size_t width = word_.size() + 1;
  if (rows_.size() < (i + 1) * width) rows_.resize((i + 1) * width);
  const std::size_t* const above = Row(i - 1);
  std::size_t* const row = &rows_[i * width];
  row[0] = i;
  std::size_t least = i;
  for (std::size_t j = 1; j < width; ++j) {
    std::size_t distance = above[j - 1] + (word_[j - 1] == letter ? 0 : 1);
    distance = std::min({distance, above[j] + 1, row[j - 1] + 1});
    if (i > 1 && j > 1 && word_[j - 2] == letter && word_[j - 1] == letters_.back())
      distance = std::min(distance, Row(i - 2)[j - 2] + 1);
    row[j] = distance;
    least = std::min(least, distance);
  }
  letters_.push_back(letter);
  return least;  // a swap that reaches over this row costs one more than the row above: no less
}

std::size_t EditDistance(std::u32string_view a, std::u32string_view b) {
  EditTable table(a);
  for (const char32_t letter : b)
    table.Push(letter);
  return table.Distance();
}

std::string Nearest(std::string_view name, const std::vector<std::string>& names) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(name.size() / 2, 1);
  for (const std::string& candidate : names) {
    const bool begins = name.size() > 1 && candidate.starts_with(name);
    const std::size_t distance = begins ? 0 : EditDistance(DecodeUtf8(name), DecodeUtf8(candidate));
    if (distance < best_distance || (distance == best_distance && best.empty() && distance <= 2)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace rsearch
