#include <cerrno>
#include <cstring>

#include "core/store/layout.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

// Xapian keeps errno as its text only.
bool Says(const Xapian::Error& error, int number) {
  const char* detail = error.get_error_string();
  return (detail != nullptr && std::strstr(detail, std::strerror(number)) != nullptr) ||
         error.get_msg().find(std::strerror(number)) != std::string::npos;
}

// Xapian::Error has no virtual functions; its type travels as a name.
bool IsA(const Xapian::Error& error, const char* type) {
  return std::strcmp(error.get_type(), type) == 0;
}

}  // namespace

Error NoSpace(const std::filesystem::path& folder) {
  return {ErrorCode::kNoSpace, "index " + folder.string() +
                                   ": no space left to write; free some and run again (the index "
                                   "is as of the last commit)"};
}

Error FromXapian(const Xapian::Error& error, const std::filesystem::path& folder) {
  const std::string index = "index " + folder.string() + ": ";
  if (Says(error, ENOSPC) || Says(error, EDQUOT) || Says(error, EFBIG)) {
    return NoSpace(folder);
  }
  if (Says(error, EACCES) || Says(error, EPERM) || Says(error, EROFS)) {
    return {ErrorCode::kPermission, index + "permission denied: " + error.get_msg()};
  }
  // Other reasons than that are told below.
  if (IsA(error, "DatabaseLockError") &&
      error.get_msg().find("already locked") != std::string::npos) {
    return {ErrorCode::kLocked,
            index + "another rindex is writing it; try again when it has finished"};
  }
  if (IsA(error, "DatabaseVersionError")) {
    return {ErrorCode::kOtherFormat,
            index + "written by another version of Xapian; make it anew with: rindex rebuild"};
  }
  // A disk that fails says nothing of what is on it.
  const char* detail = error.get_error_string();
  if (detail != nullptr && !Says(error, ENOENT) && !Says(error, ENOTDIR))
    return {ErrorCode::kIo, index + error.get_msg() + ": " + detail};
  if (IsA(error, "DatabaseCorruptError") || IsA(error, "DatabaseOpeningError") ||
      IsA(error, "DatabaseNotFoundError")) {
    return {ErrorCode::kCorrupt, index + "damaged: " + error.get_msg() + kDamageAdvice};
  }
  return {ErrorCode::kIo,
          index + error.get_msg() + (detail != nullptr ? std::string(": ") + detail : "")};
}

}  // namespace rsearch
