#include "query/transliterations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/map_vocabulary.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Words = std::vector<std::string>;

const MapVocabulary& Decks() {
  static const MapVocabulary decks({
      {"attention", 90}, {"autoencoder", 19}, {"backpropagation", 32},
      {"capsule", 32},   {"caption", 1},      {"captioning", 4},
      {"captions", 2},   {"carlo", 41},       {"convolution", 8},
      {"dataset", 94},   {"dropout", 10},     {"embedding", 33},
      {"error", 123},    {"flow", 12},        {"game", 24},
      {"gradient", 134}, {"gradients", 24},   {"grim", 9},
      {"image", 43},     {"kernel", 33},      {"kunal", 3},
      {"layer", 61},     {"learning", 278},   {"model", 236},
      {"node", 20},      {"noise", 73},       {"optical", 5},
      {"parameter", 96}, {"rao", 6},          {"see", 138},
      {"size", 112},     {"softmax", 36},     {"this", 341},
      {"those", 48},     {"token", 20},       {"transformer", 28},
      {"use", 169},      {"wait", 3},         {"weight", 49},
      {"what", 35},      {"which", 261},      {"design", 54},
      {"jean", 5},       {"gpt-2", 12},       {"학습", 132},
      {"차원", 15},      {"저주", 4},         {"문장", 31},
      {"손실", 3},       {"모델", 84},        {"커널", 2},
      {"이미지", 47},    {"웨이트", 3},       {"레이어", 14},
      {"어텐션", 1},     {"캡슐", 6},         {"임베딩", 12},
      {"그림", 10},      {"시에", 2},         {"대신", 9},
      {"사이즈", 16},    {"러닝", 18},        {"딥러닝", 13},
      {"제안", 16},
  });
  return decks;
}

Words TransliterationsOf(std::string_view text) {
  Words words;
  for (const Transliteration& t : Transliterations(OneWord(text), Decks()))
    words.push_back(t.word);
  return words;
}

struct Case {
  std::string word, best;
};

TEST(Transliterations, OfKoreanWords) {
  for (const Case& c : {
           Case{"드롭아웃", "dropout"},
           Case{"캡슐", "capsule"},
           Case{"옵티컬", "optical"},
           Case{"플로우", "flow"},
           Case{"트랜스포머", "transformer"},
           Case{"임베딩", "embedding"},
           Case{"백프로퍼게이션", "backpropagation"},
           Case{"소프트맥스", "softmax"},
           Case{"그래디언트", "gradient"},
           Case{"커널", "kernel"},
           Case{"노이즈", "noise"},
           Case{"오토인코더", "autoencoder"},
           Case{"어텐션을", "attention"},  // with an ending
           Case{"카를로", "carlo"},        // with what looks like one
           Case{"데이터셋", "dataset"},
           Case{"토큰", "token"},
           Case{"에러", "error"},
           Case{"이미지", "image"},
           Case{"사이즈", "size"},  // not this
       }) {
    const Words words = TransliterationsOf(c.word);
    ASSERT_FALSE(words.empty()) << c.word;
    EXPECT_EQ(words.front(), c.best) << c.word;
  }
}

// Most sound like some English word or name.
TEST(Transliterations, OfNativeWordsAreNone) {
  for (const char* word :
       {"학습", "차원", "저주", "문장", "손실", "그림", "시에", "다시", "대신", "제안", "위치",
        "유지", "사이", "서로", "이런", "모든", "학", "역전파", "신경망"}) {
    EXPECT_THAT(TransliterationsOf(word), IsEmpty()) << word;
  }
}

TEST(Transliterations, OfEnglishWords) {
  for (const Case& c : {
           Case{"model", "모델"},
           Case{"Kernel", "커널"},
           Case{"image", "이미지"},
           Case{"weight", "웨이트"},
           Case{"layer", "레이어"},
           Case{"attention", "어텐션"},
           Case{"capsule", "캡슐"},
           Case{"embeddings", "임베딩"},
           Case{"models", "모델"},
           Case{"learning", "러닝"},
       }) {
    const Words words = TransliterationsOf(c.word);
    ASSERT_FALSE(words.empty()) << c.word;
    EXPECT_EQ(words.front(), c.best) << c.word;
  }
}

// 웨이트 could be what, if there were no weight; 커널 the name Kunal.
TEST(Transliterations, AreNotOfWordsThatSoundAlikeButAreRarer) {
  for (const char* word : {"what", "kunal", "rao", "this", "see", "design", "jean", "grim"})
    EXPECT_THAT(TransliterationsOf(word), IsEmpty()) << word;
}

// Decks may have only the Korean word.
TEST(Transliterations, OfEnglishWordsThatTheIndexDoesNotHave) {
  const MapVocabulary korean({{"드롭아웃", 3}, {"증류", 5}, {"트리", 2}});
  EXPECT_EQ(Transliterations(OneWord("dropout"), korean).front().term, "S드롭아웃");
  EXPECT_THAT(Transliterations(OneWord("droplet"), korean), IsEmpty());
}

TEST(Transliterations, HaveAllFormsOfAWord) {
  EXPECT_THAT(TransliterationsOf("그래디언트"), ElementsAre("gradient", "gradients"));
  EXPECT_THAT(TransliterationsOf("캡셔닝"), ElementsAre("captioning"));
}

TEST(Transliterations, SayHowTheyAreStored) {
  const Transliteration latin = Transliterations(OneWord("캡슐"), Decks()).front();
  EXPECT_EQ(latin.term, "capsule");
  EXPECT_EQ(latin.frequency, 32U);
  EXPECT_EQ(latin.score, 1);
  EXPECT_EQ(Transliterations(OneWord("capsule"), Decks()).front().term, "S캡슐");
}

TEST(Transliterations, OfNumbersAndHanAreNone) {
  for (const char* word : {"2015", "我愛您", "k", "nn"})
    EXPECT_THAT(TransliterationsOf(word), IsEmpty()) << word;
}

TEST(Transliterations, LookAtABoundedNumberOfTerms) {
  MapVocabulary noise;
  for (int i = 0; i < 200'000; ++i) {
    std::string term = "m";
    for (int rest = i; rest > 0; rest /= 26)
      term.push_back(static_cast<char>('a' + rest % 26));
    noise.Add(term, 3);
  }
  Transliterations(OneWord("모멘텀"), noise);
  EXPECT_LE(noise.visited(), 50'001U);
}

}  // namespace
}  // namespace rsearch
