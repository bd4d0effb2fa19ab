#include "indexer/watch/look.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <ctime>

#include "indexer/hash.h"

namespace rsearch {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

std::int64_t Nanoseconds(const timespec& time) {
  return time.tv_sec * kNanosecondsPerSecond + time.tv_nsec;
}

Writers WritersOf(int fd) {
  if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) {
    fcntl(fd, F_SETLEASE, F_UNLCK);
    return Writers::kNone;
  }
  return errno == EAGAIN ? Writers::kSome : Writers::kUnknown;
}

}  // namespace

Result<FileLook> LookAtFile(const std::string& path) {
  const Result<OpenedFile> file = OpenedFile::Open(path);
  if (!file) return file.error();
  FileLook look;
  look.writers = WritersOf(file->fd());
  struct stat status {};
  if (fstat(file->fd(), &status) != 0) return Error{ErrorCode::kIo, "cannot look at " + path};
  look.stamp = {status.st_size, Nanoseconds(status.st_mtim)};
  look.changed_ns = Nanoseconds(status.st_ctim);
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  look.wall_ns = Nanoseconds(now);
  return look;
}

}  // namespace rsearch
