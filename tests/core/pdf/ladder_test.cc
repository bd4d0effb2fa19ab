#include "core/pdf/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch::pdf {
namespace {

// A try that read the pages from `first` to `last` of 9.
Attempt Reached(Rung rung, std::uint32_t first, std::uint32_t last, Verdict verdict) {
  Attempt attempt;
  attempt.rung = rung;
  attempt.reached = last;
  attempt.has_head = true;
  attempt.document.page_count = 9;
  attempt.document.title = "Title";
  for (std::uint32_t number = first; number <= last; ++number) {
    RawPage& page = attempt.document.pages.emplace_back();
    page.number = number;
    page.text = "text";
  }
  attempt.verdict = std::move(verdict);
  return attempt;
}

Attempt NeverOpened(Verdict verdict) {
  Attempt attempt;
  attempt.verdict = std::move(verdict);
  return attempt;
}

const Verdict kTimeout = {FileStatus::kTimeout, "took too long", true};
const Verdict kMemory = {FileStatus::kMemory, "took too much", true};
const Verdict kCrash = {FileStatus::kCrash, "crashed", true};

std::string Show(const std::optional<Step>& step) {
  if (!step) return "done";
  const std::vector<std::string> names = {"layout", "raw", "metadata"};
  return names[static_cast<std::size_t>(step->rung)] + " " + std::to_string(step->first_page);
}

TEST(Ladder, GoesDownWhereLessMayGetFurther) {
  struct Row {
    std::vector<Attempt> attempts;
    std::string next;
  };
  Attempt killed = Reached(Rung::kLayout, 1, 2, kCrash);
  killed.not_to_blame = true;
  Attempt killed_raw = Reached(Rung::kRaw, 3, 4, kCrash);
  killed_raw.not_to_blame = true;
  Attempt late = Reached(Rung::kLayout, 1, 2, kTimeout);
  late.out_of_time = true;
  Attempt interrupted = late;
  interrupted.interrupted = true;
  const std::vector<Row> rows = {
      {{Reached(Rung::kLayout, 1, 9, {})}, "done"},
      {{Reached(Rung::kLayout, 1, 9, {FileStatus::kNoText, "", false})}, "done"},
      {{Reached(Rung::kLayout, 1, 5, {FileStatus::kTruncated, "", true})}, "done"},
      {{NeverOpened({FileStatus::kDamaged, "", false})}, "done"},
      {{NeverOpened({FileStatus::kLocked, "", false})}, "done"},
      {{Reached(Rung::kLayout, 1, 0, kTimeout)}, "raw 1"},
      {{Reached(Rung::kLayout, 1, 2, kMemory)}, "raw 3"},
      {{Reached(Rung::kLayout, 1, 8, kCrash)}, "raw 9"},
      {{NeverOpened(kTimeout)}, "metadata 1"},
      {{NeverOpened(kMemory)}, "metadata 1"},
      {{Reached(Rung::kLayout, 1, 2, kTimeout), Reached(Rung::kRaw, 3, 4, kTimeout)}, "done"},
      {{NeverOpened(kTimeout), Reached(Rung::kMetadata, 1, 0, kTimeout)}, "done"},
      {{killed}, "layout 3"},
      {{killed, killed}, "raw 3"},
      {{killed, Reached(Rung::kLayout, 3, 4, kMemory)}, "raw 5"},
      {{Reached(Rung::kLayout, 1, 2, kTimeout), killed_raw}, "raw 5"},
      {{Reached(Rung::kLayout, 1, 2, kTimeout), killed_raw, killed_raw}, "done"},
      {{late}, "done"},
      {{interrupted}, "done"},
  };
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(Show(NextStep(rows[i].attempts)), rows[i].next) << "row " << i;
}

TEST(Ladder, TellsWhatCameOfIt) {
  struct Row {
    std::vector<Attempt> attempts;
    FileStatus status;
    std::string reason;
    std::size_t pages;
  };
  Attempt killed = Reached(Rung::kLayout, 1, 2, kCrash);
  killed.not_to_blame = true;
  Attempt killed_again = Reached(Rung::kLayout, 3, 4, kCrash);
  killed_again.not_to_blame = true;
  Attempt interrupted = Reached(Rung::kRaw, 3, 4, {FileStatus::kTimeout, "interrupted", false});
  interrupted.interrupted = true;
  Attempt nothing = NeverOpened(kMemory);
  nothing.rung = Rung::kMetadata;
  Attempt titled = NeverOpened(kTimeout);
  titled.rung = Rung::kMetadata;
  titled.has_head = true;
  titled.document.title = "Title";
  Attempt counted = titled;
  counted.document.page_count = 9;
  const std::vector<Row> rows = {
      {{Reached(Rung::kLayout, 1, 9, {})}, FileStatus::kOk, "", 9},
      {{Reached(Rung::kLayout, 1, 2, kTimeout), Reached(Rung::kRaw, 3, 9, {})},
       FileStatus::kTimeout,
       "took too long; read without layout from there",
       9},
      {{Reached(Rung::kLayout, 1, 2, kTimeout), Reached(Rung::kRaw, 3, 4, kMemory)},
       FileStatus::kTimeout,
       "took too long; read without layout from there: took too much; pages 1–4 are indexed",
       4},
      {{Reached(Rung::kLayout, 1, 2, kCrash), Reached(Rung::kRaw, 3, 2, kTimeout)},
       FileStatus::kCrash,
       "crashed; without layout too: took too long; pages 1–2 are indexed",
       2},
      {{NeverOpened(kMemory), nothing}, FileStatus::kMemory, "took too much", 0},
      {{NeverOpened(kTimeout), titled},
       FileStatus::kTimeout,
       "took too long; only its title is known",
       0},
      {{NeverOpened(kTimeout), counted},
       FileStatus::kTimeout,
       "took too long; only its title and page count are known",
       0},
      {{killed, Reached(Rung::kLayout, 3, 9, {})}, FileStatus::kOk, "", 9},
      {{killed, Reached(Rung::kLayout, 3, 9, {FileStatus::kNoText, "no text", false})},
       FileStatus::kOk,
       "",
       9},
      {{killed, killed_again}, FileStatus::kCrash, "crashed; pages 1–4 are indexed", 4},
      {{Reached(Rung::kLayout, 1, 2, kTimeout), interrupted},
       FileStatus::kTimeout,
       "interrupted",
       4},
  };
  for (const Row& row : rows) {
    const RawDocument document = Combine(row.attempts);
    EXPECT_EQ(document.status, row.status) << row.reason;
    EXPECT_EQ(document.reason, row.reason);
    EXPECT_EQ(document.pages.size(), row.pages) << row.reason;
  }
}

TEST(Ladder, TakesTheHeadFromWhoeverHasIt) {
  Attempt metadata = Reached(Rung::kMetadata, 1, 0, {});
  metadata.rung = Rung::kMetadata;
  const RawDocument document = Combine({NeverOpened(kTimeout), metadata});
  EXPECT_EQ(document.title, "Title");
  EXPECT_EQ(document.page_count, 9U);
}

}  // namespace
}  // namespace rsearch::pdf
