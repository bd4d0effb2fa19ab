// Extraction of PDFs behind a narrow interface: everything that reads PDF bytes is another process.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "rsearch/page.h"
#include "rsearch/result.h"

namespace rsearch {

// Bounds for one file. Reaching one ends that file with a status, never the run.
struct ExtractLimits {
  std::chrono::milliseconds cpu{10'000};     // user + system time of the worker
  std::chrono::milliseconds wall{60'000};    // for a worker starved or stuck
  std::uint64_t address_space = 1ULL << 30;  // bytes (RLIMIT_AS)
  std::uint32_t pages = 20'000;              // per document
  std::uint32_t words_per_page = 100'000;
  std::uint64_t text_per_page = 4ULL << 20;  // bytes of UTF-8
  std::uint64_t text_per_document = 64ULL << 20;
};

// Changes whenever the same bytes may give other text: stored with each file's status, so that
// failures are tried again and pages refreshed after an upgrade.
inline constexpr std::uint32_t kExtractorVersion = 2;

class Extractor {
 public:
  Extractor() = default;
  Extractor(const Extractor&) = delete;
  Extractor& operator=(const Extractor&) = delete;
  Extractor(Extractor&&) = delete;
  Extractor& operator=(Extractor&&) = delete;
  virtual ~Extractor() = default;
  // Reads the PDF open at `fd` (a regular file, read from offset 0; the caller keeps ownership).
  // Never throws, never fails: what went wrong is the document's status and reason, and pages read
  // before it are kept. Not thread-safe: one Extractor for each thread.
  virtual RawDocument Extract(int fd) = 0;
};

// An Extractor that keeps one worker process (the program at `worker`) alive from file to file and
// starts a new one after a crash or a limit. Fails when the program cannot be started. The worker
// dies with the thread that started it (so that none is left behind); the next Extract() starts
// another.
// `stop` (may be null) is asked often; once it says true, Extract() kills the worker and returns
// early with status kTimeout and reason "interrupted".
Result<std::unique_ptr<Extractor>> StartWorkerExtractor(const std::filesystem::path& worker,
                                                        const ExtractLimits& limits,
                                                        std::function<bool()> stop);

// Where the worker program is: $RSEARCH_WORKER, else beside the running program (build tree), else
// in the installed libexec folder. Fails with the places looked at.
Result<std::filesystem::path> FindWorker();

}  // namespace rsearch
