#include "indexer/fetch/report.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

FetchPlan Plan(std::size_t downloads, std::size_t here, std::size_t failed, std::size_t unusable) {
  FetchPlan plan;
  plan.downloads.resize(downloads);
  plan.here = here;
  plan.failed_earlier.resize(failed);
  plan.unusable.resize(unusable);
  return plan;
}

TEST(FetchReport, Summaries) {
  EXPECT_EQ(PlanSummary(Plan(12, 3, 2, 4)),
            "12 to fetch, 3 here already, 2 failed before (--retry tries them again), 4 without a "
            "link");
  EXPECT_EQ(PlanSummary(Plan(0, 0, 0, 0)), "0 to fetch, 0 here already");
  FetchCounts counts;
  counts.fetched = 12;
  EXPECT_EQ(FetchSummary(Plan(12, 3, 0, 0), counts), "+12 fetched, 3 here already");
  counts.failed = 1;
  EXPECT_EQ(FetchSummary(Plan(13, 3, 1, 4), counts),
            "+12 fetched, 3 here already, 2 failed (--retry tries them again), 4 without a link");
}

TEST(FetchReport, PlanIsWhereFromAndWhereTo) {
  FetchPlan plan;
  plan.downloads = {{"https://e.org/a", "a.pdf", ""}, {"https://e.org/b", "\xEA\xB0\x80.pdf", ""}};
  EXPECT_EQ(PlanText(plan, "/papers\n"),
            "https://e.org/a → /papers\\012/a.pdf\n"
            "https://e.org/b → /papers\\012/\xEA\xB0\x80.pdf\n");
}

TEST(FetchReport, LinesCannotDriveATerminal) {
  EXPECT_EQ(FailureLine("https://e.org/a", "not a PDF\n\x1b[31m"),
            "https://e.org/a: not a PDF  [31m");
  EXPECT_EQ(EarlierFailureLine({"https://e.org/a", "not found", 1'714'521'600}),
            "https://e.org/a: not found (failed on 2024-05-01; --retry tries it again)");
  EXPECT_EQ(UnusableLine({"A\nB", "", ""}), "A B: no link");
  EXPECT_EQ(UnusableLine({"A", "ftp://e.org", "is no http or https address"}),
            "A: ftp://e.org is no http or https address");
}

TEST(FetchReport, ProgressStaysWithinItsWidth) {
  EXPECT_EQ(FetchProgressLine(3, 12, 14'200'000, 10, "BERT.pdf", 80),
            "[#####...............] 3/12 files, 14.2 MB, 1.4 MB/s  BERT.pdf");
  EXPECT_EQ(FetchProgressLine(0, 2, 0, 0, "a.pdf", 10), "[.........");
}

}  // namespace
}  // namespace rsearch
