#include "rsearch/transliteration.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace rsearch {
namespace {

struct Pair {
  std::string hangul, latin;
};

// As decks write them.
const std::vector<Pair>& Loanwords() {
  static const std::vector<Pair> pairs = {
      {"그래디언트", "gradient"},
      {"그래프", "graph"},
      {"네트워크", "network"},
      {"노드", "node"},
      {"노이즈", "noise"},
      {"뉴럴", "neural"},
      {"데이터셋", "dataset"},
      {"드롭아웃", "dropout"},
      {"디노이징", "denoising"},
      {"디퓨전", "diffusion"},
      {"디스틸레이션", "distillation"},
      {"라우팅", "routing"},
      {"라플라스", "laplace"},
      {"랭귀지", "language"},
      {"러닝", "learning"},
      {"레이어", "layer"},
      {"리뷰", "review"},
      {"머신", "machine"},
      {"메커니즘", "mechanism"},
      {"모델", "model"},
      {"배깅", "bagging"},
      {"백프로퍼게이션", "backpropagation"},
      {"베이지안", "bayesian"},
      {"벡터", "vector"},
      {"부스팅", "boosting"},
      {"세그멘테이션", "segmentation"},
      {"소프트맥스", "softmax"},
      {"스케줄", "schedule"},
      {"시그모이드", "sigmoid"},
      {"시퀀스", "sequence"},
      {"아키텍처", "architecture"},
      {"알고리즘", "algorithm"},
      {"어텐션", "attention"},
      {"엔트로피", "entropy"},
      {"오토인코더", "autoencoder"},
      {"옵티마이저", "optimizer"},
      {"옵티컬", "optical"},
      {"이미지", "image"},
      {"임베딩", "embedding"},
      {"카를로", "carlo"},
      {"캐릭터", "character"},
      {"캡셔닝", "captioning"},
      {"캡슐", "capsule"},
      {"커널", "kernel"},
      {"컨볼루션", "convolution"},
      {"콘텐츠", "contents"},
      {"퀀텀", "quantum"},
      {"클러스터링", "clustering"},
      {"토큰", "token"},
      {"튜닝", "tuning"},
      {"트랜스포머", "transformer"},
      {"파라미터", "parameter"},
      {"퍼셉트론", "perceptron"},
      {"펑션", "function"},
      {"프루닝", "pruning"},
      {"플로우", "flow"},
      {"피처", "feature"},
      {"필터", "filter"},
      {"하이브리드", "hybrid"},
      {"히든", "hidden"},
  };
  return pairs;
}

const std::vector<Pair>& OtherWords() {
  static const std::vector<Pair> pairs = {
      {"벡터", "factor"},     {"모델", "module"},       {"레이어", "player"},
      {"커널", "channel"},    {"인코더", "decoder"},    {"토큰", "taken"},
      {"캡션", "capsule"},    {"어텐션", "intention"},  {"학습", "hassle"},
      {"손실", "sonsequent"}, {"문장", "monge"},        {"차원", "charge"},
      {"저주", "jury"},       {"역전파", "jeopardize"}, {"트랜스포머", "translation"},
      {"부스팅", "boost"},    {"샘플링", "sample"},
  };
  return pairs;
}

TEST(TransliterationScore, OfLoanwordsIsHigh) {
  for (const Pair& pair : Loanwords())
    EXPECT_GE(TransliterationScore(pair.hangul, pair.latin), 0.9) << pair.hangul << pair.latin;
}

TEST(TransliterationScore, OfOtherWordsIsLower) {
  for (const Pair& pair : OtherWords())
    EXPECT_LE(TransliterationScore(pair.hangul, pair.latin), 0.95) << pair.hangul << pair.latin;
}

TEST(TransliterationScore, FollowsTheOrthography) {
  for (const Pair& pair : {
           Pair{"갭", "gap"},          // 3.1.1: a voiceless stop behind a short vowel is final
           Pair{"로봇", "robot"},      //
           Pair{"액트", "act"},        //
           Pair{"테이프", "tape"},     // elsewhere it has ㅡ
           Pair{"네스트", "nest"},     //
           Pair{"시그널", "signal"},   // 3.1.2: a voiced stop has ㅡ
           Pair{"마스크", "mask"},     // 3.1.3: fricatives
           Pair{"그래프", "graph"},    //
           Pair{"올리브", "olive"},    //
           Pair{"플래시", "flash"},    // sh at the end
           Pair{"패션", "fashion"},    // and before a vowel
           Pair{"비전", "vision"},     //
           Pair{"스위치", "switch"},   // 3.1.4: affricates
           Pair{"브리지", "bridge"},   //
           Pair{"스팀", "steam"},      // 3.1.5: nasals
           Pair{"롱잉", "longing"},    //
           Pair{"슬라이드", "slide"},  // 3.1.6: l before a vowel is ㄹㄹ
           Pair{"필름", "film"},       //
           Pair{"스펙트럼", "spectrum"},
           Pair{"타임", "time"},      // 3.1.8: diphthongs
           Pair{"보트", "boat"},      //
           Pair{"타워", "tower"},     //
           Pair{"워드", "word"},      // 3.1.9: semivowels
           Pair{"위치", "witch"},     //
           Pair{"스퀘어", "square"},  //
           Pair{"예스", "yes"},       //
           Pair{"유니언", "union"},
       }) {
    EXPECT_GE(TransliterationScore(pair.hangul, pair.latin), 0.9) << pair.hangul << pair.latin;
  }
}

TEST(TransliterationScore, OfWhatIsNoLoanwordIsNone) {
  for (const Pair& pair : {
           Pair{"", "model"},
           Pair{"모델", ""},
           Pair{"모델", "모델"},
           Pair{"model", "model"},
           Pair{"모델", "model2"},
           Pair{"모델", "modèle"},
           Pair{"\xEB\xAA", "model"},
           Pair{"의미", "uimi"},  // ㅢ
           Pair{"있다", "itda"},  // a final ㅆ
           Pair{"ㅁㅗ델", "model"},
           Pair{std::string(3000, 'x'), "model"},
           Pair{"모델", std::string(3000, 'm')},
       }) {
    EXPECT_EQ(TransliterationScore(pair.hangul, pair.latin), 0) << pair.hangul;
    EXPECT_EQ(LatinMatcher(pair.latin).Score(pair.hangul, 0), 0) << pair.hangul;
  }
}

// Both sides are walked in their own order; the alignment is the same.
TEST(LatinMatcher, AgreesWithTransliterationScore) {
  for (const Pair& hangul : Loanwords()) {
    for (const Pair& latin : OtherWords()) {
      EXPECT_DOUBLE_EQ(LatinMatcher(latin.latin).Score(hangul.hangul, 0),
                       TransliterationScore(hangul.hangul, latin.latin))
          << hangul.hangul << latin.latin;
    }
    EXPECT_DOUBLE_EQ(LatinMatcher(hangul.latin).Score(hangul.hangul, 0.9),
                     TransliterationScore(hangul.hangul, hangul.latin));
  }
}

TEST(LatinMatcher, IsNoneBelowTheWantedScore) {
  const double score = TransliterationScore("캐릭터", "character");
  ASSERT_LT(score, 0.95);
  LatinMatcher character("character");
  EXPECT_DOUBLE_EQ(character.Score("캐릭터", 0.8), score);
  EXPECT_EQ(character.Score("캐릭터", 0.95), 0);
}

TEST(LatinMatcher, KnowsHowHangulBegins) {
  EXPECT_EQ(LatinMatcher("node").FirstSyllables(), std::vector<char32_t>{U'나'});
  EXPECT_EQ(LatinMatcher("attention").FirstSyllables(), std::vector<char32_t>{U'아'});
  EXPECT_EQ(LatinMatcher("chain").FirstSyllables(),
            (std::vector<char32_t>{U'까', U'사', U'차', U'카'}));
  EXPECT_TRUE(LatinMatcher("gpt2").FirstSyllables().empty());
}

TEST(HangulMatcher, KnowsHowLatinBegins) {
  EXPECT_EQ(HangulMatcher("노드").FirstLetters(), "gknp");  // gnome, knowledge, pneumatic
  EXPECT_EQ(HangulMatcher("파이").FirstLetters(), "fpv");
  EXPECT_EQ(HangulMatcher("의미").FirstLetters(), "");
}

TEST(HangulMatcher, ScoresWordsFromWhereTheyPart) {
  HangulMatcher matcher("캡셔닝", 0.9);
  const auto push = [&](std::string_view letters) {
    bool possible = true;
    for (const char letter : letters)
      possible = matcher.Push(letter);
    return possible;
  };
  EXPECT_FALSE(push("capsule"));
  matcher.Truncate(3);
  ASSERT_TRUE(push("tioning"));
  EXPECT_EQ(matcher.size(), 10U);
  EXPECT_DOUBLE_EQ(matcher.Score(), TransliterationScore("캡셔닝", "captioning"));
  matcher.Truncate(0);
  EXPECT_FALSE(push("mo"));
  matcher.Truncate(0);
  EXPECT_TRUE(push("cap"));
  EXPECT_FALSE(push("2"));
}

TEST(Foreignness, TellsLoanwordsFromNativeOnes) {
  for (const char* word : {"학습", "차원", "저주", "문장", "손실", "역전파", "사이", "그림", "예측",
                           "신경망", "아래"}) {
    EXPECT_EQ(Foreignness(word), 0) << word;
  }
  for (const char* word : {"토큰", "노드", "필터", "히든"})
    EXPECT_GE(Foreignness(word), 1) << word;
  for (const char* word : {"모델", "레이어", "캡슐", "러닝", "옵티컬", "이미지", "에러"})
    EXPECT_GE(Foreignness(word), 2) << word;
  EXPECT_EQ(Foreignness(""), 0);
}

}  // namespace
}  // namespace rsearch
