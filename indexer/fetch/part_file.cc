#include "indexer/fetch/part_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <utility>

#include "indexer/fetch/response.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

constexpr std::string_view kMagic = "rsearch part 1";
constexpr mode_t kMode = 0666;  // less what the umask says, as any other download
// Non-blocking: a fifo of that name must not hold us up.
constexpr int kFlags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

ErrorCode CodeOf(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::kNoSpace;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::kPermission;
    default:
      return ErrorCode::kIo;
  }
}

// One line of the file of origins: what ends a line cannot be in it.
bool IsOneLine(std::string_view text) {
  return text.find('\n') == std::string_view::npos;
}

int WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Renames without replacing. Where the file system cannot promise that, what is there is looked
// for first.
int RenameNoReplace(const std::string& from, const std::string& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  struct stat status {};
  if (lstat(to.c_str(), &status) == 0) return EEXIST;
  return rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

int SyncFolder(const std::filesystem::path& folder) {
  const UniqueFd fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.valid() && fsync(fd.get()) == 0 ? 0 : errno;
}

}  // namespace

PartFile::PartFile(std::filesystem::path folder, std::string name, std::string url)
    : folder_(std::move(folder)),
      name_(std::move(name)),
      url_(std::move(url)),
      part_(Target().string() + ".part"),
      origin_(part_.string() + ".from") {}

Result<PartFile> PartFile::Open(std::filesystem::path folder, std::string name, std::string url) {
  PartFile part(std::move(folder), std::move(name), std::move(url));
  if (auto opened = part.OpenExisting(); !opened) return opened.error();
  return part;
}

Result<void> PartFile::OpenExisting() {
  fd_ = UniqueFd(open(part_.c_str(), kFlags));
  if (!fd_.valid()) return errno == ENOENT ? Result<void>() : Failed("cannot open", errno);
  if (auto locked = Lock(); !locked) return locked;
  ReadOrigin();
  return {};
}

// The file open is the one that has the name: another process may have finished it meanwhile.
Result<void> PartFile::Lock() {
  struct stat opened {};
  struct stat named {};
  if (fstat(fd_.get(), &opened) != 0) return Failed("cannot open", errno);
  if (!S_ISREG(opened.st_mode))
    return Error{ErrorCode::kUsage, PlainPath(part_.native()) + " is no file"};
  const bool ours = flock(fd_.get(), LOCK_EX | LOCK_NB) == 0 && lstat(part_.c_str(), &named) == 0 &&
                    named.st_ino == opened.st_ino;
  if (!ours) return Error{ErrorCode::kLocked, "another rindex is downloading it"};
  return {};
}

// Bytes whose origin is not known are no use.
void PartFile::ReadOrigin() {
  std::ifstream in(origin_, std::ios::binary);
  std::string magic;
  std::string url;
  std::string validator;
  std::getline(in, magic);
  std::getline(in, url);
  std::getline(in, validator);
  if (!in || in.eof() || magic != kMagic || url != url_ || validator.empty()) return;
  struct stat status {};
  if (fstat(fd_.get(), &status) != 0 || status.st_size <= 0) return;
  std::array<char, kPdfHeadSize> head{};
  const ssize_t got = pread(fd_.get(), head.data(), head.size(), 0);
  if (got <= 0 || !BeginsLikePdf({head.data(), static_cast<std::size_t>(got)})) return;
  if (lseek(fd_.get(), 0, SEEK_END) != status.st_size) return;
  size_ = static_cast<std::uint64_t>(status.st_size);
  validator_ = std::move(validator);
}

// Written anew rather than over, so that a link of that name leads nowhere.
Result<void> PartFile::WriteOrigin() const {
  unlink(origin_.c_str());
  if (validator_.empty() || !IsOneLine(validator_)) return {};
  const UniqueFd fd(open(origin_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode));
  if (!fd.valid()) return Failed("cannot write", errno);
  const std::string text = std::string(kMagic) + "\n" + url_ + "\n" + validator_ + "\n";
  if (const int error = WriteAll(fd.get(), text)) return Failed("cannot write", error);
  return {};
}

Result<void> PartFile::Restart(const std::string& validator) {
  if (!fd_.valid()) {
    fd_ = UniqueFd(open(part_.c_str(), kFlags | O_CREAT, kMode));
    if (!fd_.valid()) return Failed("cannot write", errno);
    if (auto locked = Lock(); !locked) return locked;
  }
  size_ = 0;
  validator_ = validator;
  if (ftruncate(fd_.get(), 0) != 0 || lseek(fd_.get(), 0, SEEK_SET) != 0)
    return Failed("cannot write", errno);
  return WriteOrigin();
}

Result<void> PartFile::Append(std::string_view bytes) {
  if (const int error = WriteAll(fd_.get(), bytes)) return Failed("cannot write", error);
  size_ += bytes.size();
  return {};
}

Result<void> PartFile::Finish() {
  if (fsync(fd_.get()) != 0) return Failed("cannot write", errno);
  if (const int error = RenameNoReplace(part_, Target())) {
    if (error != EEXIST) return Failed("cannot rename", error);
    Discard();
    return Error{ErrorCode::kUsage, "a file of that name has appeared meanwhile"};
  }
  unlink(origin_.c_str());
  if (const int error = SyncFolder(folder_)) return Failed("cannot sync the folder of", error);
  return {};
}

void PartFile::Discard() {
  if (fd_.valid()) unlink(part_.c_str());
  unlink(origin_.c_str());
  fd_.Reset();
  size_ = 0;
  validator_.clear();
}

Error PartFile::Failed(const std::string& what, int error) const {
  const ErrorCode code = CodeOf(error);
  const std::string reason =
      code == ErrorCode::kNoSpace ? std::string("no space left") : std::strerror(error);
  return {code, what + " " + PlainPath(part_.native()) + ": " + reason};
}

}  // namespace rsearch
