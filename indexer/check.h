// `rindex check`: every stage of rsearch/check.h in a child process of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

struct CheckOptions {
  bool full = false;
  std::function<bool()> stop;  // may be empty
};

struct CheckReport {
  // One printable line each; none: the index is sound, as far as was looked. Stages after one that
  // finds something are left out: what to do is the same.
  std::vector<std::string> findings;
  std::uint64_t bytes = 0, pages = 0, decks = 0;
  bool without_trees = false;  // they can only be checked where the index may be written
};

// Takes the index's lock beside other readers, where that may be opened. kLocked while somebody
// writes; kInterrupted; kNotFound, kNotAnIndex, kOtherFormat, kPermission, kIo: nothing can be
// said.
Result<CheckReport> CheckIndex(const std::filesystem::path& index, const CheckOptions& options);

// The same without taking the lock, which the caller holds: `left_behind` is what it says.
Result<CheckReport> CheckLockedIndex(const std::filesystem::path& index, bool left_behind,
                                     const CheckOptions& options);

// "/path: sound, 1294 pages of 77 documents, 8.9 MB", or a line for each finding.
std::string CheckText(const std::filesystem::path& index, const CheckReport& report, bool full);

}  // namespace rsearch
