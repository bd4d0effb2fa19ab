#include "indexer/assign_pages.h"

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

struct PageSketch {
  std::string title, text;
};

Paper PaperCalled(const std::string& title, std::vector<std::string> ids = {}) {
  Paper paper;
  paper.title = title;
  paper.ids = std::move(ids);
  return paper;
}

class AssignTest : public ::testing::Test {
 protected:
  AssignTest() {
    auto analyzer = Analyzer::Create();
    if (!analyzer) throw std::runtime_error(analyzer.error().message);
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
  }

  // "2-3 Title", a span each.
  std::vector<std::string> Spans(std::vector<Paper> papers, const std::vector<PageSketch>& pages) {
    std::vector<PageRecord> records;
    for (const PageSketch& page : pages) {
      PageRecord& record = records.emplace_back();
      record.number = static_cast<std::uint32_t>(records.size());
      record.title = page.title;
      record.text = page.title + "\n" + page.text;
    }
    const PageAssignment assigned = AssignPages(analyzer_.get(), std::move(papers), records);
    papers_ = assigned.papers;
    std::vector<std::string> lines;
    for (const PaperSpan& span : assigned.spans)
      lines.push_back(std::to_string(span.first) + "-" + std::to_string(span.last) + " " +
                      assigned.papers.at(span.paper).title);
    return lines;
  }

  std::unique_ptr<Analyzer> analyzer_;
  std::vector<Paper> papers_;  // of the last assignment
};

const char* const kDense = "Feature Pyramids for Dense Prediction";
const char* const kVideo = "Is Temporal Pooling All You Need for Video Recognition?";

TEST_F(AssignTest, APaperBeginsWithItsTitleAndGoesOn) {
  EXPECT_THAT(Spans({PaperCalled(kDense), PaperCalled(kVideo)},
                    {{"Trends 2022-06", "study group"},
                     {"Contents", std::string("1 ") + kDense +
                                      " A. Lee\n2 Is Temporal Pooling All "
                                      "You\nB. Kim\nNeed for Video Recognition?"},
                     {kDense, "피라미드 구조를 사용"},
                     {"Experiments", "실험 결과"},
                     {kVideo, "시간 축 pooling"},
                     {"Conclusion", "transformer 없이도 충분함"},
                     {"End of the document", ""}}),
              ElementsAre(std::string("3-4 ") + kDense, std::string("5-6 ") + kVideo));
}

// "arXiv sanity Feature Pyramids …" on every slide, titles shortened and misspelt.
TEST_F(AssignTest, TitlesOnSlidesAreNotWordForWord) {
  EXPECT_THAT(
      Spans({PaperCalled(kDense), PaperCalled("LocalNet: Bringing Locality to Pooling")},
            {{"arXiv sanity Feature Pyramid for Dense Predictions", "요약"},
             {"arXiv sanity LOCALNET : bringing locality", "요약"}}),
      ElementsAre(std::string("1-1 ") + kDense, "2-2 LocalNet: Bringing Locality to Pooling"));
}

TEST_F(AssignTest, ALinkTellsWhereTheTitleDoesNot) {
  EXPECT_THAT(
      Spans({PaperCalled(kDense, {"arxiv:2206.00001"}), PaperCalled(kVideo, {"arxiv:2206.00002"})},
            {{"첫 번째 논문", "https://arxiv.org/abs/2206.00002\n요약"},
             {"두 번째 논문", "https://arxiv.org/pdf/2206.00001.pdf\n요약"}}),
      ElementsAre(std::string("1-1 ") + kVideo, std::string("2-2 ") + kDense));
}

// Below its head a page may link to what it compares with.
TEST_F(AssignTest, ALinkFurtherDownDoesNotOutdoATitle) {
  EXPECT_THAT(
      Spans({PaperCalled(kDense, {"arxiv:2206.00001"}), PaperCalled(kVideo, {"arxiv:2206.00002"})},
            {{kDense, "하나\n둘\n셋\n넷\nhttps://arxiv.org/abs/2206.00002 와 비교"}}),
      ElementsAre(std::string("1-1 ") + kDense));
}

TEST_F(AssignTest, PapersTheCatalogueDoesNotKnow) {
  EXPECT_THAT(
      Spans({PaperCalled(kDense)},
            {{"Contents", std::string("1 ") + kDense + "\n2 " + kVideo + "\n3 Catching Mice"},
             {std::string("Weekly ") + kDense, "요약"},
             {std::string("Weekly ") + kVideo, "요약"},
             {"Weekly Something Else", "https://arxiv.org/abs/2206.00003\n요약"}}),
      ElementsAre(std::string("2-2 ") + kDense, std::string("3-3 ") + kVideo,
                  "4-4 Something Else"));
  ASSERT_EQ(papers_.size(), 3U);
  EXPECT_THAT(papers_[2].ids, ElementsAre("arxiv:2206.00003"));
  EXPECT_EQ(papers_[2].year, 2022U);
}

TEST_F(AssignTest, NothingToGoBy) {
  EXPECT_THAT(Spans({}, {{"Cats", "dogs"}, {"Mice", "birds"}}), IsEmpty());
  EXPECT_THAT(Spans({PaperCalled(kDense), PaperCalled("")}, {}), IsEmpty());
  EXPECT_THAT(Spans({PaperCalled(kDense)}, {{"", ""}, {"Vision", "for the"}}), IsEmpty());
  EXPECT_EQ(papers_.size(), 1U) << "known to the catalogue all the same";
}

}  // namespace
}  // namespace rsearch
