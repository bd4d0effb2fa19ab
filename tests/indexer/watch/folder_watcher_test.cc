// The real inotify on real folders.

#include "indexer/watch/folder_watcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/inotify.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FolderWatcherTest : public ::testing::Test {
 protected:
  FolderWatcherTest() { fs::create_directories(dir_ / "r/a/b"); }

  [[nodiscard]] Root root() const { return {(dir_ / "r").string(), {"old"}}; }
  // What changed since the last call, without the path of the test's folder. Events are there when
  // the call that caused them has returned.
  std::vector<std::string> Changes() {
    std::vector<std::string> changes;
    EXPECT_TRUE(watcher_.Read([&](const FolderEvent& event) {
      EXPECT_EQ(event.root, root().path);
      const std::string change = Interpret(event, root()).change;
      if (!change.empty()) changes.push_back(change.substr(dir_.path().string().size() + 1));
    }));
    return changes;
  }

  TempDir dir_;
  FolderWatcher watcher_;
};

TEST_F(FolderWatcherTest, TellsOfEveryFolder) {
  fs::create_directories(dir_ / "r/old");
  fs::create_directories(dir_ / "r/.git");
  const RootWatch watch = watcher_.Sync(root(), nullptr);
  EXPECT_EQ(watch.folders, 3U);
  EXPECT_TRUE(watch.grown);
  EXPECT_EQ(watch.blind, "");
  WriteFile(dir_ / "r/x.pdf", "1");
  WriteFile(dir_ / "r/a/b/y.pdf", "1");
  WriteFile(dir_ / "r/old/z.pdf", "1");
  WriteFile(dir_ / "r/.git/z.pdf", "1");
  EXPECT_EQ(Changes(), (std::vector<std::string>{"r/x.pdf: new", "r/x.pdf: written",
                                                 "r/a/b/y.pdf: new", "r/a/b/y.pdf: written"}));
  EXPECT_FALSE(watcher_.Sync(root(), nullptr).grown);
}

TEST_F(FolderWatcherTest, AFileThatIsOpenIsToldOfWhenItIsClosed) {
  watcher_.Sync(root(), nullptr);
  std::ofstream out(dir_ / "r/x.pdf");
  EXPECT_THAT(Changes(), ::testing::ElementsAre("r/x.pdf: new"));
  for (int i = 0; i < 100; ++i)
    out << "piece" << std::flush;
  EXPECT_THAT(Changes(), IsEmpty());
  out.close();
  EXPECT_THAT(Changes(), ::testing::ElementsAre("r/x.pdf: written"));
}

TEST_F(FolderWatcherTest, FollowsMovesAtTheNextSync) {
  watcher_.Sync(root(), nullptr);
  fs::rename(dir_ / "r/a/b", dir_ / "r/c");
  fs::rename(dir_ / "r/a", dir_ / "away");
  Changes();
  EXPECT_EQ(watcher_.Sync(root(), nullptr).folders, 2U);
  WriteFile(dir_ / "r/c/x.pdf", "1");
  WriteFile(dir_ / "away/x.pdf", "1");
  EXPECT_EQ(Changes(), (std::vector<std::string>{"r/c/x.pdf: new", "r/c/x.pdf: written"}));
}

TEST_F(FolderWatcherTest, NewFoldersCanBeAddedAtOnce) {
  watcher_.Sync(root(), nullptr);
  fs::create_directories(dir_ / "r/n/m");
  watcher_.Add(root(), (dir_ / "r/n").string(), nullptr);
  Changes();
  WriteFile(dir_ / "r/n/m/x.pdf", "1");
  EXPECT_THAT(Changes(), Contains("r/n/m/x.pdf: written"));
}

TEST_F(FolderWatcherTest, PathsLongerThanTheKernelTakes) {
  // Folder by folder: mkdir(2) takes no such path either.
  const std::string name(200, 'n');
  UniqueFd folder(open((dir_ / "r/a").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::string path = "r/a";
  for (int i = 0; i < 25; ++i) {
    ASSERT_EQ(mkdirat(folder.get(), name.c_str(), 0700), 0);
    folder = UniqueFd(openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    path += "/" + name;
  }
  EXPECT_EQ(watcher_.Sync(root(), nullptr).folders, 28U);
  const UniqueFd file(openat(folder.get(), "x.pdf", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  EXPECT_EQ(Changes(), std::vector<std::string>{path + "/x.pdf: new"});
}

TEST_F(FolderWatcherTest, DroppedRootsAreSilent) {
  watcher_.Sync(root(), nullptr);
  watcher_.Drop(root().path);
  WriteFile(dir_ / "r/x.pdf", "1");
  EXPECT_THAT(Changes(), IsEmpty());
}

TEST_F(FolderWatcherTest, AMissingRootHasNoFolders) {
  watcher_.Sync(root(), nullptr);
  fs::remove_all(dir_ / "r");
  EXPECT_THAT(Changes(), Contains("r: gone"));
  EXPECT_EQ(watcher_.Sync(root(), nullptr).folders, 0U);
  fs::create_directories(dir_ / "r");
  EXPECT_TRUE(watcher_.Sync(root(), nullptr).grown);
}

TEST_F(FolderWatcherTest, LostEventsAreTold) {
  watcher_.Sync(root(), nullptr);
  std::size_t queue = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> queue;
  if (queue == 0 || queue > 200'000) GTEST_SKIP() << "the queue is too long to be filled";
  const fs::path one = dir_ / "r/a/one.pdf";
  const fs::path two = dir_ / "r/a/two.pdf";
  WriteFile(one, "");
  for (std::size_t i = 0; i < queue; ++i)
    fs::rename(i % 2 == 0 ? one : two, i % 2 == 0 ? two : one);  // two events each
  EXPECT_FALSE(watcher_.Read([](const FolderEvent&) {}));
  EXPECT_TRUE(watcher_.Read([](const FolderEvent&) {})) << "told once";
}

// A user namespace has a limit of its own, which its maker may set.
bool AllowWatches(int count) {
  if (unshare(CLONE_NEWUSER) != 0) return false;
  std::ofstream limit("/proc/sys/user/max_inotify_watches");
  limit << count;
  limit.close();
  return !limit.fail();
}

// Run in a child process, whose exit status is the outcome: 0 as expected, 77 cannot be tried here.
int WatchWithTooFew(const Root& root) {
  if (!AllowWatches(2)) return 77;
  FolderWatcher watcher;
  const RootWatch watch = watcher.Sync(root, nullptr);
  const bool told = watch.blind.find("fs.inotify.max_user_watches") != std::string::npos;
  const bool freed = watcher.Sync({root.path + "/a/b", {}}, nullptr).folders == 1;
  return told && watch.folders == 0 && freed ? 0 : 1;
}

TEST_F(FolderWatcherTest, TheLimitOfWatchesIsNamedAndNoneAreKept) {
  const pid_t child = fork();
  if (child == 0) _exit(WatchWithTooFew(root()));
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no user namespaces here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace rsearch
