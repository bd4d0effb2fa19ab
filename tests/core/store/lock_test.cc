#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <regex>
#include <string>
#include <thread>

#include "rsearch/index_lock.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::HasSubstr;
using Use = IndexLock::Use;

TEST(IndexLock, TellsWhoHasItAndSinceWhen) {
  const TempDir dir;
  const auto lock = IndexLock::Take(dir.path(), Use::kWrite);
  ASSERT_TRUE(lock) << lock.error().message;
  for (const Use use : {Use::kWrite, Use::kRead}) {
    const auto second = IndexLock::Take(dir.path(), use);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kLocked);
    EXPECT_TRUE(std::regex_search(
        second.error().message,
        std::regex(" is being written by \\S+ \\(pid " + std::to_string(getpid()) +
                   "\\) since [0-2][0-9]:[0-5][0-9]; ")))
        << second.error().message;
  }
}

TEST(IndexLock, IsFreeAgain) {
  const TempDir dir;
  { ASSERT_TRUE(IndexLock::Take(dir.path(), Use::kWrite)); }
  EXPECT_EQ(ReadFile(dir / "lock"), "");
  const auto next = IndexLock::Take(dir.path(), Use::kWrite);
  ASSERT_TRUE(next);
  EXPECT_FALSE(next->left_behind());
}

TEST(IndexLock, ReadersShareIt) {
  const TempDir dir;
  EXPECT_EQ(IndexLock::Take(dir.path(), Use::kRead).error().code, ErrorCode::kNotFound);
  WriteFile(dir / "lock", "");
  const auto one = IndexLock::Take(dir.path(), Use::kRead);
  const auto two = IndexLock::Take(dir.path(), Use::kRead);
  EXPECT_TRUE(one && two);
  const auto writer = IndexLock::Take(dir.path(), Use::kWrite);
  ASSERT_FALSE(writer);
  EXPECT_THAT(writer.error().message, HasSubstr("is in use by another program"));
}

// The kernel frees the lock of a dead process; what the file says of it stays and tells.
TEST(IndexLock, AWriterThatDied) {
  const TempDir dir;
  const pid_t child = fork();
  if (child == 0) {
    const auto lock = IndexLock::Take(dir.path(), Use::kWrite);
    _exit(lock ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  {
    const auto reader = IndexLock::Take(dir.path(), Use::kRead);
    ASSERT_TRUE(reader);
    EXPECT_TRUE(reader->left_behind());
  }
  {
    const auto writer = IndexLock::Take(dir.path(), Use::kWrite);
    ASSERT_TRUE(writer);
    EXPECT_TRUE(writer->left_behind());  // and leaves it so: nothing was mended
  }
  auto mender = IndexLock::Take(dir.path(), Use::kWrite);
  ASSERT_TRUE(mender);
  EXPECT_TRUE(mender->left_behind());
  mender->SetLeftBehind(false);
}

// A name and a number prove nothing.
TEST(IndexLock, WhatTheFileSaysIsNotBelieved) {
  for (const char* note :
       {"rindex 1 1700000000\n", "rindex 999999999 1700000000\n", "rindex -1 5\n", "\n", "x",
        "\x1b[31m 1 1\n", "rindex 99999999999999999999999 99999999999999999999999999\n"}) {
    const TempDir dir;
    WriteFile(dir / "lock", note);
    const auto reader = IndexLock::Take(dir.path(), Use::kRead);
    ASSERT_TRUE(reader);
    const auto writer = IndexLock::Take(dir.path(), Use::kWrite);
    ASSERT_FALSE(writer);
    EXPECT_THAT(writer.error().message, HasSubstr("is in use by another program")) << note;
  }
}

TEST(IndexLock, AReadOnlyFolder) {
  const TempDir dir;
  std::filesystem::permissions(dir.path(), std::filesystem::perms(0555));
  ErrorCode code = ErrorCode::kInternal;
  std::thread([&] {
    ObeyPermissions();
    code = IndexLock::Take(dir.path(), Use::kWrite).error().code;
  }).join();
  std::filesystem::permissions(dir.path(), std::filesystem::perms(0755));
  EXPECT_EQ(code, ErrorCode::kPermission);
}

TEST(IndexLock, WhoWritesWaitsForReadersToo) {
  const TempDir dir;
  WriteFile(dir / "lock", "");
  const auto reader = IndexLock::Take(dir.path(), Use::kRead);
  ASSERT_TRUE(reader);
  EXPECT_TRUE(WaitForLock(dir.path(), Use::kRead, 0, nullptr));
  EXPECT_EQ(WaitForLock(dir.path(), Use::kWrite, 0, nullptr).error().code, ErrorCode::kLocked);
}

TEST(IndexLock, WaitingEnds) {
  const TempDir dir;
  EXPECT_TRUE(WaitForLock(dir.path(), Use::kWrite, 5, nullptr));  // nobody has ever written
  auto lock = IndexLock::Take(dir.path(), Use::kWrite);
  ASSERT_TRUE(lock);
  EXPECT_EQ(WaitForLock(dir.path(), Use::kWrite, 0, nullptr).error().code, ErrorCode::kLocked);
  EXPECT_EQ(WaitForLock(dir.path(), Use::kWrite, 60, [] { return true; }).error().code,
            ErrorCode::kInterrupted);
  std::atomic<bool> waited = false;
  std::thread waiter(
      [&] { waited = static_cast<bool>(WaitForLock(dir.path(), Use::kWrite, 60, nullptr)); });
  { const auto dropped = std::move(*lock); }
  waiter.join();
  EXPECT_TRUE(waited);
}

}  // namespace
}  // namespace rsearch
