#include "indexer/watch/look.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "rsearch/unique_fd.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;

TEST(Look, SeesSizeAndTimes) {
  const TempDir dir;
  WriteFile(dir / "a.pdf", "12345");
  const auto look = LookAtFile((dir / "a.pdf").string());
  ASSERT_TRUE(look) << look.error().message;
  EXPECT_EQ(look->stamp.size, 5);
  EXPECT_GT(look->stamp.mtime_ns, 0);
  EXPECT_GT(look->changed_ns, 0);
  EXPECT_GT(look->wall_ns, 0);
}

TEST(Look, SeesWriters) {
  std::signal(SIGIO, SIG_IGN);
  const TempDir dir;
  WriteFile(dir / "a.pdf", "12345");
  const std::string path = (dir / "a.pdf").string();
  auto look = LookAtFile(path);
  ASSERT_TRUE(look);
  if (look->writers == Writers::kUnknown) GTEST_SKIP() << "no leases on this file system";
  EXPECT_EQ(look->writers, Writers::kNone);
  {
    std::ofstream writer(path, std::ios::app);
    EXPECT_EQ(LookAtFile(path)->writers, Writers::kSome);
    writer << "more";
    writer.flush();
    look = LookAtFile(path);
    EXPECT_EQ(look->writers, Writers::kSome);
    EXPECT_EQ(look->stamp.size, 9);
  }
  EXPECT_EQ(LookAtFile(path)->writers, Writers::kNone);
  const UniqueFd reader(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(LookAtFile(path)->writers, Writers::kNone);
  // The lease has been handed back: a writer that waits for nothing gets in.
  const UniqueFd writer(open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
  EXPECT_TRUE(writer.valid());
}

TEST(Look, Errors) {
  const TempDir dir;
  EXPECT_EQ(LookAtFile((dir / "none.pdf").string()).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(LookAtFile(dir.path().string()));
}

}  // namespace
}  // namespace rsearch
