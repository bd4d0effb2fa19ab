#include "core/store/crc32c.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace rsearch {
namespace {

TEST(Crc32c, KnownSums) {
  EXPECT_EQ(Crc32c(""), 0U);
  EXPECT_EQ(Crc32c("123456789"), 0xE3069283U);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8A9136AAU);  // RFC 3720, B.4
  EXPECT_EQ(Crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
}

TEST(Crc32c, BothWaysGiveTheSame) {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 100; ++size) {
    std::string bytes(size, '\0');
    for (char& c : bytes)
      c = static_cast<char>(random());
    EXPECT_EQ(Crc32c(bytes), internal::Crc32cPortable(bytes)) << size;
  }
}

}  // namespace
}  // namespace rsearch
