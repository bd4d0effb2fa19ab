// `rindex rebuild`: an index made anew beside the old one, then put in its place.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/update.h"
#include "rsearch/config.h"
#include "rsearch/result.h"

namespace rsearch {

struct RebuildRequest {
  std::filesystem::path index;
  std::vector<std::string> folders;  // absolute; to be indexed beside those remembered
  std::size_t threads = 1;
  Config config;
  bool force = false;  // also when a folder cannot be read, or is suddenly empty
};

// Searching goes on in the old index meanwhile, if it can be searched. An error, and an
// interruption (UpdateReport::interrupted), leave it in force; the next rebuild goes on from what
// is done. `tell` gets what a user should know, a line at a time. kNotFound: no folder is known;
// kLocked, and the errors of UpdateIndex().
Result<UpdateReport> RebuildIndex(const RebuildRequest& request, const UpdateTools& tools,
                                  UpdateObserver* observer,
                                  const std::function<void(const std::string&)>& tell);

}  // namespace rsearch
