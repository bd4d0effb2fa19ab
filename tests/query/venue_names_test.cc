#include "query/venue_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(VenueNames, OfOneVenueAreOne) {
  EXPECT_THAT(VenueNames("NIPS"), ElementsAre("nips", "neurips"));
  EXPECT_THAT(VenueNames("NeurIPS"), ElementsAre("neurips", "nips"));
  EXPECT_THAT(VenueNames("CVPR"), ElementsAre("cvpr"));
  EXPECT_THAT(VenueNames("(FAT*)"), ElementsAre("fat", "facct"));
  EXPECT_THAT(VenueNames("--"), IsEmpty());
}

}  // namespace
}  // namespace rsearch
