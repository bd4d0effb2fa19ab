// As much of the files of a Xapian 1.4 (glass) database as telling damage from leftovers needs:
// which blocks of a table belong to the last commit. Xapian never writes over those; what a writer
// that died has left in the others is nobody's loss.
//
// Nothing here trusts the bytes: any of them give a value or kCorrupt.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

inline constexpr std::string_view kGlassVersionFile = "iamglass";
// In the order of the version file.
inline constexpr std::array<std::string_view, 6> kGlassTables = {"postlist", "docdata",  "termlist",
                                                                 "position", "spelling", "synonym"};

struct GlassTable {
  bool empty = true;  // no block belongs to it; its file may not even exist
  std::uint32_t root = 0;
  std::uint32_t level = 0;  // of the root; leaves have level 0
  std::uint32_t block_size = 0;
  std::uint32_t first_unused = 0;  // blocks from here on were never used
  // The list of free blocks: from the first entry to the end, each a block and an offset into it.
  std::uint32_t list_block = 0, list_offset = 0;
  std::uint32_t list_end_block = 0, list_end_offset = 0;
};

struct GlassVersion {
  std::uint64_t revision = 0;  // of the last commit
  std::array<GlassTable, kGlassTables.size()> tables;
};

// `bytes` are those of iamglass. kCorrupt.
Result<GlassVersion> ParseGlassVersion(std::string_view bytes);

// Every block begins with the revision it was written for.
inline constexpr std::size_t kRevisionSize = 4;
std::uint32_t BlockRevision(std::string_view block);

struct UsedBlocks {
  std::vector<bool> used;  // by block number
  // The block that the list of free blocks ends in. The next commit appends to it where it stands,
  // so that after a crash it may hold more than the last commit put there.
  std::optional<std::uint32_t> growing;
};

// Reads block `number`; false where that fails or the file ends before its end.
using ReadBlock = std::function<bool(std::uint32_t number, std::string* block)>;

// Follows a table's tree and its list of free blocks; of the tree it reads all but the leaves, a
// hundredth of the table. kCorrupt names the block.
Result<UsedBlocks> FindUsedBlocks(const GlassTable& table, const ReadBlock& read);

}  // namespace rsearch
