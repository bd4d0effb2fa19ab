// The real rindex watch on real files: what it finds, says and survives.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "rsearch/index_lock.h"
#include "rsearch/store.h"
#include "tests/support/process.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::Eventually;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::Process;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::SamplePdf;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class WatchTest : public ::testing::Test {
 protected:
  WatchTest() {
    WritePdf("first.pdf", "first");
    fs::create_directories(dir_ / "runtime");
  }

  [[nodiscard]] fs::path root() const { return dir_ / "reviews"; }
  [[nodiscard]] fs::path index() const { return dir_ / "index"; }
  [[nodiscard]] fs::path config() const { return dir_ / "config/rsearch/config.toml"; }
  void WritePdf(const std::string& name, const std::string& text) {
    WriteFile(root() / name, SamplePdf({text}));
  }

  Process::Options Options() {
    return {{{"RSEARCH_CONFIG", config().string()},
             {"XDG_CONFIG_HOME", (dir_ / "config").string()},
             // Not the systemd of whoever runs the tests.
             {"XDG_RUNTIME_DIR", (dir_ / "runtime").string()},
             {"DBUS_SESSION_BUS_ADDRESS", "unix:path=" + (dir_ / "no-bus").string()}},
            nullptr};
  }
  std::vector<std::string> Command(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RINDEX);
    arguments.insert(arguments.end(), {"--index", index().string()});
    return arguments;
  }
  Outcome Rindex(const std::vector<std::string>& arguments) {
    return ::rsearch::testing::Run(Command(arguments), Options());
  }
  void Start(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), {"watch", root().string()});
    const bool has_debounce =
        std::find(arguments.begin(), arguments.end(), "--debounce") != arguments.end();
    if (!has_debounce) arguments.insert(arguments.end(), {"--debounce", "0.05"});
    watch_.emplace(Command(arguments), Options());
    ASSERT_TRUE(Says(" " + root().string() + " ")) << watch_->err();  // watching, looking at
    ASSERT_TRUE(Finds("first")) << watch_->err();
  }

  // Within generous time; the machine may be slow, and sanitizers make it slower.
  static bool Soon(const std::function<bool()>& condition) {
    for (int i = 0; i < 6; ++i)
      if (Eventually(condition)) return true;
    return false;
  }
  bool Says(const std::string& text) {
    return Soon([&] { return watch_->err().find(text) != std::string::npos; });
  }
  // Pages with `word`.
  Xapian::doccount Pages(const std::string& word) {
    auto reader = IndexReader::Open(index());
    if (!reader) return 0;
    const auto count = reader->WithRetry(
        [&]() -> Result<Xapian::doccount> { return reader->database().get_termfreq("Z" + word); });
    return count ? *count : 0;
  }
  bool Finds(const std::string& word) {
    return Soon([&] { return Pages(word) == 1; });
  }
  bool Loses(const std::string& word) {
    return Soon([&] { return Pages(word) == 0; });
  }

  // As soon as the watch is not in the middle of an update.
  std::optional<IndexLock> TakeLock() {
    std::optional<IndexLock> lock;
    Soon([&] {
      auto taken = IndexLock::Take(index(), IndexLock::Use::kWrite);
      if (taken) lock.emplace(std::move(*taken));
      return lock.has_value();
    });
    return lock;
  }

  TempDir dir_;
  std::optional<Process> watch_;
};

TEST_F(WatchTest, TheLifeOfACollection) {
  Start();
  WritePdf("second.pdf", "second");
  EXPECT_TRUE(Finds("second")) << watch_->err();
  WritePdf("second.pdf", "chang");
  EXPECT_TRUE(Finds("chang"));
  EXPECT_TRUE(Loses("second"));
  fs::rename(root() / "second.pdf", root() / "other.txt");
  EXPECT_TRUE(Loses("chang"));
  // Folders in folders, moved in as a whole and made one after the other.
  WriteFile(dir_ / "elsewhere/a/b/deep.pdf", SamplePdf({"deep"}));
  fs::rename(dir_ / "elsewhere", root() / "moved");
  EXPECT_TRUE(Finds("deep"));
  WritePdf("moved/a/c/d/new.pdf", "inner");
  EXPECT_TRUE(Finds("inner")) << watch_->err();
  fs::rename(root() / "moved/a", root() / "renamed");
  WritePdf("renamed/c/late.pdf", "late");
  EXPECT_TRUE(Finds("late"));
  fs::remove_all(root() / "renamed");
  EXPECT_TRUE(Loses("late"));
  EXPECT_TRUE(Loses("deep"));
  EXPECT_EQ(Pages("first"), 1U);

  watch_->Kill(SIGTERM);
  const Outcome outcome = watch_->Wait();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, ContainsRegex("rindex: watching .*/reviews \\(1 folder\\)\n"));
  EXPECT_THAT(outcome.err, ContainsRegex("rindex: [+]1 ~0 -0 !0, 2 pages, [0-9.]+ s "
                                         "\\(.*/reviews/second.pdf: new"));
  EXPECT_EQ(Rindex({"check", "--full"}).status, 0);
}

TEST_F(WatchTest, CtrlCAndItsExitStatus) {
  Start();
  watch_->KillGroup(SIGINT);
  EXPECT_EQ(watch_->Wait().status, 130);
}

TEST_F(WatchTest, CatchesUpWithWhatHappenedBefore) {
  ASSERT_EQ(Rindex({"update", root().string()}).status, 0);
  WritePdf("second.pdf", "second");
  watch_.emplace(Command({"watch", "--debounce", "0.05"}), Options());
  EXPECT_TRUE(Finds("second"));
}

// A file that somebody has open is not looked into, however long nothing is added to it.
TEST_F(WatchTest, AHalfWrittenFileIsReadOnceItIsWhole) {
  Start();
  const std::string pdf = SamplePdf({"slowly"});
  std::ofstream out(root() / "slow.pdf", std::ios::binary);
  out << pdf.substr(0, pdf.size() / 2) << std::flush;
  ASSERT_TRUE(Says("not whole yet, to be read later: " + (root() / "slow.pdf").string()))
      << watch_->err();
  // An update for another reason must not read it either.
  WritePdf("other.pdf", "other");
  ASSERT_TRUE(Finds("other"));
  out << pdf.substr(pdf.size() / 2);
  out.close();
  EXPECT_TRUE(Finds("slowli")) << watch_->err();
  EXPECT_THAT(watch_->err(), AllOf(Not(HasSubstr("damaged")), Not(HasSubstr("unreadable"))));
}

TEST_F(WatchTest, ADownloadGetsItsNameWhenItIsWhole) {
  Start();
  // Chrome has another name until the end, Firefox keeps the name with an empty file.
  const std::string pdf = SamplePdf({"chrome"});
  WriteFile(root() / "a.pdf.crdownload", pdf.substr(0, 100));
  WriteFile(root() / "b.pdf", "");
  WriteFile(root() / "b.pdf.part", SamplePdf({"firefox"}));
  ASSERT_TRUE(Says("not whole yet, to be read later: " + (root() / "b.pdf").string()));
  WriteFile(root() / "a.pdf.crdownload", pdf);
  fs::rename(root() / "a.pdf.crdownload", root() / "a.pdf");
  fs::rename(root() / "b.pdf.part", root() / "b.pdf");
  EXPECT_TRUE(Finds("chrome"));
  EXPECT_TRUE(Finds("firefox"));
  EXPECT_THAT(watch_->err(), Not(HasSubstr("damaged")));
}

TEST_F(WatchTest, ARootThatGoesAndComesBack) {
  Start();
  fs::rename(root(), dir_ / "away");
  ASSERT_TRUE(Says("cannot read folder " + root().string())) << watch_->err();
  EXPECT_EQ(Pages("first"), 1U) << "what is known of it is kept";
  WriteFile(dir_ / "away/meanwhile.pdf", SamplePdf({"meanwhil"}));
  fs::rename(dir_ / "away", root());
  EXPECT_TRUE(Finds("meanwhil")) << watch_->err();
  WritePdf("after.pdf", "after");
  EXPECT_TRUE(Finds("after"));

  // An empty folder where it was.
  fs::rename(root(), dir_ / "away");
  fs::create_directories(root());
  ASSERT_TRUE(Says("(is its disk mounted?)")) << watch_->err();
  EXPECT_EQ(Pages("first"), 1U);
  WritePdf("again.pdf", "again");
  EXPECT_TRUE(Finds("again"));
  EXPECT_TRUE(Loses("first"));
}

TEST_F(WatchTest, ARootWhoseParentIsRenamed) {
  const fs::path inner = root() / "inner";
  WritePdf("inner/first.pdf", "first");
  watch_.emplace(Command({"watch", inner.string(), "--debounce", "0.05"}), Options());
  ASSERT_TRUE(Finds("first"));
  fs::rename(root(), dir_ / "away");
  ASSERT_TRUE(Says("cannot read folder " + inner.string())) << watch_->err();
  fs::rename(dir_ / "away", root());
  ASSERT_TRUE(Says("is there again"));
  WritePdf("inner/after.pdf", "after");
  EXPECT_TRUE(Finds("after")) << watch_->err();
}

TEST_F(WatchTest, ACatalogueIsReadWhenItChanges) {
  Start();
  WriteFile(root() / "README.md", "# Reviews\n\n- [A Paper About Bees](first.pdf)\n");
  EXPECT_TRUE(Soon([&] {
    return Rindex({"catalogue"}).out.find("A Paper About Bees") != std::string::npos;
  })) << watch_->err();
}

TEST_F(WatchTest, ConfigurationThatChanges) {
  Start();
  WriteFile(config(), "exlude = [\"second*\"]\n");
  ASSERT_TRUE(Says("did you mean exclude?; going on with the configuration as it was"))
      << watch_->err();
  WritePdf("second.pdf", "second");
  ASSERT_TRUE(Finds("second"));
  WriteFile(config(), "exclude = [\"second*\"]\n");
  EXPECT_TRUE(Loses("second")) << watch_->err();
  const fs::path other = dir_ / "other";
  WriteFile(other / "b.pdf", SamplePdf({"other"}));
  WriteFile(config(), "roots = [\"" + other.string() + "\"]\n");
  EXPECT_TRUE(Finds("other"));
  EXPECT_TRUE(Finds("second"));
  WriteFile(other / "c.pdf", SamplePdf({"anoth"}));
  EXPECT_TRUE(Finds("anoth")) << watch_->err();
}

TEST_F(WatchTest, RootsThatAnotherRindexAddsAndRemoves) {
  Start();
  const fs::path other = dir_ / "other";
  WriteFile(other / "b.pdf", SamplePdf({"other"}));
  ASSERT_EQ(Rindex({"update", other.string(), "--wait"}).status, 0);
  ASSERT_TRUE(Says("watching " + other.string())) << watch_->err();
  WriteFile(other / "c.pdf", SamplePdf({"anoth"}));
  EXPECT_TRUE(Finds("anoth"));
  ASSERT_TRUE(Soon([&] { return Rindex({"remove", other.string()}).status == 0; }));
  ASSERT_TRUE(Says("not watching " + other.string()));
  WriteFile(other / "d.pdf", SamplePdf({"third"}));
  WritePdf("after.pdf", "after");
  EXPECT_TRUE(Finds("after"));
  EXPECT_EQ(Pages("third"), 0U);
  EXPECT_EQ(Pages("other"), 0U);
}

TEST_F(WatchTest, WaitsWhileAnotherWritesAndHoldsNothingBetween) {
  Start();
  {
    const auto lock = TakeLock();
    ASSERT_TRUE(lock);  // the watch holds none between its updates
    WritePdf("second.pdf", "second");
    ASSERT_TRUE(Says("waiting: the index " + index().string() + " is being written by"))
        << watch_->err();
    EXPECT_EQ(Pages("second"), 0U);
  }
  EXPECT_TRUE(Finds("second")) << watch_->err();
  EXPECT_THAT(watch_->err(), Not(HasSubstr("try again when")));
}

TEST_F(WatchTest, EndsWhileItWaits) {
  Start();
  const auto lock = TakeLock();
  ASSERT_TRUE(lock);
  WritePdf("second.pdf", "second");
  ASSERT_TRUE(Says("waiting: "));
  watch_->Kill(SIGTERM);
  EXPECT_EQ(watch_->Wait().status, 0);
}

TEST_F(WatchTest, EventsThatWereLost) {
  Start();
  std::size_t queue = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> queue;
  if (queue == 0 || queue > 200'000) GTEST_SKIP() << "the queue is too long to be filled";
  watch_->Kill(SIGSTOP);
  const fs::path one = root() / "one.pdf";
  const fs::path two = root() / "two.pdf";
  WriteFile(one, SamplePdf({"many"}));
  for (std::size_t i = 0; i < queue; ++i)
    fs::rename(i % 2 == 0 ? one : two, i % 2 == 0 ? two : one);  // two events each
  WritePdf("sub/lost.pdf", "lost");
  watch_->Kill(SIGCONT);
  EXPECT_TRUE(Finds("lost")) << watch_->err();
  EXPECT_TRUE(Says("some were not told of"));
  WritePdf("sub/later.pdf", "later");
  EXPECT_TRUE(Finds("later"));
}

TEST_F(WatchTest, Polling) {
  Start({"--poll", "0.1"});
  EXPECT_THAT(watch_->err(), HasSubstr("looking at " + root().string() + " every 0.100 s"));
  WritePdf("sub/second.pdf", "second");
  EXPECT_TRUE(Finds("second")) << watch_->err();
  const std::string pdf = SamplePdf({"slowly"});
  std::ofstream out(root() / "slow.pdf", std::ios::binary);
  out << pdf.substr(0, pdf.size() / 2) << std::flush;
  ASSERT_TRUE(Says("not whole yet"));
  out << pdf.substr(pdf.size() / 2);
  out.close();
  EXPECT_TRUE(Finds("slowli"));
  fs::remove_all(root() / "sub");
  EXPECT_TRUE(Loses("second"));
  EXPECT_THAT(watch_->err(), Not(HasSubstr("damaged")));
}

TEST_F(WatchTest, FailuresAreToldAndDoNotEndIt) {
  Start();
  WriteFile(root() / "bad.pdf", "no PDF");
  ASSERT_TRUE(Says((root() / "bad.pdf").string() + ": damaged")) << watch_->err();
  // No update succeeds while the lock cannot be opened.
  fs::remove(index() / "lock");
  fs::create_directories(index() / "lock/x");
  WritePdf("second.pdf", "second");
  ASSERT_TRUE(Says("trying again in 5 s")) << watch_->err();
  fs::remove_all(index() / "lock");
  EXPECT_TRUE(Finds("second")) << watch_->err();
}

TEST_F(WatchTest, KilledAndStartedAgain) {
  Start();
  WritePdf("second.pdf", "second");
  watch_->Kill(SIGKILL);
  watch_->Wait();
  Start();
  EXPECT_TRUE(Finds("second"));
}

TEST_F(WatchTest, HowToBegin) {
  Outcome outcome = Rindex({"watch"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err, "rindex: no folder is indexed yet; name one: rindex watch ~/papers\n");
  outcome = Rindex({"watch", (dir_ / "none").string()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cannot read folder " + (dir_ / "none").string()));
  WriteFile(config(), "x = 1\n");
  outcome = Rindex({"watch", root().string()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("config.toml:1: unknown key"));
  EXPECT_FALSE(fs::exists(index()));
}

// --- the service

class WatchServiceTest : public WatchTest {
 protected:
  [[nodiscard]] fs::path unit() const { return dir_ / "config/systemd/user/rindex-watch.service"; }
  // A systemctl that writes down how it is called.
  void MakeSystemctl(int status) {
    const fs::path program = dir_ / "bin/systemctl";
    WriteFile(program, "#!/bin/sh\necho \"$@\" >> " + (dir_ / "calls").string() + "\nexit " +
                           std::to_string(status) + "\n");
    fs::permissions(program, fs::perms::owner_all);
  }
  Outcome WatchCommand(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "watch");
    Process::Options options = Options();
    options.environment.emplace_back("PATH", (dir_ / "bin").string());
    return ::rsearch::testing::Run(Command(arguments), options);
  }
};

TEST_F(WatchServiceTest, InstallAndUninstall) {
  MakeSystemctl(0);
  const Outcome installed =
      WatchCommand({"--install", root().string(), "--debounce", "4", "--jobs", "1"});
  EXPECT_EQ(installed.status, 0) << installed.err;
  EXPECT_THAT(installed.out,
              AllOf(HasSubstr("+1 ~0 -0 !0, 1 pages"), HasSubstr("wrote " + unit().string()),
                    HasSubstr("enabled and started rindex-watch.service")));
  EXPECT_EQ(ReadFile(dir_ / "calls"),
            "--user daemon-reload\n--user enable rindex-watch.service\n"
            "--user restart rindex-watch.service\n");
  const std::string text = ReadFile(unit());
  EXPECT_THAT(text, HasSubstr("\nExecStart=" + fs::canonical(RINDEX).string() + " watch --index " +
                              index().string() + " --debounce 4 --jobs 1\n"));
  EXPECT_THAT(text, HasSubstr("\nEnvironment=RSEARCH_CONFIG=" + config().string() + "\n"));

  fs::remove(dir_ / "calls");
  const Outcome uninstalled = WatchCommand({"--uninstall"});
  EXPECT_EQ(uninstalled.status, 0) << uninstalled.err;
  EXPECT_FALSE(fs::exists(unit()));
  EXPECT_EQ(ReadFile(dir_ / "calls"),
            "--user disable --now rindex-watch.service\n--user daemon-reload\n");
  const Outcome again = WatchCommand({"--uninstall"});
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.out, HasSubstr("nothing to uninstall"));
}

TEST_F(WatchServiceTest, WithoutSystemd) {
  const Outcome outcome = WatchCommand({"--install", root().string()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("there is no systemctl here"),
                                 HasSubstr("have your session start this: "),
                                 HasSubstr(" watch --index " + index().string() + "\n")));
  EXPECT_TRUE(fs::exists(unit()));
}

TEST_F(WatchServiceTest, WithASystemdThatDoesNotRun) {
  MakeSystemctl(1);
  const Outcome outcome = WatchCommand({"--install", root().string()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("`systemctl --user daemon-reload` failed"),
                                 HasSubstr("systemctl --user enable --now rindex-watch.service")));
}

TEST_F(WatchServiceTest, NothingToWatchInstallsNothing) {
  MakeSystemctl(0);
  const Outcome outcome = WatchCommand({"--install"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("no folder is indexed yet"));
  EXPECT_FALSE(fs::exists(unit()));
  EXPECT_FALSE(fs::exists(dir_ / "calls"));
}

TEST_F(WatchServiceTest, SystemdFindsNothingWrongWithTheUnit) {
  const fs::path verify = "/usr/bin/systemd-analyze";
  if (!fs::exists(verify)) GTEST_SKIP() << "no systemd-analyze here";
  MakeSystemctl(0);
  ASSERT_EQ(WatchCommand({"--install", root().string(), "--debounce", "4"}).status, 0);
  const Outcome outcome = ::rsearch::testing::Run(
      {verify.string(), "--user", "--man=no", "verify", unit().string()}, Options());
  if (outcome.err.find("rindex-watch") == std::string::npos && outcome.status != 0)
    GTEST_SKIP() << "systemd-analyze cannot work here: " << outcome.err;
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, Not(HasSubstr("rindex-watch")));
}

}  // namespace
}  // namespace rsearch
