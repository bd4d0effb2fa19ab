// An update of an index from the file system, from its roots to the summary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rsearch/config.h"
#include "rsearch/extractor.h"
#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

struct UpdateRequest {
  std::filesystem::path index;
  std::vector<std::string> folders;   // absolute; none: every root is refreshed
  std::vector<std::string> excludes;  // globs to remember with the refreshed roots
  std::size_t threads = 1;
  bool retry = false;  // try files again that failed
  Config config;       // the user's: further roots and excludes, rules for names
  bool force = false;  // forget the files of a root that is suddenly empty
  // For runs that nobody has asked for: those of `folders` that are no roots (any more) are left
  // alone.
  bool known_roots_only = false;
};

// Watches an update. All calls come from the thread that runs it.
class UpdateObserver {
 public:
  UpdateObserver() = default;
  UpdateObserver(const UpdateObserver&) = default;
  UpdateObserver& operator=(const UpdateObserver&) = default;
  UpdateObserver(UpdateObserver&&) = default;
  UpdateObserver& operator=(UpdateObserver&&) = default;
  virtual ~UpdateObserver() = default;
  // False: Explained() need not be called, which spares a refresh of many files much of its work.
  [[nodiscard]] virtual bool WantsExplanations() const { return true; }
  // One line about a file: what was done with it and why.
  virtual void Explained(const std::string& line) = 0;
  // Something of a file is missing from the index; told in the run that finds it out.
  virtual void Failed(const std::string& path, FileStatus status, const std::string& reason) = 0;
  // Files read so far; at least ten times a second while files are read.
  virtual void Progressed(std::size_t files, std::size_t of_files, std::size_t pages,
                          const std::string& last_path) = 0;
};

struct UpdateTools {
  // Called from several threads at once, at most once for each.
  std::function<Result<std::unique_ptr<Extractor>>()> make_extractor;
  std::function<bool()> stop;  // may be empty; once true, the update ends with what is complete
  // May be empty. Asked about each file that is new or has changed: one that is not settled yet is
  // not read, but held back.
  std::function<bool(const std::string& path)> settled = {};
};

struct UpdateReport {
  std::size_t added = 0;    // files, moved ones not counted
  std::size_t changed = 0;  // files with another content than before
  std::size_t removed = 0;  // files gone, moved ones not counted
  std::size_t moved = 0;
  std::size_t failed = 0;          // files of the refreshed roots of which something is missing
  std::size_t skipped = 0;         // of them: what is named like a PDF and is none to be read
  std::uint64_t pages = 0;         // searchable in the whole index now
  std::vector<Error> root_errors;  // roots and folders that could not be read; what was known of
                                   // them is kept
  std::vector<std::string> notes;  // for the user, a line each
  std::vector<std::string> held;   // files left as they are known, or new ones left alone, because
                                   // they are being written; only with UpdateTools::settled
  bool written = false;            // the index was written to
  bool interrupted = false;        // `stop` said so; everything counted is committed
};

// Errors leave the index as of its last commit, which may be one of this run.
Result<UpdateReport> UpdateIndex(const UpdateRequest& request, const UpdateTools& tools,
                                 UpdateObserver* observer);

// Takes the root at `folder` (absolute) and the files below it out of the index.
Result<UpdateReport> RemoveRoot(const std::filesystem::path& index, const std::string& folder,
                                const Config& config, UpdateObserver* observer);

// "+12 ~1 -0 !2, 1 moved, 3 skipped, 79 pages, 1.2 s"; moves and skipped ones only when there are
// some.
std::string Summary(const UpdateReport& report, double seconds);

}  // namespace rsearch
