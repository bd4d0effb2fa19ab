#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/store/durable_file.h"
#include "core/store/glass.h"
#include "core/store/layout.h"
#include "core/store/manifest.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

// std::stoll without its exceptions.
std::int64_t ParseSeconds(const std::string& text) {
  std::int64_t seconds = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    seconds = seconds * 10 + (c - '0');
  }
  return seconds;
}

constexpr int kPlaceAttempts = 10;

// Which folder a path leads to.
struct Place {
  dev_t device = 0;
  ino_t inode = 0;
  bool operator==(const Place&) const = default;
};

Place PlaceOf(const std::filesystem::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

// The last commit of the database at a path.
struct Commit {
  Place place;
  std::uint64_t revision = 0;  // 0: not known
  bool operator==(const Commit&) const = default;
};

Commit CommitOf(const std::filesystem::path& database) {
  constexpr std::uint64_t kMaxSize = 4096;
  Commit commit{PlaceOf(database), 0};
  const auto bytes = ReadHead(database / kGlassVersionFile, kMaxSize);
  if (!bytes) return commit;
  if (const auto version = ParseGlassVersion(*bytes)) commit.revision = version->revision;
  return commit;
}

// For the commits to calm down; longer with each attempt.
void Pause(int attempt) {
  constexpr int kLongest = 20;  // milliseconds
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(attempt, kLongest)));
}

// What a few calls of stat(2) tell of the tables: Xapian would only notice a missing or shortened
// one when it comes to the place, and may crash on it.
Result<void> CheckTables(const std::filesystem::path& path, const std::filesystem::path& folder) {
  const auto manifest = ReadManifestHead(path);
  if (!manifest) return {};  // of an earlier format, or damaged itself, which harms no reader
  std::string damage;
  CheckSizes(path, *manifest, [&](const std::string& what) {
    if (damage.empty()) damage = what;
  });
  if (damage.empty()) return {};
  return Error{ErrorCode::kCorrupt,
               "index " + folder.string() + ": damaged: " + damage + kDamageAdvice};
}

}  // namespace

IndexReader::IndexReader(std::filesystem::path folder, Xapian::Database database)
    : folder_(std::move(folder)), database_(std::move(database)) {}

Result<IndexReader> IndexReader::Open(const std::filesystem::path& folder) {
  const Result<FolderKind> kind = InspectFolder(folder);
  if (!kind) return kind.error();
  if (*kind == FolderKind::kMissing) return NoIndex(folder);
  if (*kind == FolderKind::kForeign) return ForeignFolder(folder);
  for (int attempt = 1;; ++attempt) {
    const std::filesystem::path path = DatabaseInForce(folder);
    const Commit before = CommitOf(path);
    Result<IndexReader> reader = OpenAt(path, folder);
    const Commit after = CommitOf(path);
    // A database that took this one's place meanwhile may have had its files mixed up with the old
    // ones, and commits may be the reason of an error.
    const bool same_place = before.place != Place{} && before.place == after.place;
    if (same_place && (reader || before == after)) return reader;
    // A database that is not there is soon again, or never.
    const int attempts = same_place ? internal::kReadAttempts : kPlaceAttempts;
    if (attempt >= attempts) return reader;
    Pause(attempt);
  }
}

Result<IndexReader> IndexReader::OpenAt(const std::filesystem::path& path,
                                        const std::filesystem::path& folder) {
  if (auto whole = CheckTables(path, folder); !whole) return whole.error();
  try {
    IndexReader reader(folder, Xapian::Database(path.string()));
    const std::string format = reader.database_.get_metadata(std::string(schema::kMetaFormat));
    // A writer of an earlier version died between creating the database and its first commit.
    if (format.empty() && reader.database_.get_doccount() == 0) return NoIndex(folder);
    if (auto checked = CheckFormat(format, folder); !checked) return checked.error();
    return reader;
  } catch (const Xapian::Error& error) {
    return FromXapian(error, folder);
  }
}

// Xapian writes over blocks of a revision only after the next one has been committed. That a block
// belongs to a later revision it sees by the block's first bytes, but where the kernel mixes reads
// and writes (ext4, tmpfs) the rest of what was read may be later all the same.
bool IndexReader::IsOvertaken() const {
  const auto revision = CommitOf(DatabaseInForce(folder_)).revision;
  return revision != 0 && revision != database_.get_revision();
}

// Afresh: the old object's block cache cannot be trusted.
Result<void> IndexReader::Reopen(int attempt) {
  if (attempt > 1) Pause(attempt);
  auto fresh = Open(folder_);
  if (!fresh) return fresh.error();
  database_ = std::move(fresh->database_);
  return {};
}

std::optional<Xapian::docid> IndexReader::FindDeck(const ContentHash& hash) {
  const std::string term = std::string(schema::kDeckOf).append(hash.bytes());
  const Xapian::PostingIterator posting = database_.postlist_begin(term);
  if (posting == database_.postlist_end(term)) return std::nullopt;
  return *posting;
}

Result<DeckRecord> IndexReader::ReadDeck(Xapian::docid deck) {
  return DecodeDeck(database_.get_document(deck).get_data());
}

Result<DeckFiles> IndexReader::ReadDeckFiles(Xapian::docid deck) {
  return DecodeDeckFiles(database_.get_document(deck).get_value(schema::kSlotFiles));
}

Result<PageRecord> IndexReader::ReadPage(Xapian::docid page) {
  return DecodePage(database_.get_document(page).get_data());
}

Result<void> IndexReader::ForEachDeck(const std::function<void(Xapian::docid, DeckFiles)>& visit) {
  const Xapian::ValueIterator end = database_.valuestream_end(schema::kSlotFiles);
  for (auto it = database_.valuestream_begin(schema::kSlotFiles); it != end; ++it) {
    Result<DeckFiles> files = DecodeDeckFiles(*it);
    if (!files) return files.error();
    visit(it.get_docid(), std::move(*files));
  }
  return {};
}

Result<std::vector<Root>> IndexReader::Roots() {
  return DecodeRoots(database_.get_metadata(std::string(schema::kMetaRoots)));
}

Result<std::vector<Catalogue>> IndexReader::Catalogues() {
  return DecodeCatalogues(database_.get_metadata(std::string(schema::kMetaCatalogues)));
}

std::int64_t IndexReader::UpdatedSeconds() {
  return ParseSeconds(database_.get_metadata(std::string(schema::kMetaUpdated)));
}

Xapian::doccount IndexReader::PageCount() {
  return database_.get_termfreq(std::string(schema::kKindPage));
}

Xapian::doccount IndexReader::DeckCount() {
  return database_.get_termfreq(std::string(schema::kKindDeck));
}

}  // namespace rsearch
