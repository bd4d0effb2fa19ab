#include "core/catalogue/title.h"

#include <gtest/gtest.h>

#include <string>

namespace rsearch::catalogue {
namespace {

TEST(Title, VenueInBrackets) {
  struct Case {
    const char* text;
    const char* title;
    const char* venue;
    std::uint32_t year;
  };
  for (const Case& c : {
           Case{"Slow Graphs (CVPR 2019)", "Slow Graphs", "CVPR", 2019},
           Case{"Slow Graphs (2019)", "Slow Graphs", "", 2019},
           Case{"Slow Graphs (2021 CVPR)", "Slow Graphs", "CVPR", 2021},
           Case{"Slow Graphs (Tech report. arXiv v2)", "Slow Graphs", "Tech report. arXiv v2", 0},
           Case{"Slow Graphs (ICLR 2022 Spotlight)", "Slow Graphs", "ICLR", 2022},
           Case{"Slow Graphs (NeurIPS 2021 Camera Ready)", "Slow Graphs", "NeurIPS", 2021},
           Case{"Slow Graphs(NeurIPS)", "Slow Graphs", "NeurIPS", 0},
           Case{"Slow Graphs (JMLR 2014, ICML 2015)", "Slow Graphs", "JMLR, ICML", 2014},
           Case{"Slow Graphs (CVPR'19)", "Slow Graphs", "CVPR", 2019},
           Case{"Slow Graphs (CVPR2019)", "Slow Graphs", "CVPR", 2019},
           Case{"Slow Graphs (NIPS ’17)", "Slow Graphs", "NIPS", 2017},
           Case{"Slow Graphs [ECCV 2020]", "Slow Graphs", "ECCV", 2020},
           Case{"[ECCV 2020] Slow Graphs", "Slow Graphs", "ECCV", 2020},
           Case{"(2020) Slow Graphs", "Slow Graphs", "", 2020},
           Case{"Slow Graphs (CVPR) (2019)", "Slow Graphs", "CVPR", 2019},
           Case{"Slow Graphs (SGN) (AAAI 2018)", "Slow Graphs (SGN)", "AAAI", 2018},
           Case{"Slow Graphs, NeurIPS 2020", "Slow Graphs", "NeurIPS", 2020},
           Case{"Slow Graphs - ACL 2018", "Slow Graphs", "ACL", 2018},
           Case{"Slow Graphs (June 2021)", "Slow Graphs", "", 2021},
           Case{"Slow Graphs (Journal of Slow Things)", "Slow Graphs", "Journal of Slow Things", 0},
           Case{"Slow Graphs (arXiv:1706.03762)", "Slow Graphs", "arXiv", 0},
           Case{"09. Slow Graphs (KDD 2016)", "Slow Graphs", "KDD", 2016},
           // brackets of the title itself
           Case{"추천 시스템 기초 (Recommender Systems basic)",
                "추천 시스템 기초 (Recommender Systems basic)", "", 0},
           Case{"rand.seed(42) is enough: luck", "rand.seed(42) is enough: luck", "", 0},
           Case{"Slow Graphs (SGN)", "Slow Graphs (SGN)", "", 0},
           Case{"Slow Graphs (an ACL tutorial)", "Slow Graphs (an ACL tutorial)", "", 0},
           Case{"Graphs (in use since 2016)", "Graphs (in use since 2016)", "", 0},
           Case{"[NLP] Slow Graphs", "[NLP] Slow Graphs", "", 0},
           Case{"Depth, Mobile 2021 Challenge: Report", "Depth, Mobile 2021 Challenge: Report", "",
                0},
           Case{"Are Graphs Slow?", "Are Graphs Slow?", "", 0},
           Case{"Slow Graphs.", "Slow Graphs", "", 0},
           Case{"3D Graphs", "3D Graphs", "", 0},
           // nothing but a venue, or broken
           Case{"(CVPR 2019)", "(CVPR 2019)", "", 0},
           Case{"Slow Graphs (CVPR 2019", "Slow Graphs (CVPR 2019", "", 0},
           Case{"Slow Graphs CVPR 2019)", "Slow Graphs CVPR 2019)", "", 0},
           Case{"", "", "", 0},
       }) {
    const WrittenTitle written = ReadTitle(c.text);
    EXPECT_EQ(written.title, c.title) << c.text;
    EXPECT_EQ(written.venue.name, c.venue) << c.text;
    EXPECT_EQ(written.venue.year, c.year) << c.text;
    EXPECT_FALSE(written.doubled || written.empty_venue) << c.text;
  }
}

TEST(Title, OddOnesAreTakenAsMeantAndTold) {
  WrittenTitle written = ReadTitle("Slow Graphs of Stone ()");
  EXPECT_EQ(written.title, "Slow Graphs of Stone");
  EXPECT_TRUE(written.empty_venue);
  written = ReadTitle("Slow Graphs of StoneSlow Graphs of Stone (ICML 2020)");
  EXPECT_EQ(written.title, "Slow Graphs of Stone");
  EXPECT_EQ(written.venue.year, 2020U);
  EXPECT_TRUE(written.doubled);
  EXPECT_EQ(ReadTitle("Slow Graphs of Stone Slow Graphs of Stone").title, "Slow Graphs of Stone");
  EXPECT_EQ(ReadTitle("Learning to Learn").title, "Learning to Learn");
  EXPECT_EQ(ReadTitle("Baden Baden").title, "Baden Baden") << "a name";
}

TEST(Title, ADateBesideItIsThatOfATalk) {
  for (const char* text :
       {"[2022.03.04] Slow Graphs (ICML 2021)", "2022-03-04: Slow Graphs (ICML 2021)",
        "Slow Graphs (ICML 2021) (2022/3/4)"}) {
    const WrittenTitle written = ReadTitle(text);
    EXPECT_EQ(written.title, "Slow Graphs") << text;
    EXPECT_EQ(written.venue, (Venue{"ICML", 2021})) << text;
    EXPECT_EQ(written.month, 202203U) << text;
  }
  EXPECT_EQ(ReadTitle("2022.03.04").title, "2022.03.04");
  EXPECT_EQ(ReadTitle("Slow Graphs (arXiv 2020.05)").venue, (Venue{"arXiv", 2020}));
}

TEST(Title, MonthsOfHeadings) {
  struct Case {
    const char* heading;
    std::uint32_t year;  // of a heading above
    std::uint32_t strict, loose;
  };
  for (const Case& c : {
           Case{"June, 2022", 0, 202206, 202206},
           Case{"Sept. 2021", 0, 202109, 202109},
           Case{"2022-06", 0, 202206, 202206},
           Case{"2022.6", 0, 202206, 202206},
           Case{"2022년 6월", 0, 202206, 202206},
           Case{"May", 2020, 202005, 202005},
           Case{"6월", 2020, 202006, 202006},
           Case{"May", 0, 0, 0},
           Case{"Trends of June 2022", 0, 0, 202206},
           Case{"What graphs may do", 2020, 0, 0},
           Case{"2022", 0, 0, 0},
           Case{"2022-13", 0, 0, 0},
           Case{"Graphs", 2022, 0, 0},
       }) {
    EXPECT_EQ(ReadMonth(c.heading, c.year, true), c.strict) << c.heading;
    EXPECT_EQ(ReadMonth(c.heading, c.year, false), c.loose) << c.heading;
  }
  EXPECT_EQ(MonthOfDate("2022-06-01"), 202206U);
  EXPECT_EQ(MonthOfDate("20220601"), 202206U);
  EXPECT_EQ(MonthOfDate("2022년 6월 1일"), 202206U);
  EXPECT_EQ(MonthOfDate("1 June 2022"), 202206U);
  EXPECT_EQ(MonthOfDate("6/1"), 0U);
}

}  // namespace
}  // namespace rsearch::catalogue
