#include "indexer/mine_glosses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MineTest : public ::testing::Test {
 protected:
  MineTest() {
    auto analyzer = Analyzer::Create();
    if (!analyzer) throw std::runtime_error(analyzer.error().message);
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
  }

  // "name = other", a line each.
  std::vector<std::string> Mine(const std::string& text) {
    std::vector<std::string> lines;
    for (const Gloss& gloss : MineGlosses(text, analyzer_.get()))
      lines.push_back(gloss.name + " = " + gloss.other);
    return lines;
  }
  // "name = other *times"
  std::vector<std::string> Collect(const std::vector<std::string>& pages) {
    GlossCollector collector(analyzer_.get());
    for (const std::string& page : pages)
      collector.Add(page);
    std::vector<std::string> lines;
    for (const Gloss& gloss : collector.Take())
      lines.push_back(gloss.name + " = " + gloss.other + " *" + std::to_string(gloss.count));
    return lines;
  }
  struct Case {
    const char* text;
    const char* pair;
  };
  void ExpectEach(const std::vector<Case>& cases) {
    for (const Case& c : cases)
      EXPECT_THAT(Mine(c.text), ElementsAre(c.pair)) << c.text;
  }

  std::unique_ptr<Analyzer> analyzer_;
};

TEST_F(MineTest, BothOrdersAndLanguages) {
  ExpectEach({
      {"지식 증류(knowledge distillation)", "지식 증류 = knowledge distillation"},
      {"knowledge distillation(지식 증류)", "지식 증류 = knowledge distillation"},
      {"지식 증류 (Knowledge Distillation)", "지식 증류 = Knowledge Distillation"},
      {"지식 증류（knowledge distillation）", "지식 증류 = knowledge distillation"},
      {"지식 증류[knowledge distillation]", "지식 증류 = knowledge distillation"},
      {"\"knowledge distillation\"(지식 증류)", "지식 증류 = knowledge distillation"},
      {"드롭아웃(Dropout)은 쉽다", "드롭아웃 = Dropout"},
      {"오차 초기화(= weight reset)를 한다", "오차 초기화 = weight reset"},
      {"Masked Language Model (MLM)", "Masked Language Model = MLM"},
      {"MLM (Masked Language Model)", "Masked Language Model = MLM"},
      {"마스크 언어 모델(MLM)", "마스크 언어 모델 = MLM"},
      {"MLM(마스크 언어 모델)", "마스크 언어 모델 = MLM"},
      {"long short-term memory (LSTM) cells", "long short-term memory = LSTM"},
      {"we run Hamiltonian Monte Carlo (HMC)", "Hamiltonian Monte Carlo = HMC"},
      {"recurrent neural networks (RNNs)", "recurrent neural networks = RNN"},
  });
}

TEST_F(MineTest, ANameWithItsAcronym) {
  EXPECT_THAT(Mine("지식 증류 (Knowledge Distillation, KD)"),
              ElementsAre("Knowledge Distillation = KD", "지식 증류 = Knowledge Distillation",
                          "지식 증류 = KD"));
  EXPECT_THAT(Mine("순환 신경망(RNN; Recurrent Neural Network)"),
              ElementsAre("Recurrent Neural Network = RNN",
                          "순환 신경망 = Recurrent Neural Network", "순환 신경망 = RNN"));
  EXPECT_THAT(Mine("RNN (Recurrent Neural Network, 순환 신경망)"),
              ElementsAre("Recurrent Neural Network = RNN", "순환 신경망 = RNN"));
}

// Where a Korean name begins.
TEST_F(MineTest, TheLeftEdge) {
  ExpectEach({
      {"우리는 지식 증류(knowledge distillation)를 쓴다", "지식 증류 = knowledge distillation"},
      {"에이전트는 경험 재현 버퍼(experience replay buffer)를",
       "경험 재현 버퍼 = experience replay buffer"},
      {"1개 이상의 은닉층(hidden layer)을", "은닉층 = hidden layer"},
      {"경로가 짧아 장거리 의존성(long-range dependency)을",
       "장거리 의존성 = long-range dependency"},
      {"새로운 자기 어텐션(self-attention)은", "자기 어텐션 = self-attention"},
      {"큰 데이터로 사전학습(pre-training)하면", "사전학습 = pre-training"},
      {"문장을 기계번역(machine translation)하는", "기계번역 = machine translation"},
      {"한국어 기계번역(machine translation)", "기계번역 = machine translation"},
      {"모델은 비지도 학습(unsupervised learning)", "비지도 학습 = unsupervised learning"},
      {"값의 코사인 유사도(cosine similarity)", "코사인 유사도 = cosine similarity"},
      {"이는 온라인 학습(online learning)", "온라인 학습 = online learning"},
      {"문장 토큰(token)", "토큰 = token"},
      {"응답 지연 시간(latency)", "지연 시간 = latency"},
      {"장점: 지식 증류(knowledge distillation)", "지식 증류 = knowledge distillation"},
      {"첫 줄이다\n지식 증류(knowledge distillation)", "지식 증류 = knowledge distillation"},
      {"BERT의 지식 증류(knowledge distillation)", "지식 증류 = knowledge distillation"},
      {"key 의 가중 평균(weighted mean)", "가중 평균 = weighted mean"},
      {"GPU 메모리 입출력(IO)", "메모리 입출력 = IO"},
      {"지식 증류를 (knowledge distillation)", "지식 증류 = knowledge distillation"},
      {"한 Markov 체인(Markov chain)은", "Markov 체인 = Markov chain"},
      {"그것은 사고 사슬(chain of thought)이다", "사고 사슬 = chain of thought"},
      // English names
      {"가중치를 Gradient Descent(경사하강법)로", "경사하강법 = Gradient Descent"},
      {"we use Batch Normalization(배치 정규화)", "배치 정규화 = Batch Normalization"},
      {"the knowledge distillation(지식 증류)", "지식 증류 = knowledge distillation"},
      {"of the latent(잠재) space", "잠재 = latent"},
      {"in the Hidden Markov Model (HMM)", "Hidden Markov Model = HMM"},
      {"deep reinforcement learning (RL)", "reinforcement learning = RL"},
  });
}

TEST_F(MineTest, BrokenAndWrappedNames) {
  ExpectEach({
      {"지식 증류(knowl\u00ADedge distillation)", "지식 증류 = knowledge distillation"},
      {"지식 증류(knowledge\ndistillation)", "지식 증류 = knowledge distillation"},
      {"지식 증류\n(Knowledge Distillation)\n홍길동", "지식 증류 = Knowledge Distillation"},
      {"Knowledge Distillation\n(지식 증류)", "지식 증류 = Knowledge Distillation"},
  });
  EXPECT_THAT(Mine("우리가 쓰는 지식 증류\n(knowledge distillation)"), IsEmpty())
      << "the line above says more";
  EXPECT_THAT(Mine("지식 증류\n(knowledge distillation) 이란"), IsEmpty());
}

TEST_F(MineTest, Asides) {
  for (const char* text : {
           "제안한 방법 (Kim et al., 2019)",
           "as shown before (Kim and Lee, 2019)",
           "정확도 (2019)",
           "구조 그림 (Figure 3)",
           "자세한 설명 (see Section 2)",
           "왼쪽 그림 (a)",
           "둘째 항목 (i)",
           "여러 모델 (e.g. BERT)",
           "정확도 (ours)",
           "정확도 (92.1%)",
           "손실 함수 (y = f(x))",
           "코드 공개 (https://example.org)",
           "합성곱 신경망 (CVPR 2019)",
           "여러 모델 (BERT, GPT, XLNet)",
           "기본 모델(언어를 이해하는 모델)",
           "knowledge distillation (지식을 옮기는 것을 의미)",
           "knowledge distillation (전달하는 방법)",
           "가중치 (W)",
           "W(가중치)",
           "Teacher (고정)",
           "Adversarial Training (논문)",
           "Context(주변 단어)",
           "accuracy (higher)",
           "the model (which we call it)",
           "모델 압축(지식 증류)",
           "학습(CNN)",
           "데이터(WebText)",
           "학습 방식(Progressive Learning)",
           "클래스(background class)",
           "과도한 특수화(excessive specialization)",
           "이를 펼치게(unfold) 되면",
           "Distillation (distillation)",
           "증류()",
           "(knowledge distillation)",
           "지식 증류(knowledge distillation",
           "지식 증류 knowledge distillation)",
       })
    EXPECT_THAT(Collect({text}), IsEmpty()) << text;
}

TEST_F(MineTest, AnyBytes) {
  EXPECT_THAT(Mine(""), IsEmpty());
  EXPECT_THAT(Mine("("), IsEmpty());
  EXPECT_THAT(Mine("\xEF("), IsEmpty());
  EXPECT_THAT(Mine("증\xEC(\xFF\xEF\xBC)"), IsEmpty());
  EXPECT_THAT(Mine("\xA6\x9D\xEB\xA5\x98(\xEA)"), IsEmpty());
  EXPECT_THAT(Mine("- (- -) ' (')"), IsEmpty());
  const std::string many(100'000, '(');
  EXPECT_THAT(Mine(many), IsEmpty());
  std::string nested;
  for (int i = 0; i < 10'000; ++i)
    nested += "증류 (";
  EXPECT_THAT(Mine(nested), IsEmpty());
  EXPECT_THAT(Mine(std::string(100'000, 'A') + " (AB)"), IsEmpty());
}

TEST_F(MineTest, ADeckCountsWhatItRepeats) {
  EXPECT_THAT(Collect({"지식 증류(knowledge distillation)", "Knowledge Distillation (지식증류)",
                       "지식 증류(knowledge distillation)를"}),
              ElementsAre("지식 증류 = knowledge distillation *3"));
}

// One page gives the name a word too many, which another page shows.
TEST_F(MineTest, ADeckKnowsBetterWhereANameBegins) {
  EXPECT_THAT(Collect({"초기 학습률(learning rate)", "작은 학습률(learning rate)은",
                       "학습률(learning rate)"}),
              ElementsAre("학습률 = learning rate *3"));
}

TEST_F(MineTest, ADeckIsBounded) {
  std::string page;
  for (char32_t i = 0; i < 3000; ++i) {
    std::string name = "가나";
    for (const char32_t c : {0xAC00 + i, 0xB000 + i})
      name += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
               static_cast<char>(0x80 | (c & 0x3F))};
    page += name + "(model zoo)\n";
  }
  EXPECT_EQ(Collect({page}).size(), kMaxDeckGlosses);
}

TEST_F(MineTest, NothingIsLeftForTheNextDeck) {
  GlossCollector collector(analyzer_.get());
  collector.Add("지식 증류(knowledge distillation)");
  EXPECT_EQ(collector.Take().size(), 1U);
  EXPECT_THAT(collector.Take(), IsEmpty());
}

}  // namespace
}  // namespace rsearch
