#include "indexer/worker_version.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "rsearch/printable.h"
#include "rsearch/unique_fd.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxAnswer = 4096;

std::string ReadAll(int fd) {
  std::string text;
  std::array<char, 512> buffer{};
  while (text.size() < kMaxAnswer) {
    const ssize_t size = read(fd, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return text;
}

// Starts `worker FLAG` with its standard output on `output`; 0 when that is not possible.
pid_t Start(const std::filesystem::path& worker, std::string flag, int output) {
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string program = worker.string();
  const std::array<char*, 3> arguments = {program.data(), flag.data(), nullptr};
  pid_t child = 0;
  const int error =
      posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : 0;
}

// The first line of what `worker FLAG` prints; empty when it fails.
std::string Ask(const std::filesystem::path& worker, const std::string& flag) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return "";
  const UniqueFd in(ends[0]);
  UniqueFd out(ends[1]);
  const pid_t child = Start(worker, flag, out.get());
  out.Reset();
  if (child == 0) return "";
  const std::string text = ReadAll(in.get());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return "";
  return PlainPath(text.substr(0, text.find('\n')));
}

}  // namespace

std::string WorkerVersion(const std::filesystem::path& worker) {
  return Ask(worker, "--version");
}

SandboxStatus AskSandbox() {
  const auto worker = FindWorker();
  if (!worker) return {Sandbox::kNone, PlainPath(worker.error().message)};
  const std::string answer = Ask(*worker, "--sandbox");
  const std::size_t space = answer.find(' ');
  const std::optional<Sandbox> sandbox = SandboxFromName(answer.substr(0, space));
  if (space == std::string::npos || !sandbox)
    return {Sandbox::kNone, PlainPath(worker->string()) + " does not say"};
  return {*sandbox, answer.substr(space + 1)};
}

std::string Describe(const SandboxStatus& status) {
  switch (status.sandbox) {
    case Sandbox::kFull:
      return "landlock+seccomp";
    case Sandbox::kStrict:
      return "strict: " + status.missing + "; CJK text of some PDFs may be missing";
    case Sandbox::kLandlock:
      return "landlock: " + status.missing;
    case Sandbox::kNone:
      return "none: " + status.missing + "; no PDF is read";
  }
  return {};
}

}  // namespace rsearch
