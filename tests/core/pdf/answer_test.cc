#include "core/pdf/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <limits>
#include <string>
#include <vector>

#include "rsearch/analyzer.h"

namespace rsearch::pdf {
namespace {

Frame Make(const std::string& bytes) {
  FrameSplitter splitter;
  splitter.Append(bytes);
  return splitter.Next().value();
}

RawPage TextPage(std::uint32_t number, const std::string& text) {
  RawPage page;
  page.number = number;
  page.text = text;
  return page;
}

std::string PageFrame(std::uint32_t number, const std::string& text = "text", bool cut = false) {
  return Encode(PageAnswer{TextPage(number, text), cut});
}

Request SmallRequest() {
  return {Rung::kLayout, 1, 10, 5, 100, 250};
}

// Feeds frames; how many were taken before one was refused.
std::size_t Feed(const std::vector<std::string>& frames, AnswerReader* answer) {
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (!answer->Take(Make(frames[i]))) return i;
  return frames.size();
}

TEST(AnswerReader, TakesAWholeAnswer) {
  AnswerReader answer(SmallRequest());
  EXPECT_EQ(Feed({Encode(Head{3, "t", "a"}), PageFrame(1), EncodeMissing(2), PageFrame(3),
                  Encode(Cause::kDone)},
                 &answer),
            5U);
  EXPECT_EQ(answer.end(), Cause::kDone);
  EXPECT_EQ(answer.document().pages.size(), 2U);
  EXPECT_EQ(answer.document().title, "t");
  EXPECT_EQ(answer.document().author, "a");
  EXPECT_EQ(answer.document().page_count, 3U);
  EXPECT_THAT(answer.missing(), testing::ElementsAre(2));
}

// Each row: frames of which the last one breaks the rules.
TEST(AnswerReader, RefusesHostileFrames) {
  const std::string head = Encode(Head{3, "", ""});
  RawPage words = TextPage(1, "");
  words.has_geometry = true;
  words.words.resize(6);
  RawPage both = TextPage(1, "text");
  both.has_geometry = true;
  const std::vector<std::vector<std::string>> rows = {
      {PageFrame(1)},                                                  // before the head
      {EncodeMissing(1)},                                              //
      {head, head},                                                    // two heads
      {Encode(Head{0, "", ""})},                                       // a document of no pages
      {head, PageFrame(2)},                                            // a page left out
      {head, PageFrame(0)},                                            //
      {head, PageFrame(1), PageFrame(1)},                              // a page twice
      {head, PageFrame(1), EncodeMissing(1)},                          //
      {head, PageFrame(1), PageFrame(2), PageFrame(3), PageFrame(4)},  // more than there are
      {head, PageFrame(1, std::string(101, 'x'))},                     // too long a text
      {head, PageFrame(1, std::string(99, 'x')), PageFrame(2, std::string(99, 'x')),
       PageFrame(3, std::string(99, 'x'))},             // too much together
      {head, Encode(PageAnswer{words, false})},         // too many words
      {head, Encode(PageAnswer{both, false})},          // words and text
      {head, PageFrame(1), Encode(Cause::kDone)},       // done, but pages are due
      {head, PageFrame(1), Encode(Cause::kPageLimit)},  //
      {Encode(Cause::kDone)},                           //
      {Encode(Ready{Sandbox::kFull, ""})},              //
      {Encode(SmallRequest())},                         //
      {head, Encode(Cause::kLocked), PageFrame(1)},     // behind the end
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    AnswerReader answer(SmallRequest());
    EXPECT_EQ(Feed(rows[i], &answer), rows[i].size() - 1) << "row " << i;
  }
}

TEST(AnswerReader, RefusesPagesBeyondTheRequest) {
  AnswerReader answer({Rung::kLayout, 1, 2, 5, 100, 250});
  EXPECT_EQ(Feed({Encode(Head{9, "", ""}), PageFrame(1), PageFrame(2), PageFrame(3)}, &answer), 3U);
}

TEST(AnswerReader, TamesValues) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  RawPage page;
  page.number = 1;
  page.label = "\xFF\xFE";
  page.width = inf;
  page.height = -5;
  page.has_geometry = true;
  page.words = {{{9, nan, -inf, 1e30F}, -3, true, 0, "a\xC3"}};
  AnswerReader answer(SmallRequest());
  ASSERT_EQ(Feed({Encode(Head{1, "\xED\xA0\x80", ""}), Encode(PageAnswer{page, false})}, &answer),
            2U);
  const RawPage& tame = answer.document().pages[0];
  EXPECT_TRUE(std::isfinite(tame.width));
  EXPECT_GE(tame.height, 0);
  const Word& word = tame.words[0];
  for (const float value : {word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.font_size})
    EXPECT_TRUE(std::isfinite(value));
  EXPECT_LE(word.box.x0, word.box.x1);
  EXPECT_GE(word.font_size, 0);
  EXPECT_TRUE(IsValidUtf8(word.text));
  EXPECT_TRUE(IsValidUtf8(tame.label));
  EXPECT_TRUE(IsValidUtf8(answer.document().title));
}

TEST(AnswerReader, BeginsWhereTheRequestSays) {
  const std::string head = Encode(Head{4, "", ""});
  const Request request = {Rung::kRaw, 3, 10, 5, 100, 250};
  AnswerReader rest(request);
  EXPECT_EQ(rest.last_page(), 2U);
  EXPECT_EQ(Feed({head, PageFrame(3), PageFrame(4), Encode(Cause::kDone)}, &rest), 4U);
  AnswerReader again(request);
  EXPECT_EQ(Feed({head, PageFrame(1)}, &again), 1U);
  AnswerReader nothing_left({Rung::kRaw, 5, 10, 5, 100, 250});
  EXPECT_EQ(Feed({head, Encode(Cause::kDone)}, &nothing_left), 2U);
}

TEST(AnswerReader, TakesMetadataInTwoParts) {
  const Request request = {Rung::kMetadata, 1, 10, 5, 100, 250};
  AnswerReader answer(request);
  EXPECT_EQ(
      Feed({Encode(Head{0, "t", "a"}), Encode(Head{4, "t", "a"}), Encode(Cause::kDone)}, &answer),
      3U);
  EXPECT_EQ(answer.document().page_count, 4U);
  EXPECT_EQ(answer.document().title, "t");
  const std::vector<std::vector<std::string>> refused = {
      {Encode(Head{4, "", ""}), Encode(Head{4, "", ""})},
      {Encode(Head{0, "", ""}), Encode(Head{0, "", ""})},
      {Encode(Head{4, "", ""}), PageFrame(1)},
      {Encode(Cause::kDone)},
  };
  for (const auto& frames : refused) {
    AnswerReader reader(request);
    EXPECT_EQ(Feed(frames, &reader), frames.size() - 1);
  }
}

std::string Whole(const Verdict& verdict, const AnswerReader& answer) {
  return verdict.reason + (verdict.incomplete ? WhatIsIndexed(answer.document()) : "");
}

struct EndRow {
  std::vector<std::string> frames;
  FileStatus status;
  std::string reason;
};

TEST(Judge, SaysWhatBecameOfTheFile) {
  const std::string head = Encode(Head{3, "", ""});
  const std::vector<EndRow> rows = {
      {{Encode(Head{1, "", ""}), PageFrame(1), Encode(Cause::kDone)}, FileStatus::kOk, ""},
      {{Encode(Head{2, "", ""}), PageFrame(1, " \n"), PageFrame(2, ""), Encode(Cause::kDone)},
       FileStatus::kNoText,
       "no text, only pictures or drawings"},
      {{head, PageFrame(1), EncodeMissing(2), PageFrame(3), Encode(Cause::kDone)},
       FileStatus::kPartial,
       "page 2 cannot be read"},
      {{head, EncodeMissing(1), EncodeMissing(2), EncodeMissing(3), Encode(Cause::kDone)},
       FileStatus::kDamaged,
       "damaged: none of its pages can be read"},
      {{Encode(Head{1, "", ""}), PageFrame(1, "x", true), Encode(Cause::kDone)},
       FileStatus::kTruncated,
       "page 1: too much text for one page"},
      {{head, PageFrame(1), Encode(Cause::kTextLimit)},
       FileStatus::kTruncated,
       "too much text for one file on page 2; page 1 is indexed"},
      {{Encode(Cause::kEmptyFile)}, FileStatus::kDamaged, "the file is empty"},
      {{Encode(Cause::kNotPdf)}, FileStatus::kDamaged, "not a PDF, or damaged beyond repair"},
      {{Encode(Cause::kNoPages)}, FileStatus::kDamaged, "damaged: its pages cannot be found"},
      {{Encode(Cause::kLocked)}, FileStatus::kLocked, "locked by a password"},
      {{head, PageFrame(1), Encode(Cause::kOutOfMemory)},
       FileStatus::kMemory,
       "needed more than 1024 MiB of memory on page 2; page 1 is indexed"},
      {{Encode(Cause::kNotReadable)}, FileStatus::kUnreadable, "cannot be read, or is too large"},
  };
  for (const EndRow& row : rows) {
    AnswerReader answer(SmallRequest());
    ASSERT_EQ(Feed(row.frames, &answer), row.frames.size()) << row.reason;
    const Verdict verdict = JudgeEnd(answer, {});
    EXPECT_EQ(verdict.status, row.status) << row.reason;
    EXPECT_EQ(Whole(verdict, answer), row.reason);
  }
}

TEST(Judge, SaysHowManyPagesOfALongDocumentAreIndexed) {
  AnswerReader answer({Rung::kLayout, 1, 2, 5, 100, 250});
  ASSERT_EQ(Feed({Encode(Head{9, "", ""}), PageFrame(1), PageFrame(2), Encode(Cause::kPageLimit)},
                 &answer),
            4U);
  EXPECT_EQ(JudgeEnd(answer, {}).status, FileStatus::kTruncated);
  EXPECT_EQ(Whole(JudgeEnd(answer, {}), answer), "has 9 pages; pages 1–2 are indexed");
}

TEST(Judge, TellsDeathsApart) {
  struct Row {
    Death death;
    FileStatus status;
    std::string reason;
  };
  const std::vector<Row> rows = {
      {{SIGSEGV, 0, ""}, FileStatus::kCrash, "crashed on page 3 (SIGSEGV); pages 1–2 are indexed"},
      {{SIGABRT, 0, "free(): invalid pointer"},
       FileStatus::kCrash,
       "crashed on page 3 (SIGABRT); pages 1–2 are indexed"},
      {{SIGABRT, 0, "Out of memory\n"},
       FileStatus::kMemory,
       "needed more than 1024 MiB of memory on page 3; pages 1–2 are indexed"},
      {{SIGABRT, 0, "terminate called after throwing an instance of 'std::bad_alloc'"},
       FileStatus::kMemory,
       "needed more than 1024 MiB of memory on page 3; pages 1–2 are indexed"},
      {{SIGBUS, 0, ""},
       FileStatus::kUnreadable,
       "could not be read to its end (changed?) on page 3; pages 1–2 are indexed"},
      {{SIGSYS, 0, ""},
       FileStatus::kCrash,
       "tried what its sandbox forbids on page 3 (SIGSYS); pages 1–2 are indexed"},
      {{0, 1, ""},
       FileStatus::kCrash,
       "the reader ended on page 3 (exit status 1); pages 1–2 are indexed"},
  };
  for (const Row& row : rows) {
    AnswerReader answer(SmallRequest());
    ASSERT_EQ(Feed({Encode(Head{3, "", ""}), PageFrame(1), PageFrame(2)}, &answer), 3U);
    const Verdict verdict = JudgeDeath(answer, {}, row.death);
    EXPECT_EQ(verdict.status, row.status) << row.reason;
    EXPECT_EQ(Whole(verdict, answer), row.reason);
  }
  const AnswerReader nothing(SmallRequest());
  EXPECT_EQ(JudgeDeath(nothing, {}, {SIGSEGV, 0, ""}).reason,
            "crashed while opening the file (SIGSEGV)");
}

TEST(Judge, NamesTheLimit) {
  const AnswerReader answer(SmallRequest());
  EXPECT_EQ(JudgeCpuLimit(answer, std::chrono::milliseconds(480)).reason,
            "stopped after 0.5 s of CPU time while opening the file");
  EXPECT_EQ(JudgeWallLimit(answer, std::chrono::seconds(60)).reason,
            "stopped after 60 s while opening the file");
}

TEST(PageList, JoinsRanges) {
  EXPECT_EQ(PageList({}), "");
  EXPECT_EQ(PageList({4}), "4");
  EXPECT_EQ(PageList({1, 2, 3}), "1–3");
  EXPECT_EQ(PageList({3, 7, 8, 9}), "3, 7–9");
  EXPECT_EQ(PageList({1, 3, 5, 7, 9, 11, 13}), "1, 3, 5, 7, 9 and 2 more");
}

}  // namespace
}  // namespace rsearch::pdf
