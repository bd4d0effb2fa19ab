#include "core/store/layout.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <vector>

#include "rsearch/schema.h"

namespace rsearch {
namespace fs = std::filesystem;

namespace {

using Entries = std::vector<fs::directory_entry>;

// What a glass database consists of until the first commit of a document, which brings
// docdata.glass.
constexpr auto kDraftFiles = std::to_array<std::string_view>(
    {"flintlock", "v.tmp", "iamglass", "termlist.glass", "postlist.glass"});
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

bool IsDraft(const fs::path& path) {
  std::error_code error;
  const Entries files = EntriesOf(path, &error);
  return !error && std::all_of(files.begin(), files.end(), IsDraftFile);
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
    return (path == DraftPath(folder) && IsDraft(path)) ||
           (path == DatabasePath(folder) && IsUnfinished(path));
  };
  if (std::all_of(entries.begin(), entries.end(), is_left_over)) return FolderKind::kMissing;
  return IsDatabase(DatabasePath(folder)) ? FolderKind::kIndex : FolderKind::kForeign;
}

Error ForeignFolder(const fs::path& folder) {
  return {ErrorCode::kNotAnIndex,
          folder.string() + " is not an rsearch index; name another place with --index"};
}

Result<void> CheckFormat(const std::string& stored, const fs::path& folder) {
  if (stored.empty()) return ForeignFolder(folder);
  const std::string mine = std::to_string(schema::kFormatVersion);
  if (stored == mine) return {};
  return Error{ErrorCode::kOtherFormat, "index " + folder.string() + " has format " + stored +
                                            ", this rsearch reads format " + mine +
                                            "; move it away and run `rindex update DIR` again"};
}

}  // namespace rsearch
