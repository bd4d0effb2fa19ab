// Where things are inside an index folder, and how to tell what a folder is.
#pragma once

#include <filesystem>
#include <string>

#include "rsearch/result.h"

namespace rsearch {

inline std::filesystem::path DatabasePath(const std::filesystem::path& folder) {
  return folder / "db";
}

enum class FolderKind {
  kMissing,  // nothing there, or an empty folder
  kIndex,    // it has a database folder
  kForeign,  // something else
};

// kPermission when the folder cannot be looked into.
Result<FolderKind> InspectFolder(const std::filesystem::path& folder);

Error ForeignFolder(const std::filesystem::path& folder);

// Nothing wrong when `stored` (the metadata value) is this program's format.
Result<void> CheckFormat(const std::string& stored, const std::filesystem::path& folder);

}  // namespace rsearch
