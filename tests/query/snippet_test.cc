#include "query/snippet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "rsearch/utf8.h"

namespace rsearch {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Encode(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text)
    AppendUtf8(c, &out);
  return out;
}

// `text` with every highlight in brackets.
std::string Marked(const std::string& text, const std::vector<Highlight>& highlights) {
  const std::u32string decoded = DecodeUtf8(text);
  std::u32string out;
  std::size_t at = 0;
  for (const Highlight& highlight : highlights) {
    EXPECT_LE(at, highlight.begin);
    EXPECT_LT(highlight.begin, highlight.end);
    EXPECT_LE(highlight.end, decoded.size());
    out += decoded.substr(at, highlight.begin - at) + U"[" +
           decoded.substr(highlight.begin, highlight.end - highlight.begin) + U"]";
    at = highlight.end;
  }
  return Encode(out + decoded.substr(at));
}

class SnippetTest : public ::testing::Test {
 protected:
  SnippetTest() : analyzer_(std::move(*Analyzer::Create())) {}

  std::vector<MatchWord> Words(const std::string& query, bool prefix = false) {
    std::vector<Token> tokens;
    analyzer_.Tokenize(query, &tokens);
    std::vector<MatchWord> words;
    for (const WordTerms& term : analyzer_.QueryTerms(tokens)) {
      MatchWord word;
      word.script = term.script;
      word.form = term.form;
      word.stem = term.stem;
      word.glued = term.glued;
      word.compounds = term.compounds;
      for (const std::string& bigram : term.bigrams)
        word.bigrams.push_back(bigram.substr(1));
      words.push_back(word);
    }
    if (prefix) words.back().prefix = true;
    return words;
  }

  std::string Mark(const std::string& query, const std::string& text, bool prefix = false) {
    return Marked(text, HighlightText(analyzer_, text, Words(query, prefix)));
  }

  std::string Cut(const std::string& query, const PageRecord& page, std::size_t max = 200) {
    const Snippet snippet = MakeSnippet(analyzer_, page, Words(query), {max});
    EXPECT_LE(DecodeUtf8(snippet.text).size(), max);
    EXPECT_EQ(snippet.text.find('\n'), std::string::npos);
    return Marked(snippet.text, snippet.highlights);
  }

  static PageRecord Slide(std::string text, std::string title = "") {
    PageRecord page;
    page.slide = true;
    page.text = std::move(text);
    page.title = std::move(title);
    return page;
  }
  static PageRecord Paper(std::string text) {
    PageRecord page;
    page.text = std::move(text);
    return page;
  }

  Analyzer analyzer_;
};

TEST_F(SnippetTest, WordsMatchAsTheIndexMatchesThem) {
  struct Case {
    std::string query, text;
  };
  for (const Case& c : {
           Case{"distillation", "Knowledge [Distillation] and [distilled] nets"},
           Case{"bert", "[BERT]는 [Bert] berth"},
           Case{"증류", "지식을 [증류]하는 [증류]를"},
           Case{"추천시스템", "[추천 시스템]을 [추천시스템]의 추천"},
           Case{"추천 시스템", "[추천시스템]"},
           Case{"이전", "차이 전략 [이전]의"},
           Case{"모델", "언어[모델]링"},
           Case{"gpt-2", "[GPT-2] [gpt2] 2 tables, [GPT]"},
           Case{"gpt2", "[GPT-2] and 2"},
           Case{"knn", "[k-NN] [kNN] nn"},
           Case{"k-NN", "[knn] [k-NN]"},
           Case{"self-attention", "[selfattention] [self] selfish"},
           Case{"2019", "[2019]년 20191"},
           Case{"c++", "[C++] c"},
           Case{"knowledge", "about [knowl\u00ADedge] here"},
           Case{"왜", "[왜] 왜곡"},
           Case{"深度学习", "[深度学习]模型"},
           Case{"", "nothing"},
           Case{"missing", "nothing"},
       }) {
    std::string plain;
    for (const char ch : c.text)
      if (ch != '[' && ch != ']') plain += ch;
    EXPECT_EQ(Mark(c.query, plain), c.text) << c.query;
  }
}

TEST_F(SnippetTest, PrefixesMarkTheWholeWord) {
  EXPECT_EQ(Mark("distil", "distilled Distillation dist", true), "[distilled] [Distillation] dist");
  EXPECT_EQ(Mark("증", "증류를 한다", true), "[증류를] 한다");
}

TEST_F(SnippetTest, PartsOfALongWordCountOnlyWhereItIsNowhereWhole) {
  EXPECT_EQ(Mark("언어모델링", "언어모델의"), "[언어모델]의");
  EXPECT_EQ(Mark("언어모델링", "언어모델의 언어모델링"), "언어모델의 [언어모델링]");
  // What made the page match at all is shown when there is nothing better.
  EXPECT_EQ(Mark("언어모델링", "언어의 이론"), "[언어]의 이론");
  EXPECT_EQ(Mark("언어모델링 bert", "언어의 BERT"), "언어의 [BERT]");
}

TEST_F(SnippetTest, ShortTextsAreShownWhole) {
  EXPECT_EQ(Cut("증류", Slide("지식 증류\nteacher 모델\n")), "지식 [증류] · teacher 모델");
  EXPECT_EQ(Cut("증류", Paper("지식 증류\nteacher 모델")), "지식 [증류] teacher 모델");
  EXPECT_EQ(Cut("none", Slide("a\n\n  b")), "a · b");
  EXPECT_EQ(Cut("none", Slide("")), "");
}

TEST_F(SnippetTest, SoftHyphensAreNotShown) {
  EXPECT_EQ(Cut("knowledge", Paper("the knowl\u00ADedge of")), "the [knowledge] of");
}

TEST_F(SnippetTest, TheTitleIsLeftOutWhereTheWordsStandBelowIt) {
  EXPECT_EQ(Cut("distillation",
                Slide("Knowledge Distillation\nuses distillation", "Knowledge Distillation")),
            "uses [distillation]");
  EXPECT_EQ(Cut("knowledge", Slide("Knowledge Distillation\nuses it", "Knowledge Distillation")),
            "[Knowledge] Distillation · uses it");
  EXPECT_EQ(Cut("none", Slide("Knowledge Distillation\nuses it", "Knowledge Distillation")),
            "uses it");
  EXPECT_EQ(Cut("none", Slide("Knowledge Distillation", "Knowledge Distillation")),
            "Knowledge Distillation");
  EXPECT_EQ(Cut("none", Slide("Knowledge Distillations are", "Knowledge Distillation")),
            "Knowledge Distillations are");
}

TEST_F(SnippetTest, ShowsTheStretchWithMostDifferentWords) {
  std::string text = "alpha alpha alpha alpha. ";
  for (int i = 0; i < 100; ++i)
    text += "filler words stand here. ";
  text += "Here alpha meets beta at last. ";
  for (int i = 0; i < 100; ++i)
    text += "filler words stand here. ";
  const std::string cut = Cut("alpha beta", Paper(text));
  EXPECT_THAT(cut, StartsWith("… Here [alpha] meets [beta] at last. filler"));
  EXPECT_THAT(cut, EndsWith(" …"));
}

TEST_F(SnippetTest, ARareWordWeighsMoreThanTwoCommonOnes) {
  std::string text = "alpha beta. ";
  for (int i = 0; i < 100; ++i)
    text += "filler words stand here. ";
  std::vector<MatchWord> words = Words("alpha beta rare");
  words[2].weight = 5;
  const Snippet snippet = MakeSnippet(analyzer_, Paper(text + "A rare one."), words);
  EXPECT_THAT(Marked(snippet.text, snippet.highlights), EndsWith("A [rare] one."));
}

TEST_F(SnippetTest, EndsAtWords) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "단어" + std::to_string(i) + " ";
  const std::string cut = Cut("단어150", Slide(text), 80);
  EXPECT_THAT(cut, StartsWith("… [단어]"));
  EXPECT_THAT(cut, HasSubstr(" [단어150] "));
  EXPECT_THAT(cut, EndsWith(" [단어]152 …"));
}

TEST_F(SnippetTest, TextWithoutSpacesIsCutAnywayAndTheMatchStays) {
  const std::string cut = Cut(
      "z", Paper(std::string(50, 'x') + "." + std::string(50, 'x') + " z " + std::string(500, 'y')),
      60);
  EXPECT_THAT(cut, HasSubstr("[z]"));
}

TEST_F(SnippetTest, WithoutAMatchItIsThePagesBeginning) {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "word" + std::to_string(i) + " ";
  EXPECT_THAT(Cut("none", Paper(text), 50), StartsWith("word0 word1"));
  EXPECT_THAT(Cut("none", Paper(text), 50), EndsWith(" …"));
}

// The one promise that counts, over every place a match can have and several lengths.
TEST_F(SnippetTest, AMatchIsAlwaysShown) {
  for (const std::size_t max : {20, 60, 200}) {
    for (int place = 0; place < 120; place += 7) {
      std::string text;
      for (int i = 0; i < 120; ++i)
        text += i == place ? "증류를 " : (i % 11 == 0 ? "짧다.\n" : "가나다라마바 ");
      for (const bool slide : {false, true}) {
        PageRecord page = slide ? Slide(text) : Paper(text);
        EXPECT_THAT(Cut("증류", page, max), HasSubstr("[증류]를")) << place << " " << max;
      }
    }
  }
}

TEST_F(SnippetTest, AnyBytesAreBearable) {
  const std::string bytes = "\xFF\xC3(\n\n \xE2\x80 증\xEB류 \u00AD\u00AD\n\u202E";
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const Snippet snippet = MakeSnippet(analyzer_, Slide(bytes.substr(0, size)), Words("증류"));
    EXPECT_TRUE(IsValidUtf8(snippet.text));
    HighlightText(analyzer_, bytes.substr(0, size), Words("증류"));
  }
}

}  // namespace
}  // namespace rsearch
