// Which files are whole: those that nobody writes to and that have not changed for a while. A pure
// function of what is seen of them and of the time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/watch/schedule.h"
#include "rsearch/types.h"

namespace rsearch {

// Does somebody have a file open for writing?
enum class Writers {
  kNone,
  kSome,
  kUnknown,  // the file system, or the file's owner being another user, does not let us know
};

struct FileLook {
  FileStamp stamp;
  Writers writers = Writers::kUnknown;
  std::int64_t changed_ns = 0;  // ctime; by the file system's clock, since 1970
  std::int64_t wall_ns = 0;     // when it was looked at, by ours
};

class Settling {
 public:
  // A file that is open for writing but has not changed for this long is read as it is: some
  // programs never close theirs. So is an empty one, which may keep the name of a download.
  static constexpr std::chrono::minutes kPatience{10};
  // Where nobody knows whether it is open, a download that stalls for less is still seen as one.
  static constexpr std::chrono::seconds kUnknownQuiet{10};
  // A change this long ago is believed even by a clock that may be another machine's.
  static constexpr std::chrono::seconds kMaxSkew{60};

  // `quiet`: how long a file must not have changed.
  explicit Settling(std::chrono::milliseconds quiet) : quiet_(quiet) {}

  // False when the file must be left alone; it is held then until it is settled or forgotten. Once
  // it has been settled it stays so, while its state is the same, until ForgetSettled().
  bool IsSettled(const std::string& path, const FileLook& look, WatchTime now);
  void Forget(const std::string& path) { files_.erase(path); }
  void ForgetSettled();

  // When a held file should be looked at again; nothing when none is held.
  [[nodiscard]] std::optional<WatchTime> Next() const;
  // The held files whose time has come.
  [[nodiscard]] std::vector<std::string> Due(WatchTime now) const;

 private:
  struct File {
    FileLook look;    // the first one of this state
    WatchTime since;  // of `look`
    WatchTime next;   // look
    bool settled = false;
  };
  [[nodiscard]] std::chrono::nanoseconds Needed(const FileLook& look) const;

  const std::chrono::milliseconds quiet_;
  std::map<std::string, File> files_;
};

}  // namespace rsearch
