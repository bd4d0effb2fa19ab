// What the default rules make of names, and how a user's rules change that.

#include "rsearch/name_rules.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/name_key.h"

namespace rsearch {

namespace {

namespace fs = std::filesystem;

// "title~ | in folder title | date | kind | [field] | id": what is there; '~' for a nickname.
std::string ToString(const NameFacts& facts) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " | ") + part; };
  if (!facts.title.empty()) add(facts.title + (facts.nickname ? "~" : ""));
  if (!facts.folder_title.empty()) add("in " + facts.folder_title);
  if (facts.date != 0) add(std::to_string(facts.date));
  if (facts.kind) add(std::string(Name(*facts.kind)));
  if (!facts.field.empty()) add("[" + facts.field + "]");
  for (const std::string& id : facts.ids)
    add(id);
  return text;
}

const NameRules& Rules() {
  static const NameRules rules = DefaultNameRules();
  return rules;
}

struct Case {
  std::string path;
  std::string expected;
};

class NameRulesTest : public ::testing::TestWithParam<Case> {};

TEST_P(NameRulesTest, ReadsNames) {
  EXPECT_EQ(ToString(ReadName(GetParam().path, Rules())), GetParam().expected) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(
    Dates, NameRulesTest,
    ::testing::Values(
        Case{"210106_Relational Knowledge Distillation.pdf",
             "Relational Knowledge Distillation | 20210106"},
        Case{"20210106-Deep Residual Learning.pdf", "Deep Residual Learning | 20210106"},
        Case{"20210106-x.pdf", "20210106"},
        Case{"2021.06.15 비전 트랜스포머.pdf", "비전 트랜스포머 | 20210615"},
        Case{"2021-06-15_Vision Transformers.pdf", "Vision Transformers | 20210615"},
        Case{"Vision Transformers_210615.pdf", "Vision Transformers | 20210615"},
        Case{"[210615] Vision Transformers.pdf", "Vision Transformers | 20210615"},
        Case{"2021-06.pdf", "20210600"},
        Case{"2021-06-reading group.pdf", "reading group 2021-06 | 20210600"},
        Case{"210106.pdf", "20210106"},
        // No dates: a month 99, seven digits.
        Case{"219906_month 99.pdf", "219906 month 99"},
        Case{"2104002 new notes.pdf", "2104002 new notes"},
        // The deck's own folder may have it.
        Case{"GNN/210106_Message Passing/slides.pdf", "in Message Passing | 20210106 | [GNN]"}));

INSTANTIATE_TEST_SUITE_P(Trends, NameRulesTest,
                         ::testing::Values(Case{"2021-06-research_trends.pdf",
                                                "Research trends 2021-06 | 20210600 | trends"},
                                           Case{"research_trends/2022/2022-06-research_trends.pdf",
                                                "Research trends 2022-06 | 20220600 | trends"},
                                           Case{"research-trends_202206.pdf",
                                                "Research trends 2022-06 | 20220600 | trends"},
                                           Case{"2022-06-NLP_trends.pdf",
                                                "NLP trends 2022-06 | 20220600 | trends"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, NameRulesTest,
    ::testing::Values(Case{"01. 학습 관련 기술.pdf", "학습 관련 기술"},
                      Case{"01.학습 관련 기술.pdf", "학습 관련 기술"},
                      Case{"3) Loss Functions.pdf", "Loss Functions"},
                      Case{"02_Loss Functions.pdf", "Loss Functions"},
                      Case{"3.1 Gradient Descent.pdf", "Gradient Descent"},
                      Case{"Lecture 3 - Loss Functions.pdf", "Loss Functions"},
                      Case{"02. 210106_Loss Functions.pdf", "Loss Functions | 20210106"},
                      // Numbers that belong to the name.
                      Case{"3D object detection.pdf", "3D object detection"},
                      Case{"1.58-bit language models.pdf", "1.58-bit language models"},
                      Case{"10 Years of Graph Learning.pdf", "10 Years of Graph Learning"}));

INSTANTIATE_TEST_SUITE_P(
    Papers, NameRulesTest,
    ::testing::Values(
        Case{"2104.00298v3 Smaller Models.pdf", "Smaller Models | arxiv:2104.00298"},
        Case{"2104.00298.pdf", "paper | arxiv:2104.00298"},
        Case{"2104.00298v3.pdf", "paper | arxiv:2104.00298"},
        Case{"Smaller Models (2104.00298).pdf", "Smaller Models | arxiv:2104.00298"},
        Case{"1503.02531 notes.pdf", "arxiv:1503.02531"},
        Case{"Vaswani et al. - 2017 - Attention Is All You Need.pdf", "Attention Is All You Need"},
        Case{"papers/From Term Frequency to BM25.pdf", "From Term Frequency to BM25 | paper"}));

INSTANTIATE_TEST_SUITE_P(
    Occasions, NameRulesTest,
    ::testing::Values(
        Case{"[세미나]CNN_서영민.pdf", "CNN 서영민~"}, Case{"딥러닝세미나_VAE.pdf", "VAE~"},
        Case{"[CVPR 2019] Relational Distillation.pdf", "Relational Distillation"},
        Case{"[NLP] Text Adversarial Training.pdf", "Text Adversarial Training | [NLP]"},
        Case{"180912_adversarial training_git.pdf", "adversarial training | 20180912"},
        Case{"지식 증류 발표자료_최종_진짜최종.pdf", "지식 증류"},
        Case{"LinguisticRegularitiesPPT.pdf", "LinguisticRegularities~"},
        Case{"Scalable Vision LearnersScalable Vision Learners.pdf", "Scalable Vision Learners"},
        Case{"Scalable Learners - Scalable Learners.pdf", "Scalable Learners"},
        Case{"bonbon boots.pdf", "bonbon boots"}));

INSTANTIATE_TEST_SUITE_P(
    Nicknames, NameRulesTest,
    ::testing::Values(
        Case{"BERT.pdf", "BERT~"}, Case{"190603_GPT2_김유리.pdf", "GPT2 김유리~ | 20190603"},
        Case{"190408_AttentionNetwork_김유리.pdf", "AttentionNetwork 김유리~ | 20190408"},
        Case{"ZSD review.pdf", "ZSD review~"}, Case{"self-attention.pdf", "self-attention~"},
        Case{"lecture_sl_slides-boosting-gbm-with-trees-2.pdf",
             "lecture sl slides boosting gbm with trees 2~"},
        Case{"coja-oghlan22a.pdf", "coja-oghlan22a~"},
        Case{"Deep_Residual_Learning.pdf", "Deep Residual Learning"},
        Case{"Capsule Networks.pdf", "Capsule Networks"}, Case{"지식 증류.pdf", "지식 증류"}));

INSTANTIATE_TEST_SUITE_P(
    Nothing, NameRulesTest,
    ::testing::Values(Case{"발표자료.pdf", ""}, Case{"Presentation (2).pdf", ""},
                      Case{"slides_final.pdf", ""}, Case{"PPT.PDF", ""}, Case{"0012156.pdf", ""},
                      Case{"a1b2c3d4e5f60718293a4b5c6d7e8f90.pdf", ""}, Case{".pdf", ""},
                      Case{"", ""}, Case{"///", ""}, Case{"Untitled 1.pdf", ""}));

INSTANTIATE_TEST_SUITE_P(
    Folders, NameRulesTest,
    ::testing::Values(
        Case{"season_04/09. [NLP] BERT (Pre-training of Deep Transformers)/BERT.pdf",
             "BERT~ | in BERT (Pre-training of Deep Transformers) | [NLP]"},
        Case{"decks/season_02/02. Dynamic Routing/presentation.pdf", "in Dynamic Routing"},
        Case{"Dynamic Routing/presentation.pdf", "in Dynamic Routing"},
        Case{"season_11/04. CNN/[세미나]CNN_서영민.pdf", "CNN 서영민~ | in CNN"},
        Case{"BERT/BERT.pdf", "BERT~ | in BERT"},
        Case{"computer_vision/발표자료.pdf", "[Computer Vision]"},
        Case{"paper_review/computer_vision/210106_Relational Distillation.pdf",
             "Relational Distillation | 20210106 | review | [Computer Vision]"},
        Case{"GNN/2021/210106_Message Passing.pdf", "Message Passing | 20210106 | [GNN]"},
        Case{"recommend_system/추천 시스템 기초.pdf", "추천 시스템 기초 | [Recommender System]"},
        Case{"graph_theory/Spanning Trees.pdf", "Spanning Trees | [Graph Theory]"},
        Case{"CS229_study/Linear Regression.pdf", "Linear Regression | [CS229 Study]"},
        Case{"gnn_basics_of_it/Spanning Trees.pdf", "Spanning Trees | [GNN Basics of It]"},
        Case{"01. NLP/02. Attention/Attention is all you need.pdf",
             "Attention is all you need | in Attention | [NLP]"},
        Case{"papers_2021/Spanning Trees.pdf", "Spanning Trees | paper"}));

TEST(ReadName, TakesAnyBytes) {
  // Decomposed, as macOS writes them.
  EXPECT_EQ(ReadName("\u1112\u1161\u11ab\u1100\u1173\u11af \u1105\u1175\u1107\u1172 \u1106\u1169"
                     "\u110b\u1173\u11b7.pdf",
                     Rules())
                .title,
            "한글 리뷰 모음");
  EXPECT_EQ(ReadName("210106_a\xFF long\nname\x1B.pdf", Rules()).title, "a long name");
  for (const std::string& path :
       {std::string("\xFF\xFE/\x80.pdf"), std::string(300, '/'), std::string(5000, 'a') + "_b.pdf",
        std::string(255, '_') + ".pdf", std::string("[[[[[[[]]]]]] {title}.pdf"),
        std::string("a\0b.pdf", 7), "210106_" + std::string(200, '1')}) {
    const NameFacts facts = ReadName(path, Rules());
    EXPECT_TRUE(IsValidUtf8(facts.title + facts.folder_title + facts.field)) << path;
  }
}

TEST(ReadName, TheUsersRulesComeFirst) {
  NameRules rules = Rules();
  rules.files.insert(rules.files.begin(), {{"{*}_{title} by {*}", "", std::nullopt},
                                           {"Q{n} {title}", "{title} (Q{n})", DeckKind::kTrends}});
  rules.fields[NameKey("Spanning")] = "Trees";
  EXPECT_EQ(ReadName("x_Graph Cuts by Kim.pdf", rules).title, "Graph Cuts");
  EXPECT_EQ(ToString(ReadName("Q3 Graph Cuts.pdf", rules)), "Graph Cuts (Q3) | trends");
  EXPECT_EQ(ReadName("spanning/Graph Cuts.pdf", rules).field, "Trees");
  // A rule without a title only adds; the date's rule still does its part.
  rules.files.insert(rules.files.begin(), {"{*}survey{*}", "", DeckKind::kPaper});
  EXPECT_EQ(ToString(ReadName("210106_A survey of cuts.pdf", rules)),
            "A survey of cuts | 20210106 | paper");
  // A known field is one even where a glob says that such folders are none.
  rules.fields[NameKey("papers")] = "Paper Studies";
  EXPECT_EQ(ReadName("papers/Graph Cuts.pdf", rules).field, "Paper Studies");
  // "{title}" takes names as they are.
  rules.files.insert(rules.files.begin(), {"{title}", "", std::nullopt});
  EXPECT_EQ(ToString(ReadName("210106_Graph Cuts.pdf", rules)), "210106 Graph Cuts");
}

// The measuring corpus: every deck of the Korean and seed collections has a title, and only one
// that may be too short where its folder or first page knows more.
TEST(ReadName, RealCollections) {
  const char* place = std::getenv("RSEARCH_CORPUS");
  const fs::path corpus = fs::path(place == nullptr ? "../shared" : place) / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "no measuring corpus at " << corpus;
  std::size_t files = 0;
  for (const char* name : {"decks_ko", "seed"}) {
    for (const auto& entry : fs::recursive_directory_iterator(corpus / name)) {
      if (entry.path().extension() != ".pdf") continue;
      ++files;
      for (const fs::path& root : {corpus, corpus / name}) {
        const NameFacts facts = ReadName(fs::relative(entry.path(), root).string(), Rules());
        const std::string& title =
            facts.title.empty() || facts.nickname ? facts.folder_title : facts.title;
        EXPECT_FALSE(title.empty()) << entry.path();
        EXPECT_EQ(title.find('_'), std::string::npos) << title;
        EXPECT_FALSE(title.front() >= '0' && title.front() <= '9') << title;
      }
    }
  }
  EXPECT_GT(files, 20U);
}

}  // namespace
}  // namespace rsearch
