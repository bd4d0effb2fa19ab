#include "indexer/status.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

IndexStatus Sample() {
  IndexStatus status;
  status.path = "/i";
  status.roots = {{{"/r", {"old/*"}}, 3, 79, true}, {{"/gone", {}}, 1, 0, false}};
  status.files[static_cast<std::size_t>(FileStatus::kOk)] = 3;
  status.files[static_cast<std::size_t>(FileStatus::kLocked)] = 1;
  status.pages = 79;
  status.updated = 1000;
  status.failed = {{"/gone/\xB3\n.pdf", FileStatus::kLocked, "needs a password"}};
  status.sandbox = {Sandbox::kStrict, "no Landlock: why"};
  return status;
}

TEST(Status, Json) {
  EXPECT_EQ(StatusJson(Sample()),
            R"({"schema":2,"index":"/i","roots":[)"
            R"({"path":"/r","excludes":["old/*"],"files":3,"pages":79,"present":true},)"
            R"({"path":"/gone","excludes":[],"files":1,"pages":0,"present":false}],)"
            R"("files":{"ok":3,"locked":1},"pages":79,"updated":1000,)"
            "\"failed\":[{\"path\":\"/gone/\xEF\xBF\xBD\\n.pdf\",\"status\":\"locked\","
            R"("reason":"needs a password"}],"sandbox":{"mode":"strict",)"
            R"("missing":"no Landlock: why"}})");
}

TEST(Status, JsonOfAnEmptyIndex) {
  IndexStatus status;
  status.path = "/i";
  status.sandbox = {Sandbox::kFull, ""};
  EXPECT_EQ(StatusJson(status),
            R"({"schema":2,"index":"/i","roots":[],"files":{},"pages":0,"updated":0,"failed":[],)"
            R"("sandbox":{"mode":"full","missing":""}})");
}

TEST(Status, Text) {
  EXPECT_EQ(StatusText(Sample(), 1000 + 7200),
            "index    /i\n"
            "updated  2 hours ago\n"
            "pages    79\n"
            "files    4: 3 ok, 1 locked\n"
            "root     /r  (3 files, 79 pages)\n"
            "         without old/*\n"
            "root     /gone  (1 file, 0 pages)  missing: its pages are kept\n"
            "failed   1  (see: rindex status --failed)\n"
            "sandbox  strict: no Landlock: why; CJK text of some PDFs may be missing\n");
  EXPECT_EQ(FailedText(Sample()), "/gone/\\263\\012.pdf: locked: needs a password\n");
}

TEST(Status, DescribesTheSandbox) {
  EXPECT_EQ(Describe({Sandbox::kFull, ""}), "landlock+seccomp");
  EXPECT_EQ(Describe({Sandbox::kLandlock, "why"}), "landlock: why");
  EXPECT_EQ(Describe({Sandbox::kNone, "why"}), "none: why; no PDF is read");
}

TEST(Status, DescribesAFailure) {
  EXPECT_EQ(Describe(FileStatus::kTimeout, "stopped after 10 s"), "timeout: stopped after 10 s");
  EXPECT_EQ(Describe(FileStatus::kDamaged, "damaged: no pages"), "damaged: no pages");
  EXPECT_EQ(Describe(FileStatus::kCrash, ""), "crash");
  EXPECT_EQ(Describe(FileStatus::kCrash, "\x1b[0m"), "crash: \\033[0m");
}

}  // namespace
}  // namespace rsearch
