#include <gtest/gtest.h>

#include "rsearch/document.h"

namespace rsearch {
namespace {

TEST(FileDate, IsTheDayItWasWritten) {
  constexpr std::int64_t kDay = 86'400'000'000'000;  // nanoseconds
  EXPECT_EQ(FileDate({"/r/a.pdf", {1, 19'000 * kDay}}), 20220108);
  EXPECT_EQ(FileDate({"/r/a.pdf", {1, 19'001 * kDay - 1}}), 20220108);
  EXPECT_EQ(FileDate({"/r/a.pdf", {1, 0}}), 19700101);
}

}  // namespace
}  // namespace rsearch
