#include "indexer/fetch/pacing.h"

#include <algorithm>

namespace rsearch {

Pacer::Time Pacer::ReadyAt(const std::string& host) const {
  const auto found = ready_.find(host);
  return found == ready_.end() ? Time::min() : found->second;
}

void Pacer::Started(const std::string& host, Time now) {
  HoldUntil(host, now + PauseOf(host));
}

void Pacer::HoldUntil(const std::string& host, Time time) {
  const auto [at, fresh] = ready_.emplace(host, time);
  if (!fresh) at->second = std::max(at->second, time);
}

Pacer::Duration Pacer::PauseOf(const std::string& host) const {
  const bool is_arxiv = host == "arxiv.org" || host.ends_with(".arxiv.org");
  return is_arxiv ? std::max<Duration>(pause_, kArxivPause) : pause_;
}

}  // namespace rsearch
