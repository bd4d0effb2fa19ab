#include "indexer/progress.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

TEST(ProgressLine, ShowsCountsRateAndFile) {
  EXPECT_EQ(ProgressLine(5, 10, 640, 2, "/r/BERT.pdf", 80),
            "[##########..........] 5/10 files, 640 pages, 320 pages/s  /r/BERT.pdf");
  EXPECT_EQ(ProgressLine(0, 10, 0, 0, "", 80), "[....................] 0/10 files, 0 pages  ");
}

TEST(ProgressLine, StaysWithinItsWidth) {
  EXPECT_EQ(ProgressLine(1, 1, 1, 0, "/reviews/\x1b[31m.pdf", 52),
            "[####################] 1/1 files, 1 pages  …[31m.pdf");
  EXPECT_EQ(ProgressLine(1, 1, 1, 0, "/r/a.pdf", 10), "[#########");
}

}  // namespace
}  // namespace rsearch
