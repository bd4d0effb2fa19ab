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
  status.textless_pages = 41;
  status.unread_pages = 5;
  status.skipped = {{"/r/x.pdf", FileStatus::kSkipped, "a named pipe"}};
  status.failed = {{"/gone/\xB3\n.pdf", FileStatus::kLocked, "needs a password"}};
  status.sandbox = {Sandbox::kStrict, "no Landlock: why"};
  return status;
}

TEST(Status, Json) {
  EXPECT_EQ(
      StatusJson(Sample()),
      R"({"schema":3,"index":"/i","roots":[)"
      R"({"path":"/r","excludes":["old/*"],"files":3,"pages":79,"present":true},)"
      R"({"path":"/gone","excludes":[],"files":1,"pages":0,"present":false}],)"
      R"("files":{"ok":3,"locked":1},"pages":79,"pages_without_text":41,"pages_unread":5,"updated":1000,)"
      "\"failed\":[{\"path\":\"/gone/\xEF\xBF\xBD\\n.pdf\",\"path_bytes\":\"L2dvbmUvswoucGRm\","
      R"("status":"locked","reason":"needs a password"}],)"
      R"("skipped":[{"path":"/r/x.pdf","status":"skipped","reason":"a named pipe"}],"sandbox":{"mode":"strict",)"
      R"("missing":"no Landlock: why"}})");
}

TEST(Status, JsonOfAnEmptyIndex) {
  IndexStatus status;
  status.path = "/i";
  status.sandbox = {Sandbox::kFull, ""};
  EXPECT_EQ(
      StatusJson(status),
      R"({"schema":3,"index":"/i","roots":[],"files":{},"pages":0,"pages_without_text":0,)"
      R"("pages_unread":0,"updated":0,"failed":[],"skipped":[],"sandbox":{"mode":"full","missing":""}})");
}

TEST(Status, Text) {
  EXPECT_EQ(StatusText(Sample(), 1000 + 7200),
            "index    /i\n"
            "updated  2 hours ago\n"
            "pages    79; without text, as pictures are: 41; not read: 5\n"
            "files    4: 3 ok, 1 locked\n"
            "root     /r  (3 files, 79 pages)\n"
            "         without old/*\n"
            "root     /gone  (1 file, 0 pages)  missing: its pages are kept\n"
            "failed   1  (see: rindex status --failed)\n"
            "skipped  1  (see: rindex status --failed)\n"
            "sandbox  strict: no Landlock: why; CJK text of some PDFs may be missing\n");
  EXPECT_EQ(FailedText(Sample()),
            "$'/gone/\\263\\012.pdf': locked: needs a password\n"
            "/r/x.pdf: skipped: a named pipe\n");
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
