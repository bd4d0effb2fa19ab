#include "core/store/layout.h"

#include <system_error>

#include "rsearch/schema.h"

namespace rsearch {
namespace fs = std::filesystem;

Result<FolderKind> InspectFolder(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return FolderKind::kMissing;
  if (error)
    return Error{ErrorCode::kPermission, "index " + folder.string() + ": " + error.message()};
  if (!fs::is_directory(status)) return FolderKind::kForeign;
  fs::directory_iterator entries(folder, error);
  if (error)
    return Error{ErrorCode::kPermission, "index " + folder.string() + ": " + error.message()};
  if (entries == fs::directory_iterator()) return FolderKind::kMissing;
  return fs::is_directory(DatabasePath(folder), error) ? FolderKind::kIndex : FolderKind::kForeign;
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
