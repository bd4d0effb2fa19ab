// Finding out whether an index is as it was written.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "rsearch/result.h"

namespace rsearch {

// What is looked at, from the cheap to the dear. Each stage believes what those before it found
// sound.
enum class CheckStage : std::uint8_t {
  kFiles,     // tables present, their sizes, the format, the revision
  kRecords,   // every record decodes; every page has its deck, every deck its pages; the counts
  kSums,      // every block of every table against the manifest
  kTables,    // the trees, as xapian-check does
  kContents,  // every posting list, position list and term list, and that they say the same
};
inline constexpr std::array kQuickStages = {CheckStage::kFiles, CheckStage::kRecords};
// Sums before records: they find most, and by code of this project that no bytes can crash.
inline constexpr std::array kFullStages = {CheckStage::kFiles, CheckStage::kSums,
                                           CheckStage::kRecords, CheckStage::kTables,
                                           CheckStage::kContents};

struct CheckObserver {
  // What is read next: "postlist.glass". Told before, so that a crash can be placed.
  std::function<void(const std::string&)> at;
  // Something wrong, in one line.
  std::function<void(const std::string&)> found;
};

struct CheckRequest {
  std::filesystem::path folder;
  bool left_behind =
      false;  // a writer died (IndexLock): what it left in unused blocks is no damage
};

// Runs a stage. On a damaged index Xapian may crash, hang or ask for absurd amounts of memory: to
// be called in a child process with limits. Not to be called while somebody writes. kNotFound,
// kNotAnIndex, kOtherFormat, kPermission, kIo: the check could not be made (kTables needs the right
// to write); damage is no error.
Result<void> RunCheckStage(const CheckRequest& request, CheckStage stage,
                           const CheckObserver& observer);

// What there is to check.
struct CheckedIndex {
  std::uint64_t bytes = 0;             // of all files of the database
  std::uint64_t pages = 0, decks = 0;  // as the manifest says; 0 without one
};
// kNotFound, kNotAnIndex, kPermission.
Result<CheckedIndex> LookAtIndex(const std::filesystem::path& folder);

}  // namespace rsearch
