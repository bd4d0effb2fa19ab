#include "core/text/english.h"

#include <gtest/gtest.h>

#include <string>

namespace rsearch {
namespace {

TEST(EnglishStemmer, Stems) {
  EnglishStemmer stemmer;
  EXPECT_EQ(stemmer.Stem("distillation"), "distil");
  EXPECT_EQ(stemmer.Stem("distilled"), "distil");
  EXPECT_EQ(stemmer.Stem("networks"), "network");
  EXPECT_EQ(stemmer.Stem("école"), "école");
  EXPECT_EQ(stemmer.Stem(""), "");
}

TEST(EnglishStemmer, SignsBelongToSingleLettersOnly) {
  EnglishStemmer stemmer;
  EXPECT_EQ(stemmer.Stem("c++"), "c++");
  EXPECT_EQ(stemmer.Stem("c#"), "c#");
  EXPECT_EQ(stemmer.Stem("means++"), "mean");
}

TEST(EnglishStemmer, AnswersTheSameWhenTheCacheOverflows) {
  EnglishStemmer stemmer;
  for (int i = 0; i < 100'000; ++i) {
    const std::string word = "w" + std::to_string(i);
    ASSERT_EQ(stemmer.Stem(word), word);
    ASSERT_EQ(stemmer.Stem("networks"), "network");
  }
}

}  // namespace
}  // namespace rsearch
