// A depth-first walk by descriptors, so that paths may be longer than PATH_MAX and a folder that is
// swapped for a symbolic link meanwhile is not followed. At most kOpenFolders of the folders on the
// way from the root to the current one are open; one that was closed is opened again through the
// ".." of the folder below it and must then be the folder it was.

#include "indexer/scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <strings.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "indexer/hash.h"
#include "indexer/paths.h"
#include "rsearch/analyzer.h"
#include "rsearch/printable.h"
#include "rsearch/unique_fd.h"

namespace rsearch {
namespace {

constexpr std::size_t kOpenFolders = 32;
constexpr std::string_view kPdf = ".pdf";
constexpr std::string_view kMarkdown = ".md";
// ".report.pdf.icloud" stands for a report.pdf that iCloud Drive has only elsewhere.
constexpr std::string_view kICloudStub = ".pdf.icloud";
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};
using DirStream = std::unique_ptr<DIR, CloseDir>;

// In either case, with something before it.
bool EndsIn(std::string_view name, std::string_view extension) {
  return name.size() > extension.size() && strncasecmp(name.data() + name.size() - extension.size(),
                                                       extension.data(), extension.size()) == 0;
}

bool IsHidden(std::string_view name) {
  return name.starts_with('.');
}

FileStamp StampOf(const struct stat& status) {
  return {status.st_size, status.st_mtim.tv_sec * kNanosecondsPerSecond + status.st_mtim.tv_nsec};
}

// The name of what an iCloud stub called `name` stands for; empty for other names.
std::string_view NameBehindStub(std::string_view name) {
  if (!name.starts_with('.') || !EndsIn(name.substr(1), kICloudStub)) return {};
  return name.substr(1, name.size() - 1 - kICloudStub.size() + kPdf.size());
}

// Of what is neither a folder nor a regular file.
std::string_view KindOf(mode_t mode) {
  if (S_ISLNK(mode)) return "a symbolic link, not followed";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

// No file of a PDF has this share of holes; only one that is yet to be downloaded has.
constexpr std::int64_t kWorthwhile = 8;  // 1 byte in so many
constexpr std::int64_t kBlock = 512;     // bytes, of st_blocks
constexpr int kMaxExtents = 4096;

// Bytes of the file at `fd` that are no holes, counted until there are `enough`.
std::int64_t BytesThere(int fd, std::int64_t size, std::int64_t enough) {
  std::int64_t there = 0;
  off_t at = 0;
  for (int i = 0; i < kMaxExtents && at < size && there < enough; ++i) {
    const off_t data = lseek(fd, at, SEEK_DATA);
    if (data < 0) return errno == ENXIO ? there : size;  // other errors: it does not tell
    at = lseek(fd, data, SEEK_HOLE);
    if (at < 0) return size;
    there += at - data;
  }
  return there;
}

// Why nothing is there to be read of a regular file, empty where it may be read. Some file systems
// know nothing of blocks (st_blocks is 0 for all), so the file itself is asked too.
std::string WhyNotThere(int folder, const std::string& name, const struct stat& status) {
  if (status.st_blocks * kBlock < status.st_size / kWorthwhile) {
    const UniqueFd fd(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    const std::int64_t enough = status.st_size / kWorthwhile;
    const std::int64_t there =
        fd.valid() ? BytesThere(fd.get(), status.st_size, enough) : status.st_size;
    if (there == 0) return "not on this disk: online only, or not downloaded yet";
    if (there < enough) return "mostly holes: not downloaded to its end?";
  }
  return status.st_size > kMaxFileSize ? "larger than 2 GiB" : "";
}

bool Matches(const std::string& glob, const std::string& text) {
  return fnmatch(glob.c_str(), text.c_str(), 0) == 0;
}

ErrorCode CodeOf(int error) {
  if (error == ENOENT || error == ENOTDIR) return ErrorCode::kNotFound;
  if (error == EACCES || error == EPERM) return ErrorCode::kPermission;
  return ErrorCode::kIo;
}

class Walker {
 public:
  // `visit` may be empty.
  Walker(const Root& root, const std::function<bool()>& stop, const FolderVisitor& visit)
      : root_(root), stop_(stop), visit_(visit) {}

  // From the root's path or one below it.
  Result<Scan> Run(const std::string& folder) {
    const bool at_root = folder == root_.path;
    UniqueFd top(open(folder.c_str(), kFolderFlags | (at_root ? 0 : O_NOFOLLOW)));
    if (!top.valid()) return RootError(std::strerror(errno), CodeOf(errno));
    path_ = folder;
    scan_.empty = true;
    Enter(std::move(top));
    if (levels_.empty()) return RootError(scan_.unreadable.front().reason, ErrorCode::kPermission);
    while (!levels_.empty()) {
      if (stop_ && stop_()) return Error{ErrorCode::kInterrupted, "interrupted"};
      Step();
    }
    const auto by_path = [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; };
    std::sort(scan_.files.begin(), scan_.files.end(), by_path);
    std::sort(scan_.skipped.begin(), scan_.skipped.end(),
              [](const SkippedFile& a, const SkippedFile& b) { return a.path < b.path; });
    std::sort(scan_.catalogues.begin(), scan_.catalogues.end(), by_path);
    return std::move(scan_);
  }

 private:
  // A folder between the root and the current one.
  struct Level {
    UniqueFd fd;  // may be closed while folders far below are read
    dev_t device = 0;
    ino_t inode = 0;
    std::size_t path_size = 0;         // of its path, in `path_`
    std::vector<std::string> folders;  // names still to be walked
  };

  [[nodiscard]] Error RootError(const std::string& reason, ErrorCode code) const {
    return {code, "cannot read folder " + PlainPath(root_.path) + ": " + reason};
  }

  // The folder at `path_`; once, however many of its entries fail.
  void Unreadable(int error) {
    if (scan_.unreadable.empty() || scan_.unreadable.back().path != path_)
      scan_.unreadable.push_back({path_, std::strerror(error)});
  }

  // Walks into the next folder of the deepest level, or leaves that level.
  void Step() {
    Level& level = levels_.back();
    path_.resize(level.path_size);
    if (level.folders.empty()) {
      Leave();
      return;
    }
    const std::string name = std::move(level.folders.back());
    level.folders.pop_back();
    UniqueFd fd(openat(level.fd.get(), name.c_str(), kFolderFlags | O_NOFOLLOW));
    const int error = errno;
    AppendName(name);
    if (fd.valid()) {
      Enter(std::move(fd));
    } else if (error != ENOENT && error != ENOTDIR && error != ELOOP) {  // else: gone meanwhile
      Unreadable(error);
    }
  }

  // Reads the folder open at `fd`, whose path is `path_`, and makes it the deepest level.
  void Enter(UniqueFd fd) {
    struct stat status {};
    if (fstat(fd.get(), &status) != 0) return Unreadable(errno);
    Level level;
    level.device = status.st_dev;
    level.inode = status.st_ino;
    level.path_size = path_.size();
    level.fd = std::move(fd);
    if (visit_) visit_(level.fd.get(), path_);
    if (!ReadEntries(&level)) return;
    if (levels_.size() >= kOpenFolders) levels_[levels_.size() - kOpenFolders].fd.Reset();
    levels_.push_back(std::move(level));
  }

  void Leave() {
    const Level left = std::move(levels_.back());
    levels_.pop_back();
    if (levels_.empty() || levels_.back().fd.valid()) return;
    Level& parent = levels_.back();
    parent.fd = UniqueFd(openat(left.fd.get(), "..", kFolderFlags));
    struct stat status {};
    if (parent.fd.valid() && fstat(parent.fd.get(), &status) == 0 &&
        status.st_dev == parent.device && status.st_ino == parent.inode) {
      return;
    }
    // Moved while it was walked. Folders still to be walked cannot be reached any more, but the way
    // up can: through whatever ".." is now, down to the root, all of which fail the same check.
    path_.resize(parent.path_size);
    if (!parent.folders.empty()) {
      scan_.unreadable.push_back({path_, "the folder was moved while it was read"});
    }
    parent.folders.clear();
  }

  // False when nothing can be read of the folder; reported then.
  bool ReadEntries(Level* level) {
    const int copy = fcntl(level->fd.get(), F_DUPFD_CLOEXEC, 0);
    const DirStream stream(copy < 0 ? nullptr : fdopendir(copy));
    if (!stream) {
      Unreadable(errno);
      if (copy >= 0) close(copy);
      return false;
    }
    while (true) {
      errno = 0;
      const dirent* entry = readdir(stream.get());  // NOLINT(concurrency-mt-unsafe): own stream
      if (entry == nullptr) break;
      const std::string_view name(static_cast<const char*>(entry->d_name));
      if (name == "." || name == "..") continue;
      scan_.empty = false;
      if (IsHidden(name))
        VisitStub(std::string(name), level);
      else
        Visit(*entry, level);
    }
    if (errno != 0) Unreadable(errno);
    return true;
  }

  void Visit(const dirent& entry, Level* level) {
    const std::string name(static_cast<const char*>(entry.d_name));
    const bool wanted = HasScannedName(name);
    const bool certainly_file = entry.d_type != DT_UNKNOWN && entry.d_type != DT_DIR;
    if (certainly_file && !wanted) return;
    AppendName(name);
    if (!IsExcluded(root_.excludes, PathBelow(path_, root_.path))) Classify(name, level);
    path_.resize(level->path_size);
  }

  // Skips what an iCloud stub stands for.
  void VisitStub(const std::string& name, Level* level) {
    const std::string_view real = NameBehindStub(name);
    struct stat status {};
    if (real.empty() || fstatat(level->fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode))
      return;
    AppendName(real);
    struct stat downloaded {};
    const bool there =
        fstatat(level->fd.get(), std::string(real).c_str(), &downloaded, AT_SYMLINK_NOFOLLOW) == 0;
    if (!there && !IsExcluded(root_.excludes, PathBelow(path_, root_.path)))
      scan_.skipped.push_back({path_, StampOf(status), "online only: in iCloud Drive"});
    path_.resize(level->path_size);
  }

  void Classify(const std::string& name, Level* level) {
    struct stat status {};
    if (fstatat(level->fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      const int error = errno;
      path_.resize(level->path_size);
      if (error != ENOENT) Unreadable(error);  // the folder may be listed but not entered
      return;
    }
    if (S_ISDIR(status.st_mode)) level->folders.push_back(name);
    const bool regular = S_ISREG(status.st_mode);
    if (!EndsIn(name, kPdf)) {
      if (regular && EndsIn(name, kMarkdown)) scan_.catalogues.push_back({path_, StampOf(status)});
      return;
    }
    if (S_ISDIR(status.st_mode)) return;
    std::string reason =
        regular ? WhyNotThere(level->fd.get(), name, status) : std::string(KindOf(status.st_mode));
    if (reason.empty())
      scan_.files.push_back({path_, StampOf(status)});
    else
      scan_.skipped.push_back({path_, StampOf(status), std::move(reason)});
  }

  void AppendName(std::string_view name) {
    if (path_ != "/") path_ += '/';
    path_ += name;
  }

  const Root& root_;
  const std::function<bool()>& stop_;
  const FolderVisitor& visit_;
  Scan scan_;
  std::vector<Level> levels_;
  std::string path_;  // of what is looked at
};

}  // namespace

Result<Scan> ScanRoot(const Root& root, const std::function<bool()>& stop) {
  const FolderVisitor nobody;
  return Walker(root, stop, nobody).Run(root.path);
}

Result<void> WalkFolders(const Root& root, const std::string& folder, const FolderVisitor& visit,
                         const std::function<bool()>& stop) {
  const Result<Scan> walked = Walker(root, stop, visit).Run(folder);
  if (!walked) return walked.error();
  return {};
}

bool HasScannedName(std::string_view name) {
  return !IsHidden(name) && (EndsIn(name, kPdf) || EndsIn(name, kMarkdown));
}

bool IsExcluded(const std::vector<std::string>& globs, std::string_view below) {
  if (globs.empty()) return false;
  const std::string path = NormalizeNfc(below);
  const std::string name(BaseName(path));
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& given) {
    std::string glob = NormalizeNfc(given);
    while (glob.size() > 1 && glob.back() == '/')
      glob.pop_back();
    return Matches(glob, path) || Matches(glob, name);
  });
}

}  // namespace rsearch
