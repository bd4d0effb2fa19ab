#include "core/catalogue/match.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/catalogue/link.h"
#include "core/catalogue/similar.h"
#include "rsearch/analyzer.h"
#include "rsearch/name_key.h"
#include "rsearch/paper.h"

namespace rsearch::catalogue {
namespace {

// Deeper catalogues and paths are looked at from their upper folders only.
constexpr std::size_t kMaxFolders = 32;
// A name that says less may be anybody's: "paper.pdf".
constexpr std::size_t kMinForeignNameLetters = 10;

// The path of `file` below `root` without a leading slash; nothing when it is not there.
std::optional<std::string_view> Below(std::string_view root, std::string_view file) {
  while (root.ends_with('/'))
    root.remove_suffix(1);
  if (!file.starts_with(root) || file.size() <= root.size() || file[root.size()] != '/')
    return std::nullopt;
  return file.substr(root.size() + 1);
}

// `path` seen from `folder` (no slash at its end; empty for the root), "." and ".." resolved.
// Nothing when it leaves the root.
std::optional<std::string> Resolved(std::string_view folder, std::string_view path) {
  std::string joined = std::string(folder) + "/" + std::string(path);
  std::vector<std::string_view> parts;
  const std::string_view all = joined;
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find('/', at), all.size());
    const std::string_view part = all.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string resolved;
  for (const std::string_view part : parts) {
    if (!resolved.empty()) resolved += '/';
    resolved += part;
  }
  return resolved;
}

// The ways a link may have been encoded: once, twice, not at all, spaces as '+'; NFC, each once.
// The first is the likeliest.
std::vector<std::string> Decodings(std::string_view text) {
  const std::string once = PercentDecode(text);
  std::string spaced = once;
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  std::vector<std::string> decodings;
  for (const std::string& decoded : {once, PercentDecode(once), std::string(text), spaced}) {
    if (decoded.find('\0') != std::string::npos) continue;
    std::string nfc = NormalizeNfc(decoded);
    if (std::find(decodings.begin(), decodings.end(), nfc) == decodings.end())
      decodings.push_back(std::move(nfc));
  }
  return decodings;
}

// "a/b", "a", "" of "a/b/README.md": the catalogue's folder and those above it.
std::vector<std::string> FoldersUpFrom(std::string_view catalogue) {
  std::vector<std::string> folders;
  std::string folder = NormalizeNfc(catalogue);
  while (!folder.empty()) {
    const std::size_t slash = folder.rfind('/');
    folder.resize(slash == std::string::npos ? 0 : slash);
    folders.push_back(folder);
  }
  if (folders.empty()) folders.emplace_back();
  if (folders.size() > kMaxFolders) folders.erase(folders.begin(), folders.end() - kMaxFolders);
  return folders;
}

// Files by one of their names; nothing for a name that several have.
class NameMap {
 public:
  void Add(std::string name, std::size_t file) {
    if (name.empty()) return;
    const auto [entry, is_new] = files_.emplace(std::move(name), file);
    if (!is_new) entry->second = std::nullopt;
  }
  [[nodiscard]] bool Contains(const std::string& name) const { return files_.contains(name); }
  [[nodiscard]] std::optional<std::size_t> Find(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? std::nullopt : found->second;
  }

 private:
  std::unordered_map<std::string, std::optional<std::size_t>> files_;
};

class Files {
 public:
  Files(std::string_view root, const std::vector<std::string>& files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      const std::optional<std::string_view> below = Below(root, files[i]);
      if (!below) continue;
      const std::string path = NormalizeNfc(*below);
      paths_.emplace(path, i);
      names_.Add(std::string(LastPart(path)), i);
      keys_.Add(NameKey(StemOf(path)), i);
      arxiv_ids_.Add(ArxivIdInName(LastPart(path)), i);
    }
  }

  // Some file, or several, have it.
  [[nodiscard]] bool HasName(std::string_view name) const {
    return names_.Contains(std::string(name));
  }
  [[nodiscard]] std::optional<std::size_t> ByPath(const std::string& path) const {
    const auto found = paths_.find(path);
    return found == paths_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] std::optional<std::size_t> ByName(std::string_view name) const {
    if (const auto file = names_.Find(std::string(name)); file) return file;
    return keys_.Find(NameKey(StemOf(name)));
  }
  [[nodiscard]] std::optional<std::size_t> ByArxivId(const std::string& id) const {
    return arxiv_ids_.Find(id);
  }

 private:
  std::unordered_map<std::string, std::size_t> paths_;
  NameMap names_, keys_, arxiv_ids_;
};

class Matcher {
 public:
  Matcher(std::string_view root, std::string_view catalogue, const std::vector<std::string>& files)
      : files_(root, files), folders_(FoldersUpFrom(Below(root, catalogue).value_or(""))) {}

  [[nodiscard]] Target Find(std::string_view link) const {
    Target target;
    if (link.empty() || link.size() > kMaxLinkBytes) return target;
    if (!IsRepositoryFile(link)) {
      FindElsewhere(link, &target);
      return target;
    }
    // A name may have a '#' or '?' of its own that nobody encoded.
    const std::string_view path = WithoutQuery(link);
    FindPath(path, &target);
    if (!target.file && path != link) FindPath(link, &target);
    if (!target.file && IsPdf(path)) FindName(LastPart(path), &target);
    if (!target.file && path != link && IsPdf(link)) FindName(LastPart(link), &target);
    return target;
  }

  [[nodiscard]] Target FindOriginal(std::string_view link) const {
    Target target = Find(link);
    for (const std::string& id : FindPaperIds(link))
      if (!target.file) target.file = files_.ByArxivId(id);
    return target;
  }

 private:
  void FindPath(std::string_view link, Target* target) const {
    for (const std::string_view path : RepositoryPaths(link)) {
      for (const std::string& decoded : Decodings(path)) {
        if (target->path.empty()) target->path = PathInCollection(decoded, IsRelative(link));
        if (!files_.HasName(LastPart(decoded))) continue;
        for (const std::string& folder : folders_) {
          const std::optional<std::string> resolved = Resolved(folder, decoded);
          if (resolved) target->file = files_.ByPath(*resolved);
          if (target->file) return;
        }
      }
    }
    target->outside = target->path.empty();
  }

  // Where a file that is not here would be: beside the catalogue, or, by a repository's link, below
  // the root. Empty when that is outside.
  [[nodiscard]] std::string PathInCollection(std::string_view path, bool relative) const {
    for (const std::string& folder : folders_) {
      const std::optional<std::string> resolved = Resolved(relative ? folder : "", path);
      if (resolved) return *resolved;
    }
    return {};
  }

  void FindName(std::string_view name, Target* target) const {
    for (const std::string& decoded : Decodings(name)) {
      target->file = files_.ByName(LastPart(decoded));
      if (target->file) return;
    }
  }

  // A page of the web is here when somebody saved it by its name.
  void FindElsewhere(std::string_view link, Target* target) const {
    const std::string_view name = LastPart(WithoutQuery(link));
    if (!IsPdf(name) || NameKey(StemOf(PercentDecode(name))).size() < kMinForeignNameLetters)
      return;
    FindName(name, target);
  }

  Files files_;
  std::vector<std::string> folders_;
};

}  // namespace

std::string_view Target::Stem(const std::vector<std::string>& files) const {
  return StemOf(file ? std::string_view(files[*file]) : path);
}

std::vector<StrayReview> FindStrayReviews(const std::vector<CatalogueEntry>& entries,
                                          const std::vector<Target>& reviews,
                                          const std::vector<std::string>& files) {
  // A title that a file's name repeats; shorter ones may be part of many names.
  constexpr std::size_t kMinTitleKey = 12;
  std::unordered_map<std::string, std::size_t> by_title;
  std::unordered_map<std::string, std::size_t> owner_of;  // of a target, by its key
  for (std::size_t i = 0; i < entries.size(); ++i)
    by_title.emplace(NameKey(entries[i].title), i);

  std::vector<bool> own(entries.size());  // is named after this very entry
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string key = reviews[i].Key();
    if (key.empty()) continue;
    const std::string_view name = reviews[i].Stem(files);
    own[i] = IsNamedAfter(name, entries[i].title);
    if (own[i]) owner_of.emplace(key, i);
    const std::string name_key = NameKey(WithoutDate(name));
    const auto named = by_title.find(name_key);
    if (named != by_title.end() && name_key.size() >= kMinTitleKey)
      owner_of.emplace(key, named->second);
  }

  std::vector<StrayReview> strays;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto owner = owner_of.find(reviews[i].Key());
    if (owner != owner_of.end() && !own[i] && owner->second != i)
      strays.push_back({i, owner->second});
  }
  return strays;
}

}  // namespace rsearch::catalogue

namespace rsearch {

CatalogueMatch MatchCatalogue(const Catalogue& catalogue, std::string_view root,
                              const std::vector<std::string>& files) {
  const catalogue::Matcher matcher(root, catalogue.path, files);
  std::vector<catalogue::Target> reviews;
  CatalogueMatch match;
  for (const CatalogueEntry& entry : catalogue.entries) {
    reviews.push_back(matcher.Find(entry.review_link));
    match.review.push_back(reviews.back().file);
    match.original.push_back(matcher.FindOriginal(entry.original_link).file);
  }
  const std::vector<catalogue::StrayReview> strays =
      catalogue::FindStrayReviews(catalogue.entries, reviews, files);
  for (const catalogue::StrayReview& stray : strays)
    match.review[stray.from] = std::nullopt;
  match.problems = catalogue::FindProblems(catalogue.entries, reviews, strays, files);
  return match;
}

}  // namespace rsearch
