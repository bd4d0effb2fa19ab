// Which contents need the extractor: agreed on between the threads that read files and the one that
// writes, so that a content that turns up twice in a run is extracted once.
#pragma once

#include <mutex>
#include <unordered_map>
#include <vector>

#include "rsearch/types.h"

namespace rsearch {

// Thread-safe.
class ContentClaims {
 public:
  // `stored`: contents the index holds.
  explicit ContentClaims(const std::vector<ContentHash>& stored);

  // For a reader that has met `hash`. True: it must extract the content. False: the content is
  // stored, or somebody is extracting it; then the writer must be told of the file, and Settle()s.
  // `again`: what is stored does not count, only what this run has extracted.
  bool Claim(const ContentHash& hash, bool again);

  // The reader could not deliver after all.
  void Abandon(const ContentHash& hash);

  // The writer has dealt with a file for which Claim() said false.
  void Settle(const ContentHash& hash);

  // For the writer that wants to drop a content no file has: false, and nothing changes, while
  // files for it are on their way.
  bool Retire(const ContentHash& hash);

 private:
  struct Claimed {
    bool fresh = false;      // extracted, or being extracted, in this run
    std::size_t coming = 0;  // files on their way to the writer
  };
  std::mutex mutex_;
  std::unordered_map<ContentHash, Claimed> contents_;
};

}  // namespace rsearch
