#include "core/store/layout.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <vector>

#include "rsearch/printable.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace fs = std::filesystem;

namespace {

using Entries = std::vector<fs::directory_entry>;

// What a glass database consists of until its first document.
constexpr auto kDraftFiles =
    std::to_array<std::string_view>({"flintlock", "v.tmp", "iamglass", "termlist.glass",
                                     "postlist.glass", "manifest", "manifest.tmp"});
// What is there beside when its first commit has failed.
constexpr auto kOtherTables = std::to_array<std::string_view>(
    {"docdata.glass", "position.glass", "spelling.glass", "synonym.glass"});
constexpr std::string_view kVersionFile = "iamglass";

Entries EntriesOf(const fs::path& folder, std::error_code* error) {
  Entries entries;
  fs::directory_iterator at(folder, *error);
  for (; !*error && at != fs::directory_iterator(); at.increment(*error))
    entries.push_back(*at);
  return entries;
}

bool IsDraftFile(const fs::directory_entry& file) {
  const std::string name = file.path().filename().string();
  std::error_code error;
  return file.is_regular_file(error) &&
         std::find(kDraftFiles.begin(), kDraftFiles.end(), name) != kDraftFiles.end();
}

bool IsOtherTable(const fs::directory_entry& file) {
  const std::string name = file.path().filename().string();
  std::error_code error;
  return file.is_regular_file(error) &&
         std::find(kOtherTables.begin(), kOtherTables.end(), name) != kOtherTables.end();
}

// `ours`: a writer of an index has been in the folder.
bool IsDraft(const fs::path& path, bool ours) {
  std::error_code error;
  const Entries files = EntriesOf(path, &error);
  return !error && std::all_of(files.begin(), files.end(), [&](const fs::directory_entry& file) {
    return IsDraftFile(file) || (ours && IsOtherTable(file));
  });
}

// Whatever its state; also one that cannot be looked into, which opening it will tell.
bool IsDatabase(const fs::path& path) {
  std::error_code error;
  std::error_code ignored;
  const Entries files = EntriesOf(path, &error);
  return (error && fs::is_directory(path, ignored)) ||
         std::any_of(files.begin(), files.end(), [](const fs::directory_entry& file) {
           const fs::path name = file.path().filename();
           return name == kVersionFile || name.extension() == ".glass";
         });
}

// A database that was being created when the writer died: versions before drafts did that in place.
// It has its version file before anything is committed, and what is committed is in its tables, so
// no database that has lost a file is mistaken for one.
bool IsUnfinished(const fs::path& path) {
  std::error_code error;
  const Entries files = EntriesOf(path, &error);
  return !error && std::all_of(files.begin(), files.end(), [](const fs::directory_entry& file) {
    const fs::path name = file.path().filename();
    std::error_code failed;
    return IsDraftFile(file) && name != kVersionFile &&
           (name.extension() != ".glass" || file.file_size(failed) == 0);
  });
}

constexpr std::uintmax_t kMaxLockSize = 256;

bool IsLock(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  return path == LockPath(folder) && fs::is_regular_file(path, error) &&
         fs::file_size(path, error) <= kMaxLockSize && !error;
}

}  // namespace

Result<FolderKind> InspectFolder(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return FolderKind::kMissing;
  if (!error && !fs::is_directory(status)) return FolderKind::kForeign;
  Entries entries;
  if (!error) entries = EntriesOf(folder, &error);
  if (error)
    return Error{ErrorCode::kPermission, "index " + folder.string() + ": " + error.message()};
  const auto is_left_over = [&](const fs::path& path) {
    return (path == DraftPath(folder) && IsDraft(path, IsLock(LockPath(folder), folder))) ||
           (path == DatabasePath(folder) && IsUnfinished(path)) || IsLock(path, folder);
  };
  if (std::all_of(entries.begin(), entries.end(), is_left_over)) return FolderKind::kMissing;
  // Roots are written after the first commit: where they are a database was.
  const bool known = IsDatabase(DatabaseInForce(folder)) || fs::is_regular_file(RootsPath(folder));
  return known ? FolderKind::kIndex : FolderKind::kForeign;
}

fs::path DatabaseInForce(const fs::path& folder) {
  std::error_code ignored;
  const bool set_aside =
      !fs::exists(DatabasePath(folder), ignored) && fs::is_directory(SetAsidePath(folder), ignored);
  return set_aside ? SetAsidePath(folder) : DatabasePath(folder);
}

Error NoIndex(const fs::path& folder) {
  return {ErrorCode::kNotFound,
          "no index at " + folder.string() + "; make one with: rindex update DIR"};
}

Error ForeignFolder(const fs::path& folder) {
  return {ErrorCode::kNotAnIndex,
          folder.string() + " is not an rsearch index; name another place with --index"};
}

std::uint32_t FormatNumber(const std::string& stored) {
  constexpr std::size_t kMaxDigits = 9;
  if (stored.size() > kMaxDigits) return 0;
  std::uint32_t number = 0;
  for (const char c : stored) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

Result<void> CheckFormat(const std::string& stored, const fs::path& folder) {
  if (stored.empty()) return ForeignFolder(folder);
  const std::uint32_t format = FormatNumber(stored);
  if (format == schema::kFormatVersion) return {};
  const bool older = format < schema::kFormatVersion;
  return Error{ErrorCode::kOtherFormat,
               "index " + folder.string() + " has format " + PlainText(stored) +
                   ", this rsearch reads format " + std::to_string(schema::kFormatVersion) +
                   (older ? "; make it anew with: rindex rebuild" : "; a newer rsearch wrote it")};
}

}  // namespace rsearch
