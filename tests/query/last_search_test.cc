#include "query/last_search.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

SearchResult TwoHits() {
  SearchResult result;
  result.query = "지식 증류";
  result.hits.resize(2);
  result.hits[0].rank = 11;
  result.hits[0].path = "/r/a\nb\xFF.pdf";
  result.hits[0].page = 3;
  result.hits[1].rank = 12;
  result.hits[1].path = "/r/c.pdf";
  result.hits[1].page = 70'000;
  return result;
}

TEST(LastSearch, ComesBackAsItWas) {
  const testing::TempDir dir;
  const auto file = dir / "state/rsearch/last-search";
  Remember(WhatWasShown(TwoHits()), file);
  const auto last = ReadLastSearch(file);
  ASSERT_TRUE(last) << last.error().message;
  EXPECT_EQ(last->query, "지식 증류");
  ASSERT_EQ(last->hits.size(), 2U);
  EXPECT_EQ(last->hits[0].rank, 11U);
  EXPECT_EQ(last->hits[0].path, "/r/a\nb\xFF.pdf");
  EXPECT_EQ(last->hits[0].page, 3U);
  EXPECT_EQ(last->hits[1].page, 70'000U);
}

TEST(LastSearch, ListsCountAsSearches) {
  DeckList list;
  list.query = "증류";
  list.decks.resize(1);
  list.decks[0].rank = 5;
  list.decks[0].path = "/r/a.pdf";
  list.decks[0].page = 7;
  const LastSearch decks = WhatWasShown(list);
  EXPECT_EQ(decks.query, "증류");
  ASSERT_EQ(decks.hits.size(), 1U);
  EXPECT_EQ(decks.hits[0].rank, 5U);
  EXPECT_EQ(decks.hits[0].path, "/r/a.pdf");
  EXPECT_EQ(decks.hits[0].page, 7U);
  RelatedDecks related;
  related.related = {{"/p.pdf", 1, "", DeckKind::kPaper, HitStatus::kOk},
                     {"/r.pdf", 7, "", DeckKind::kReview, HitStatus::kOk}};
  const LastSearch counterparts = WhatWasShown(related);
  ASSERT_EQ(counterparts.hits.size(), 2U);
  EXPECT_EQ(counterparts.hits[1].rank, 2U);
  EXPECT_EQ(counterparts.hits[1].path, "/r.pdf");
  EXPECT_EQ(counterparts.hits[1].page, 7U);
}

TEST(LastSearch, ReplacesTheOneBeforeAndLeavesNothingElse) {
  const testing::TempDir dir;
  const auto file = dir / "last-search";
  Remember(WhatWasShown(TwoHits()), file);
  Remember(LastSearch{}, file);
  const auto last = ReadLastSearch(file);
  ASSERT_TRUE(last);
  EXPECT_TRUE(last->hits.empty());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1);
  struct stat status {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(LastSearch, AFolderThatCannotBeWrittenIsNoTrouble) {
  const testing::TempDir dir;
  testing::WriteFile(dir / "file", "x");
  Remember(WhatWasShown(TwoHits()), dir / "file/rsearch/last-search");
  Remember(WhatWasShown(TwoHits()), {});
  EXPECT_EQ(testing::ReadFile(dir / "file"), "x");
}

TEST(LastSearch, MissingAndForeignFilesAreTold) {
  const testing::TempDir dir;
  EXPECT_EQ(ReadLastSearch(dir / "none").error().code, ErrorCode::kNotFound);
  for (const char* bytes : {"", "something else", "rsearch last-search 1\n",
                            "rsearch last-search 1\n\x01q\xFF\xFF\xFF\xFF\xFF\xFF\x01"}) {
    testing::WriteFile(dir / "file", bytes);
    const auto last = ReadLastSearch(dir / "file");
    ASSERT_FALSE(last) << bytes;
    EXPECT_EQ(last.error().code, ErrorCode::kCorrupt);
  }
}

TEST(LastSearch, EveryTruncationIsNoticed) {
  const testing::TempDir dir;
  Remember(WhatWasShown(TwoHits()), dir / "file");
  const std::string whole = testing::ReadFile(dir / "file");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    testing::WriteFile(dir / "cut", whole.substr(0, size));
    EXPECT_FALSE(ReadLastSearch(dir / "cut")) << size;
  }
}

TEST(LastSearch, LivesInTheStateFolder) {
  setenv("XDG_STATE_HOME", "/s", 1);
  EXPECT_EQ(LastSearchFile(), "/s/rsearch/last-search");
  setenv("XDG_STATE_HOME", "relative", 1);
  setenv("HOME", "/h", 1);
  EXPECT_EQ(LastSearchFile(), "/h/.local/state/rsearch/last-search");
  unsetenv("HOME");
  EXPECT_EQ(LastSearchFile(), "");
}

}  // namespace
}  // namespace rsearch
