#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "rsearch/extractor.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "rsearch-pdf-worker";

bool IsProgram(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

std::vector<fs::path> PlacesToLook() {
  std::vector<fs::path> places;
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    places.push_back(self.parent_path() / kProgram);
    // An installation moved elsewhere as a whole.
    places.push_back((self.parent_path() / "../libexec/rsearch" / kProgram).lexically_normal());
  }
  places.emplace_back(fs::path(RSEARCH_LIBEXEC_DIR) / kProgram);
  return places;
}

}  // namespace

Result<fs::path> FindWorker() {
  if (const char* named = std::getenv("RSEARCH_WORKER"); named != nullptr && *named != '\0') {
    if (IsProgram(named)) return fs::path(named);
    return Error{ErrorCode::kNotFound, std::string("RSEARCH_WORKER=") + named + " is no program"};
  }
  std::string tried;
  for (const fs::path& place : PlacesToLook()) {
    if (IsProgram(place)) return place;
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  return Error{ErrorCode::kNotFound, std::string(kProgram) + " not found; looked at " + tried};
}

}  // namespace rsearch
