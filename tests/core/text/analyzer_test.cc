#include "rsearch/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<Token> Tokens(std::string_view text) {
  auto analyzer = Analyzer::Create();
  EXPECT_TRUE(analyzer);
  std::vector<Token> tokens;
  analyzer->Tokenize(text, &tokens);
  return tokens;
}

// "bert|모델>..." : the forms, with the stem behind '>' where it differs.
std::string Shown(std::string_view text) {
  std::string shown;
  for (const Token& token : Tokens(text)) {
    if (!shown.empty()) shown += ' ';
    shown += token.form;
    if (token.stem != token.form) shown += ">" + token.stem;
  }
  return shown;
}

std::vector<std::string> Terms(std::string_view text) {
  auto analyzer = Analyzer::Create();
  std::vector<Token> tokens;
  analyzer->Tokenize(text, &tokens);
  std::vector<std::string> terms;
  analyzer->ForEachTerm(tokens, [&](const Term& term) { terms.push_back(term.text); });
  return terms;
}

struct Case {
  std::string text;
  std::string tokens;
};

class TokenizeTest : public ::testing::TestWithParam<Case> {};

TEST_P(TokenizeTest, CutsWords) {
  EXPECT_EQ(Shown(GetParam().text), GetParam().tokens);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, TokenizeTest,
    ::testing::Values(
        Case{"", ""}, Case{"—!? ( ) …", ""},
        // Scripts come apart; a particle glued to another script goes, a word stays.
        Case{"BERT는 좋다", "bert 좋다"}, Case{"CNN을", "cnn"}, Case{"BERT기반", "bert 기반"},
        Case{"2023년", "2023 년"}, Case{"모델(MLM)을", "모델 mlm 을"},
        // Endings and suffixes.
        Case{"지식을 증류하는", "지식을>지식 증류하는>증류하"},
        Case{"Networks running", "networks>network running>run"}, Case{"the model's", "the model"},
        Case{"the model\u2019s", "the model"}, Case{"don\u2019t", "don't"},
        // Numbers.
        Case{"0.5 1,000 2.5M", "0.5 1000 2.5 m"},
        Case{"arXiv:1503.02531v2", "arxiv 1503.02531 v 2"},
        // Technical tokens come apart too; their concatenations are terms.
        Case{"GPT-2 seq2seq k-NN", "gpt 2 seq 2 seq k nn"},
        Case{"torch.manual_seed", "torch manual seed"},
        // A broken word is one token.
        Case{"knowl\u00adedge", "knowledge>knowledg"},
        // Normal forms.
        Case{"\u1106\u1169\u1103\u1166\u11af", "모델"}, Case{"\uff22\uff25\uff32\uff34", "bert"},
        Case{"\ufb01ne", "fine"}, Case{"Stra\u00dfe", "strasse>strass"},
        Case{"\u03b5-greedy", "\u03b5 greedy>greedi"},
        // Han and Kana: as ICU's dictionary cuts them.
        Case{"\u6df1\u5c64\u5b66\u7fd2", "\u6df1\u5c64 \u5b66\u7fd2"},
        // Ill-formed bytes separate.
        Case{"ab\xff"
             "cd",
             "ab cd"},
        // Nobody searches for what is this long.
        Case{std::string(61, 'a') + " b", "b"}, Case{std::string(60, 'a'), std::string(60, 'a')}));

TEST(Tokenize, OffsetsAreOfTheTextGiven) {
  const std::string text = "이 BERT는 knowl\u00adedge\xff 모델을";
  for (const Token& token : Tokens(text)) {
    const std::string source = text.substr(token.begin, token.end - token.begin);
    if (token.form == "bert") {
      EXPECT_EQ(source, "BERT");
    }
    if (token.form == "knowledge") {
      EXPECT_EQ(source, "knowl\u00adedge");
    }
    if (token.stem == "모델") {
      EXPECT_EQ(source, "모델을");
    }
  }
  EXPECT_EQ(Tokens(text).size(), 4U);
}

TEST(Tokenize, PositionsCountTokens) {
  const auto tokens = Tokens("BERT는 모델");
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].position, 1U);
  EXPECT_EQ(tokens[1].position, 2U);
  EXPECT_FALSE(tokens[1].glued);
}

TEST(Terms, OfHangul) {
  EXPECT_EQ(Terms("지식 증류를"),
            (std::vector<std::string>{"S지식", "B지식", "S증류", "B증류", "Y식증"}));
  EXPECT_EQ(Terms("추천시스템"),
            (std::vector<std::string>{"S추천시스템", "B추천", "B천시", "B시스", "B스템"}));
  EXPECT_EQ(Terms("망"), (std::vector<std::string>{"S망", "B망"}));
  // A dropped particle keeps its neighbours apart.
  EXPECT_THAT(Terms("모델 BERT는 학습"), Not(Contains("Y는학")));
}

TEST(Terms, OfLatinAndDigits) {
  EXPECT_EQ(Terms("Networks 2019"), (std::vector<std::string>{"networks", "Znetwork", "2019"}));
}

// Each group of spellings shares the term behind it.
TEST(Terms, SpellingsOfTechnicalTokensMeet) {
  struct Group {
    std::vector<std::string> spellings;
    std::string term;
  };
  const std::vector<Group> groups = {
      {{"GPT-2", "gpt2", "GPT_2", "GPT2는"}, "gpt2"},
      {{"k-NN", "kNN", "KNN을"}, "knn"},
      {{"seq2seq", "Seq-2-Seq"}, "seq2seq"},
      {{"BLEU-4", "bleu4"}, "bleu4"},
      {{"self-attention", "selfattention", "self\u2010attentions"}, "Zselfattent"},
      {{"C++", "c++ 언어"}, "c++"},
      {{"C#", "c#"}, "c#"},
      {{"knowl\u00adedge", "knowledge"}, "Zknowledg"},
      {{"real\u00advalued", "real-valued", "real valued"}, "Zvalu"},
  };
  for (const Group& group : groups) {
    for (const std::string& spelling : group.spellings)
      EXPECT_THAT(Terms(spelling), Contains(group.term)) << spelling;
  }
  EXPECT_THAT(Terms("gpt 2"), Not(Contains("gpt2")));
  EXPECT_THAT(Terms("C+++"), Not(Contains("c++")));
}

TEST(QueryTerms, SayHowAWordIsLookedFor) {
  auto analyzer = Analyzer::Create();
  std::vector<Token> tokens;
  analyzer->Tokenize("추천 시스템을 GPT-2", &tokens);
  const auto words = analyzer->QueryTerms(tokens);
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].word, "S추천");
  EXPECT_EQ(words[0].crossing, "");
  EXPECT_EQ(words[1].word, "S시스템");
  EXPECT_EQ(words[1].bigrams, (std::vector<std::string>{"B시스", "B스템"}));
  EXPECT_EQ(words[1].crossing, "천시");
  EXPECT_EQ(words[2].stem_term, "Zgpt");
  EXPECT_EQ(words[2].compounds, (std::vector<std::string>{"gpt2"}));
  EXPECT_TRUE(words[3].glued);
  EXPECT_EQ(words[3].stem_term, "");
}

// What a query asks for must be what a page has: every positional term, stem and bigram.
TEST(QueryTerms, AgreeWithPageTerms) {
  auto analyzer = Analyzer::Create();
  std::vector<Token> tokens;
  for (const char* text :
       {"지식 증류(knowledge distillation)", "GPT-2 BLEU-4 1,000", "深層学習 モデル", "a.b/c"}) {
    analyzer->Tokenize(text, &tokens);
    std::vector<std::string> wanted;
    for (const WordTerms& word : analyzer->QueryTerms(tokens)) {
      wanted.push_back(word.word);
      if (!word.stem_term.empty()) wanted.push_back(word.stem_term);
      wanted.insert(wanted.end(), word.bigrams.begin(), word.bigrams.end());
      wanted.insert(wanted.end(), word.compounds.begin(), word.compounds.end());
    }
    EXPECT_THAT(Terms(text), IsSupersetOf(wanted)) << text;
  }
}

TEST(Analyzer, AnyBytesAreTaken) {
  auto analyzer = Analyzer::Create();
  std::vector<Token> tokens;
  std::mt19937 random(7);  // NOLINT: the same bytes every time
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 200, '\0');
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
    analyzer->Tokenize(bytes, &tokens);
    for (const Token& token : tokens) {
      ASSERT_LT(token.begin, token.end);
      ASSERT_LE(token.end, bytes.size());
      ASSERT_TRUE(IsValidUtf8(token.form));
    }
    analyzer->ForEachTerm(tokens,
                          [](const Term& term) { ASSERT_LE(term.text.size(), kMaxTermBytes); });
    ASSERT_TRUE(IsValidUtf8(CleanText(bytes)));
  }
}

}  // namespace
}  // namespace rsearch
