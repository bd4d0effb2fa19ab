#include "indexer/roots.h"

#include <algorithm>
#include <set>

#include "indexer/paths.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

// `name` as an fnmatch pattern that matches it alone.
std::string EscapeGlob(std::string_view name) {
  std::string glob;
  for (const char c : name) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) glob += '\\';
    glob += c;
  }
  return glob;
}

void AddUnique(const std::string& glob, std::vector<std::string>* globs) {
  if (std::find(globs->begin(), globs->end(), glob) == globs->end()) globs->push_back(glob);
}

// A glob of `inner` in the words of `outer`, which it is inside of. It matched paths below the root
// and base names: that takes two globs now.
void TranslateExcludes(const Root& inner, Root* outer) {
  const std::string folder = EscapeGlob(PathBelow(inner.path, outer->path));
  for (const std::string& glob : inner.excludes) {
    AddUnique(std::string(folder).append("/").append(glob), &outer->excludes);
    AddUnique(std::string(folder).append("/*/").append(glob), &outer->excludes);
  }
}

// The root that stands for the folder `named` in `roots`; made, and others absorbed, if need be.
std::string Adopt(const std::string& named, std::vector<Root>* roots) {
  for (const Root& root : *roots)
    if (IsSameOrBelow(named, root.path)) return root.path;
  Root adopted{named, {}};
  for (const Root& root : *roots)
    if (IsBelow(root.path, named)) TranslateExcludes(root, &adopted);
  roots->erase(std::remove_if(roots->begin(), roots->end(),
                              [&](const Root& root) { return IsBelow(root.path, adopted.path); }),
               roots->end());
  roots->push_back(std::move(adopted));
  return named;
}

void AddExcludes(const std::vector<std::string>& globs, Root* root) {
  for (const std::string& glob : globs) {
    if (glob.empty()) {
      root->excludes.clear();
    } else {
      AddUnique(glob, &root->excludes);
    }
  }
}

bool SameRoots(const std::vector<Root>& a, const std::vector<Root>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Root& x, const Root& y) {
    return x.path == y.path && x.excludes == y.excludes;
  });
}

}  // namespace

Result<RootPlan> PlanRoots(std::vector<Root> known, const std::vector<std::string>& named,
                           const std::vector<std::string>& excludes,
                           const std::vector<std::string>& configured) {
  RootPlan plan;
  plan.roots = known;
  std::set<std::string> refreshed;
  for (const std::string& folder : named.empty() ? configured : named)
    refreshed.insert(Adopt(folder, &plan.roots));
  if (plan.roots.empty()) {
    return Error{ErrorCode::kUsage, "no folder is indexed yet; name one: rindex update ~/papers"};
  }
  const auto by_path = [](const Root& a, const Root& b) { return a.path < b.path; };
  std::sort(known.begin(), known.end(), by_path);
  std::sort(plan.roots.begin(), plan.roots.end(), by_path);
  for (std::size_t i = 0; i < plan.roots.size(); ++i) {
    if (!named.empty() && !refreshed.contains(plan.roots[i].path)) continue;
    plan.refresh.push_back(i);
    AddExcludes(excludes, &plan.roots[i]);
  }
  plan.changed = !SameRoots(known, plan.roots);
  return plan;
}

Root ToScan(Root root, const Config& config) {
  for (const std::string& glob : config.ExcludesOf(root.path))
    AddUnique(glob, &root.excludes);
  return root;
}

std::vector<std::string> IdleOverrides(const Config& config, const std::vector<Root>& roots) {
  std::vector<std::string> lines;
  for (const RootConfig& override : config.root_overrides) {
    const Root* outer = RootOf(override.path, roots);
    if (outer == nullptr) continue;
    lines.push_back(PlainPath(config.file.string()) + ": [root.\"" + PlainPath(override.path) +
                    "\"] counts for nothing: it is inside the root " + PlainPath(outer->path));
  }
  return lines;
}

const Root* RootOf(std::string_view path, const std::vector<Root>& roots) {
  const auto found = std::find_if(roots.begin(), roots.end(),
                                  [&](const Root& root) { return IsBelow(path, root.path); });
  return found == roots.end() ? nullptr : &*found;
}

Error SuddenlyEmpty(std::string_view root, std::size_t files) {
  return {ErrorCode::kNotFound, "folder " + PlainPath(root) + " is empty, but " +
                                    std::to_string(files) +
                                    (files == 1 ? " file of it is" : " files of it are") +
                                    " in the index (is its disk mounted?)"};
}

Result<std::vector<Root>> WithoutRoot(std::vector<Root> known, std::string_view folder) {
  const auto at = std::find_if(known.begin(), known.end(),
                               [&](const Root& root) { return root.path == folder; });
  if (at != known.end()) {
    known.erase(at);
    return known;
  }
  const std::string shown = PlainPath(folder);
  if (const Root* root = RootOf(folder, known); root != nullptr) {
    const std::string below(PathBelow(folder, root->path));
    return Error{ErrorCode::kUsage, shown + " is inside the root " + PlainPath(root->path) +
                                        "; leave it out with: rindex update " +
                                        PlainPath(root->path) + " --exclude '" + PlainPath(below) +
                                        "'"};
  }
  return Error{ErrorCode::kUsage, shown + " is not a root of this index; see: rindex status"};
}

}  // namespace rsearch
