#include "indexer/hash.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;

std::string HexOf(const fs::path& path) {
  const auto file = OpenedFile::Open(path.string());
  if (!file) return file.error().message;
  const auto hash = HashContent(*file, nullptr);
  return hash ? hash->Hex() : hash.error().message;
}

// First half of what sha256sum prints.
TEST(Hash, IsSha256CutInHalf) {
  const TempDir dir;
  WriteFile(dir / "empty.pdf", "");
  WriteFile(dir / "abc.pdf", "abc");
  WriteFile(dir / "million.pdf", std::string(1'000'000, 'a'));
  EXPECT_EQ(HexOf(dir / "empty.pdf"), "e3b0c44298fc1c149afbf4c8996fb924");
  EXPECT_EQ(HexOf(dir / "abc.pdf"), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(HexOf(dir / "million.pdf"), "cdc76e5c9914fb9281a1c7e284d73e67");
}

TEST(Hash, LeavesTheDescriptorAtTheBeginning) {
  const TempDir dir;
  WriteFile(dir / "a.pdf", "abc");
  const auto file = OpenedFile::Open((dir / "a.pdf").string());
  ASSERT_TRUE(file);
  ASSERT_TRUE(HashContent(*file, nullptr));
  EXPECT_EQ(lseek(file->fd(), 0, SEEK_CUR), 0);
}

TEST(Hash, OfAPath) {
  EXPECT_EQ(HashOfPath("/a.pdf"), HashOfPath("/a.pdf"));
  EXPECT_NE(HashOfPath("/a.pdf"), HashOfPath("/b.pdf"));
  const TempDir dir;
  WriteFile(dir / "x", "path:/a.pdf");
  EXPECT_EQ(HexOf(dir / "x"), HashOfPath("/a.pdf").Hex());
}

TEST(Open, OnlyRegularFiles) {
  const TempDir dir;
  ASSERT_EQ(mkfifo((dir / "fifo.pdf").c_str(), 0600), 0);
  WriteFile(dir / "a.pdf", "");
  fs::create_symlink(dir / "a.pdf", dir / "link.pdf");
  EXPECT_EQ(HexOf(dir / "fifo.pdf"), "not a regular file");  // and does not hang
  EXPECT_EQ(HexOf(dir.path()), "not a regular file");
  EXPECT_EQ(OpenedFile::Open((dir / "link.pdf").string()).error().code, ErrorCode::kIo);
  EXPECT_EQ(OpenedFile::Open((dir / "none.pdf").string()).error().code, ErrorCode::kNotFound);
}

TEST(Open, NothingLargerThanTheLimit) {
  const TempDir dir;
  WriteFile(dir / "sparse.pdf", "");
  fs::resize_file(dir / "sparse.pdf", kMaxFileSize + 1);
  EXPECT_EQ(HexOf(dir / "sparse.pdf"), "larger than 2 GiB, not read");
}

TEST(Open, SeesThatSomebodyWrites) {
  const TempDir dir;
  WriteFile(dir / "a.pdf", "one");
  const auto file = OpenedFile::Open((dir / "a.pdf").string());
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->IsAsOpened());
  fs::rename(dir / "a.pdf", dir / "b.pdf");  // the bytes are the same
  EXPECT_TRUE(file->IsAsOpened());
  std::ofstream(dir / "b.pdf", std::ios::app) << "more";
  EXPECT_FALSE(file->IsAsOpened());
}

TEST(Open, PathsLongerThanTheKernelTakes) {
  const TempDir dir;
  const std::string name(200, 'd');
  std::string path = dir.path().string();
  int folder = open(path.c_str(), O_DIRECTORY | O_RDONLY);
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(mkdirat(folder, name.c_str(), 0700), 0);
    const int next = openat(folder, name.c_str(), O_DIRECTORY | O_RDONLY);
    close(folder);
    folder = next;
    path += "/" + name;
  }
  const int file = openat(folder, "a.pdf", O_CREAT | O_WRONLY, 0600);
  ASSERT_EQ(write(file, "abc", 3), 3);
  close(file);
  close(folder);
  EXPECT_EQ(HexOf(path + "/a.pdf"), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(OpenedFile::Open(path + "/b.pdf").error().code, ErrorCode::kNotFound);
}

TEST(Hash, StopsWhenTold) {
  const TempDir dir;
  WriteFile(dir / "large.pdf", "");
  fs::resize_file(dir / "large.pdf", kMaxFileSize);  // sparse: seconds to read
  const auto file = OpenedFile::Open((dir / "large.pdf").string());
  ASSERT_TRUE(file);
  const auto hash = HashContent(*file, [] { return true; });
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().code, ErrorCode::kInterrupted);
}

}  // namespace
}  // namespace rsearch
