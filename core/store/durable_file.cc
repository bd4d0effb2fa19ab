#include "core/store/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "rsearch/unique_fd.h"

namespace rsearch {
namespace {

constexpr mode_t kFileMode = 0666;  // less the umask, as Xapian's files

ErrorCode CodeOf(int number) {
  if (number == ENOENT || number == ENOTDIR) return ErrorCode::kNotFound;
  if (number == EACCES || number == EPERM || number == EROFS) return ErrorCode::kPermission;
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) return ErrorCode::kNoSpace;
  return ErrorCode::kIo;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Error FileError(const std::string& what, const std::filesystem::path& path, int number) {
  return {CodeOf(number), "cannot " + what + " " + path.string() + ": " + std::strerror(number)};
}

Result<void> ReplaceFile(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path draft = path.string() + ".tmp";
  const UniqueFd fd(open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kFileMode));
  if (fd.valid() && WriteAll(fd.get(), bytes) && fdatasync(fd.get()) == 0 &&
      std::rename(draft.c_str(), path.c_str()) == 0)
    return {};
  const int number = errno;
  unlink(draft.c_str());
  return FileError("write", path, number);
}

Result<std::string> ReadHead(const std::filesystem::path& path, std::uint64_t limit) {
  // A FIFO in the file's place must not block.
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!fd.valid() || fstat(fd.get(), &status) != 0) return FileError("read", path, errno);
  if (!S_ISREG(status.st_mode))
    return Error{ErrorCode::kIo, "cannot read " + path.string() + ": not a regular file"};
  std::string bytes(std::min(limit, static_cast<std::uint64_t>(status.st_size)), '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = read(fd.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError("read", path, errno);
    if (got == 0) break;  // it has become shorter
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

Result<void> SyncFolder(const std::filesystem::path& folder) {
  const UniqueFd fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.valid() && fsync(fd.get()) == 0) return {};
  return FileError("sync", folder, errno);
}

}  // namespace rsearch
