// Which blocks a commit has written shows in the blocks: each begins with the revision it was
// written for. Looking at every block's first bytes costs 0.5 µs a block, reading and summing one
// that has changed 2 µs.
//
// After a writer's death blocks that the last commit does not use may hold anything: pages of a
// commit that never came, half a block. Which those are is told by following the trees (glass.h).

#include "core/store/manifest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include "core/store/crc32c.h"
#include "core/store/durable_file.h"
#include "rsearch/codec.h"
#include "rsearch/unique_fd.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "rsearch manifest 1\n";
constexpr std::uint64_t kMaxHead = 4096;
constexpr std::uint64_t kMaxVersionFile = 4096;
constexpr std::size_t kMaxNameSize = 32;
constexpr std::size_t kSumSize = 4;
constexpr std::uint64_t kMaxTableSize = std::uint64_t{1} << 46;  // Xapian's: 2^32 blocks
constexpr std::uint32_t kMaxBlockSize = 65536;
constexpr int kMaxListed = 5;  // damaged blocks of a table that are named

std::uint64_t BlockCount(std::uint64_t size, std::uint32_t block_size) {
  return (size + block_size - 1) / block_size;
}

std::uint32_t SumOf(std::string_view block) {
  const std::uint32_t sum = Crc32c(block);
  return sum == kUnknownSum ? 1 : sum;
}

void PutSum(std::uint32_t sum, ByteWriter* out) {
  std::string raw;
  for (std::size_t i = 0; i < kSumSize; ++i)
    raw.push_back(static_cast<char>(sum >> (8 * i)));
  out->Raw(raw);
}

std::uint32_t GetSum(std::string_view raw) {
  std::uint32_t sum = 0;
  for (std::size_t i = raw.size(); i > 0; --i)
    sum = sum << 8 | static_cast<unsigned char>(raw[i - 1]);
  return sum;
}

Error BadManifest() {
  return {ErrorCode::kCorrupt, "its manifest is damaged"};
}

std::string EncodeHead(const Manifest& manifest) {
  ByteWriter out;
  out.Raw(kMagic);
  for (const std::uint64_t number :
       {std::uint64_t{manifest.format}, manifest.revision, manifest.documents, manifest.pages,
        manifest.decks, manifest.version_size, std::uint64_t{manifest.version_sum},
        std::uint64_t{manifest.tables.size()}})
    out.Varint(number);
  for (const TableManifest& table : manifest.tables) {
    out.String(table.name);
    out.Varint(table.size);
    out.Varint(table.block_size);
  }
  PutSum(Crc32c(out.bytes()), &out);
  return out.Take();
}

bool ReadTableHead(ByteReader* in, TableManifest* table) {
  table->name = in->String();
  table->size = in->VarintUpTo(kMaxTableSize);
  table->block_size = static_cast<std::uint32_t>(in->VarintUpTo(kMaxBlockSize));
  return in->ok() && table->name.size() <= kMaxNameSize && table->block_size > 0;
}

// Leaves `in` after the head.
Result<Manifest> DecodeHead(std::string_view bytes, ByteReader* in) {
  if (in->Raw(kMagic.size()) != kMagic) return BadManifest();
  Manifest manifest;
  manifest.format = in->Uint32();
  manifest.revision = in->Varint();
  manifest.documents = in->Varint();
  manifest.pages = in->Varint();
  manifest.decks = in->Varint();
  manifest.version_size = in->Varint();
  manifest.version_sum = in->Uint32();
  manifest.tables.resize(in->VarintUpTo(kGlassTables.size()));
  for (TableManifest& table : manifest.tables)
    if (!ReadTableHead(in, &table)) return BadManifest();
  ByteReader rest = *in;
  const std::size_t size = bytes.size() - rest.Rest().size();
  const std::string_view sum = in->Raw(kSumSize);
  if (!in->ok() || GetSum(sum) != Crc32c(bytes.substr(0, size))) return BadManifest();
  return manifest;
}

fs::path TablePath(const fs::path& database, std::string_view name) {
  return database / (std::string(name) + ".glass");
}

// A table's file, read block by block.
class TableFile {
 public:
  TableFile(const fs::path& database, std::string_view name)
      : path_(TablePath(database, name)),
        fd_(open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    struct stat status {};
    if (fd_.valid() && fstat(fd_.get(), &status) == 0 && S_ISREG(status.st_mode))
      size_ = static_cast<std::uint64_t>(status.st_size);
    else
      error_ = fd_.valid() ? EINVAL : errno;
  }

  [[nodiscard]] bool exists() const { return error_ == 0; }
  [[nodiscard]] bool missing() const { return error_ == ENOENT; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Error error() const { return FileError("read", path_, error_); }

  // Up to `size` bytes from `offset` on, fewer at the end of the file. kIo.
  Result<void> Read(std::uint64_t offset, std::size_t size, std::string* bytes) const {
    bytes->resize(size);
    std::size_t done = 0;
    while (done < size) {
      const ssize_t got =
          pread(fd_.get(), bytes->data() + done, size - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return FileError("read", path_, errno);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    bytes->resize(done);
    return {};
  }

 private:
  fs::path path_;
  UniqueFd fd_;
  std::uint64_t size_ = 0;
  int error_ = 0;
};

// What iamglass says, and its bytes.
struct Version {
  std::string bytes;
  GlassVersion glass;
};

Result<Version> ReadVersion(const fs::path& database) {
  auto bytes = ReadHead(database / kGlassVersionFile, kMaxVersionFile);
  if (!bytes) return bytes.error();
  auto glass = ParseGlassVersion(*bytes);
  if (!glass) return glass.error();
  return Version{std::move(*bytes), *glass};
}

const TableManifest* Find(const Manifest& manifest, std::string_view name) {
  const auto found = std::find_if(manifest.tables.begin(), manifest.tables.end(),
                                  [&](const TableManifest& table) { return table.name == name; });
  return found == manifest.tables.end() ? nullptr : &*found;
}

Result<UsedBlocks> UsedBlocksOf(const TableFile& file, const GlassTable& table,
                                std::string_view name) {
  auto used = FindUsedBlocks(table, [&](std::uint32_t number, std::string* block) {
    const std::uint64_t offset = std::uint64_t{number} * table.block_size;
    return static_cast<bool>(file.Read(offset, table.block_size, block));
  });
  const std::string file_name = std::string(name) + ".glass";
  if (!used) return Error{used.error().code, file_name + ": " + used.error().message};
  const auto last = std::find(used->used.rbegin(), used->used.rend(), true);
  const auto blocks = static_cast<std::uint64_t>(used->used.rend() - last);
  if (blocks * table.block_size > file.size())
    return Error{ErrorCode::kCorrupt, file_name + ": shorter than its tree"};
  return used;
}

// Makes one table's part of a manifest.
class TableRenewal {
 public:
  TableRenewal(const TableFile& file, const TableManifest* before, std::uint64_t revision_before)
      : file_(file), before_(before), revision_before_(revision_before) {}

  // `used` is null where every block may be trusted to be what the last writer wrote.
  Result<void> Run(const UsedBlocks* used, TableManifest* table) {
    table->size = file_.size();
    const std::uint64_t count = BlockCount(table->size, table->block_size);
    table->sums.assign(count, kUnknownSum);
    std::string block;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (used != nullptr && !(i < used->used.size() && used->used[i])) continue;
      const bool growing = used != nullptr && used->growing == i;
      if (!growing && before_ != nullptr && i < before_->sums.size()) {
        if (auto read = file_.Read(i * table->block_size, kRevisionSize, &block); !read)
          return read;
        if (BlockRevision(block) <= revision_before_) {
          table->sums[i] = before_->sums[i];
          continue;
        }
      }
      if (auto read = file_.Read(i * table->block_size, table->block_size, &block); !read)
        return read;
      table->sums[i] = SumOf(block);
    }
    return {};
  }

 private:
  const TableFile& file_;
  const TableManifest* before_;
  const std::uint64_t revision_before_;
};

Result<Manifest> MakeManifest(const fs::path& database, const Version& version,
                              const Manifest& before, bool mend) {
  Manifest manifest = before;
  manifest.revision = version.glass.revision;
  manifest.version_size = version.bytes.size();
  manifest.version_sum = SumOf(version.bytes);
  manifest.tables.clear();
  for (std::size_t i = 0; i < kGlassTables.size(); ++i) {
    const TableFile file(database, kGlassTables[i]);
    const GlassTable& glass = version.glass.tables[i];
    if (file.missing() && glass.empty) continue;  // made when it is first needed
    if (!file.exists()) return file.error();
    TableManifest table{std::string(kGlassTables[i]), 0, glass.block_size, {}};
    const TableManifest* known = Find(before, kGlassTables[i]);
    if (known != nullptr && known->block_size != table.block_size) known = nullptr;
    Result<UsedBlocks> used = UsedBlocks{};
    if (mend) used = UsedBlocksOf(file, glass, kGlassTables[i]);
    if (!used) return used.error();
    if (auto run = TableRenewal(file, known, before.revision).Run(mend ? &*used : nullptr, &table);
        !run)
      return run.error();
    manifest.tables.push_back(std::move(table));
  }
  return manifest;
}

// --- checking

// "postlist.glass: 7 damaged blocks: 3, 8, 9, 12, 40, …"
class BadBlocks {
 public:
  explicit BadBlocks(std::string file) : file_(std::move(file)) {}
  void Add(std::uint64_t block) {
    if (++count_ <= kMaxListed) list_ += (count_ == 1 ? " " : ", ") + std::to_string(block);
  }
  void Tell(const Finding& found) const {
    if (count_ == 0) return;
    found(file_ + ": " + std::to_string(count_) + (count_ == 1 ? " block" : " blocks") +
          " not as written:" + list_ + (count_ > kMaxListed ? ", …" : ""));
  }

 private:
  std::string file_;
  std::string list_;
  int count_ = 0;
};

class SumCheck {
 public:
  SumCheck(const TableFile& file, const TableManifest& table, std::uint64_t revision)
      : file_(file), table_(table), revision_(revision) {}

  // `used` is null where nobody has written since.
  void Run(const UsedBlocks* used, const Finding& found) {
    BadBlocks bad(table_.name + ".glass");
    std::string chunk;
    const std::uint64_t blocks = table_.sums.size();
    const std::uint64_t step = std::max<std::uint64_t>(1, kChunk / table_.block_size);
    for (std::uint64_t first = 0; first < blocks; first += step) {
      const std::uint64_t count = std::min(step, blocks - first);
      if (auto read = file_.Read(first * table_.block_size, count * table_.block_size, &chunk);
          !read)
        return found(read.error().message);
      for (std::uint64_t i = 0; i < count; ++i)
        if (!IsRight(first + i,
                     std::string_view(chunk).substr(std::min(chunk.size(), i * table_.block_size),
                                                    table_.block_size),
                     used))
          bad.Add(first + i);
    }
    bad.Tell(found);
  }

 private:
  static constexpr std::size_t kChunk = std::size_t{1} << 20;

  [[nodiscard]] bool IsRight(std::uint64_t number, std::string_view block,
                             const UsedBlocks* used) const {
    const std::uint32_t sum = table_.sums[number];
    if (sum == kUnknownSum || sum == SumOf(block)) return true;
    if (used == nullptr) return false;
    if (number >= used->used.size() || !used->used[number] || used->growing == number) return true;
    // Written for the commit that the manifest has not heard of; the tree's check will tell.
    return block.size() >= kRevisionSize && BlockRevision(block) > revision_;
  }

  const TableFile& file_;
  const TableManifest& table_;
  const std::uint64_t revision_;
};

void CheckTable(const fs::path& database, const TableManifest& table, const Manifest& manifest,
                const GlassTable* left_behind, const Finding& found) {
  const TableFile file(database, table.name);
  if (file.missing()) return;  // told by CheckSizes()
  if (!file.exists()) return found(file.error().message);
  if (left_behind == nullptr) return SumCheck(file, table, manifest.revision).Run(nullptr, found);
  const auto used = UsedBlocksOf(file, *left_behind, table.name);
  if (!used) return found(used.error().message);
  SumCheck(file, table, manifest.revision).Run(&*used, found);
}

void CheckVersion(const Version& version, const Manifest& manifest, bool left_behind,
                  const Finding& found) {
  const bool same =
      version.bytes.size() == manifest.version_size && SumOf(version.bytes) == manifest.version_sum;
  if (same) return;
  const bool other_commit = left_behind && version.glass.revision != manifest.revision &&
                            MayBeOfOneTime(version.glass.revision, manifest.revision);
  if (!other_commit) found("iamglass: not as written");
}

}  // namespace

bool MayBeOfOneTime(std::uint64_t tables, std::uint64_t manifest) {
  constexpr std::uint64_t kAhead = 2;
  constexpr std::uint64_t kBehind = 1;
  return tables <= manifest + kAhead && tables + kBehind >= manifest;
}

std::string EncodeManifest(const Manifest& manifest) {
  ByteWriter out;
  out.Raw(EncodeHead(manifest));
  for (const TableManifest& table : manifest.tables)
    for (const std::uint32_t sum : table.sums)
      PutSum(sum, &out);
  PutSum(Crc32c(out.bytes()), &out);
  return out.Take();
}

Result<Manifest> DecodeManifest(std::string_view bytes) {
  if (bytes.size() < kSumSize) return BadManifest();
  const std::string_view body = bytes.substr(0, bytes.size() - kSumSize);
  if (GetSum(bytes.substr(body.size())) != Crc32c(body)) return BadManifest();
  ByteReader in(body);
  auto manifest = DecodeHead(body, &in);
  if (!manifest) return manifest;
  for (TableManifest& table : manifest->tables) {
    const std::uint64_t count = BlockCount(table.size, table.block_size);
    const std::string_view sums = in.Raw(count * kSumSize);
    if (!in.ok()) return BadManifest();
    table.sums.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      table.sums.push_back(GetSum(sums.substr(i * kSumSize, kSumSize)));
  }
  if (!in.AtEnd()) return BadManifest();
  return manifest;
}

Result<Manifest> ReadManifest(const fs::path& database) {
  const auto bytes = ReadHead(database / kManifestFile, std::numeric_limits<std::uint64_t>::max());
  if (!bytes) return bytes.error();
  return DecodeManifest(*bytes);
}

Result<Manifest> ReadManifestHead(const fs::path& database) {
  const auto bytes = ReadHead(database / kManifestFile, kMaxHead);
  if (!bytes) return bytes.error();
  ByteReader in(*bytes);
  return DecodeHead(*bytes, &in);
}

Result<Manifest> RenewManifest(const fs::path& database, const Manifest& before) {
  const auto version = ReadVersion(database);
  if (!version) return version.error();
  return MakeManifest(database, *version, before, false);
}

Result<Manifest> MendManifest(const fs::path& database, const Manifest& before) {
  const auto version = ReadVersion(database);
  if (!version) return version.error();
  if (!MayBeOfOneTime(version->glass.revision, before.revision))
    return Error{ErrorCode::kCorrupt, "its manifest and its tables are not of the same time"};
  return MakeManifest(database, *version, before, true);
}

Result<void> WriteManifest(const fs::path& database, const Manifest& manifest) {
  return ReplaceFile(database / kManifestFile, EncodeManifest(manifest));
}

void CheckSizes(const fs::path& database, const Manifest& manifest, const Finding& found) {
  for (const TableManifest& table : manifest.tables) {
    const std::string name = table.name + ".glass";
    struct stat status {};
    if (stat((database / name).c_str(), &status) != 0)
      found(errno == ENOENT ? name + " is missing"
                            : FileError("read", database / name, errno).message);
    else if (static_cast<std::uint64_t>(status.st_size) < table.size)
      found(name + " is " + std::to_string(status.st_size) + " bytes long, not " +
            std::to_string(table.size));
  }
}

void CheckSums(const fs::path& database, const Manifest& manifest, bool left_behind,
               const std::function<void(const std::string&)>& at, const Finding& found) {
  at(std::string(kGlassVersionFile));
  const auto version = ReadVersion(database);
  if (!version) return found(version.error().message);
  CheckVersion(*version, manifest, left_behind, found);
  for (std::size_t i = 0; i < kGlassTables.size(); ++i) {
    const std::string file = std::string(kGlassTables[i]) + ".glass";
    at(file);
    const TableManifest* table = Find(manifest, kGlassTables[i]);
    struct stat status {};
    const bool exists = stat((database / file).c_str(), &status) == 0;
    const std::uint64_t expected = table == nullptr ? 0 : table->size;
    if (exists && !left_behind && static_cast<std::uint64_t>(status.st_size) > expected)
      found(file + ": longer than it was written");
    if (table != nullptr)
      CheckTable(database, *table, manifest, left_behind ? &version->glass.tables[i] : nullptr,
                 found);
  }
}

}  // namespace rsearch
