// What an event of inotify(7) means for an index. A pure function.
#pragma once

#include <cstdint>
#include <string>

#include "rsearch/document.h"

namespace rsearch {

// What is asked of the kernel for each folder. A file that is being written is told of when it
// appears and when it is closed, not with each piece: until then it would not be read anyway.
extern const std::uint32_t kFolderEvents;

struct FolderEvent {
  std::uint32_t mask = 0;  // IN_…
  std::string root;        // the path of the root, and
  std::string folder;      // of the folder that the event is about
  std::string name;        // in `folder`; empty when it is about the folder itself
};

struct EventMeaning {
  // What happened, "/reviews/a.pdf: written"; empty when it makes no difference to the index.
  std::string change;
  bool folders_changed = false;  // there may be other folders to watch now
  bool root_changed = false;     // the root itself is not where it was
  bool new_folder = false;       // folder/name has come

  bool operator==(const EventMeaning&) const = default;
};

// `root` is the root as it is scanned: hidden and excluded names make no difference.
EventMeaning Interpret(const FolderEvent& event, const Root& root);

}  // namespace rsearch
