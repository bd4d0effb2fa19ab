// What a disk may hold after the power went.
//
// The model is that of a journaling file system (ext4, XFS, Btrfs). Changes of names reach the disk
// in the order in which they were made; a sync of a folder, or of a file, takes along those of it
// and all before. What is written into a file is on the disk once the file was synced; each earlier
// write is there as a whole, up to one of its 512-byte sectors, or not at all, by chance.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <random>
#include <vector>

#include "tests/reliability/io_log.h"

namespace rsearch::testing {

// Makes below `target` (new) what may be left of the folder `root` when the power goes after the
// first `count` changes of `log`.
void WriteDiskAfterPowerCut(const std::vector<IoChange>& log, std::size_t count,
                            const std::filesystem::path& root, const std::filesystem::path& target,
                            std::mt19937* random);

}  // namespace rsearch::testing
