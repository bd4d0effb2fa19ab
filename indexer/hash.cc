#include "indexer/hash.h"

#include <fcntl.h>
#include <linux/limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

constexpr std::size_t kReadSize = std::size_t{256} << 10;
constexpr std::int64_t kStopInterval = std::int64_t{8} << 20;  // bytes between looks at `stop`
constexpr std::string_view kPathPrefix = "path:";              // stored: never change
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

ErrorCode CodeOf(int error) {
  if (error == ENOENT || error == ENOTDIR) return ErrorCode::kNotFound;
  if (error == EACCES || error == EPERM) return ErrorCode::kPermission;
  return ErrorCode::kIo;
}

Error SystemError(int error) {
  return {CodeOf(error), std::strerror(error)};
}

// open(2) that takes paths longer than PATH_MAX: folder by folder, each a piece the kernel accepts.
UniqueFd OpenLong(std::string_view path, int flags) {
  UniqueFd folder;
  while (path.size() >= PATH_MAX) {
    const std::size_t slash = path.rfind('/', PATH_MAX - 2);
    if (slash == std::string_view::npos || slash == 0) break;  // a name no file system takes
    const std::string piece(path.substr(0, slash));
    folder = UniqueFd(openat(folder.valid() ? folder.get() : AT_FDCWD, piece.c_str(),
                             O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid()) return {};
    path.remove_prefix(slash + 1);
  }
  return UniqueFd(
      openat(folder.valid() ? folder.get() : AT_FDCWD, std::string(path).c_str(), flags));
}

bool SameTime(const timespec& a, const timespec& b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void Add(const void* bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
  ContentHash Finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    std::array<unsigned char, ContentHash::kSize> head{};
    std::copy_n(digest.begin(), head.size(), head.begin());
    return ContentHash(head);
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

Result<OpenedFile> OpenedFile::Open(const std::string& path) {
  UniqueFd fd = OpenLong(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (!fd.valid()) return SystemError(errno);
  struct stat status {};
  if (fstat(fd.get(), &status) != 0) return SystemError(errno);
  if (!S_ISREG(status.st_mode)) return Error{ErrorCode::kUsage, "not a regular file"};
  if (status.st_size > kMaxFileSize) return Error{ErrorCode::kUsage, "larger than 2 GiB, not read"};
  return OpenedFile(std::move(fd), status);
}

FileStamp OpenedFile::stamp() const {
  return {status_.st_size,
          status_.st_mtim.tv_sec * kNanosecondsPerSecond + status_.st_mtim.tv_nsec};
}

bool OpenedFile::IsAsOpened() const {
  struct stat now {};
  // Not ctime: it also changes when the file is renamed or linked, which leaves the bytes alone.
  return fstat(fd_.get(), &now) == 0 && now.st_size == status_.st_size &&
         SameTime(now.st_mtim, status_.st_mtim);
}

Result<ContentHash> HashContent(const OpenedFile& file, const std::function<bool()>& stop) {
  thread_local std::vector<unsigned char> buffer(kReadSize);
  Sha256 sha;
  std::int64_t offset = 0;
  while (true) {
    const ssize_t size = pread(file.fd(), buffer.data(), buffer.size(), offset);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return SystemError(errno);
    if (size == 0) return sha.Finish();
    sha.Add(buffer.data(), static_cast<std::size_t>(size));
    offset += size;
    const bool ask = offset % kStopInterval < size;
    if (ask && stop && stop()) return Error{ErrorCode::kInterrupted, "interrupted"};
    if (offset > kMaxFileSize) return Error{ErrorCode::kIo, "grows while it is read"};
  }
}

ContentHash HashOfText(std::string_view text) {
  Sha256 sha;
  sha.Add(text.data(), text.size());
  return sha.Finish();
}

ContentHash HashOfPath(std::string_view path) {
  return HashOfText(std::string(kPathPrefix).append(path));
}

std::string OpenSslVersion() {
  return OpenSSL_version(OPENSSL_VERSION_STRING);
}

}  // namespace rsearch
