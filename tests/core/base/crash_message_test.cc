#include "rsearch/crash_message.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <string>
#include <utility>

namespace rsearch {
namespace {

// Exit status and standard error of a child process that does `work`.
std::pair<int, std::string> InChild(const std::function<void()>& work) {
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGPROF})
      std::signal(signal, SIG_DFL);
    work();
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  std::array<char, 256> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), text};
}

TEST(CrashMessage, ACrashIsTold) {
  const std::pair<int, const char*> signals[] = {
      {SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"}, {SIGABRT, "SIGABRT"}, {SIGFPE, "SIGFPE"}};
  for (const auto& [signal, name] : signals) {
    const auto [status, text] = InChild([signal = signal] {
      ExplainCrashes("prog", "reading x", 2, 0);
      raise(signal);
    });
    EXPECT_EQ(status, 2);
    EXPECT_EQ(text, "prog: crashed (" + std::string(name) + ") while reading x\n");
  }
}

TEST(CrashMessage, TooMuchTimeIsTold) {
  const auto [status, text] = InChild([] {
    ExplainCrashes("prog", "reading x", 3, 1);
    while (getpid() > 0) {
    }
  });
  EXPECT_EQ(status, 3);
  EXPECT_EQ(text, "prog: stopped, having taken too long, while reading x\n");
}

TEST(CrashMessage, OtherHandlersStay) {
  const auto [status, text] = InChild([] {
    std::signal(SIGSEGV, [](int) { _exit(7); });
    ExplainCrashes("prog", "reading x", 2, 0);
    raise(SIGSEGV);
  });
  EXPECT_EQ(status, 7);
  EXPECT_EQ(text, "");
}

TEST(CrashMessage, NamesTheIndexHarmlessly) {
  EXPECT_EQ(ReadingIndexMessage("/a\x1b[31m").find("reading the index /a\\033[31m: "), 0U);
}

}  // namespace
}  // namespace rsearch
