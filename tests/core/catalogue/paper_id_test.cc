#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rsearch/paper.h"

namespace rsearch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PaperIds, OneInEachForm) {
  struct Case {
    const char* text;
    const char* id;
  };
  for (const Case& c : {
           // links to arXiv
           Case{"https://arxiv.org/abs/2104.14294", "arxiv:2104.14294"},
           Case{"https://arxiv.org/pdf/1904.05068.pdf", "arxiv:1904.05068"},
           Case{"http://www.arxiv.org/pdf/2104.00298v3", "arxiv:2104.00298"},
           Case{"https://arxiv.org/ftp/arxiv/papers/2105/2105.02835.pdf", "arxiv:2105.02835"},
           Case{"https://arxiv.org/html/2401.00001v1#S2", "arxiv:2401.00001"},
           Case{"export.arxiv.org/abs/0704.0001", "arxiv:0704.0001"},
           Case{"https://ar5iv.org/abs/1706.03762", "arxiv:1706.03762"},
           Case{"https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv:1706.03762"},
           Case{"https://arxiv.org/abs/cs/0112017", "arxiv:cs/0112017"},
           Case{"https://arxiv.org/abs/math.GT/0309136v2", "arxiv:math/0309136"},
           Case{"HTTPS://ARXIV.ORG/ABS/HEP-TH/9901001", "arxiv:hep-th/9901001"},
           // after "arXiv"
           Case{"arXiv:2104.00298v3 [cs.CV] 23 Jun 2021", "arxiv:2104.00298"},
           Case{"arXiv: 1706.03762", "arxiv:1706.03762"},
           Case{"arXiv 1706.03762", "arxiv:1706.03762"},
           Case{"arXiv preprint arXiv:1706.03762, 2017.", "arxiv:1706.03762"},
           Case{"arXiv:hep-th/9901001", "arxiv:hep-th/9901001"},
           Case{"[arXiv:\n1706.03762]", "arxiv:1706.03762"},
           Case{"발표arXiv:1706.03762를", "arxiv:1706.03762"},
           // broken by the extraction of text
           Case{"https://arxiv.org/abs/1706.\n03762", "arxiv:1706.03762"},
           Case{"https://arxiv.org/\nabs/1706.03762", "arxiv:1706.03762"},
           Case{"https://arxiv.org/abs/\n1706.03762", "arxiv:1706.03762"},
           Case{"arxiv.org/abs/17\u00AD06.03762", "arxiv:1706.03762"},
           Case{"ar\u00ADxiv.org/abs/1706.03762", "arxiv:1706.03762"},
           // DOIs
           Case{"https://doi.org/10.1145/3292500.3330701.", "doi:10.1145/3292500.3330701"},
           Case{"doi.org/10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"},
           Case{"DOI 10.1007/s11263-019-01247-4", "doi:10.1007/s11263-019-01247-4"},
           Case{"doi:10.1109/5.771073, 1999", "doi:10.1109/5.771073"},
           Case{"doi:10.1000/182", "doi:10.1000/182"},
           Case{"(10.1016/S0140-6736(20)30183-5)", "doi:10.1016/s0140-6736(20)30183-5"},
           Case{"10.1093/bioinformatics/btz682", "doi:10.1093/bioinformatics/btz682"},
           Case{"https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true",
                "doi:10.1145/3292500.3330701"},
           Case{"https://link.springer.com/content/pdf/10.1007/s11263-019-01247-4.pdf",
                "doi:10.1007/s11263-019-01247-4"},
           Case{"https://doi.org/10.1145/3292500.\n3330701", "doi:10.1145/3292500.3330701"},
           Case{"doi: 10.1145/3292500.\n991", "doi:10.1145/3292500"},  // a page number
           Case{"https://doi.org/10.1145/3292500.3330701\n2019", "doi:10.1145/3292500.3330701"},
           Case{"https://doi.org/10.1145%2F3292500.3330701", "doi:10.1145/3292500.3330701"},
           Case{"https://doi.org/10.48550/arXiv.1706.03762", "arxiv:1706.03762"},
       }) {
    EXPECT_THAT(FindPaperIds(c.text), ElementsAre(c.id)) << c.text;
  }
}

TEST(PaperIds, NoneInWhatOnlyLooksLikeOne) {
  for (const char* text : {
           "1503.02531 notes",
           "it costs 1503.02531 won",
           "arXiv",
           "arXiv 2021",
           "arXiv 2013.12345",   // no month 13
           "arXiv:1900.12345",   // nor 0
           "arXiv:0612.1234",    // before these ids began
           "arXiv:1904.0506",    // five digits since 2015
           "arXiv:1404.05068",   // four before
           "arXiv:1904.050681",  // more than an id
           "https://arxiv.org/list/cs.CV/recent",
           "https://arxiv.org/abs/",
           "arxiv.org/abs/xx/0112017",
           "arXiv:cs/0113017",
           "arXiv:cs/5012017",  // neither 1991 nor later than 2007
           "https://openreview.net/forum?id=kgVJBBThdSZ",
           "https://openaccess.thecvf.com/content/CVPR2021/papers/A_B_CVPR_2021_paper.pdf",
           "10.5000/unit",
           "on 10.2019/06/15",
           "version 110.1145/3292500.3330701",
           "see 1.10.1145/33",
           "10.0.0.1/24",
           "doi: soon",
           "doi:10.1145/",
       }) {
    EXPECT_THAT(FindPaperIds(text), IsEmpty()) << text;
  }
}

TEST(PaperIds, InTheirOrderEachOnce) {
  EXPECT_THAT(FindPaperIds("arXiv:2104.00298v1, doi:10.1109/5.771073, arxiv.org/abs/1706.03762, "
                           "arXiv:2104.00298v3, 10.1109/5.771073."),
              ElementsAre("arxiv:2104.00298", "doi:10.1109/5.771073", "arxiv:1706.03762"));
}

TEST(PaperIds, AnyBytes) {
  EXPECT_THAT(FindPaperIds(std::string("\xff\0arXiv:1706.03762\xc3", 19)),
              ElementsAre("arxiv:1706.03762"));
  // A start that leads nowhere, all over the text: each is looked at once.
  std::string starts;
  for (int i = 0; i < 100'000; ++i)
    starts += i % 2 == 0 ? "arxiv.org/" : "10.1145/";
  FindPaperIds(starts);
  std::string many;
  for (int i = 10'000; i < 60'000; ++i)
    many += "arXiv:1904." + std::to_string(i) + " ";
  EXPECT_EQ(FindPaperIds(many).size(), 50'000U);
}

TEST(PaperIds, AtTheStartOfAName) {
  EXPECT_EQ(ArxivIdInName("2104.00298v3 EfficientNetV2.pdf"), "arxiv:2104.00298");
  EXPECT_EQ(ArxivIdInName("1904.05068.pdf"), "arxiv:1904.05068");
  EXPECT_EQ(ArxivIdInName("arxiv_1904.05068v2.pdf"), "arxiv:1904.05068");
  EXPECT_EQ(ArxivIdInName("0704.0001"), "arxiv:0704.0001");
  EXPECT_EQ(ArxivIdInName("210106_Slow Graphs.pdf"), "");
  EXPECT_EQ(ArxivIdInName("2021.06.15 Slow Graphs.pdf"), "");
  EXPECT_EQ(ArxivIdInName("2104.00298b.pdf"), "");
  EXPECT_EQ(ArxivIdInName("notes on 2104.00298.pdf"), "");
  EXPECT_EQ(ArxivIdInName(""), "");
}

TEST(PaperIds, YearAndTitle) {
  EXPECT_EQ(YearOfId("arxiv:1904.05068"), 2019U);
  EXPECT_EQ(YearOfId("arxiv:0704.0001"), 2007U);
  EXPECT_EQ(YearOfId("arxiv:cs/0112017"), 2001U);
  EXPECT_EQ(YearOfId("arxiv:hep-th/9901001"), 1999U);
  EXPECT_EQ(YearOfId("doi:10.1109/cvpr.2016.90"), 0U);
  EXPECT_EQ(YearOfId("arxiv:"), 0U);

  EXPECT_EQ(TitleId("Deep Residual Learning for Image Recognition"),
            "title:deepresiduallearningforimagerecognition");
  EXPECT_EQ(TitleId("Deep residual learning, for image-recognition"),
            TitleId("Deep Residual Learning for Image Recognition"));
  EXPECT_EQ(TitleId("Residual Networks"), "") << "two words";
  EXPECT_EQ(TitleId("A b c d e"), "") << "few letters";
  EXPECT_EQ(TitleId(""), "");
}

}  // namespace
}  // namespace rsearch
