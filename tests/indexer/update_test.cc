// Updates of a real index of real files, with an extractor that only pretends.

#include "indexer/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "indexer/status.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"
#include "tests/indexer/fake_extractor.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::FakeExtractors;
using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class Listener : public UpdateObserver {
 public:
  [[nodiscard]] bool WantsExplanations() const override { return wants_explanations; }
  void Explained(const std::string& line) override { explained.push_back(line); }
  void Failed(const std::string& path, FileStatus status, const std::string& reason) override {
    failed.push_back(fs::path(path).filename().string() + ": " + std::string(Name(status)) + ": " +
                     reason);
  }
  void Progressed(std::size_t files, std::size_t of_files, std::size_t /*pages*/,
                  const std::string& /*last_path*/) override {
    EXPECT_LE(files, of_files);
  }

  bool wants_explanations = true;
  std::vector<std::string> explained, failed;
};

class UpdateTest : public ::testing::Test {
 protected:
  UpdateTest() { fs::create_directories(root()); }

  [[nodiscard]] fs::path root() const { return dir_ / "reviews"; }
  [[nodiscard]] fs::path index() const { return dir_ / "index"; }
  void Write(const std::string& name, const std::string& pages) { WriteFile(root() / name, pages); }
  void Move(const std::string& from, const std::string& to) {
    fs::create_directories((root() / to).parent_path());
    fs::rename(root() / from, root() / to);
  }
  void Touch(const std::string& name) {
    fs::last_write_time(root() / name, fs::last_write_time(root() / name) + std::chrono::hours(1));
  }

  Result<UpdateReport> TryUpdate(UpdateRequest request) {
    request.index = index();
    if (request.config.rules.files.empty()) request.config.rules = DefaultNameRules();
    listener_.explained.clear();
    listener_.failed.clear();
    return UpdateIndex(request, {[this] { return extractors_.Make(); }, stop_, settled_},
                       &listener_);
  }
  // The summary line without its time.
  std::string Update(UpdateRequest request) {
    const auto report = TryUpdate(std::move(request));
    if (!report) return report.error().message;
    const std::string line = Summary(*report, 0);
    return line.substr(0, line.rfind(','));
  }
  std::string Update() {
    UpdateRequest request;
    request.folders = {root().string()};
    request.threads = 3;
    return Update(request);
  }

  // Pages with `term`.
  Xapian::doccount Count(const std::string& term) {
    auto reader = IndexReader::Open(index());
    EXPECT_TRUE(reader);
    return reader->database().get_termfreq(term);
  }
  IndexStatus Status() {
    auto status = ReadStatus(index());
    EXPECT_TRUE(status) << status.error().message;
    return status ? *status : IndexStatus{};
  }
  // "a.pdf b.pdf", a line a deck: the files that have it.
  std::vector<std::string> Decks() {
    std::vector<std::string> decks;
    auto reader = IndexReader::Open(index());
    EXPECT_TRUE(reader);
    EXPECT_TRUE(reader->ForEachDeck([&](auto, const DeckFiles& files) {
      std::string line;
      for (const FileEntry& file : files.files)
        line += (line.empty() ? "" : " ") + file.path.substr(root().string().size() + 1);
      decks.push_back(line);
    }));
    return decks;
  }
  std::vector<std::string> Titles() {
    std::vector<std::string> titles;
    auto reader = IndexReader::Open(index());
    EXPECT_TRUE(reader);
    EXPECT_TRUE(reader->ForEachDeck(
        [&](auto id, const DeckFiles&) { titles.push_back(reader->ReadDeck(id)->facts.title); }));
    return titles;
  }

  TempDir dir_;
  FakeExtractors extractors_;
  Listener listener_;
  std::function<bool()> stop_;
  std::function<bool(const std::string&)> settled_;
};

TEST_F(UpdateTest, IndexesAndThenFindsNothingToDo) {
  Write("Knowledge Distillation.pdf", "teacher\fstudent");
  Write("deep/Vision Transformer.pdf", "patches");
  EXPECT_EQ(Update(), "+2 ~0 -0 !0, 3 pages");
  EXPECT_THAT(extractors_.TakeAsked(), ElementsAre("patches", "teacher\fstudent"));
  EXPECT_EQ(Count("student"), 1U);
  EXPECT_EQ(Count("Zstudent"), 1U);
  EXPECT_EQ(Count("DZdistil"), 2U);
  EXPECT_EQ(Count("DZdeep"), 1U);
  EXPECT_EQ(Count("Xfiles.ok:0"), 2U);
  EXPECT_THAT(Decks(),
              UnorderedElementsAre("Knowledge Distillation.pdf", "deep/Vision Transformer.pdf"));
  EXPECT_THAT(Titles(), UnorderedElementsAre("Knowledge Distillation", "Vision Transformer"));
  const std::int64_t updated = Status().updated;
  EXPECT_GT(updated, 0);

  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 3 pages");
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  EXPECT_THAT(listener_.explained, Contains(HasSubstr("keep '" + root().string())).Times(2));
}

TEST_F(UpdateTest, ARefreshWithoutChangesCountsTheSameUnexplained) {
  Write("a.pdf", "one\ftwo");
  Write("b.pdf", "bad");
  Write("copies/b.pdf", "bad");
  extractors_.failures["bad"] = FileStatus::kDamaged;
  EXPECT_EQ(Update(), "+3 ~0 -0 !2, 2 pages");
  listener_.wants_explanations = false;
  EXPECT_EQ(Update(), "+0 ~0 -0 !2, 2 pages");
  EXPECT_THAT(listener_.explained, IsEmpty());
  Touch("a.pdf");
  fs::remove(root() / "copies/b.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -1 !1, 2 pages");
}

TEST_F(UpdateTest, ARefreshWithoutChangesNeedsNoLock) {
  Write("a.pdf", "one");
  Update();
  const auto other = IndexWriter::Open(index());
  ASSERT_TRUE(other);
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 pages");
  Write("b.pdf", "two");
  const auto report = TryUpdate({});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kLocked);
}

std::string Catalogue(const std::string& title, const std::string& review) {
  return "- " + title + "\n    - [Original Paper Link](https://arxiv.org/abs/1904.05068) / " +
         "[Paper Review Link](" + review + ")\n";
}

TEST_F(UpdateTest, ACatalogueNamesDecksAndAChangedOneRenamesThemWithoutReadingThem) {
  Write("210106_Cats and Dogs.pdf", "text\fmore");
  Write("README.md", Catalogue("All About Furry Cats (CVPR 2019)", "210106_Cats%20and%20Dogs.pdf"));
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 2 pages");
  EXPECT_THAT(Titles(), ElementsAre("All About Furry Cats"));
  EXPECT_EQ(Count("Jarxiv:1904.05068"), 3U) << "two pages and the deck";
  EXPECT_EQ(Count("Vcvpr"), 3U);
  extractors_.TakeAsked();

  Write("README.md",
        Catalogue("Everything About Furry Cats (ICCV 2019)", "210106_Cats%20and%20Dogs.pdf"));
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 2 pages");
  EXPECT_THAT(Titles(), ElementsAre("Everything About Furry Cats"));
  EXPECT_EQ(Count("Vcvpr"), 0U);
  EXPECT_EQ(Count("Viccv"), 3U);
  EXPECT_EQ(Count("DZfurri"), 2U);

  fs::remove(root() / "README.md");
  Update();
  EXPECT_THAT(Titles(), ElementsAre("Cats and Dogs"));
  EXPECT_EQ(Count("Jarxiv:1904.05068"), 0U);
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
}

// The entry is known; when its review comes, it is found.
TEST_F(UpdateTest, AFileThatComesIsTheOneTheCatalogueKnew) {
  Write("README.md", Catalogue("All About Furry Cats", "cats/210106_Cats.pdf"));
  Write("other.pdf", "other");
  Update();
  EXPECT_THAT(Titles(), ElementsAre("other"));
  Write("cats/210106_Cats.pdf", "text");
  Update();
  EXPECT_THAT(Titles(), UnorderedElementsAre("other", "All About Furry Cats"));
}

TEST_F(UpdateTest, OtherRulesMakeOtherFactsWithoutReadingAnything) {
  Write("lab-210106 Cats and Dogs.pdf", "text");
  UpdateRequest request;
  request.folders = {root().string()};
  request.config.rules = DefaultNameRules();
  Update(request);
  EXPECT_THAT(Titles(), ElementsAre("lab-210106 Cats and Dogs"));
  extractors_.TakeAsked();
  request.config.rules.files.insert(request.config.rules.files.begin(),
                                    {"lab-{yy}{mm}{dd} {title}", "", DeckKind::kTrends});
  EXPECT_EQ(Update(request), "+0 ~0 -0 !0, 1 pages");
  EXPECT_THAT(Titles(), ElementsAre("Cats and Dogs"));
  EXPECT_EQ(Count("Ktrends"), 2U);
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  const auto other = IndexWriter::Open(index());
  ASSERT_TRUE(other);
  EXPECT_EQ(Update(request), "+0 ~0 -0 !0, 1 pages") << "nothing to do needs no lock";
}

TEST_F(UpdateTest, ANewFileIsReadAlone) {
  Write("a.pdf", "one");
  Update();
  Write("b.pdf", "two");
  extractors_.TakeAsked();
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 2 pages");
  EXPECT_THAT(extractors_.TakeAsked(), ElementsAre("two"));
}

TEST_F(UpdateTest, AChangedFileReplacesItsPages) {
  Write("a.pdf", "old\fpages");
  Update();
  Write("a.pdf", "new");
  EXPECT_EQ(Update(), "+0 ~1 -0 !0, 1 pages");
  EXPECT_EQ(Count("old"), 0U);
  EXPECT_EQ(Count("new"), 1U);
  EXPECT_THAT(Decks(), ElementsAre("a.pdf"));
}

TEST_F(UpdateTest, ARemovedFilesPagesDisappear) {
  Write("a.pdf", "one");
  Write("b.pdf", "two");
  Update();
  fs::remove(root() / "a.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -1 !0, 1 pages");
  EXPECT_EQ(Count("one"), 0U);
  EXPECT_EQ(Count("Kdeck"), 1U);
}

TEST_F(UpdateTest, AMovedFileIsNotExtractedAndTakesItsNewName) {
  Write("Two Cats.pdf", "text\fmore");
  Update();
  EXPECT_EQ(Count("Dcats"), 2U);
  extractors_.TakeAsked();
  Move("Two Cats.pdf", "mice/Two Dogs.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 moved, 2 pages");
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  EXPECT_THAT(Decks(), ElementsAre("mice/Two Dogs.pdf"));
  EXPECT_THAT(Titles(), ElementsAre("Two Dogs"));
  EXPECT_EQ(Count("Dcats"), 0U);
  EXPECT_EQ(Count("Ddogs"), 2U);
  EXPECT_EQ(Count("Dmice"), 2U);
  EXPECT_EQ(Count("text"), 1U);
  EXPECT_THAT(listener_.explained, Contains(HasSubstr("moved ")));
}

// A rename writes the deck document anew.
TEST_F(UpdateTest, GlossesSurviveARenameAndGoWithTheirDeck) {
  const std::string korean = "G지식증류\tknowledge distillation";
  const std::string english = "Gknowledgdistil\t지식 증류";
  Write("a.pdf", "지식 증류(knowledge distillation)");
  Write("b.pdf", "우리는 지식 증류(knowledge distillation)를\f지식 증류(knowledge distillation)");
  Update();
  EXPECT_EQ(Count(korean), 2U);
  EXPECT_EQ(Count(english), 2U);
  Move("b.pdf", "sub/c.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 moved, 3 pages");
  EXPECT_EQ(Count(korean), 2U);
  EXPECT_EQ(Count(english), 2U);
  fs::remove(root() / "a.pdf");
  Update();
  EXPECT_EQ(Count(korean), 1U);
  Write("sub/c.pdf", "cats");
  Update();
  EXPECT_EQ(Count(korean), 0U);
  EXPECT_EQ(Count(english), 0U);
}

TEST_F(UpdateTest, ACopyCostsNoExtractionAndNoPages) {
  Write("a.pdf", "text");
  Update();
  extractors_.TakeAsked();
  Write("sub/copy.pdf", "text");
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 1 pages");
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  EXPECT_THAT(Decks(), ElementsAre("a.pdf sub/copy.pdf"));
  EXPECT_EQ(Count("Dcopy"), 1U);

  fs::remove(root() / "a.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -1 !0, 1 pages");
  EXPECT_THAT(Decks(), ElementsAre("sub/copy.pdf"));
  EXPECT_EQ(Count("Da"), 0U);
}

TEST_F(UpdateTest, TheSameContentTwiceInARunIsExtractedOnce) {
  for (int i = 0; i < 20; ++i)
    Write("copy " + std::to_string(i) + ".pdf", "text");
  extractors_.on_extract = [](const std::string&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  };
  EXPECT_EQ(Update(), "+20 ~0 -0 !0, 1 pages");
  EXPECT_THAT(extractors_.TakeAsked(), ElementsAre("text"));
  EXPECT_EQ(Status().files[0], 20U);
}

TEST_F(UpdateTest, ATouchedFileIsOnlyHashed) {
  Write("a.pdf", "text");
  Update();
  extractors_.TakeAsked();
  Touch("a.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 pages");
  EXPECT_THAT(listener_.explained, ElementsAre(HasSubstr("same content as before")));
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 pages");
  EXPECT_THAT(listener_.explained, ElementsAre(HasSubstr(": unchanged")));  // remembered
}

TEST_F(UpdateTest, NamesSwapped) {
  Write("a.pdf", "one");
  Write("b.pdf", "two");
  Update();
  extractors_.TakeAsked();
  Move("a.pdf", "c");
  Move("b.pdf", "a.pdf");
  Move("c", "b.pdf");
  Touch("a.pdf");
  Touch("b.pdf");
  EXPECT_EQ(Update(), "+0 ~2 -0 !0, 2 pages");
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  EXPECT_THAT(Decks(), UnorderedElementsAre("b.pdf", "a.pdf"));
}

TEST_F(UpdateTest, FailuresAreRemembered) {
  extractors_.failures["bad"] = FileStatus::kDamaged;
  Write("a.pdf", "good");
  Write("bad.pdf", "bad");
  EXPECT_EQ(Update(), "+2 ~0 -0 !1, 1 pages");
  EXPECT_THAT(listener_.failed, ElementsAre("bad.pdf: damaged: made to fail"));
  EXPECT_EQ(Count("Xfiles.damaged:0"), 1U);
  const IndexStatus status = Status();
  ASSERT_EQ(status.failed.size(), 1U);
  EXPECT_EQ(status.failed[0].path, (root() / "bad.pdf").string());
  EXPECT_EQ(status.failed[0].reason, "made to fail");
  extractors_.TakeAsked();

  EXPECT_EQ(Update(), "+0 ~0 -0 !1, 1 pages");
  EXPECT_THAT(listener_.failed, IsEmpty());
  Touch("bad.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -0 !1, 1 pages");
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());

  Write("copy.pdf", "bad");
  EXPECT_EQ(Update(), "+1 ~0 -0 !2, 1 pages");
  EXPECT_THAT(extractors_.TakeAsked(), IsEmpty());
  EXPECT_THAT(listener_.failed, ElementsAre("copy.pdf: damaged: made to fail"));

  UpdateRequest retry;
  retry.retry = true;
  extractors_.failures.clear();
  EXPECT_EQ(Update(retry), "+0 ~0 -0 !0, 2 pages");
  EXPECT_THAT(extractors_.TakeAsked(), ElementsAre("bad"));
  EXPECT_EQ(Count("Xfiles.damaged:0"), 0U);
}

TEST_F(UpdateTest, PagesReadBeforeAFailureStay) {
  extractors_.failures["one\ftwo"] = FileStatus::kPartial;
  Write("a.pdf", "one\ftwo");
  EXPECT_EQ(Update(), "+1 ~0 -0 !1, 2 pages");
}

TEST_F(UpdateTest, PicturesAreNoFailure) {
  extractors_.failures[""] = FileStatus::kNoText;
  Write("Scanned Deck.pdf", "");
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 1 pages");
  EXPECT_THAT(listener_.failed, IsEmpty());
  EXPECT_EQ(Count("DZscan"), 1U);
  EXPECT_EQ(Status().files[static_cast<std::size_t>(FileStatus::kNoText)], 1U);
}

TEST_F(UpdateTest, UnreadableFilesAreTriedAgain) {
  Write("a.pdf", "text");
  fs::permissions(root() / "a.pdf", fs::perms::none);
  std::thread([&] {
    ObeyPermissions();
    UpdateRequest request;
    request.folders = {root().string()};
    const auto report = TryUpdate(request);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->failed, 1U);
    EXPECT_THAT(listener_.failed, ElementsAre("a.pdf: unreadable: Permission denied"));
    EXPECT_EQ(TryUpdate({})->failed, 1U);
    EXPECT_THAT(listener_.failed, IsEmpty());  // told once
  }).join();
  EXPECT_EQ(Status().failed.at(0).reason, "Permission denied");
  fs::permissions(root() / "a.pdf", fs::perms::owner_read);  // leaves size and time alone
  EXPECT_EQ(Update(), "+0 ~1 -0 !0, 1 pages");
  EXPECT_EQ(Count("Kdeck"), 1U);
}

TEST_F(UpdateTest, AMissingRootKeepsItsPages) {
  Write("a.pdf", "text");
  fs::create_directories(dir_ / "other");
  WriteFile(dir_ / "other/b.pdf", "two");
  WriteFile(dir_ / "other/c.pdf", "three");
  UpdateRequest request;
  request.folders = {root().string(), (dir_ / "other").string()};
  EXPECT_EQ(Update(request), "+3 ~0 -0 !0, 3 pages");
  fs::rename(root(), dir_ / "unplugged");
  fs::remove(dir_ / "other/b.pdf");
  const auto report = TryUpdate({});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->pages, 2U);
  EXPECT_EQ(report->removed, 1U);  // the other root was refreshed all the same
  ASSERT_EQ(report->root_errors.size(), 1U);
  EXPECT_THAT(report->root_errors[0].message, HasSubstr(root().string()));
  EXPECT_FALSE(Status().roots.at(1).present);
  EXPECT_EQ(Status().roots.at(1).files, 1U);

  fs::rename(dir_ / "unplugged", root());
  EXPECT_EQ(Update({}), "+0 ~0 -0 !0, 2 pages");
}

// As a mount point looks when its disk is not mounted.
TEST_F(UpdateTest, ARootThatIsSuddenlyEmptyKeepsItsPages) {
  Write("a.pdf", "text");
  Write("deep/b.pdf", "more");
  Write("README.md", "**Vision**\n- Paper One\n    - [Paper Review Link](a.pdf)\n");
  Update();
  fs::rename(root(), dir_ / "disk");
  fs::create_directories(root());
  const auto report = TryUpdate({});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->pages, 2U);
  EXPECT_EQ(report->removed, 0U);
  ASSERT_EQ(report->root_errors.size(), 1U);
  EXPECT_EQ(report->root_errors[0].message,
            "folder " + root().string() +
                " is empty, but 2 files of it are in the index (is its disk mounted?); they are "
                "kept; to forget them: rindex update --force");
  EXPECT_THAT(Titles(), Contains("Paper One"));

  UpdateRequest force;
  force.force = true;
  EXPECT_EQ(Update(force), "+0 ~0 -2 !0, 0 pages");
  const auto forgotten = TryUpdate({});
  ASSERT_TRUE(forgotten);
  EXPECT_THAT(forgotten->root_errors, IsEmpty());  // nothing more to lose
}

TEST_F(UpdateTest, ARootThatIsNotQuiteEmptyIsBelieved) {
  struct Case {
    const char* what;
    std::function<void()> arrange;
    std::vector<std::string> excludes;
  };
  const std::vector<Case> cases = {
      {"another PDF", [&] { Write("other.pdf", "other"); }, {}},
      {"something else", [&] { Write(".keep", ""); }, {}},
      {"a catalogue", [&] { Write("README.md", "no PDF any more"); }, {}},
      {"a glob hides what is there", [&] { Write("a.pdf", "text"); }, {"*.pdf"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    fs::remove_all(root());
    fs::remove_all(index());
    Write("a.pdf", "text");
    Update();
    fs::remove(root() / "a.pdf");
    c.arrange();
    UpdateRequest request;
    request.excludes = c.excludes;
    const auto report = TryUpdate(request);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->removed, 1U);
    EXPECT_THAT(report->root_errors, IsEmpty());
  }
}

TEST_F(UpdateTest, AnUnreadableFolderKeepsItsPages) {
  Write("shut/a.pdf", "one");
  Write("b.pdf", "two");
  Update();
  fs::permissions(root() / "shut", fs::perms::none);
  fs::remove(root() / "b.pdf");
  std::thread([&] {
    ObeyPermissions();
    const auto report = TryUpdate({});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->removed, 1U);
    EXPECT_EQ(report->pages, 1U);
    ASSERT_EQ(report->root_errors.size(), 1U);
    EXPECT_THAT(report->root_errors[0].message, HasSubstr("shut: Permission denied"));
  }).join();
  fs::permissions(root() / "shut", fs::perms::owner_all);
}

TEST_F(UpdateTest, ANewRootMustBeThere) {
  UpdateRequest request;
  request.folders = {(dir_ / "tpyo").string()};
  const auto report = TryUpdate(request);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(index()));
}

TEST_F(UpdateTest, ExcludedFilesAreForgotten) {
  Write("a.pdf", "one");
  Write("old/b.pdf", "two");
  Update();
  UpdateRequest request;
  request.excludes = {"old"};
  EXPECT_EQ(Update(request), "+0 ~0 -1 !0, 1 pages");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 pages");  // remembered
  EXPECT_THAT(Status().roots.at(0).root.excludes, ElementsAre("old"));
  request.excludes = {""};
  EXPECT_EQ(Update(request), "+1 ~0 -0 !0, 2 pages");
}

TEST_F(UpdateTest, AnAbsorbedRootGivesFolderNamesToItsPages) {
  Write("dogs/a.pdf", "one");
  UpdateRequest request;
  request.folders = {(root() / "dogs").string()};
  EXPECT_EQ(Update(request), "+1 ~0 -0 !0, 1 pages");
  EXPECT_EQ(Count("Ddogs"), 0U);
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 pages");
  EXPECT_EQ(Count("Ddogs"), 1U);
  EXPECT_EQ(Status().roots.size(), 1U);
}

TEST_F(UpdateTest, RemovingARoot) {
  Write("a.pdf", "one");
  WriteFile(dir_ / "other/b.pdf", "two");
  WriteFile(dir_ / "other/copy.pdf", "one");
  UpdateRequest request;
  request.folders = {root().string(), (dir_ / "other").string()};
  EXPECT_EQ(Update(request), "+3 ~0 -0 !0, 2 pages");
  const auto report = RemoveRoot(index(), (dir_ / "other").string(), {}, &listener_);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->removed, 2U);
  EXPECT_EQ(report->pages, 1U);
  EXPECT_THAT(Decks(), ElementsAre("a.pdf"));
  EXPECT_EQ(Status().roots.size(), 1U);
  EXPECT_FALSE(RemoveRoot(index(), (root() / "sub").string(), {}, &listener_));
}

TEST_F(UpdateTest, OddNames) {
  for (const char* name : {"a\nb.pdf", "\xB3.pdf", "it's \"x\".pdf", "\xEA\xB0\x80.pdf",
                           "\xE1\x84\x80\xE1\x85\xA1.pdf", "trailing .pdf", "..pdf.pdf", "-.PDF"})
    Write(name, std::string("text of ") + name);
  EXPECT_EQ(Update(), "+7 ~0 -0 !0, 7 pages");  // "..pdf.pdf" is hidden
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 7 pages");
  EXPECT_EQ(Count("DB가"), 2U);
}

TEST_F(UpdateTest, InterruptionKeepsWhatIsComplete) {
  for (int i = 0; i < 10; ++i)
    Write("deck " + std::to_string(i) + ".pdf", "text " + std::to_string(i));
  std::atomic<int> extracted = 0;
  std::atomic<bool> stop = false;
  extractors_.on_extract = [&](const std::string&) {
    if (++extracted == 4) stop = true;
  };
  stop_ = [&] { return stop.load(); };
  UpdateRequest request;
  request.folders = {root().string()};
  const auto report = TryUpdate(request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->interrupted);
  EXPECT_EQ(report->added, 3U);  // one thread; the fourth was under way
  EXPECT_EQ(Count("Kpage"), 3U);

  stop = false;
  extractors_.TakeAsked();
  EXPECT_EQ(Update(), "+7 ~0 -0 !0, 10 pages");
  EXPECT_EQ(extractors_.TakeAsked().size(), 7U);
}

TEST_F(UpdateTest, AnInterruptedRunForgetsNothing) {
  Write("a.pdf", "one");
  Write("z.pdf", "two");
  Update();
  Move("a.pdf", "b.pdf");
  Write("new.pdf", "new");
  std::atomic<bool> stop = false;
  stop_ = [&] { return stop.load(); };
  extractors_.on_extract = [&](const std::string&) { stop = true; };
  const auto report = TryUpdate({});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->removed, 0U);
  EXPECT_EQ(Count("one"), 1U);
}

TEST_F(UpdateTest, AFileThatIsBeingWrittenIsReadAgain) {
  Write("a.pdf", "first");
  extractors_.on_extract = [&](const std::string& content) {
    if (content == "first") std::ofstream(root() / "a.pdf", std::ios::app) << " second";
  };
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 1 pages");
  EXPECT_THAT(extractors_.TakeAsked(), ElementsAre("first", "first second"));
  EXPECT_EQ(Count("second"), 1U);
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 pages");
}

TEST_F(UpdateTest, AFileThatKeepsChangingIsReported) {
  Write("a.pdf", "x");
  extractors_.on_extract = [&](const std::string&) {
    std::ofstream(root() / "a.pdf", std::ios::app) << "x";
  };
  EXPECT_EQ(Update(), "+1 ~0 -0 !1, 0 pages");
  EXPECT_THAT(listener_.failed, ElementsAre("a.pdf: unreadable: is being written to"));
  extractors_.on_extract = nullptr;
  EXPECT_EQ(Update(), "+0 ~1 -0 !0, 1 pages");
}

TEST_F(UpdateTest, WhatIsNotWholeYetIsLeftAlone) {
  Write("a.pdf", "old");
  Write("b.pdf", "other");
  EXPECT_EQ(Update(), "+2 ~0 -0 !0, 2 pages");
  Write("a.pdf", "half of the n");
  Write("new.pdf", "half");
  Write("whole.pdf", "whole");
  std::vector<std::string> asked;
  settled_ = [&](const std::string& path) {
    asked.push_back(fs::path(path).filename());
    return path.ends_with("whole.pdf");
  };
  auto report = TryUpdate({});
  ASSERT_TRUE(report);
  EXPECT_THAT(report->held,
              ElementsAre((root() / "a.pdf").string(), (root() / "new.pdf").string()));
  EXPECT_EQ(report->added, 1U);
  EXPECT_TRUE(report->written);
  EXPECT_THAT(listener_.failed, IsEmpty());
  EXPECT_EQ(Count("old"), 1U) << "what is known of it stays";
  EXPECT_THAT(asked, Not(Contains("b.pdf")));

  report = TryUpdate({});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->written);
  EXPECT_EQ(report->held.size(), 2U);
  settled_ = [](const std::string&) { return true; };
  EXPECT_EQ(Update({}), "+1 ~1 -0 !0, 4 pages");
  EXPECT_EQ(Count("old"), 0U);
}

TEST_F(UpdateTest, WhatChangesWhileItIsReadIsHeldWhereFilesAreWaitedFor) {
  Write("a.pdf", "old");
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 1 pages");
  settled_ = [](const std::string&) { return true; };
  extractors_.on_extract = [&](const std::string&) {
    std::ofstream(root() / "a.pdf", std::ios::app) << "x";
    std::ofstream(root() / "b.pdf", std::ios::app) << "y";
  };
  Write("a.pdf", "changed");
  Write("b.pdf", "new");
  const auto report = TryUpdate({});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->held.size(), 2U);
  EXPECT_FALSE(report->written);
  EXPECT_EQ(Summary(*report, 0), "+0 ~0 -0 !0, 1 pages, 0.0 s");
  EXPECT_THAT(listener_.failed, IsEmpty());
  EXPECT_EQ(Count("old"), 1U);
}

TEST_F(UpdateTest, ARunThatNobodyAskedForAddsNoRoot) {
  Write("a.pdf", "text");
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 1 pages");
  WriteFile(dir_ / "other/b.pdf", "two");
  UpdateRequest unattended;
  unattended.known_roots_only = true;
  unattended.folders = {(dir_ / "other").string()};
  EXPECT_EQ(Update(unattended), "+0 ~0 -0 !0, 1 pages");
  Write("c.pdf", "three");
  unattended.folders.push_back(root().string());
  EXPECT_EQ(Update(unattended), "+1 ~0 -0 !0, 2 pages");
  EXPECT_EQ(Status().roots.size(), 1U);
}

TEST_F(UpdateTest, AnExtractorThatCannotStartIsAnError) {
  Write("a.pdf", "x");
  UpdateRequest request;
  request.index = index();
  request.folders = {root().string()};
  request.threads = 4;
  const auto report = UpdateIndex(request,
                                  {[] {
                                     return Error{ErrorCode::kNotFound, "no worker"};
                                   },
                                   nullptr},
                                  &listener_);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().message, "no worker");
}

TEST(Summary, NamesMovesOnlyWhenThereAreSome) {
  UpdateReport report;
  report.added = 12;
  report.changed = 1;
  report.failed = 2;
  report.pages = 79;
  EXPECT_EQ(Summary(report, 1.23), "+12 ~1 -0 !2, 79 pages, 1.2 s");
  report.moved = 1;
  EXPECT_EQ(Summary(report, 0), "+12 ~1 -0 !2, 1 moved, 79 pages, 0.0 s");
}

}  // namespace
}  // namespace rsearch
