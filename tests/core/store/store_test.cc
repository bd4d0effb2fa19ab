#include "rsearch/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "rsearch/schema.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;

ContentHash HashOf(unsigned char byte) {
  std::array<unsigned char, ContentHash::kSize> bytes{};
  bytes.fill(byte);
  return ContentHash(bytes);
}

void AddDeck(IndexWriter* writer, const ContentHash& hash, const std::string& path) {
  const auto added = writer->Do([&](Xapian::WritableDatabase& database) {
    Xapian::Document deck;
    deck.add_boolean_term(std::string(schema::kKindDeck));
    deck.add_boolean_term(std::string(schema::kDeckOf).append(hash.bytes()));
    DeckFiles files;
    files.hash = hash;
    files.files = {{path, {10, 20}}};
    deck.add_value(schema::kSlotFiles, Encode(files));
    DeckRecord record;
    record.title = "title of " + path;
    deck.set_data(Encode(record));
    database.add_document(deck);
  });
  ASSERT_TRUE(added) << added.error().message;
}

std::size_t DecksIn(const std::filesystem::path& folder) {
  auto reader = IndexReader::Open(folder);
  EXPECT_TRUE(reader);
  std::size_t decks = 0;
  EXPECT_TRUE(reader->ForEachDeck([&](Xapian::docid, const DeckFiles&) { ++decks; }));
  return decks;
}

TEST(Store, WhatIsCommittedIsRead) {
  const TempDir dir;
  const auto folder = dir / "new/index";
  {
    auto writer = IndexWriter::Open(folder);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE(writer->SetRoots({{"/reviews", {"*.old"}}}));
    AddDeck(&*writer, HashOf(0), "/reviews/a.pdf");  // zero bytes in terms
    ASSERT_TRUE(writer->Commit());
  }
  auto reader = IndexReader::Open(folder);
  ASSERT_TRUE(reader) << reader.error().message;
  const auto deck = reader->FindDeck(HashOf(0));
  ASSERT_TRUE(deck);
  EXPECT_EQ(reader->ReadDeck(*deck)->title, "title of /reviews/a.pdf");
  EXPECT_EQ(reader->ReadDeckFiles(*deck)->files.at(0).path, "/reviews/a.pdf");
  EXPECT_FALSE(reader->FindDeck(HashOf(1)));
  EXPECT_EQ(reader->Roots()->at(0).path, "/reviews");
  EXPECT_EQ(reader->DeckCount(), 1U);
  EXPECT_EQ(reader->PageCount(), 0U);
  EXPECT_GT(reader->UpdatedSeconds(), 0);
}

// Xapian commits in its destructor and after many changes unless a transaction holds it back.
TEST(Store, WhatIsNotCommittedIsDropped) {
  const TempDir dir;
  {
    auto writer = IndexWriter::Open(dir / "i");
    ASSERT_TRUE(writer);
    AddDeck(&*writer, HashOf(1), "/a.pdf");
    ASSERT_TRUE(writer->Commit());
    AddDeck(&*writer, HashOf(2), "/b.pdf");
  }
  EXPECT_EQ(DecksIn(dir / "i"), 1U);
}

TEST(Store, ASecondWriterIsTold) {
  const TempDir dir;
  auto first = IndexWriter::Open(dir / "i");
  ASSERT_TRUE(first);
  const auto second = IndexWriter::Open(dir / "i");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kLocked);
  EXPECT_NE(second.error().message.find((dir / "i").string()), std::string::npos);
}

TEST(Store, AWriterRefusesToGoOnAfterAnErrorAndFreesTheLock) {
  const TempDir dir;
  auto writer = IndexWriter::Open(dir / "i");
  ASSERT_TRUE(writer);
  const auto failed = writer->Do([](Xapian::WritableDatabase& database) {
    database.replace_document(std::string(300, 'x'), Xapian::Document());  // a term too long
    Xapian::Document document;
    document.add_term(std::string(300, 'x'));
    database.add_document(document);
  });
  ASSERT_FALSE(failed);
  EXPECT_FALSE(writer->Commit());
  EXPECT_TRUE(IndexWriter::Open(dir / "i"));
}

TEST(Store, ReadersFollowCommits) {
  const TempDir dir;
  auto writer = IndexWriter::Open(dir / "i");
  ASSERT_TRUE(writer);
  AddDeck(&*writer, HashOf(1), "/a.pdf");
  ASSERT_TRUE(writer->Commit());
  auto reader = IndexReader::Open(dir / "i");
  ASSERT_TRUE(reader);
  for (unsigned char i = 2; i < 20; ++i) {  // two commits make an open snapshot stale
    AddDeck(&*writer, HashOf(i), "/b.pdf");
    ASSERT_TRUE(writer->Commit());
    const auto read = reader->WithRetry([&]() -> Result<std::string> {
      const auto deck = reader->FindDeck(HashOf(1));
      if (!deck) return Error{ErrorCode::kInternal, "gone"};
      auto record = reader->ReadDeck(*deck);
      if (!record) return record.error();
      return record->title;
    });
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, "title of /a.pdf");
  }
}

TEST(Store, FoldersThatAreNoIndex) {
  const TempDir dir;
  EXPECT_EQ(IndexReader::Open(dir / "nowhere").error().code, ErrorCode::kNotFound);
  std::filesystem::create_directory(dir / "empty");
  EXPECT_EQ(IndexReader::Open(dir / "empty").error().code, ErrorCode::kNotFound);

  WriteFile(dir / "photos/cat.jpg", "x");
  EXPECT_EQ(IndexReader::Open(dir / "photos").error().code, ErrorCode::kNotAnIndex);
  EXPECT_EQ(IndexWriter::Open(dir / "photos").error().code, ErrorCode::kNotAnIndex);
  EXPECT_FALSE(std::filesystem::exists(dir / "photos/db"));

  WriteFile(dir / "file", "x");
  EXPECT_EQ(IndexWriter::Open(dir / "file").error().code, ErrorCode::kNotAnIndex);

  // Another program's Xapian database.
  std::filesystem::create_directory(dir / "other");
  {
    Xapian::WritableDatabase other((dir / "other/db").string(), Xapian::DB_CREATE);
    other.add_document(Xapian::Document());
    other.commit();
  }
  EXPECT_EQ(IndexReader::Open(dir / "other").error().code, ErrorCode::kNotAnIndex);
  EXPECT_EQ(IndexWriter::Open(dir / "other").error().code, ErrorCode::kNotAnIndex);
}

TEST(Store, AnotherFormatIsReportedAndLeftAlone) {
  const TempDir dir;
  {
    auto writer = IndexWriter::Open(dir / "i");
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->Do([](Xapian::WritableDatabase& database) {
      database.set_metadata(std::string(schema::kMetaFormat), "999");
    }));
    ASSERT_TRUE(writer->Commit());
  }
  for (const Error& error :
       {IndexReader::Open(dir / "i").error(), IndexWriter::Open(dir / "i").error()}) {
    EXPECT_EQ(error.code, ErrorCode::kOtherFormat);
    EXPECT_NE(error.message.find("999"), std::string::npos);
  }
}

}  // namespace
}  // namespace rsearch
