#include "query/like.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/query/page_terms.h"

namespace rsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

// Page n (its docid) has the text kPages[n - 1].
const std::vector<std::string> kPages = {
    // 1: the words of page 2, as many times and elsewhere
    "the student learns soft targets; the teacher gives knowledge to distil, knowledge of targets",
    // 2
    "soft targets of the teacher carry dark knowl\u00ADedge that the student learns",
    // 3
    "지식 증류는 큰 교사 모델의 지식을 작은 학생 모델로 옮기는 학습 방법",
    // 4
    "작은 모델은 학습 방법에 따라 큰 모델의 지식을 옮기는 학생, 교사 지식",
    // 5
    "the the the of of a a to to",
    // 6
    "GPT-2는 15억 개의 매개변수를 가진다",
    // 7
    "attention weights of the decoder 0.31 0.77 0.12",
};

class LikeTest : public ::testing::Test {
 protected:
  LikeTest() : analyzer_(std::move(*Analyzer::Create())) {
    for (const std::string& text : kPages)
      database_.add_document(PageDocument({.text = text}, &analyzer_));
  }

  QueryPlan Plan(const std::string& text, LikeKind kind) {
    return PlanLike(text, kind, analyzer_, database_);
  }

  // Best first.
  std::vector<unsigned> Pages(const std::string& text, LikeKind kind = LikeKind::kQuote) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(Plan(text, kind).query);
    const Xapian::MSet matches = enquire.get_mset(0, database_.get_doccount());
    return {matches.begin(), matches.end()};
  }

  std::vector<std::string> Words(const std::string& text, LikeKind kind) {
    std::vector<std::string> words;
    for (const MatchWord& word : Plan(text, kind).highlights)
      words.push_back(word.form);
    return words;
  }

  Analyzer analyzer_;
  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
};

TEST_F(LikeTest, AQuoteLeadsToThePageItIsFrom) {
  struct Case {
    const char* why;
    std::string quote;
    unsigned page;
  };
  for (const Case& c : {
           Case{"word for word", "soft targets of the teacher carry dark knowledge", 2},
           Case{"the same words elsewhere", "knowledge to distil, knowledge of targets", 1},
           Case{"a line's end where the page has none", "soft tar-\ngets of the tea-\n cher carry",
                2},
           Case{"copied with the page's hyphen", "teacher carry dark knowl- edge that", 2},
           Case{"typos", "soft tragets of the teacher carry drak knowledge", 2},
           Case{"Korean", "교사 모델의 지식을 작은 학생 모델로", 3},
           Case{"Korean, other words' order", "큰 모델의 지식을 옮기는 학생", 4},
           Case{"Korean without spaces", "교사모델의 지식을 작은학생 모델로 옮기는", 3},
           Case{"Korean with other endings and a typo", "지식 증류란 큰 교사 모댈이 지식을", 3},
           Case{"both scripts", "gpt2는 15억개의 매개 변수", 6},
           Case{"bytes that are no text", "dark \xFF\xFEknowledge\x01 that the", 2},
       })
    EXPECT_EQ(Pages(c.quote).front(), c.page) << c.why;
}

TEST_F(LikeTest, APageIsToldByWhatIsTelling) {
  const std::vector<std::string> words = Words(kPages[6], LikeKind::kPage);
  EXPECT_THAT(words, Contains("attention"));
  EXPECT_THAT(words, Not(Contains("0.31"))) << "figures of a table";
  EXPECT_THAT(Words("a 7", LikeKind::kPage), ElementsAre("a", "7")) << "unless there is no more";
  EXPECT_EQ(Pages(kPages[2], LikeKind::kPage)[1], 4U);
}

TEST_F(LikeTest, LongTextsAreBounded) {
  std::string text = "dark knowledge ";
  for (int i = 0; i < 5000; ++i) {
    text += "word";
    for (int rest = i; rest > 0; rest /= 26)
      text += static_cast<char>('a' + rest % 26);
    text += i % 7 == 0 ? "\n" : " the ";
  }
  for (const LikeKind kind : {LikeKind::kPage, LikeKind::kQuote})
    EXPECT_EQ(Plan(text, kind).highlights.size(), kLikeWords);
}

TEST_F(LikeTest, WithoutAWordThereIsNothingToSearchFor) {
  for (const std::string text : {"", " \n ", "?! …", "\xFF\xFE"})
    EXPECT_TRUE(Plan(text, LikeKind::kQuote).query.empty());
  EXPECT_THAT(Pages("zyzzyva"), ElementsAre());
}

// A plan must travel to a remote backend.
TEST_F(LikeTest, IsMadeOfWhatXapianCanSend) {
  for (const LikeKind kind : {LikeKind::kPage, LikeKind::kQuote}) {
    const Xapian::Query query = Plan(kPages[2], kind).query;
    EXPECT_EQ(Xapian::Query::unserialise(query.serialise()).get_description(),
              query.get_description());
  }
}

}  // namespace
}  // namespace rsearch
