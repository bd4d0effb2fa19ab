// rindex check, rebuild and --wait, through the real programs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "rsearch/document.h"
#include "rsearch/index_lock.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"
#include "tests/support/process.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::Eventually;
using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::Process;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::SamplePdf;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class MaintenanceTest : public ::testing::Test {
 protected:
  MaintenanceTest() {
    WriteFile(root() / "a.pdf", SamplePdf({"teacher networks", "student networks"}));
    WriteFile(root() / "sub/b.pdf", SamplePdf({"attention"}));
    WriteFile(root() / "old/c.pdf", SamplePdf({"forgotten"}));
  }

  [[nodiscard]] fs::path root() const { return dir_ / "reviews"; }
  [[nodiscard]] fs::path index() const { return dir_ / "index"; }

  std::vector<std::string> Command(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RINDEX);
    arguments.insert(arguments.end(), {"--index", index().string()});
    return arguments;
  }
  Outcome Rindex(std::vector<std::string> arguments) {
    return ::rsearch::testing::Run(Command(std::move(arguments)));
  }
  void Update() {
    const Outcome outcome = Rindex({"update", root().string(), "--exclude", "old/*"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }
  Xapian::doccount Pages(const std::string& term = "Kpage") {
    auto reader = IndexReader::Open(index());
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? reader->database().get_termfreq(term) : 0;
  }

  // As an rsearch of that format would have left it.
  void SetFormat(const std::string& format) {
    auto writer = IndexWriter::Open(index());
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE(writer->Do([&](Xapian::WritableDatabase& database) {
      database.set_metadata(std::string(schema::kMetaFormat), format);
    }));
    ASSERT_TRUE(writer->Commit());
  }

  void DamageTable(const std::string& file) {
    std::string bytes = ReadFile(index() / "db" / file);
    for (std::size_t i = 20; i < bytes.size(); i += 100)
      bytes[i] = static_cast<char>(~bytes[i]);
    WriteFile(index() / "db" / file, bytes);
  }

  // Changes the first document with the term `kind`.
  static void Replace(const std::string& kind, Xapian::WritableDatabase* database,
                      const std::function<void(Xapian::Document*)>& change) {
    const Xapian::docid id = *database->postlist_begin(kind);
    Xapian::Document document = database->get_document(id);
    change(&document);
    database->replace_document(id, document);
  }

  TempDir dir_;
};

// --- check

TEST_F(MaintenanceTest, CheckOfASoundIndex) {
  Update();
  const Outcome quick = Rindex({"check"});
  EXPECT_EQ(quick.status, 0) << quick.err;
  EXPECT_THAT(quick.out,
              StartsWith(index().string() + ": sound at a quick look, 3 pages of 2 documents, "));
  const Outcome full = Rindex({"check", "--full"});
  EXPECT_EQ(full.status, 0) << full.err;
  EXPECT_THAT(full.out, StartsWith(index().string() + ": sound, 3 pages of 2 documents, "));
  EXPECT_THAT(quick.err + full.err, IsEmpty());
}

TEST_F(MaintenanceTest, CheckSaysWhatIsDamagedAndWhatToDo) {
  Update();
  DamageTable("position.glass");
  const Outcome full = Rindex({"check", "--full"});
  EXPECT_EQ(full.status, 1);
  EXPECT_THAT(full.out, StartsWith(index().string() + ": position.glass: "));
  EXPECT_THAT(full.out, HasSubstr(" not as written: "));
  EXPECT_THAT(full.err, HasSubstr("is damaged; make it anew with: rindex rebuild"));

  for (const char* file : {"docdata.glass", "manifest"}) {
    const std::string bytes = ReadFile(index() / "db" / file);
    fs::remove(index() / "db" / file);
    const Outcome quick = Rindex({"check"});
    EXPECT_EQ(quick.status, 1) << file;
    EXPECT_THAT(quick.out, HasSubstr("missing"));
    WriteFile(index() / "db" / file, bytes);
  }
}

// What the sums cannot tell: documents that contradict each other, written in order.
TEST_F(MaintenanceTest, AQuickCheckFindsRecordsThatContradictEachOther) {
  struct Case {
    const char* finding;
    std::function<void(Xapian::WritableDatabase&)> work;
  };
  const std::vector<Case> cases = {
      {"the deck has ",
       [](Xapian::WritableDatabase& db) { db.delete_document(*db.postlist_begin("Kfront")); }},
      {"the page has no deck",
       [](Xapian::WritableDatabase& db) { db.delete_document(*db.postlist_begin("Kdeck")); }},
      {"record cannot be decoded",
       [](Xapian::WritableDatabase& db) {
         const Xapian::docid page = *db.postlist_begin("Kpage");
         Xapian::Document document = db.get_document(page);
         document.set_data("\xFF\xFF\xFF");
         db.replace_document(page, document);
       }},
      {"not 3 pages and 2 decks",
       [](Xapian::WritableDatabase& db) { db.add_document(Xapian::Document()); }},
      {"the deck has no file",
       [&](Xapian::WritableDatabase& db) {
         Replace("Kdeck", &db, [](Xapian::Document* deck) {
           auto files = DecodeDeckFiles(deck->get_value(schema::kSlotFiles));
           files->files.clear();
           deck->add_value(schema::kSlotFiles, Encode(*files));
         });
       }},
      {"the deck does not say Xfiles.ok:0",
       [&](Xapian::WritableDatabase& db) {
         Replace("Kdeck", &db, [](Xapian::Document* deck) { deck->remove_term("Xfiles.ok:0"); });
       }},
      {"values are not what its deck's facts say",
       [&](Xapian::WritableDatabase& db) {
         Replace("Kpage", &db,
                 [](Xapian::Document* page) { page->add_value(schema::kSlotVenue, "CVPR"); });
       }},
      {"values are not what its deck's facts say",
       [&](Xapian::WritableDatabase& db) {
         Replace("Kdeck", &db, [](Xapian::Document* deck) {
           auto record = DecodeDeck(deck->get_data());
           record->facts.date = 20190401;
           deck->set_data(Encode(*record));
         });
       }},
      {"its deck has no page 7",
       [&](Xapian::WritableDatabase& db) {
         Replace("Kpage", &db, [](Xapian::Document* page) {
           auto record = DecodePage(page->get_data());
           record->number = 7;
           page->set_data(Encode(*record));
           page->add_value(schema::kSlotPage, Xapian::sortable_serialise(7));
         });
       }},
      {"the roots cannot be decoded",
       [](Xapian::WritableDatabase& db) { db.set_metadata("rsearch.roots", "\x05"); }},
      {"the catalogues cannot be decoded",
       [](Xapian::WritableDatabase& db) { db.set_metadata("rsearch.catalogues", "\x05"); }},
      {"the fingerprint of the rules is none",
       [](Xapian::WritableDatabase& db) { db.set_metadata("rsearch.rules", "7"); }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.finding);
    fs::remove_all(index());
    Update();
    {
      auto writer = IndexWriter::Open(index());
      ASSERT_TRUE(writer);
      ASSERT_TRUE(writer->Do(c.work));
      ASSERT_TRUE(writer->Commit());
    }
    const Outcome quick = Rindex({"check"});
    EXPECT_EQ(quick.status, 1);
    EXPECT_THAT(quick.out, HasSubstr(c.finding));
  }
}

TEST_F(MaintenanceTest, ADamagedTextOfRootsIsFoundAndNotBelieved) {
  Update();
  std::string text = ReadFile(index() / "roots");
  text[text.find("old/*")] = 'a';
  WriteFile(index() / "roots", text);
  const Outcome check = Rindex({"check"});
  EXPECT_EQ(check.status, 1);
  EXPECT_THAT(check.out, HasSubstr("/roots is damaged"));
  EXPECT_EQ(Rindex({"rebuild"}).status, 0);
  EXPECT_THAT(Rindex({"status"}).out, HasSubstr("without old/*"));
  EXPECT_EQ(Rindex({"check"}).status, 0);
}

TEST_F(MaintenanceTest, CheckThatCannotBeMade) {
  EXPECT_THAT(Rindex({"check"}).err, HasSubstr("no index at"));
  EXPECT_EQ(Rindex({"check"}).status, 2);
  Update();
  {
    const auto writer = IndexWriter::Open(index());
    const Outcome locked = Rindex({"check"});
    EXPECT_EQ(locked.status, 2);
    EXPECT_THAT(locked.err, HasSubstr("is being written by"));
  }
  SetFormat("999");
  const Outcome other = Rindex({"check"});
  EXPECT_EQ(other.status, 2);
  EXPECT_THAT(other.err, HasSubstr("has format 999"));
}

TEST_F(MaintenanceTest, CheckOfAnIndexThatMayOnlyBeRead) {
  Update();
  fs::permissions(index() / "lock", fs::perms(0400));
  fs::permissions(index(), fs::perms(0555));
  const Outcome outcome =
      ::rsearch::testing::Run(Command({"check", "--full"}), {{}, ObeyPermissions});
  fs::permissions(index(), fs::perms(0755));
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

// --- rebuild

TEST_F(MaintenanceTest, RebuildOfADamagedIndex) {
  Update();
  for (const char* file : {"postlist.glass", "termlist.glass", "docdata.glass", "iamglass"}) {
    SCOPED_TRACE(file);
    DamageTable(file);
    ASSERT_EQ(Rindex({"check", "--full"}).status, 1);
    const Outcome rebuilt = Rindex({"rebuild"});
    EXPECT_EQ(rebuilt.status, 0) << rebuilt.err;
    EXPECT_THAT(rebuilt.out, StartsWith("+2 ~0 -0 !0, 3 pages, "));
    EXPECT_EQ(Rindex({"check", "--full"}).status, 0);
    EXPECT_THAT(Rindex({"status"}).out, HasSubstr("without old/*"));
    EXPECT_FALSE(fs::exists(index() / "rebuild"));
  }
}

TEST_F(MaintenanceTest, RebuildOfAnIndexThatIsGone) {
  Update();
  fs::remove_all(index() / "db");
  const Outcome update = Rindex({"update"});
  EXPECT_EQ(update.status, 2);
  EXPECT_THAT(update.err, HasSubstr("rindex rebuild"));
  EXPECT_EQ(Rindex({"check"}).status, 1);
  EXPECT_EQ(Rindex({"rebuild"}).status, 0);
  EXPECT_EQ(Pages(), 3U);
}

TEST_F(MaintenanceTest, RebuildNeedsToKnowTheFolders) {
  const Outcome unknown = Rindex({"rebuild"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("name them: rindex rebuild DIR..."));
  EXPECT_EQ(Rindex({"rebuild", (dir_ / "slip").string()}).status, 2);
  EXPECT_EQ(Rindex({"rebuild", root().string()}).status, 0);
  EXPECT_EQ(Pages(), 4U);
}

// A reader that has the old index open keeps it; one that opens afterwards gets the new one.
TEST_F(MaintenanceTest, SearchingGoesOnDuringARebuild) {
  Update();
  auto before = IndexReader::Open(index());
  ASSERT_TRUE(before);
  WriteFile(root() / "new.pdf", SamplePdf({"diffusion"}));
  Process rebuild(Command({"rebuild"}), {});
  ASSERT_TRUE(Eventually([&] { return fs::exists(index() / "rebuild"); }));
  int searches = 0;
  while (fs::exists(index() / "rebuild") || searches < 20) {
    auto reader = IndexReader::Open(index());
    ASSERT_TRUE(reader) << reader.error().message;
    ASSERT_GE(reader->PageCount(), 3U);
    ++searches;
  }
  EXPECT_EQ(rebuild.Wait().status, 0);
  EXPECT_EQ(before->PageCount(), 3U);
  EXPECT_EQ(before->database().get_termfreq("diffusion"), 0U);
  EXPECT_EQ(Pages("diffusion"), 1U);
  EXPECT_TRUE(before->WithRetry([&]() -> Result<void> {
    return before->ForEachDeck([](Xapian::docid, const DeckFiles&) {});
  }));
}

TEST_F(MaintenanceTest, AnInterruptedRebuildLeavesTheOldIndexAndGoesOn) {
  for (int i = 0; i < 300; ++i)
    WriteFile(root() / (std::to_string(i) + ".pdf"),
              SamplePdf(std::vector<std::string>(20, "deck" + std::to_string(i) + " words")));
  Update();
  const Xapian::doccount pages = Pages();
  Process rebuild(Command({"rebuild", "-j1"}), {});
  ASSERT_TRUE(Eventually([&] { return fs::exists(index() / "rebuild/db/manifest"); }));
  rebuild.KillGroup(SIGINT);
  const Outcome outcome = rebuild.Wait();
  EXPECT_EQ(outcome.status, 130) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("the old index stays in force"));
  EXPECT_EQ(Pages(), pages);
  EXPECT_EQ(Rindex({"update"}).status, 0);  // the old one is as good as ever
  const Outcome next = Rindex({"rebuild"});
  EXPECT_EQ(next.status, 0) << next.err;
  EXPECT_THAT(next.err, HasSubstr("going on with the rebuild"));
  EXPECT_EQ(Pages(), pages);
  EXPECT_EQ(Rindex({"check", "--full"}).status, 0);
}

TEST_F(MaintenanceTest, AFolderThatIsAwayKeepsTheOldIndex) {
  Update();
  fs::rename(root(), dir_ / "unplugged");
  const Outcome kept = Rindex({"rebuild"});
  EXPECT_EQ(kept.status, 2);
  EXPECT_THAT(kept.err, HasSubstr(root().string()));
  EXPECT_THAT(kept.err, HasSubstr("the old index stays in force"));
  EXPECT_EQ(Pages(), 3U);
  EXPECT_EQ(Rindex({"rebuild", "--force"}).status, 2);  // done, and told
  EXPECT_EQ(Pages(), 0U);
  fs::rename(dir_ / "unplugged", root());
  EXPECT_EQ(Rindex({"update"}).status, 0);
  EXPECT_EQ(Pages(), 3U);
}

// As a mount point looks when its disk is not mounted.
TEST_F(MaintenanceTest, AFolderThatIsSuddenlyEmptyKeepsTheOldIndex) {
  Update();
  fs::rename(root(), dir_ / "disk");
  fs::create_directory(root());
  const Outcome kept = Rindex({"rebuild"});
  EXPECT_EQ(kept.status, 2);
  EXPECT_THAT(kept.err, HasSubstr("the old index stays in force: folder " + root().string() +
                                  " is empty, but 2 files of it are in the index"));
  EXPECT_EQ(Pages(), 3U);
  fs::remove(root());
  fs::rename(dir_ / "disk", root());
  const Outcome back = Rindex({"rebuild"});
  EXPECT_EQ(back.status, 0) << back.err;
  EXPECT_EQ(Pages(), 3U);
  fs::rename(root(), dir_ / "disk");
  fs::create_directory(root());
  EXPECT_EQ(Rindex({"rebuild", "--force"}).status, 0);
  EXPECT_EQ(Pages(), 0U);
}

TEST_F(MaintenanceTest, ARebuildKeepsWhatTheConfigSays) {
  WriteFile(dir_ / "more/d.pdf", SamplePdf({"of the config"}));
  WriteFile(dir_ / "more/draft.pdf", SamplePdf({"left out by the config"}));
  WriteFile(dir_ / "more/README.md",
            "**Vision**\n- Paper One (CVPR 2019)\n    - [Paper Review Link](d.pdf)\n");
  WriteFile(dir_ / "config.toml",
            "roots = [\"" + (dir_ / "more").string() + "\"]\nexclude = [\"draft*\"]\n");
  const Process::Options options{{{"RSEARCH_CONFIG", (dir_ / "config.toml").string()}}, {}};
  const auto run = [&](std::vector<std::string> arguments) {
    return ::rsearch::testing::Run(Command(std::move(arguments)), options);
  };
  ASSERT_EQ(run({"update", root().string(), "--exclude", "old/*"}).status, 0);
  ASSERT_EQ(run({"update"}).status, 0);
  ASSERT_EQ(Pages(), 4U);
  const std::string catalogue = run({"catalogue"}).out;
  EXPECT_THAT(catalogue, HasSubstr("Paper One"));
  ASSERT_EQ(run({"rebuild"}).status, 0);
  EXPECT_EQ(Pages(), 4U);
  EXPECT_EQ(run({"catalogue"}).out, catalogue);
  EXPECT_THAT(run({"update"}).out, StartsWith("+0 ~0 -0 !0, 4 pages, "));
  EXPECT_EQ(run({"check", "--full"}).status, 0);

  fs::remove_all(index());  // the config alone knows a folder
  const Outcome alone = run({"rebuild"});
  EXPECT_EQ(alone.status, 0) << alone.err;
  EXPECT_EQ(Pages(), 1U);
}

TEST_F(MaintenanceTest, ARebuildWaitsItsTurn) {
  Update();
  const auto writer = IndexWriter::Open(index());
  ASSERT_TRUE(writer);
  const Outcome outcome = Rindex({"rebuild"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is being written by"));
}

// --- another format

TEST_F(MaintenanceTest, AnOlderFormatIsMadeAnewByAnUpdate) {
  Update();
  SetFormat("1");
  fs::remove(index() / "roots");  // which earlier versions did not write
  const Outcome status = Rindex({"status"});
  EXPECT_EQ(status.status, 2);
  EXPECT_THAT(status.err, HasSubstr("make it anew with: rindex rebuild"));
  const Outcome update = Rindex({"update"});
  EXPECT_EQ(update.status, 0) << update.err;
  EXPECT_THAT(update.err, HasSubstr("has format 1"));
  EXPECT_THAT(update.out, StartsWith("+2 ~0 -0 !0, 3 pages, "));
  EXPECT_EQ(Rindex({"check", "--full"}).status, 0);
}

TEST_F(MaintenanceTest, ANewerFormatIsLeftAlone) {
  Update();
  SetFormat("999");
  const Outcome update = Rindex({"update"});
  EXPECT_EQ(update.status, 2);
  EXPECT_THAT(update.err, HasSubstr("a newer rsearch wrote it"));
}

// --- waiting

TEST_F(MaintenanceTest, WaitWaits) {
  Update();
  WriteFile(root() / "new.pdf", SamplePdf({"diffusion"}));
  auto writer = IndexWriter::Open(index());
  ASSERT_TRUE(writer);
  const Outcome at_once = Rindex({"update", "--wait=0"});
  EXPECT_EQ(at_once.status, 2);
  Process update(Command({"update", "--wait"}), {});
  std::this_thread::sleep_for(std::chrono::milliseconds(800));
  EXPECT_EQ(Pages("diffusion"), 0U);
  { const IndexWriter done = std::move(*writer); }
  const Outcome waited = update.Wait();
  EXPECT_EQ(waited.status, 0) << waited.err;
  EXPECT_THAT(waited.err, HasSubstr("is being written by"));
  EXPECT_EQ(Pages("diffusion"), 1U);
}

TEST_F(MaintenanceTest, WaitingHasALimitAndCanBeInterrupted) {
  Update();
  WriteFile(root() / "new.pdf", SamplePdf({"diffusion"}));
  const auto writer = IndexWriter::Open(index());
  ASSERT_TRUE(writer);
  const Outcome limit = Rindex({"update", "--wait=1"});
  EXPECT_EQ(limit.status, 2);
  // Once when it begins to wait, once when it gives up.
  EXPECT_THAT(limit.err, MatchesRegex("(.*being written by.*\n){2}"));
  Process update(Command({"update", "--wait"}), {});
  EXPECT_TRUE(Eventually([&] { return update.err().find("written by") != std::string::npos; }));
  update.Kill(SIGINT);
  EXPECT_EQ(update.Wait().status, 130);
  EXPECT_EQ(Pages("diffusion"), 0U);
}

TEST_F(MaintenanceTest, ARemovalWaitsToo) {
  Update();
  auto writer = IndexWriter::Open(index());
  ASSERT_TRUE(writer);
  EXPECT_THAT(Rindex({"remove", root().string()}).err, HasSubstr("is being written by"));
  Process remove(Command({"remove", root().string(), "--wait"}), {});
  EXPECT_TRUE(Eventually([&] { return remove.err().find("written by") != std::string::npos; }));
  { const IndexWriter done = std::move(*writer); }
  EXPECT_EQ(remove.Wait().status, 0);
  EXPECT_EQ(Pages(), 0U);
}

// Who comes second is told who is first; who searches finds no index, or one with all that was
// committed: nobody sees a half-made one.
TEST_F(MaintenanceTest, ManyThatMakeAnIndexAtOnce) {
  constexpr int kPrograms = 6;
  for (int round = 0; round < 3; ++round) {
    fs::remove_all(index());
    std::vector<std::unique_ptr<Process>> programs;
    for (int i = 0; i < kPrograms; ++i)
      programs.push_back(std::make_unique<Process>(
          Command({"update", i % 2 == 0 ? root().string() : (root() / "sub").string(),
                   i < 4 ? "-j1" : "--wait"}),
          Process::Options{}));
    for (int i = 0; i < 200; ++i) {
      const auto reader = IndexReader::Open(index());
      if (!reader) {
        EXPECT_THAT(reader.error().message, HasSubstr("no index at"));
      }
    }
    int done = 0;
    for (const auto& program : programs) {
      const Outcome outcome = program->Wait();
      done += outcome.status == 0 ? 1 : 0;
      if (outcome.status == 0) continue;
      EXPECT_EQ(outcome.status, 2);
      EXPECT_THAT(outcome.err,
                  MatchesRegex("rindex: the index .* is (being written by rindex \\(pid "
                               "[0-9]+\\) since [0-9:]+|in use by another program); "
                               "try again when it has finished\n"));
    }
    EXPECT_GE(done, 2);  // those that wait
    EXPECT_EQ(Rindex({"update"}).status, 0);
    EXPECT_EQ(Pages(), 4U);
    EXPECT_EQ(Rindex({"check", "--full"}).status, 0);
  }
}

TEST_F(MaintenanceTest, TwoThatMakeAnIndexAtOnce) {
  WriteFile(dir_ / "more/d.pdf", SamplePdf({"more"}));
  Process one(Command({"update", root().string(), "--wait"}), {});
  Process two(Command({"update", (dir_ / "more").string(), "--wait"}), {});
  const Outcome first = one.Wait();
  const Outcome second = two.Wait();
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_EQ(Pages(), 5U);
}

}  // namespace
}  // namespace rsearch
