#include <gtest/gtest.h>

#include "rsearch/document.h"

namespace rsearch {
namespace {

constexpr std::int64_t kDay = 86'400'000'000'000;  // nanoseconds

struct Case {
  const char* path;
  std::int32_t expected;
};

class FileDateTest : public ::testing::TestWithParam<Case> {};

TEST_P(FileDateTest, NameThenModificationTime) {
  EXPECT_EQ(FileDate({GetParam().path, {1, 19'000 * kDay}}), GetParam().expected)
      << GetParam().path;
}

constexpr std::int32_t kWritten = 20220108;  // day 19,000

INSTANTIATE_TEST_SUITE_P(
    Names, FileDateTest,
    ::testing::Values(Case{"/r/210106_Relational.pdf", 20210106},
                      Case{"/r/20210106-x.pdf", 20210106},
                      Case{"/r/2021-06-research_trends.pdf", 20210600},
                      Case{"/r/2021-06.pdf", 20210600}, Case{"/r/BERT.pdf", kWritten},
                      Case{"/r/219906_month 99.pdf", kWritten}, Case{"/r/1503.02531.pdf", kWritten},
                      Case{"/r/2104002 notes.pdf", kWritten},  // seven digits are no date
                      Case{"/r/210106_dir/x.pdf", kWritten}));

}  // namespace
}  // namespace rsearch
