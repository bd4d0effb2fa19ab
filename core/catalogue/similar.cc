#include "core/catalogue/similar.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "core/catalogue/link.h"
#include "rsearch/name_key.h"

namespace rsearch::catalogue {
namespace {

// Levenshtein's distance of `a` and `b`, or `max` + 1 when it is more. Only cells within `max` of
// the diagonal are filled.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t max) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > max) return max + 1;
  std::array<std::size_t, kMaxComparedBytes + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::size_t from = i > max ? i - max : 1;
    const std::size_t to = std::min(b.size(), i + max);
    std::size_t diagonal = row[from - 1];
    row[from - 1] = from == 1 ? i : max + 1;
    std::size_t least = row[from - 1];
    for (std::size_t j = from; j <= to; ++j) {
      const std::size_t above = j == i + max ? max + 1 : row[j];
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, above + 1, row[j - 1] + 1});
      least = std::min(least, row[j]);
    }
    if (least > max) return max + 1;
  }
  return std::min(row[b.size()], max + 1);
}

// The shorter of two keys begins the longer one and is most of it.
bool IsMostOf(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && 5 * a.size() >= 3 * b.size();
}

}  // namespace

bool AreSimilar(std::string_view a, std::string_view b) {
  a = a.substr(0, kMaxComparedBytes);
  b = b.substr(0, kMaxComparedBytes);
  if (a.empty() || b.empty()) return false;
  const std::size_t max = std::max(a.size(), b.size()) / 5;
  return EditDistance(a, b, max) <= max;
}

std::string_view StemOf(std::string_view path) {
  std::string_view name = LastPart(path);
  if (name.size() >= 4) {
    std::string end(name.substr(name.size() - 4));
    std::transform(end.begin(), end.end(), end.begin(), [](char c) {
      return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    if (end == ".pdf") name.remove_suffix(4);
  }
  return name;
}

std::string_view WithoutDate(std::string_view stem) {
  const std::size_t begin = stem.find_first_not_of("0123456789-_. ");
  return begin == std::string_view::npos ? std::string_view() : stem.substr(begin);
}

bool IsNamedAfter(std::string_view stem, std::string_view title) {
  const std::string title_key = NameKey(title);
  const std::string nickname = NameKey(title.substr(0, title.find(':')));
  const auto fits = [&](std::string_view name) {
    const std::string key = NameKey(name);
    if (key.empty() || title_key.empty()) return false;
    return key == nickname || IsMostOf(key, title_key) || AreSimilar(key, title_key);
  };
  return fits(stem) || fits(WithoutDate(stem));
}

}  // namespace rsearch::catalogue
