#include "rsearch/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "rsearch/schema.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::ReadFile;
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
    record.facts.title = "title of " + path;
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

// "db/v.tmp:77": a file of 77 bytes; "db/": a folder.
void Make(const std::filesystem::path& folder, const std::string& what) {
  const std::size_t colon = what.find(':');
  const std::size_t size = colon == std::string::npos ? 0 : std::stoul(what.substr(colon + 1));
  if (what.ends_with('/'))
    std::filesystem::create_directories(folder / what);
  else
    WriteFile(folder / what.substr(0, colon), std::string(size, 'x'));
}

std::map<std::string, std::string> Contents(const std::filesystem::path& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    contents[entry.path().string()] = entry.is_directory() ? "folder" : ReadFile(entry.path());
  return contents;
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
  EXPECT_EQ(reader->ReadDeck(*deck)->facts.title, "title of /reviews/a.pdf");
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
      return record->facts.title;
    });
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, "title of /a.pdf");
  }
}

// What was read may be of blocks that a writer has begun to write over.
TEST(Store, WhatCommitsHaveOvertakenIsReadAgain) {
  const TempDir dir;
  auto writer = IndexWriter::Open(dir / "i");
  ASSERT_TRUE(writer);
  unsigned char content = 0;
  const auto commit = [&] {
    AddDeck(&*writer, HashOf(++content), "/a.pdf");
    ASSERT_TRUE(writer->Commit());
  };
  commit();
  struct Case {
    const char* what;
    int commits;  // the first so many runs are overtaken
    int runs;
  };
  for (const Case& c :
       {Case{"nothing", 0, 1}, {"once", 1, 2}, {"for ever", 100, internal::kValueAttempts}}) {
    SCOPED_TRACE(c.what);
    auto reader = IndexReader::Open(dir / "i");
    ASSERT_TRUE(reader);
    int runs = 0;
    const auto count = reader->WithRetry([&]() -> Result<Xapian::doccount> {
      const Xapian::doccount decks = reader->DeckCount();
      if (runs++ < c.commits) commit();
      return decks;
    });
    ASSERT_TRUE(count);
    EXPECT_EQ(runs, c.runs);
    EXPECT_EQ(*count, content - (c.commits == 100 ? 1U : 0U));
  }
}

TEST(Store, AnErrorIsBelievedWhenNobodyHasCommitted) {
  const TempDir dir;
  auto writer = IndexWriter::Open(dir / "i");
  ASSERT_TRUE(writer);
  auto reader = IndexReader::Open(dir / "i");
  ASSERT_TRUE(reader);
  int runs = 0;
  const auto fail = [&](int commits) {
    runs = 0;
    return reader->WithRetry([&]() -> Result<void> {
      if (runs++ < commits) {
        EXPECT_TRUE(writer->Commit());
      }
      return Error{ErrorCode::kCorrupt, "a page without its deck"};
    });
  };
  EXPECT_EQ(fail(0).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(fail(4).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(runs, 5);
  EXPECT_EQ(fail(1000).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(runs, internal::kReadAttempts);
}

TEST(Store, AReaderWhoseIndexIsGoneSaysSo) {
  const TempDir dir;
  {
    auto writer = IndexWriter::Open(dir / "i");
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->Commit());
  }
  auto reader = IndexReader::Open(dir / "i");
  ASSERT_TRUE(reader);
  {
    auto writer = IndexWriter::Open(dir / "i");
    ASSERT_TRUE(writer->Do([](Xapian::WritableDatabase& database) {
      database.set_metadata(std::string(schema::kMetaFormat), "999");
    }));
    ASSERT_TRUE(writer->Commit());
  }
  const auto read = reader->WithRetry([&]() -> Result<void> { return {}; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kOtherFormat);
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

// `rindex` was killed (-9) while Xapian created a new database: mkdir, then flintlock, v.tmp and
// the tables, and last iamglass, by which the database is known. The next run said "Couldn't detect
// type of database" and so did every one after it, until the folder was removed by hand.
TEST(Store, AWriterKilledWhileCreatingLeavesNoIndex) {
  const std::vector<std::vector<std::string>> states = {
      {},  // the folder itself
      {"db/"},
      {"db/flintlock"},
      {"db/flintlock", "db/v.tmp"},
      {"db/flintlock", "db/v.tmp:77"},
      {"db/flintlock", "db/v.tmp:77", "db/termlist.glass"},
      {"db/flintlock", "db/v.tmp:77", "db/termlist.glass", "db/postlist.glass"},
      // the same where the database is created today
      {"db.draft/"},
      {"db.draft/flintlock"},
      {"db.draft/flintlock", "db.draft/v.tmp:77"},
      {"db.draft/flintlock", "db.draft/v.tmp:77", "db.draft/termlist.glass",
       "db.draft/postlist.glass"},
      // torn by a power cut
      {"db.draft/flintlock", "db.draft/iamglass", "db.draft/termlist.glass:8192",
       "db.draft/postlist.glass:100"},
      {"lock:30", "db.draft/flintlock", "db.draft/iamglass", "db.draft/termlist.glass:8192",
       "db.draft/postlist.glass:16384", "db.draft/docdata.glass:8192", "db.draft/position.glass",
       "db.draft/spelling.glass", "db.draft/synonym.glass"},
      {"db/", "db.draft/"},
      {"db/flintlock", "db.draft/flintlock", "db.draft/iamglass:50"},
  };
  for (const std::vector<std::string>& state : states) {
    SCOPED_TRACE(::testing::PrintToString(state));
    const TempDir dir;
    std::filesystem::create_directory(dir / "i");
    for (const std::string& file : state)
      Make(dir / "i", file);
    EXPECT_EQ(IndexReader::Open(dir / "i").error().code, ErrorCode::kNotFound);
    {
      auto writer = IndexWriter::Open(dir / "i");
      ASSERT_TRUE(writer) << writer.error().message;
      AddDeck(&*writer, HashOf(1), "/a.pdf");
      ASSERT_TRUE(writer->Commit());
    }
    EXPECT_EQ(DecksIn(dir / "i"), 1U);
    EXPECT_FALSE(std::filesystem::exists(dir / "i/db.draft"));
  }
}

// The draft was complete, and only its renaming was to come.
TEST(Store, AFinishedDraftIsMadeAgain) {
  const TempDir dir;
  ASSERT_TRUE(IndexWriter::Open(dir / "i"));
  std::filesystem::rename(dir / "i/db", dir / "i/db.draft");
  EXPECT_EQ(IndexReader::Open(dir / "i").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(IndexWriter::Open(dir / "i"));
  EXPECT_EQ(DecksIn(dir / "i"), 0U);
}

// Between creating the database in its place and the first commit there was a database without a
// format.
TEST(Store, ADatabaseWithoutAnyCommitIsTakenOver) {
  const TempDir dir;
  std::filesystem::create_directory(dir / "i");
  Xapian::WritableDatabase((dir / "i/db").string(), Xapian::DB_CREATE).close();
  EXPECT_EQ(IndexReader::Open(dir / "i").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(IndexWriter::Open(dir / "i"));
  EXPECT_EQ(DecksIn(dir / "i"), 0U);
}

TEST(Store, ADatabaseThatLostFilesIsDamagedAndLeftAlone) {
  const std::vector<std::vector<std::string>> losses = {
      {"iamglass"}, {"iamglass", "postlist.glass"}, {"iamglass", "docdata.glass"}};
  for (const bool with_deck : {true, false}) {
    for (const std::vector<std::string>& lost : losses) {
      SCOPED_TRACE(::testing::PrintToString(lost));
      const TempDir dir;
      {
        auto writer = IndexWriter::Open(dir / "i");
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->SetRoots({{"/reviews", {}}}));
        if (with_deck) AddDeck(&*writer, HashOf(1), "/a.pdf");
        ASSERT_TRUE(writer->Commit());
      }
      for (const std::string& name : lost)
        std::filesystem::remove(dir / "i/db" / name);
      const auto before = Contents(dir / "i");
      EXPECT_EQ(IndexReader::Open(dir / "i").error().code, ErrorCode::kCorrupt);
      EXPECT_EQ(IndexWriter::Open(dir / "i").error().code, ErrorCode::kCorrupt);
      EXPECT_EQ(Contents(dir / "i"), before);
    }
  }
}

TEST(Store, FilesOfOthersAreLeftAlone) {
  const std::vector<std::vector<std::string>> states = {
      {"db/", "photo.jpg:9"},
      {"db/notes.txt:9"},
      {"db/flintlock", "db/more/"},
      {"db.draft/notes.txt:9"},
      {"db.draft/flintlock", "db.draft/iamglass:9", "db.draft/docdata.glass:8192"},
      {"db.draft:9"},
      {"db:9"},
  };
  for (const std::vector<std::string>& state : states) {
    SCOPED_TRACE(::testing::PrintToString(state));
    const TempDir dir;
    for (const std::string& file : state)
      Make(dir / "i", file);
    const auto before = Contents(dir / "i");
    EXPECT_EQ(IndexReader::Open(dir / "i").error().code, ErrorCode::kNotAnIndex);
    EXPECT_EQ(IndexWriter::Open(dir / "i").error().code, ErrorCode::kNotAnIndex);
    EXPECT_EQ(Contents(dir / "i"), before);
  }
}

TEST(Store, AWriterThatIsCreatingIsNotDisturbed) {
  const TempDir dir;
  std::filesystem::create_directory(dir / "i");
  const Xapian::WritableDatabase other((dir / "i/db.draft").string(), Xapian::DB_CREATE);
  EXPECT_EQ(IndexReader::Open(dir / "i").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(IndexWriter::Open(dir / "i").error().code, ErrorCode::kLocked);
}

// Several that find no index at once: what one has committed, no other may write over.
TEST(Store, WritersThatCreateAtOnceLoseNothing) {
  for (int round = 0; round < 20; ++round) {
    const TempDir dir;
    std::atomic<std::size_t> committed = 0;
    std::vector<std::thread> threads;
    for (unsigned char i = 1; i <= 4; ++i) {
      threads.emplace_back([&, i] {
        auto writer = IndexWriter::Open(dir / "i");
        if (!writer) return;
        AddDeck(&*writer, HashOf(i), "/a.pdf");
        if (writer->Commit()) ++committed;
      });
    }
    for (std::thread& thread : threads)
      thread.join();
    ASSERT_TRUE(IndexWriter::Open(dir / "i"));
    ASSERT_EQ(DecksIn(dir / "i"), committed);
  }
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
