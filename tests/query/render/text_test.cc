#include "query/render/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "rsearch/printable.h"
#include "tests/query/render/sample.h"

namespace rsearch {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::MakeHit;
using ::testing::Not;
using testing::SamplePaper;
using testing::SampleResult;
using ::testing::StartsWith;

TEST(RenderText, GroupsByDeckInTheOrderOfTheirBestHit) {
  EXPECT_EQ(RenderText(SampleResult(), {}),
            "Relational KD · 홍길동 · 38 pages\n"
            "'/home/u/reviews/210106_Relational KD.pdf'\n"
            "also /mnt/copy.pdf\n"
            "  1  p. 12 (iv)  Knowledge Distillation\n"
            "     … teacher의 지식을 증류 …\n"
            "     also p. 14; BERT.pdf p. 5\n"
            "  3  p. 13\n"
            "     증류\n"
            "\n"
            "Paper · 1 page\n"
            "/data/paper.pdf [gone]\n"
            "  2  p. 1\n"
            "     지식 증류\n"
            "\n"
            "3 of 34 pages · 77 files, not searchable: 1 file, 1 file in part "
            "(rindex status --failed)\n");
}

TEST(RenderText, ColoursAndLinks) {
  SearchResult result = SampleResult();
  result.hits.resize(1);
  result.hits[0].deck.copies = {"/a", "/b", "/c", "/d"};
  result.hits[0].status = HitStatus::kChanged;
  TextStyle style;
  style.color = true;
  style.links = true;
  style.host = "box";
  style.home = "/home/u";
  const std::string uri = "\033]8;;file://box/home/u/reviews/210106_Relational%20KD.pdf";
  EXPECT_EQ(RenderText(result, style),
            "\033[1mRelational KD\033[0m · 홍길동 · 38 pages\n" + uri +
                "\033\\\033[35m~/'reviews/210106_Relational KD.pdf'\033[0m\033]8;;\033\\"
                "\033[33m [changed since it was indexed]\033[0m\n"
                "also /a\nalso /b\nand 2 more of the same\n"
                "  \033[1m1\033[0m  " +
                uri +
                "#page=12\033\\\033[32mp. 12 (iv)\033[0m\033]8;;\033\\"
                "  \033[1;31mKnowledge\033[0m Distillation\n"
                "     … teacher의 \033[1;31m지식\033[0m을 \033[1;31m증류\033[0m …\n"
                "     \033[2malso p. 14; BERT.pdf p. 5\033[0m\n"
                "\n"
                "1 of 34 pages · 77 files\033[33m, not searchable: 1 file, 1 file in part (rindex "
                "status --failed)\033[0m\n");
}

TEST(RenderText, SummaryLines) {
  const auto last_line = [](SearchResult result) {
    const std::string text = RenderText(result, {});
    return text.substr(text.rfind('\n', text.size() - 2) + 1);
  };
  SearchResult result;
  result.index.amounts.files[0] = 1;
  EXPECT_EQ(RenderText(result, {}), "no page matches · 1 file\n");
  result.total = result.complete = 5;  // behind --offset
  EXPECT_EQ(RenderText(result, {}), "0 of 5 pages · 1 file\n");
  result.hits = {MakeHit(1, "/a", 1)};
  result.total = result.complete = 1;
  EXPECT_EQ(last_line(result), "1 of 1 page · 1 file\n");
  result.total = result.complete = 340;
  result.total_exact = false;
  EXPECT_EQ(last_line(result), "1 of about 340 pages · 1 file\n");
  result.complete = 12;
  EXPECT_EQ(last_line(result), "1 of about 340 pages, 12 with every word · 1 file\n");
  result.complete = 400;  // an estimate as well
  EXPECT_EQ(last_line(result), "1 of about 340 pages · 1 file\n");
}

TEST(RenderText, TheClosestPagesWhereNoneHasAll) {
  struct Case {
    std::string query;
    std::size_t hits;
    std::uint64_t total;
    std::string header, summary;
  };
  for (const Case& c : {
           Case{"heron lake", 2, 2, "no page has all of these; closest:\n\n",
                "the closest 2 pages"},
           Case{"heron lake", 1, 1, "no page has all of these; closest:\n\n", "the closest 1 page"},
           Case{"왜가리", 1, 1, "no page has this; closest:\n\n", "the closest 1 page"},
           // --offset
           Case{"heron lake", 1, 3, "no page has all of these; closest:\n\n",
                "1 of the closest 3 pages"},
           Case{"heron lake", 0, 3, "", "0 of the closest 3 pages"},
           Case{"heron lake", 0, 0, "", "no page matches"},
       }) {
    SearchResult result;
    result.query = c.query;
    result.total = c.total;
    result.index.amounts.files[0] = 1;
    for (std::size_t i = 1; i <= c.hits; ++i)
      result.hits.push_back(MakeHit(i, "/a", static_cast<std::uint32_t>(i)));
    const std::string text = RenderText(result, {});
    EXPECT_THAT(text, StartsWith(c.header + (c.hits == 0 ? c.summary : " · 38 pages\n/a\n")));
    EXPECT_THAT(text, EndsWith(c.summary + " · 1 file\n"));
  }
}

TEST(RenderText, NamesThatWereNotTyped) {
  const auto header = [](std::vector<Expansion> expansions, const std::string& meant,
                         const TextStyle& style = {}) {
    SearchResult result = SampleResult();
    result.expansions = std::move(expansions);
    result.did_you_mean = meant;
    result.hits.clear();
    const std::string text = RenderText(result, style);
    return text.substr(0, text.find("0 of 34"));
  };
  EXPECT_EQ(header({}, ""), "");
  EXPECT_EQ(header({{"지식 증류", "knowledge distillation", NameSource::kGlossary},
                    {"지식 증류", "KD", NameSource::kMined}},
                   ""),
            "also: knowledge distillation, KD\n\n");
  EXPECT_EQ(header({{"협엽", "협업", NameSource::kSpelling},
                    {"skip gram", "skipgram", NameSource::kVariant}},
                   "협업 skip gram"),
            "did you mean: 협업 skip gram\nalso: skipgram\n\n")
      << "what a slip was meant to be is told once";
  EXPECT_EQ(header({{"협엽", "협업", NameSource::kSpelling}}, "협업"), "did you mean: 협업\n\n");
  EXPECT_EQ(
      header({{"모델", "model", NameSource::kGlossary}, {"모형", "model", NameSource::kGlossary}},
             ""),
      "also: model\n\n");
  std::vector<Expansion> many;
  for (int i = 1; i <= 9; ++i)
    many.push_back({"a", "name" + std::to_string(i), NameSource::kMined});
  EXPECT_EQ(header(many, ""),
            "also: name1, name2, name3, name4, name5, name6, name7, name8, …\n\n");
  TextStyle style;
  style.color = true;
  style.width = 30;
  EXPECT_EQ(header(many, "b", style),
            "did you mean: \033[1mb\033[0m\n"
            "also: name1, name2, name3,\nname4, name5, name6, name7,\nname8, …\n\n");
}

TEST(RenderText, FoldedPagesInRunsAFewOfThem) {
  const auto also = [](std::vector<HitPage> pages) {
    SearchResult result;
    result.hits = {MakeHit(1, "/r/a.pdf", 1)};
    result.hits[0].also = std::move(pages);
    const std::string text = RenderText(result, {});
    const std::size_t begin = text.find("also");
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  const auto pages = [](const std::string& path, const std::vector<std::uint32_t>& numbers) {
    std::vector<HitPage> list;
    list.reserve(numbers.size());
    for (const std::uint32_t number : numbers)
      list.push_back({path, number, ""});
    return list;
  };
  EXPECT_EQ(also(pages("/r/a.pdf", {3})), "also p. 3");
  EXPECT_EQ(also(pages("/r/a.pdf", {3, 4, 6, 7, 8})), "also p. 3, 4, 6–8");
  std::vector<HitPage> two = pages("/r/b c.pdf", {5});
  two.push_back({"/x/b c.pdf", 6, ""});
  EXPECT_EQ(also(two), "also b c.pdf p. 5; b c.pdf p. 6");
  EXPECT_EQ(also(pages("/r/a.pdf", {2, 4, 6, 8, 10, 12, 13})),
            "also p. 2, 4, 6, 8, 10 … and 2 more");
  EXPECT_EQ(also(pages("/r/\033\n.pdf", {2})), "also \\033\\012.pdf p. 2");
}

TEST(RenderText, SaysWhatThePagesAreLike) {
  SearchResult result;
  result.like = "B\nERT.pdf p. 12";
  result.index.amounts.files[0] = 1;
  EXPECT_EQ(RenderText(result, {}), "like B ERT.pdf p. 12\n\nno page matches · 1 file\n");
}

TEST(RenderText, TheTitleIsNotRepeatedBelowItself) {
  SearchResult result;
  result.complete = 1;
  result.hits = {MakeHit(1, "/a", 1)};
  Hit& hit = result.hits[0];
  hit.title = "증류 Title";
  const auto below = [&](Snippet snippet) {
    hit.snippet = std::move(snippet);
    TextStyle style;
    style.color = true;
    const std::string text = RenderText(result, style);
    const std::size_t begin = text.find("증류 Title\n") + std::string("증류 Title\n").size();
    return text.substr(begin, text.find("\n\n") - std::min(begin, text.find("\n\n")));
  };
  EXPECT_EQ(below({"증류 Title", {{0, 2}}}), "");
  EXPECT_EQ(below({"증류 Title · 지식 증류", {{0, 2}, {14, 16}}}),
            "     지식 \033[1;31m증류\033[0m");
  EXPECT_EQ(below({"증류 Titles", {}}), "     증류 Titles");
}

TEST(RenderText, AMatchThatBeginsALineIsColouredThere) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a", 1)};
  result.hits[0].snippet = {"aaaaaaaaaaaaaaaaaaaa bbbbbbbb", {{21, 29}}};
  TextStyle style;
  style.color = true;
  style.width = 30;
  EXPECT_THAT(RenderText(result, style),
              HasSubstr("     aaaaaaaaaaaaaaaaaaaa\n     \033[1;31mbbbbbbbb\033[0m\n"));
}

TEST(RenderText, WrapsAtTheTerminalsWidthInColumns) {
  SearchResult result = SampleResult();
  result.hits.resize(1);
  result.hits[0].deck.title = "D";
  result.hits[0].deck.author = "";
  result.hits[0].path = "/a";
  result.hits[0].deck.copies.clear();
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "지식을 증류 teacher ";
  text += std::string(90, 'w');
  result.hits[0].snippet = {text, {{0, 2}, {26, 40}}};
  TextStyle style;
  style.width = 40;
  std::istringstream lines(RenderText(result, style));
  std::string line;
  int full = 0;
  for (int i = 0; std::getline(lines, line) && i < 40; ++i) {
    if (line.find("files") != std::string::npos) continue;  // the summary is not wrapped
    EXPECT_LE(ColumnWidth(line), 40U) << line;
    EXPECT_THAT(line, Not(EndsWith(" ")));
    if (ColumnWidth(line) > 30) ++full;
  }
  EXPECT_GT(full, 10);
}

TEST(RenderText, AMatchThatWrapsKeepsItsColourOffTheIndent) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a", 1)};
  result.hits[0].snippet = {"aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbb", {{0, 41}}};
  TextStyle style;
  style.color = true;
  style.width = 30;
  EXPECT_THAT(RenderText(result, style), HasSubstr("     \033[1;31maaaaaaaaaaaaaaaaaaaa\033[0m\n"
                                                   "     \033[1;31mbbbbbbbbbbbbbbbbbbbb\033[0m\n"));
}

// Two hits of one deck, about what the deck is about.
SearchResult ReviewResult() {
  SearchResult result = SampleResult();
  result.hits.erase(result.hits.begin() + 1);
  for (Hit& hit : result.hits) {
    hit.also.clear();
    hit.deck.copies.clear();
    hit.deck.title = "Relational Knowledge Distillation";
    hit.deck.field = "Computer Vision";
    hit.deck.date = 20210106;
    hit.paper = SamplePaper();
    hit.counterparts = {{"/p/a b.pdf", 1, "Paper", DeckKind::kPaper, HitStatus::kOk},
                        {"/r/t.pdf", 7, "Trends", DeckKind::kTrends, HitStatus::kGone}};
  }
  return result;
}

TEST(RenderText, WhatADeckIsAboutIsToldOnce) {
  EXPECT_EQ(RenderText(ReviewResult(), {}),
            "Relational Knowledge Distillation (Computer Vision, CVPR 2019) · 홍길동 · 38 pages\n"
            "'/home/u/reviews/210106_Relational KD.pdf'\n"
            "online: paper https://arxiv.org/pdf/1904.05068.pdf"
            " · review https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12\n"
            "paper: '/p/a b.pdf'\n"
            "trends: /r/t.pdf:7 [gone]\n"
            "  1  p. 12 (iv)  Knowledge Distillation\n"
            "     … teacher의 지식을 증류 …\n"
            "  3  p. 13\n"
            "     증류\n"
            "\n"
            "2 of 34 pages · 77 files, not searchable: 1 file, 1 file in part "
            "(rindex status --failed)\n");
}

TEST(RenderText, AnotherTitleOfThePaperIsTold) {
  SearchResult result = ReviewResult();
  for (Hit& hit : result.hits) {
    hit.deck.title = "Season 3, talk 4";
    hit.paper->original_link = hit.paper->review_link = "";
    hit.counterparts.clear();
  }
  EXPECT_THAT(RenderText(result, {}),
              HasSubstr("KD.pdf'\nabout: Relational Knowledge Distillation (CVPR 2019)\n  1  p."));
}

TEST(RenderText, APagesPaperInATrendsDeck) {
  SearchResult result = ReviewResult();
  Hit other = result.hits[1];
  other.rank = 4;
  other.title = "GhostNet";
  other.paper = Paper{};
  other.paper->title = "Ghost-Net";
  other.paper->original_link = "https://openaccess.thecvf.com/x.pdf";
  other.counterparts.clear();
  Hit none = other;
  none.rank = 5;
  none.paper.reset();
  result.hits.push_back(other);
  result.hits.push_back(none);
  for (Hit& hit : result.hits) {
    hit.deck.title = "Research trends";
    hit.deck.kind = DeckKind::kTrends;
    hit.deck.field = "";
    hit.deck.date = 20210600;
  }
  EXPECT_EQ(RenderText(result, {}),
            "Research trends (trends, 2021-06) · 홍길동 · 38 pages\n"
            "'/home/u/reviews/210106_Relational KD.pdf'\n"
            "  1  p. 12 (iv)  Knowledge Distillation\n"
            "     about: Relational Knowledge Distillation (CVPR 2019)\n"
            "     … teacher의 지식을 증류 …\n"
            "     online: paper https://arxiv.org/pdf/1904.05068.pdf"
            " · review https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12\n"
            "     paper: '/p/a b.pdf'\n"
            "     trends: /r/t.pdf:7 [gone]\n"
            "  3  p. 13\n"
            "     about: Relational Knowledge Distillation (CVPR 2019)\n"
            "     증류\n"
            "  4  p. 13  GhostNet\n"
            "     증류\n"
            "     online: paper https://openaccess.thecvf.com/x.pdf\n"
            "  5  p. 13  GhostNet\n"
            "     증류\n"
            "\n"
            "4 of 34 pages · 77 files, not searchable: 1 file, 1 file in part "
            "(rindex status --failed)\n")
      << "the links of a paper once; a title that stands above is not repeated";
}

TEST(RenderText, LinksAreNamedOnATerminal) {
  TextStyle style;
  style.links = true;
  style.host = "box";
  const std::string text = RenderText(ReviewResult(), style);
  EXPECT_THAT(text, HasSubstr("online: paper \033]8;;https://arxiv.org/pdf/1904.05068.pdf\033\\"
                              "arXiv:1904.05068\033]8;;\033\\ · review "
                              "\033]8;;https://github.com/r/blob/main/210106_Relational%20KD.pdf"
                              "#page=12\033\\github.com\033]8;;\033\\\n"));
  EXPECT_THAT(text, HasSubstr("trends: \033]8;;file://box/r/t.pdf#page=7\033\\/r/t.pdf:7"));
}

TEST(RenderText, AFewCounterparts) {
  SearchResult result = ReviewResult();
  for (Hit& hit : result.hits)
    hit.counterparts.assign(5, {"/p.pdf", 1, "Paper", DeckKind::kPaper, HitStatus::kOk});
  EXPECT_THAT(RenderText(result, {}), HasSubstr("\npaper: /p.pdf\npaper: /p.pdf\npaper: /p.pdf\n"
                                                "and more: rsearch --related 1\n  1  p."));
}

TEST(RenderText, HostileTextIsDefused) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a\033]0;x\007\n.pdf", 1)};
  Hit& hit = result.hits[0];
  hit.title = "t\033[2J\u202Eevil";
  hit.page_label = "\033[1m";
  hit.deck.title = "d\r\n\u009B31m";
  hit.deck.author = "a\tb";
  hit.deck.copies = {"/c\nd"};
  hit.deck.field = "f\033[3m\u202E";
  hit.paper = SamplePaper();
  hit.paper->title = "p\033[4m\n";
  hit.paper->venue = "v\r\033[5m";
  hit.paper->authors = {"a\033[6m"};
  hit.paper->original_link = "https://arxiv.org/\033]8;;\033\\x\u202E";
  hit.paper->review_link = "javascript:\033[7m";
  hit.paper->ids = {"arxiv:\033[8m"};
  hit.counterparts = {{"/x\033[9m\n", 2, "t\033", DeckKind::kPaper, HitStatus::kOk}};
  hit.snippet = {"s\b\b\u200Bx\x7F", {{4, 5}}};
  hit.why = {"why\033"};
  result.explain = {"run as \033[31m"};
  result.expansions = {{"a", "b\033[31m\u202E", NameSource::kGlossary}};
  result.did_you_mean = "m\033[31m\n";
  TextStyle style;
  style.links = true;
  style.host = "h";
  const std::string text = RenderText(result, style);
  EXPECT_THAT(text, HasSubstr("$'/a\\033]0;x\\007\\012.pdf'"));
  EXPECT_THAT(text, HasSubstr("\033]8;;https://arxiv.org/%1B]8;;%1B%5Cx%E2%80%AE\033\\"));
  EXPECT_THAT(text, Not(HasSubstr("javascript")));
  for (std::size_t at = text.find('\033'); at != std::string::npos;
       at = text.find('\033', at + 1)) {
    const std::string after = text.substr(at + 1, 1);
    EXPECT_TRUE(after == "]" || after == "\\") << "an escape that is not a link's";
  }
  for (const char* bad : {"\r", "\b", "\t", "\x7F", "\u202E", "\u200B", "\u009B", "\007"})
    EXPECT_EQ(text.find(bad), std::string::npos);
}

TEST(ShowPath, IsAsShortAsItCanBeAndPastesBack) {
  TextStyle style;
  style.folder = "/home/u/reviews";
  style.home = "/home/u";
  EXPECT_EQ(ShowPath("/home/u/reviews/a/b.pdf", style), "a/b.pdf");
  EXPECT_EQ(ShowPath("/home/u/reviews/-rf.pdf", style), "./-rf.pdf");
  EXPECT_EQ(ShowPath("/home/u/reviews/~x.pdf", style), "'./~x.pdf'");
  EXPECT_EQ(ShowPath("/home/u/reviewsX/b.pdf", style), "~/reviewsX/b.pdf");
  EXPECT_EQ(ShowPath("/home/u/a b.pdf", style), "~/'a b.pdf'");
  EXPECT_EQ(ShowPath("/home/user/b.pdf", style), "/home/user/b.pdf");
  style.folder = "/";
  style.home = "/";
  EXPECT_EQ(ShowPath("/b.pdf", style), "/b.pdf");
}

}  // namespace
}  // namespace rsearch
