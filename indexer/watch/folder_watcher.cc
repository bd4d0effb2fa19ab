#include "indexer/watch/folder_watcher.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "indexer/scan.h"
#include "indexer/watch/file_system_kind.h"

namespace rsearch {
namespace {

constexpr std::size_t kBatch = std::size_t{64} << 10;  // bytes; 2,000 events of usual names

std::string ReadMountInfo() {
  std::ifstream in("/proc/self/mountinfo");
  return {std::istreambuf_iterator<char>(in), {}};
}

// Looks out for folders on other machines' disks, once for each file system.
class RemoteSpotter {
 public:
  void Look(int folder) {
    struct stat status {};
    if (fstat(folder, &status) != 0 || status.st_dev == device_) return;
    device_ = status.st_dev;
    struct statfs file_system {};
    if (fstatfs(folder, &file_system) != 0) return;
    const std::string name = RemoteFileSystem(static_cast<std::uint32_t>(file_system.f_type),
                                              MountType(ReadMountInfo(), status.st_dev));
    if (found_.empty()) found_ = name;
  }
  [[nodiscard]] const std::string& found() const { return found_; }

 private:
  std::optional<dev_t> device_;
  std::string found_;
};

// Why there is no watch, for people: the limits have names of their own.
std::string Shortage(int error, bool instance) {
  if (error == ENOSPC) return "all of the system's watches are taken (fs.inotify.max_user_watches)";
  if (error == EMFILE && instance)
    return "too many programs watch folders (fs.inotify.max_user_instances)";
  return std::string("the system cannot watch it (") + std::strerror(error) + ")";
}

// Of one folder: it is gone or may not be read, which the scan will tell.
bool IsOfTheFolder(int error) {
  return error == ENOENT || error == ENOTDIR || error == EACCES || error == ELOOP;
}

}  // namespace

FolderWatcher::FolderWatcher() : inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (!inotify_.valid()) no_inotify_ = errno;
}

int FolderWatcher::AddOne(const Root& root, int folder, const std::string& path, bool* grown) {
  // Through the descriptor: what is watched is what is read, however long its path is.
  const std::string link = "/proc/self/fd/" + std::to_string(folder);
  constexpr std::uint32_t kMask = IN_ONLYDIR | IN_EXCL_UNLINK;
  int watch = inotify_add_watch(inotify_.get(), link.c_str(), kFolderEvents | kMask);
  if (watch < 0 && errno == ENOENT)  // no /proc
    watch = inotify_add_watch(inotify_.get(), path.c_str(), kFolderEvents | kMask);
  if (watch < 0) return errno;
  Watched& watched = watched_[watch];
  if (watched.sync == 0) *grown = true;
  watched = {root.path, path, sync_};
  return 0;
}

RootWatch FolderWatcher::Sync(const Root& root, const std::function<bool()>& stop) {
  ++sync_;
  RootWatch result;
  RemoteSpotter remote;
  int shortage = no_inotify_;
  const auto visit = [&](int folder, const std::string& path) {
    remote.Look(folder);
    if (shortage != 0) return;
    const int error = AddOne(root, folder, path, &result.grown);
    if (error == 0) ++result.folders;
    if (error != 0 && !IsOfTheFolder(error)) shortage = error;
  };
  // An unreadable root has nothing to watch; what else is wrong the scan says.
  static_cast<void>(WalkFolders(root, root.path, visit, stop));
  if (shortage != 0) {
    // Half of a root is no use, and others may need the watches.
    Drop(root.path);
    result = {0, true, Shortage(shortage, !inotify_.valid())};
    return result;
  }
  RemoveUnseen(root.path);
  if (!remote.found().empty())
    result.blind = "it is on a file system that does not tell of other machines' changes (" +
                   remote.found() + ")";
  return result;
}

void FolderWatcher::Add(const Root& root, const std::string& folder,
                        const std::function<bool()>& stop) {
  bool grown = false;
  const auto visit = [&](int fd, const std::string& path) { AddOne(root, fd, path, &grown); };
  static_cast<void>(WalkFolders(root, folder, visit, stop));
}

void FolderWatcher::RemoveUnseen(const std::string& root) {
  for (auto at = watched_.begin(); at != watched_.end();) {
    if (at->second.root != root || at->second.sync == sync_) {
      ++at;
      continue;
    }
    inotify_rm_watch(inotify_.get(), at->first);  // fails where the folder is gone
    at = watched_.erase(at);
  }
}

void FolderWatcher::Drop(const std::string& root) {
  ++sync_;
  RemoveUnseen(root);
}

bool FolderWatcher::ReadBatch(const std::function<void(const FolderEvent&)>& use, bool* lost) {
  alignas(inotify_event) std::array<char, kBatch> buffer{};
  ssize_t size = 0;
  do {
    size = read(inotify_.get(), buffer.data(), buffer.size());
  } while (size < 0 && errno == EINTR);
  if (size <= 0) return false;
  for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
    inotify_event event{};
    std::memcpy(&event, buffer.data() + at, sizeof event);
    const char* name = buffer.data() + at + sizeof event;
    at += sizeof event + event.len;
    if ((event.mask & IN_Q_OVERFLOW) != 0) *lost = true;
    const auto found = watched_.find(event.wd);
    if (found == watched_.end()) continue;
    const Watched watched = found->second;  // `use` may add and remove
    if ((event.mask & IN_IGNORED) != 0)
      watched_.erase(found);
    else
      use({event.mask, watched.root, watched.folder, event.len > 0 ? name : ""});
  }
  return true;
}

bool FolderWatcher::Read(const std::function<void(const FolderEvent&)>& use) {
  bool lost = false;
  while (inotify_.valid() && ReadBatch(use, &lost)) {
  }
  return !lost;
}

}  // namespace rsearch
