#include "query/index_vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Terms = std::vector<std::pair<std::string, std::uint32_t>>;

class IndexVocabularyTest : public ::testing::Test {
 protected:
  IndexVocabularyTest() {
    AddPage({"alpha", "alps", "Zalp", "S지식"});
    AddPage({"alpha", "beta", "S지도", "S지식"});
  }

  void AddPage(const std::vector<std::string>& terms) {
    Xapian::Document page;
    for (const std::string& term : terms)
      page.add_term(term, 3);  // how often a page has it does not count
    database_.add_document(page);
  }

  [[nodiscard]] Terms TermsOf(std::string_view prefix, std::string_view from,
                              std::size_t limit = 100) const {
    Terms terms;
    vocabulary_.ForEach(prefix, from, [&](std::string_view term, std::uint32_t frequency) {
      terms.emplace_back(term, frequency);
      return terms.size() < limit;
    });
    return terms;
  }

  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
  IndexVocabulary vocabulary_{database_};
};

TEST_F(IndexVocabularyTest, CountsPages) {
  EXPECT_EQ(vocabulary_.Frequency("alpha"), 2U);
  EXPECT_EQ(vocabulary_.Frequency("S지도"), 1U);
  EXPECT_EQ(vocabulary_.Frequency("gamma"), 0U);
  EXPECT_EQ(vocabulary_.Frequency(""), 0U) << "Xapian would say: every page";
}

TEST_F(IndexVocabularyTest, RemembersWhatItWasAsked) {
  EXPECT_EQ(vocabulary_.Frequency("beta"), 1U);
  EXPECT_EQ(vocabulary_.Frequency("gamma"), 0U);
  AddPage({"beta", "gamma", "delta"});
  EXPECT_EQ(vocabulary_.Frequency("beta"), 1U);
  EXPECT_EQ(vocabulary_.Frequency("gamma"), 0U);
  EXPECT_EQ(vocabulary_.Frequency("delta"), 1U);
}

TEST_F(IndexVocabularyTest, VisitsTermsInByteOrder) {
  EXPECT_THAT(TermsOf("al", "al"), ElementsAre(Pair("alpha", 2), Pair("alps", 1)));
  EXPECT_THAT(TermsOf("al", "alpi"), ElementsAre(Pair("alps", 1)));
  EXPECT_THAT(TermsOf("al", "a"), ElementsAre(Pair("alpha", 2), Pair("alps", 1)))
      << "the prefix counts, however early it is to begin";
  EXPECT_THAT(TermsOf("S지", "S지"), ElementsAre(Pair("S지도", 1), Pair("S지식", 2)));
  EXPECT_THAT(TermsOf("al", "am"), IsEmpty());
  EXPECT_THAT(TermsOf("q", "q"), IsEmpty());
}

TEST_F(IndexVocabularyTest, StopsWhenTold) {
  EXPECT_THAT(TermsOf("al", "al", 1), ElementsAre(Pair("alpha", 2)));
}

}  // namespace
}  // namespace rsearch
