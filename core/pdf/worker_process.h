// One running rsearch-pdf-worker as the client sees it: a process and two descriptors.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "rsearch/extractor.h"
#include "rsearch/result.h"
#include "rsearch/unique_fd.h"

namespace rsearch::pdf {

// Where the worker finds its socket.
inline constexpr int kWorkerSocket = 3;

struct Death {
  int signal = 0;          // 0: it ended by itself
  int exit_status = 0;     // when signal is 0
  std::string last_words;  // the end of what it wrote to stderr
};

// Move-only; the destructor kills the process and takes it from the process table. No descriptor of
// this process reaches the worker but those meant for it, whatever other threads do meanwhile:
// otherwise a second worker would hold the first one's socket open and its end were never seen.
class WorkerProcess {
 public:
  // Runs `program ADDRESS_SPACE SANDBOX`.
  static Result<WorkerProcess> Start(const std::filesystem::path& program,
                                     std::uint64_t address_space, Sandbox sandbox);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  ~WorkerProcess();

  // False once it has closed its socket, or has said something nobody asked for.
  [[nodiscard]] bool IsAlive() const;

  // Sends `bytes`, which fit the socket's buffer, with descriptor `fd`. False: the worker is gone.
  bool Send(std::string_view bytes, int fd);

  enum class Received { kBytes, kNothing, kEnd };
  // Waits at most `timeout` for bytes and appends what there is to `bytes`.
  Received Receive(std::chrono::milliseconds timeout, std::string* bytes);

  // User and system time it has taken since it started.
  [[nodiscard]] std::chrono::nanoseconds CpuTime() const;
  // Bytes of address space it holds now; 0 when that cannot be told.
  [[nodiscard]] std::uint64_t AddressSpace() const;

  // Waits a moment for a worker that closed its socket to die by itself, then kills it. Call once.
  Death Bury();

 private:
  WorkerProcess(pid_t pid, UniqueFd socket, UniqueFd messages);
  void DrainMessages();

  pid_t pid_ = -1;
  UniqueFd socket_;
  UniqueFd messages_;       // what the worker writes to stderr
  std::string last_words_;  // its end
};

}  // namespace rsearch::pdf
