#include "indexer/claims.h"

namespace rsearch {

ContentClaims::ContentClaims(const std::vector<ContentHash>& stored) {
  for (const ContentHash& hash : stored)
    contents_.emplace(hash, Claimed{});
}

bool ContentClaims::Claim(const ContentHash& hash, bool again) {
  const std::scoped_lock lock(mutex_);
  const auto [at, is_new] = contents_.try_emplace(hash);
  Claimed& content = at->second;
  if (is_new || (again && !content.fresh)) {
    content.fresh = true;
    return true;
  }
  ++content.coming;
  return false;
}

void ContentClaims::Abandon(const ContentHash& hash) {
  const std::scoped_lock lock(mutex_);
  contents_.erase(hash);
}

void ContentClaims::Settle(const ContentHash& hash) {
  const std::scoped_lock lock(mutex_);
  const auto at = contents_.find(hash);
  if (at != contents_.end() && at->second.coming > 0) --at->second.coming;
}

bool ContentClaims::Retire(const ContentHash& hash) {
  const std::scoped_lock lock(mutex_);
  const auto at = contents_.find(hash);
  if (at == contents_.end()) return true;
  if (at->second.coming > 0) return false;
  contents_.erase(at);
  return true;
}

}  // namespace rsearch
