#include "core/store/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::size_t kBlock = 8192;

class ManifestTest : public ::testing::Test {
 protected:
  ManifestTest() { Commit(30); }

  // Adds documents in commits of some; the manifest follows unless told otherwise.
  void Commit(int commits, bool follow = true) {
    Xapian::WritableDatabase database(db().string(), Xapian::DB_CREATE_OR_OPEN);
    for (int commit = 0; commit < commits; ++commit) {
      Change(&database);
      database.commit();
      if (follow) Follow();
    }
  }

  void Change(Xapian::WritableDatabase* database) {
    for (int i = 0; i < 20; ++i) {
      Xapian::Document document;
      for (unsigned k = 1; k <= 40; ++k)
        document.add_posting("w" + std::to_string(random_() % 5000), k);
      document.set_data(std::string(300, static_cast<char>('a' + random_() % 26)));
      database->replace_document(static_cast<Xapian::docid>(1 + random_() % 500), document);
    }
  }

  void Follow() {
    auto renewed = RenewManifest(db(), manifest_);
    ASSERT_TRUE(renewed) << renewed.error().message;
    manifest_ = std::move(*renewed);
  }

  // What CheckSizes() and CheckSums() find.
  std::vector<std::string> Findings(bool left_behind = false) {
    std::vector<std::string> findings;
    const auto found = [&](const std::string& what) { findings.push_back(what); };
    CheckSizes(db(), manifest_, found);
    CheckSums(
        db(), manifest_, left_behind, [](const std::string&) {}, found);
    return findings;
  }

  void TurnBit(const std::string& file, std::size_t at) {
    std::string bytes = ReadFile(db() / file);
    bytes[at] ^= 1;
    WriteFile(db() / file, bytes);
  }

  // A block that the last commit uses, or does not.
  std::uint32_t BlockOf(const std::string& table, bool used) {
    const auto version = ParseGlassVersion(ReadFile(db() / kGlassVersionFile));
    const std::string bytes = ReadFile(db() / (table + ".glass"));
    const std::size_t index = table == "postlist" ? 0 : 3;
    const auto blocks = FindUsedBlocks(version->tables[index], [&](auto number, auto* block) {
      *block = bytes.substr(number * kBlock, kBlock);
      return true;
    });
    for (std::uint32_t i = 0; i < blocks->used.size(); ++i)
      if (blocks->used[i] == used && blocks->growing != i) return i;
    ADD_FAILURE() << "no such block";
    return 0;
  }

  [[nodiscard]] fs::path db() const { return dir_ / "db"; }

  TempDir dir_;
  Manifest manifest_;
  std::mt19937 random_{1};
};

// Renewed commit by commit, it is what it would be made at once.
TEST_F(ManifestTest, FollowsTheCommits) {
  const auto at_once = RenewManifest(db(), Manifest{});
  ASSERT_TRUE(at_once);
  EXPECT_EQ(EncodeManifest(manifest_), EncodeManifest(*at_once));
  EXPECT_THAT(Findings(), IsEmpty());
  Commit(5);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(ManifestTest, IsReadAsWritten) {
  manifest_.pages = 12;
  ASSERT_TRUE(WriteManifest(db(), manifest_));
  const auto read = ReadManifest(db());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(EncodeManifest(*read), EncodeManifest(manifest_));
  const auto head = ReadManifestHead(db());
  ASSERT_TRUE(head);
  EXPECT_EQ(head->pages, 12U);
  EXPECT_EQ(head->tables.at(0).size, manifest_.tables.at(0).size);
  EXPECT_FALSE(fs::exists(db() / "manifest.tmp"));
}

TEST_F(ManifestTest, AnyBytesGiveAManifestOrAnError) {
  const std::string good = EncodeManifest(manifest_);
  ASSERT_TRUE(DecodeManifest(good));
  EXPECT_FALSE(DecodeManifest(""));
  for (std::size_t at = 0; at < good.size(); at += 1 + at / 50) {
    std::string bytes = good;
    bytes[at] ^= 4;
    EXPECT_FALSE(DecodeManifest(bytes)) << at;
    EXPECT_FALSE(DecodeManifest(good.substr(0, at))) << at;
  }
  EXPECT_FALSE(DecodeManifest(good + "x"));
}

TEST_F(ManifestTest, DamageIsFoundWhereverItIs) {
  for (const bool used : {true, false}) {
    const std::uint32_t block = BlockOf("position", used);
    TurnBit("position.glass", block * kBlock + 4000);
    EXPECT_THAT(Findings(),
                ElementsAre("position.glass: 1 block not as written: " + std::to_string(block)));
    TurnBit("position.glass", block * kBlock + 4000);
  }
  TurnBit("iamglass", 40);
  EXPECT_THAT(Findings(), ::testing::Contains(HasSubstr("iamglass")));
  TurnBit("iamglass", 40);
  fs::rename(db() / "docdata.glass", dir_ / "kept");
  EXPECT_THAT(Findings(), ElementsAre("docdata.glass is missing"));
  fs::rename(dir_ / "kept", db() / "docdata.glass");
  const auto size = fs::file_size(db() / "postlist.glass");
  fs::resize_file(db() / "postlist.glass", size + 1);
  EXPECT_THAT(Findings(), ElementsAre(HasSubstr("longer")));
  fs::resize_file(db() / "postlist.glass", size - kBlock);
  EXPECT_THAT(Findings(), ::testing::Contains(HasSubstr("bytes long, not")));
}

// --- a writer that died

TEST_F(ManifestTest, WhatADeadWriterLeftInUnusedBlocksIsNoDamage) {
  TurnBit("position.glass", BlockOf("position", false) * kBlock + 4000);  // half a block
  EXPECT_THAT(Findings(true), IsEmpty());
  const std::uint32_t used = BlockOf("postlist", true);
  TurnBit("postlist.glass", used * kBlock + 4000);
  EXPECT_THAT(Findings(true),
              ElementsAre("postlist.glass: 1 block not as written: " + std::to_string(used)));
}

TEST_F(ManifestTest, MendedItHoldsForTheNextWriter) {
  const std::uint32_t torn = BlockOf("position", false);
  TurnBit("position.glass", torn * kBlock + 4000);
  auto mended = MendManifest(db(), manifest_);
  ASSERT_TRUE(mended) << mended.error().message;
  manifest_ = std::move(*mended);
  EXPECT_THAT(Findings(), IsEmpty());
  Commit(10);
  EXPECT_THAT(Findings(), IsEmpty());
}

// It does not make good what was damaged before.
TEST_F(ManifestTest, MendingKeepsDamageDamage) {
  const std::uint32_t used = BlockOf("position", true);
  TurnBit("position.glass", used * kBlock + 4000);
  auto mended = MendManifest(db(), manifest_);
  ASSERT_TRUE(mended) << mended.error().message;
  manifest_ = std::move(*mended);
  EXPECT_THAT(Findings(), ElementsAre(HasSubstr(std::to_string(used))));
}

TEST_F(ManifestTest, ACommitWithoutItsManifest) {
  Commit(1, false);
  EXPECT_THAT(Findings(true), IsEmpty());
  EXPECT_THAT(Findings(false), ::testing::Not(IsEmpty()));  // nobody died: then who has written?
  auto mended = MendManifest(db(), manifest_);
  ASSERT_TRUE(mended) << mended.error().message;
  manifest_ = std::move(*mended);
  EXPECT_THAT(Findings(), IsEmpty());
}

// A power cut took iamglass's renaming back.
TEST_F(ManifestTest, AManifestWithoutItsCommit) {
  const std::string version = ReadFile(db() / "iamglass");
  Commit(1);
  WriteFile(db() / "iamglass", version);
  EXPECT_THAT(Findings(true), IsEmpty());
  auto mended = MendManifest(db(), manifest_);
  ASSERT_TRUE(mended) << mended.error().message;
  manifest_ = std::move(*mended);
  Commit(3);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(ManifestTest, TablesOfAnotherTimeAreDamage) {
  Commit(3, false);
  EXPECT_THAT(Findings(true), ::testing::Contains(HasSubstr("iamglass")));
  EXPECT_FALSE(MendManifest(db(), manifest_));
}

}  // namespace
}  // namespace rsearch
