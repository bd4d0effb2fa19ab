#include "indexer/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/claims.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

ContentHash HashOf(unsigned char byte) {
  std::array<unsigned char, ContentHash::kSize> bytes{};
  bytes.fill(byte);
  return ContentHash(bytes);
}
const ContentHash kOne = HashOf(1), kTwo = HashOf(2);

std::vector<std::string> PathsOf(const Ledger& ledger, const ContentHash& hash) {
  std::vector<std::string> paths;
  if (const DeckFiles* deck = ledger.Find(hash))
    for (const FileEntry& file : deck->files)
      paths.push_back(file.path);
  return paths;
}

Ledger WithFiles(const std::vector<std::string>& one, const std::vector<std::string>& two) {
  DeckFiles first;
  DeckFiles second;
  first.hash = kOne;
  second.hash = kTwo;
  for (const std::string& path : one)
    first.files.push_back({path, {1, 1}});
  for (const std::string& path : two)
    second.files.push_back({path, {2, 2}});
  return Ledger({first, second});
}

TEST(Ledger, KnowsWhatWasStored) {
  Ledger ledger = WithFiles({"/a", "/b"}, {"/c"});
  EXPECT_EQ(ledger.Files().size(), 3U);
  EXPECT_THAT(PathsOf(ledger, kOne), ElementsAre("/a", "/b"));
  EXPECT_FALSE(ledger.HasChanges());
  EXPECT_EQ(ledger.Find(HashOf(3)), nullptr);
}

TEST(Ledger, APathHasOneContent) {
  Ledger ledger = WithFiles({"/a", "/b"}, {"/c"});
  ledger.Assign({"/b", {2, 2}}, kTwo);
  EXPECT_THAT(PathsOf(ledger, kOne), ElementsAre("/a"));
  EXPECT_THAT(PathsOf(ledger, kTwo), ElementsAre("/b", "/c"));
  EXPECT_THAT(ledger.TakeChanged(), UnorderedElementsAre(kOne, kTwo));
  EXPECT_THAT(ledger.TakeChanged(), IsEmpty());
}

TEST(Ledger, ANewStampIsAChange) {
  Ledger ledger = WithFiles({"/a"}, {});
  ledger.Assign({"/a", {1, 99}}, kOne);
  EXPECT_EQ(ledger.Find(kOne)->files.at(0).stamp.mtime_ns, 99);
  EXPECT_THAT(ledger.TakeChanged(), ElementsAre(kOne));
}

TEST(Ledger, ForgottenFilesLeaveTheirContentBehind) {
  Ledger ledger = WithFiles({"/a"}, {"/c"});
  ledger.Forget("/a");
  ledger.Forget("/never known");
  EXPECT_THAT(ledger.TakeChanged(), ElementsAre(kOne));
  EXPECT_THAT(PathsOf(ledger, kOne), IsEmpty());
  ASSERT_NE(ledger.Find(kOne), nullptr);
  ledger.Erase(kOne);
  EXPECT_EQ(ledger.Find(kOne), nullptr);
}

TEST(Ledger, NamesSwapped) {
  Ledger ledger = WithFiles({"/a"}, {"/b"});
  ledger.Assign({"/a", {2, 2}}, kTwo);
  ledger.Assign({"/b", {1, 1}}, kOne);
  EXPECT_THAT(PathsOf(ledger, kOne), ElementsAre("/b"));
  EXPECT_THAT(PathsOf(ledger, kTwo), ElementsAre("/a"));
}

TEST(Ledger, RepairsAPathWithTwoContents) {
  Ledger ledger = WithFiles({"/a", "/b"}, {"/a"});
  EXPECT_THAT(PathsOf(ledger, kOne), ElementsAre("/b"));
  EXPECT_THAT(PathsOf(ledger, kTwo), ElementsAre("/a"));
  EXPECT_TRUE(ledger.HasChanges());
}

TEST(Claims, AContentIsExtractedOnce) {
  ContentClaims claims({kOne});
  EXPECT_FALSE(claims.Claim(kOne, false));  // stored
  EXPECT_TRUE(claims.Claim(kTwo, false));
  EXPECT_FALSE(claims.Claim(kTwo, false));  // being extracted
  EXPECT_TRUE(claims.Claim(kOne, true));    // stored, but of another extractor
  EXPECT_FALSE(claims.Claim(kOne, true));
}

TEST(Claims, AbandonedContentIsFree) {
  ContentClaims claims({});
  EXPECT_TRUE(claims.Claim(kOne, false));
  claims.Abandon(kOne);
  EXPECT_TRUE(claims.Claim(kOne, false));
}

TEST(Claims, NothingIsRetiredThatIsStillWanted) {
  ContentClaims claims({kOne});
  EXPECT_FALSE(claims.Claim(kOne, false));
  EXPECT_FALSE(claims.Retire(kOne));
  claims.Settle(kOne);
  EXPECT_TRUE(claims.Retire(kOne));
  EXPECT_TRUE(claims.Claim(kOne, false));  // and must be extracted from now on
}

}  // namespace
}  // namespace rsearch
