#include "indexer/fetch/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

WantedEntry Entry(const std::string& title, const std::string& original,
                  const std::string& review = "") {
  WantedEntry wanted;
  wanted.entry.title = title;
  wanted.entry.original_link = original;
  wanted.entry.review_link = review;
  return wanted;
}

// "URL|FILE" of each.
std::vector<std::string> Lines(const FetchPlan& plan) {
  std::vector<std::string> lines;
  for (const Download& download : plan.downloads)
    lines.push_back(download.url + "|" + download.file);
  return lines;
}

TEST(PdfFileName, IsOneNameOnEveryFileSystem) {
  struct Case {
    std::string stem;
    std::string name;
  };
  const std::vector<Case> cases = {
      {"Knowledge Distillation", "Knowledge Distillation.pdf"},
      {"A: B/C?  \"D\"", "A B C D.pdf"},
      {"BERT.pdf", "BERT.pdf"},
      {"BERT.PDF", "BERT.pdf"},
      {"../../etc/passwd", "etc passwd.pdf"},
      {"..", "paper.pdf"},
      {"", "paper.pdf"},
      {".pdf", "paper.pdf"},
      {"/", "paper.pdf"},
      {".hidden", "hidden.pdf"},
      {"-rf", "rf.pdf"},
      {"Is this it...", "Is this it.pdf"},
      {"new\nline\ttab\x1b[31m\x7f", "new line tab [31m.pdf"},
      {std::string("nul\0l", 5), "nul l.pdf"},
      {"\xEC\xA7\x80\xEC\x8B\x9D", "\xEC\xA7\x80\xEC\x8B\x9D.pdf"},
      {"bad \xFF\xC3 bytes", "bad bytes.pdf"},
      {"zero\xE2\x80\x8B width\xE2\x81\xA0", "zero width.pdf"},
      {"a\\b|c<d>e*f", "a b c d e f.pdf"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(PdfFileName(c.stem), c.name) << c.stem;
}

TEST(PdfFileName, IsCutBetweenCharacters) {
  std::string syllables;
  for (int i = 0; i < 100; ++i)
    syllables += "\xEA\xB0\x80";
  const std::string name = PdfFileName(syllables);
  EXPECT_EQ(name.size(), 199U);  // 65 syllables of 3 bytes and the extension
  EXPECT_EQ(name, syllables.substr(0, 195) + ".pdf");
  EXPECT_EQ(PdfFileName(std::string(500, 'x')).size(), kMaxFileName);
}

TEST(PlanFetch, NamesAfterIdAndTitle) {
  const auto plan = PlanFetch(
      {Entry("Relational KD", "https://arxiv.org/abs/1904.05068v2"),
       Entry("Masked Autoencoders", "https://e.org/He_Masked.pdf"),
       Entry("", "https://arxiv.org/abs/cs/0112017"), Entry("", "https://e.org/some%20paper.pdf")},
      {}, {});
  EXPECT_THAT(Lines(plan),
              ElementsAre("https://arxiv.org/pdf/1904.05068v2|1904.05068v2 Relational KD.pdf",
                          "https://e.org/He_Masked.pdf|Masked Autoencoders.pdf",
                          "https://arxiv.org/pdf/cs/0112017|cs 0112017.pdf",
                          "https://e.org/some%20paper.pdf|some paper.pdf"));
  EXPECT_EQ(plan.downloads[0].title, "Relational KD");
}

TEST(PlanFetch, OneFileForOneUrl) {
  const auto plan = PlanFetch({Entry("EfficientNetV2", "https://arxiv.org/pdf/2104.00298.pdf"),
                               Entry("Efficient Net", "http://arxiv.org/abs/2104.00298")},
                              {}, {});
  EXPECT_THAT(Lines(plan),
              ElementsAre("https://arxiv.org/pdf/2104.00298|2104.00298 EfficientNetV2.pdf"));
}

TEST(PlanFetch, OneNameForOneUrl) {
  const std::string title(300, 'x');
  const auto plan =
      PlanFetch({Entry("Intro", "https://e.org/1"), Entry("intro", "https://e.org/2"),
                 Entry("Intro", "https://e.org/3"), Entry("Intro (2)", "https://e.org/4"),
                 Entry(title, "https://e.org/5"), Entry(title + "y", "https://e.org/6")},
                {}, {});
  const std::string cut = std::string(192, 'x');
  EXPECT_THAT(
      Lines(plan),
      ElementsAre("https://e.org/1|Intro.pdf", "https://e.org/2|intro (2).pdf",
                  "https://e.org/3|Intro (3).pdf", "https://e.org/4|Intro (2) (2).pdf",
                  "https://e.org/5|" + cut + "xxxx.pdf", "https://e.org/6|" + cut + " (2).pdf"));
}

// Else "Intro (2).pdf" would become "Intro.pdf" once that is here, and be fetched again or never.
TEST(PlanFetch, NamesDoNotDependOnWhatIsHere) {
  WantedEntry first = Entry("Intro", "https://e.org/1");
  const WantedEntry second = Entry("Intro", "https://e.org/2");
  first.original_here = true;
  EXPECT_THAT(Lines(PlanFetch({first, second}, {}, {})),
              ElementsAre("https://e.org/2|Intro (2).pdf"));
  const auto plan = PlanFetch({Entry("Intro", "https://e.org/1"), second}, {{"Intro.pdf"}, {}}, {});
  EXPECT_THAT(Lines(plan), ElementsAre("https://e.org/2|Intro (2).pdf"));
  EXPECT_EQ(plan.here, 1U);
}

TEST(PlanFetch, ReviewsOnRequestByTheirNames) {
  WantedEntry here = Entry("Here", "", "https://e.org/here.pdf");
  here.review_here = true;
  const std::vector<WantedEntry> entries = {
      Entry("BERT", "https://e.org/bert", "https://github.com/o/r/blob/main/nlp/210106_BERT.pdf"),
      Entry("GPT", "https://e.org/gpt", "https://e.org/x/..%2F..%2F..%2Fevil.pdf"),
      Entry("Drive", "https://e.org/d", "https://drive.example/file/d/1x/view"), here};
  const auto originals = PlanFetch(entries, {}, {});
  EXPECT_THAT(Lines(originals),
              ElementsAre("https://e.org/bert|BERT.pdf", "https://e.org/gpt|GPT.pdf",
                          "https://e.org/d|Drive.pdf"));
  PlanOptions reviews;
  reviews.reviews = true;
  const auto all = PlanFetch(entries, {}, reviews);
  EXPECT_THAT(Lines(all),
              ElementsAre("https://e.org/bert|BERT.pdf", "https://e.org/gpt|GPT.pdf",
                          "https://e.org/d|Drive.pdf",
                          "https://github.com/o/r/raw/main/nlp/210106_BERT.pdf|210106_BERT.pdf",
                          "https://e.org/x/..%2F..%2F..%2Fevil.pdf|evil.pdf",
                          "https://drive.example/file/d/1x/view|Drive (2).pdf"));
  EXPECT_EQ(all.here, 1U);
}

TEST(PlanFetch, WhatIsHereIsNotFetched) {
  struct Case {
    const char* what;
    FilesHere here;
    std::size_t count;
  };
  const std::vector<Case> cases = {
      {"nothing", {}, 0},
      {"its name in the folder", {{"1904.05068 Relational KD.pdf"}, {}}, 1},
      {"its id in the folder, the title corrected since", {{"1904.05068 Reletional.pdf"}, {}}, 1},
      {"a version in the folder", {{"1904.05068v3.pdf"}, {}}, 1},
      {"its id in the index", {{}, {"1904.05068.pdf"}}, 1},
      {"its part only", {{"1904.05068 Relational KD.pdf.part"}, {}}, 0},
      {"a longer id", {{"1904.050681 X.pdf"}, {"1904.050681.pdf"}}, 0},
  };
  for (const Case& c : cases) {
    const auto plan =
        PlanFetch({Entry("Relational KD", "https://arxiv.org/abs/1904.05068v1")}, c.here, {});
    // The name in the folder is that of another version.
    EXPECT_EQ(plan.here, c.count) << c.what;
    EXPECT_EQ(plan.downloads.size(), 1 - c.count) << c.what;
  }
  // A review in the index may well have the title of its paper.
  EXPECT_EQ(PlanFetch({Entry("BERT", "https://e.org/bert")}, {{}, {"BERT.pdf"}}, {}).here, 0U);
}

TEST(PlanFetch, OneMatchIsEnough) {
  WantedEntry here = Entry("B", "https://arxiv.org/abs/1904.05068");
  here.original_here = true;
  const auto plan = PlanFetch({Entry("A", "https://arxiv.org/pdf/1904.05068"), here}, {}, {});
  EXPECT_THAT(plan.downloads, IsEmpty());
  EXPECT_EQ(plan.here, 1U);
}

TEST(PlanFetch, TellsLinksThatLeadNowhere) {
  WantedEntry here = Entry("Here", "papers/here.pdf");
  here.original_here = true;
  const auto plan = PlanFetch({Entry("No link", ""), Entry("Relative", "papers/a.pdf"), here,
                               Entry("File", "file:///etc/passwd")},
                              {}, {});
  EXPECT_THAT(plan.downloads, IsEmpty());
  EXPECT_THAT(
      plan.unusable,
      ElementsAre(UnusableLink{"No link", "", ""},
                  UnusableLink{"Relative", "papers/a.pdf", "is no http or https address"},
                  UnusableLink{"File", "file:///etc/passwd", "is no http or https address"}));
}

TEST(PlanFetch, LeavesOutWhatFailedBefore) {
  const EarlierFailure failure{"https://e.org/1", "not found (HTTP 404)", 1};
  PlanOptions options;
  options.failures = {{failure.url, failure}};
  const std::vector<WantedEntry> entries = {Entry("A", "https://e.org/1"),
                                            Entry("B", "https://e.org/2")};
  const auto plan = PlanFetch(entries, {}, options);
  EXPECT_THAT(Lines(plan), ElementsAre("https://e.org/2|B.pdf"));
  EXPECT_THAT(plan.failed_earlier, ElementsAre(failure));
  EXPECT_THAT(PlanFetch(entries, {{"A.pdf"}, {}}, options).failed_earlier, IsEmpty());
}

}  // namespace
}  // namespace rsearch
