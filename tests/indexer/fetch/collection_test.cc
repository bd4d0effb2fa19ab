#include "indexer/fetch/collection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(AddEntries, SaysWhatIsHere) {
  Catalogue catalogue;
  catalogue.entries.resize(3);
  catalogue.entries[1].title = "second";
  Collection collection;
  AddEntries(catalogue, {{std::nullopt, 7, std::nullopt}, {4, std::nullopt, std::nullopt}, {}},
             &collection);
  ASSERT_THAT(collection.entries, SizeIs(3));
  EXPECT_TRUE(collection.entries[0].original_here);
  EXPECT_FALSE(collection.entries[0].review_here);
  EXPECT_EQ(collection.entries[1].entry.title, "second");
  EXPECT_FALSE(collection.entries[1].original_here);
  EXPECT_TRUE(collection.entries[1].review_here);
  EXPECT_FALSE(collection.entries[2].original_here || collection.entries[2].review_here);

  AddEntries(catalogue, {}, &collection);
  ASSERT_THAT(collection.entries, SizeIs(6));
  EXPECT_FALSE(collection.entries[4].review_here);
}

TEST(NamesIn, AFolderThatNeedNotBeThere) {
  const TempDir dir;
  WriteFile(dir / "a.pdf", "");
  WriteFile(dir / ".hidden/b.pdf", "");
  EXPECT_THAT(*NamesIn(dir.path()), ElementsAre(".hidden", "a.pdf"));
  EXPECT_THAT(*NamesIn(dir / "none"), IsEmpty());
  const auto file = NamesIn(dir / "a.pdf");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace rsearch
