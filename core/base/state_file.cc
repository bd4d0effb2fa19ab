#include "rsearch/state_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>

namespace rsearch {
namespace {

bool WriteNew(const std::string& file, std::string_view bytes) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  const int fd = open(file.c_str(), kFlags, S_IRUSR | S_IWUSR);
  if (fd < 0) return false;
  const bool written = write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  return close(fd) == 0 && written;
}

}  // namespace

std::filesystem::path StateFile(std::string_view name) {
  const auto from = [](const char* variable) {
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing sets it
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  // The XDG base directory specification tells to ignore values that are not absolute.
  if (const auto state = from("XDG_STATE_HOME"); state.is_absolute())
    return state / "rsearch" / name;
  if (const auto home = from("HOME"); home.is_absolute())
    return home / ".local/state/rsearch" / name;
  return {};
}

bool ReplaceStateFile(const std::filesystem::path& file, std::string_view bytes) {
  if (file.empty()) return false;
  const std::string fresh = file.string() + "." + std::to_string(getpid());
  if (!WriteNew(fresh, bytes)) {
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    if (!WriteNew(fresh, bytes)) {
      unlink(fresh.c_str());
      return false;
    }
  }
  if (rename(fresh.c_str(), file.c_str()) == 0) return true;
  unlink(fresh.c_str());
  return false;
}

}  // namespace rsearch
