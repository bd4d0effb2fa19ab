#include "indexer/watch/folder_event.h"

#include <sys/inotify.h>

#include "indexer/paths.h"
#include "indexer/scan.h"
#include "rsearch/printable.h"

namespace rsearch {

const std::uint32_t kFolderEvents = IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM |
                                    IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF;

namespace {

bool Has(std::uint32_t mask, std::uint32_t bits) {
  return (mask & bits) != 0;
}

std::string_view Verb(std::uint32_t mask) {
  if (Has(mask, IN_CLOSE_WRITE)) return "written";
  if (Has(mask, IN_CREATE)) return "new";
  if (Has(mask, IN_MOVED_TO)) return "moved here";
  if (Has(mask, IN_MOVED_FROM)) return "moved away";
  if (Has(mask, IN_DELETE)) return "deleted";
  return "attributes changed";
}

EventMeaning OfFolderItself(const FolderEvent& event, const Root& root) {
  EventMeaning meaning;
  const bool gone = Has(event.mask, IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT);
  // Of other folders their parents tell, but not of a disk that is taken away.
  if (gone && (event.folder == root.path || Has(event.mask, IN_UNMOUNT))) {
    meaning.change = PlainPath(event.folder) + ": gone";
    meaning.folders_changed = true;
    meaning.root_changed = event.folder == root.path;
  } else if (Has(event.mask, IN_ATTRIB)) {
    meaning.change = PlainPath(event.folder) + ": attributes changed";
    meaning.folders_changed = true;
  }
  return meaning;
}

}  // namespace

EventMeaning Interpret(const FolderEvent& event, const Root& root) {
  if (event.name.empty()) return OfFolderItself(event, root);
  const bool is_folder = Has(event.mask, IN_ISDIR);
  if (event.name.front() == '.' || (!is_folder && !HasScannedName(event.name))) return {};
  const std::string path = (event.folder == "/" ? "" : event.folder) + "/" + event.name;
  if (IsExcluded(root.excludes, PathBelow(path, root.path))) return {};
  EventMeaning meaning;
  meaning.change = PlainPath(path) + ": " + std::string(Verb(event.mask));
  meaning.folders_changed = is_folder;
  meaning.new_folder = is_folder && Has(event.mask, IN_CREATE | IN_MOVED_TO);
  return meaning;
}

}  // namespace rsearch
