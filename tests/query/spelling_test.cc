#include "query/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rsearch/analyzer.h"
#include "tests/query/map_vocabulary.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Words = std::vector<std::string>;

const MapVocabulary& Decks() {
  static const MapVocabulary decks({
      {"transformer", 40}, {"transform", 12},  {"attention", 90},   {"embedding", 33},
      {"gradient", 134},   {"graph", 40},      {"learning", 270},   {"leaning", 3},
      {"model", 230},      {"models", 110},    {"mode", 15},        {"modal", 9},
      {"more", 140},       {"kernel", 33},     {"variance", 54},    {"variants", 21},
      {"entropy", 25},     {"bert", 22},       {"gpt-2", 12},       {"relu", 8},
      {"distilled", 30},   {"convolution", 8}, {"schrödinger", 4},  {"rare", 1},
      {"regularize", 1},   {"resnet50", 30},   {"autoencoder", 19}, {"tokens", 20},
      {"협업필터링", 6},   {"파인튜닝", 8},    {"어텐션", 12},      {"오토인코더", 12},
      {"학습", 130},       {"학습률", 9},      {"역전파", 25},      {"데이터", 60},
      {"콘텐츠", 6},       {"파라미터", 26},   {"모델링", 8},       {"모델", 84},
      {"지식 증류", 7},    {"차원", 15},       {"저주", 2},         {"과적합", 1},
      {"정규분포", 12},    {"我愛你", 5},
  });
  return decks;
}

Words CorrectionsOf(std::string_view text) {
  Words words;
  for (const Correction& c : Corrections(OneWord(text), Decks()))
    words.push_back(c.word);
  return words;
}

struct Case {
  std::string typed, meant;
};

TEST(Corrections, OfEnglishWords) {
  for (const Case& c : {
           Case{"transfromer", "transformer"},   // swapped
           Case{"tranformer", "transformer"},    // missing
           Case{"transsformer", "transformer"},  // too many
           Case{"trensformer", "transformer"},   // replaced
           Case{"trensfromer", "transformer"},   // two slips
           Case{"Convoluton", "convolution"},
           Case{"gradiant", "gradient"},
           Case{"lerning", "learning"},
           Case{"kernal", "kernel"},
           Case{"entorpy", "entropy"},
           Case{"varience", "variance"},
           Case{"rtansformer", "transformer"},  // in the first letter
           Case{"ransformer", "transformer"},
           Case{"ttransformer", "transformer"},
           Case{"ytransformer", "transformer"},
           Case{"yransformer", "transformer"},
           Case{"schrodinger", "schrödinger"},
           Case{"brt", ""},        // too short
           Case{"ahtensium", ""},  // three slips
           Case{"krenl", ""},      // two in a short word
           Case{"ert", ""},
           Case{"hert", ""},  // another first letter of a short word
       }) {
    const Words corrections = CorrectionsOf(c.typed);
    EXPECT_EQ(corrections.empty() ? "" : corrections.front(), c.meant) << c.typed;
  }
}

TEST(Corrections, OfKoreanWords) {
  for (const Case& c : {
           Case{"협엽", "협업"},  // stands only inside 협업필터링
           Case{"협엽필터링", "협업필터링"},
           Case{"파인뉴닝", "파인튜닝"},
           Case{"파인튜니", "파인튜닝"},
           Case{"어텐셩", "어텐션"},
           Case{"어탠션", "어텐션"},
           Case{"어텐셩은", "어텐션"},  // with an ending
           Case{"데이타", "데이터"},
           Case{"컨텐츠", "콘텐츠"},
           Case{"파리미터", "파라미터"},
           Case{"역파전", "역전파"},        // swapped
           Case{"파라터", ""},              // of three syllables none is missing
           Case{"오토인더", "오토인코더"},  // missing
           Case{"파라라미터", "파라미터"},  // too many
           Case{"정규분호", "정규분포"},
           Case{"지식증루", "지식증류"},  // two words on the page
           Case{"학슴", "학습"},
           Case{"과적함", ""},    // once is no evidence
           Case{"빠라메터", ""},  // two slips
           Case{"학", ""},
           Case{"습랄", ""},  // 습률 of 학습률 is no word
       }) {
    const Words corrections = CorrectionsOf(c.typed);
    EXPECT_EQ(corrections.empty() ? "" : corrections.front(), c.meant) << c.typed;
  }
}

// 오토인코도 loses its 도 as if that were an ending, and 오토인코 is a known beginning; embeding
// has the stem of embedding: both find their pages as they are.
TEST(Corrections, KnownWordsAreMeant) {
  for (const char* word :
       {"model", "models", "modal", "learning", "distilled", "distill", "token", "학습", "학습은",
        "모델을", "모델링", "협업", "차원", "필터링", "오토인코도", "embeding"}) {
    EXPECT_THAT(CorrectionsOf(word), IsEmpty()) << word;
  }
}

TEST(Corrections, OfNumbersAndHanAreNone) {
  for (const char* word : {"2015", "0.51", "我愛您", "gpt2", "resnet51"}) {
    EXPECT_THAT(CorrectionsOf(word), IsEmpty()) << word;
  }
}

TEST(Corrections, MustBeMuchMoreFrequentThanTheWord) {
  EXPECT_THAT(CorrectionsOf("leaning"), ElementsAre("learning"));  // 270 pages against 3
  const MapVocabulary close({{"leaning", 3}, {"learning", 29}});
  EXPECT_THAT(Corrections(OneWord("leaning"), close), IsEmpty());
  const MapVocabulary handful({{"leaning", 6}, {"learning", 29000}});
  EXPECT_THAT(Corrections(OneWord("leaning"), handful), IsEmpty());
}

TEST(Corrections, NearestFirst) {
  EXPECT_THAT(CorrectionsOf("modl"), ElementsAre("model", "mode", "modal"));
  const MapVocabulary many({{"kernal", 9}, {"kernel", 90}, {"kernels", 40}, {"fernel", 900}});
  EXPECT_THAT(Corrections(OneWord("kernl"), many), SizeIs(2));
  EXPECT_EQ(Corrections(OneWord("kernl"), many).front().word, "kernel");
}

TEST(Corrections, SayHowTheyAreStored) {
  const Correction latin = Corrections(OneWord("kernal"), Decks()).front();
  EXPECT_EQ(latin.term, "kernel");
  EXPECT_EQ(latin.frequency, 33U);
  EXPECT_EQ(latin.distance, 1);
  const Correction stem = Corrections(OneWord("어탠션"), Decks()).front();
  EXPECT_EQ(stem.term, "S어텐션");
  EXPECT_EQ(stem.frequency, 12U);
  EXPECT_EQ(stem.distance, 0.5);
  EXPECT_EQ(Corrections(OneWord("협엽"), Decks()).front().term, "B협업");
  const Correction in_pieces = Corrections(OneWord("지식증루"), Decks()).front();
  EXPECT_EQ(in_pieces.term, "S지식증류");
  EXPECT_EQ(in_pieces.frequency, 7U);
}

// Terms of other kinds begin with the same letters as no word does.
TEST(Corrections, AreWordsNotOtherTerms) {
  MapVocabulary vocabulary;
  for (const char* term : {"Zkernel", "TZkernel", "Dkernel", "kernel2", "Skernel"})
    vocabulary.Add(term, 100);
  EXPECT_THAT(Corrections(OneWord("kernal"), vocabulary), IsEmpty());
}

TEST(Corrections, LookAtABoundedNumberOfTerms) {
  MapVocabulary noise;
  for (int i = 0; i < 200'000; ++i) {
    std::string term = "s";
    for (int rest = i; rest > 0; rest /= 26)
      term.push_back(static_cast<char>('a' + rest % 26));
    noise.Add(term + "qqqqqqq", 3);
  }
  EXPECT_THAT(Corrections(OneWord("sotfmax"), noise), IsEmpty());
  EXPECT_LE(noise.visited(), 50'001U);
  EXPECT_THAT(Corrections(OneWord("각난닫랄맘밥삿앙잦"), noise), IsEmpty());
  EXPECT_LE(noise.lookups(), 4'000U);
}

}  // namespace
}  // namespace rsearch
