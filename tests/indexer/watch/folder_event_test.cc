#include "indexer/watch/folder_event.h"

#include <gtest/gtest.h>
#include <sys/inotify.h>

#include <string>

namespace rsearch {
namespace {

struct Case {
  std::string name;
  std::uint32_t mask;
  std::string folder, file;
  EventMeaning meaning;
};

class FolderEventTest : public ::testing::TestWithParam<Case> {};

TEST_P(FolderEventTest, Means) {
  const Root root{"/r", {"old", "*.draft.pdf"}};
  const Case& tested = GetParam();
  const EventMeaning meaning = Interpret({tested.mask, "/r", tested.folder, tested.file}, root);
  EXPECT_EQ(meaning.change, tested.meaning.change);
  EXPECT_EQ(meaning.folders_changed, tested.meaning.folders_changed);
  EXPECT_EQ(meaning.root_changed, tested.meaning.root_changed);
  EXPECT_EQ(meaning.new_folder, tested.meaning.new_folder);
}

EventMeaning File(const std::string& change) {
  return {change, false, false, false};
}
EventMeaning Folder(const std::string& change, bool is_new) {
  return {change, true, false, is_new};
}

INSTANTIATE_TEST_SUITE_P(
    Files, FolderEventTest,
    ::testing::Values(
        Case{"New", IN_CREATE, "/r", "a.pdf", File("/r/a.pdf: new")},
        Case{"Written", IN_CLOSE_WRITE, "/r/b", "a.PDF", File("/r/b/a.PDF: written")},
        Case{"Come", IN_MOVED_TO, "/r", "a.pdf", File("/r/a.pdf: moved here")},
        Case{"Gone", IN_MOVED_FROM, "/r", "a.pdf", File("/r/a.pdf: moved away")},
        Case{"Deleted", IN_DELETE, "/r", "a.pdf", File("/r/a.pdf: deleted")},
        Case{"Permitted", IN_ATTRIB, "/r", "a.pdf", File("/r/a.pdf: attributes changed")},
        Case{"Catalogue", IN_MOVED_TO, "/r", "README.md", File("/r/README.md: moved here")},
        Case{"Escape", IN_CREATE, "/r", "\x1b[2J.pdf", File("/r/\\033[2J.pdf: new")},
        Case{"Download", IN_CLOSE_WRITE, "/r", "a.pdf.crdownload", {}},
        Case{"FirefoxDownload", IN_CLOSE_WRITE, "/r", "Xy12.pdf.part", {}},
        Case{"Text", IN_CREATE, "/r", "a.txt", {}},
        Case{"Hidden", IN_CREATE, "/r", ".a.pdf.x7Yz", {}},
        Case{"HiddenPdf", IN_CLOSE_WRITE, "/r", "._a.pdf", {}},
        Case{"Excluded", IN_CREATE, "/r/b", "a.draft.pdf", {}}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Folders, FolderEventTest,
    ::testing::Values(
        Case{"New", IN_CREATE | IN_ISDIR, "/r", "b", Folder("/r/b: new", true)},
        Case{"Come", IN_MOVED_TO | IN_ISDIR, "/r", "b", Folder("/r/b: moved here", true)},
        Case{"Away", IN_MOVED_FROM | IN_ISDIR, "/r", "b", Folder("/r/b: moved away", false)},
        Case{"Deleted", IN_DELETE | IN_ISDIR, "/r", "b.pdf", Folder("/r/b.pdf: deleted", false)},
        Case{"Permitted", IN_ATTRIB | IN_ISDIR, "/r", "b",
             Folder("/r/b: attributes changed", false)},
        Case{"Git", IN_CREATE | IN_ISDIR, "/r", ".git", {}},
        Case{"Excluded", IN_CREATE | IN_ISDIR, "/r", "old", {}},
        Case{"RootMoved", IN_MOVE_SELF, "/r", "", {"/r: gone", true, true, false}},
        Case{"RootDeleted", IN_DELETE_SELF, "/r", "", {"/r: gone", true, true, false}},
        Case{"DiskTakenAway", IN_UNMOUNT, "/r/usb", "", {"/r/usb: gone", true, false, false}},
        Case{"ItsParentTellsOfAnother", IN_DELETE_SELF, "/r/b", "", {}},
        Case{"RootPermitted", IN_ATTRIB, "/r", "", Folder("/r: attributes changed", false)}),
    [](const auto& tested) { return tested.param.name; });

TEST(FolderEvent, TheFileSystemsRoot) {
  EXPECT_EQ(Interpret({IN_CREATE, "/", "/", "a.pdf"}, {"/", {}}).change, "/a.pdf: new");
}

}  // namespace
}  // namespace rsearch
