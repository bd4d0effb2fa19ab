#include "query/index_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "rsearch/schema.h"
#include "tests/query/page_terms.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IndexValues : public ::testing::Test {
 protected:
  void Add(const PageFacts& facts) {
    Xapian::Document page = PageDocument({"text"}, &analyzer_);
    AddFacts(facts, &analyzer_, &page);
    database_.add_document(page);
  }

  Analyzer analyzer_ = std::move(*Analyzer::Create());
  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
};

TEST_F(IndexValues, EachOnceAscending) {
  PageFacts facts;
  for (const auto& [field, year] : {std::pair{"NLP", 2021U}, {"GNN", 2019U}, {"NLP", 2021U}}) {
    facts.field = field;
    facts.year = year;
    Add(facts);
  }
  Add({});  // nothing is known of it
  EXPECT_THAT(ValuesInSlot(database_, schema::kSlotField), ElementsAre("GNN", "NLP"));
  EXPECT_THAT(NumbersInSlot(database_, schema::kSlotYear), ElementsAre(2019, 2021));
  EXPECT_THAT(ValuesInSlot(database_, schema::kSlotVenue), IsEmpty());
  EXPECT_THAT(NumbersInSlot(database_, schema::kSlotDate), IsEmpty());
}

TEST_F(IndexValues, TermsThatBeginSo) {
  PageFacts facts;
  facts.authors = {"Geoffrey Hinton", "Hin Lee", "Jeff Dean"};
  Add(facts);
  EXPECT_THAT(TermsFrom(database_, "A", "", 9),
              ElementsAre("dean", "geoffrey", "hin", "hinton", "jeff", "lee"));
  EXPECT_THAT(TermsFrom(database_, "A", "hin", 9), ElementsAre("hin", "hinton"));
  EXPECT_THAT(TermsFrom(database_, "A", "", 2), ElementsAre("dean", "geoffrey"));
}

}  // namespace
}  // namespace rsearch
