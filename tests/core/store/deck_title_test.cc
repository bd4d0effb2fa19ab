#include <gtest/gtest.h>

#include "rsearch/document.h"

namespace rsearch {
namespace {

struct Case {
  const char* path;
  const char* document_title;
  const char* expected;
};

class DeckTitleTest : public ::testing::TestWithParam<Case> {};

TEST_P(DeckTitleTest, FollowsTheRules) {
  EXPECT_EQ(DeckTitle(GetParam().document_title, GetParam().path), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, DeckTitleTest,
    ::testing::Values(
        // The name says it: date and running numbers go.
        Case{"/r/cv/210106_Relational Knowledge Distillation.pdf", "RKD",
             "Relational Knowledge Distillation"},
        Case{"/r/20210106-Deep Residual Learning.pdf", "", "Deep Residual Learning"},
        Case{"/r/01. 학습 관련 기술.pdf", "Optimizer", "학습 관련 기술"},
        Case{"/r/190408_AttentionNetwork_김유리.pdf", "", "AttentionNetwork 김유리"},
        // Which issue of a series it is stays.
        Case{"/r/2021-06-research_trends.pdf", "Papers", "2021-06 research trends"},
        // A decomposed name (macOS) reads like the composed one.
        Case{"/r/\u1112\u1161\u11ab\u1100\u1173\u11af \u1105\u1175\u1107\u1172.pdf", "",
             "한글 리뷰"},
        // A nickname or nothing: the first page knows more, then the folder.
        Case{"/r/09. BERT/BERT.pdf", "BERT: Pre-training of Deep Bidirectional Transformers",
             "BERT: Pre-training of Deep Bidirectional Transformers"},
        Case{"/r/BERT.pdf", "", "BERT"},
        Case{"/r/02. Dynamic Routing/presentation.pdf", "", "Dynamic Routing"},
        Case{"/r/02. Dynamic Routing/발표자료.pdf", "Capsules", "Capsules"},
        Case{"/r/2104.00298.pdf", "EfficientNetV2", "EfficientNetV2"},
        // Numbers that belong to the name.
        Case{"/r/3D object detection.pdf", "", "3D object detection"},
        Case{"/r/1503.02531 notes.pdf", "", "1503.02531 notes"}));

}  // namespace
}  // namespace rsearch
