#include "rsearch/state_file.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;

TEST(StateFile, IsWhereXdgSays) {
  setenv("HOME", "/home/me", 1);
  setenv("XDG_STATE_HOME", "/state", 1);
  EXPECT_EQ(StateFile("a"), "/state/rsearch/a");
  setenv("XDG_STATE_HOME", "relative", 1);
  EXPECT_EQ(StateFile("a"), "/home/me/.local/state/rsearch/a");
  setenv("HOME", "", 1);
  EXPECT_EQ(StateFile("a"), "");
}

TEST(ReplaceStateFile, ReplacesWholeForItsOwnerAlone) {
  const TempDir dir;
  const auto file = dir / "new/folder/state";
  EXPECT_TRUE(ReplaceStateFile(file, "first, and longer"));
  EXPECT_TRUE(ReplaceStateFile(file, "second"));
  EXPECT_EQ(ReadFile(file), "second");
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir / "new/folder"), {}), 1);
}

TEST(ReplaceStateFile, SaysWhenItCannot) {
  const TempDir dir;
  EXPECT_FALSE(ReplaceStateFile({}, "x"));
  std::filesystem::create_directories(dir / "folder/state/full");
  EXPECT_FALSE(ReplaceStateFile(dir / "folder/state", "x"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir / "folder"), {}), 1);
}

}  // namespace
}  // namespace rsearch
