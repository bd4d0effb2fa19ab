// First pages as the templates of well-known venues set them, with made-up people and papers.

#include "core/pdf/front_matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rsearch/page.h"
#include "tests/core/pdf/page_builder.h"

namespace rsearch {
namespace {

using rsearch::testing::AddLine;
using rsearch::testing::GeometryPage;
using rsearch::testing::Slide;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

DocumentText Build(RawPage page) {
  RawDocument raw;
  raw.page_count = 1;
  raw.pages.push_back(std::move(page));
  return BuildDocumentText(raw);
}

RawPage Paper(const std::string& lines) {
  return GeometryPage(1, 612, 792, lines);
}

FrontMatter FrontOf(const std::string& lines) {
  return Build(Paper(lines)).front;
}

// "R. Voss; J. Hahn | QS 2014 | abstract"
std::string Print(const FrontMatter& front) {
  std::string text;
  for (const std::string& author : front.authors)
    text += (text.empty() ? "" : "; ") + author;
  return text + " | " + front.venue + " " + std::to_string(front.year) + " | " + front.abstract;
}

// A raised mark behind the last word of the page, glued to it.
void AddMark(const std::string& mark, RawPage* page) {
  const Word& word = page->words.back();
  const float size = 0.7F * word.font_size;
  const float x = word.box.x1;
  const float y = word.box.y0 - 0.1F * word.font_size;
  page->words.push_back(
      {{x, y, x + static_cast<float>(mark.size()) * size / 2, y + size}, size, false, 0, mark});
}

const std::string kText =
    "72 640 10 Rivers make noise, and for a long time nobody has asked how much of it is\n"
    "72 652 10 summed up along the way to the sea.\n";

struct Row {
  std::string name;
  std::string lines;
  std::string expected;
};

class TemplateTest : public ::testing::TestWithParam<Row> {};

TEST_P(TemplateTest, TellsOfThePaper) {
  EXPECT_EQ(Print(FrontOf(GetParam().lines + kText)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    FrontMatter, TemplateTest,
    ::testing::Values(
        // A line for each author, the address at its right, affiliations below.
        Row{"NamesBesideAddresses",
            "90 42 8 Proceedings of Machine Learning Research vol 178:1–18, 2022\n"
            "420 42 8 9th Annual Conference on Learning Theory\n"
            "150 92 14 On the Memory of Rivers\n"
            "90 129 11 Jana Hahn\n"
            "400 130 10 jana@grove.example\n"
            "90 142 10 Department of Sums, Grove University\n"
            "90 153 11 Ruth van der Voss\n"
            "400 154 10 RUTH @ GROVE . EXAMPLE\n"
            "90 166 10 Antwerp Institute\n"
            "90 200 10 Editors: Max Lindt and Bo Okafor\n"
            "284 230 12 Abstract\n"
            "110 248 10 We sum rivers by the noise they make on their way to the sea.\n"
            "90 300 12 1. Introduction\n",
            "Jana Hahn; Ruth van der Voss | COLT 2022 | We sum rivers by the noise they make on "
            "their way to the sea."},
        // Columns: name, affiliation, place, address.
        Row{"Columns",
            "150 92 17 Rivers Are All You Hear\n"
            "100 160 10 Jana Hahn∗\n"
            "260 160 10 Bo Okafor∗\n"
            "420 160 10 Ruth Voss\n"
            "100 172 10 Google Brain\n"
            "260 172 10 Hugging Face\n"
            "420 172 10 Grove University\n"
            "100 184 10 jana@goog.example\n"
            "260 184 10 New York\n"
            "420 184 10 Tel Aviv\n"
            "100 215 10 Max Lindt\n"
            "260 215 10 Ida Berg\n"
            "100 227 10 Quiet Networks\n"
            "260 227 10 Quiet Networks\n"
            "100 239 10 max@quiet.example\n"
            "280 280 12 Abstract\n"
            "144 300 10 We hear rivers by the noise they make on their way to the sea.\n"
            "108 350 12 1\n"
            "126 350 12 Introduction\n"
            "108 740 9 31st Conference on Neural Information Processing Systems (NIPS 2017), Long "
            "Beach, CA, USA.\n",
            "Jana Hahn; Bo Okafor; Ruth Voss; Max Lindt; Ida Berg | NIPS 2017 | We hear rivers by "
            "the noise they make on their way to the sea."},
        Row{"ListOverTwoLines",
            "150 92 14 Sums of Slow Rivers\n"
            "120 130 10 Jana Hahn1,2 , Quoc V. Okafor1 , Jaime\n"
            "120 142 10 Carbon-Voss2 , and Ida Berg†\n"
            "120 160 9 1 Grove University, New York, USA\n"
            "120 172 9 2 Carnegie Mellon\n"
            "120 200 9 Abstract. We sum slow rivers, and find that they\n"
            "120 212 9 are slow. Their sums are not.\n"
            "120 230 9 Keywords: rivers · sums\n"
            "100 260 12 1 Introduction\n",
            "Jana Hahn; Quoc V. Okafor; Jaime Carbon-Voss; Ida Berg |  0 | We sum slow rivers, and "
            "find that they are slow. Their sums are not."},
        Row{"Transactions",
            "60 30 8 IEEE TRANSACTIONS ON QUIET SYSTEMS, VOL. 3, NO. 2, MAY 2019\n"
            "100 80 24 Denoising of Rivers\n"
            "150 120 11 Jana Hahn, Senior Member, IEEE, and Bo Okafor, Fellow, IEEE\n"
            "49 180 9 Abstract—We denoise rivers, all of which are\n"
            "49 191 9 noisy.\n"
            "49 212 9 Index Terms—Noise, rivers.\n"
            "120 240 10 I. INTRODUCTION\n",
            "Jana Hahn; Bo Okafor | TRANSACTIONS ON QUIET SYSTEMS 2019 | We denoise rivers, all of "
            "which are noisy."},
        Row{"ImprintInAFootnoteOfItsColumn",
            "150 92 14 Kernels of Rivers\n"
            "100 150 10 Jana Hahn\n"
            "300 150 10 Bo Okafor\n"
            "100 162 10 Grove University\n"
            "300 162 10 Grove University\n"
            "140 250 12 Abstract\n"
            "72 280 10 We kernel by the noise they make on their way to the sea.\n"
            "72 300 12 1 INTRODUCTION\n"
            "72 700 8 Proceedings of the 24th International Conference on Artifi-\n"
            "72 709 8 cial Intelligence and Statistics (AISTATS) 2021, San Diego,\n"
            "72 718 8 California, USA. PMLR: Volume 130. Copyright 2021 by the\n"
            "72 727 8 author(s).\n",
            "Jana Hahn; Bo Okafor | AISTATS 2021 | We kernel by the noise they make on their way "
            "to the sea."},
        Row{"PublishedAs",
            "100 30 9 Published as a conference paper at ICLR 2021\n"
            "108 80 17 RIVERS AS WORDS\n"
            "108 130 10 Jana Hahn & Bo Okafor\n"
            "108 142 10 Department of Sums\n"
            "280 200 12 ABSTRACT\n"
            "144 220 10 Words flow by the noise they make on their way to the sea.\n"
            "108 260 12 1 INTRODUCTION\n",
            "Jana Hahn; Bo Okafor | ICLR 2021 | Words flow by the noise they make on their way to "
            "the sea."},
        Row{"AcmHead",
            "60 30 8 KDD ’21, August 14–18, 2021, Virtual Event, Singapore\n"
            "400 30 8 Hahn and Okafor\n"
            "108 80 17 Mining Rivers\n"
            "108 130 12 Jana Hahn\n"
            "108 145 10 Grove University\n"
            "108 157 10 Antwerp, Belgium\n"
            "50 220 10 ABSTRACT\n"
            "50 236 9 We mine.\n"
            "50 260 10 CCS CONCEPTS\n",
            "Jana Hahn | KDD 2021 | We mine."},
        Row{"WithoutAnAbstract",
            "108 80 17 Letter on Rivers\n"
            "108 130 12 Jana Hahn and Bo Okafor\n"
            "108 145 10 Grove University\n"
            "108 157 10 March 3, 1998\n"
            "50 220 10 Introduction\n",
            "Jana Hahn; Bo Okafor |  0 | "},
        Row{"KoreanPaper",
            "100 60 16 강의 소음에 관한 연구\n"
            "200 100 10 홍길동1 , 김철수∗\n"
            "200 115 10 한국대학교 소음학과\n"
            "250 150 11 요 약\n"
            "100 170 9 강의 소음을 재어 모두 더하고 그 합을 다시 잰다.\n"
            "100 200 11 1. 서론\n",
            "홍길동; 김철수 |  0 | 강의 소음을 재어 모두 더하고 그 합을 다시 잰다."},
        Row{"SubtitleAndShortNames",
            "108 80 17 Loud Rivers\n"
            "108 105 12 An Empirical Study\n"
            "108 130 10 An Nguyen, R. Ravi\n"
            "108 142 10 MIT CSAIL\n"
            "250 200 12 Abstract\n"
            "108 220 10 Loud by the noise they make on their way to the sea.\n",
            "An Nguyen; R. Ravi |  0 | Loud by the noise they make on their way to the sea."}),
    [](const auto& row) { return row.param.name; });

// Raised digits and letters are no part of names; what begins with one is an affiliation.
TEST(FrontMatter, RaisedMarks) {
  RawPage page = Paper("150 92 14 Rivers of Noise\n72 150 10 Jana Hahn\n");
  AddMark("1,2", &page);
  AddLine("200 150 10 Bo Okafor", &page);
  AddMark("a", &page);
  AddLine("72 170 10 x", &page);
  page.words.back().text = " ";
  AddMark("1", &page);
  AddLine("82 170 10 Loud Streams", &page);
  AddLine("150 250 12 Abstract", &page);
  AddLine("72 270 10 Noise.", &page);
  // In another column Poppler gives it last.
  AddLine("330 150 10 Ruth Voss", &page);
  AddMark("b", &page);
  EXPECT_THAT(Build(page).front.authors, ElementsAre("Jana Hahn", "Bo Okafor", "Ruth Voss"));
}

TEST(FrontMatter, SmallCapitalsAreWords) {
  RawPage page = Paper("");
  float x = 100;
  for (const std::string word : {"Q", "UIET", "R", "IVERS"}) {
    const float size = word.size() == 1 ? 17.0F : 13.8F;
    if (word == "R") x += 5;
    const float width = rsearch::testing::WidthOf(word, size);
    page.words.push_back({{x, 97 - size, x + width, 97}, size, true, 0, word});
    x += width + 0.5F;
  }
  AddLine("72 150 10 Jana Hahn", &page);
  AddLine("150 250 12 Abstract", &page);
  AddLine("72 270 10 Noise.", &page);
  const DocumentText document = Build(page);
  EXPECT_EQ(document.title, "QUIET RIVERS");
  EXPECT_THAT(document.front.authors, ElementsAre("Jana Hahn"));
}

TEST(FrontMatter, DotlessIOfAccentsIsDotted) {
  EXPECT_THAT(FrontOf("150 92 14 Rivers\n72 150 10 Moı\u0308se Voss\n150 250 12 Abstract\n"
                      "72 270 10 Noise.\n")
                  .authors,
              ElementsAre("Moïse Voss"));
}

TEST(FrontMatter, ArxivStampInTheMargin) {
  const std::string lines =
      "150 92 14 Rivers\n72 150 10 Jana Hahn\n150 250 12 Abstract\n72 270 10 Noise.\n";
  RawPage page = Paper(lines);
  float y = 560;
  for (const std::string word : {"arXiv:2104.00298v3", "[cs.CV]", "23", "Jun", "2022"}) {
    const float length = rsearch::testing::WidthOf(word, 20);
    page.words.push_back({{10, y - length, 30, y}, 20, true, 3, word});
    y -= length + 5;
  }
  FrontMatter front = Build(page).front;
  EXPECT_EQ(front.venue, "arXiv");
  EXPECT_EQ(front.year, 2021U);
  AddLine("72 30 9 Published as a conference paper at ICLR 2022", &page);
  front = Build(page).front;
  EXPECT_EQ(front.venue, "ICLR");
  EXPECT_EQ(front.year, 2022U);
}

// The running head that every page has is on none of them, but says where the paper appeared.
TEST(FrontMatter, RepeatedImprintsCount) {
  RawDocument raw;
  raw.page_count = 4;
  for (std::uint32_t i = 1; i <= 4; ++i)
    raw.pages.push_back(GeometryPage(
        i, 612, 792,
        "72 30 9 Journal of Quiet Sums 3 (2003) 993–1022\n" +
            (i > 1 ? "72 100 10 Text of page " + std::string(1, static_cast<char>('a' + i))
                   : std::string("150 92 14 Rivers\n72 150 10 Jana Hahn\n150 250 12 Abstract\n"
                                 "72 270 10 Noise.\n"))));
  const DocumentText document = BuildDocumentText(raw);
  EXPECT_THAT(document.repeated, ElementsAre(HasSubstr("Quiet Sums")));
  EXPECT_EQ(document.front.venue, "Journal of Quiet Sums");
  EXPECT_EQ(document.front.year, 2003U);
}

TEST(FrontMatter, YearsAreNoPages) {
  const std::string page =
      "150 92 14 Rivers\n72 150 10 Jana Hahn\n150 250 12 Abstract\n72 270 10 Noise.\n"
      "72 750 9 ";
  EXPECT_EQ(FrontOf(page + "© 2019 Jana Hahn, pages 161:1927–1937\n").year, 2019U);
  EXPECT_EQ(FrontOf(page + "Received 3 May 2018; accepted 2 June 2019\n").year, 2019U);
  EXPECT_EQ(FrontOf(page + "Published online 12.2345\n").year, 0U);
  EXPECT_EQ(FrontOf(page + "The rivers of 1998 were loud.\n").year, 0U);
  EXPECT_EQ(FrontOf(page + "Conference ’98\n").year, 0U);
}

TEST(FrontMatter, TheAbstractIsItsOwnColumn) {
  const FrontMatter front = FrontOf(
      "150 86 14 Rivers\n"
      "100 150 10 Jana Hahn\n"
      "149 250 12 Abstract\n"
      "72 287 10 The noise of rivers is a quantity that has been meas-\n"
      "72 299 10 ured often, though not by us. It grows as\n"
      "140 306 7 2\n"
      "145 311 10 x and is\n"
      "72 323 10 heard.\n"
      "80 335 10 More is heard below.\n"
      "54 360 12 1\n"
      "72 360 12 INTRODUCTION\n"
      "54 380 10 Text that is not it.\n"
      "306 253 10 Text in the other column, beside it.\n");
  EXPECT_EQ(front.abstract,
            "The noise of rivers is a quantity that has been measured often, though not by us. It "
            "grows as 2 x and is heard. More is heard below.");
}

// A body without a heading goes on below, further left and behind a gap.
TEST(FrontMatter, TheAbstractEndsWhereTheTextBegins) {
  const std::string page =
      "150 86 14 Rivers\n100 150 10 Jana Hahn\n149 250 12 Abstract\n"
      "72 287 10 The noise of rivers is summed.\n72 299 10 It is loud.\n";
  EXPECT_EQ(FrontOf(page + "54 316 10 Rivers were loud before.\n").abstract,
            "The noise of rivers is summed. It is loud.");
  EXPECT_EQ(FrontOf(page + "72 340 10 Rivers were loud before.\n").abstract,
            "The noise of rivers is summed. It is loud.");
}

TEST(FrontMatter, TheAbstractIsBounded) {
  std::string lines = "150 40 14 Rivers\n100 50 10 Jana Hahn\n149 60 12 Abstract\n";
  for (int i = 0; i < 60; ++i)
    lines += "72 " + std::to_string(80 + 11 * i) +
             " 10 소음 nobody hears the rivers that are below the ground of this place\n";
  const std::string abstract = FrontOf(lines).abstract;
  EXPECT_LE(abstract.size(), 2000U);
  EXPECT_GT(abstract.size(), 1900U);
  const std::string last = abstract.substr(abstract.rfind(' ') + 1);
  EXPECT_THAT("소음 nobody hears the rivers that are below the ground of this place",
              HasSubstr(last));
  EXPECT_NE(last, "");
}

TEST(FrontMatter, OthersThanPapersHaveNone) {
  const FrontMatter none;
  const std::string lines =
      "150 40 14 Rivers\n100 90 10 Jana Hahn\n100 105 10 Grove University\n149 160 12 Abstract\n"
      "72 180 10 Noise.\n72 700 9 CVPR 2019\n";
  EXPECT_NE(FrontOf(lines), none);
  EXPECT_EQ(Build(Slide(1, lines)).front, none);
  EXPECT_EQ(Build(rsearch::testing::PaperText(1, "Rivers\nJana Hahn\nAbstract\nNoise.\n")).front,
            none);
  EXPECT_EQ(FrontOf(""), none);
  // An exercise sheet.
  EXPECT_EQ(FrontOf("50 60 10 Quiet Learning\n480 60 10 Live Session\n50 120 10 Solution 1: Sums\n"
                    "50 150 10 (a) For the first case the sum is one.\n"),
            none);
}

TEST(FrontMatter, TakesAnyGeometry) {
  RawPage page = Paper("");
  const std::vector<std::string> texts = {"Abstract", "Jana",       "1",   "*",
                                          "",         "University", "(((", "ı"};
  for (int i = 0; i < 6000; ++i) {
    Word word;
    const float at = i % 5 == 0 ? -1e30F : static_cast<float>(i % 700);
    word.box = {at, static_cast<float>(i % 31) * 20, i % 7 == 0 ? 1e30F : at + 9, at};
    word.font_size = i % 3 == 0 ? 0 : i % 11 == 0 ? 1e9F : 10;
    word.rotation = static_cast<std::uint8_t>(i % 4);
    word.text = texts[static_cast<std::size_t>(i) % texts.size()];
    page.words.push_back(word);
  }
  EXPECT_LE(Build(page).front.abstract.size(), 2000U);
}

}  // namespace
}  // namespace rsearch
