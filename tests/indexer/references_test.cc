#include "indexer/references.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

// The people and papers are made up.
const std::string kHahn = "J. Hahn and M. Okafor. Rivers of noise. Journal of Quiet Sums, 2011.";
const std::string kLindt = "P. Lindt. On slow trees. In Proceedings of the 9th Grove Days, 2014.";
const std::string kOdd = "R. Voss. A book without a press, in two volumes. Antwerp, 1998.";
const std::string kShort = "Voss, R. 1998.";
const std::string kProse = "We sample each river twice and sum what is left.";

struct TestPage {
  std::string title;
  std::vector<std::string> lines;
  bool slide = false;
};

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text.append(text.empty() ? "" : "\n").append(line);
  return text;
}

// For each page what is in the list; " | " between ranges.
std::vector<std::string> Cited(const std::vector<TestPage>& test_pages) {
  std::vector<Page> pages;
  for (const TestPage& test_page : test_pages) {
    pages.emplace_back();
    pages.back().title = test_page.title;
    pages.back().text = Joined(test_page.lines);
    pages.back().slide = test_page.slide;
  }
  std::vector<std::string> cited;
  for (const std::vector<TextRange>& ranges : FindReferences(pages)) {
    const std::string& text = pages.at(cited.size()).text;
    cited.emplace_back();
    for (const TextRange& range : ranges)
      cited.back()
          .append(cited.back().empty() ? "" : " | ")
          .append(text.substr(range.begin, range.end - range.begin));
  }
  return cited;
}

struct Case {
  std::string what;
  std::vector<TestPage> pages;
  std::vector<std::string> cited;  // a page each
};

void ExpectCited(const std::vector<Case>& cases) {
  for (const Case& c : cases)
    EXPECT_EQ(Cited(c.pages), c.cited) << c.what;
}

TEST(FindReferences, TheListBeginsAtItsHeading) {
  for (const std::string heading :
       {"References", "REFERENCES", "Reference", "7. References", "7 REFERENCES", "VII. References",
        "IX REFERENCES:", "[References]:", "Bibliography", "Literature Cited", "참고문헌",
        "참고 문헌", "5. 참고문헌", "■ 참고자료"}) {
    EXPECT_EQ(Cited({{"", {kProse, heading, kShort}}}),
              std::vector<std::string>{Joined({heading, kShort})})
        << heading;
  }
  for (const std::string line :
       {"References to earlier rivers are in Section 2.", "See the references.", "Preferences",
        "References and notes on how each of the rivers was measured", "참고문헌은 뒤에 있다"})
    EXPECT_EQ(Cited({{"", {kProse, line, kShort}}}), std::vector<std::string>{""}) << line;
}

TEST(FindReferences, TheListGoesOnToAnAppendixOrTheEnd) {
  ExpectCited({
      {"no page", {}, {}},
      {"an empty page", {{"References", {}}}, {""}},
      {"to the end",
       {{"1 Rivers", {kProse, "References", kShort}}, {"References", {kShort}}, {"", {kShort}}},
       {"References\n" + kShort, kShort, kShort}},
      {"appendix on the same page",
       {{"", {"References", kShort, "Appendix A. More rivers", kProse}}, {"", {kProse}}},
       {"References\n" + kShort, ""}},
      {"appendix on a later page",
       {{"", {"References", kShort}}, {"", {kShort, "부록", kProse}}, {"", {kProse}}},
       {"References\n" + kShort, kShort, ""}},
      {"an appendix with a list of its own",
       {{"", {"References", kShort, "A Proof of Theorem 2", kProse, "References", kShort}}},
       {"References\n" + kShort + " | References\n" + kShort}},
      {"what stands before the appendix heading is no appendix",
       {{"", {"Appendix A. More rivers", kProse, "References", kShort}}},
       {"References\n" + kShort}},
  });
}

TEST(FindReferences, ManyThingsAreAnAppendix) {
  for (const std::string heading :
       {"Appendix", "APPENDICES", "A APPENDIX", "Appendix B: Rivers", "Supplementary Material",
        "B. Omitted proofs", "A Additional rivers", "A.1. The construction", "C.2 Slow trees",
        "Proof Let r be a river.", "Proof. Obvious."})
    EXPECT_EQ(Cited({{"", {"References", kShort, heading, kProse}}}),
              std::vector<std::string>{"References\n" + kShort})
        << heading;
  for (const std::string entry : {"A. Profrock. Songs. 1915.", "A. B. Lindt. Trees. 2014.",
                                  "A short history of rivers. 1950."})
    EXPECT_EQ(Cited({{"", {"References", entry, kShort}}}),
              std::vector<std::string>{Joined({"References", entry, kShort})})
        << entry;
}

TEST(FindReferences, APagesTitleIsItsHeadingToo) {
  ExpectCited({
      {"the line was lost", {{"References", {kShort, kShort}}}, {kShort + "\n" + kShort}},
      // What is above is the end of the section before.
      {"the line comes later",
       {{"References", {kProse, "References", kShort}}},
       {"References\n" + kShort}},
      {"inside a list it changes nothing",
       {{"", {"References", kShort}}, {"References", {kShort, "References", kShort}}},
       {"References\n" + kShort, kShort + "\nReferences\n" + kShort}},
  });
}

// A page without a heading of its own stands under the one before: pages of an appendix whose
// first page began with the end of the list are still called "References".
TEST(FindReferences, PagesOfAnAppendixKeepTheTitleOfTheList) {
  ExpectCited({{"pages behind it",
                {{"References", {"References", kShort}},
                 {"References", {kShort, "Appendix A. More rivers", kProse}},
                 {"References", {kProse, "Appendix B. Fewer rivers", kProse}},
                 {"References", {kProse}}},
                {"References\n" + kShort, kShort, "", ""}}});
}

TEST(FindReferences, EntriesAreToldWithoutAHeading) {
  const std::string arxiv =
      "[3] K. Moll et al. Deep rivers. arXiv preprint arXiv:1901.00000, 2019.";
  ExpectCited({
      {"between prose", {{"", {kProse, kHahn, kLindt, kProse}}}, {kHahn + "\n" + kLindt}},
      {"in brackets", {{"", {kProse, arxiv}}}, {arxiv}},
      {"apart", {{"", {kHahn, kProse, kLindt}}}, {kHahn + " | " + kLindt}},
      {"on the next page, and the list does not go on from there",
       {{"", {kHahn}}, {"", {kProse}}},
       {kHahn, ""}},
  });
}

// A venue that no list of venues holds: "Machine Learning, 47(2)", "Athena Scientific".
TEST(FindReferences, WhatHasOnlyAYearIsAnEntryBetweenOthers) {
  ExpectCited({
      {"alone", {{"", {kProse, kOdd, kProse}}}, {""}},
      {"only such", {{"", {kOdd, kOdd, kOdd}}}, {""}},
      {"between entries",
       {{"", {kHahn, kOdd, kOdd, kLindt}}},
       {kHahn + "\n" + kOdd + "\n" + kOdd + "\n" + kLindt}},
      {"at the end", {{"", {kHahn, kLindt, kOdd}}}, {kHahn + "\n" + kLindt}},
      {"behind prose", {{"", {kHahn, kProse, kOdd, kLindt}}}, {kHahn + " | " + kLindt}},
      {"on another page", {{"", {kHahn, kOdd}}, {"", {kLindt}}}, {kHahn, kLindt}},
  });
}

TEST(FindReferences, ManyThingsAreNoEntry) {
  for (const std::string line :
       {"Journal of Quiet Sums, 2011.",                                          // short
        "The Journal of Quiet Sums is where most of this was printed first.",    // no year
        "J. Hahn. Rivers of noise. Journal of Quiet Sums, pages 20110 to 1.",    // none either
        "J. Hahn. Rivers of noise. Journal of Quiet Sums, page 3141, vol. 12.",  // no such year
        "as the Journal of Quiet Sums had it in 2011, rivers are noise at best"})
    EXPECT_EQ(Cited({{"", {kProse, line}}}), std::vector<std::string>{""}) << line;
}

TEST(FindReferences, ASlidesListEndsWithTheSlide) {
  ExpectCited({
      {"heading in the text",
       {{"Rivers", {"Rivers", kShort}, true},
        {"참고문헌", {"참고문헌", kShort}, true},
        {"Thank you", {"Thank you", kShort}, true}},
       {"", "참고문헌\n" + kShort, ""}},
      {"the title comes last in the text",
       {{"References", {kShort, "References"}, true}},
       {kShort + "\nReferences"}},
      {"a slide after a paper's list",
       {{"", {"References", kShort}}, {"Rivers", {kProse}, true}},
       {"References\n" + kShort, ""}},
      {"an appendix slide, then another list",
       {{"References", {"References", kShort, "Appendix", kProse}, true},
        {"References", {kShort}, true}},
       {"References\n" + kShort, kShort}},
  });
}

}  // namespace
}  // namespace rsearch
