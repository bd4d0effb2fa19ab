// The real rindex with its real worker on real files: what a user sees and what stays on disk.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/pdf/protocol.h"
#include "rsearch/store.h"
#include "tests/support/octal.h"
#include "tests/support/process.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::Eventually;
using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::Octal;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::Process;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::SamplePdf;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

class RindexTest : public ::testing::Test {
 protected:
  RindexTest() { fs::create_directories(root()); }

  [[nodiscard]] fs::path root() const { return dir_ / "reviews"; }
  [[nodiscard]] fs::path index() const { return dir_ / "index"; }
  [[nodiscard]] fs::path config() const { return dir_ / "config.toml"; }
  void WritePdf(const std::string& name, const std::vector<std::string>& pages) {
    WriteFile(root() / name, SamplePdf(pages));
  }
  void WriteManyPdfs(int count, int pages) {
    for (int i = 0; i < count; ++i) {
      const std::string text = "deck" + std::to_string(i) + " words on a page";
      WritePdf("deck " + std::to_string(i) + ".pdf",
               std::vector<std::string>(static_cast<std::size_t>(pages), text));
    }
  }

  std::vector<std::string> Command(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RINDEX);
    arguments.insert(arguments.end(), {"--index", index().string()});
    return arguments;
  }
  Outcome Rindex(const std::vector<std::string>& arguments,
                 std::function<void()> before_exec = nullptr) {
    return ::rsearch::testing::Run(
        Command(arguments), {{{"RSEARCH_CONFIG", config().string()}}, std::move(before_exec)});
  }
  // The summary without its time, or everything when that is not all.
  std::string Update(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), "update");
    const Outcome outcome = Rindex(arguments);
    const std::size_t comma = outcome.out.rfind(", ");
    const bool one_line = outcome.out.find('\n') + 1 == outcome.out.size();
    if (outcome.status != 0 || !one_line || comma == std::string::npos)
      return outcome.out + outcome.err + std::to_string(outcome.status);
    return outcome.out.substr(0, comma);
  }
  Xapian::doccount Pages(const std::string& term = "Kpage") {
    auto reader = IndexReader::Open(index());
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? reader->database().get_termfreq(term) : 0;
  }

  TempDir dir_;
};

TEST_F(RindexTest, TheLifeOfACollection) {
  WritePdf("Knowledge Distillation.pdf", {"teacher networks", "student networks"});
  WritePdf("sub/Transformer.pdf", {"attention"});
  EXPECT_EQ(Update({root().string()}), "+2 ~0 -0 !0, 3 pages");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 3 pages");
  EXPECT_EQ(Pages("Zteacher"), 1U);

  WritePdf("new.pdf", {"diffusion"});
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 4 pages");
  WritePdf("new.pdf", {"diffusion", "models"});
  EXPECT_EQ(Update(), "+0 ~1 -0 !0, 5 pages");
  fs::rename(root() / "new.pdf", root() / "sub/moved.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 1 moved, 5 pages");
  fs::copy_file(root() / "sub/moved.pdf", root() / "copy.pdf");
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 5 pages");
  fs::remove(root() / "copy.pdf");
  fs::remove(root() / "sub/moved.pdf");
  EXPECT_EQ(Update(), "+0 ~0 -2 !0, 3 pages");
  EXPECT_EQ(Update({root().string(), "--exclude", "sub/*"}), "+0 ~0 -1 !0, 2 pages");
}

TEST_F(RindexTest, BrokenFilesAreReportedAndDoNotStopARun) {
  WritePdf("good.pdf", {"text"});
  WriteFile(root() / "damaged.pdf", "this is no PDF");
  WriteFile(root() / "empty.pdf", "");
  const Outcome first = Rindex({"update", root().string()});
  EXPECT_EQ(first.status, 0);
  EXPECT_THAT(first.out, StartsWith("+3 ~0 -0 !2, 1 pages, "));
  EXPECT_THAT(first.err, HasSubstr("rindex: " + (root() / "damaged.pdf").string() + ": damaged"));
  EXPECT_THAT(first.err, HasSubstr("rindex: " + (root() / "empty.pdf").string() + ": damaged"));
  const Outcome second = Rindex({"update", "--strict"});
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, IsEmpty());  // told once

  const Outcome failed = Rindex({"status", "--failed"});
  EXPECT_EQ(failed.status, 0);
  EXPECT_THAT(failed.out, HasSubstr((root() / "damaged.pdf").string() + ": damaged"));
  const Outcome json = Rindex({"status", "--json"});
  EXPECT_THAT(json.out, StartsWith("{\"schema\":3,\"index\":\"" + index().string() + "\""));
  EXPECT_THAT(json.out, HasSubstr("\"files\":{\"ok\":1,\"damaged\":2},\"pages\":1,"));
}

TEST_F(RindexTest, OddNamesAndFiles) {
  int number = 0;
  for (const char* name : {"\xEA\xB0\x80.pdf", "\xE1\x84\x80\xE1\x85\xA1.pdf", "sp ace.pdf",
                           "it's \"quoted\".pdf", "new\nline.pdf", "\xB3\xED.pdf"})
    WritePdf(name, {"text" + std::to_string(++number)});
  ASSERT_EQ(mkfifo((root() / "fifo.pdf").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", root() / "zero.pdf");
  fs::create_directory_symlink(root(), root() / "loop");
  WriteFile(root() / "bad\x1b[31m\n.pdf", "x");
  const Outcome first = Rindex({"update", root().string()});
  EXPECT_THAT(first.out, StartsWith("+7 ~0 -0 !1, 2 skipped, 6 pages, ")) << first.err;
  EXPECT_THAT(first.err, HasSubstr("bad\\033[31m\\012.pdf': damaged"));
  EXPECT_EQ(Update(), "+0 ~0 -0 !1, 2 skipped, 6 pages");
}

TEST_F(RindexTest, ExplainSaysWhy) {
  WritePdf("a.pdf", {"text"});
  const std::string path = (root() / "a.pdf").string();
  EXPECT_THAT(Rindex({"update", root().string(), "--explain"}).out,
              HasSubstr("read " + path + ": new file: extracted, ok\n"));
  EXPECT_THAT(Rindex({"update", "--explain"}).out, HasSubstr("keep " + path + ": unchanged\n"));
  fs::last_write_time(root() / "a.pdf", fs::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_THAT(Rindex({"update", "--explain"}).out,
              HasSubstr("read " + path + ": size or time changed: same content as before\n"));
}

TEST_F(RindexTest, QuietSaysNothing) {
  WritePdf("a.pdf", {"text"});
  const Outcome outcome = Rindex({"update", root().string(), "--quiet"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out + outcome.err, IsEmpty());
}

TEST_F(RindexTest, RemoveTakesARootOut) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  const Outcome inside = Rindex({"remove", (root() / "x").string()});
  EXPECT_EQ(inside.status, 2);
  EXPECT_THAT(inside.err, HasSubstr("--exclude 'x'"));
  const Outcome removed = Rindex({"remove", root().string()});
  EXPECT_EQ(removed.status, 0);
  EXPECT_THAT(removed.out, StartsWith("+0 ~0 -1 !0, 0 pages, "));
  EXPECT_EQ(Rindex({"update"}).status, 2);
}

void ExpectError(const Outcome& outcome, const std::string& message) {
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, StartsWith("rindex: "));
  EXPECT_THAT(outcome.err, HasSubstr(message));
}

TEST_F(RindexTest, RootsOfTheConfigAreRefreshedToo) {
  WritePdf("a.pdf", {"attention"});
  WriteFile(dir_ / "papers/b.pdf", SamplePdf({"bayes", "bandits"}));
  const std::string papers = (dir_ / "papers").string();
  WriteFile(config(), "roots = [\"" + papers + "/\"]\n");
  EXPECT_EQ(Update({root().string()}), "+1 ~0 -0 !0, 1 pages") << "only the folder that is named";
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 3 pages");
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 3 pages");
  const Outcome removed = Rindex({"remove", papers});
  EXPECT_EQ(removed.status, 0);
  EXPECT_EQ(removed.err, "rindex: " + papers + " is a root of " + config().string() +
                             ": the next `rindex update` adds it again\n");
  EXPECT_EQ(Pages(), 1U);
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 3 pages");
  EXPECT_EQ(Rindex({"remove", root().string()}).err, "");
}

TEST_F(RindexTest, ARootOfTheConfigThatIsNotThereIsToldAndNotAdded) {
  const std::string none = (dir_ / "none").string();
  WriteFile(config(), "roots = [\"" + none + "\"]\n");
  const Outcome alone = Rindex({"update"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_THAT(alone.err, HasSubstr("cannot read folder " + none + ", a root of " +
                                   config().string() + ": No such file or directory"));
  EXPECT_FALSE(fs::exists(index()));
  WritePdf("a.pdf", {"attention"});
  EXPECT_EQ(Rindex({"update", root().string()}).status, 0);
  WritePdf("b.pdf", {"bayes"});
  const Outcome outcome = Rindex({"update"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, StartsWith("+1 ~0 -0 !0, 2 pages"));
  EXPECT_THAT(outcome.err, HasSubstr("; it is not added"));
  fs::remove(config());
  EXPECT_EQ(Update(), "+0 ~0 -0 !0, 2 pages") << "nothing is left of it";
}

TEST_F(RindexTest, ExcludesOfTheConfigAreNotRemembered) {
  WritePdf("a.pdf", {"attention"});
  WritePdf("a draft.pdf", {"attention", "again"});
  WritePdf("old/b.pdf", {"bayes"});
  EXPECT_EQ(Update({root().string()}), "+3 ~0 -0 !0, 4 pages");
  WriteFile(config(),
            "exclude = \"*draft*\"\n[root.\"" + root().string() + "\"]\nexclude = [\"old/*\"]\n");
  EXPECT_EQ(Update(), "+0 ~0 -2 !0, 1 pages");
  EXPECT_EQ(Update({root().string()}), "+0 ~0 -0 !0, 1 pages");
  EXPECT_THAT(Rindex({"status"}).out, Not(HasSubstr("draft")));
  WriteFile(config(), "exclude = \"*draft*\"\n");
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 2 pages");
  fs::remove(config());
  EXPECT_EQ(Update(), "+1 ~0 -0 !0, 4 pages");
}

TEST_F(RindexTest, AMistakeInTheConfigStopsBeforeAnythingIsWritten) {
  WritePdf("a.pdf", {"attention"});
  WriteFile(config(), "exclude = []\nrots = [\"/x\"]\n");
  const std::string mistake =
      "rindex: " + config().string() + ":2: unknown key \"rots\"; did you mean roots?\n";
  const Outcome update = Rindex({"update", root().string()});
  EXPECT_EQ(update.status, 2);
  EXPECT_EQ(update.err, mistake);
  EXPECT_FALSE(fs::exists(index()));
  fs::rename(config(), dir_ / "kept");
  EXPECT_EQ(Update({root().string()}), "+1 ~0 -0 !0, 1 pages");
  fs::rename(dir_ / "kept", config());
  const Outcome remove = Rindex({"remove", root().string()});
  EXPECT_EQ(remove.status, 2);
  EXPECT_EQ(remove.err, mistake);
  EXPECT_EQ(Pages(), 1U);
  EXPECT_EQ(Rindex({"status"}).status, 0) << "needs no config";
}

TEST_F(RindexTest, AnOverrideInsideARootIsTold) {
  WritePdf("sub/a.pdf", {"attention"});
  const std::string sub = (root() / "sub").string();
  WriteFile(config(), "[root.\"" + sub + "\"]\nexclude = \"*\"\n");
  const Outcome outcome = Rindex({"update", root().string()});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "rindex: " + config().string() + ": [root.\"" + sub +
                             "\"] counts for nothing: it is inside the root " + root().string() +
                             "\n");
  EXPECT_EQ(Pages(), 1U);
}

TEST_F(RindexTest, TermsListsThePairsOfNames) {
  WritePdf("a.pdf", {"Masked Language Model (MLM)", "a Hidden Markov Model (HMM)"});
  WritePdf("b.pdf", {"MLM (masked language model)", "The masked language model (MLM)"});
  ExpectError(Rindex({"terms"}), "no index at " + index().string());
  Update({root().string()});
  const Outcome all = Rindex({"terms"});
  EXPECT_EQ(all.status, 0);
  EXPECT_EQ(all.out,
            "masked language model  MLM  2 decks, 3 times\n"
            "Hidden Markov Model    HMM  1 deck, 1 time\n");
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"mlm"}, {"Language", "models"}, {"guage-mod"}, {"masked language model"}}) {
    std::vector<std::string> arguments = {"terms", "--json"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    EXPECT_EQ(Rindex(arguments).out,
              R"({"schema":1,"terms":[{"name":"masked language model","other":"MLM",)"
              "\"decks\":2,\"times\":3}]}\n");
  }
  for (const char* word : {"zyzzyva", "language masked", "!"}) {
    const Outcome none = Rindex({"terms", word});
    EXPECT_EQ(none.status, 0) << word;
    EXPECT_THAT(none.out + none.err, IsEmpty()) << word;
  }
  fs::remove(root() / "b.pdf");
  Update();
  EXPECT_EQ(Rindex({"terms", "mlm"}).out, "Masked Language Model  MLM  1 deck, 1 time\n");
}

// --- errors: exit 2, one message that names the thing, the index as it was

TEST_F(RindexTest, NothingToUpdate) {
  ExpectError(Rindex({"update"}), "no folder is indexed yet; name one: rindex update ~/papers");
  ExpectError(Rindex({"status"}), "no index at " + index().string());
}

TEST_F(RindexTest, FoldersThatAreNotThere) {
  ExpectError(Rindex({"update", (dir_ / "none").string()}), (dir_ / "none").string());
  EXPECT_FALSE(fs::exists(index()));
}

TEST_F(RindexTest, BadUsage) {
  EXPECT_EQ(Rindex({"update", "-j", "0"}).status, 2);
  ExpectError(Rindex({"upd"}), "rindex --help");
  ExpectError(Rindex({"update", "--no-such-option"}), "--no-such-option");
  EXPECT_EQ(::rsearch::testing::Run({RINDEX}).status, 2);
  EXPECT_EQ(::rsearch::testing::Run({RINDEX, "--help"}).status, 0);
}

TEST_F(RindexTest, AMissingRootIsAnErrorAndKeepsItsPages) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  fs::rename(root(), dir_ / "unplugged");
  const Outcome outcome = Rindex({"update"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr(root().string()));
  EXPECT_THAT(outcome.out, StartsWith("+0 ~0 -0 !0, 1 pages, "));
  EXPECT_THAT(Rindex({"status", "--json"}).out, HasSubstr("\"present\":false"));
}

TEST_F(RindexTest, ASuddenlyEmptyRootIsAnErrorUnlessForced) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  fs::remove(root() / "a.pdf");
  const Outcome kept = Rindex({"update"});
  EXPECT_EQ(kept.status, 2);
  EXPECT_THAT(kept.err, HasSubstr("is empty, but 1 file of it is in the index"));
  EXPECT_EQ(Pages(), 1U);
  EXPECT_EQ(Update({"--force"}), "+0 ~0 -1 !0, 0 pages");
}

TEST_F(RindexTest, AnUnreadableFolderIsAnErrorAndKeepsItsPages) {
  WritePdf("shut/a.pdf", {"text"});
  Update({root().string()});
  fs::permissions(root() / "shut", fs::perms::none);
  const Outcome outcome = Rindex({"update"}, ObeyPermissions);
  fs::permissions(root() / "shut", fs::perms::owner_all);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr((root() / "shut").string() + ": Permission denied"));
  EXPECT_EQ(Pages(), 1U);
}

TEST_F(RindexTest, ALockedIndex) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  WritePdf("b.pdf", {"more"});
  const auto other = IndexWriter::Open(index());
  ASSERT_TRUE(other);
  ExpectError(Rindex({"update"}), "the index " + index().string() + " is being written by ");
  EXPECT_EQ(Pages(), 1U);
}

TEST_F(RindexTest, AReadOnlyIndex) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  WritePdf("b.pdf", {"more"});
  for (const auto& entry : fs::recursive_directory_iterator(index()))
    fs::permissions(entry, entry.is_directory() ? fs::perms(0555) : fs::perms(0444));
  fs::permissions(index(), fs::perms(0555));
  const Outcome outcome = Rindex({"update"}, ObeyPermissions);
  for (const auto& entry : fs::recursive_directory_iterator(index()))
    fs::permissions(entry, fs::perms(0755));
  fs::permissions(index(), fs::perms(0755));
  ExpectError(outcome, index().string());
  EXPECT_EQ(Pages(), 1U);
}

TEST_F(RindexTest, NoPlaceForANewIndex) {
  WritePdf("a.pdf", {"text"});
  fs::permissions(dir_.path(), fs::perms(0555));
  const Outcome outcome = Rindex({"update", root().string()}, ObeyPermissions);
  fs::permissions(dir_.path(), fs::perms(0755));
  ExpectError(outcome, index().string());
}

TEST_F(RindexTest, AFolderThatIsNoIndex) {
  WritePdf("a.pdf", {"text"});
  WriteFile(index() / "letter.txt", "dear");
  ExpectError(Rindex({"update", root().string()}), "is not an rsearch index");
  EXPECT_EQ(ReadFile(index() / "letter.txt"), "dear");
}

// What a full disk or a quota does: writes fail from some size on.
TEST_F(RindexTest, NoSpaceLeft) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  WriteManyPdfs(60, 30);
  const Outcome outcome = Rindex({"update"}, [] {
    const rlimit limit{150'000, 150'000};
    setrlimit(RLIMIT_FSIZE, &limit);
  });
  ExpectError(outcome, "no space left");
  EXPECT_EQ(Pages(), 1U);
  EXPECT_EQ(Update(), "+60 ~0 -0 !0, 1801 pages");
}

// --- ends before its time

TEST_F(RindexTest, CtrlCKeepsWhatIsCompleteAndTheNextRunGoesOn) {
  constexpr int kDecks = 400;  // hundreds of milliseconds on any machine
  WriteManyPdfs(kDecks, 20);
  Process rindex(Command({"update", root().string(), "-j1"}),
                 {{{"RSEARCH_CONFIG", config().string()}}, nullptr});
  ASSERT_TRUE(Eventually([&] { return fs::exists(index() / "db"); }));
  rindex.KillGroup(SIGINT);  // the terminal sends it to the worker too
  const Outcome outcome = rindex.Wait();
  ASSERT_EQ(outcome.status, 130) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.err, MatchesRegex("rindex: interrupted; [0-9]+ new and 0 changed files are "
                                        "in the index, `rindex update` goes on with the rest\n"));
  EXPECT_THAT(outcome.out, IsEmpty());
  const auto done = Pages("Kdeck");
  EXPECT_LT(done, static_cast<unsigned>(kDecks));
  EXPECT_EQ(Pages(), done * 20);
  EXPECT_EQ(Pages("Xfiles.ok:0"), done);  // the worker's death is nobody's fault
  EXPECT_EQ(Update(), "+" + std::to_string(kDecks - done) + " ~0 -0 !0, 8000 pages");
}

TEST_F(RindexTest, AKilledRunLeavesTheLastCommit) {
  WritePdf("first.pdf", {"text"});
  Update({root().string()});
  WriteManyPdfs(100, 20);
  for (int i = 0; i < 5; ++i) {
    Process rindex(Command({"update"}), {{{"RSEARCH_CONFIG", config().string()}}, nullptr});
    std::this_thread::sleep_for(std::chrono::milliseconds(30 * i));
    rindex.Kill(SIGKILL);
    static_cast<void>(rindex.Wait());  // a fast machine may have done it all
    EXPECT_EQ(Pages("text"), 1U);
  }
  const Outcome outcome = Rindex({"update"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(", 2001 pages, "));
}

TEST_F(RindexTest, StatusTellsWhatPdfsAreReadIn) {
  WritePdf("a.pdf", {"text"});
  Update({root().string()});
  const std::string text = Rindex({"status"}).out;
  EXPECT_THAT(text, AnyOf(HasSubstr("\nsandbox  landlock"), HasSubstr("\nsandbox  strict: ")));
  EXPECT_THAT(Rindex({"status", "--json"}).out, HasSubstr(R"("sandbox":{"mode":")"));
  const Outcome broken =
      ::rsearch::testing::Run(Command({"status"}), {{{"RSEARCH_WORKER", "/bin/false"}}, nullptr});
  EXPECT_EQ(broken.status, 0);
  EXPECT_THAT(broken.out, HasSubstr("\nsandbox  none: /bin/false does not say; no PDF is read\n"));
}

TEST_F(RindexTest, GoingWithoutASandboxIsSaidEachTime) {
  WritePdf("a.pdf", {"text"});
  const Outcome first = Rindex({"update", "--no-sandbox", root().string()});
  EXPECT_EQ(first.status, 0);
  EXPECT_THAT(first.out, StartsWith("+1 ~0 -0 !0, 1 pages, "));
  EXPECT_THAT(first.err, HasSubstr("rindex: --no-sandbox: "));
  EXPECT_THAT(Rindex({"update", "--no-sandbox", "--quiet"}).err,
              HasSubstr("rindex: --no-sandbox: "));
  EXPECT_THAT(Rindex({"update"}).err, IsEmpty());
}

TEST_F(RindexTest, NoPdfIsReadByAWorkerThatIsNotConfined) {
  WritePdf("a.pdf", {"text"});
  const std::string ready = pdf::Encode(pdf::Ready{Sandbox::kNone, "no seccomp: why"});
  const fs::path worker = dir_ / "worker";
  WriteFile(worker, "#!/bin/sh\nprintf '" + Octal(ready) + "' >&3\nsleep 9\n");
  fs::permissions(worker, fs::perms::owner_all);
  const Outcome outcome = ::rsearch::testing::Run(Command({"update", root().string()}),
                                                  {{{"RSEARCH_WORKER", worker.string()}}, nullptr});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cannot be confined (no seccomp: why)"));
  EXPECT_EQ(Update({root().string()}), "+1 ~0 -0 !0, 1 pages");  // the file was not blamed for it
}

TEST_F(RindexTest, VersionsAreNamed) {
  const Outcome outcome = ::rsearch::testing::Run({RINDEX, "--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, MatchesRegex("rindex [0-9.]+\nXapian [0-9.]+\nICU [0-9.]+\nOpenSSL "
                                        "[0-9.]+\nlibcurl [0-9.]+\nPoppler [0-9.]+\n"));
}

}  // namespace
}  // namespace rsearch
