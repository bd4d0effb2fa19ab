// `rindex watch`: refreshes an index whenever files of its roots change.
//
// Decisions are elsewhere: when (schedule.h), which files are whole (settling.h), what an event
// means (folder_event.h), where there are none (file_system_kind.h). Here is the loop that waits,
// asks them, and updates. Between two updates nothing is locked.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/update.h"
#include "rsearch/config.h"
#include "rsearch/result.h"

namespace rsearch {

struct WatchOptions {
  std::filesystem::path index;
  std::vector<std::string> folders;  // absolute; become roots first, as with `rindex update`
  std::size_t threads = 1;
  std::chrono::milliseconds quiet{2000};  // from a burst's last change to the update
  std::chrono::milliseconds poll{0};      // not 0: look that often, wait for no events
};

// From a burst's first change to the update at most this many times `quiet`: 30 s.
inline constexpr int kMostQuiets = 15;
// Roots without events are looked at this often, and never for more than a twentieth of the time.
inline constexpr std::chrono::seconds kPoll{60};
inline constexpr int kPollShare = 20;
// Every root is, since not all changes are told: of a file that is mapped into memory, of what
// another mount covers, of a root of the configuration that comes.
inline constexpr std::chrono::hours kSafetyLook{1};
// The roots themselves (unmounted, moved with a folder above them), the configuration, and the
// roots that another rindex adds or removes are looked at this often, or every ten times `quiet`
// where that is less. It costs a few stat(2).
inline constexpr std::chrono::seconds kRootLook{5};
inline constexpr int kRootLookQuiets = 10;

// The outside world.
struct WatchTools {
  std::function<Result<Config>()> read_config;
  // As UpdateIndex(); `settled` is UpdateTools::settled.
  std::function<Result<UpdateReport>(const UpdateRequest&,
                                     const std::function<bool(const std::string&)>& settled)>
      update;
  // Waits as long as another program writes the index. kInterrupted once `stop` says so.
  std::function<Result<void>()> wait_for_lock;
  std::function<void(const std::string&)> say, warn;  // a line each
  std::function<bool()> stop;                         // set by a signal, which ends a wait
};

// Runs until `stop`. Errors only from its beginning: of the configuration, of a folder in `folders`
// that cannot be read, kUsage when no root is known. Later ones are told and tried again.
Result<void> Watch(const WatchOptions& options, const WatchTools& tools);

}  // namespace rsearch
