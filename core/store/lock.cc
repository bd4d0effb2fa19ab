#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "core/store/durable_file.h"
#include "core/store/layout.h"
#include "rsearch/index_lock.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr mode_t kFileMode = 0666;  // less the umask
constexpr std::chrono::milliseconds kPatience{300};
constexpr std::chrono::milliseconds kPause{10};
constexpr std::chrono::milliseconds kWaitPause{100};
constexpr std::size_t kMaxNote = 256;
constexpr std::size_t kMaxProgramName = 32;

// What the lock file says: "PROGRAM PID SECONDS\n".
struct Note {
  std::string program;
  pid_t pid = 0;
  std::int64_t since = 0;  // seconds since 1970
};

// Empty where there is no such process.
std::string ProgramName(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(in, name);
  for (char& c : name)
    if (c == ' ') c = '_';
  return name.substr(0, kMaxProgramName);
}

std::string NoteOfMine() {
  const pid_t pid = getpid();
  const std::string name = ProgramName(pid);
  return (name.empty() ? "rindex" : name) + " " + std::to_string(pid) + " " +
         std::to_string(std::time(nullptr)) + "\n";
}

std::optional<Note> ReadNote(int fd) {
  std::array<char, kMaxNote> text{};
  if (pread(fd, text.data(), text.size() - 1, 0) <= 0) return std::nullopt;
  std::array<char, kMaxProgramName + 1> program{};
  Note note;
  long long pid = 0;
  long long since = 0;
  if (std::sscanf(text.data(), "%32s %lld %lld", program.data(), &pid, &since) != 3)
    return std::nullopt;
  if (pid <= 0 || pid > (1 << 30)) return std::nullopt;
  note.program = PlainText(program.data());
  note.pid = static_cast<pid_t>(pid);
  note.since = since;
  return note;
}

// Process numbers are used again: another program of that number is not the one meant.
bool IsAlive(const Note& note) {
  return PlainText(ProgramName(note.pid)) == note.program;
}

// "14:02", with its day before it when that is another than today.
std::string TimeText(std::int64_t seconds) {
  const std::time_t now = std::time(nullptr);
  const auto then = static_cast<std::time_t>(seconds);
  std::tm today{};
  std::tm day{};
  if (localtime_r(&now, &today) == nullptr || localtime_r(&then, &day) == nullptr) return "?";
  const bool same_day = today.tm_year == day.tm_year && today.tm_yday == day.tm_yday;
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), same_day ? "%H:%M" : "%Y-%m-%d %H:%M", &day);
  return text.data();
}

Error Locked(const std::filesystem::path& folder, int fd) {
  std::string message = "the index " + folder.string() + " is ";
  const auto note = ReadNote(fd);
  if (note && IsAlive(*note))
    message += "being written by " + note->program + " (pid " + std::to_string(note->pid) +
               ") since " + TimeText(note->since);
  else
    message += "in use by another program";
  return {ErrorCode::kLocked, message + "; try again when it has finished"};
}

// False when somebody holds it in another way.
Result<bool> TryLock(int fd, IndexLock::Use use, const std::filesystem::path& path) {
  while (flock(fd, (use == IndexLock::Use::kWrite ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) return FileError("lock", path, errno);
  }
  return true;
}

// The note must be durable before anything is written, or a power cut takes it back and keeps what
// the writer wrote.
Result<void> WriteNote(int fd, const std::filesystem::path& path) {
  const std::string note = NoteOfMine();
  // Not emptied before: where there is no space the note of a writer that died must stay.
  const auto size = static_cast<ssize_t>(note.size());
  const bool written = pwrite(fd, note.data(), note.size(), 0) == size && ftruncate(fd, size) == 0;
  if (written && fdatasync(fd) == 0) return SyncFolder(path.parent_path());
  return FileError("write", path, errno);
}

bool IsEmpty(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 && status.st_size == 0;
}

}  // namespace

Result<IndexLock> IndexLock::Take(const std::filesystem::path& folder, Use use) {
  const std::filesystem::path path = LockPath(folder);
  const int flags = use == Use::kWrite ? O_RDWR | O_CREAT : O_RDONLY;
  UniqueFd fd(open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK, kFileMode));
  if (!fd.valid()) return FileError(use == Use::kWrite ? "write" : "read", path, errno);
  const auto deadline = Clock::now() + kPatience;
  for (;;) {
    const auto locked = TryLock(fd.get(), use, path);
    if (!locked) return locked.error();
    if (*locked) break;
    if (Clock::now() >= deadline) return Locked(folder, fd.get());
    std::this_thread::sleep_for(kPause);
  }
  const bool left_behind = !IsEmpty(fd.get());
  IndexLock lock(std::move(fd), use, left_behind);
  if (use == Use::kRead) return lock;
  if (auto written = WriteNote(lock.fd_.get(), path); !written) {
    lock.use_ = Use::kRead;  // leaves the file as it is
    return written.error();
  }
  return lock;
}

IndexLock& IndexLock::operator=(IndexLock&& other) noexcept {
  if (this == &other) return *this;
  Release();
  fd_ = std::move(other.fd_);
  use_ = other.use_;
  left_behind_ = other.left_behind_;
  return *this;
}

void IndexLock::Release() {
  if (!fd_.valid()) return;
  // Where this fails the next writer mends what needs no mending.
  if (use_ == Use::kWrite && !left_behind_) static_cast<void>(ftruncate(fd_.get(), 0));
  fd_.Reset();
}

Result<void> WaitForLock(const std::filesystem::path& folder, IndexLock::Use use,
                         std::int64_t seconds, const std::function<bool()>& stop) {
  const std::filesystem::path path = LockPath(folder);
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid() && errno == ENOENT) return {};  // nobody has ever written
  if (!fd.valid()) return FileError("read", path, errno);
  const auto deadline = Clock::now() + std::chrono::seconds(seconds);
  for (;;) {
    const auto locked = TryLock(fd.get(), use, path);  // let go at once, with `fd`
    if (!locked) return locked.error();
    if (*locked) return {};
    if (stop && stop()) return Error{ErrorCode::kInterrupted, "interrupted"};
    if (Clock::now() >= deadline) return Locked(folder, fd.get());
    std::this_thread::sleep_for(kWaitPause);
  }
}

}  // namespace rsearch
