#include "core/pdf/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <thread>
#include <utility>

namespace rsearch::pdf {
namespace {

constexpr std::size_t kLastWords = 4096;
// How long a worker may take from closing its socket to its end before it is killed.
constexpr std::chrono::milliseconds kGrace{500};

struct Channel {
  UniqueFd ours;
  UniqueFd theirs;
};

// Everything is created close-on-exec: another thread may be starting its own worker right now.
bool MakeSocket(Channel* channel) {
  std::array<int, 2> fds{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) return false;
  *channel = {UniqueFd(fds[0]), UniqueFd(fds[1])};
  return true;
}

// Neither side ever waits for this one: what does not fit is lost.
bool MakePipe(Channel* channel) {
  std::array<int, 2> fds{};
  if (pipe2(fds.data(), O_CLOEXEC | O_NONBLOCK) != 0) return false;
  *channel = {UniqueFd(fds[0]), UniqueFd(fds[1])};
  return true;
}

// What the worker starts with: the two channels, default signals, a process group of its own so
// that Ctrl-C ends the run in the client's order and not as a crash of the file being read.
class SpawnSettings {
 public:
  SpawnSettings(int socket, int messages) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, messages, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  // An errno, or 0.
  int Spawn(std::array<std::string, 3> command, pid_t* pid) const {
    const std::array<char*, 4> argv{command[0].data(), command[1].data(), command[2].data(),
                                    nullptr};
    return posix_spawn(pid, argv[0], &actions_, &attributes_, argv.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// A descriptor that is one of the targets above would be overwritten before it is used.
bool MoveAway(UniqueFd* fd) {
  if (fd->get() > kWorkerSocket) return true;
  UniqueFd higher(fcntl(fd->get(), F_DUPFD_CLOEXEC, kWorkerSocket + 1));
  if (higher.get() < 0) return false;
  *fd = std::move(higher);
  return true;
}

Error StartError(const std::filesystem::path& program, int error) {
  const ErrorCode code = error == ENOENT   ? ErrorCode::kNotFound
                         : error == EACCES ? ErrorCode::kPermission
                                           : ErrorCode::kIo;
  return {code, "cannot start " + program.string() + ": " + std::strerror(error)};
}

}  // namespace

Result<WorkerProcess> WorkerProcess::Start(const std::filesystem::path& program,
                                           std::uint64_t address_space, Sandbox sandbox) {
  Channel socket;
  Channel messages;
  if (!MakeSocket(&socket) || !MakePipe(&messages) || !MoveAway(&socket.theirs) ||
      !MoveAway(&messages.theirs))
    return StartError(program, errno);
  pid_t pid = -1;
  const SpawnSettings settings(socket.theirs.get(), messages.theirs.get());
  const std::string mode(Name(sandbox));
  if (const int error =
          settings.Spawn({program.string(), std::to_string(address_space), mode}, &pid);
      error != 0)
    return StartError(program, error);
  return WorkerProcess(pid, std::move(socket.ours), std::move(messages.ours));
}

WorkerProcess::WorkerProcess(pid_t pid, UniqueFd socket, UniqueFd messages)
    : pid_(pid), socket_(std::move(socket)), messages_(std::move(messages)) {}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      socket_(std::move(other.socket_)),
      messages_(std::move(other.messages_)),
      last_words_(std::move(other.last_words_)) {}

WorkerProcess::~WorkerProcess() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool WorkerProcess::IsAlive() const {
  char byte = 0;
  return recv(socket_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

bool WorkerProcess::Send(std::string_view bytes, int fd) {
  std::string copy(bytes);  // sendmsg() takes no const
  iovec part{copy.data(), copy.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  ssize_t sent = -1;
  do {
    sent = sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(bytes.size());
}

WorkerProcess::Received WorkerProcess::Receive(std::chrono::milliseconds timeout,
                                               std::string* bytes) {
  std::array<pollfd, 2> sources{{{socket_.get(), POLLIN, 0}, {messages_.get(), POLLIN, 0}}};
  if (poll(sources.data(), sources.size(), static_cast<int>(timeout.count())) <= 0)
    return Received::kNothing;
  if (sources[1].revents != 0) DrainMessages();
  if (sources[0].revents == 0) return Received::kNothing;
  std::array<char, 64U << 10> buffer{};
  const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got > 0) {
    bytes->append(buffer.data(), static_cast<std::size_t>(got));
    return Received::kBytes;
  }
  const bool later = got < 0 && (errno == EAGAIN || errno == EINTR);
  return later ? Received::kNothing : Received::kEnd;
}

void WorkerProcess::DrainMessages() {
  std::array<char, 64U << 10> buffer{};  // as much as a pipe holds
  const ssize_t got = read(messages_.get(), buffer.data(), buffer.size());
  if (got == 0) messages_.Reset();  // else poll() would report its end for ever
  if (got <= 0) return;
  last_words_.append(buffer.data(), static_cast<std::size_t>(got));
  if (last_words_.size() > kLastWords) last_words_.erase(0, last_words_.size() - kLastWords);
}

std::chrono::nanoseconds WorkerProcess::CpuTime() const {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &time) != 0) return {};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::uint64_t WorkerProcess::AddressSpace() const {
  std::ifstream statm("/proc/" + std::to_string(pid_) + "/statm");
  std::uint64_t pages = 0;
  statm >> pages;
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

Death WorkerProcess::Bury() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point deadline = Clock::now() + kGrace;
  const pid_t pid = std::exchange(pid_, -1);
  int status = 0;
  pid_t ended = 0;
  while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && Clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (ended == 0) {
    kill(pid, SIGKILL);
    while ((ended = waitpid(pid, &status, 0)) < 0 && errno == EINTR) {
    }
  }
  DrainMessages();
  Death death;
  if (ended == pid && WIFSIGNALED(status)) death.signal = WTERMSIG(status);
  if (ended == pid && WIFEXITED(status)) death.exit_status = WEXITSTATUS(status);
  death.last_words = std::move(last_words_);
  return death;
}

}  // namespace rsearch::pdf
