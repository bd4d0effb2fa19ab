// A library put before the C library by LD_PRELOAD: it makes the nth change to a file fail, kills
// the program at it, or logs all changes, in one program and below one folder.
//
//   RSEARCH_IO_PROGRAM  in this program alone (as /proc/self/comm has it)
//   RSEARCH_IO_ROOT     changes below this folder count
//   RSEARCH_IO_FAIL     "N ERRNO" or "N ERRNO stay": the Nth change fails, or all from it on
//   RSEARCH_IO_KILL     N: kill -9 instead of the Nth change
//   RSEARCH_IO_READS    not empty: it is reads that are counted and fail
//   RSEARCH_IO_NO_EXCHANGE  not empty: two names cannot be exchanged, as on some file systems
//   RSEARCH_IO_LOG      file to append each change to, in the form that io_log.h reads
//   RSEARCH_IO_COUNT    file that gets the number of changes when the program ends

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>

#include "tests/reliability/io_log.h"

namespace {

using ::rsearch::testing::IoChange;

template <class Function>
Function Real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

std::string Environment(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

struct Settings {
  bool active = false;
  std::string root, log, count;
  std::uint64_t fail_at = 0;  // 1-based; 0: never
  std::uint64_t kill_at = 0;
  bool reads = false, exchange = true;
  int error = 0;
  bool stay = false;

  Settings() : root(Environment("RSEARCH_IO_ROOT")), log(Environment("RSEARCH_IO_LOG")) {
    std::array<char, 64> name{};
    const int fd = static_cast<int>(syscall(SYS_openat, AT_FDCWD, "/proc/self/comm", O_RDONLY, 0));
    if (syscall(SYS_read, fd, name.data(), name.size() - 1) > 0)
      name[std::strcspn(name.data(), "\n")] = '\0';
    syscall(SYS_close, fd);
    active = !root.empty() && Environment("RSEARCH_IO_PROGRAM") == name.data();
    count = Environment("RSEARCH_IO_COUNT");
    unsigned long long at = 0;
    std::array<char, 16> word{};
    if (std::sscanf(Environment("RSEARCH_IO_FAIL").c_str(), "%llu %d %15s", &at, &error,
                    word.data()) >= 2)
      fail_at = at;
    stay = std::strcmp(word.data(), "stay") == 0;
    kill_at = std::strtoull(Environment("RSEARCH_IO_KILL").c_str(), nullptr, 10);
    reads = !Environment("RSEARCH_IO_READS").empty();
    exchange = Environment("RSEARCH_IO_NO_EXCHANGE").empty();
  }
};

const Settings& Set() {
  static const Settings* settings = new Settings();
  return *settings;
}

std::atomic<std::uint64_t> changes = 0;
std::mutex log_mutex;

void Append(const std::string& file, const std::string& bytes) {
  const int fd = static_cast<int>(
      syscall(SYS_openat, AT_FDCWD, file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  syscall(SYS_write, fd, bytes.data(), bytes.size());
  syscall(SYS_close, fd);
}

struct CountAtEnd {
  ~CountAtEnd() {
    if (Set().active && !Set().count.empty()) Append(Set().count, std::to_string(changes) + "\n");
  }
} count_at_end;

bool Counts(const std::string& path) {
  return Set().active && (path == Set().root || path.rfind(Set().root + "/", 0) == 0);
}

std::string PathOf(int fd) {
  std::array<char, PATH_MAX> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = readlink(link.c_str(), path.data(), path.size() - 1);
  return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : std::string();
}

std::string PathAt(int folder, const char* path) {
  if (path[0] == '/' || folder == AT_FDCWD) return path;
  return PathOf(folder) + "/" + path;
}

// True when what is about to be done must fail; errno says how.
bool Fails(const std::string& path, bool reads = false) {
  if (reads != Set().reads || !Counts(path)) return false;
  const std::uint64_t number = ++changes;
  const Settings& set = Set();
  if (number == set.kill_at) kill(getpid(), SIGKILL);
  const bool fails = set.fail_at != 0 && (set.stay ? number >= set.fail_at : number == set.fail_at);
  if (fails) errno = set.error;
  return fails;
}

void Log(const IoChange& change) {
  if (Set().log.empty() || !Counts(change.path)) return;
  const std::lock_guard lock(log_mutex);
  const int number = errno;
  Append(Set().log, Encode(change));
  errno = number;
}

int Open(const char* name, int folder, const char* path, int flags, mode_t mode) {
  static const auto real = Real<int (*)(int, const char*, int, ...)>("openat");
  static_cast<void>(name);
  const bool changes_names = (flags & (O_CREAT | O_TRUNC)) != 0;
  const std::string full = PathAt(folder, path);
  if (changes_names && Fails(full)) return -1;
  const int fd = real(folder, path, flags, mode);
  if (fd >= 0 && changes_names)
    Log({IoChange::Kind::kCreate, full, {}, (flags & O_TRUNC) != 0 ? 1U : 0U});
  return fd;
}

mode_t ModeOf(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

ssize_t Read(const char* name, int fd, void* bytes, std::size_t size, off_t offset) {
  if (Set().active && Set().reads && Fails(PathOf(fd), true)) return -1;
  if (std::strcmp(name, "read") == 0) {
    static const auto real = Real<ssize_t (*)(int, void*, std::size_t)>("read");
    return real(fd, bytes, size);
  }
  static const auto real = Real<ssize_t (*)(int, void*, std::size_t, off_t)>("pread");
  return real(fd, bytes, size, offset);
}

ssize_t Write(int fd, const void* bytes, std::size_t size, off_t offset) {
  static const auto real = Real<ssize_t (*)(int, const void*, std::size_t, off_t)>("pwrite");
  const std::string path = PathOf(fd);
  if (Fails(path)) return -1;
  const ssize_t written = real(fd, bytes, size, offset);
  if (written > 0)
    Log({IoChange::Kind::kWrite, path,
         std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(written)),
         static_cast<std::uint64_t>(offset)});
  return written;
}

int Sync(const char* name, int fd) {
  const std::string path = PathOf(fd);
  if (Fails(path)) return -1;
  const int done = Real<int (*)(int)>(name)(fd);
  if (done == 0) Log({IoChange::Kind::kSync, path, {}, 0});
  return done;
}

int Truncate(int fd, off_t size) {
  static const auto real = Real<int (*)(int, off_t)>("ftruncate");
  const std::string path = PathOf(fd);
  if (Fails(path)) return -1;
  const int done = real(fd, size);
  if (done == 0) Log({IoChange::Kind::kTruncate, path, {}, static_cast<std::uint64_t>(size)});
  return done;
}

int Remove(int folder, const char* path, int flags) {
  static const auto real = Real<int (*)(int, const char*, int)>("unlinkat");
  const std::string full = PathAt(folder, path);
  if (Fails(full)) return -1;
  const int done = real(folder, path, flags);
  if (done == 0) Log({IoChange::Kind::kRemove, full, {}, 0});
  return done;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return Open("open", AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) __attribute__((alias("open")));

int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return Open("openat", folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) __attribute__((alias("openat")));

ssize_t write(int fd, const void* bytes, size_t size) {
  static const auto real = Real<ssize_t (*)(int, const void*, size_t)>("write");
  if (!Set().active) return real(fd, bytes, size);
  const std::string path = PathOf(fd);
  if (!Counts(path)) return real(fd, bytes, size);
  const off_t offset = lseek(fd, 0, SEEK_CUR);
  if (Fails(path)) return -1;
  const ssize_t written = real(fd, bytes, size);
  if (written > 0)
    Log({IoChange::Kind::kWrite, path,
         std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(written)),
         static_cast<std::uint64_t>(offset)});
  return written;
}

ssize_t read(int fd, void* bytes, size_t size) {
  return Read("read", fd, bytes, size, 0);
}
ssize_t pread(int fd, void* bytes, size_t size, off_t offset) {
  return Read("pread", fd, bytes, size, offset);
}
ssize_t pread64(int fd, void* bytes, size_t size, off_t offset) __attribute__((alias("pread")));

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  return Write(fd, bytes, size, offset);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off_t offset)
    __attribute__((alias("pwrite")));

int fsync(int fd) {
  return Sync("fsync", fd);
}
int fdatasync(int fd) {
  return Sync("fdatasync", fd);
}
int ftruncate(int fd, off_t size) noexcept {
  return Truncate(fd, size);
}
int ftruncate64(int fd, off_t size) noexcept __attribute__((alias("ftruncate")));

int rename(const char* from, const char* to) noexcept {
  static const auto real = Real<int (*)(const char*, const char*)>("rename");
  if (Fails(from)) return -1;
  const int done = real(from, to);
  if (done == 0) Log({IoChange::Kind::kRename, from, to, 0});
  return done;
}

int renameat2(int folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  static const auto real = Real<int (*)(int, const char*, int, const char*, unsigned)>("renameat2");
  if (Fails(PathAt(folder, from))) return -1;
  const bool exchange = (flags & RENAME_EXCHANGE) != 0;
  if (exchange && Set().active && !Set().exchange) {
    errno = EINVAL;
    return -1;
  }
  const int done = real(folder, from, to_folder, to, flags);
  if (done == 0)
    Log({exchange ? IoChange::Kind::kExchange : IoChange::Kind::kRename, PathAt(folder, from),
         PathAt(to_folder, to), 0});
  return done;
}

int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = Real<int (*)(const char*, mode_t)>("mkdir");
  if (Fails(path)) return -1;
  const int done = real(path, mode);
  if (done == 0) Log({IoChange::Kind::kFolder, path, {}, 0});
  return done;
}

int unlink(const char* path) noexcept {
  return Remove(AT_FDCWD, path, 0);
}
int rmdir(const char* path) noexcept {
  return Remove(AT_FDCWD, path, AT_REMOVEDIR);
}
int unlinkat(int folder, const char* path, int flags) noexcept {
  return Remove(folder, path, flags);
}
int remove(const char* path) noexcept {
  const int done = Remove(AT_FDCWD, path, 0);
  return done != 0 && errno == EISDIR ? Remove(AT_FDCWD, path, AT_REMOVEDIR) : done;
}

}  // extern "C"
