#include "indexer/interrupt.h"

#include <atomic>
#include <csignal>

namespace rsearch {
namespace {

std::atomic<int> stop_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free);  // or a handler may not touch it

void RequestStop(int signal) {
  stop_signal = signal;
}

}  // namespace

void CatchStopSignals() {
  struct sigaction action {};
  action.sa_handler = RequestStop;
  sigemptyset(&action.sa_mask);
  // The default action comes back after the first signal; system calls go on where they were.
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool StopRequested() {
  return stop_signal != 0;
}

int StopSignal() {
  return stop_signal;
}

}  // namespace rsearch
