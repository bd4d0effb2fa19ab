#include "query/expand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/gloss.h"
#include "rsearch/schema.h"
#include "tests/query/map_vocabulary.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Texts = std::vector<std::pair<std::string, std::uint32_t>>;
using Strings = std::vector<std::string>;

class ExpandTest : public ::testing::Test {
 protected:
  // The pages' words for the queries that follow.
  void Pages(const Texts& texts) { vocabulary_.emplace(texts); }

  void AddTerms(const std::string& text) {
    testing::TempDir dir;
    testing::WriteFile(dir / "terms.tsv", text);
    const auto added = glossary_.AddFile(dir / "terms.tsv", &analyzer_);
    ASSERT_TRUE(added) << added.error().message;
  }

  // So many decks give both names for one thing.
  void AddGloss(const std::string& name, const std::string& other, std::uint32_t decks) {
    vocabulary_->Add(std::string(schema::kGloss) + KeyOf(name) + '\t' + other, decks);
    vocabulary_->Add(std::string(schema::kGloss) + KeyOf(other) + '\t' + name, decks);
  }

  std::string KeyOf(const std::string& name) {
    std::vector<Token> tokens;
    analyzer_.Tokenize(name, &tokens);
    return GlossKey(tokens);
  }

  std::vector<Concept> ConceptsOf(const std::string& query) {
    std::vector<Token> tokens;
    analyzer_.Tokenize(query, &tokens);
    words_ = analyzer_.QueryTerms(tokens);
    return Expand(tokens, words_, {&analyzer_, &glossary_, &*vocabulary_});
  }

  // "지식 증류 = knowledge distillation (glossary 0.4)", a concept each; '?' stands behind one that
  // only asks.
  Strings Expanded(const std::string& query) {
    Strings shown;
    for (const Concept& thing : ConceptsOf(query)) {
      std::ostringstream line;
      for (std::size_t i = thing.begin; i < thing.end; ++i)
        line << (i == thing.begin ? "" : " ") << words_[i].form;
      if (thing.asks) line << '?';
      const char* separator = " = ";
      for (const OtherName& other : thing.others) {
        line << separator << other.name << " (" << Name(other.source) << ' ' << other.weight << ')';
        separator = ", ";
      }
      shown.push_back(line.str());
    }
    return shown;
  }

  Strings MendedIn(const std::string& query) {
    Strings mended;
    for (const Concept& thing : ConceptsOf(query))
      mended.push_back(thing.mended);
    return mended;
  }

  Analyzer analyzer_ = std::move(*Analyzer::Create());
  Glossary glossary_;
  std::optional<MapVocabulary> vocabulary_;
  std::vector<WordTerms> words_;
};

TEST_F(ExpandTest, WordsAreDividedWithoutGaps) {
  Pages({{"지식 증류", 9}, {"knowledge distillation", 9}, {"bert", 9}});
  for (const char* query : {"bert", "bert 지식 증류", "지식 증류 zzz GPT-2 왜", "the bert of"}) {
    std::size_t at = 0;
    for (const Concept& thing : ConceptsOf(query)) {
      EXPECT_EQ(thing.begin, at) << query;
      EXPECT_GT(thing.end, thing.begin) << query;
      at = thing.end;
    }
    EXPECT_EQ(at, words_.size()) << query;
  }
  EXPECT_THAT(ConceptsOf(""), IsEmpty());
}

TEST_F(ExpandTest, TheLongestNameWins) {
  AddTerms(
      "물새\twaterfowl\n"
      "물새 둥지\twaterfowl nest\n"
      "큰 물새 둥지\tmegapode mound\n");
  Pages({{"큰 물새 둥지", 9}, {"waterfowl nest", 9}, {"megapode mound", 9}});
  EXPECT_THAT(Expanded("큰 물새 둥지"),
              ElementsAre("큰 물새 둥지 = megapode mound (glossary 0.4)"));
  EXPECT_THAT(Expanded("물새 둥지를"), ElementsAre("물새 둥지를 = waterfowl nest (glossary 0.4)"));
  EXPECT_THAT(Expanded("물새 큰"), ElementsAre("물새 = waterfowl (glossary 0.4)", "큰"));
  EXPECT_THAT(Expanded("물새둥지"), ElementsAre("물새둥지 = waterfowl nest (glossary 0.4)"))
      << "spaces do not matter";
  EXPECT_THAT(Expanded("Waterfowl-Nests"),
              ElementsAre("waterfowl nests = 물새 둥지 (glossary 0.4)"));
}

TEST_F(ExpandTest, ANameAcrossTheLanguages) {
  Pages({{"지식 증류", 9}, {"knowledge distillation", 9}});
  EXPECT_THAT(Expanded("지식 증류"),
              ElementsAre("지식 증류 = knowledge distillation (glossary 0.4)"));
  EXPECT_THAT(Expanded("knowledge distillation"),
              ElementsAre("knowledge distillation = 지식 증류 (glossary 0.4)"));
}

TEST_F(ExpandTest, NamesThatNoPageHasAreLeftOut) {
  AddTerms("물새\twaterfowl; swimming bird\n");
  Pages({{"물새", 9}, {"swimming", 9}, {"bird", 9}});
  EXPECT_THAT(Expanded("물새"), ElementsAre("물새 = swimming bird (glossary 0.4)"));
  Pages({{"물새", 9}, {"swimming", 9}});
  EXPECT_THAT(Expanded("물새"), ElementsAre("물새")) << "a bird is nowhere";
}

TEST_F(ExpandTest, LongerNamesAddNoPagesToAShorterOne) {
  AddTerms("물새\twaterfowl; waterfowl bird; swan\n둥지\tnest; 새 둥지\n");
  Pages({{"물새", 9}, {"waterfowl bird", 9}, {"swan", 9}, {"새 둥지", 9}, {"nest", 9}});
  EXPECT_THAT(Expanded("물새"),
              ElementsAre("물새 = waterfowl (glossary 0.4), swan (glossary 0.4)"));
  EXPECT_THAT(Expanded("둥지"), ElementsAre("둥지 = nest (glossary 0.4)"))
      << "nor to what was typed";
}

TEST_F(ExpandTest, AtMostFiveNames) {
  AddTerms("물새\tswan; duck; goose; grebe; heron; crane; stork\n");
  Pages({{"물새 swan duck goose grebe heron crane stork", 9}});
  EXPECT_THAT(ConceptsOf("물새").at(0).others, SizeIs(5));
}

TEST_F(ExpandTest, ANameStandsInForWordsThatNoPageHas) {
  AddTerms("물새\twaterfowl\n");
  Pages({{"waterfowl", 9}});
  EXPECT_THAT(Expanded("물새"), ElementsAre("물새 = waterfowl (glossary 0.8)"));
  Pages({{"waterfowl", 9}, {"물새", 1}});
  EXPECT_THAT(Expanded("물새"), ElementsAre("물새 = waterfowl (glossary 0.4)"));
}

TEST_F(ExpandTest, GlossesOfTwoDecksAreTrusted) {
  Pages({{"둥지 트기", 9}, {"nest building", 9}, {"brooding", 9}, {"부화", 3}});
  AddGloss("둥지 트기", "brooding", 1);
  AddGloss("둥지 트기", "nest building", 2);
  EXPECT_THAT(Expanded("둥지 트기"),
              ElementsAre("둥지 트기 = nest building (collection 0.4), brooding (collection 0.25)"))
      << "the most trusted first";
  EXPECT_THAT(Expanded("nest building 부화"),
              ElementsAre("nest building = 둥지 트기 (collection 0.4)", "부화"));
}

TEST_F(ExpandTest, OfManyGlossesThreeCount) {
  Pages({{"둥지", 9}, {"nest roost perch burrow", 9}});
  AddGloss("둥지", "nest", 2);
  AddGloss("둥지", "roost", 5);
  AddGloss("둥지", "perch", 4);
  AddGloss("둥지", "burrow", 3);
  EXPECT_THAT(Expanded("둥지"),
              ElementsAre("둥지 = roost (collection 0.4), perch (collection 0.4), burrow "
                          "(collection 0.4)"));
}

TEST_F(ExpandTest, AGlossOfALongerKeyIsNotTheWords) {
  Pages({{"둥지", 9}, {"brooding", 9}});
  AddGloss("둥지 트기", "brooding", 9);
  EXPECT_THAT(Expanded("둥지"), ElementsAre("둥지"));
}

TEST_F(ExpandTest, SlipsAreMendedBeforeNamesAreLookedUp) {
  Pages({{"협업 필터링", 9}, {"collaborative filtering", 9}});
  EXPECT_THAT(Expanded("협엽 필터링"),
              ElementsAre("협엽 필터링 = collaborative filtering (glossary 0.8), 협업 필터링 "
                          "(spelling 0.8)"));
  EXPECT_THAT(MendedIn("협엽 필터링"), ElementsAre("협업 필터링"));
  EXPECT_THAT(Expanded("colaborative filtering"),
              ElementsAre("colaborative filtering = 협업 필터링 (glossary 0.8), collaborative "
                          "filtering (spelling 0.8)"));
}

TEST_F(ExpandTest, ASlipInAWordWithoutNames) {
  Pages({{"waterfowl", 90}, {"둥지", 9}});
  EXPECT_THAT(Expanded("watrefowl 둥지"),
              ElementsAre("watrefowl = waterfowl (spelling 0.8)", "둥지"));
  EXPECT_THAT(MendedIn("watrefowl 둥지"), ElementsAre("waterfowl", ""));
}

TEST_F(ExpandTest, WhatIsKnownIsNotMended) {
  AddTerms("waterfool\twaterfowl\n");
  Pages({{"waterfowl", 90}, {"waterfall", 90}});
  EXPECT_THAT(MendedIn("waterfool"), ElementsAre("")) << "a name";
  EXPECT_THAT(MendedIn("waterfall"), ElementsAre("")) << "a page has it";
  EXPECT_THAT(MendedIn("water-fowk"), ElementsAre("", "")) << "part of a technical name";
  Pages({{"whirl", 90}});
  EXPECT_THAT(MendedIn("which whirk"), ElementsAre("", "whirl")) << "a question word";
}

// A query of two words that pages write as one is about one thing: a page with that word has all
// of it.
TEST_F(ExpandTest, WordsThatPagesWriteTogether) {
  Pages({{"bluebird", 9}, {"feeds", 9}});
  EXPECT_THAT(Expanded("blue bird"), ElementsAre("blue bird = bluebird (variant 0.8)"));
  EXPECT_THAT(Expanded("Blue Bird feeds"),
              ElementsAre("blue bird = bluebird (variant 0.8)", "feeds"));
  Pages({{"blue", 9}, {"bird", 9}});
  EXPECT_THAT(Expanded("blue bird"), ElementsAre("blue", "bird"));
  Pages({{"skip-gram", 9}, {"스킵그램", 9}});
  EXPECT_THAT(Expanded("skip gram"),
              ElementsAre("skip gram = 스킵그램 (glossary 0.4), skipgram (variant 0.8)"));
  Pages({{"wha tis 20193", 9}, {"whatis", 9}});
  EXPECT_THAT(Expanded("what is 2019 3"), ElementsAre("what?", "is?", "2019", "3"))
      << "question words and numbers stand for themselves";
}

// "deep-neural" on some page must not tear "neural network" apart.
TEST_F(ExpandTest, ANameIsMoreThanWordsWrittenTogether) {
  AddTerms("물새 둥지\tfowl nest\n");
  Pages({{"water-fowl", 9}, {"nest", 9}, {"물새 둥지", 9}});
  EXPECT_THAT(Expanded("water fowl nest"),
              ElementsAre("water", "fowl nest = 물새 둥지 (glossary 0.4)"));
}

TEST_F(ExpandTest, AWordThatPagesWriteApart) {
  Pages({{"over", 90}, {"flying", 9}, {"overf", 1}, {"lying", 90}});
  EXPECT_THAT(Expanded("overflying"), ElementsAre("overflying = over flying (variant 0.8)"))
      << "where both parts are frequent";
  Pages({{"over", 90}, {"sampling", 9}, {"오버샘플링", 9}});
  EXPECT_THAT(Expanded("oversampling"),
              ElementsAre("oversampling = 오버샘플링 (glossary 0.8), over sampling (variant 0.8)"));
  Pages({{"over", 90}, {"flying", 2}});
  EXPECT_THAT(Expanded("overflying"), ElementsAre("overflying")) << "too rare to be sure";
  Pages({{"over", 90}, {"flying", 9}, {"overflying", 1}});
  EXPECT_THAT(Expanded("overflying"), ElementsAre("overflying")) << "a page has it";
}

TEST_F(ExpandTest, LongHangulWordsAreNamesWrittenTogether) {
  AddTerms("물새\twaterfowl\n둥지\tnest; roost\n");
  Pages({{"waterfowl", 9}, {"nest", 9}, {"roost", 9}});
  EXPECT_THAT(Expanded("물새둥지를"),
              ElementsAre("물새둥지를 = waterfowl nest (glossary 0.8), waterfowl roost (glossary "
                          "0.8)"));
  EXPECT_THAT(Expanded("물새집"), ElementsAre("물새집")) << "too short to divide";
}

// 그룹 is 집단 and 군 first, and 테스트 is 검정: names that no page has took the place of group and
// test.
TEST_F(ExpandTest, HalvesAreNamedAsPagesNameThem) {
  Pages({{"group", 9}, {"test", 9}});
  EXPECT_THAT(Expanded("그룹테스트"), ElementsAre("그룹테스트 = group test (glossary 0.8)"));
}

TEST_F(ExpandTest, SoundsCountWhereNothingElseIsKnown) {
  Pages({{"capsule", 90}, {"캡슐", 9}, {"dropout", 9}, {"드롭아웃", 9}});
  EXPECT_THAT(Expanded("캡슐"), ElementsAre("캡슐 = capsule (transliteration 0.4)"));
  EXPECT_THAT(Expanded("드롭아웃"), ElementsAre("드롭아웃 = dropout (glossary 0.4)"));
  Pages({{"capsule", 90}});
  EXPECT_THAT(Expanded("캡슐"), ElementsAre("캡슐 = capsule (transliteration 0.8)"))
      << "and stands in";
  AddGloss("캡슐", "capsule", 1);
  EXPECT_THAT(Expanded("캡슐"), ElementsAre("캡슐 = capsule (collection 0.5)"));
}

// Most Latin words have no Hangul form.
TEST_F(ExpandTest, FrequentLatinWordsSoundLikeNothing) {
  Pages({{"capsule", 5}, {"캡슐", 9}});
  EXPECT_THAT(Expanded("capsule"), ElementsAre("capsule = 캡슐 (transliteration 0.4)"));
  Pages({{"capsule", 6}, {"캡슐", 9}});
  EXPECT_THAT(Expanded("capsule"), ElementsAre("capsule"));
}

// A slide says "Bloon filter 사용"; who types it right must find it.
TEST_F(ExpandTest, AWordThatNoPageHasMayBeMisspeltOnOne) {
  Pages({{"bloon filter", 1}, {"filter", 9}});
  EXPECT_THAT(Expanded("bloom filter"), ElementsAre("bloom = bloon (spelling 0.8)", "filter"));
  Pages({{"bloom", 1}, {"bloon", 1}});
  EXPECT_THAT(Expanded("bloom"), ElementsAre("bloom"));
  Pages({{"rope", 1}});
  EXPECT_THAT(Expanded("rode"), ElementsAre("rode")) << "short words are near to too many";
}

TEST_F(ExpandTest, PartsOfATechnicalNameAreNoNames) {
  Pages({{"word2vec", 9}, {"단어", 9}, {"GPT-2", 9}, {"모델", 9}, {"model", 9}});
  EXPECT_THAT(Expanded("word2vec"), ElementsAre("word 2 vec"));
  EXPECT_THAT(Expanded("GPT-2 모델"), ElementsAre("gpt", "2", "모델 = model (glossary 0.4)"));
}

TEST_F(ExpandTest, QuestionWordsOnlyAsk) {
  Pages({{"지식 증류", 9}, {"knowledge distillation", 9}, {"whales", 9}});
  EXPECT_THAT(Expanded("지식 증류 왜 쓰나요"),
              ElementsAre("지식 증류 = knowledge distillation (glossary 0.4)", "왜?", "쓰나요?"));
  EXPECT_THAT(Expanded("what is a whale"), ElementsAre("what?", "is?", "a?", "whale"));
  EXPECT_THAT(Expanded("how does it work"), ElementsAre("how", "does", "it", "work"))
      << "the whole query asks: its words are all there is to go by";
  EXPECT_THAT(Expanded("차이"), ElementsAre("차이"));
}

}  // namespace
}  // namespace rsearch
