#include "indexer/fetch/pacing.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

using std::chrono::seconds;

const Pacer::Time kStart{seconds(100)};

TEST(Pacer, KeepsRequestsToOneHostApart) {
  Pacer pacer(seconds(1));
  EXPECT_EQ(pacer.ReadyAt("e.org"), Pacer::Time::min());
  pacer.Started("e.org", kStart);
  EXPECT_EQ(pacer.ReadyAt("e.org"), kStart + seconds(1));
  EXPECT_EQ(pacer.ReadyAt("other.org"), Pacer::Time::min());
}

TEST(Pacer, ArxivGetsThePauseItAsksFor) {
  for (const auto pause : {seconds(0), seconds(1), seconds(5)}) {
    Pacer pacer(pause);
    for (const char* host : {"arxiv.org", "export.arxiv.org", "notarxiv.org"})
      pacer.Started(host, kStart);
    EXPECT_EQ(pacer.ReadyAt("arxiv.org"), kStart + std::max(pause, kArxivPause));
    EXPECT_EQ(pacer.ReadyAt("export.arxiv.org"), kStart + std::max(pause, kArxivPause));
    EXPECT_EQ(pacer.ReadyAt("notarxiv.org"), kStart + pause);
  }
}

TEST(Pacer, ALongerHoldStays) {
  Pacer pacer(seconds(1));
  pacer.HoldUntil("e.org", kStart + seconds(30));
  pacer.Started("e.org", kStart);
  EXPECT_EQ(pacer.ReadyAt("e.org"), kStart + seconds(30));
}

}  // namespace
}  // namespace rsearch
