#include "indexer/catalogues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/scan.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string ListOf(const std::string& title) {
  return "- " + title + "\n    - [Original Paper Link](https://arxiv.org/abs/1904.05068)\n";
}

// "README.md: Cats, Dogs"
std::vector<std::string> Lines(const CatalogueRefresh& refresh) {
  std::vector<std::string> lines;
  for (const Catalogue& catalogue : refresh.catalogues) {
    std::string line = fs::path(catalogue.path).filename().string() + ":";
    for (const CatalogueEntry& entry : catalogue.entries)
      line += " " + entry.title;
    lines.push_back(line);
  }
  return lines;
}

class CataloguesTest : public ::testing::Test {
 protected:
  CatalogueRefresh Refresh(const std::vector<Catalogue>& stored, bool again = false) {
    const auto scan = ScanRoot({dir_.path().string(), {}}, nullptr);
    EXPECT_TRUE(scan);
    return RefreshCatalogues(
        stored, scan->catalogues, [this](std::string_view path) { return path == unseen_; }, again);
  }
  TempDir dir_;
  std::string unseen_;
};

TEST_F(CataloguesTest, AreReadOnceAndAgainWhenTheyChange) {
  WriteFile(dir_ / "README.md", ListOf("Cats"));
  WriteFile(dir_ / "b/NOTES.MD", "Nothing listed here.\n");
  const CatalogueRefresh first = Refresh({});
  EXPECT_TRUE(first.changed);
  EXPECT_THAT(Lines(first), ElementsAre("README.md: Cats", "NOTES.MD:"));
  EXPECT_FALSE(Refresh(first.catalogues).changed);
  // Not looked into while size and time are the same.
  std::vector<Catalogue> other = first.catalogues;
  other[0].entries[0].title = "Other";
  EXPECT_THAT(Lines(Refresh(other)), ElementsAre("README.md: Other", "NOTES.MD:"));
  EXPECT_THAT(Lines(Refresh(other, true)), ElementsAre("README.md: Cats", "NOTES.MD:"));
  WriteFile(dir_ / "README.md", ListOf("Cats and Dogs"));
  const CatalogueRefresh second = Refresh(first.catalogues);
  EXPECT_TRUE(second.changed);
  EXPECT_THAT(Lines(second), ElementsAre("README.md: Cats and Dogs", "NOTES.MD:"));
}

TEST_F(CataloguesTest, OneThatIsGoneIsForgottenOneNobodyLookedForIsKept) {
  const std::vector<Catalogue> stored = {{"/elsewhere/README.md", {}, {}}};
  EXPECT_THAT(Refresh(stored).catalogues, IsEmpty());
  unseen_ = "/elsewhere/README.md";
  EXPECT_THAT(Refresh(stored).catalogues, SizeIs(1));
  EXPECT_FALSE(Refresh(stored).changed);
}

TEST_F(CataloguesTest, OneThatCannotBeReadIsToldAndKept) {
  WriteFile(dir_ / "README.md", ListOf("Cats"));
  const CatalogueRefresh first = Refresh({});
  WriteFile(dir_ / "README.md", ListOf("Cats and Dogs"));
  fs::permissions(dir_ / "README.md", fs::perms::none);
  ObeyPermissions();
  const CatalogueRefresh second = Refresh(first.catalogues);
  EXPECT_THAT(Lines(second), ElementsAre("README.md: Cats"));
  ASSERT_THAT(second.errors, SizeIs(1));
  EXPECT_THAT(second.errors[0].message, HasSubstr("README.md"));
}

TEST_F(CataloguesTest, AnEndlessOneIsNotRead) {
  WriteFile(dir_ / "README.md", ListOf("Cats"));
  fs::resize_file(dir_ / "README.md", static_cast<std::uintmax_t>(kMaxCatalogueSize) + 1);
  EXPECT_THAT(Lines(Refresh({})), ElementsAre("README.md:"));
}

}  // namespace
}  // namespace rsearch
