#include "rsearch/language.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

struct Row {
  std::string text;
  std::string name;
};

TEST(Language, IsTheShareOfHangulAmongLetters) {
  const std::vector<Row> rows = {
      {"", ""},
      {"12.5 % → 0.3, ∑ α β", ""},
      {"我愛你", ""},  // neither
      {"\xFF\xFE\xEA\xB0", ""},
      {"We study rivers of noise.", "en"},
      {"Über die Gewißheit", "en"},
      {"강의 소음을 두 번 잰다.", "ko"},
      {"강", "ko"},
      {"이 모델은 배치 정규화와 dropout을 함께 써서 과적합을 줄인다", "ko"},
      {"Transformer의 encoder는 self-attention과 feed-forward layer로 구성", "mixed"},
      {"Contents 목차", "mixed"},
      // The speaker's name below an English title does not make a slide Korean.
      {"Scaling Rivers of Noise with Symmetric Splitting, Kim and Okafor 홍길", "en"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Name(LanguageOf(row.text)), row.name) << row.text;
}

// 2.5 letters a syllable: 4 of them weigh 10 letters.
TEST(Language, SharesAtTheBounds) {
  const std::string syllables = "가나다라";
  EXPECT_EQ(LanguageOf(syllables + std::string(91, 'x')), Language::kEnglish);  // .099
  EXPECT_EQ(LanguageOf(syllables + std::string(90, 'x')), Language::kMixed);    // .1
  EXPECT_EQ(LanguageOf(syllables + std::string(5, 'x')), Language::kMixed);     // .67
  EXPECT_EQ(LanguageOf(syllables + std::string(4, 'x')), Language::kKorean);    // .71
}

}  // namespace
}  // namespace rsearch
