// A table is an array of blocks. All numbers in blocks are big-endian:
//
//   0  revision, 4 bytes      4  level, 1 byte (254: list of free blocks)
//   9  end of the directory, 2 bytes
//   11 directory: for each item the offset in the block at which it stands, 2 bytes
//
// An item of a block above the leaves begins with the number of a block below, 4 bytes. A block of
// the list has the numbers of free blocks from offset 8 on, 4 bytes each; the last 4 bytes of the
// block are the number of the list's next block.

#include "core/store/glass.h"

#include <utility>

#include "rsearch/codec.h"

namespace rsearch {
namespace {

constexpr std::string_view kMagic = "\x0f\x0dXapian Glass\x04\x6e";  // format of 2016-03-14
constexpr std::size_t kUuidSize = 16;
constexpr std::uint32_t kBlockUnit = 2048;  // sizes are stored in it
constexpr std::uint32_t kMaxBlockSize = 65536;
constexpr std::uint32_t kMaxLevel = 10;  // Xapian's own limit
constexpr std::uint32_t kFakeRoot = 1;   // bits of what the level is stored with
constexpr std::uint32_t kLevelShift = 2;
constexpr std::uint32_t kEntrySize = 4;  // of the list of free blocks

constexpr std::size_t kLevelAt = 4;
constexpr std::size_t kDirectoryEndAt = 9;
constexpr std::size_t kDirectoryAt = 11;
constexpr std::size_t kDirectoryStep = 2;
constexpr std::uint32_t kListLevel = 254;
constexpr std::uint32_t kListAt = 8;

std::uint32_t BigEndian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(at, size))
    value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

Error Corrupt(const std::string& what) {
  return {ErrorCode::kCorrupt, what};
}

Error BadBlock(std::uint32_t number, const std::string& what) {
  return Corrupt("block " + std::to_string(number) + " " + what);
}

void ReadList(std::string_view bytes, GlassTable* table, bool* ok) {
  ByteReader in(bytes);
  in.Uint32();  // revision
  table->first_unused = in.Uint32();
  table->list_block = in.Uint32();
  table->list_offset = static_cast<std::uint32_t>(in.VarintUpTo(kMaxBlockSize)) * kEntrySize;
  table->list_end_block = in.Uint32();
  table->list_end_offset = static_cast<std::uint32_t>(in.VarintUpTo(kMaxBlockSize)) * kEntrySize;
  if (!in.AtEnd()) *ok = false;
}

bool ReadTable(ByteReader* in, GlassTable* table) {
  table->root = in->Uint32();
  const std::uint32_t flags = in->Uint32();
  table->empty = (flags & kFakeRoot) != 0;
  table->level = flags >> kLevelShift;
  in->Varint();  // entries
  table->block_size =
      static_cast<std::uint32_t>(in->VarintUpTo(kMaxBlockSize / kBlockUnit)) * kBlockUnit;
  in->Varint();  // what is compressed
  const std::string_view list = in->String();
  bool ok = in->ok() && table->block_size != 0 && table->level <= kMaxLevel;
  if (ok && !list.empty()) ReadList(list, table, &ok);
  return ok && (table->empty || table->root < table->first_unused);
}

// Follows one table.
class Walk {
 public:
  Walk(const GlassTable& table, const ReadBlock& read) : table_(table), read_(read) {
    blocks_.used.resize(table.first_unused);
  }

  Result<UsedBlocks> Run() {
    if (table_.empty) return std::move(blocks_);
    if (auto tree = FollowTree(); !tree) return tree.error();
    if (auto list = FollowList(); !list) return list.error();
    return std::move(blocks_);
  }

 private:
  // A leaf is marked where it is pointed to and not read.
  Result<void> FollowTree() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open = {{table_.root, table_.level}};
    if (auto marked = Mark(table_.root); !marked) return marked;
    while (!open.empty()) {
      const auto [number, level] = open.back();
      open.pop_back();
      if (level == 0) continue;
      if (auto checked = Read(number, level); !checked) return checked;
      const std::uint32_t end = BigEndian(block_, kDirectoryEndAt, 2);
      if (end <= kDirectoryAt || end > block_.size() || end % kDirectoryStep == 0)
        return BadBlock(number, "has no valid directory");
      for (std::size_t at = kDirectoryAt; at < end; at += kDirectoryStep) {
        const std::uint32_t item = BigEndian(block_, at, kDirectoryStep);
        if (item + sizeof(std::uint32_t) > block_.size())
          return BadBlock(number, "points outside itself");
        const std::uint32_t below = BigEndian(block_, item, sizeof(std::uint32_t));
        if (auto marked = Mark(below); !marked) return marked;
        open.emplace_back(below, level - 1);
      }
    }
    return {};
  }

  Result<void> FollowList() {
    if (table_.list_end_offset == 0) return {};  // nothing was ever freed
    for (std::uint32_t number = table_.list_block; number != table_.list_end_block;) {
      if (auto marked = Mark(number); !marked) return marked;
      if (auto checked = Read(number, kListLevel); !checked) return checked;
      number = BigEndian(block_, block_.size() - kEntrySize, kEntrySize);
    }
    if (auto marked = Mark(table_.list_end_block); !marked) return marked;
    blocks_.growing = table_.list_end_block;
    return {};
  }

  Result<void> Mark(std::uint32_t number) {
    if (number >= blocks_.used.size()) return BadBlock(number, "is outside the table");
    if (blocks_.used[number]) return BadBlock(number, "is used twice");
    blocks_.used[number] = true;
    return {};
  }

  Result<void> Read(std::uint32_t number, std::uint32_t level) {
    if (!read_(number, &block_) || block_.size() != table_.block_size)
      return BadBlock(number, "cannot be read");
    if (BigEndian(block_, kLevelAt, 1) != level) return BadBlock(number, "is of another kind");
    return {};
  }

  const GlassTable& table_;
  const ReadBlock& read_;
  UsedBlocks blocks_;
  std::string block_;
};

}  // namespace

Result<GlassVersion> ParseGlassVersion(std::string_view bytes) {
  if (!bytes.starts_with(kMagic))
    return Corrupt("iamglass does not begin as one of Xapian 1.4 does");
  ByteReader in(bytes.substr(kMagic.size()));
  in.Raw(kUuidSize);
  GlassVersion version;
  version.revision = in.Uint32();
  bool ok = in.ok();
  for (GlassTable& table : version.tables)
    ok = ok && ReadTable(&in, &table);
  if (!ok) return Corrupt("iamglass is cut short or holds impossible numbers");
  return version;
}

std::uint32_t BlockRevision(std::string_view block) {
  return BigEndian(block, 0, kRevisionSize);
}

Result<UsedBlocks> FindUsedBlocks(const GlassTable& table, const ReadBlock& read) {
  // Four thousand million blocks would be 32 TiB: the number is not believed before anything else.
  constexpr std::uint32_t kMaxBlocks = std::uint32_t{1} << 31;
  if (table.first_unused > kMaxBlocks) return Corrupt("iamglass holds impossible numbers");
  return Walk(table, read).Run();
}

}  // namespace rsearch
