// What a database's tables were like when it was last committed: a sum of every block, so that what
// a disk, a copy or a stray program does to them later is found out (docs/index-format.md).
//
// The manifest stands beside the tables (db/manifest) and is replaced after each commit. A writer
// that dies between, or fails, leaves it older than the tables; a power cut may also take back the
// commit and keep the manifest. Neither is damage, and only then do they differ: `left_behind`
// below says that a writer did not end in order (index_lock.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/glass.h"
#include "rsearch/result.h"

namespace rsearch {

inline constexpr std::string_view kManifestFile = "manifest";

struct TableManifest {
  std::string name;        // "postlist"
  std::uint64_t size = 0;  // bytes
  std::uint32_t block_size = 0;
  // By block: its CRC-32C, 1 for a sum of 0; kUnknownSum where a writer that died may have written.
  std::vector<std::uint32_t> sums;
};
inline constexpr std::uint32_t kUnknownSum = 0;

struct Manifest {
  std::uint32_t format = 0;    // schema::kFormatVersion
  std::uint64_t revision = 0;  // Xapian's
  std::uint64_t documents = 0, pages = 0, decks = 0;
  std::uint64_t version_size = 0;  // of iamglass, bytes
  std::uint32_t version_sum = 0;
  std::vector<TableManifest> tables;
};

// False when tables of one revision and a manifest of another cannot have been left by one writer:
// Xapian counts up by one for a commit, and by one more to mark a commit that failed.
bool MayBeOfOneTime(std::uint64_t tables, std::uint64_t manifest);

std::string EncodeManifest(const Manifest& manifest);
// kCorrupt.
Result<Manifest> DecodeManifest(std::string_view bytes);

// kNotFound, kCorrupt, kIo, kPermission.
Result<Manifest> ReadManifest(const std::filesystem::path& database);
// All but the blocks' sums, by reading the first few hundred bytes.
Result<Manifest> ReadManifestHead(const std::filesystem::path& database);

// Makes the manifest of a new commit from the one before it, reading only blocks that were written
// since. The counts of documents are the caller's. kCorrupt, kIo, kPermission.
Result<Manifest> RenewManifest(const std::filesystem::path& database, const Manifest& before);

// Makes the manifest of a database whose last writer died: blocks of the last commit keep their
// sums, the others' become unknown. kCorrupt too when `before` and the database are not of the same
// time.
Result<Manifest> MendManifest(const std::filesystem::path& database, const Manifest& before);

// Replaces the manifest of `database`; durable after SyncFolder(database).
Result<void> WriteManifest(const std::filesystem::path& database, const Manifest& manifest);

// Told one line for each thing that is wrong.
using Finding = std::function<void(const std::string&)>;

// Compares what stat(2) tells: a table that is missing or shorter than it was.
void CheckSizes(const std::filesystem::path& database, const Manifest& manifest,
                const Finding& found);

// Reads every block and compares it. `at` is told the table that is read next.
void CheckSums(const std::filesystem::path& database, const Manifest& manifest, bool left_behind,
               const std::function<void(const std::string&)>& at, const Finding& found);

}  // namespace rsearch
