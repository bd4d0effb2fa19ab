#include "indexer/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <exception>
#include <string_view>

#include "rsearch/unique_fd.h"

namespace rsearch {
namespace {

using Clock = std::chrono::steady_clock;
using Say = std::function<void(const std::string&)>;

constexpr int kPollMilliseconds = 50;
constexpr int kFailedStatus = 3;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitMemory = false;  // sanitizers map terabytes
#else
constexpr bool kLimitMemory = true;
#endif

void Limit(int resource, std::uint64_t value) {
  const rlimit limit{value, value};
  setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

void SayLine(int fd, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = write(fd, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(kFailedStatus);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void BeChild(const ChildLimits& limits, int fd,
                          const std::function<void(const Say&)>& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGTERM, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL})
    std::signal(signal, SIG_DFL);
  std::signal(SIGINT, SIG_IGN);  // the parent hears it as well and decides
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.cpu_seconds));
  if (kLimitMemory) Limit(RLIMIT_AS, limits.memory);
  // What the C library has to say of a broken heap is not for users.
  if (const int null = open("/dev/null", O_WRONLY | O_CLOEXEC); null >= 0)
    dup2(null, STDERR_FILENO);
  try {
    work([fd](const std::string& line) { SayLine(fd, line); });
  } catch (const std::exception&) {
    _exit(kFailedStatus);
  }
  _exit(0);  // no destructors: they belong to the parent
}

// Passes whole lines of what comes from the pipe on.
class LineReader {
 public:
  explicit LineReader(const Say& hear) : hear_(hear) {}
  void Add(std::string_view bytes) {
    for (const char c : bytes) {
      if (c != '\n') {
        line_ += c;
        continue;
      }
      hear_(line_);
      line_.clear();
    }
  }

 private:
  const Say& hear_;
  std::string line_;
};

// Reads until the child closes its end; then nothing, else why it must end now.
ChildEnd::Kind Listen(int fd, Clock::time_point deadline, const Say& hear,
                      const std::function<bool()>& stop) {
  LineReader lines(hear);
  std::array<char, 4096> buffer{};
  for (;;) {
    if (stop && stop()) return ChildEnd::Kind::kStopped;
    if (Clock::now() >= deadline) return ChildEnd::Kind::kTooLong;
    pollfd ready{fd, POLLIN, 0};
    if (poll(&ready, 1, kPollMilliseconds) <= 0) continue;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ChildEnd::Kind::kDone;
    lines.Add({buffer.data(), static_cast<std::size_t>(got)});
  }
}

ChildEnd EndOf(int status) {
  if (WIFEXITED(status))
    return {WEXITSTATUS(status) == 0 ? ChildEnd::Kind::kDone : ChildEnd::Kind::kFailed, 0};
  // RLIMIT_CPU, its soft and hard limit being the same, kills.
  const int signal = WTERMSIG(status);
  const bool too_long = signal == SIGXCPU || signal == SIGKILL;
  return {too_long ? ChildEnd::Kind::kTooLong : ChildEnd::Kind::kCrashed, signal};
}

}  // namespace

ChildEnd RunInChild(const ChildLimits& limits, const std::function<void(const Say&)>& work,
                    const Say& hear, const std::function<bool()>& stop) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {ChildEnd::Kind::kFailed, 0};
  const UniqueFd out(ends[0]);
  UniqueFd in(ends[1]);
  const pid_t child = fork();
  if (child < 0) return {ChildEnd::Kind::kFailed, 0};
  if (child == 0) BeChild(limits, in.get(), work);
  in.Reset();
  const auto deadline = Clock::now() + std::chrono::seconds(limits.wall_seconds);
  const ChildEnd::Kind heard = Listen(out.get(), deadline, hear, stop);
  if (heard != ChildEnd::Kind::kDone) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return heard == ChildEnd::Kind::kDone ? EndOf(status) : ChildEnd{heard, 0};
}

}  // namespace rsearch
