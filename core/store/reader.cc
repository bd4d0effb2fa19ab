#include <sys/stat.h>

#include <chrono>
#include <thread>

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
    const Place before = PlaceOf(path);
    Result<IndexReader> reader = OpenAt(path, folder);
    // A database that took its place meanwhile: its files may have been mixed up with the old ones.
    if (PlaceOf(path) == before || attempt == internal::kReadAttempts) return reader;
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

void IndexReader::Reopen(int attempt) {
  if (attempt > 1) std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
  try {
    // Afresh: after a DatabaseCorruptError the old object's block cache cannot be trusted.
    database_ = Xapian::Database(DatabaseInForce(folder_).string());
  } catch (const Xapian::Error&) {
    // The writer is between two renames: the old snapshot fails once more and this is tried again.
  }
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
