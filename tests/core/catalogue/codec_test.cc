#include "rsearch/codec.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "rsearch/catalogue.h"

namespace rsearch {
namespace {

std::vector<Catalogue> Sample() {
  CatalogueEntry entry;
  entry.title = "느린 그래프";
  entry.venue = "ICLR";
  entry.year = 2022;
  entry.section = {"Trends", "2022", ""};
  entry.month = 202206;
  entry.original_link = "https://arxiv.org/abs/2201.00001";
  entry.review_link = "slides/a%20b.pdf";
  entry.line = 70'000;
  entry.oddities = {"its title is written twice"};
  return {{"/r/bad\xff/README.md", {123, -5}, {entry, {}}}, {"/r/none.md", {0, 1}, {}}};
}

bool Same(const std::vector<Catalogue>& a, const std::vector<Catalogue>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].path != b[i].path || a[i].stamp != b[i].stamp || a[i].entries != b[i].entries)
      return false;
  return true;
}

TEST(CatalogueCodec, ComesBackAsItWent) {
  const auto decoded = DecodeCatalogues(EncodeCatalogues(Sample()));
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(Same(*decoded, Sample()));
  EXPECT_TRUE(DecodeCatalogues("")->empty()) << "metadata that was never written";
  EXPECT_TRUE(DecodeCatalogues(EncodeCatalogues({}))->empty());
}

TEST(CatalogueCodec, EveryCutAndEveryExtraByteIsSeen) {
  const std::string bytes = EncodeCatalogues(Sample());
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const auto decoded = DecodeCatalogues(bytes.substr(0, size));
    ASSERT_FALSE(decoded) << size;
    EXPECT_EQ(decoded.error().code, ErrorCode::kCorrupt);
  }
  EXPECT_FALSE(DecodeCatalogues(bytes + "x"));
}

TEST(CatalogueCodec, AbsurdCountsAreRefusedWithoutReservingMemory) {
  ByteWriter out;
  out.Varint(std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(DecodeCatalogues(out.bytes()));
}

}  // namespace
}  // namespace rsearch
