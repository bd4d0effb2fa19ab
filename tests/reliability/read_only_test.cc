// An index that may only be read: searching and looking go on, what would write says why it cannot.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/reliability/reliability_test.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr int kNoMounts = 99;  // exit status of a program that was not started

void WriteText(const char* file, const std::string& text) {
  const int fd = open(file, O_WRONLY | O_CLOEXEC);
  static_cast<void>(write(fd, text.data(), text.size()));
  close(fd);
}

// In a program that is about to be executed: it sees `folder` as a file system that is mounted
// read-only.
void SeeReadOnly(const fs::path& folder) {
  const std::string user = std::to_string(getuid());
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) _exit(kNoMounts);
    WriteText("/proc/self/uid_map", user + " " + user + " 1");
  }
  const bool mounted =
      mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
      mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) == 0 &&
      mount("none", folder.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  if (!mounted) _exit(kNoMounts);
}

void SetPermissions(const fs::path& folder, bool writable) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    fs::permissions(entry, fs::perms(entry.is_directory() ? (writable ? 0755 : 0555)
                                                          : (writable ? 0644 : 0444)));
  fs::permissions(folder, fs::perms(writable ? 0755 : 0555));
}

class ReadOnlyTest : public ::testing::Test {
 protected:
  ReadOnlyTest() {
    WriteFile(dir_ / "pdf/a.pdf", SamplePdf({"teacher networks"}));
    EXPECT_EQ(Rindex({"update", (dir_ / "pdf").string()}, index()).status, 0);
  }
  [[nodiscard]] fs::path index() const { return dir_ / "i"; }

  Outcome Try(std::vector<std::string> command, const std::function<void()>& before_exec) const {
    command.insert(command.end(), {"--index", index().string()});
    return ::rsearch::testing::Run(command,
                                   {{{"XDG_STATE_HOME", (dir_ / "state").string()}}, before_exec});
  }

  void ExpectReadable(const std::function<void()>& before_exec, const std::string& reason) {
    const std::string root = (dir_ / "pdf").string();
    for (const std::vector<std::string>& command :
         std::vector<std::vector<std::string>>{{RSEARCH, "teacher"},
                                               {RSEARCH, "--decks"},
                                               {RINDEX, "status"},
                                               {RINDEX, "check"},
                                               {RINDEX, "check", "--full"},
                                               {RINDEX, "update"}}) {
      const Outcome outcome = Try(command, before_exec);
      EXPECT_EQ(outcome.status, 0) << command[1] << ": " << outcome.out << outcome.err;
      EXPECT_EQ(outcome.err, "") << command[1];
    }
    WriteFile(dir_ / "pdf/b.pdf", SamplePdf({"student"}));
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {RINDEX, "update"}, {RINDEX, "rebuild"}, {RINDEX, "remove", root}}) {
      const Outcome outcome = Try(command, before_exec);
      EXPECT_EQ(outcome.status, 2) << command[1];
      EXPECT_THAT(outcome.err, StartsWith("rindex: cannot write " + (index() / "lock").string()));
      EXPECT_THAT(outcome.err, HasSubstr(reason));
    }
  }

  TempDir dir_;
};

TEST_F(ReadOnlyTest, AFolderWithoutTheRightToWrite) {
  SetPermissions(index(), false);
  ExpectReadable(ObeyPermissions, "Permission denied");
  SetPermissions(index(), true);
  EXPECT_EQ(Rindex({"update"}, index()).status, 0);
}

TEST_F(ReadOnlyTest, AFileSystemThatIsMountedReadOnly) {
  const auto see = [&] { SeeReadOnly(index()); };
  if (Try({RINDEX, "status"}, see).status == kNoMounts)
    GTEST_SKIP() << "nothing may be mounted here";
  ExpectReadable(see, "Read-only file system");
  EXPECT_EQ(Rindex({"update"}, index()).status, 0);
}

}  // namespace
}  // namespace rsearch
