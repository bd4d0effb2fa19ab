// The lock that keeps writers of an index apart.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <utility>

#include "rsearch/result.h"
#include "rsearch/unique_fd.h"

namespace rsearch {

// Held from Take() until the object dies; the kernel frees it when the process does. The lock is an
// flock(2) on INDEX/lock; what the file says (who has it and since when) is for people, and is
// believed only while the lock is held and the process it names lives.
//
// A writer that closes the index in order leaves the file empty. What it says otherwise tells the
// next one, and `rindex check`, that a writer died (left_behind()).
class IndexLock {
 public:
  enum class Use {
    kWrite,  // alone
    kRead,   // beside other readers, while nobody writes; leaves the file as it is
  };

  // Waits a moment (0.3 s) for one that is about to let go. The folder must exist. kLocked: "the
  // index FOLDER is being written by rindex (pid 123) since 14:02"; kPermission, kIo, kNoSpace.
  static Result<IndexLock> Take(const std::filesystem::path& folder, Use use);

  IndexLock(IndexLock&& other) noexcept = default;
  IndexLock& operator=(IndexLock&& other) noexcept;
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;
  ~IndexLock() { Release(); }

  // The writer before this one died, or this one's object was not closed in order.
  [[nodiscard]] bool left_behind() const { return left_behind_; }
  // What it left has been mended, or: there is something to mend now.
  void SetLeftBehind(bool left_behind) { left_behind_ = left_behind; }

 private:
  IndexLock(UniqueFd fd, Use use, bool left_behind)
      : fd_(std::move(fd)), use_(use), left_behind_(left_behind) {}
  void Release();
  UniqueFd fd_;
  Use use_ = Use::kRead;
  bool left_behind_ = false;
};

// Waits until the lock of the index at `folder` could be taken, `seconds` at most. kLocked when it
// still cannot, kInterrupted as soon as `stop` (may be empty) says so.
Result<void> WaitForLock(const std::filesystem::path& folder, IndexLock::Use use,
                         std::int64_t seconds, const std::function<bool()>& stop);

}  // namespace rsearch
