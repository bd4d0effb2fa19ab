// Making an index anew beside the one in force, and putting it in its place.
//
// The new one is built by the ordinary writer in a folder inside the index folder. Searches go on
// in the old one: who has it open keeps it, who opens the index afterwards gets the new one. All
// of this, the building too, happens while the index folder's IndexLock is held.
#pragma once

#include <filesystem>
#include <vector>

#include "rsearch/document.h"
#include "rsearch/index_lock.h"
#include "rsearch/result.h"

namespace rsearch {

// The roots as the text file INDEX/roots has them, which outlives the database. kNotFound,
// kCorrupt.
Result<std::vector<Root>> RootsOfFile(const std::filesystem::path& folder);
// As the database says, of whatever format: for an index of before that file. Reading a damaged one
// may crash, or give other roots: to be called in a child process. kNotFound when it does not tell.
Result<std::vector<Root>> RootsOfDatabase(const std::filesystem::path& folder);
// Writes the file.
Result<void> RememberRoots(const std::filesystem::path& folder, const std::vector<Root>& roots);

// True when the index is of an earlier format than this program's.
bool HasOlderFormat(const std::filesystem::path& folder);

// Takes the lock of an index folder that is to be rebuilt, in whatever state it is; makes the
// folder where there is none. kNotAnIndex for a folder of something else, kLocked.
Result<IndexLock> LockForRebuild(const std::filesystem::path& folder);

// The index folder in which to build.
std::filesystem::path RebuildFolder(const std::filesystem::path& folder);
// True when a rebuild was interrupted: RebuildFolder() holds what it has done.
bool IsRebuildUnfinished(const std::filesystem::path& folder);
// Makes RebuildFolder() ready, with what an interrupted rebuild has left there or without.
Result<void> PrepareRebuild(const std::filesystem::path& folder, bool go_on);

// Puts the finished database in force, at once and durably, and removes the old one. An error
// before that moment leaves the old one in force.
Result<void> FinishRebuild(const std::filesystem::path& folder, IndexLock* lock);

// Completes or takes back a swap in which a program died. Called by every writer.
Result<void> FinishSwap(const std::filesystem::path& folder);

}  // namespace rsearch
