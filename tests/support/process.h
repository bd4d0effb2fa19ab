// Running a program from a test: its output, its exit status, signals sent to it, and limits under
// which it runs.
#pragma once

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/temp_dir.h"

namespace rsearch::testing {

struct Outcome {
  int status = -1;  // exit status; 128 + signal when one ended it
  std::string out, err;
  std::chrono::milliseconds cpu{0};  // of the program and those it started and waited for
  std::uint64_t peak_memory = 0;     // bytes, resident, of the largest of them
};

// Takes from this process (or thread) the right of root to read what permissions forbid. Programs
// it executes do not get it back. Does nothing to ordinary users.
inline void ObeyPermissions() {
  for (const int capability : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> data{};
  syscall(SYS_capget, &header, data.data());
  const auto mask = ~((1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH));
  data[0].effective &= mask;
  data[0].permitted &= mask;
  data[0].inheritable &= mask;
  syscall(SYS_capset, &header, data.data());
}

// A program that is running, in a process group of its own. Killed, if it still runs, when the
// object dies.
class Process {
 public:
  struct Options {
    std::vector<std::pair<std::string, std::string>> environment;  // added to this process's
    std::function<void()> before_exec;                             // in the child
    std::string input = "/dev/null";                               // a file: its standard input
  };

  Process(const std::vector<std::string>& command, const Options& options) {
    pid_ = fork();
    if (pid_ == 0) Become(command, options);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  Process(Process&&) = delete;
  Process& operator=(Process&&) = delete;
  ~Process() {
    if (pid_ > 0) Kill(SIGKILL);
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
  }

  void Kill(int signal) const { kill(pid_, signal); }
  // The whole group, as a terminal does on Ctrl-C.
  void KillGroup(int signal) const { kill(-pid_, signal); }

  // What it has said on stderr by now.
  [[nodiscard]] std::string err() const { return ReadFile(files_ / "err"); }

  Outcome Wait() {
    int status = 0;
    rusage usage{};
    while (wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return {code, ReadFile(files_ / "out"), ReadFile(files_ / "err"),
            Milliseconds(usage.ru_utime) + Milliseconds(usage.ru_stime),
            static_cast<std::uint64_t>(usage.ru_maxrss) << 10};
  }

 private:
  static std::chrono::milliseconds Milliseconds(const timeval& time) {
    return std::chrono::milliseconds(time.tv_sec * 1000 + time.tv_usec / 1000);
  }

  [[noreturn]] void Become(const std::vector<std::string>& command, const Options& options) const {
    setpgid(0, 0);
    Redirect("out", STDOUT_FILENO);
    Redirect("err", STDERR_FILENO);
    close(STDIN_FILENO);
    open(options.input.c_str(), O_RDONLY);
    for (const auto& [name, value] : options.environment)
      setenv(name.c_str(), value.c_str(), 1);
    if (options.before_exec) options.before_exec();
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command)
      arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }

  void Redirect(const char* name, int fd) const {
    const int file = open((files_ / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, fd);
    close(file);
  }

  TempDir files_;
  pid_t pid_ = -1;
};

inline Outcome Run(const std::vector<std::string>& command, const Process::Options& options = {}) {
  return Process(command, options).Wait();
}

// Waits until `condition` holds, at most ten seconds.
inline bool Eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

}  // namespace rsearch::testing
