#include "query/complete.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/small_index.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

std::vector<SmallDeck> Decks() {
  PageFacts vision{1,      "review",        "ko", "RKD",    "Computer Vision",
                   "CVPR", {"Wonpyo Park"}, 2019, 20210106, {"arxiv:1904.05068"},
                   {}};
  PageFacts graphs{1,
                   "paper",
                   "en",
                   "GAT",
                   "GNN",
                   "Tech report",
                   {"Petar Veličković"},
                   2018,
                   20180400,
                   {},
                   {"doi:10.1109/5.771073"}};
  PageFacts odd{1, "review", "en", "", "a \"quoted\" field", "", {}, 0, 20190000, {}, {}};
  return {{"rkd.pdf", vision, {{"distillation"}}},
          {"gat.pdf", graphs, {{"attention"}}},
          {"odd.pdf", odd, {{"text"}}}};
}

class CompleteQueryTest : public ::testing::Test {
 protected:
  std::vector<std::string> Complete(const std::string& query) {
    return CompleteQuery(query, &index_);
  }

  SmallIndex small_{Decks()};
  IndexReader index_ = *IndexReader::Open(small_.folder());
};

TEST_F(CompleteQueryTest, NamesAndValuesOfTheLastWord) {
  struct Case {
    const char* query;
    std::vector<std::string> words;
  };
  for (const Case& c : {
           Case{"ye", {"year:"}},
           Case{"gnn fi", {"field:", "file:"}},
           Case{"FI", {"field:", "file:"}},
           Case{"gnn", {}},
           Case{"kind:", {"kind:review", "kind:paper", "kind:trends"}},
           Case{"kind:P", {"kind:paper"}},
           Case{"-lang:", {"-lang:ko", "-lang:en", "-lang:mixed"}},
           Case{"x in:", {"in:title", "in:caption", "in:refs"}},
           Case{"year:", {"year:2018", "year:2019"}},
           Case{"(year:2019", {"(year:2019"}},
           Case{"year:2018..", {"year:2018..2018", "year:2018..2019"}},
           Case{"month:", {"month:2018-04", "month:2021-01"}},
           Case{"date:2021", {"date:2021-01", "date:2021-01-06"}},
           Case{"field:", {"field:\"Computer Vision\"", "field:GNN"}},
           Case{"field:comp", {"field:\"Computer Vision\""}},
           Case{"year:2019 field:\"computer v", {"field:\"Computer Vision\""}},
           Case{"venue:", {"venue:CVPR", "venue:\"Tech report\""}},
           Case{"author:ve", {"author:veličković"}},
           Case{"author:P", {"author:park", "author:petar"}},
           Case{"arxiv:19", {"arxiv:1904.05068"}},
           Case{"doi:", {"doi:10.1109/5.771073"}},
           Case{"title:", {}},
           Case{"page:", {}},
           Case{"yaer:", {}},
           Case{"http://", {}},
           Case{"a\"b c", {}},
           Case{"\xFF:\xFF", {}},
       }) {
    EXPECT_THAT(Complete(c.query), ElementsAreArray(c.words)) << c.query;
  }
  EXPECT_EQ(Complete("").size(), 15U) << "every field";
  EXPECT_EQ(Complete("gnn -").size(), 15U);
}

TEST(CompleteQuery, WithoutAnIndexWhatIsAlwaysThere) {
  EXPECT_THAT(CompleteQuery("ye", nullptr), ElementsAre("year:"));
  EXPECT_THAT(CompleteQuery("lang:k", nullptr), ElementsAre("lang:ko"));
  EXPECT_THAT(CompleteQuery("year:", nullptr), IsEmpty());
}

TEST(CompleteQuery, IsBounded) {
  PageFacts facts;
  for (int i = 0; i < 300; ++i)
    facts.authors.push_back("author" + std::string(1, static_cast<char>('a' + i % 26)) +
                            std::string(1, static_cast<char>('a' + i / 26)));
  SmallIndex small({{"a.pdf", facts, {{"text"}}}});
  IndexReader index = *IndexReader::Open(small.folder());
  EXPECT_EQ(CompleteQuery("author:", &index).size(), kMaxCompletions);
}

}  // namespace
}  // namespace rsearch
