#include <cstdlib>

#include "rsearch/store.h"

namespace rsearch {
namespace {

std::filesystem::path FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
}

}  // namespace

Result<std::filesystem::path> IndexFolder(const std::string& flag) {
  if (!flag.empty()) return std::filesystem::path(flag);
  if (auto folder = FromEnvironment("RSEARCH_INDEX"); !folder.empty()) return folder;
  // The XDG base directory specification tells to ignore values that are not absolute.
  if (auto data = FromEnvironment("XDG_DATA_HOME"); data.is_absolute())
    return data / "rsearch" / "index";
  if (auto home = FromEnvironment("HOME"); home.is_absolute()) {
    return home / ".local" / "share" / "rsearch" / "index";
  }
  return Error{ErrorCode::kUsage, "no place for the index: set --index, RSEARCH_INDEX or HOME"};
}

}  // namespace rsearch
