#include "indexer/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rsearch {
namespace {

constexpr FileStamp kThen{100, 1}, kNow{100, 2}, kLarger{101, 1};
constexpr std::uint32_t kOld = 6, kVersion = 7;

ContentHash HashOf(unsigned char byte) {
  std::array<unsigned char, ContentHash::kSize> bytes{};
  bytes.fill(byte);
  return ContentHash(bytes);
}

KnownFile Known(const std::string& path, FileStatus status = FileStatus::kOk,
                std::uint32_t version = kVersion) {
  return {path, kThen, HashOf(1), status, version};
}

struct Case {
  std::string name;
  DiffInput input;
  std::vector<std::string> actions;
};

// `in` completed with what most cases share: /r is the root and was scanned.
DiffInput In(std::vector<KnownFile> known, std::vector<FileEntry> files) {
  DiffInput in;
  in.known = std::move(known);
  in.files = std::move(files);
  in.refreshed = {"/r"};
  in.roots = {"/r"};
  in.extractor_version = kVersion;
  return in;
}

DiffInput Retry(DiffInput in) {
  in.retry = true;
  return in;
}

DiffInput Unreadable(DiffInput in, const std::string& folder) {
  in.unreadable = {{folder, "Permission denied"}};
  return in;
}

DiffInput Skipped(DiffInput in, std::vector<SkippedFile> skipped) {
  in.skipped = std::move(skipped);
  return in;
}

DiffInput Roots(DiffInput in, std::vector<std::string> all, std::vector<std::string> refreshed) {
  in.roots = std::move(all);
  in.refreshed = std::move(refreshed);
  return in;
}

class DiffTest : public ::testing::TestWithParam<Case> {};

TEST_P(DiffTest, Decides) {
  std::vector<std::string> actions;
  for (const FileAction& action : Diff(GetParam().input))
    actions.push_back(ToString(action));
  EXPECT_EQ(actions, GetParam().actions);
}

INSTANTIATE_TEST_SUITE_P(
    Files, DiffTest,
    ::testing::Values(
        Case{"Nothing", In({}, {}), {}},
        Case{"New", In({}, {{"/r/a.pdf", kNow}}), {"read /r/a.pdf: new file"}},
        Case{"Unchanged",
             In({Known("/r/a.pdf")}, {{"/r/a.pdf", kThen}}),
             {"keep /r/a.pdf: unchanged"}},
        Case{"OtherTime",
             In({Known("/r/a.pdf")}, {{"/r/a.pdf", kNow}}),
             {"read /r/a.pdf: size or time changed"}},
        Case{"OtherSize",
             In({Known("/r/a.pdf")}, {{"/r/a.pdf", kLarger}}),
             {"read /r/a.pdf: size or time changed"}},
        Case{"Gone", In({Known("/r/a.pdf")}, {}), {"forget /r/a.pdf: gone or excluded"}},
        Case{"Moved",
             In({Known("/r/a.pdf")}, {{"/r/b.pdf", kThen}}),
             {"forget /r/a.pdf: gone or excluded", "read /r/b.pdf: new file"}},
        Case{"FailedBefore",
             In({Known("/r/a.pdf", FileStatus::kDamaged)}, {{"/r/a.pdf", kThen}}),
             {"keep /r/a.pdf: unchanged"}},
        Case{"RetryFailed",
             Retry(In({Known("/r/a.pdf", FileStatus::kTimeout), Known("/r/b.pdf"),
                       Known("/r/c.pdf", FileStatus::kNoText)},
                      {{"/r/a.pdf", kThen}, {"/r/b.pdf", kThen}, {"/r/c.pdf", kThen}})),
             {"read /r/a.pdf: failed last time, --retry", "keep /r/b.pdf: unchanged",
              "keep /r/c.pdf: unchanged"}},
        Case{"OtherExtractor",
             In({Known("/r/a.pdf", FileStatus::kOk, kOld)}, {{"/r/a.pdf", kThen}}),
             {"read /r/a.pdf: indexed by another version of the extractor"}},
        Case{"ChangedAndOtherExtractor",
             In({Known("/r/a.pdf", FileStatus::kOk, kOld)}, {{"/r/a.pdf", kNow}}),
             {"read /r/a.pdf: size or time changed"}},
        Case{"PermissionsLeaveNoTrace",
             In({Known("/r/a.pdf", FileStatus::kUnreadable)}, {{"/r/a.pdf", kThen}}),
             {"read /r/a.pdf: could not be read last time"}},
        Case{"Skipped",
             Skipped(In({Known("/r/b.pdf"), Known("/r/c.pdf", FileStatus::kSkipped)}, {}),
                     {{"/r/a.pdf", kNow, "a socket"},
                      {"/r/b.pdf", kNow, "a device"},
                      {"/r/c.pdf", kThen, "a named pipe"}}),
             {"skip /r/a.pdf: a socket", "skip /r/b.pdf: a device", "keep /r/c.pdf: a named pipe"}},
        Case{"SkippedBefore",
             In({Known("/r/a.pdf", FileStatus::kSkipped)}, {{"/r/a.pdf", kThen}}),
             {"read /r/a.pdf: nothing could be read last time"}},
        Case{"FolderUnreadable",
             Unreadable(In({Known("/r/x/a.pdf"), Known("/r/x/y/b.pdf"), Known("/r/xy/c.pdf")}, {}),
                        "/r/x"),
             {"keep /r/x/a.pdf: its folder cannot be read",
              "keep /r/x/y/b.pdf: its folder cannot be read",
              "forget /r/xy/c.pdf: gone or excluded"}},
        Case{"RootNotRefreshed", Roots(In({Known("/s/a.pdf")}, {}), {"/r", "/s"}, {"/r"}), {}},
        Case{"RootMissing", Roots(In({Known("/r/a.pdf")}, {}), {"/r"}, {}), {}},
        Case{"RootRemoved",
             Roots(In({Known("/s/a.pdf")}, {}), {"/r"}, {"/r"}),
             {"forget /s/a.pdf: below no root any more"}},
        Case{"RootOfLikeName", Roots(In({Known("/rr/a.pdf")}, {}), {"/r", "/rr"}, {"/r"}), {}},
        Case{"OddNames",
             In({}, {{"/r/a\nb.pdf", kNow}, {"/r/\xB3.pdf", kNow}}),
             {"read $'/r/a\\012b.pdf': new file", "read $'/r/\\263.pdf': new file"}},
        Case{"ComposedAndDecomposedAreTwoFiles",
             In({Known("/r/\xEA\xB0\x80.pdf")}, {{"/r/\xE1\x84\x80\xE1\x85\xA1.pdf", kThen}}),
             {"read /r/\xE1\x84\x80\xE1\x85\xA1.pdf: new file",
              "forget /r/\xEA\xB0\x80.pdf: gone or excluded"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Diff, ExtractsAgainOnlyWhereTheTextMayDiffer) {
  FileAction action;
  for (const Reason reason : {Reason::kNew, Reason::kStampChanged, Reason::kWasUnreadable}) {
    action.reason = reason;
    EXPECT_FALSE(action.extract_again()) << Explain(reason);
  }
  for (const Reason reason : {Reason::kOtherExtractor, Reason::kRetry}) {
    action.reason = reason;
    EXPECT_TRUE(action.extract_again()) << Explain(reason);
  }
}

struct MoveCase {
  std::string name;
  std::vector<PathAndHash> gone, come;
  std::vector<Move> moves;
};

// The quick answer is the long one's.
TEST_P(DiffTest, KnowsWhenNothingChanged) {
  const DiffInput& input = GetParam().input;
  std::vector<DeckFiles> decks;
  for (const KnownFile& file : input.known) {
    DeckFiles& deck = decks.emplace_back();
    deck.hash = file.hash;
    deck.status = file.status;
    deck.extractor_version = file.extractor_version;
    deck.files = {{file.path, file.stamp}};
  }
  const std::vector<FileAction> actions = Diff(input);
  const bool all_kept = std::all_of(actions.begin(), actions.end(), [](const FileAction& action) {
    return action.reason == Reason::kUnchanged;
  });
  const bool all_seen = input.refreshed == input.roots && input.unreadable.empty();
  EXPECT_EQ(IsUnchanged(decks, input), all_kept && all_seen);
}

class PairMovesTest : public ::testing::TestWithParam<MoveCase> {};

TEST_P(PairMovesTest, Pairs) {
  EXPECT_EQ(PairMoves(GetParam().gone, GetParam().come), GetParam().moves);
}

INSTANTIATE_TEST_SUITE_P(
    Moves, PairMovesTest,
    ::testing::Values(MoveCase{"Renamed", {{"/a", HashOf(1)}}, {{"/b", HashOf(1)}}, {{"/a", "/b"}}},
                      MoveCase{"OtherContent", {{"/a", HashOf(1)}}, {{"/b", HashOf(2)}}, {}},
                      MoveCase{"MovedAndCopied",
                               {{"/a", HashOf(1)}},
                               {{"/b", HashOf(1)}, {"/c", HashOf(1)}},
                               {{"/a", "/b"}}},
                      MoveCase{"SameNameFirst",
                               {{"/x/k", HashOf(1)}},
                               {{"/y/a", HashOf(1)}, {"/y/k", HashOf(1)}},
                               {{"/x/k", "/y/k"}}},
                      MoveCase{"TwoCopiesMerged",
                               {{"/a", HashOf(1)}, {"/b", HashOf(1)}},
                               {{"/c", HashOf(1)}},
                               {{"/a", "/c"}}},
                      MoveCase{"Folder",
                               {{"/x/a", HashOf(1)}, {"/x/b", HashOf(1)}},
                               {{"/y/b", HashOf(1)}, {"/y/a", HashOf(1)}},
                               {{"/x/a", "/y/a"}, {"/x/b", "/y/b"}}}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace rsearch
