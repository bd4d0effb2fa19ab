#include "core/store/roots_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/store/layout.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using namespace std::string_view_literals;

TEST(RootsFile, IsForPeople) {
  EXPECT_EQ(FormatRoots({{"/home/me/리뷰", {"*.old", "2019/*"}}, {"/b", {}}}),
            "# The folders of this index, for `rindex rebuild`. Written by rindex.\n"
            "root /home/me/리뷰\n"
            "exclude *.old\n"
            "exclude 2019/*\n"
            "root /b\n"
            "end 9773235a\n");
}

TEST(RootsFile, AnyPathComesBack) {
  const std::vector<Root> roots = {{"/new\nline", {"\\*.pdf", " "}},
                                   {"/\xB3\xED\x01\x7F\\101", {}},
                                   {"/ends with a space ", {""}}};
  const std::vector<Root> read = ParseRoots(FormatRoots(roots));
  ASSERT_EQ(read.size(), roots.size());
  for (std::size_t i = 0; i < roots.size(); ++i) {
    EXPECT_EQ(read[i].path, roots[i].path);
    EXPECT_EQ(read[i].excludes, roots[i].excludes);
  }
}

TEST(RootsFile, WhatSaysNothingIsPassedOver) {
  const std::vector<Root> read =
      ParseRoots("exclude x\nroot relative\n\0garbage\nroot /a\nexclude y\n\nroot /b"sv);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].path, "/a");
  EXPECT_EQ(read[0].excludes, std::vector<std::string>{"y"});
  EXPECT_EQ(read[1].path, "/b");
  EXPECT_TRUE(ParseRoots("").empty());
}

TEST(RootsFile, IsWrittenWhereItSaysSomethingElse) {
  const TempDir dir;
  EXPECT_EQ(ReadRootsFile(dir.path()).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(WriteRootsFile(dir.path(), {{"/a", {}}}));
  EXPECT_EQ(ReadRootsFile(dir.path())->at(0).path, "/a");
  const auto written = std::filesystem::last_write_time(RootsPath(dir.path()));
  ASSERT_TRUE(WriteRootsFile(dir.path(), {{"/a", {}}}));
  EXPECT_EQ(std::filesystem::last_write_time(RootsPath(dir.path())), written);
}

TEST(RootsFile, WhatWasCutShortOrChangedIsNotBelieved) {
  const TempDir dir;
  const std::string text = FormatRoots({{"/a", {}}, {"/b", {}}});
  WriteFile(RootsPath(dir.path()), text);
  ASSERT_TRUE(ReadRootsFile(dir.path()));
  for (std::size_t size = 0; size < text.size(); ++size) {
    WriteFile(RootsPath(dir.path()), text.substr(0, size));
    EXPECT_EQ(ReadRootsFile(dir.path()).error().code, ErrorCode::kCorrupt) << size;
    std::string changed = text;
    changed[size] = static_cast<char>(changed[size] ^ 1);
    WriteFile(RootsPath(dir.path()), changed);
    EXPECT_EQ(ReadRootsFile(dir.path()).error().code, ErrorCode::kCorrupt) << size;
  }
}

}  // namespace
}  // namespace rsearch
