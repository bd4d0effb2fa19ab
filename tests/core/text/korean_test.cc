#include "core/text/korean.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace rsearch {
namespace {

struct StemCase {
  std::string_view word, stem;
};

class KoreanStemTest : public testing::TestWithParam<StemCase> {};

TEST_P(KoreanStemTest, Stems) {
  EXPECT_EQ(KoreanStem(GetParam().word), GetParam().stem);
}

INSTANTIATE_TEST_SUITE_P(Longest, KoreanStemTest,
                         testing::Values(StemCase{"모델에서는", "모델"},
                                         StemCase{"모델에서", "모델"},
                                         StemCase{"학습으로부터의", "학습"},
                                         StemCase{"모델입니다", "모델"}));
INSTANTIATE_TEST_SUITE_P(Sound, KoreanStemTest,
                         testing::Values(StemCase{"모델은", "모델"}, StemCase{"구조는", "구조"},
                                         StemCase{"구조은", "구조은"},  // 은 follows no vowel
                                         StemCase{"모델는", "모델는"},  // nor 는 a consonant
                                         StemCase{"모델로", "모델"},    // 로 behind ㄹ
                                         StemCase{"학습로", "학습로"},  // not behind ㅂ
                                         StemCase{"국가", "국가"}, StemCase{"결과", "결과"}));
INSTANTIATE_TEST_SUITE_P(ShortestStem, KoreanStemTest,
                         testing::Values(StemCase{"온도", "온도"}, StemCase{"도로", "도로"},
                                         StemCase{"회의", "회의"}, StemCase{"회의의", "회의"},
                                         StemCase{"나는", "나"}, StemCase{"는", "는"},
                                         StemCase{"에서는", "에서"}, StemCase{"", ""}));
INSTANTIATE_TEST_SUITE_P(Rounds, KoreanStemTest,
                         testing::Values(StemCase{"연구자들에게까지도", "연구자"},
                                         StemCase{"방법들에서의", "방법"},
                                         // three rounds (도, 만, 까지), the fourth is left
                                         StemCase{"모델들까지만도", "모델"},
                                         StemCase{"모델만만만만", "모델만"}));
INSTANTIATE_TEST_SUITE_P(NotEndings, KoreanStemTest,
                         testing::Values(StemCase{"학습한", "학습한"},  // 한 is listed as P
                                         StemCase{"학습하는", "학습하"},
                                         StemCase{"ᄏᄏᄏ", "ᄏᄏᄏ"}, StemCase{"ᄏᄏ은", "ᄏᄏ"},
                                         StemCase{"abcd", "abcd"}));

TEST(KoreanParticle, OnlyWholeParticles) {
  for (const std::string_view particle : {"는", "을", "에서는", "으로부터", "하는", "한", "입니다"})
    EXPECT_TRUE(IsKoreanParticle(particle)) << particle;
  for (const std::string_view word : {"기반", "모델은", "년", "", "a", "abc"})
    EXPECT_FALSE(IsKoreanParticle(word)) << word;
}

}  // namespace
}  // namespace rsearch
