#include "rsearch/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

Sketch Of(const std::string& text) {
  static Analyzer analyzer = std::move(*Analyzer::Create());
  std::vector<Token> tokens;
  analyzer.Tokenize(text, &tokens);
  return SketchOf(tokens);
}

bool Near(const std::string& a, const std::string& b) {
  const Sketch x = Of(a);
  const Sketch y = Of(b);
  EXPECT_EQ(NearIdentical(x, y), NearIdentical(y, x)) << a << " | " << b;
  return NearIdentical(x, y);
}

// `count` different words, from word number `first` on.
std::string Words(int count, int first = 0) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += "word";
    for (int rest = i; rest > 0; rest /= 26)
      text += static_cast<char>('a' + rest % 26);
    text += ' ';
  }
  return text;
}

TEST(NearIdentical, AsAReaderWouldSay) {
  const std::string step =
      "기계 번역에서 언어 모델의 역할. 인코더에서 입력 문장을 받아 컨텍스트 벡터에 넘긴 뒤 "
      "디코더에서 "
      "문장을 출력한다";
  struct Case {
    const char* why;
    std::string a, b;
    bool near;
  };
  const std::string three =
      "1. Under-Sampling 2. Over-Sampling 3. SMOTE: 새로운 synthetic instance";
  const std::vector<Case> cases = {
      {"the same", step, step, true},
      {"case, width and punctuation aside", "Ｑ&A!", "q & a", true},
      {"a step of a build", step, step + " 이때 사용되는 모델이 RNNLM", true},
      {"a step that doubles the text", step, step + step.substr(0, 30) + Words(14), false},
      {"a title and the slides under it", "Experiments", "Experiments on CIFAR-10", false},
      {"a title and a full slide", "기계 번역에서", step, false},
      {"short and the same", "감사합니다.", "감사합니다", true},
      {"short and nearly the same", "Routing Algorithm", "Routing Algorithm skip", false},
      {"other numbers under the same words", "accuracy 76.1 recall 80.2 F1 78.0 loss 0.31",
       "accuracy 77.4 recall 81.9 F1 79.6 loss 0.28", false},
      {"another end under the same bullets", three + " Bagging: 모델을 여러 번 학습시켜 다수결로",
       three + " Boosting: 약한 학습기를 하나씩 더해 강한 학습기로", false},
      {"nothing to compare", "", "", false},
      {"pictures with nothing in common", "가 나", "다 라", false},
      {"long pages, a word changed", Words(600), Words(300) + "changed " + Words(299, 301), true},
      {"long pages that share a half", Words(600), Words(600, 300), false},
      {"long pages without anything shared", Words(600), Words(600, 600), false},
  };
  for (const Case& c : cases)
    EXPECT_EQ(Near(c.a, c.b), c.near) << c.why;
}

TEST(SketchOf, CountsPairsAndKeepsTheSmallest) {
  EXPECT_EQ(Of("").pairs, 0U);
  EXPECT_EQ(Of("a").pairs, 1U);
  EXPECT_EQ(Of("a b a b a").pairs, 3U);  // ·a, ab, ba
  const Sketch sketch = Of(Words(1000));
  EXPECT_EQ(sketch.pairs, 1000U);
  EXPECT_EQ(sketch.smallest.size(), kSketchSize);
  EXPECT_TRUE(std::is_sorted(sketch.smallest.begin(), sketch.smallest.end()));
  EXPECT_LT(sketch.smallest.back(), 1U << kSketchHashBits);
  EXPECT_NE(Of("ab c"), Of("a bc"));
}

// Stored: another hash would make old and new pages strangers.
TEST(SketchOf, NeverChanges) {
  EXPECT_EQ(Of("지식 증류").smallest, (std::vector<std::uint32_t>{1614060, 5158534}));
}

TEST(Sketch, ReadsBackAsItWas) {
  for (const int words : {0, 1, 47, 48, 49, 1000}) {
    const Sketch sketch = Of(Words(words));
    const auto read = DecodeSketch(Encode(sketch));
    ASSERT_TRUE(read) << words;
    EXPECT_EQ(*read, sketch);
  }
}

TEST(Sketch, BrokenBytesAreAnError) {
  const std::string whole = Encode(Of(Words(60)));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(DecodeSketch(whole.substr(0, size))) << size;
  EXPECT_FALSE(DecodeSketch(whole + '\0'));
  EXPECT_FALSE(DecodeSketch(std::string("\x02\x01\x00", 3))) << "the same hash twice";
  EXPECT_FALSE(DecodeSketch("\x01\xFF\xFF\xFF\xFF\x0F")) << "a hash of more bits";
}

}  // namespace
}  // namespace rsearch
