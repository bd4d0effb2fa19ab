#include "indexer/fetch/failures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Failures, AreRememberedUntilForgotten) {
  const TempDir dir;
  const auto file = dir / "state/rsearch/fetch-failures";
  EXPECT_THAT(*ReadFailures(file), IsEmpty());
  const EarlierFailure first{"https://e.org/1", "not found (HTTP 404)", 1'714'521'600};
  const EarlierFailure second{"https://e.org/2", "bytes \xFF\n", -5};
  RememberFailure(first, file);
  RememberFailure(second, file);
  EXPECT_EQ(*ReadFailures(file), (FailuresByUrl{{first.url, first}, {second.url, second}}));

  EarlierFailure again = first;
  again.reason = "no connection";
  RememberFailure(again, file);
  ForgetFailure(second.url, file);
  ForgetFailure("https://e.org/never", file);
  EXPECT_EQ(*ReadFailures(file), (FailuresByUrl{{again.url, again}}));
}

TEST(Failures, TheOldestAreForgotten) {
  const TempDir dir;
  const auto file = dir / "fetch-failures";
  // As RememberFailure() writes it: a full list is costly to build one by one.
  std::string bytes = "rsearch fetch-failures 1\n";
  constexpr int kMost = 10'000;
  bytes += static_cast<char>(kMost % 128 + 128);
  bytes += static_cast<char>(kMost / 128);
  for (int i = 0; i < kMost; ++i) {
    const std::string url = std::to_string(i);
    bytes += static_cast<char>(url.size()) + url + '\0' + static_cast<char>(i == 7 ? 2 : 100);
  }
  WriteFile(file, bytes);
  ASSERT_THAT(*ReadFailures(file), SizeIs(kMost));
  RememberFailure({"new", "", 60}, file);
  const auto failures = ReadFailures(file);
  EXPECT_THAT(*failures, SizeIs(kMost));
  EXPECT_TRUE(failures->contains("new"));
  EXPECT_FALSE(failures->contains("7"));
}

TEST(Failures, OtherFilesAreNamedAndReplaced) {
  const TempDir dir;
  const auto file = dir / "fetch-failures";
  for (const std::string bytes :
       {"", "something else", "rsearch fetch-failures 1\n", "rsearch fetch-failures 1\n\x01\x7F",
        "rsearch fetch-failures 1\n\xFF\xFF\xFF\xFF\x7F", "rsearch fetch-failures 9\n"}) {
    WriteFile(file, bytes);
    const auto failures = ReadFailures(file);
    ASSERT_FALSE(failures) << bytes;
    EXPECT_EQ(failures.error().code, ErrorCode::kCorrupt);
    EXPECT_THAT(failures.error().message, HasSubstr(file.string()));
    RememberFailure({"u", "r", 1}, file);
    EXPECT_THAT(*ReadFailures(file), SizeIs(1));
  }
}

TEST(Failures, NothingIsWrittenWithoutAPlace) {
  RememberFailure({"u", "r", 1}, {});
  EXPECT_THAT(*ReadFailures({}), IsEmpty());
}

}  // namespace
}  // namespace rsearch
