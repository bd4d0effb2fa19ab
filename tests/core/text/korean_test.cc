#include "core/text/korean.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

struct Case {
  const char* word;
  const char* stem;
};

class KoreanStemTest : public ::testing::TestWithParam<Case> {};

TEST_P(KoreanStemTest, CutsWhatMayBeCut) {
  EXPECT_EQ(KoreanStem(GetParam().word), GetParam().stem);
}

INSTANTIATE_TEST_SUITE_P(
    Endings, KoreanStemTest,
    ::testing::Values(Case{"모델", "모델"}, Case{"모델은", "모델"}, Case{"모델을", "모델"},
                      Case{"모델의", "모델"}, Case{"모델들에서는", "모델"},
                      Case{"학습에서의", "학습"}, Case{"딥러닝으로부터", "딥러닝"},
                      // 는/를/가 need a vowel before them, 은/을/이 a consonant.
                      Case{"구조를", "구조"}, Case{"모델를", "모델를"}, Case{"구조을", "구조을"},
                      // 로 follows a vowel or ㄹ.
                      Case{"모델로", "모델"}, Case{"결과로", "결과"}, Case{"학습로", "학습로"},
                      // Short words keep what could be an ending.
                      Case{"차이", "차이"}, Case{"의", "의"}, Case{"나", "나"},
                      // Cut wrongly, but alike in page and query.
                      Case{"고양이", "고양"},
                      // Not all syllables: left alone.
                      Case{"ㅋㅋ는", "ㅋㅋ는"}, Case{"", ""}));

TEST(Korean, ParticlesThatMayBeGluedToOtherScripts) {
  EXPECT_TRUE(IsParticle("는"));
  EXPECT_TRUE(IsParticle("에서"));
  EXPECT_FALSE(IsParticle("기반"));
  EXPECT_FALSE(IsParticle(""));
}

TEST(Korean, Syllables) {
  EXPECT_TRUE(IsSyllables("가힣"));
  EXPECT_FALSE(IsSyllables("가a"));
  EXPECT_FALSE(IsSyllables("\u3131\u3131"));  // compatibility jamo
  EXPECT_FALSE(IsSyllables("\u1100\u1161"));  // conjoining jamo
}

}  // namespace
}  // namespace rsearch
