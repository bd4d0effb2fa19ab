// Work that may crash, hang or eat memory, done in a child process so that none of it matters.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace rsearch {

struct ChildLimits {
  std::int64_t cpu_seconds = 60;
  std::int64_t wall_seconds = 600;
  std::uint64_t memory = std::uint64_t{4} << 30;  // bytes of address space
};

struct ChildEnd {
  enum class Kind {
    kDone,     // the work came to its end
    kCrashed,  // a signal ended it
    kFailed,   // no memory left, or it could not be started
    kTooLong,  // it passed a limit of time
    kStopped,  // `stop` said so
  };
  Kind kind = Kind::kDone;
  int signal = 0;  // of kCrashed
};

// Runs `work` in a copy of this process, which must have no other thread. What it says, a line at a
// time (without newlines), arrives at `hear` in this process. `stop` may be empty.
ChildEnd RunInChild(
    const ChildLimits& limits,
    const std::function<void(const std::function<void(const std::string&)>& say)>& work,
    const std::function<void(const std::string&)>& hear, const std::function<bool()>& stop);

}  // namespace rsearch
