// Attacks on everything outside, from a process that is confined as the worker is and was started
// by the worker's client.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "core/pdf/protocol.h"
#include "core/pdf/worker/sanitized.h"
#include "core/pdf/worker_process.h"
#include "rsearch/unique_fd.h"
#include "tests/core/pdf/worker/attacks.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using pdf::kSanitized;
using pdf::WorkerProcess;
using rsearch::testing::AllAttacks;
using rsearch::testing::Attack;
using rsearch::testing::kAttackFolder;
using rsearch::testing::TempDir;
using rsearch::testing::WriteFile;

// The frame of an attacker that has confined itself.
std::optional<pdf::Ready> AwaitReady(WorkerProcess* attacker) {
  std::string bytes;
  pdf::FrameSplitter frames;
  for (int i = 0; i < 200; ++i) {
    attacker->Receive(std::chrono::milliseconds(100), &bytes);
    frames.Append(std::exchange(bytes, {}));
    if (const auto frame = frames.Next()) return pdf::DecodeReady(frame->payload);
  }
  return std::nullopt;
}

// "allowed", "errno 13", "SIGSYS", "gone" (it has become another program).
std::string AwaitOutcome(WorkerProcess* attacker) {
  std::string bytes;
  for (int i = 0; i < 200 && !bytes.ends_with('\n'); ++i) {
    if (attacker->Receive(std::chrono::milliseconds(100), &bytes) != WorkerProcess::Received::kEnd)
      continue;
    const int signal = attacker->Bury().signal;
    return signal == SIGSYS ? "SIGSYS" : signal == 0 ? "gone" : "died otherwise";
  }
  const std::size_t words = bytes.find_first_not_of('\0');  // sent along with a descriptor
  if (words == std::string::npos) return "silence";
  return bytes.substr(words, bytes.size() - 1 - words);
}

class EscapeTest : public ::testing::Test {
 protected:
  void SetUp() override { setenv(kAttackFolder, folder_.path().c_str(), 1); }

  std::string Try(std::size_t number, Sandbox sandbox) {
    WriteFile(folder_ / "victim", "precious");
    auto attacker = WorkerProcess::Start(RSEARCH_TEST_ATTACKER, 1ULL << 30, sandbox);
    if (!attacker) return attacker.error().message;
    const std::optional<pdf::Ready> ready = AwaitReady(&*attacker);
    if (!ready) return "no attacker";
    in_force_ = ready->sandbox;
    const UniqueFd file(open((folder_ / "victim").c_str(), O_RDONLY | O_CLOEXEC));
    if (!attacker->Send(std::string(1, static_cast<char>(number)), file.get())) return "not sent";
    return AwaitOutcome(&*attacker);
  }

  TempDir folder_;
  Sandbox in_force_ = Sandbox::kNone;  // in the last attempt
};

bool IsRefusal(const std::string& outcome) {
  return outcome == "SIGSYS" || outcome == "errno " + std::to_string(EPERM) ||
         outcome == "errno " + std::to_string(EACCES);
}

TEST_F(EscapeTest, NothingGetsOut) {
  for (const Sandbox sandbox : {Sandbox::kFull, Sandbox::kStrict}) {
    std::size_t refused = 0;
    for (std::size_t i = 0; i < AllAttacks().size(); ++i) {
      const Attack& attack = AllAttacks()[i];
      if (kSanitized && (!attack.is_by_path || sandbox == Sandbox::kStrict)) continue;
      const std::string outcome = Try(i, sandbox);
      EXPECT_TRUE(IsRefusal(outcome)) << attack.name << " in " << Name(sandbox) << ": " << outcome;
      refused += IsRefusal(outcome) ? 1U : 0U;
    }
    EXPECT_EQ(rsearch::testing::ReadFile(folder_ / "victim"), "precious");
    EXPECT_GE(refused, kSanitized ? 0U : 19U);
  }
  if (kSanitized) GTEST_SKIP() << "seccomp is left out of builds with sanitizers: files only";
}

// An attack that fails for a reason of its own would prove nothing.
TEST_F(EscapeTest, WithoutASandboxTheAttacksSucceed) {
  for (std::size_t i = 0; i < AllAttacks().size(); ++i) {
    const Attack& attack = AllAttacks()[i];
    const std::string outcome = Try(i, Sandbox::kNone);
    EXPECT_EQ(in_force_, Sandbox::kNone);
    const bool succeeded = outcome == "allowed" || outcome == "gone";
    EXPECT_TRUE(succeeded || !attack.is_possible_outside) << attack.name << ": " << outcome;
    if (!succeeded)
      std::printf("not possible here anyway: %s (%s)\n", attack.name, outcome.c_str());
  }
}

}  // namespace
}  // namespace rsearch
