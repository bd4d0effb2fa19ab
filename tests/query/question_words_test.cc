#include "query/question_words.h"

#include <gtest/gtest.h>

#include "tests/query/map_vocabulary.h"

namespace rsearch {
namespace {

TEST(IsQuestionWord, WordsThatAsk) {
  for (const char* word :
       {"왜",     "차이",       "차이점", "차이가", "방법은", "뭔가요",  "어떻게",
        "하나요", "무엇인가",   "의미",   "논문",   "what",   "What",    "HOW",
        "does",   "difference", "the",    "papers", "vs",     "ｗｈａｔ"})
    EXPECT_TRUE(IsQuestionWord(OneWord(word))) << word;
}

TEST(IsQuestionWord, WordsThatName) {
  for (const char* word : {"지식", "증류", "차원", "하나님", "방법론", "모델", "distillation",
                           "attention", "whatever", "workshop", "doe", "differ", "2015", "我"})
    EXPECT_FALSE(IsQuestionWord(OneWord(word))) << word;
}

// English words are listed in the forms that ask: "meaning" asks, "meanings" may be a topic.
TEST(IsQuestionWord, EnglishWordsAskAsTheyStand) {
  EXPECT_TRUE(IsQuestionWord(OneWord("meaning")));
  EXPECT_FALSE(IsQuestionWord(OneWord("meanings")));
}

}  // namespace
}  // namespace rsearch
