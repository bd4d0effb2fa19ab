#include "indexer/scan.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

Scan ScanOf(const fs::path& folder, std::vector<std::string> excludes = {}) {
  auto scan = ScanRoot({folder.string(), std::move(excludes)}, nullptr);
  EXPECT_TRUE(scan) << scan.error().message;
  return scan ? std::move(*scan) : Scan{};
}

// Paths below `folder`.
std::vector<std::string> FilesIn(const fs::path& folder, std::vector<std::string> excludes = {}) {
  std::vector<std::string> paths;
  for (const FileEntry& file : ScanOf(folder, std::move(excludes)).files)
    paths.push_back(file.path.substr(folder.string().size() + 1));
  return paths;
}

TEST(Scan, FindsPdfsAndTheirStamps) {
  const TempDir dir;
  WriteFile(dir / "b.PDF", "12345");
  WriteFile(dir / "a/x.Pdf", "1");
  WriteFile(dir / "a/x.pdf.txt", "");
  WriteFile(dir / "pdf", "");
  WriteFile(dir / ".pdf", "");
  EXPECT_THAT(FilesIn(dir.path()), ElementsAre("a/x.Pdf", "b.PDF"));
  struct stat status {};
  ASSERT_EQ(stat((dir / "b.PDF").c_str(), &status), 0);
  const FileEntry file = ScanOf(dir.path()).files.back();
  EXPECT_EQ(file.stamp.size, 5);
  EXPECT_EQ(file.stamp.mtime_ns, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
}

TEST(Scan, NamesAreBytes) {
  const TempDir dir;
  const std::vector<std::string> names = {"\xEA\xB0\x80.pdf",              // 가, composed
                                          "\xE1\x84\x80\xE1\x85\xA1.pdf",  // 가, decomposed
                                          "a\nb.pdf",
                                          R"(it's "quoted" \ and spaced .pdf)",
                                          "\xB3\xED\xB9\xAE.pdf",
                                          "-rf.pdf"};
  for (const std::string& name : names)
    WriteFile(dir.path() / name, "");
  EXPECT_THAT(FilesIn(dir.path()), UnorderedElementsAreArray(names));
}

TEST(Scan, OnlyRegularFiles) {
  const TempDir dir;
  WriteFile(dir / "real.pdf", "");
  ASSERT_EQ(mkfifo((dir / "fifo.pdf").c_str(), 0600), 0);
  fs::create_symlink(dir / "real.pdf", dir / "link.pdf");
  fs::create_symlink("/nowhere", dir / "broken.pdf");
  fs::create_symlink("/dev/zero", dir / "zero.pdf");
  fs::create_directories(dir / "folder.pdf");
  WriteFile(dir / "folder.pdf/inside.pdf", "");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (dir / "s.pdf").c_str(), sizeof address.sun_path - 1);
  const int socket_fd = socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(bind(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  close(socket_fd);
  const Scan scan = ScanOf(dir.path());
  EXPECT_THAT(FilesIn(dir.path()), ElementsAre("folder.pdf/inside.pdf", "real.pdf"));
  std::vector<std::string> skipped;
  for (const SkippedFile& file : scan.skipped)
    skipped.push_back(fs::path(file.path).filename().string() + ": " + file.reason);
  EXPECT_THAT(skipped,
              ElementsAre("broken.pdf: a symbolic link, not followed", "fifo.pdf: a named pipe",
                          "link.pdf: a symbolic link, not followed", "s.pdf: a socket",
                          "zero.pdf: a symbolic link, not followed"));
  EXPECT_THAT(scan.unreadable, IsEmpty());
}

// `bytes`, then a hole up to `size`.
void WriteSparse(const fs::path& path, const std::string& bytes, std::uintmax_t size) {
  WriteFile(path, bytes);
  fs::resize_file(path, size);
}

TEST(Scan, WhatIsNotOnThisDisk) {
  const TempDir dir;
  WriteSparse(dir / "giant.pdf", "", std::uintmax_t{1} << 40);
  WriteSparse(dir / "begun.pdf", std::string(65536, 'x'), std::uintmax_t{1} << 30);
  WriteSparse(dir / "some_holes.pdf", std::string(1 << 20, 'x'), std::uintmax_t{3} << 20);
  WriteFile(dir / "small.pdf", "x");
  WriteFile(dir / "empty.pdf", "");
  WriteFile(dir / ".far.pdf.icloud", "bplist");
  WriteFile(dir / ".near.pdf.icloud", "bplist");
  WriteFile(dir / "near.pdf", "downloaded meanwhile");
  WriteFile(dir / ".deck.key.icloud", "bplist");
  const Scan scan = ScanOf(dir.path());
  EXPECT_THAT(FilesIn(dir.path()),
              ElementsAre("empty.pdf", "near.pdf", "small.pdf", "some_holes.pdf"));
  std::vector<std::string> skipped;
  for (const SkippedFile& file : scan.skipped)
    skipped.push_back(fs::path(file.path).filename().string() + ": " + file.reason);
  EXPECT_THAT(skipped,
              ElementsAre("begun.pdf: mostly holes: not downloaded to its end?",
                          "far.pdf: online only: in iCloud Drive",
                          "giant.pdf: not on this disk: online only, or not downloaded yet"));
}

TEST(Scan, LinkedFoldersAreNotFollowed) {
  const TempDir dir;
  const TempDir elsewhere;
  WriteFile(elsewhere / "secret.pdf", "");
  WriteFile(dir / "a/b/x.pdf", "");
  fs::create_directory_symlink(elsewhere.path(), dir / "out");
  fs::create_directory_symlink(dir.path(), dir / "a/b/loop");
  EXPECT_THAT(FilesIn(dir.path()), ElementsAre("a/b/x.pdf"));
}

TEST(Scan, HiddenNamesAreLeftOut) {
  const TempDir dir;
  WriteFile(dir / ".git/x.pdf", "");
  WriteFile(dir / "._deck.pdf", "");
  WriteFile(dir / ".papers/root/x.pdf", "");
  EXPECT_THAT(FilesIn(dir.path()), IsEmpty());
  EXPECT_THAT(FilesIn(dir / ".papers/root"), ElementsAre("x.pdf"));
}

// Deeper than PATH_MAX and than the descriptors a process may have.
TEST(Scan, VeryDeepTrees) {
  const TempDir dir;
  const std::string name(50, 'd');
  constexpr int kDepth = 1500;
  int folder = open(dir.path().c_str(), O_DIRECTORY | O_RDONLY);
  for (int i = 0; i < kDepth; ++i) {
    ASSERT_EQ(mkdirat(folder, name.c_str(), 0700), 0);
    ASSERT_EQ(mkdirat(folder, "side", 0700), 0);  // makes the walk come back to every level
    const int side = openat(folder, "side", O_DIRECTORY | O_RDONLY);
    close(openat(side, "s.pdf", O_CREAT | O_WRONLY, 0600));
    close(side);
    const int next = openat(folder, name.c_str(), O_DIRECTORY | O_RDONLY);
    close(folder);
    folder = next;
  }
  close(openat(folder, "bottom.pdf", O_CREAT | O_WRONLY, 0600));
  close(folder);
  const Scan scan = ScanOf(dir.path());
  EXPECT_EQ(scan.files.size(), kDepth + 1U);
  EXPECT_THAT(scan.unreadable, IsEmpty());
}

struct ExcludeCase {
  std::string name, glob;
  std::vector<std::string> left;
};

class ExcludeTest : public ::testing::TestWithParam<ExcludeCase> {};

TEST_P(ExcludeTest, LeavesOut) {
  const TempDir dir;
  for (const char* path : {"a.pdf", "draft.pdf", "old/a.pdf", "old/deep/b.pdf", "x/old/c.pdf",
                           "x/\xE1\x84\x80\xE1\x85\xA1.pdf"})
    WriteFile(dir / path, "");
  EXPECT_THAT(FilesIn(dir.path(), {GetParam().glob}), ::testing::ElementsAreArray(GetParam().left));
  const auto scan = ScanRoot({dir.path().string(), {GetParam().glob}}, {});
  ASSERT_TRUE(scan);
}

constexpr const char* kGa = "x/\xE1\x84\x80\xE1\x85\xA1.pdf";

INSTANTIATE_TEST_SUITE_P(
    Globs, ExcludeTest,
    ::testing::Values(
        ExcludeCase{"Nothing",
                    "nothing",
                    {"a.pdf", "draft.pdf", "old/a.pdf", "old/deep/b.pdf", "x/old/c.pdf", kGa}},
        ExcludeCase{"BaseName", "a.pdf", {"draft.pdf", "old/deep/b.pdf", "x/old/c.pdf", kGa}},
        ExcludeCase{"FolderNameAnywhere", "old", {"a.pdf", "draft.pdf", kGa}},
        ExcludeCase{"TrailingSlash", "old/", {"a.pdf", "draft.pdf", kGa}},
        ExcludeCase{"Path", "x/old", {"a.pdf", "draft.pdf", "old/a.pdf", "old/deep/b.pdf", kGa}},
        ExcludeCase{"StarCrossesSlashes", "old/*", {"a.pdf", "draft.pdf", "x/old/c.pdf", kGa}},
        ExcludeCase{"Class", "[ad]*.pdf", {"old/deep/b.pdf", "x/old/c.pdf", kGa}},
        ExcludeCase{"ComposedGlobDecomposedName",
                    "\xEA\xB0\x80.pdf",
                    {"a.pdf", "draft.pdf", "old/a.pdf", "old/deep/b.pdf", "x/old/c.pdf"}},
        ExcludeCase{"Everything", "*", {}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Scan, MissingRoot) {
  const TempDir dir;
  const auto scan = ScanRoot({(dir / "none").string(), {}}, nullptr);
  ASSERT_FALSE(scan);
  EXPECT_EQ(scan.error().code, ErrorCode::kNotFound);
  WriteFile(dir / "file", "");
  EXPECT_EQ(ScanRoot({(dir / "file").string(), {}}, nullptr).error().code, ErrorCode::kNotFound);
}

TEST(Scan, AnEmptyRootIsToldFromOneWithoutPdfs) {
  const TempDir dir;
  EXPECT_TRUE(ScanOf(dir.path()).empty);
  WriteFile(dir / ".hidden", "");
  EXPECT_FALSE(ScanOf(dir.path()).empty);
  fs::create_directories(dir / "outer/inner");
  EXPECT_FALSE(ScanOf(dir / "outer").empty);
}

TEST(Scan, WalksTheFoldersThatItReads) {
  const TempDir dir;
  for (const char* folder : {"a/b", "a/.git", "a/old/deep", "other"})
    fs::create_directories(dir / folder);
  fs::create_directory_symlink(dir / "other", dir / "a/link");
  const Root root{dir.path().string(), {"*/old"}};
  std::vector<std::string> walked;
  const auto visit = [&](int fd, const std::string& path) {
    struct stat by_fd {};
    struct stat by_path {};
    ASSERT_EQ(fstat(fd, &by_fd), 0);
    ASSERT_EQ(stat(path.c_str(), &by_path), 0);
    EXPECT_EQ(by_fd.st_ino, by_path.st_ino);
    walked.push_back(path.substr(dir.path().string().size()));
  };
  ASSERT_TRUE(WalkFolders(root, root.path, visit, nullptr));
  EXPECT_THAT(walked, UnorderedElementsAre("", "/a", "/a/b", "/other"));
  walked.clear();
  ASSERT_TRUE(WalkFolders(root, root.path + "/a", visit, nullptr));
  EXPECT_THAT(walked, UnorderedElementsAre("/a", "/a/b"));
  EXPECT_FALSE(WalkFolders(root, root.path + "/a/link", visit, nullptr));
}

TEST(Scan, NamesThatItLooksAt) {
  for (const char* name : {"a.pdf", "B.PDF", "README.md", "한글.Pdf", "a.pdf.md"})
    EXPECT_TRUE(HasScannedName(name)) << name;
  for (const char* name : {"", ".pdf", ".a.pdf", "a.pdf.part", "a.pdf.crdownload", "apdf", "a.txt"})
    EXPECT_FALSE(HasScannedName(name)) << name;
}

TEST(Scan, UnreadableFoldersAreNamed) {
  const TempDir dir;
  WriteFile(dir / "ok/a.pdf", "");
  WriteFile(dir / "shut/b.pdf", "");
  WriteFile(dir / "listed/c.pdf", "");
  WriteFile(dir / "listed/d.pdf", "");
  fs::permissions(dir / "shut", fs::perms::none);
  fs::permissions(dir / "listed", fs::perms::owner_read);
  Scan scan;
  Result<Scan> shut = Scan{};
  std::thread([&] {  // a thread's rights are its own
    ObeyPermissions();
    scan = ScanOf(dir.path());
    shut = ScanRoot({(dir / "shut").string(), {}}, nullptr);
  })
      .join();
  fs::permissions(dir / "shut", fs::perms::owner_all);
  fs::permissions(dir / "listed", fs::perms::owner_all);
  ASSERT_EQ(scan.files.size(), 1U);
  EXPECT_EQ(scan.files[0].path, (dir / "ok/a.pdf").string());
  std::vector<std::string> unreadable;
  for (const UnreadableFolder& folder : scan.unreadable)
    unreadable.push_back(folder.path + ": " + folder.reason);
  EXPECT_THAT(unreadable,
              UnorderedElementsAreArray({(dir / "shut").string() + ": Permission denied",
                                         (dir / "listed").string() + ": Permission denied"}));
  ASSERT_FALSE(shut);
  EXPECT_EQ(shut.error().code, ErrorCode::kPermission);
}

TEST(Scan, StopsWhenTold) {
  const TempDir dir;
  const auto scan = ScanRoot({dir.path().string(), {}}, [] { return true; });
  ASSERT_FALSE(scan);
  EXPECT_EQ(scan.error().code, ErrorCode::kInterrupted);
}

}  // namespace
}  // namespace rsearch
