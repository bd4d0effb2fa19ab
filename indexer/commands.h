// The commands of rindex, each from its options to an exit status.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rsearch {

// Exit statuses.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailedFiles = 1;    // --strict: something of a file is missing; fetch
inline constexpr int kExitDamaged = 1;        // rindex check
inline constexpr int kExitError = 2;          // said on stderr; the index is as of its last commit
inline constexpr int kExitInterrupted = 130;  // as a shell reports Ctrl-C

struct UpdateFlags {
  std::string index;                 // empty: the default place
  std::vector<std::string> folders;  // as typed
  std::vector<std::string> excludes;
  unsigned threads = 0;  // 0: one for each core
  bool retry = false, force = false, strict = false, explain = false, quiet = false;
  bool no_sandbox = false;
  std::int64_t wait = 0;  // seconds to wait for another writer
};

struct StatusFlags {
  std::string index;
  bool json = false, failed = false;
};

struct TermsFlags {
  std::string index;
  std::vector<std::string> words;  // none: all pairs
  bool json = false;
};

struct CatalogueFlags {
  std::string index;
  bool json = false, problems = false;
};

struct RemoveFlags {
  std::string index;
  std::string folder;
  bool quiet = false;
  std::int64_t wait = 0;
};

struct FetchFlags {
  std::string index;
  std::string folder;            // as typed
  std::uint64_t max_size = 200;  // megabytes
  double pause = 1;              // seconds
  bool reviews = false, dry_run = false, retry = false, quiet = false;
};

struct CheckFlags {
  std::string index;
  bool full = false;
  std::int64_t wait = 0;
};

struct RebuildFlags {
  std::string index;
  std::vector<std::string> folders;  // as typed
  unsigned threads = 0;              // 0: one for each core
  bool force = false, quiet = false, no_sandbox = false;
  std::int64_t wait = 0;
};

struct WatchFlags {
  std::string index;
  std::vector<std::string> folders;  // as typed
  unsigned threads = 0;              // 0: one for each core
  double debounce = 2;               // seconds
  double poll = 0;                   // seconds; 0: wait for events
  bool install = false, uninstall = false, quiet = false, no_sandbox = false;
};

int RunUpdate(const UpdateFlags& flags);
int RunStatus(const StatusFlags& flags);
int RunTerms(const TermsFlags& flags);
int RunCatalogue(const CatalogueFlags& flags);
int RunRemove(const RemoveFlags& flags);
int RunFetch(const FetchFlags& flags);  // indexer/fetch/command.cc
int RunCheck(const CheckFlags& flags);
int RunRebuild(const RebuildFlags& flags);
int RunWatch(const WatchFlags& flags);  // until SIGTERM (exit status 0) or SIGINT (130)

// "rindex 0.1.0" and the versions of the libraries, a line each.
std::string VersionText();

}  // namespace rsearch
