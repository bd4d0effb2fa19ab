// Where things are inside an index folder, and how to tell what a folder is.
#pragma once

#include <filesystem>
#include <string>

#include "rsearch/result.h"

namespace rsearch {

inline std::filesystem::path DatabasePath(const std::filesystem::path& folder) {
  return folder / "db";
}

// Where a new database is made, to be renamed to DatabasePath() when it is complete. What a writer
// that died leaves there holds no documents and is written over.
inline std::filesystem::path DraftPath(const std::filesystem::path& folder) {
  return folder / "db.draft";
}

enum class FolderKind {
  kMissing,  // nothing there, an empty folder, or one whose database was never completed
  kIndex,    // it has a database, which may be damaged or another program's
  kForeign,  // something else
};

// kPermission when the folder cannot be looked into.
Result<FolderKind> InspectFolder(const std::filesystem::path& folder);

Error ForeignFolder(const std::filesystem::path& folder);

// Nothing wrong when `stored` (the metadata value) is this program's format.
Result<void> CheckFormat(const std::string& stored, const std::filesystem::path& folder);

}  // namespace rsearch
