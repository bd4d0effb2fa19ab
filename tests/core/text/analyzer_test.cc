#include "rsearch/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Analyzer MakeAnalyzer() {
  auto analyzer = Analyzer::Create();
  EXPECT_TRUE(analyzer.has_value());
  return std::move(*analyzer);
}

std::vector<Token> Tokens(std::string_view text) {
  Analyzer analyzer = MakeAnalyzer();
  std::vector<Token> tokens;
  analyzer.Tokenize(text, &tokens);
  return tokens;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts)
    line.append(line.empty() ? "" : " ").append(part);
  return line;
}

// Forms; "+" before a glued one, "/stem" behind where the stem is another.
std::string TokenLine(std::string_view text) {
  std::vector<std::string> parts;
  for (const Token& token : Tokens(text)) {
    parts.push_back((token.glued ? "+" : "") + token.form +
                    (token.stem == token.form ? "" : "/" + token.stem));
  }
  return Joined(parts);
}

std::vector<Term> Terms(std::string_view text) {
  Analyzer analyzer = MakeAnalyzer();
  std::vector<Token> tokens;
  analyzer.Tokenize(text, &tokens);
  std::vector<Term> terms;
  analyzer.ForEachTerm(tokens, [&](const Term& term) { terms.push_back(term); });
  return terms;
}

std::string TermLine(std::string_view text) {
  std::vector<std::string> parts;
  for (const Term& term : Terms(text))
    parts.push_back(term.text);
  return Joined(parts);
}

std::set<std::string> Surfaces(std::string_view text) {
  std::set<std::string> surfaces;
  for (const Term& term : Terms(text)) {
    if (term.cls == TermClass::kWord || term.cls == TermClass::kCompound)
      surfaces.insert(term.text);
  }
  return surfaces;
}

std::vector<WordTerms> QueryTerms(std::string_view query) {
  Analyzer analyzer = MakeAnalyzer();
  std::vector<Token> tokens;
  analyzer.Tokenize(query, &tokens);
  return analyzer.QueryTerms(tokens);
}

struct LineCase {
  std::string text, line;
};

// --- tokens

class TokenTest : public testing::TestWithParam<LineCase> {};

TEST_P(TokenTest, Tokens) {
  EXPECT_EQ(TokenLine(GetParam().text), GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(Scripts, TokenTest,
                         testing::Values(LineCase{"BERT는 마스크 언어 모델(MLM)을 쓴다.",
                                                  "bert 마스크 언어 모델 mlm 쓴다"},
                                         LineCase{"BERT기반 2023년", "bert +기반 2023 +년"},
                                         LineCase{"딥러닝GPT2모델", "딥러닝 +gpt +2 +모델"},
                                         LineCase{"αβ Привет שלום مرحبا", "αβ привет שלום مرحبا"},
                                         LineCase{"大韓民國의 機械学習", "大韓民國 機械 +学習"},
                                         LineCase{"데이터(データ)", "데이터 データ"},
                                         LineCase{"ภาษาไทย", "ภาษา +ไทย"},
                                         LineCase{"ㅋㅋㅋ", "ᄏᄏᄏ"},
                                         LineCase{"😀👍🏽 → ∂ ≤", ""},
                                         LineCase{"", ""}));

INSTANTIATE_TEST_SUITE_P(
    Particles, TokenTest,
    testing::Values(LineCase{"CNN을 GPT로부터 RNN에서는 BERT한", "cnn gpt rnn bert"},
                    LineCase{"'BERT'는 “지식 증류”는 ‘모델’을 5%가 세종(世宗)은",
                             "bert 지식 증류 모델 5 세종 世宗"},
                    LineCase{"BERT 는", "bert 는"},   // stands by itself
                    LineCase{"모델-은", "모델 +은"},  // behind Hangul
                    LineCase{"BERT는2", "bert 2"}));  // not one technical token

INSTANTIATE_TEST_SUITE_P(
    Folding, TokenTest,
    testing::Values(LineCase{"ＧＰＴ－２", "gpt +2"}, LineCase{"ﬁne 𝑥² ㎏", "fine x +2 kg"},
                    LineCase{"ÉCOLE e\u0301cole Straße ΑΣ", "école école strasse/strass ασ"},
                    LineCase{"\u1106\u1169\u1103\u1166\u11AF\u110B\u1173\u11AB", "모델은/모델"},
                    LineCase{"a\u200Db", "ab"}, LineCase{"\u0301x", "x"},
                    LineCase{"가\u0301나", "가나"}, LineCase{"½", "1 2"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, TokenTest,
    testing::Values(LineCase{"0.5 1,000 12,345,678 1,000.5", "0.5 1000 12345678 1000.5"},
                    LineCase{"[1,2,3] 1,23 1234,567 1,0000 0.5,123",
                             "1 2 3 1 23 1234 567 1 0000 0.5 123"},
                    LineCase{"2.5M 1503.02531 v1.10.0 3. .5", "2.5 +m 1503.02531 v +1.10.0 3 5"},
                    LineCase{"2019-2021 10/20", "2019 +2021 10 +20"}));

INSTANTIATE_TEST_SUITE_P(
    Technical, TokenTest,
    testing::Values(LineCase{"GPT-2 gpt2 k-NN seq2seq", "gpt +2 gpt +2 k +nn seq +2 +seq"},
                    LineCase{"torch.manual_seed", "torch +manual +seed"},
                    LineCase{"self\u2010attention self\u2011attention",
                             "self +attention/attent self +attention/attent"},
                    LineCase{"C++ C# c++17 k-means++ a+++b Figure#1 c#d",
                             "c++ c# c++ +17 k +means++/mean a b figure/figur 1 c d"},
                    LineCase{"me@mail.com http://x.io/a", "me mail +com http x +io +a"},
                    LineCase{"a - b a--b", "a b a b"}));

INSTANTIATE_TEST_SUITE_P(
    Apostrophes, TokenTest,
    testing::Values(LineCase{"model's MODEL’S models'", "model model models/model"},
                    LineCase{"don't isn’t we'll they've I'm", "dont isnt we they i"},
                    LineCase{"O'Neil l'homme 90's 'x'", "o +neil l +homme/homm 90 +s x"}));

INSTANTIATE_TEST_SUITE_P(
    Symbols, TokenTest,
    testing::Values(LineCase{"√T sqrt(T) √ T", "sqrt +t sqrt t sqrt t"},
                    LineCase{"∇f ∇ₓf", "nabla +f nabla +xf"},
                    LineCase{"n→∞ (−∞,∞)", "n infinity/infin infinity/infin infinity/infin"},
                    LineCase{"√2가 ∞에 √√x", "sqrt +2 infinity/infin sqrt +sqrt +x"},
                    LineCase{"n√ 2∞3", "n +sqrt 2 +infinity/infin +3"}, LineCase{"∑ ∫ ∂ ≈ ∆", ""}));

INSTANTIATE_TEST_SUITE_P(SoftHyphens, TokenTest,
                         testing::Values(LineCase{"knowl\u00ADedge", "knowledge/knowledg"},
                                         LineCase{"증\u00AD류는", "증류는/증류"},
                                         LineCase{"gpt\u00AD2", "gpt +2"},
                                         LineCase{"a\u00AD b\u00AD", "a b"}));

TEST(Tokenize, RangesReferToTheTextAndPositionsCountTokens) {
  const std::string text = "ＧＰＴ 모델(MLM)을 ﬁt don't 1,000\xFF knowl\u00ADedge!";
  std::vector<std::string> ranges;
  std::uint32_t position = 0;
  for (const Token& token : Tokens(text)) {
    EXPECT_EQ(token.position, ++position);
    ranges.push_back(text.substr(token.begin, token.end - token.begin));
  }
  EXPECT_THAT(ranges,
              ElementsAre("ＧＰＴ", "모델", "MLM", "ﬁt", "don't", "1,000", "knowl\u00ADedge"));
}

TEST(Tokenize, WordsForSymbolsHaveTheSymbolsRange) {
  const std::string text = "ﬁt √T, ∇f→∞";
  std::vector<std::string> ranges;
  for (const Token& token : Tokens(text))
    ranges.push_back(token.form + ":" + text.substr(token.begin, token.end - token.begin));
  EXPECT_THAT(ranges, ElementsAre("fit:ﬁt", "sqrt:√", "t:T", "nabla:∇", "f:f", "infinity:∞"));
}

TEST(Tokenize, TokensOfOneCharacterShareItsRange) {
  const std::vector<Token> tokens = Tokens("x㏂y");  // U+33C2 folds to a.m.
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[0].form, "xa");
  EXPECT_EQ(tokens[0].begin, 0U);
  EXPECT_EQ(tokens[0].end, 4U);
  EXPECT_EQ(tokens[1].form, "m");
  EXPECT_EQ(tokens[1].begin, 1U);
  EXPECT_EQ(tokens[1].end, 4U);
  EXPECT_EQ(tokens[2].form, "y");
  EXPECT_EQ(tokens[2].begin, 4U);
}

TEST(Tokenize, TellsWhereASoftHyphenStood) {
  EXPECT_EQ(Tokens("KNOWL\u00ADEDGE").at(0).broken_at, 5U);
  EXPECT_EQ(Tokens("knowledge").at(0).broken_at, 0U);
}

TEST(Tokenize, LeavesOutWhatIsTooLong) {
  const std::string fits(kMaxTokenLength, 'a');
  EXPECT_EQ(TokenLine("x " + fits + " y"), "x " + fits + " y");
  EXPECT_EQ(TokenLine("x " + fits + "a y"), "x y");
  std::string wide;  // 60 code points, but 240 bytes
  for (std::size_t i = 0; i < kMaxTokenLength; ++i)
    wide += "\U00010428";
  EXPECT_EQ(TokenLine("x-" + wide + "-y"), "x y");
}

TEST(Tokenize, ReplacesWhatTheVectorHeld) {
  Analyzer analyzer = MakeAnalyzer();
  std::vector<Token> tokens;
  analyzer.Tokenize("knowl\u00ADedge distillation 모델은", &tokens);
  ASSERT_EQ(tokens.size(), 3U);
  analyzer.Tokenize("a-b", &tokens);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].form, "a");
  EXPECT_EQ(tokens[0].stem, "a");
  EXPECT_EQ(tokens[0].broken_at, 0U);
  EXPECT_TRUE(tokens[1].glued);
}

// --- index terms

class TermTest : public testing::TestWithParam<LineCase> {};

TEST_P(TermTest, Terms) {
  EXPECT_EQ(TermLine(GetParam().text), GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Korean, TermTest,
    testing::Values(LineCase{"마스크 언어는", "S마스크 B마스 B스크 S언어 B언어 Y크언"},
                    LineCase{"모델들에서는, 학습", "S모델 B모델 S학습 B학습 Y델학"},
                    LineCase{"집 밖", "S집 B집 S밖 B밖 Y집밖"},
                    LineCase{"언어 BERT 모델", "S언어 B언어 bert Zbert S모델 B모델"}));

INSTANTIATE_TEST_SUITE_P(Others, TermTest,
                         testing::Values(LineCase{"Networks 1,000", "networks Znetwork 1000"},
                                         LineCase{"機械学習", "S機械 B機械 S学習 B学習 B械学"},
                                         LineCase{"機械 学習", "S機械 B機械 S学習 B学習"},
                                         LineCase{"データ", "Sデータ Bデー Bータ"}));

INSTANTIATE_TEST_SUITE_P(
    Compounds, TermTest,
    testing::Values(LineCase{"GPT-2", "gpt Zgpt gpt2 2"}, LineCase{"gpt2", "gpt Zgpt gpt2 2"},
                    LineCase{"k-NN", "k Zk knn Zknn nn Znn"},
                    LineCase{"a-b-c", "a Za ab Zab abc Zabc b Zb bc Zbc c Zc"},
                    LineCase{"GPT-2-based", "gpt Zgpt gpt2 gpt2based 2 2based based Zbase"},
                    LineCase{"seq2seq", "seq Zseq seq2seq 2 seq Zseq"},
                    LineCase{"2019-2021", "2019 2021"},
                    // five units: pairs only
                    LineCase{"a-b-c-d-e", "a Za ab Zab b Zb bc Zbc c Zc cd Zcd d Zd de Zde e Ze"},
                    LineCase{"knowl\u00ADedge", "knowledge Zknowledg knowl Zknowl edge Zedg"},
                    LineCase{"ภาษาไทย", "ภาษา Zภาษา ไทย Zไทย"}));

TEST(ForEachTerm, ClassesAndPositions) {
  std::vector<std::string> words;
  for (const Term& term : Terms("BERT는 knowl\u00ADedge k-NN 언어 모델")) {
    if (term.cls == TermClass::kWord) words.push_back(std::to_string(term.position) + term.text);
  }
  EXPECT_THAT(words, ElementsAre("1bert", "2knowledge", "2knowl", "2edge", "3k", "4nn", "5S언어",
                                 "6S모델"));
  for (const Term& term : Terms("k-NN 언어 모델 機械学習")) {
    switch (term.cls) {
      case TermClass::kCompound:
        EXPECT_EQ(term.position, 1U) << term.text;
        break;
      case TermClass::kBigram:
        EXPECT_TRUE(term.text.starts_with('B')) << term.text;
        break;
      case TermClass::kCrossing:
        EXPECT_EQ(term.text, "Y어모");
        break;
      case TermClass::kStem:
        EXPECT_TRUE(term.text.starts_with('Z')) << term.text;
        break;
      case TermClass::kWord:
        break;
    }
  }
}

TEST(ForEachTerm, LeavesOutLongCompounds) {
  const std::string long_part(25, 'a');
  EXPECT_THAT(Surfaces(long_part + "-" + long_part), ElementsAre(long_part));
  EXPECT_THAT(Surfaces("a1b2c3d4e5"),
              ElementsAre("1", "2", "3", "4", "5", "a", "b", "c", "d", "e"));
}

// Ways to write one thing share a surface term.
class SameThingTest : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(SameThingTest, SharesATerm) {
  const std::string& term = GetParam().front();
  for (const std::string& writing : GetParam())
    EXPECT_THAT(Surfaces(writing), testing::Contains(term)) << writing;
}

INSTANTIATE_TEST_SUITE_P(
    Writings, SameThingTest,
    testing::Values(std::vector<std::string>{"gpt2", "GPT-2", "GPT2", "GPT_2", "gpt/2",
                                             "ＧＰＴ－２", "GPT-2-based", "GPT-2를", "(gpt2)"},
                    std::vector<std::string>{"knn", "k-NN", "kNN", "K-nn", "k\u2011NN"},
                    std::vector<std::string>{"seq2seq", "Seq2Seq", "seq-2-seq"},
                    std::vector<std::string>{"bleu4", "BLEU-4", "BLEU4"},
                    std::vector<std::string>{"selfattention", "self-attention",
                                             "Self\u00ADattention", "multi-head-self-attention"},
                    std::vector<std::string>{"c++", "C++", "C++은", "modern C++17"},
                    std::vector<std::string>{"c#", "C#", "C#을"},
                    std::vector<std::string>{"attention", "self\u00ADattention", "Attention's"},
                    std::vector<std::string>{"1503.02531", "arXiv:1503.02531v2",
                                             "https://arxiv.org/abs/1503.02531"},
                    std::vector<std::string>{"manualseed", "torch.manual_seed", "manual_seed"},
                    std::vector<std::string>{"oneil", "O'Neil", "O’Neil's"},
                    std::vector<std::string>{"sqrt", "√T", "sqrt(T)", "O(√T)", "√(dT)"},
                    std::vector<std::string>{"nabla", "∇f", "∇·u", "nabla operator"},
                    std::vector<std::string>{"infinity", "∞", "L∞", "to infinity"}));

TEST(ForEachTerm, SomeThingsStayApart) {
  EXPECT_THAT(Surfaces("C++"), testing::Not(testing::Contains("c")));
  EXPECT_THAT(Surfaces("C#"), testing::Not(testing::Contains("c")));
}

// --- query terms

TEST(QueryTerms, Korean) {
  const std::vector<WordTerms> words = QueryTerms("지식 증류를 왜");
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].word, "S지식");
  EXPECT_THAT(words[0].bigrams, ElementsAre("B지식"));
  EXPECT_EQ(words[0].crossing, "");
  EXPECT_EQ(words[0].stem_term, "");
  EXPECT_EQ(words[1].script, Script::kHangul);
  EXPECT_EQ(words[1].form, "증류를");
  EXPECT_EQ(words[1].stem, "증류");
  EXPECT_EQ(words[1].word, "S증류");
  EXPECT_EQ(words[1].crossing, "식증");
  EXPECT_EQ(words[1].begin, 7U);
  EXPECT_EQ(words[1].end, 16U);
  EXPECT_FALSE(words[1].glued);
  EXPECT_THAT(words[2].bigrams, ElementsAre("B왜"));
  EXPECT_EQ(words[2].crossing, "류왜");
}

TEST(QueryTerms, Technical) {
  const std::vector<WordTerms> words = QueryTerms("k-NN GPT2");
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].word, "k");
  EXPECT_EQ(words[0].stem_term, "Zk");
  EXPECT_THAT(words[0].compounds, ElementsAre("knn", "Zknn"));
  EXPECT_FALSE(words[0].glued);
  EXPECT_THAT(words[0].bigrams, IsEmpty());
  EXPECT_TRUE(words[1].glued);
  EXPECT_THAT(words[1].compounds, IsEmpty());
  EXPECT_THAT(words[2].compounds, ElementsAre("gpt2"));
  EXPECT_EQ(words[3].script, Script::kDigit);
  EXPECT_EQ(words[3].word, "2");
  EXPECT_EQ(words[3].stem_term, "");
}

TEST(QueryTerms, CjkRunHasTheBigramsAcrossItsWords) {
  const std::vector<WordTerms> words = QueryTerms("機械学習");
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].word, "S機械");
  EXPECT_THAT(words[1].bigrams, ElementsAre("B学習", "B械学"));
  EXPECT_EQ(words[1].crossing, "");
}

// What a query looks for is what indexing the same text puts in.
TEST(QueryTerms, AreIndexTermsOfTheSameText) {
  for (const std::string_view text : {"BERT는 마스크 언어 모델(MLM)을 쓴다. GPT-2, self-attention",
                                      "k-means++ C# 大韓民國 機械学習",
                                      "state-of-the-art 1503.02531v2 집 밖 don't knowl\u00ADedge",
                                      "ภาษาไทย ㅋㅋ 2.5M x² O'Neil", "O(√T) ∇f L∞"}) {
    std::set<std::string> indexed;
    for (const Term& term : Terms(text))
      indexed.insert(term.text);
    for (const WordTerms& word : QueryTerms(text)) {
      std::vector<std::string> wanted = word.bigrams;
      wanted.push_back(word.word);
      wanted.insert(wanted.end(), word.compounds.begin(), word.compounds.end());
      if (!word.stem_term.empty()) wanted.push_back(word.stem_term);
      if (!word.crossing.empty()) wanted.push_back("Y" + word.crossing);
      for (const std::string& term : wanted)
        EXPECT_TRUE(indexed.contains(term)) << term << " of " << text;
    }
  }
}

// --- hostile bytes

bool IsBoundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 ||
         !IsValidUtf8(text);
}

void CheckInvariants(Analyzer* analyzer, std::string_view text) {
  std::vector<Token> tokens;
  analyzer->Tokenize(text, &tokens);
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  for (const Token& token : tokens) {
    ASSERT_LE(begin, token.begin);
    ASSERT_LE(end, token.end);
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, text.size());
    ASSERT_TRUE(IsBoundary(text, token.begin) && IsBoundary(text, token.end));
    ASSERT_FALSE(token.form.empty() || token.stem.empty());
    ASSERT_TRUE(IsValidUtf8(token.form) && IsValidUtf8(token.stem));
    ASSERT_LE(CodePointCount(token.form), kMaxTokenLength);
    ASSERT_LT(token.broken_at, token.form.size());
    begin = token.begin;
    end = token.end;
  }
  analyzer->ForEachTerm(tokens, [](const Term& term) {
    ASSERT_FALSE(term.text.empty());
    ASSERT_LE(term.text.size(), kMaxTermBytes);
    ASSERT_TRUE(IsValidUtf8(term.text));
  });
  EXPECT_EQ(analyzer->QueryTerms(tokens).size(), tokens.size());
  const std::string clean = CleanText(text);
  ASSERT_TRUE(IsValidUtf8(clean));
  ASSERT_EQ(clean.find('\0'), std::string::npos);
}

TEST(Hostile, RandomBytes) {
  Analyzer analyzer = MakeAnalyzer();
  std::mt19937 random(20240117);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes)
      byte = static_cast<char>(random());
    ASSERT_NO_FATAL_FAILURE(CheckInvariants(&analyzer, bytes)) << round;
  }
}

TEST(Hostile, RandomMixturesOfWhatTheRulesKnow) {
  const std::vector<std::string> parts = {
      "가",     "는",     "모델", "a",    "bc", "k",      "s",  "t",     "n",      "1",   "23",
      "000",    ".",      ",",    "-",    "_",  "/",      "'",  "’",     "\u00AD", " ",   "\n",
      "+",      "#",      "(",    ")",    "%",  "機械",   "学", "と",    "ー",     "ไทย", "\u0301",
      "\u200D", "\u1112", "ㅎ",   "ﬁ",    "½",  "㏂",     "①",  "⑴",     "İ",      "ß",   "😀",
      "\xFF",   "\xEA",   "\xB0", "ＧＰ", "２", "\uFDFA", "𝑥",  "\u3099"};
  Analyzer analyzer = MakeAnalyzer();
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t i = random() % 30; i > 0; --i)
      text += parts[random() % parts.size()];
    ASSERT_NO_FATAL_FAILURE(CheckInvariants(&analyzer, text)) << round << ": " << text;
  }
}

// Whatever repeats, the work grows with the text and not with its square: the bound is thousands of
// times what it takes, and a square of these sizes is minutes.
TEST(Hostile, LongRunsCostLittle) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "what sanitizers cost is not what is measured here";
#endif
  constexpr std::size_t short_size = 1U << 12U;
  constexpr std::size_t long_size = 1U << 20U;
  Analyzer analyzer = MakeAnalyzer();
  std::vector<Token> tokens;
  for (const std::string_view unit : {"a",
                                      "가",
                                      "1",
                                      "a1",
                                      "a-",
                                      "'",
                                      "'s",
                                      "1,",
                                      "機",
                                      "ก",
                                      "\u00AD",
                                      "a\u00AD",
                                      "\u0301\u0316",
                                      "가\u0301",
                                      "\xFF",
                                      "c++",
                                      "#",
                                      "-",
                                      "\uFDFA",
                                      "1.",
                                      "𝑥",
                                      "√",
                                      "√a"}) {
    std::string text;
    while (text.size() < short_size)
      text += unit;
    ASSERT_NO_FATAL_FAILURE(CheckInvariants(&analyzer, text)) << unit;
    while (text.size() < long_size)
      text += unit;
    const auto begin = std::chrono::steady_clock::now();
    analyzer.Tokenize(text, &tokens);
    std::size_t terms = 0;
    analyzer.ForEachTerm(tokens, [&](const Term&) { ++terms; });
    EXPECT_GE(terms, tokens.size()) << unit;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << unit;
  }
}

}  // namespace
}  // namespace rsearch
