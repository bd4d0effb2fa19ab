// Which folders an index covers, and which of them a run refreshes. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/config.h"
#include "rsearch/document.h"
#include "rsearch/result.h"

namespace rsearch {

struct RootPlan {
  std::vector<Root> roots;           // all of the index, ascending by path; none inside another
  std::vector<std::size_t> refresh;  // indexes into `roots`, ascending
  bool changed = false;              // `roots` is not what the index holds

  bool operator==(const RootPlan&) const = default;
};

// `known` are the index's roots, `named` the folders given to this run (absolute paths). A named
// folder becomes a root, unless it is inside one: then that one is refreshed. Roots inside a named
// folder are absorbed by it, their excludes translated. Without named folders all roots are
// refreshed, and `configured`, the roots of the user's config, become roots in the same way.
// `excludes` are added to every refreshed root; an empty one drops those before it.
// kUsage when there is no root at all.
Result<RootPlan> PlanRoots(std::vector<Root> known, const std::vector<std::string>& named,
                           const std::vector<std::string>& excludes,
                           const std::vector<std::string>& configured = {});

// `root` as it is scanned: also without what the config excludes, which the index does not
// remember.
Root ToScan(Root root, const Config& config);

// A line for each [root."DIR"] of the config that counts for nothing, because DIR is inside one of
// `roots`.
std::vector<std::string> IdleOverrides(const Config& config, const std::vector<Root>& roots);

// The root that `path` is inside of; null if there is none.
const Root* RootOf(std::string_view path, const std::vector<Root>& roots);

// Said of a root in which nothing is to be found any more though the index has `files` files of it:
// more likely a disk that is not mounted than a user's wish.
Error SuddenlyEmpty(std::string_view root, std::size_t files);

// `known` without the root at `folder`. kUsage when no root is there; the message says what to do.
Result<std::vector<Root>> WithoutRoot(std::vector<Root> known, std::string_view folder);

}  // namespace rsearch
