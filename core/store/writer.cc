#include <cerrno>
#include <ctime>
#include <optional>
#include <system_error>
#include <utility>

#include "core/store/durable_file.h"
#include "core/store/layout.h"
#include "core/store/manifest.h"
#include "core/store/roots_file.h"
#include "rsearch/index_lock.h"
#include "rsearch/rebuild.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

Result<void> CreateFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return Error{ErrorCode::kPermission,
               "cannot create the index folder " + folder.string() + ": " + error.message()};
}

Error CannotCreate(const std::filesystem::path& folder, const std::error_code& error) {
  return {ErrorCode::kIo, "cannot create the index in " + folder.string() + ": " + error.message()};
}

// Moves the database at `draft` into its place, unless another writer has put one there since it
// was found missing. To be called with the draft's lock held, which makes that the last word.
Result<void> PlaceDraft(const std::filesystem::path& draft, const std::filesystem::path& folder) {
  const Result<FolderKind> kind = InspectFolder(folder);
  if (!kind) return kind.error();
  std::error_code error;
  if (*kind != FolderKind::kMissing) {
    std::filesystem::remove_all(draft, error);
    return {};
  }
  std::filesystem::remove_all(DatabasePath(folder), error);  // one that was never completed
  if (!error) std::filesystem::rename(draft, DatabasePath(folder), error);
  if (error) return CannotCreate(folder, error);
  return SyncFolder(folder);
}

// Xapian keeps to itself why it could not write the version file; errno still knows.
Result<Xapian::WritableDatabase> OpenDraft(const std::filesystem::path& draft) {
  errno = 0;
  try {
    return Xapian::WritableDatabase(draft.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  } catch (const Xapian::DatabaseCreateError& error) {
    const int number = errno;
    if (error.get_error_string() != nullptr || number == 0) throw;
    return FileError("create", draft, number);
  }
}

// An empty database appears in its place at once, or, when the writer dies, not at all. Created in
// its place, it could not be opened again after 10 of 55 moments at which a writer was killed.
Result<void> CreateDatabase(const std::filesystem::path& folder) {
  if (auto created = CreateFolder(folder); !created) return created.error();
  const std::filesystem::path draft = DraftPath(folder);
  auto opened = OpenDraft(draft);
  if (!opened) return opened.error();
  Xapian::WritableDatabase& database = *opened;
  database.set_metadata(std::string(schema::kMetaFormat), std::to_string(schema::kFormatVersion));
  database.commit();
  Manifest none;
  none.format = schema::kFormatVersion;
  const auto manifest = RenewManifest(draft, none);
  if (!manifest) return manifest.error();
  if (auto written = WriteManifest(draft, *manifest); !written) return written;
  if (auto synced = SyncFolder(draft); !synced) return synced.error();
  return PlaceDraft(draft, folder);
}

Error Damaged(const std::filesystem::path& folder, const Error& error) {
  if (error.code != ErrorCode::kCorrupt) return error;
  return {ErrorCode::kCorrupt,
          "index " + folder.string() + ": damaged: " + error.message + kDamageAdvice};
}

void CountDocuments(const Xapian::Database& database, Manifest* manifest) {
  manifest->documents = database.get_doccount();
  manifest->pages = database.get_termfreq(std::string(schema::kKindPage));
  manifest->decks = database.get_termfreq(std::string(schema::kKindDeck));
}

// Of `database` as it is, which the last writer may have left in disorder.
Result<Manifest> CurrentManifest(const Xapian::Database& database,
                                 const std::filesystem::path& folder, bool left_behind) {
  const std::filesystem::path path = DatabasePath(folder);
  const auto known = ReadManifest(path);
  const bool lost = !known && known.error().code == ErrorCode::kNotFound;
  if (!known && !lost) return Damaged(folder, known.error());
  if (!left_behind && !lost) return *known;
  // Without one nothing can be told of the past: from now on it can.
  Manifest before;
  before.format = schema::kFormatVersion;
  if (known) before = *known;
  CountDocuments(database, &before);
  auto current = lost ? RenewManifest(path, before) : MendManifest(path, before);
  if (!current) return Damaged(folder, current.error());
  if (auto written = WriteManifest(path, *current); !written) return written.error();
  if (auto synced = SyncFolder(path); !synced) return synced.error();
  return current;
}

Error NoSpaceIfThatIsIt(const Error& error, const std::filesystem::path& folder) {
  return error.code == ErrorCode::kNoSpace ? NoSpace(folder) : error;
}

}  // namespace

struct IndexWriter::Upkeep {
  IndexLock lock;
  Manifest manifest;
  std::optional<std::vector<Root>> roots;  // to be written once they are committed
};

IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&& other) noexcept {
  database_ = Xapian::WritableDatabase();
  folder_ = std::move(other.folder_);
  upkeep_ = std::move(other.upkeep_);
  database_ = std::exchange(other.database_, Xapian::WritableDatabase());
  failed_ = other.failed_;
  return *this;
}

// The database is closed before the lock is let go.
IndexWriter::~IndexWriter() {
  database_ = Xapian::WritableDatabase();
}

// Work always stands in a transaction: outside of one, Xapian commits on its own when many
// documents have changed, and commits what is left in the destructor.
IndexWriter::IndexWriter(std::filesystem::path folder, Xapian::WritableDatabase database,
                         std::unique_ptr<Upkeep> upkeep)
    : folder_(std::move(folder)), upkeep_(std::move(upkeep)), database_(std::move(database)) {
  database_.begin_transaction();
}

Result<IndexWriter> IndexWriter::Open(const std::filesystem::path& folder) {
  Result<FolderKind> kind = InspectFolder(folder);
  if (!kind) return kind.error();
  if (*kind == FolderKind::kForeign) return ForeignFolder(folder);
  if (*kind == FolderKind::kMissing) {
    if (auto created = CreateFolder(folder); !created) return created.error();
  }
  Result<IndexLock> lock = IndexLock::Take(folder, IndexLock::Use::kWrite);
  if (!lock) return NoSpaceIfThatIsIt(lock.error(), folder);
  if (auto finished = FinishSwap(folder); !finished) return finished.error();
  kind = InspectFolder(folder);  // another writer may have made it meanwhile
  if (!kind) return kind.error();
  try {
    if (*kind == FolderKind::kMissing) {
      if (auto created = CreateDatabase(folder); !created)
        return NoSpaceIfThatIsIt(created.error(), folder);
    }
    auto upkeep = std::make_unique<Upkeep>(Upkeep{std::move(*lock), {}, {}});
    IndexWriter writer(folder,
                       Xapian::WritableDatabase(DatabasePath(folder).string(), Xapian::DB_OPEN),
                       std::move(upkeep));
    const std::string format = writer.database_.get_metadata(std::string(schema::kMetaFormat));
    const bool unborn = format.empty() && writer.database_.get_doccount() == 0;
    if (!unborn) {
      if (auto checked = CheckFormat(format, folder); !checked) return checked.error();
    }
    if (auto renewed = writer.TakeOver(); !renewed) return renewed.error();
    if (unborn) {
      // A writer of an earlier version died between creating the database and its first commit.
      writer.database_.set_metadata(std::string(schema::kMetaFormat),
                                    std::to_string(schema::kFormatVersion));
      if (auto committed = writer.Commit(); !committed) return committed.error();
    }
    return writer;
  } catch (const Xapian::Error& error) {
    return FromXapian(error, folder);
  }
}

// Brings what stands beside the database up to date with it.
Result<void> IndexWriter::TakeOver() {
  auto manifest = CurrentManifest(database_, folder_, upkeep_->lock.left_behind());
  if (!manifest) return NoSpaceIfThatIsIt(manifest.error(), folder_);
  upkeep_->manifest = std::move(*manifest);
  upkeep_->lock.SetLeftBehind(false);
  const std::string stored = database_.get_metadata(std::string(schema::kMetaRoots));
  if (stored.empty()) return {};
  const auto roots = DecodeRoots(stored);
  if (!roots) return roots.error();
  if (auto written = WriteRootsFile(folder_, *roots); !written)
    return NoSpaceIfThatIsIt(written.error(), folder_);
  return {};
}

Result<void> IndexWriter::Look(const std::function<void(Xapian::WritableDatabase&)>& work) {
  if (failed_)
    return Error{ErrorCode::kInternal, "index " + folder_.string() + ": written to after an error"};
  try {
    work(database_);
    return {};
  } catch (const Xapian::Error& error) {
    return Fail(FromXapian(error, folder_));
  }
}

Result<void> IndexWriter::Do(const std::function<void(Xapian::WritableDatabase&)>& work) {
  if (!failed_) upkeep_->lock.SetLeftBehind(true);  // until it is committed
  return Look(work);
}

// What Xapian's object holds after an error is not to be trusted: it goes, the transaction with it,
// and then the lock.
Error IndexWriter::Fail(Error error) {
  failed_ = true;
  database_ = Xapian::WritableDatabase();
  upkeep_.reset();
  return error;
}

Result<void> IndexWriter::SetRoots(const std::vector<Root>& roots) {
  if (!failed_) upkeep_->roots = roots;
  return Do([&](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(schema::kMetaRoots), EncodeRoots(roots));
  });
}

Result<void> IndexWriter::Commit() {
  auto committed = Do([&](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(schema::kMetaUpdated), std::to_string(std::time(nullptr)));
    database.commit_transaction();
    database.begin_transaction();
    CountDocuments(database, &upkeep_->manifest);
  });
  if (!committed) return committed;
  if (auto renewed = RenewUpkeep(); !renewed)
    return Fail(NoSpaceIfThatIsIt(renewed.error(), folder_));
  upkeep_->lock.SetLeftBehind(false);
  return {};
}

Result<void> IndexWriter::RenewUpkeep() {
  const std::filesystem::path database = DatabasePath(folder_);
  auto manifest = RenewManifest(database, upkeep_->manifest);
  if (!manifest) return Damaged(folder_, manifest.error());
  if (auto written = WriteManifest(database, *manifest); !written) return written;
  if (auto synced = SyncFolder(database); !synced) return synced;
  upkeep_->manifest = std::move(*manifest);
  if (!upkeep_->roots) return {};
  if (auto written = WriteRootsFile(folder_, *upkeep_->roots); !written) return written;
  upkeep_->roots.reset();
  return SyncFolder(folder_);
}

}  // namespace rsearch
