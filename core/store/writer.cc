#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <system_error>

#include "core/store/layout.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

// Makes the renames of a commit durable.
Result<void> SyncFolder(const std::filesystem::path& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) close(fd);
  if (synced) return {};
  return Error{ErrorCode::kIo, "cannot sync " + folder.string() + ": " + std::strerror(error)};
}

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

// An empty database appears in its place at once, or, when the writer dies, not at all. Created in
// its place, it could not be opened again after 10 of 55 moments at which a writer was killed.
Result<void> CreateDatabase(const std::filesystem::path& folder) {
  if (auto created = CreateFolder(folder); !created) return created.error();
  const std::filesystem::path draft = DraftPath(folder);
  Xapian::WritableDatabase database(draft.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  database.set_metadata(std::string(schema::kMetaFormat), std::to_string(schema::kFormatVersion));
  database.commit();
  if (auto synced = SyncFolder(draft); !synced) return synced.error();
  return PlaceDraft(draft, folder);
}

}  // namespace

// Work always stands in a transaction: outside of one, Xapian commits on its own when many
// documents have changed, and commits what is left in the destructor.
IndexWriter::IndexWriter(std::filesystem::path folder, Xapian::WritableDatabase database)
    : folder_(std::move(folder)), database_(std::move(database)) {
  database_.begin_transaction();
}

Result<IndexWriter> IndexWriter::Open(const std::filesystem::path& folder) {
  const Result<FolderKind> kind = InspectFolder(folder);
  if (!kind) return kind.error();
  if (*kind == FolderKind::kForeign) return ForeignFolder(folder);
  try {
    if (*kind == FolderKind::kMissing) {
      if (auto created = CreateDatabase(folder); !created) return created.error();
    }
    IndexWriter writer(folder,
                       Xapian::WritableDatabase(DatabasePath(folder).string(), Xapian::DB_OPEN));
    const std::string format = writer.database_.get_metadata(std::string(schema::kMetaFormat));
    if (format.empty() && writer.database_.get_doccount() == 0) {
      // A writer of an earlier version died between creating the database and its first commit.
      writer.database_.set_metadata(std::string(schema::kMetaFormat),
                                    std::to_string(schema::kFormatVersion));
      if (auto committed = writer.Commit(); !committed) return committed.error();
    } else if (auto checked = CheckFormat(format, folder); !checked) {
      return checked.error();
    }
    return writer;
  } catch (const Xapian::Error& error) {
    return FromXapian(error, folder);
  }
}

Result<void> IndexWriter::Do(const std::function<void(Xapian::WritableDatabase&)>& work) {
  if (failed_)
    return Error{ErrorCode::kInternal, "index " + folder_.string() + ": written to after an error"};
  try {
    work(database_);
    return {};
  } catch (const Xapian::Error& error) {
    failed_ = true;
    database_ =
        Xapian::WritableDatabase();  // the lock is free at once; the transaction is cancelled
    return FromXapian(error, folder_);
  }
}

Result<void> IndexWriter::SetRoots(const std::vector<Root>& roots) {
  return Do([&](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(schema::kMetaRoots), EncodeRoots(roots));
  });
}

Result<void> IndexWriter::Commit() {
  auto committed = Do([](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(schema::kMetaUpdated), std::to_string(std::time(nullptr)));
    database.commit_transaction();
    database.begin_transaction();
  });
  if (!committed) return committed;
  return SyncFolder(DatabasePath(folder_));
}

}  // namespace rsearch
