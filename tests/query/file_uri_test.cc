#include "query/file_uri.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

TEST(FileUri, EncodesEverythingButUnreservedCharacters) {
  EXPECT_EQ(FileUri("", "/a/b-c_d.e~f", 0), "file:///a/b-c_d.e~f");
  EXPECT_EQ(FileUri("host", "/두 #1?%.pdf", 3), "file://host/%EB%91%90%20%231%3F%25.pdf#page=3");
  EXPECT_EQ(FileUri("", "/\xFF\033", 0), "file:///%FF%1B");
}

}  // namespace
}  // namespace rsearch
