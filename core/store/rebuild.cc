// Two databases change places by one call of renameat2(2). Where the file system cannot do that the
// old one is set aside for a moment, and is the one in force until the new one stands in its place
// (layout.h, DatabaseInForce()).
//
// INDEX/rebuild.unfinished says that INDEX/rebuild is being built. It goes before the swap, after
// which the same folder holds the old database: nobody goes on building in that.

#include "rsearch/rebuild.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/store/durable_file.h"
#include "core/store/layout.h"
#include "core/store/roots_file.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;

fs::path MarkPath(const fs::path& folder) {
  return folder / "rebuild.unfinished";
}

Result<void> RemoveAll(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return FileError("remove", path, error.value());
  return {};
}

Result<void> Rename(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return {};
  return FileError("rename", from, errno);
}

// 0, or an errno.
int Exchange(const fs::path& a, const fs::path& b) {
  return renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0 ? 0 : errno;
}

Result<void> Swap(const fs::path& fresh, const fs::path& folder) {
  const fs::path old = DatabasePath(folder);
  const int number = Exchange(fresh, old);
  if (number == 0) return {};
  std::error_code ignored;
  if (number == ENOENT && !fs::exists(old, ignored)) return Rename(fresh, old);
  if (number != EINVAL && number != ENOSYS) return FileError("exchange", old, number);
  if (auto removed = RemoveAll(SetAsidePath(folder)); !removed) return removed;
  if (auto aside = Rename(old, SetAsidePath(folder)); !aside) return aside;
  auto placed = Rename(fresh, old);
  if (!placed) static_cast<void>(Rename(SetAsidePath(folder), old));
  return placed;
}

// A metadata value of an index of any format; empty where it cannot be read.
std::string StoredValue(const fs::path& folder, std::string_view key) {
  try {
    return Xapian::Database(DatabaseInForce(folder).string()).get_metadata(std::string(key));
  } catch (const Xapian::Error&) {
    return {};
  }
}

}  // namespace

Result<std::vector<Root>> RootsOfDatabase(const fs::path& folder) {
  const std::string stored = StoredValue(folder, schema::kMetaRoots);
  if (stored.empty()) return Error{ErrorCode::kNotFound, "no roots are stored"};
  return DecodeRoots(stored);
}

Result<std::vector<Root>> RootsOfFile(const fs::path& folder) {
  return ReadRootsFile(folder);
}

Result<void> RememberRoots(const fs::path& folder, const std::vector<Root>& roots) {
  if (auto written = WriteRootsFile(folder, roots); !written) return written;
  return SyncFolder(folder);
}

bool HasOlderFormat(const fs::path& folder) {
  const std::uint32_t format = FormatNumber(StoredValue(folder, schema::kMetaFormat));
  return format > 0 && format < schema::kFormatVersion;
}

Result<IndexLock> LockForRebuild(const fs::path& folder) {
  const Result<FolderKind> kind = InspectFolder(folder);
  if (!kind) return kind.error();
  if (*kind == FolderKind::kForeign) return ForeignFolder(folder);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return FileError("create", folder, error.value());
  return IndexLock::Take(folder, IndexLock::Use::kWrite);
}

fs::path RebuildFolder(const fs::path& folder) {
  return RebuildPath(folder);
}

bool IsRebuildUnfinished(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(MarkPath(folder), ignored) && fs::exists(RebuildPath(folder), ignored);
}

Result<void> PrepareRebuild(const fs::path& folder, bool go_on) {
  if (auto finished = FinishSwap(folder); !finished) return finished;
  if (!go_on) {
    if (auto removed = RemoveAll(RebuildPath(folder)); !removed) return removed;
  }
  if (auto marked = ReplaceFile(MarkPath(folder), "rindex rebuild is building in rebuild/\n");
      !marked)
    return marked;
  return SyncFolder(folder);
}

Result<void> FinishRebuild(const fs::path& folder, IndexLock* lock) {
  const fs::path place = RebuildPath(folder);
  const auto roots = ReadRootsFile(place);
  if (auto synced = SyncFolder(place); !synced) return synced;
  if (auto removed = RemoveAll(MarkPath(folder)); !removed) return removed;
  if (auto synced = SyncFolder(folder); !synced) return synced;
  if (auto swapped = Swap(DatabasePath(place), folder); !swapped) return swapped;
  lock->SetLeftBehind(false);  // the new database was closed in order
  if (auto synced = SyncFolder(folder); !synced) return synced;
  if (roots) {
    if (auto written = WriteRootsFile(folder, *roots); !written) return written;
  }
  if (auto removed = RemoveAll(place); !removed) return removed;
  if (auto removed = RemoveAll(SetAsidePath(folder)); !removed) return removed;
  return SyncFolder(folder);
}

Result<void> FinishSwap(const fs::path& folder) {
  if (DatabaseInForce(folder) == SetAsidePath(folder)) {
    if (auto back = Rename(SetAsidePath(folder), DatabasePath(folder)); !back) return back;
  } else if (auto removed = RemoveAll(SetAsidePath(folder)); !removed) {
    return removed;
  }
  std::error_code ignored;
  if (fs::exists(MarkPath(folder), ignored)) return {};
  return RemoveAll(RebuildPath(folder));
}

}  // namespace rsearch
