// Small files that are there as a whole or not at all, whatever happens meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "rsearch/result.h"

namespace rsearch {

// "cannot WHAT PATH: No space left on device", its code chosen by `number` (an errno).
Error FileError(const std::string& what, const std::filesystem::path& path, int number);

// Replaces the file at `path` by one that holds `bytes`: written beside it (PATH.tmp), synced and
// renamed. The renaming is durable after SyncFolder(). kNoSpace, kPermission, kIo.
Result<void> ReplaceFile(const std::filesystem::path& path, std::string_view bytes);

// The first `limit` bytes of a regular file. kNotFound, kPermission, kIo.
Result<std::string> ReadHead(const std::filesystem::path& path, std::uint64_t limit);

// Makes what was created, renamed and removed in the folder durable.
Result<void> SyncFolder(const std::filesystem::path& folder);

}  // namespace rsearch
