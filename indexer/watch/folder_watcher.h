// The folders of roots, watched through inotify(7).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "indexer/watch/folder_event.h"
#include "rsearch/document.h"
#include "rsearch/unique_fd.h"

namespace rsearch {

// How a root is watched.
struct RootWatch {
  std::size_t folders = 0;  // watched
  bool grown = false;       // some of them were not watched before: what happened there is unknown
  // Why (some of) its changes are not told and it must be looked at from time to time: it is, or a
  // folder of it is, on another machine's disk, or the system has no more watches. Empty else.
  std::string blind;
};

// Not thread-safe.
class FolderWatcher {
 public:
  FolderWatcher();

  // To be polled for reading; -1 where there is no inotify.
  [[nodiscard]] int fd() const { return inotify_.get(); }

  // Watches exactly the folders that a scan of `root` reads now. The paths that events name are
  // right from here on, whatever has been moved before. A root that is not there has none.
  RootWatch Sync(const Root& root, const std::function<bool()>& stop);
  // Watches `folder` of `root` and what is below, at once: until the next Sync() that is enough to
  // see that there is still something going on.
  void Add(const Root& root, const std::string& folder, const std::function<bool()>& stop);
  // Watches nothing of the root any more.
  void Drop(const std::string& root);

  // Hands over every event that has come. False when some were lost.
  bool Read(const std::function<void(const FolderEvent&)>& use);

 private:
  struct Watched {
    std::string root, folder;
    std::uint64_t sync = 0;  // that has seen it last
  };
  // An errno, or 0.
  int AddOne(const Root& root, int folder, const std::string& path, bool* grown);
  void RemoveUnseen(const std::string& root);
  bool ReadBatch(const std::function<void(const FolderEvent&)>& use, bool* lost);

  UniqueFd inotify_;
  int no_inotify_ = 0;  // errno
  std::unordered_map<int, Watched> watched_;
  std::uint64_t sync_ = 0;
};

}  // namespace rsearch
