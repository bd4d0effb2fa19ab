#include "indexer/watch/settling.h"

#include <algorithm>

namespace rsearch {
namespace {

using std::chrono::nanoseconds;

// Between two looks at a held file.
constexpr std::chrono::milliseconds kShortestPause{10};

bool SameState(const FileLook& a, const FileLook& b) {
  return a.stamp == b.stamp && a.changed_ns == b.changed_ns && a.writers == b.writers;
}

}  // namespace

// For how long a file must not have changed.
nanoseconds Settling::Needed(const FileLook& look) const {
  if (look.stamp.size == 0) return kPatience;
  switch (look.writers) {
    case Writers::kNone:
      return quiet_;
    case Writers::kSome:
      return kPatience;
    case Writers::kUnknown:
      break;
  }
  return std::max<nanoseconds>(quiet_, kUnknownQuiet);
}

bool Settling::IsSettled(const std::string& path, const FileLook& look, WatchTime now) {
  const nanoseconds needed = Needed(look);
  const bool own_clock = look.writers != Writers::kUnknown;
  const nanoseconds by_clock = own_clock ? needed : std::max<nanoseconds>(needed, kMaxSkew);
  const nanoseconds age(look.wall_ns - look.changed_ns);
  const auto [found, is_new] = files_.try_emplace(path, File{look, now, now, false});
  File& file = found->second;
  if (!is_new && !SameState(file.look, look)) file = {look, now, now, false};
  // A clock that was set back, or another machine's, is no reason to wait for it: what we have seen
  // ourselves counts as well.
  file.settled = file.settled || age >= by_clock || now - file.since >= needed;
  file.next = now + std::max(quiet_, kShortestPause);
  return file.settled;
}

void Settling::ForgetSettled() {
  std::erase_if(files_, [](const auto& file) { return file.second.settled; });
}

std::optional<WatchTime> Settling::Next() const {
  std::optional<WatchTime> next;
  for (const auto& [path, file] : files_)
    if (!file.settled && (!next || file.next < *next)) next = file.next;
  return next;
}

std::vector<std::string> Settling::Due(WatchTime now) const {
  std::vector<std::string> due;
  for (const auto& [path, file] : files_)
    if (!file.settled && file.next <= now) due.push_back(path);
  return due;
}

}  // namespace rsearch
