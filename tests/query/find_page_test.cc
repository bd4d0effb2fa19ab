#include "query/find_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ParsePageName, FileAndPage) {
  const auto name = ParsePageName("a:b/c d.pdf:12");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->file, "a:b/c d.pdf");
  EXPECT_EQ(name->page, 12U);
  for (const char* bad : {"", "a.pdf", "a.pdf:", ":3", "a.pdf:0", "a.pdf:-1", "a.pdf:1x",
                          "a.pdf:99999999999", "a.pdf: 1"}) {
    const auto error = ParsePageName(bad);
    ASSERT_FALSE(error) << bad;
    EXPECT_THAT(error.error().message, HasSubstr("FILE:PAGE")) << bad;
  }
}

constexpr const char* kComposed = "/r/\uAC00.pdf";          // 가
constexpr const char* kDecomposed = "/r/\u1100\u1161.pdf";  // the same in two parts

TEST(MatchingFiles, AsTheShellAndThePersonNameThem) {
  const std::vector<std::string> paths = {"/r/2019/BERT.pdf", "/r/2020/BERT.pdf", "/r/GPT.pdf",
                                          "/r/x/GPT.pdf", kDecomposed};
  const auto matching = [&](const std::string& file, const std::string& folder = "/home") {
    return MatchingFiles(file, folder, paths);
  };
  EXPECT_THAT(matching("/r/GPT.pdf"), ElementsAre(2U));
  EXPECT_THAT(matching("GPT.pdf", "/r"), ElementsAre(2U)) << "the one that is there";
  EXPECT_THAT(matching("../x/./GPT.pdf", "/r/2019"), ElementsAre(3U));
  EXPECT_THAT(matching("2019/BERT.pdf"), ElementsAre(0U));
  EXPECT_THAT(matching("./2019/BERT.pdf"), ElementsAre(0U));
  EXPECT_THAT(matching("BERT.pdf"), ElementsAre(0U, 1U));
  EXPECT_THAT(matching("ERT.pdf"), IsEmpty()) << "whole names only";
  EXPECT_THAT(matching("/r"), IsEmpty());
  EXPECT_THAT(matching(kComposed), ElementsAre(4U));
  EXPECT_THAT(matching("\uAC00.pdf"), ElementsAre(4U));
}

TEST(MatchingFiles, NamesThatDifferOnlyInCompositionAreToldApart) {
  const std::vector<std::string> paths = {kComposed, kDecomposed};
  EXPECT_THAT(MatchingFiles(kDecomposed, "/", paths), ElementsAre(1U));
  EXPECT_THAT(MatchingFiles("\u1100\u1161.pdf", "/x", paths), ElementsAre(1U));
}

TEST(MatchingFiles, ThroughALink) {
  const testing::TempDir dir;
  testing::WriteFile(dir / "real/a.pdf", "");
  std::filesystem::create_directory_symlink(dir / "real", dir / "link");
  const std::string real = std::filesystem::canonical(dir / "real/a.pdf").string();
  EXPECT_THAT(MatchingFiles("link/a.pdf", dir.path().string(), {real}), ElementsAre(0U));
}

}  // namespace
}  // namespace rsearch
