#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rsearch/page.h"
#include "tests/core/pdf/page_builder.h"

namespace rsearch {
namespace {

using rsearch::testing::GeometryPage;
using rsearch::testing::PaperText;
using rsearch::testing::Slide;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

DocumentText Build(std::vector<RawPage> pages) {
  RawDocument raw;
  raw.page_count = static_cast<std::uint32_t>(pages.size());
  raw.pages = std::move(pages);
  return BuildDocumentText(raw);
}

// "[title] line | line"
std::string Print(const Page& page) {
  std::string text = Display(page.text);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 3)
    text.replace(at, 1, " | ");
  return "[" + page.title + "] " + text;
}

struct Row {
  std::string name;
  std::string lines;
  std::string expected;
};

class SlideTest : public ::testing::TestWithParam<Row> {};

TEST_P(SlideTest, ReadsAsWritten) {
  const DocumentText document = Build({Slide(1, GetParam().lines)});
  ASSERT_EQ(document.pages.size(), 1U);
  EXPECT_TRUE(document.pages[0].slide);
  EXPECT_EQ(Print(document.pages[0]), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    PageModel, SlideTest,
    ::testing::Values(
        Row{"TitleAndItems",
            "24 22 24 Transfer Learning\n"
            "24 88 18 •\n"
            "42 88 18 기존에 잘 학습된 모델\n"
            "24 130 18 •\n"
            "42 130 18 새로운 모델\n",
            "[Transfer Learning] Transfer Learning | 기존에 잘 학습된 모델 | 새로운 모델"},
        // Poppler gives a column of bullets before the column of their texts.
        Row{"BulletsInTheirOwnColumn",
            "24 22 24 Input\n"
            "61 183 14 •\n"
            "61 203 14 •\n"
            "61 243 14 •\n"
            "79 183 14 Token embedding\n"
            "79 203 14 문장의 끝에 [SEP] Token이 삽입되고\n"
            "79 223 14 뒷 문장을 EB로 사용\n"
            "79 243 14 First token\n",
            "[Input] Input | Token embedding | 문장의 끝에 [SEP] Token이 삽입되고 뒷 문장을 EB로 "
            "사용"
            " | First token"},
        Row{"EnumeratorsStayWithTheirLines",
            "24 22 24 Steps\n"
            "24 100 18 1.\n"
            "24 130 18 2.\n"
            "60 100 18 forward\n"
            "60 130 18 backward\n",
            "[Steps] Steps | 1. forward | 2. backward"},
        Row{"LooseDashes",
            "24 22 24 Test\n"
            "24 100 18 -\n"
            "48 100 18 context vector\n"
            "24 130 18 – decoder\n"
            "24 160 18 -MNLI\n",
            "[Test] Test | context vector | decoder | -MNLI"},
        Row{"SymbolFontBulletsAreDropped",
            "24 22 24 Title\n"
            "24 100 18 \uF0A7 first item\n"
            "24 140 18 \uF0D8\uF0D8 second item\n"
            "300 300 18 \uF0E0\n",
            "[Title] Title | first item | second item"},
        Row{"WrappedLinesJoin",
            "24 22 24 Title\n"
            "24 100 18 • 이전 step의 방향과 현재 상태의 gradient를 더해 현재 학습할 방향과 크기를 "
            "정함\n"
            "36 122 18 그리고 계속한다\n",
            "[Title] Title | 이전 step의 방향과 현재 상태의 gradient를 더해 현재 학습할 방향과 "
            "크기를 정함 "
            "그리고 계속한다"},
        Row{"ShortLinesDoNot",
            "24 22 24 Title\n"
            "24 100 18 Perceptron\n"
            "24 135 18 Loss function\n"
            "24 170 18 Optimizer\n",
            "[Title] Title | Perceptron | Loss function | Optimizer"},
        // The longer line first, and nothing below that ends where it does: two paragraphs.
        Row{"WideApartLinesDoNot",
            "24 22 24 Title\n"
            "24 144 20 입력층과 출력층 사이에 은닉층 추가\n"
            "24 179 20 역전파 알고리즘을 이용\n",
            "[Title] Title | 입력층과 출력층 사이에 은닉층 추가 | 역전파 알고리즘을 이용"},
        Row{"TableCellsAreNotGlued",
            "24 22 24 Results\n"
            "24 100 14 Model\n"
            "200 100 14 Accuracy\n"
            "24 120 14 ResNet-50\n"
            "200 120 14 76.1\n",
            "[Results] Results | Model | Accuracy | ResNet-50 | 76.1"},
        Row{"TitleOfTwoLines",
            "24 22 24 Pre-training of Deep Bidirectional\n"
            "24 50 24 Transformers\n"
            "24 120 18 text\n",
            "[Pre-training of Deep Bidirectional Transformers] Pre-training of Deep Bidirectional"
            " Transformers | text"},
        Row{"SecondTitleLineATrifleLarger",
            "24 200 40 Linguistic Regularities in\n"
            "24 245 40.5 Word Representations\n",
            "[Linguistic Regularities in Word Representations] Linguistic Regularities in"
            " Word Representations"},
        Row{"BodyOfTheTitlesSizeIsNotTheTitle",
            "24 22 20 One\n"
            "24 44 20 Two\n"
            "24 66 20 Three\n"
            "24 88 20 Four\n"
            "24 110 20 Five\n",
            "[One] One | Two | Three | Four | Five"},
        Row{"LargeNumbersAreNoTitle",
            "24 22 24 Accuracy\n"
            "200 200 60 94.2%\n",
            "[Accuracy] Accuracy | 94.2%"},
        Row{"TopmostLineBeatsALargerOneBelow",
            "24 22 24 Conclusion\n"
            "200 300 30 Thank you all\n",
            "[Conclusion] Conclusion | Thank you all"},
        Row{"KoreanWordsBrokenAtTheEdgeAreMended",
            "24 22 24 필요한 것\n"
            "24 60 18 모델에 필요한 정보가 있는 경우에만\n"
            "24 100 18 • 앞의 결과를 보면 이것은 다음 단계에서 또 하나의 아주 중요한 값이 될 텐데 "
            "역시 필\n"
            "36 122 18 요하다\n",
            "[필요한 것] 필요한 것 | 모델에 필요한 정보가 있는 경우에만 | 앞의 결과를 보면 이것은 "
            "다음 단계에서 "
            "또 하나의 아주 중요한 값이 될 텐데 역시 필요하다"},
        Row{"NothingAtAll", "", "[] "}),
    [](const auto& row) { return row.param.name; });

TEST(PageModel, JoinsLineEndHyphensWithASoftOne) {
  const DocumentText document = Build({PaperText(
      1,
      "We study the distillation of knowl-\nedge from real-valued teachers to real-\nvalued "
      "students with GPT-\n2 and the Encoder-\nDecoder of last year\n")});
  EXPECT_EQ(document.pages[0].text,
            "We study the distillation of knowl\u00ADedge from real-valued teachers to real-valued "
            "students with GPT-2 and the Encoder-Decoder of last year");
  EXPECT_THAT(Display(document.pages[0].text), HasSubstr("knowledge from"));
}

TEST(PageModel, JoinsParagraphsOfPlainText) {
  const DocumentText document = Build({PaperText(
      1,
      "The two-sample problem considers testing whether two samples are drawn from\n"
      "the same distribution. Such tests have a long history in statistical inference\n"
      "and decisions.\n"
      "2 BACKGROUND\n"
      "From the context of hypothesis testing we take the following long sentence here.\n"
      "• An item of a list\n"
      "• Another one\n")});
  EXPECT_EQ(document.pages[0].text,
            "The two-sample problem considers testing whether two samples are drawn from the same "
            "distribution. Such tests have a long history in statistical inference and decisions.\n"
            "2 BACKGROUND\n"
            "From the context of hypothesis testing we take the following long sentence here.\n"
            "An item of a list\n"
            "Another one");
}

TEST(PageModel, ReadsColumnsOfAFirstPageApart) {
  const DocumentText document =
      Build({GeometryPage(1, 595, 842,
                          "150 80 14 A Kernel Test of Everything\n"
                          "72 200 10 Hypothesis testing can help decision-making by telling\n"
                          "72 212 10 populations apart. However, these tests may inherit the\n"
                          "72 224 10 biases of the data.\n"
                          "310 200 10 assisted by a hypothesis test, on this data. In most of the\n"
                          "310 212 10 cases we do not.\n")});
  EXPECT_EQ(Print(document.pages[0]),
            "[A Kernel Test of Everything] A Kernel Test of Everything | Hypothesis testing can "
            "help decision-making by telling populations apart. However, these tests may inherit "
            "the biases of the data. | assisted by a hypothesis test, on this data. In most of the "
            "cases we do not.");
  EXPECT_FALSE(document.pages[0].slide);
  EXPECT_EQ(document.title, "A Kernel Test of Everything");
}

// --- repeated lines

std::vector<RawPage> Deck(std::size_t pages, const std::string& on_each_page) {
  const std::vector<std::string> titles = {"Introduction", "Related work", "Method",
                                           "Experiments",  "Ablations",    "Conclusion"};
  std::vector<RawPage> deck;
  for (std::size_t i = 0; i < pages; ++i)
    deck.push_back(Slide(static_cast<std::uint32_t>(i + 1),
                         "24 22 24 " + titles[i % titles.size()] + "\n24 100 18 body of slide " +
                             std::string(1, static_cast<char>('a' + i)) + "\n" + on_each_page));
  return deck;
}

TEST(Repeated, FootersAndPageNumbersGo) {
  std::vector<RawPage> deck = Deck(6, "24 515 10 한양대학교 인공지능 연구실\n");
  for (RawPage& page : deck)
    rsearch::testing::AddLine("650 515 24 " + std::to_string(page.number), &page);
  const DocumentText document = Build(deck);
  EXPECT_THAT(document.repeated, ElementsAre("한양대학교 인공지능 연구실"));
  for (const Page& page : document.pages) {
    EXPECT_THAT(page.text, Not(HasSubstr("한양대학교")));
    EXPECT_THAT(page.text, Not(HasSubstr(std::to_string(page.number))));
  }
  EXPECT_EQ(Print(document.pages[2]), "[Method] Method | body of slide c");
}

// Six real decks carry an article about fine dust behind the pictures of every slide.
TEST(Repeated, HiddenParagraphsGo) {
  const DocumentText document = Build(Deck(12,
                                           "100 260 12 미세먼지는 우리 눈에 보이지 않는 아주 작은\n"
                                           "100 276 12 물질로 호흡기에 나쁘다.\n"));
  EXPECT_EQ(document.repeated.size(), 2U);
  for (const Page& page : document.pages)
    EXPECT_THAT(page.text, Not(HasSubstr("미세먼지")));
}

TEST(Repeated, TitlesOfBuildsStay) {
  std::vector<RawPage> deck = Deck(16, "");
  for (std::uint32_t i = 0; i < 4; ++i)
    deck.push_back(
        Slide(17 + i, "24 22 24 Distillation Loss\n24 100 18 step " + std::to_string(i) + "\n"));
  const DocumentText document = Build(deck);
  EXPECT_THAT(document.repeated, IsEmpty());
  EXPECT_EQ(document.pages[18].title, "Distillation Loss");
  EXPECT_THAT(document.pages[18].text, HasSubstr("Distillation Loss"));
}

// A short deck that is one slide building up: most lines are on most pages, none is a template.
TEST(Repeated, BuildsOfAShortDeckStay) {
  std::vector<RawPage> deck = {Slide(1, "24 100 36 Pseudo-Residuals\n")};
  std::string lines = "24 22 24 POINT-WISE UPDATE\n";
  for (std::uint32_t i = 0; i < 5; ++i) {
    lines += "24 " + std::to_string(100 + 40 * i) + " 18 assume that step " +
             std::string(1, static_cast<char>('a' + i)) + " holds\n";
    deck.push_back(Slide(2 + i, lines));
  }
  const DocumentText document = Build(deck);
  EXPECT_THAT(document.repeated, IsEmpty());
  EXPECT_EQ(document.pages[5].title, "POINT-WISE UPDATE");
  EXPECT_THAT(document.pages[5].text, HasSubstr("assume that step a holds"));
}

TEST(Repeated, LargeRunningHeadGoesButStaysOnThePageItTitles) {
  std::vector<RawPage> deck = {Slide(1, "24 200 40 Dynamic Routing\n")};
  const std::vector<RawPage> rest = Deck(9, "24 2 28 Dynamic Routing\n");
  deck.insert(deck.end(), rest.begin(), rest.end());
  for (std::uint32_t i = 0; i < deck.size(); ++i)
    deck[i].number = i + 1;
  const DocumentText document = Build(deck);
  EXPECT_THAT(document.repeated, ElementsAre("Dynamic Routing"));
  EXPECT_EQ(document.title, "Dynamic Routing");
  EXPECT_EQ(document.pages[3].title, "Method");
}

TEST(Repeated, AlternatingHeadsOfPapersGo) {
  std::vector<RawPage> pages = {PaperText(1, "On Uniformity\nAbstract\nfirst page\n")};
  for (std::uint32_t i = 2; i <= 9; ++i)
    pages.push_back(
        PaperText(i, std::string(i % 2 == 0 ? "BERG ORDENTLICH" : "UNIFORMITY TESTING") +
                         "\nText " + static_cast<char>('a' + i) + "\nMore\nEnd " +
                         static_cast<char>('a' + i) + "\n" + std::to_string(i) + "\n"));
  const DocumentText document = Build(pages);
  EXPECT_THAT(document.repeated, ElementsAre("BERG ORDENTLICH", "UNIFORMITY TESTING"));
  EXPECT_EQ(document.pages[3].text, "Text e\nMore\nEnd e");
}

TEST(Repeated, NumbersOfTablesStay) {
  const DocumentText document = Build(Deck(8, "300 250 14 0.5\n"));
  EXPECT_THAT(document.repeated, IsEmpty());
  EXPECT_THAT(document.pages[0].text, HasSubstr("0.5"));
}

// --- titles

TEST(Titles, PaperPagesStandUnderTheirSection) {
  const DocumentText document = Build({
      GeometryPage(1, 595, 842,
                   "150 80 14 Splitting\n"
                   "72 200 10 1\n"
                   "92 200 10 INTRODUCTION\n"
                   "72 220 10 text\n"),
      PaperText(2, "text goes on\nText.\n2 RELATED WORK\nmuch\n"),
      PaperText(3, "8 Layers\n3.5 points more\nnothing new\n"),
      PaperText(4, "4 SYMMETRIC SPLIT\nMONTE CARLO\nIn this section\n4.1 Proof of it\n"),
      PaperText(5, "5 Conclusion\nReferences\n[1] A. Author\n"),
      PaperText(6, "[2] B. Author\nB Not in turn\n"),
      PaperText(7, "A Proofs\nA.1 Proof of Theorem 1\n"),
      PaperText(8, "more\n"),
  });
  std::vector<std::string> titles;
  for (const Page& page : document.pages)
    titles.push_back(page.title);
  EXPECT_THAT(titles, ElementsAre("Splitting", "2 RELATED WORK", "2 RELATED WORK",
                                  "4 SYMMETRIC SPLIT MONTE CARLO", "5 Conclusion", "References",
                                  "A Proofs", "A.1 Proof of Theorem 1"));
}

TEST(Titles, DocumentTitleIsTheLargestTextOfPageOne) {
  struct TitleRow {
    std::string lines;
    std::string expected;
  };
  const std::vector<TitleRow> rows = {
      {"43 302 36 BERT:\n43 345 36 Pre-training of\n43 388 36 Transformers\n43 450 18 오주민\n",
       "BERT: Pre-training of Transformers"},
      {"127 131 36 ADVERSARIAL TRAINING FOR\n127 218 36 TEXT CLASSIFICATION\n",
       "ADVERSARIAL TRAINING FOR TEXT CLASSIFICATION"},
      {"305 199 40 TRANSFORMER-XL:\n200 246 24 BEYOND A FIXED-\n250 271 24 LENGTH CONTEXT\n"
       "443 319 18 서상우\n",
       "TRANSFORMER-XL: BEYOND A FIXED-LENGTH CONTEXT"},
      // What stands further off than the title's lines from each other is no part of it.
      {"305 199 40 TRANSFORMER-XL:\n200 246 24 BEYOND A FIXED-\n250 271 24 LENGTH CONTEXT\n"
       "250 319 23.5 서상우\n",
       "TRANSFORMER-XL: BEYOND A FIXED-LENGTH CONTEXT"},
      // A course, its topic, the lecture.
      {"22 34 16 Quiet Learning\n22 70 16 Trees\n22 92 16 Pruning\n170 158 10 Learning goals\n",
       "Quiet Learning: Trees: Pruning"},
      {"22 34 16 Quiet Learning\n22 70 16 Trees and\n22 92 16 Their Pruning\n",
       "Quiet Learning: Trees and Their Pruning"},
      {"22 34 16 Quiet Learning\n22 70 16 Trees\n22 92 16 Trees - Examples\n",
       "Quiet Learning: Trees - Examples"},
      {"22 34 16 Quiet Learning\n22 70 16 of Trees\n", "Quiet Learning of Trees"},
      {"22 34 30 A Very Long Title That Takes All the Room\n22 100 30 Extraordinarily\n",
       "A Very Long Title That Takes All the Room Extraordinarily"},
      {"22 34 16 Quiet Trees\n22 56 16 https://grove.example/trees\n", "Quiet Trees"},
      {"100 50 40 DL Seminar Season #2\n100 120 30 Quiet Trees\n100 200 30 한국대학교 연구실\n",
       "Quiet Trees"},
      {"100 50 40 DL Seminar Season #2\n100 120 20 홍길동\n", "DL Seminar Season #2"},
  };
  for (const TitleRow& row : rows)
    EXPECT_EQ(Build({Slide(1, row.lines)}).title, row.expected);
}

TEST(Titles, PapersOfOneTitle) {
  const auto title_of = [](const std::string& lines) {
    return Build({GeometryPage(1, 595, 842, lines + "72 300 10 The text of the page is longer.\n")})
        .title;
  };
  EXPECT_EQ(title_of("72 80 14 Sums of Rivers∗\n"), "Sums of Rivers");
  EXPECT_EQ(title_of("72 80 14 A Proof of A*\n"), "A Proof of A*");
  // Manuscripts set their lines wide; that makes no parts.
  EXPECT_EQ(title_of("72 80 14 Sums of\n72 110 14 Slow Rivers\n"), "Sums of Slow Rivers");
  // Nothing larger than the text: what stands at the top.
  EXPECT_EQ(title_of("50 62 10 Quiet Learning\n50 75 10 https://grove.example/\n"
                     "480 62 10 Live Session\n500 75 10 Boosting\n50 123 10 Solution 1: Sums\n"),
            "Quiet Learning: Live Session Boosting");
}

// Its cover names nothing but the seminar; the running head says what the talk is about.
TEST(Titles, RunningHeadWhereTheCoverNamesOnlyASeries) {
  std::vector<RawPage> deck = {Slide(1,
                                     "24 100 50 DL Seminar Season #2\n24 200 30 Paper review\n"
                                     "24 300 20 한국대학교 연구실 홍길동\n")};
  const std::vector<RawPage> rest =
      Deck(9, "24 515 10 한국대학교 연구실\n400 515 10 Routing between quiet trees\n");
  deck.insert(deck.end(), rest.begin(), rest.end());
  for (std::uint32_t i = 0; i < deck.size(); ++i)
    deck[i].number = i + 1;
  EXPECT_EQ(Build(deck).title, "Routing between quiet trees");
}

TEST(Titles, MetadataCountsOnlyWhereThePagesAgree) {
  RawDocument raw;
  raw.page_count = 2;
  raw.pages = {Slide(1, ""), Slide(2, "24 100 18 We review Knowledge Distillation today\n")};
  raw.title = "PowerPoint 프레젠테이션";
  raw.author = "USER";
  EXPECT_EQ(BuildDocumentText(raw).title, "");
  EXPECT_EQ(BuildDocumentText(raw).author, "");
  raw.title = "Knowledge  distillation";
  EXPECT_EQ(BuildDocumentText(raw).title, "Knowledge distillation");
  raw.pages[0] = Slide(1, "24 100 40 Something else\n");
  EXPECT_EQ(BuildDocumentText(raw).title, "Something else");
}

// "USER" is what PowerPoint takes for an author.
TEST(PageModel, AuthorsCountOnlyWhereThePagesNameThem) {
  RawDocument raw;
  raw.page_count = 1;
  raw.pages = {Slide(1, "24 100 24 Lee and Kim, 2021\n")};
  raw.author = "USER";
  EXPECT_EQ(BuildDocumentText(raw).author, "");
  raw.author = "Kim\nLee";
  EXPECT_EQ(BuildDocumentText(raw).author, "Kim Lee");
}

TEST(PageModel, KeepsNumbersLabelsAndSizes) {
  RawDocument raw;
  raw.author = "Kim\nLee";  // the pages name both
  raw.page_count = 9;
  raw.pages = {Slide(2, "24 22 24 Two\n24 60 18 Lee and Kim\n"), Slide(5, "24 22 24 Five\n")};
  raw.pages[0].label = "2";
  raw.pages[1].label = "iv";
  const DocumentText document = BuildDocumentText(raw);
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(document.pages[0].number, 2U);
  EXPECT_EQ(document.pages[0].label, "");
  EXPECT_EQ(document.pages[1].number, 5U);
  EXPECT_EQ(document.pages[1].label, "iv");
  EXPECT_EQ(document.pages[1].width, 720);
  EXPECT_EQ(document.pages[1].height, 540);
}

TEST(PageModel, CleansText) {
  EXPECT_EQ(Build({Slide(1, "24 22 24 e\uFB03cient \u202Etext\u0007 ＢＥＲＴ\n")}).pages[0].text,
            "efficient text BERT");
}

TEST(PageModel, TakesAnyGeometry) {
  RawPage page = Slide(1, "");
  for (int i = 0; i < 300; ++i) {
    Word word;
    word.box = {static_cast<float>(i % 7) * -1e6F, 1e6F, 1e6F, 1e6F};
    word.font_size = i % 3 == 0 ? 0 : 1e6F;
    word.rotation = static_cast<std::uint8_t>(i % 4);
    word.text = i % 2 == 0 ? "•" : "x-";
    page.words.push_back(word);
  }
  page.height = 0;
  EXPECT_EQ(Build({page, page, page}).pages.size(), 3U);
}

TEST(Display, DropsSoftHyphens) {
  EXPECT_EQ(Display(""), "");
  EXPECT_EQ(Display("knowl\u00ADedge \u00AD"), "knowledge ");
  EXPECT_EQ(Display("지식 증류"), "지식 증류");
}

}  // namespace
}  // namespace rsearch
