// A handler may not do more than write(2) and _exit(2): the texts are made beforehand.

#include "rsearch/crash_message.h"

#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

struct Signal {
  int number;
  const char* name;
};
constexpr std::array<Signal, 5> kCrashes = {{{SIGSEGV, "crashed (SIGSEGV) while "},
                                             {SIGBUS, "crashed (SIGBUS) while "},
                                             {SIGABRT, "crashed (SIGABRT) while "},
                                             {SIGFPE, "crashed (SIGFPE) while "},
                                             {SIGILL, "crashed (SIGILL) while "}}};
constexpr const char* kTooLong = "stopped, having taken too long, while ";

// Fixed places, as a handler can read them whatever has become of the heap.
struct Text {
  std::array<char, 2048> bytes{};
  std::size_t size = 0;
  void Set(const std::string& text) {
    size = std::min(text.size(), bytes.size());
    std::copy_n(text.begin(), size, bytes.begin());
  }
};
Text program_text;
Text message_text;
int exit_status = 2;
// Room for the handler when the stack itself has run out.
std::array<char, std::size_t{64} << 10> handler_stack;

void Write(const char* bytes, std::size_t size) {
  if (write(STDERR_FILENO, bytes, size) < 0) return;  // nobody is left to be told
}

void Explain(int number) {
  const char* what = kTooLong;
  for (const Signal& signal : kCrashes)
    if (signal.number == number) what = signal.name;
  std::size_t length = 0;
  while (what[length] != '\0')
    ++length;
  Write(program_text.bytes.data(), program_text.size);
  Write(what, length);
  Write(message_text.bytes.data(), message_text.size);
  _exit(exit_status);
}

void Handle(int number) {
  struct sigaction before {};
  sigaction(number, nullptr, &before);
  if (before.sa_handler != SIG_DFL) return;
  struct sigaction action {};
  action.sa_handler = Explain;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_ONSTACK;
  sigaction(number, &action, nullptr);
}

}  // namespace

void ExplainCrashes(const std::string& program, const std::string& message, int status,
                    unsigned cpu_seconds) {
  program_text.Set(program + ": ");
  message_text.Set(message + "\n");
  exit_status = status;
  stack_t stack{};
  stack.ss_sp = handler_stack.data();
  stack.ss_size = handler_stack.size();
  stack_t before{};
  if (sigaltstack(nullptr, &before) == 0 && (before.ss_flags & SS_DISABLE) != 0)
    sigaltstack(&stack, nullptr);
  for (const Signal& signal : kCrashes)
    Handle(signal.number);
  if (cpu_seconds == 0) return;
  Handle(SIGPROF);
  // A timer and not RLIMIT_CPU, which a viewer that is started would inherit.
  const itimerval timer{{0, 0}, {static_cast<time_t>(cpu_seconds), 0}};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

std::string ReadingIndexMessage(const std::string& folder) {
  return "reading the index " + PlainPath(folder) +
         ": it may be damaged; see: rindex check --full; make it anew with: rindex rebuild";
}

}  // namespace rsearch
