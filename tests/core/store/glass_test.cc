// Against databases that Xapian itself has written, and against bytes that nobody has.

#include "core/store/glass.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string>

#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::TempDir;

// Many small commits over few documents: blocks are freed and used again.
void Churn(const fs::path& path, int commits) {
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE_OR_OPEN);
  std::mt19937 random(7);
  for (int commit = 0; commit < commits; ++commit) {
    for (int i = 0; i < 20; ++i) {
      Xapian::Document document;
      for (unsigned k = 1; k <= 40; ++k)
        document.add_posting("w" + std::to_string(random() % 5000), k);
      document.set_data(std::string(300, static_cast<char>('a' + random() % 26)));
      database.replace_document(static_cast<Xapian::docid>(1 + random() % 500), document);
    }
    database.commit();
  }
}

ReadBlock Reader(const std::string& file, std::uint32_t block_size) {
  return [&file, block_size](std::uint32_t number, std::string* block) {
    const std::size_t offset = std::size_t{number} * block_size;
    if (offset >= file.size()) return false;
    *block = file.substr(offset, block_size);
    return true;
  };
}

GlassVersion VersionOf(const fs::path& database) {
  const auto version = ParseGlassVersion(ReadFile(database / kGlassVersionFile));
  EXPECT_TRUE(version) << version.error().message;
  return *version;
}

std::string TableOf(const fs::path& database, std::size_t table) {
  return ReadFile(database / (std::string(kGlassTables[table]) + ".glass"));
}

// A commit writes only blocks that the one before did not use, but for the end of the list of free
// ones: what this code takes for used is what Xapian leaves alone, and all that it needs.
TEST(Glass, ACommitLeavesTheUsedBlocksOfTheOneBeforeAlone) {
  const TempDir dir;
  Churn(dir / "db", 40);
  for (int round = 0; round < 5; ++round) {
    const GlassVersion before = VersionOf(dir / "db");
    std::array<std::string, kGlassTables.size()> tables;
    for (std::size_t i = 0; i < tables.size(); ++i)
      tables[i] = TableOf(dir / "db", i);
    Churn(dir / "db", 1);
    EXPECT_EQ(VersionOf(dir / "db").revision, before.revision + 1);
    std::size_t unused = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
      const GlassTable& table = before.tables[i];
      if (table.empty) continue;
      const auto blocks = FindUsedBlocks(table, Reader(tables[i], table.block_size));
      ASSERT_TRUE(blocks) << blocks.error().message;
      const std::string after = TableOf(dir / "db", i);
      for (std::uint32_t n = 0; n < blocks->used.size(); ++n) {
        unused += blocks->used[n] ? 0 : 1;
        const std::size_t at = std::size_t{n} * table.block_size;
        const bool changed =
            after.compare(at, table.block_size, tables[i], at, table.block_size) != 0;
        if (!changed) continue;
        EXPECT_TRUE(!blocks->used[n] || blocks->growing == n) << kGlassTables[i] << " block " << n;
        EXPECT_EQ(BlockRevision(std::string_view(after).substr(at, kRevisionSize)),
                  before.revision + 1);
      }
    }
    EXPECT_GT(unused, 50U);
  }
}

TEST(Glass, NoTableAtAll) {
  const TempDir dir;
  Xapian::WritableDatabase((dir / "db").string(), Xapian::DB_CREATE).close();
  for (const GlassTable& table : VersionOf(dir / "db").tables) {
    EXPECT_TRUE(table.empty);
    const auto blocks = FindUsedBlocks(table, [](auto, auto*) { return false; });
    ASSERT_TRUE(blocks);
    EXPECT_TRUE(std::none_of(blocks->used.begin(), blocks->used.end(), [](bool b) { return b; }));
  }
}

TEST(Glass, AnyVersionFileGivesAValueOrAnError) {
  const TempDir dir;
  Churn(dir / "db", 3);
  const std::string good = ReadFile(dir / "db" / kGlassVersionFile);
  EXPECT_FALSE(ParseGlassVersion(""));
  std::mt19937 random(3);
  for (std::size_t i = 0; i < 5000; ++i) {
    std::string bytes = good;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (i % 3 == 0) bytes.resize(random() % bytes.size());
    if (const auto version = ParseGlassVersion(bytes)) {
      for (const GlassTable& table : version->tables)
        EXPECT_TRUE(table.empty || table.root < table.first_unused);
    }
  }
}

TEST(Glass, AnyTableGivesBlocksOrAnError) {
  const TempDir dir;
  Churn(dir / "db", 10);
  const GlassVersion version = VersionOf(dir / "db");
  std::mt19937 random(5);
  int errors = 0;
  constexpr int kRounds = 400;
  for (const std::size_t table : {0U, 2U, 3U}) {
    const GlassTable& glass = version.tables[table];
    ASSERT_GT(glass.level, 0U);
    const std::string good = TableOf(dir / "db", table);
    for (int i = 0; i < kRounds; ++i) {
      std::string bytes = good;
      for (int k = 0; k < 3; ++k)  // where it matters
        bytes[glass.root * glass.block_size + random() % 100] = static_cast<char>(random());
      if (i % 10 == 0) bytes.resize(random() % bytes.size());
      errors += FindUsedBlocks(glass, Reader(bytes, glass.block_size)) ? 0 : 1;
    }
  }
  EXPECT_GT(errors, kRounds);
}

}  // namespace
}  // namespace rsearch
