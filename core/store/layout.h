// Where things are inside an index folder, and how to tell what a folder is.
#pragma once

#include <cstdint>
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

// Who writes (index_lock.h).
inline std::filesystem::path LockPath(const std::filesystem::path& folder) {
  return folder / "lock";
}

// The roots once more, as text (roots_file.h).
inline std::filesystem::path RootsPath(const std::filesystem::path& folder) {
  return folder / "roots";
}

// An index folder of its own in which a new database is made beside the one in force (rebuild.h).
inline std::filesystem::path RebuildPath(const std::filesystem::path& folder) {
  return folder / "rebuild";
}

// Where the database in force stands for a moment while another takes its place, on file systems
// that cannot exchange two names.
inline std::filesystem::path SetAsidePath(const std::filesystem::path& folder) {
  return folder / "db.old";
}

// The database in force: DatabasePath(), or SetAsidePath() in that moment.
std::filesystem::path DatabaseInForce(const std::filesystem::path& folder);

enum class FolderKind {
  kMissing,  // nothing there, an empty folder, or one whose database was never completed
  kIndex,    // it has a database, which may be damaged or another program's
  kForeign,  // something else
};

// kPermission when the folder cannot be looked into.
Result<FolderKind> InspectFolder(const std::filesystem::path& folder);

// Ends the message of an error that tells of damage.
inline constexpr const char* kDamageAdvice =
    "; see: rindex check; make the index anew with: rindex rebuild";

Error NoIndex(const std::filesystem::path& folder);
Error ForeignFolder(const std::filesystem::path& folder);

// The format that is stored as this text; 0 when it is no number.
std::uint32_t FormatNumber(const std::string& stored);

// Nothing wrong when `stored` (the metadata value) is this program's format.
Result<void> CheckFormat(const std::string& stored, const std::filesystem::path& folder);

}  // namespace rsearch
