#include "indexer/watch/schedule.h"

#include <algorithm>
#include <utility>

namespace rsearch {

std::string WhyText(const std::vector<DueRoot>& due) {
  std::string text;
  std::size_t more = 0;
  for (const DueRoot& root : due) {
    more += root.more;
    if (root.why.empty()) continue;
    if (text.empty())
      text = root.why;
    else
      ++more;
  }
  if (more == 0 || text.empty()) return text;
  return text + ", and " + std::to_string(more) + (more == 1 ? " more change" : " more changes");
}

void Schedule::Note(const std::string& why, Pending* pending) {
  if (pending->why.empty())
    pending->why = why;
  else if (!why.empty())
    ++pending->more;
}

void Schedule::Changed(const std::string& root, const std::string& why, WatchTime now) {
  Pending& pending = roots_[root];
  if (!pending.first) pending.first = now;
  pending.last = now;
  Note(why, &pending);
}

void Schedule::LookAt(const std::string& root, const std::string& why, WatchTime when) {
  Pending& pending = roots_[root];
  if (!pending.look || when < *pending.look) pending.look = when;
  Note(why, &pending);
}

WatchTime Schedule::DueTime(const Pending& pending) const {
  WatchTime due = WatchTime::max();
  if (pending.first) due = std::min(*pending.last + options_.quiet, *pending.first + options_.most);
  if (pending.look) due = std::min(due, *pending.look);
  return due;
}

std::optional<WatchTime> Schedule::Next() const {
  std::optional<WatchTime> next;
  for (const auto& [root, pending] : roots_) {
    const WatchTime due = DueTime(pending);
    if (!next || due < *next) next = due;
  }
  if (next && not_before_) next = std::max(*next, *not_before_);
  return next;
}

std::vector<DueRoot> Schedule::Take(WatchTime now) {
  std::vector<DueRoot> due;
  if (not_before_ && now < *not_before_) return due;
  for (auto root = roots_.begin(); root != roots_.end();) {
    Pending& pending = root->second;
    if (DueTime(pending) > now) {
      ++root;
      continue;
    }
    due.push_back({root->first, std::move(pending.why), pending.more});
    root = roots_.erase(root);
    if (due.back().root != kEveryRoot) continue;
    roots_.clear();
    break;
  }
  return due;
}

void Schedule::Succeeded() {
  retry_ = {};
  not_before_.reset();
}

void Schedule::Failed(const std::vector<DueRoot>& due, WatchTime now) {
  retry_ = retry_.count() == 0 ? options_.first_retry : std::min(2 * retry_, options_.last_retry);
  not_before_ = now + retry_;
  for (const DueRoot& root : due) {
    LookAt(root.root, root.why, now);
    roots_[root.root].more += root.more;
  }
}

}  // namespace rsearch
