#include "indexer/roots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// "/a[x,y] */b": roots with their excludes, '*' before those that are refreshed.
std::string ToString(const RootPlan& plan) {
  std::string text;
  for (std::size_t i = 0; i < plan.roots.size(); ++i) {
    const bool refreshed =
        std::find(plan.refresh.begin(), plan.refresh.end(), i) != plan.refresh.end();
    text += (text.empty() ? "" : " ") + std::string(refreshed ? "*" : "") + plan.roots[i].path;
    std::string globs;
    for (const std::string& glob : plan.roots[i].excludes)
      globs += (globs.empty() ? "" : ",") + glob;
    if (!globs.empty()) text += "[" + globs + "]";
  }
  return text + (plan.changed ? " changed" : "");
}

struct Case {
  std::string name;
  std::vector<Root> known;
  std::vector<std::string> named, excludes;
  std::string plan;
  std::vector<std::string> configured = {};
};

class PlanRootsTest : public ::testing::TestWithParam<Case> {};

TEST_P(PlanRootsTest, Plans) {
  const Case& c = GetParam();
  const auto plan = PlanRoots(c.known, c.named, c.excludes, c.configured);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(ToString(*plan), c.plan);
}

INSTANTIATE_TEST_SUITE_P(
    Folders, PlanRootsTest,
    ::testing::Values(
        Case{"First", {}, {"/r"}, {}, "*/r changed"}, Case{"Same", {{"/r", {}}}, {"/r"}, {}, "*/r"},
        Case{"AllWithoutNames", {{"/b", {}}, {"/a", {}}}, {}, {}, "*/a */b"},
        Case{"OnlyTheNamedOne", {{"/a", {}}, {"/b", {}}}, {"/b"}, {}, "/a */b"},
        Case{"InsideARoot", {{"/a", {"x"}}, {"/b", {}}}, {"/a/sub/deep"}, {}, "*/a[x] /b"},
        Case{"NotInsideALikeName", {{"/a", {}}}, {"/ab"}, {}, "/a */ab changed"},
        Case{"Absorbs", {{"/a/x", {}}, {"/a/y", {}}, {"/b", {}}}, {"/a"}, {}, "*/a /b changed"},
        Case{"AbsorbsExcludes",
             {{"/a/[x]", {"old*"}}},
             {"/a"},
             {},
             "*/a[\\[x]/old*,\\[x]/*/old*] changed"},
        Case{"AbsorbedByTheSystem", {{"/a", {}}}, {"/"}, {}, "*/ changed"},
        Case{"InsideTheSystem", {{"/", {}}}, {"/a"}, {}, "*/"},
        Case{"TwoNamesOneInside", {}, {"/a/b", "/a"}, {}, "*/a changed"},
        Case{"TwoNamesOneInsideBackwards", {}, {"/a", "/a/b"}, {}, "*/a changed"},
        Case{"Excludes", {{"/a", {}}, {"/b", {}}}, {"/a"}, {"x", "y"}, "*/a[x,y] /b changed"},
        Case{"ExcludesAreAdded", {{"/a", {"x"}}}, {"/a"}, {"y", "x"}, "*/a[x,y] changed"},
        Case{"SameExcludes", {{"/a", {"x"}}}, {"/a"}, {"x"}, "*/a[x]"},
        Case{"EmptyExcludeForgets", {{"/a", {"x"}}}, {"/a"}, {"", "y"}, "*/a[y] changed"},
        Case{"ExcludesForAll", {{"/a", {}}, {"/b", {}}}, {}, {"x"}, "*/a[x] */b[x] changed"}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Configured, PlanRootsTest,
    ::testing::Values(
        Case{"First", {}, {}, {}, "*/a */b changed", {"/b", "/a"}},
        Case{"Beside", {{"/a", {}}}, {}, {}, "*/a */b changed", {"/b"}},
        Case{"Known", {{"/a", {"x"}}}, {}, {}, "*/a[x]", {"/a"}},
        Case{"OnlyWithoutNames", {{"/a", {}}}, {"/a"}, {}, "*/a", {"/b"}},
        Case{"InsideARoot", {{"/a", {}}}, {}, {}, "*/a", {"/a/sub"}},
        Case{"Absorbs", {{"/a/x", {"y"}}}, {}, {}, "*/a[x/y,x/*/y] changed", {"/a"}},
        Case{"OneInsideAnother", {}, {}, {}, "*/a changed", {"/a/b", "/a"}},
        Case{"ExcludesForAll", {{"/a", {}}}, {}, {"x"}, "*/a[x] */b[x] changed", {"/b"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(ToScan, AddsWhatTheConfigExcludes) {
  Config config;
  config.excludes = {"x", "y"};
  config.root_overrides.push_back({"/a", {"z"}, {}});
  EXPECT_THAT(ToScan({"/a", {"y"}}, config).excludes, ElementsAre("y", "x", "z"));
  EXPECT_THAT(ToScan({"/b", {}}, config).excludes, ElementsAre("x", "y"));
  EXPECT_THAT(ToScan({"/b", {"y"}}, Config{}).excludes, ElementsAre("y"));
}

TEST(IdleOverrides, AreThoseInsideARoot) {
  Config config;
  config.file = "/c.toml";
  for (const char* path : {"/a", "/a/b", "/other"})
    config.root_overrides.push_back({path, {}, {}});
  EXPECT_THAT(IdleOverrides(config, {{"/a", {}}}),
              ElementsAre("/c.toml: [root.\"/a/b\"] counts for nothing: it is inside the root /a"));
}

TEST(PlanRoots, NothingKnownNothingNamed) {
  const auto plan = PlanRoots({}, {}, {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kUsage);
  EXPECT_THAT(plan.error().message, HasSubstr("rindex update ~/papers"));
}

TEST(WithoutRoot, OnlyWholeRoots) {
  const std::vector<Root> known = {{"/a", {}}, {"/b", {}}};
  const auto left = WithoutRoot(known, "/a");
  ASSERT_TRUE(left);
  ASSERT_EQ(left->size(), 1U);
  EXPECT_EQ(left->front().path, "/b");

  const auto inside = WithoutRoot(known, "/a/sub");
  ASSERT_FALSE(inside);
  EXPECT_THAT(inside.error().message, HasSubstr("rindex update /a --exclude 'sub'"));

  const auto unknown = WithoutRoot(known, "/c");
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().message, HasSubstr("/c is not a root"));
}

}  // namespace
}  // namespace rsearch
