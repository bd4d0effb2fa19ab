#include "indexer/watch/watch.h"

#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "indexer/paths.h"
#include "indexer/roots.h"
#include "indexer/watch/folder_watcher.h"
#include "indexer/watch/look.h"
#include "indexer/watch/schedule.h"
#include "indexer/watch/settling.h"
#include "indexer/writer.h"
#include "rsearch/printable.h"
#include "rsearch/rebuild.h"

namespace rsearch {
namespace {

using Clock = std::chrono::steady_clock;

// What tells that a file or folder is another one, or has been written.
struct Identity {
  dev_t device = 0;
  ino_t inode = 0;  // 0: nothing is there
  std::int64_t size = 0, mtime_ns = 0;

  auto Key() const { return std::tie(device, inode, size, mtime_ns); }
  bool operator==(const Identity& other) const { return Key() == other.Key(); }
};

Identity IdentityOf(const std::filesystem::path& path, bool with_stamp) {
  struct stat status {};
  if (path.empty() || stat(path.c_str(), &status) != 0) return {};
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  Identity identity{status.st_dev, status.st_ino, 0, 0};
  if (!with_stamp) return identity;
  identity.size = status.st_size;
  identity.mtime_ns = status.st_mtim.tv_sec * kNanosecondsPerSecond + status.st_mtim.tv_nsec;
  return identity;
}

std::string Seconds(std::chrono::milliseconds time) {
  std::string text = std::to_string(time.count() / 1000);
  if (const auto rest = time.count() % 1000; rest != 0)
    text += "." + std::to_string(1000 + rest).substr(1);
  return text + " s";
}

// "PATH" or "PATH and 3 more".
std::string AndMore(const std::string& first, std::size_t count) {
  return count == 1 ? first : first + " and " + std::to_string(count - 1) + " more";
}

// Sleeps until `fd` (-1: none) can be read, a signal comes, or the time is over. SIGINT and SIGTERM
// are let in only while it sleeps, so that none is missed between the look at `stop` and the sleep.
void Sleep(int fd, std::chrono::nanoseconds time, const std::function<bool()>& stop) {
  sigset_t signals;
  sigset_t before;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, &before);
  if (!stop()) {
    pollfd source{fd, POLLIN, 0};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    const timespec timeout{seconds.count(), (time - seconds).count()};
    ppoll(&source, 1, &timeout, &before);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

class Watcher {
 public:
  Watcher(const WatchOptions& options, const WatchTools& tools)
      : options_(options),
        tools_(tools),
        schedule_({options.quiet, kMostQuiets * options.quiet}),
        settling_(options.quiet) {}

  Result<void> Run() {
    std::signal(SIGIO, SIG_IGN);  // LookAtFile() wants it
    if (auto begun = Begin(); !begun) return begun;
    while (!tools_.stop()) {
      Wait();
      const WatchTime now = Clock::now();
      ReadEvents(now);
      if (now >= next_root_look_) LookAtRoots(now);
      LookAtHeldFiles(now);
      Refresh(schedule_.Take(Clock::now()));
    }
    return {};
  }

 private:
  struct WatchedRoot {
    Root known;         // as the index has it
    Root root;          // as it is scanned
    Identity identity;  // none: it is not there
    bool stale = true;  // its folders are to be found again before it is refreshed
    std::size_t folders = 0;
    std::string blind;                     // RootWatch::blind
    std::optional<std::string> announced;  // the `blind` that was told
  };

  // --- the beginning

  Result<void> Begin() {
    Result<Config> config = tools_.read_config();
    if (!config) return config.error();
    config_ = std::move(*config);
    config_identity_ = IdentityOf(ConfigFile(), true);
    RenewRoots();  // before the first update: what changes meanwhile is not missed
    auto updated = FirstUpdates();
    const bool interrupted = !updated && updated.error().code == ErrorCode::kInterrupted;
    return interrupted ? Result<void>() : updated;
  }

  Result<void> FirstUpdates() {
    const std::vector<DueRoot> all = {{kEveryRoot, "", 0}};
    if (!options_.folders.empty()) {
      auto added = Update(all, options_.folders);
      if (!added) return added;
    }
    begun_ = true;
    auto updated = Update(all, {});
    if (updated || updated.error().code == ErrorCode::kInterrupted) return updated;
    if (updated.error().code == ErrorCode::kUsage) {
      if (!roots_.empty()) return updated;
      return Error{ErrorCode::kUsage, "no folder is indexed yet; name one: rindex watch ~/papers"};
    }
    Failed(all, updated.error());
    return {};
  }

  // --- roots

  // Those of the index, as another rindex may have changed them. Nothing when there is no index, or
  // it is just being exchanged.
  std::optional<std::vector<Root>> RootsOfIndex() const {
    if (auto roots = RootsOfFile(options_.index)) return std::move(*roots);
    if (auto state = ReadState(options_.index)) return std::move(state->roots);
    return std::nullopt;
  }

  // Brings `roots_` in line with the index.
  void RenewRoots() {
    const Identity identity = IdentityOf(options_.index, true);
    const std::optional<std::vector<Root>> known = RootsOfIndex();
    if (!known) return;
    index_identity_ = identity;
    DropOthers(*known);
    for (const Root& root : *known) {
      WatchedRoot& watched = roots_[root.path];
      if (watched.known.path == root.path && watched.known.excludes == root.excludes) continue;
      watched.known = root;
      watched.root = ToScan(root, config_);
      Sync(&watched);
      // What happened before it was watched is not known, unless an update is to come anyway.
      if (begun_) schedule_.LookAt(root.path, "", Clock::now());
    }
  }

  void DropOthers(const std::vector<Root>& known) {
    std::set<std::string> present;
    for (const Root& root : known)
      present.insert(root.path);
    for (auto at = roots_.begin(); at != roots_.end();) {
      if (present.contains(at->first)) {
        ++at;
        continue;
      }
      watcher_.Drop(at->first);
      schedule_.Forget(at->first);
      tools_.say("not watching " + PlainPath(at->first) + " any more: it is no root of the index");
      at = roots_.erase(at);
    }
  }

  // Finds the root's folders and watches them.
  void Sync(WatchedRoot* watched) {
    watched->stale = false;
    watched->identity = IdentityOf(watched->root.path, false);
    if (options_.poll.count() == 0) {
      RootWatch watch = watcher_.Sync(watched->root, tools_.stop);
      watched->folders = watch.folders;
      watched->blind = std::move(watch.blind);
    }
    Announce(watched);
  }

  void Announce(WatchedRoot* watched) {
    if (watched->announced == watched->blind) return;
    watched->announced = watched->blind;
    const std::string path = PlainPath(watched->root.path);
    if (options_.poll.count() > 0)
      tools_.say("looking at " + path + " every " + Seconds(options_.poll));
    else if (watched->blind.empty())
      tools_.say("watching " + path + " (" + std::to_string(watched->folders) +
                 (watched->folders == 1 ? " folder)" : " folders)"));
    else
      tools_.warn("looking at " + path + " every " + Seconds(kPoll) + ": " + watched->blind);
  }

  // Its own file system's roots, the configuration, the index's roots: nobody tells of those.
  void LookAtRoots(WatchTime now) {
    next_root_look_ =
        now + std::min<std::chrono::milliseconds>(kRootLook, kRootLookQuiets * options_.quiet);
    if (IdentityOf(options_.index, true) != index_identity_) RenewRoots();
    for (auto& [path, watched] : roots_) {
      const Identity identity = IdentityOf(path, false);
      if (identity == watched.identity) continue;
      const bool is_back = watched.identity.inode == 0;
      const bool is_gone = identity.inode == 0;
      if (is_back) tools_.say(PlainPath(path) + " is there again");
      watched.identity = identity;
      watched.stale = true;
      schedule_.Changed(path, PlainPath(path) + (is_gone ? ": gone" : ": is there"), now);
    }
    LookAtConfig(now);
  }

  void LookAtConfig(WatchTime now) {
    const Identity identity = IdentityOf(ConfigFile(), true);
    if (identity == config_identity_) return;
    config_identity_ = identity;
    Result<Config> config = tools_.read_config();
    if (!config) {
      tools_.warn(config.error().message + "; going on with the configuration as it was");
      return;
    }
    config_ = std::move(*config);
    for (auto& [path, watched] : roots_) {
      watched.root = ToScan(watched.known, config_);
      watched.stale = true;
    }
    schedule_.LookAt(kEveryRoot, PlainPath(ConfigFile().string()) + ": changed", now);
  }

  // --- what happens

  void Wait() {
    WatchTime until = next_root_look_;
    if (const auto next = schedule_.Next()) until = std::min(until, *next);
    if (const auto next = settling_.Next()) until = std::min(until, *next);
    const auto time = std::max(until - Clock::now(), Clock::duration::zero());
    Sleep(watcher_.fd(), time, tools_.stop);
  }

  void ReadEvents(WatchTime now) {
    const bool whole = watcher_.Read([&](const FolderEvent& event) { Take(event, now); });
    if (whole) return;
    for (auto& [path, watched] : roots_)
      watched.stale = true;
    schedule_.Changed(kEveryRoot, "too many changes at once, some were not told of", now);
  }

  void Take(const FolderEvent& event, WatchTime now) {
    const auto found = roots_.find(event.root);
    if (found == roots_.end()) return;
    WatchedRoot& watched = found->second;
    const EventMeaning meaning = Interpret(event, watched.root);
    if (meaning.change.empty()) return;
    if (meaning.folders_changed) watched.stale = true;
    if (meaning.root_changed) watched.identity = IdentityOf(event.root, false);
    if (meaning.new_folder)
      watcher_.Add(watched.root, (event.folder == "/" ? "" : event.folder) + "/" + event.name,
                   tools_.stop);
    schedule_.Changed(event.root, meaning.change, now);
  }

  // A held file that is whole now, or gone, is no event of its own.
  void LookAtHeldFiles(WatchTime now) {
    for (const std::string& path : settling_.Due(now)) {
      const Root* root = RootOfFile(path);
      const Result<FileLook> look = LookAtFile(path);
      if (root == nullptr || !look) {
        settling_.Forget(path);
      } else if (settling_.IsSettled(path, *look, now)) {
        schedule_.LookAt(root->path, PlainPath(path) + ": whole", now);
      }
    }
  }

  const Root* RootOfFile(const std::string& path) const {
    for (const auto& [root, watched] : roots_)
      if (IsBelow(path, root)) return &watched.root;
    return nullptr;
  }

  // --- updates

  bool IsSettled(const std::string& path) {
    const Result<FileLook> look = LookAtFile(path);
    if (look) return settling_.IsSettled(path, *look, Clock::now());
    settling_.Forget(path);
    return true;  // why it cannot be opened is for the update to say
  }

  static bool IsDue(const std::string& root, const std::vector<DueRoot>& due) {
    return std::any_of(due.begin(), due.end(), [&](const DueRoot& one) {
      return one.root == root || one.root == kEveryRoot;
    });
  }

  void Refresh(const std::vector<DueRoot>& due) {
    if (due.empty() || tools_.stop()) return;
    for (auto& [path, watched] : roots_)
      if (watched.stale && IsDue(path, due)) Sync(&watched);
    if (auto updated = Update(due, {}); !updated) {
      if (updated.error().code != ErrorCode::kInterrupted) Failed(due, updated.error());
      return;
    }
    schedule_.Succeeded();
    last_error_.clear();
  }

  void Failed(const std::vector<DueRoot>& due, const Error& error) {
    const WatchTime now = Clock::now();
    schedule_.Failed(due, now);
    if (error.message != last_error_) {
      tools_.warn(error.message + "; trying again in " +
                  Seconds(std::chrono::ceil<std::chrono::seconds>(*schedule_.Next() - now)));
    }
    last_error_ = error.message;
  }

  // Of the roots in `due`, or of `folders`, which the user has named.
  Result<void> Update(const std::vector<DueRoot>& due, const std::vector<std::string>& folders) {
    WatchTime started;
    UpdateRequest request;
    request.index = options_.index;
    request.threads = options_.threads;
    request.config = config_;
    request.folders = folders;
    request.known_roots_only = folders.empty();
    if (folders.empty() && due.front().root != kEveryRoot)
      for (const DueRoot& root : due)
        request.folders.push_back(root.root);
    const auto report = UpdateWhenFree(request, &started);
    if (!report) return report.error();
    const WatchTime ended = Clock::now();
    settling_.ForgetSettled();
    Tell(*report, due, std::chrono::duration<double>(ended - started).count());
    HoldChanging(report->held, ended);
    if (report->interrupted) return Error{ErrorCode::kInterrupted, "interrupted"};
    RenewRoots();
    PlanLooks(due, ended, ended - started);
    return {};
  }

  // `started` is set to when the update itself began.
  Result<UpdateReport> UpdateWhenFree(const UpdateRequest& request, WatchTime* started) {
    for (bool told = false;; told = true) {
      *started = Clock::now();
      auto report =
          tools_.update(request, [this](const std::string& path) { return IsSettled(path); });
      if (report || report.error().code != ErrorCode::kLocked) return report;
      // Without the advice to try again.
      const std::string& message = report.error().message;
      if (!told) tools_.say("waiting: " + message.substr(0, message.rfind("; ")));
      if (auto waited = tools_.wait_for_lock(); !waited) return waited.error();
    }
  }

  // Files that changed while they were read are to be looked at again, as the others.
  void HoldChanging(const std::vector<std::string>& held, WatchTime now) {
    for (const std::string& path : held) {
      const Root* root = RootOfFile(path);
      const auto look = LookAtFile(path);
      if (root != nullptr && look && settling_.IsSettled(path, *look, now))
        schedule_.LookAt(root->path, PlainPath(path) + ": whole", now + options_.quiet);
    }
  }

  void PlanLooks(const std::vector<DueRoot>& due, WatchTime now, Clock::duration took) {
    if (due.front().root == kEveryRoot) schedule_.LookAt(kEveryRoot, "", now + kSafetyLook);
    for (const auto& [path, watched] : roots_) {
      const bool polled = options_.poll.count() > 0 || !watched.blind.empty();
      if (!polled || !IsDue(path, due)) continue;
      const Clock::duration pause = options_.poll.count() > 0 ? options_.poll : kPoll;
      schedule_.LookAt(path, "", now + std::max(pause, kPollShare * took));
    }
  }

  // One line for what was done and why; problems when they are new.
  void Tell(const UpdateReport& report, const std::vector<DueRoot>& due, double seconds) {
    TellProblems(report, due);
    const std::set<std::string> held(report.held.begin(), report.held.end());
    const bool told = std::includes(held_.begin(), held_.end(), held.begin(), held.end());
    if (!told)
      tools_.say("not whole yet, to be read later: " +
                 AndMore(PlainPath(*held.begin()), held.size()));
    held_ = held;
    if (!report.written) return;
    std::string line = Summary(report, seconds);
    if (const std::string why = WhyText(due); !why.empty()) line += " (" + why + ")";
    tools_.say(line);
  }

  // Each problem once, until an update of the same roots has found it gone.
  void TellProblems(const UpdateReport& report, const std::vector<DueRoot>& due) {
    std::set<std::string> problems(report.notes.begin(), report.notes.end());
    for (const Error& error : report.root_errors)
      problems.insert(error.message);
    std::erase_if(problems_, [&](const auto& problem) {
      const auto& [message, roots] = problem;
      return !problems.contains(message) &&
             std::all_of(roots.begin(), roots.end(),
                         [&](const DueRoot& root) { return IsDue(root.root, due); });
    });
    for (const std::string& problem : problems)
      if (problems_.try_emplace(problem, due).second) tools_.warn(problem);
  }

  const WatchOptions options_;
  const WatchTools& tools_;
  FolderWatcher watcher_;
  Schedule schedule_;
  Settling settling_;
  Config config_;
  std::map<std::string, WatchedRoot> roots_;
  Identity config_identity_, index_identity_;
  WatchTime next_root_look_;
  bool begun_ = false;  // every root known at the beginning has been, or is being, refreshed
  std::map<std::string, std::vector<DueRoot>> problems_;  // told, and what was refreshed then
  std::set<std::string> held_;                            // files told to be held
  std::string last_error_;
};

}  // namespace

Result<void> Watch(const WatchOptions& options, const WatchTools& tools) {
  return Watcher(options, tools).Run();
}

}  // namespace rsearch
