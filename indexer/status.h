// What `rindex status` says.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/worker_version.h"
#include "rsearch/document.h"
#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

struct RootStatus {
  Root root;
  std::size_t files = 0;
  std::uint64_t pages = 0;  // searchable; of copies counted once
  bool present = false;     // the folder is there now
};

struct FailedFile {
  std::string path;
  FileStatus status = FileStatus::kOk;
  std::string reason;
};

struct IndexStatus {
  std::string path;
  std::vector<RootStatus> roots;
  std::array<std::size_t, kFileStatusCount> files{};  // by status
  std::uint64_t pages = 0;
  std::int64_t updated = 0;          // seconds since 1970
  std::uint64_t textless_pages = 0;  // read, without text: pictures, scans
  std::uint64_t unread_pages = 0;    // of files that failed, as far as the number is known
  std::vector<FailedFile> failed;    // ascending by path
  std::vector<FailedFile> skipped;   // likewise
  SandboxStatus sandbox;  // of this system, not of the index: ReadStatus() leaves it alone
};

Result<IndexStatus> ReadStatus(const std::filesystem::path& index);

// docs/json.md's shapes, on one line: all of it, or what was not read alone.
std::string StatusJson(const IndexStatus& status);
std::string FailedJson(const IndexStatus& status);

// For people; `now` is what the age is counted from.
std::string StatusText(const IndexStatus& status, std::int64_t now);

// "timeout: stopped after 10 s", printable; the status is not said twice ("damaged: no pages").
std::string Describe(FileStatus status, const std::string& reason);

// One line a failed or skipped file, ascending by path: "PATH: STATUS: REASON".
std::string FailedText(const IndexStatus& status);

}  // namespace rsearch
