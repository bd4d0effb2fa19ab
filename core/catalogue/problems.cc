#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/catalogue/link.h"
#include "core/catalogue/match.h"
#include "core/catalogue/similar.h"
#include "rsearch/name_key.h"
#include "rsearch/paper.h"
#include "rsearch/printable.h"

namespace rsearch::catalogue {
namespace {

std::string Quoted(const CatalogueEntry& entry) {
  return "“" + entry.title + "” (line " + std::to_string(entry.line) + ")";
}

// What two links to one paper have in common: its id, else the link but for its scheme and a last
// slash.
std::string PaperKey(const CatalogueEntry& entry) {
  const std::vector<std::string> ids = FindPaperIds(entry.original_link);
  if (!ids.empty()) return ids.front();
  std::string_view link = entry.original_link;
  const std::size_t scheme = link.find("://");
  if (scheme != std::string_view::npos) link.remove_prefix(scheme + 3);
  while (link.ends_with('/'))
    link.remove_suffix(1);
  return std::string(link);
}

class Problems {
 public:
  explicit Problems(const std::vector<CatalogueEntry>& entries) : entries_(entries) {}

  void AddMissingLinks() {
    for (const CatalogueEntry& entry : entries_) {
      if (entry.original_link.empty()) Add(entry, "no original link");
      if (entry.review_link.empty()) Add(entry, "no review link");
      for (const std::string& oddity : entry.oddities)
        Add(entry, oddity);
    }
  }

  void AddStrays(const std::vector<StrayReview>& strays) {
    for (const StrayReview& stray : strays)
      Add(entries_[stray.from],
          "its review link leads to the review of " + Quoted(entries_[stray.owner]));
  }

  void AddDeadLinks(const std::vector<Target>& reviews) {
    std::set<std::string> found;
    std::set<std::string> missing;
    for (const Target& target : reviews) {
      if (target.file) found.insert(target.Key());
      if (!target.file && !target.path.empty()) missing.insert(target.Key());
    }
    // A collection of which much is not here is not wrong; one with a few dead links is.
    const bool complete =
        !found.empty() && (missing.size() == 1 || 10 * missing.size() <= found.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Target& target = reviews[i];
      if (target.outside && !target.file) {
        Add(entries_[i],
            "its review link leads outside the collection: " + PlainPath(entries_[i].review_link));
      } else if (!target.file && !target.path.empty() && (complete || !IsPdf(target.path))) {
        Add(entries_[i],
            "its review link leads to no file of the collection: " + PlainPath(target.path));
      }
    }
  }

  // "Reletaional Knowledge Distillation" with a review "Relational Knowledge Distillation.pdf".
  void AddMisspelt(const std::vector<Target>& reviews, const std::vector<std::string>& files) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::string_view name = WithoutDate(reviews[i].Stem(files));
      const std::string name_key = NameKey(name);
      const std::string key = NameKey(entries_[i].title);
      if (key.find_first_not_of("0123456789") == 0 && name_key != key && AreSimilar(name_key, key))
        Add(entries_[i], "its review's file is spelt otherwise: “" + PlainPath(name) + "”");
    }
  }

  void AddSharedOriginals() {
    std::unordered_map<std::string, std::size_t> first_with;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].original_link.empty()) continue;
      const auto [first, is_new] = first_with.emplace(PaperKey(entries_[i]), i);
      if (is_new) continue;
      const CatalogueEntry& other = entries_[first->second];
      const std::string key = NameKey(entries_[i].title);
      const std::string other_key = NameKey(other.title);
      if (key == other_key) continue;
      Add(entries_[i], AreSimilar(key, other_key)
                           ? "the same paper is written otherwise: " + Quoted(other)
                           : "its original link is also that of " + Quoted(other));
    }
  }

  // "no entry of August 2021" in a run of months.
  void AddMissingMonths() {
    constexpr std::size_t kMinMonths = 3;
    std::map<std::uint32_t, std::uint32_t> line_of;  // by months since year 0
    for (const CatalogueEntry& entry : entries_)
      if (entry.month != 0) line_of.emplace(Serial(entry.month), entry.line);
    if (line_of.size() < kMinMonths) return;
    for (auto month = line_of.begin(); std::next(month) != line_of.end(); ++month) {
      const auto next = std::next(month);
      const std::uint32_t first = month->first + 1;
      const std::uint32_t last = next->first - 1;
      if (first > last) continue;
      // Told where its neighbours stand, whichever comes first in the file.
      problems_.push_back(
          {std::min(month->second, next->second), "",
           "no entry of " + Name(first) + (first == last ? "" : " to " + Name(last))});
    }
  }

  std::vector<CatalogueProblem> Take() {
    std::stable_sort(
        problems_.begin(), problems_.end(),
        [](const CatalogueProblem& a, const CatalogueProblem& b) { return a.line < b.line; });
    return std::move(problems_);
  }

 private:
  void Add(const CatalogueEntry& entry, std::string what) {
    problems_.push_back({entry.line, entry.title, std::move(what)});
  }

  static std::uint32_t Serial(std::uint32_t yyyymm) { return yyyymm / 100 * 12 + yyyymm % 100 - 1; }

  static std::string Name(std::uint32_t serial) {
    constexpr std::array<const char*, 12> kNames = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return std::string(kNames[serial % 12]) + " " + std::to_string(serial / 12);
  }

  const std::vector<CatalogueEntry>& entries_;
  std::vector<CatalogueProblem> problems_;
};

}  // namespace

std::vector<CatalogueProblem> FindProblems(const std::vector<CatalogueEntry>& entries,
                                           const std::vector<Target>& reviews,
                                           const std::vector<StrayReview>& strays,
                                           const std::vector<std::string>& files) {
  Problems problems(entries);
  problems.AddMissingLinks();
  problems.AddStrays(strays);
  problems.AddDeadLinks(reviews);
  problems.AddMisspelt(reviews, files);
  problems.AddSharedOriginals();
  problems.AddMissingMonths();
  return problems.Take();
}

}  // namespace rsearch::catalogue
