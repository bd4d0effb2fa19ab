// INDEX/roots: the roots as text, so that they outlive the database.
//
//   # The folders of this index, for `rindex rebuild`. Written by rindex.
//   root /home/me/reviews
//   exclude *.old
//   end e3069283
//
// What follows "end" is the CRC-32C of all before. An exclude belongs to the root above it.
// Controls and backslashes of paths are written as \ooo.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/document.h"
#include "rsearch/result.h"

namespace rsearch {

std::string FormatRoots(const std::vector<Root>& roots);

// Lines that say nothing of the kind are passed over. Roots are absolute paths.
std::vector<Root> ParseRoots(std::string_view text);

// Of INDEX/roots. kNotFound, kIo, kPermission; kCorrupt where the file is not as it was written.
Result<std::vector<Root>> ReadRootsFile(const std::filesystem::path& folder);

// Writes INDEX/roots where it says something else; durable after SyncFolder(folder).
Result<void> WriteRootsFile(const std::filesystem::path& folder, const std::vector<Root>& roots);

}  // namespace rsearch
