#include "core/pdf/repeated.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/pdf/characters.h"
#include "core/pdf/titles.h"

namespace rsearch::pdf {
namespace {

constexpr std::size_t kFewestPages = 3;
constexpr double kShareInMargin = 0.3;
constexpr double kShareAnywhere = 0.6;
constexpr double kShareOfTitles = 0.8;
// Different titles among the pages of a line that repeats anywhere, and their share of all pages.
constexpr std::size_t kFewestKinds = 3;
constexpr double kShareOfKinds = 0.2;
constexpr std::size_t kSaysSomething = 4;  // LetterWeight()
constexpr float kMargin = 0.12F;           // of the page's height
constexpr int kPlaces = 50;                // heights told apart, give or take one
constexpr int kNowhere = 0;                // not in a margin
constexpr std::size_t kEdgeLines = 2;
constexpr float kTitleSize = 0.97F;  // of the largest: equal within rounding

// The line with every number as '#', so that "3 / 20" and "4 / 20" are one.
std::string Fold(std::string_view text) {
  std::string folded;
  bool in_number = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !in_number) folded += '#';
    if (!digit && c != ' ') folded += c;
    in_number = digit;
  }
  return folded;
}

struct Sighting {
  std::uint32_t page = 0;
  std::uint32_t line = 0;
  int place = 0;
  bool title = false;
};

int PlaceByHeight(const Line& line, float page_height) {
  const float middle = std::clamp((line.box.y0 + line.box.y1) / 2 / page_height, 0.0F, 1.0F);
  if (middle > kMargin && middle < 1 - kMargin) return kNowhere;
  return 1 + static_cast<int>(std::lround(middle * static_cast<float>(kPlaces)));
}

// 1, 2 for the first lines, -1, -2 for the last ones.
int PlaceByOrder(std::size_t index, std::size_t count) {
  if (index < kEdgeLines) return static_cast<int>(index) + 1;
  const std::size_t from_end = count - index;
  return from_end <= kEdgeLines ? -static_cast<int>(from_end) : kNowhere;
}

int PlaceOf(const PageLines& page, std::size_t index) {
  return page.has_geometry && page.height > 0 ? PlaceByHeight(page.lines[index], page.height)
                                              : PlaceByOrder(index, page.lines.size());
}

float LargestSize(const PageLines& page) {
  float largest = 0;
  for (const Line& line : page.lines)
    if (LetterWeight(line.text) > 1) largest = std::max(largest, line.size);
  return largest;
}

using Groups = std::unordered_map<std::string, std::vector<Sighting>>;

Groups GroupByText(const std::vector<PageLines>& pages) {
  Groups groups;
  for (std::uint32_t p = 0; p < pages.size(); ++p) {
    const PageLines& page = pages[p];
    const float largest = LargestSize(page);
    const std::size_t title = FindTitleLine(page.lines, page.height, nullptr);
    for (std::uint32_t i = 0; i < page.lines.size(); ++i) {
      const bool large = page.has_geometry && page.lines[i].size >= kTitleSize * largest &&
                         LetterWeight(page.lines[i].text) > 1;  // page numbers may be large
      groups[Fold(page.lines[i].text)].push_back({p, i, PlaceOf(page, i), large || i == title});
    }
  }
  return groups;
}

// Distinct pages; `sightings` ascend by page.
template <class Wanted>
std::size_t CountPages(const std::vector<Sighting>& sightings, const Wanted& wanted) {
  std::size_t count = 0;
  std::uint32_t last = UINT32_MAX;
  for (const Sighting& sighting : sightings) {
    if (!wanted(sighting) || sighting.page == last) continue;
    last = sighting.page;
    ++count;
  }
  return count;
}

class Judge {
 public:
  explicit Judge(const std::vector<PageLines>& pages)
      : pages_(pages),
        count_(static_cast<std::size_t>(
            std::count_if(pages.begin(), pages.end(),
                          [](const PageLines& page) { return !page.lines.empty(); }))) {}

  // Which of the sightings of one text are repetition.
  std::vector<Sighting> Repeated(const std::string& folded,
                                 const std::vector<Sighting>& sightings) const {
    if (sightings.size() < kFewestPages) return {};
    std::vector<Sighting> repeated = sightings;
    if (IsTemplate(folded, sightings)) {
      std::erase_if(repeated, [](const Sighting& s) { return s.title && s.page == 0; });
      return repeated;
    }
    const std::set<int> places = CommonPlaces(sightings);
    std::erase_if(repeated,
                  [&](const Sighting& s) { return s.title || !places.contains(s.place); });
    return repeated;
  }

 private:
  bool IsShare(std::size_t count, double share) const {
    return static_cast<double>(count) >= share * static_cast<double>(count_);
  }

  bool IsTemplate(const std::string& folded, const std::vector<Sighting>& sightings) const {
    if (LetterWeight(folded) < kSaysSomething) return false;
    const std::size_t pages = CountPages(sightings, [](const Sighting&) { return true; });
    const std::size_t titles = CountPages(sightings, [](const Sighting& s) { return s.title; });
    if (!IsShare(pages, titles * 2 > pages ? kShareOfTitles : kShareAnywhere)) return false;
    const std::size_t kinds = CountKinds(sightings);
    return kinds >= kFewestKinds && IsShare(kinds, kShareOfKinds);
  }

  // Different titles on the pages of one text, the text itself not being one.
  std::size_t CountKinds(const std::vector<Sighting>& sightings) const {
    std::set<std::string> titles;
    for (const Sighting& sighting : sightings) {
      const PageLines& page = pages_[sighting.page];
      const std::string& text = page.lines[sighting.line].text;
      const std::size_t title = FindTitleLine(page.lines, page.height, &text);
      if (title < page.lines.size()) titles.insert(Fold(page.lines[title].text));
    }
    return titles.size();
  }

  // The places, of those the sightings name, where the text is on enough pages.
  std::set<int> CommonPlaces(const std::vector<Sighting>& sightings) const {
    std::set<int> places;
    for (const Sighting& sighting : sightings)
      places.insert(sighting.place);
    places.erase(kNowhere);
    std::erase_if(places, [&](int place) {
      const std::size_t pages = CountPages(sightings, [&](const Sighting& sighting) {
        return sighting.place != kNowhere && std::abs(sighting.place - place) <= 1;
      });
      return pages < kFewestPages || !IsShare(pages, kShareInMargin);
    });
    return places;
  }

  const std::vector<PageLines>& pages_;
  const std::size_t count_;  // of pages that have text
};

// Sightings in document order, so that what is listed first was seen first.
std::vector<Sighting> FindRepeated(const std::vector<PageLines>& pages) {
  const Judge judge(pages);
  std::vector<Sighting> all;
  for (const auto& [folded, sightings] : GroupByText(pages)) {
    const std::vector<Sighting> repeated = judge.Repeated(folded, sightings);
    all.insert(all.end(), repeated.begin(), repeated.end());
  }
  std::sort(all.begin(), all.end(), [](const Sighting& a, const Sighting& b) {
    return std::pair(a.page, a.line) < std::pair(b.page, b.line);
  });
  return all;
}

}  // namespace

std::vector<std::string> TakeRepeatedLines(std::vector<PageLines>* pages) {
  std::vector<std::string> list;
  std::unordered_map<std::string, bool> listed;
  const std::vector<Sighting> repeated = FindRepeated(*pages);
  for (const Sighting& sighting : repeated) {
    std::string& text = (*pages)[sighting.page].lines[sighting.line].text;
    if (LetterWeight(text) > 0 && !std::exchange(listed[Fold(text)], true)) list.push_back(text);
    text.clear();
  }
  for (PageLines& page : *pages)
    std::erase_if(page.lines, [](const Line& line) { return line.text.empty(); });
  return list;
}

}  // namespace rsearch::pdf
