#include "indexer/paths.h"

#include <filesystem>
#include <system_error>

#include "rsearch/printable.h"

namespace rsearch {

bool IsBelow(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.size() > 1;
  return path.size() > folder.size() + 1 && path.substr(0, folder.size()) == folder &&
         path[folder.size()] == '/';
}

bool IsSameOrBelow(std::string_view path, std::string_view folder) {
  return path == folder || IsBelow(path, folder);
}

std::string_view PathBelow(std::string_view path, std::string_view folder) {
  return path.substr(folder == "/" ? 1 : folder.size() + 1);
}

std::string_view BaseName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

Result<std::string> AbsolutePath(std::string_view given) {
  std::error_code error;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(
      std::filesystem::absolute(std::filesystem::path(given), error), error);
  if (error) {
    return Error{ErrorCode::kNotFound,
                 "cannot resolve " + PlainPath(given) + ": " + error.message()};
  }
  std::string path = resolved.string();
  while (path.size() > 1 && path.back() == '/')
    path.pop_back();
  return path;
}

}  // namespace rsearch
