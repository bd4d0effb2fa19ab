#include "rsearch/amounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace rsearch {
namespace {

using ::testing::ElementsAre;

DeckFiles Files(FileStatus status, std::size_t count) {
  DeckFiles files;
  files.status = status;
  for (std::size_t i = 0; i < count; ++i)
    files.files.push_back({"/" + std::to_string(i), {}});
  return files;
}

DeckRecord Pages(std::uint32_t indexed, std::uint32_t textless, std::uint32_t unread) {
  DeckRecord deck;
  deck.indexed_pages = indexed;
  deck.textless_pages = textless;
  deck.unread_pages = unread;
  return deck;
}

TEST(Amounts, AreSpreadOverBinaryDigits) {
  EXPECT_THAT(AmountTerms(AmountsOf(Files(FileStatus::kOk, 1), Pages(20, 0, 0))),
              ElementsAre("Xfiles.ok:0"));
  EXPECT_THAT(AmountTerms(AmountsOf(Files(FileStatus::kTimeout, 3), Pages(7, 5, 1 << 15))),
              ElementsAre("Xfiles.timeout:0", "Xfiles.timeout:1", "Xpartly_read:0",
                          "Xpartly_read:1", "Xtextless:0", "Xtextless:2", "Xunread:15"));
}

TEST(Amounts, AddUpOverDecks) {
  std::map<std::string, std::uint64_t> decks;  // that have a term, as an index counts them
  for (const Amounts& deck : {AmountsOf(Files(FileStatus::kOk, 1), Pages(20, 3, 0)),
                              AmountsOf(Files(FileStatus::kOk, 2), Pages(9, 0, 0)),
                              AmountsOf(Files(FileStatus::kNoText, 1), Pages(1, 40, 0)),
                              AmountsOf(Files(FileStatus::kLocked, 1), Pages(0, 0, 0)),
                              AmountsOf(Files(FileStatus::kPartial, 5), Pages(30, 7, 11)),
                              AmountsOf(Files(FileStatus::kSkipped, 1), Pages(0, 0, 0))})
    for (const std::string& term : AmountTerms(deck))
      ++decks[term];
  Amounts sum;
  for (const auto& [term, count] : decks)
    AddAmount(term, count, &sum);
  EXPECT_EQ(sum.AllFiles(), 11U);
  EXPECT_EQ(sum.FailedFiles(), 6U);
  EXPECT_EQ(sum.partly_read, 5U);
  EXPECT_EQ(sum.Files(FileStatus::kSkipped), 1U);
  EXPECT_EQ(sum.textless_pages, 50U);
  EXPECT_EQ(sum.unread_pages, 11U);
}

TEST(Amounts, OtherTermsSayNothing) {
  Amounts sum;
  for (const char* term : {"", "X", "X:", "Xtextless", "Xtextless:", "Xtextless:x", "Xtextless:99",
                           "Xtextless:-1", "Xfiles.odd:0", "Ytextless:0", "Xother:1"})
    AddAmount(term, 7, &sum);
  EXPECT_EQ(sum, Amounts{});
}

}  // namespace
}  // namespace rsearch
