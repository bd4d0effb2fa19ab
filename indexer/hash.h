// Opening a PDF for reading and the identity of its bytes.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <string>
#include <string_view>

#include "rsearch/result.h"
#include "rsearch/types.h"
#include "rsearch/unique_fd.h"

namespace rsearch {

// Nothing larger is read: no PDF of papers or slides is, and a sparse file of terabytes costs
// nothing to make. Bytes.
inline constexpr std::int64_t kMaxFileSize = std::int64_t{2} << 30;

// A regular file open for reading. What is hashed is what the worker reads: both go through this
// one descriptor, whatever happens to the path meanwhile.
class OpenedFile {
 public:
  // Never blocks and never follows a symbolic link at the path's end. Paths may be longer than
  // PATH_MAX. kNotFound when nothing is there (any more); kPermission, kIo; kUsage for what is no
  // regular file or too large.
  static Result<OpenedFile> Open(const std::string& path);

  [[nodiscard]] int fd() const { return fd_.get(); }
  [[nodiscard]] FileStamp stamp() const;
  // False once somebody has written to the file since it was opened.
  [[nodiscard]] bool IsAsOpened() const;

 private:
  OpenedFile(UniqueFd fd, const struct stat& status) : fd_(std::move(fd)), status_(status) {}
  UniqueFd fd_;
  struct stat status_;
};

// Of the whole file; leaves its offset at 0. `stop` (may be empty) is asked every few MiB. kIo,
// kInterrupted.
Result<ContentHash> HashContent(const OpenedFile& file, const std::function<bool()>& stop);

ContentHash HashOfText(std::string_view text);

// Stands for the content of a file that could not be read.
ContentHash HashOfPath(std::string_view path);

// "3.0.15"
std::string OpenSslVersion();

}  // namespace rsearch
