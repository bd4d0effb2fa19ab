// Extraction of PDFs behind a narrow interface: everything that reads PDF bytes is another process.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "rsearch/page.h"
#include "rsearch/result.h"

namespace rsearch {

// Bounds for one file, all tries at it together. Reaching one ends that file with a status, never
// the run.
//
// A file at which reading with layout dies (of time, memory or a crash) is read on without layout
// from the page where it died; one that dies before it is open is opened once more for its title
// and page count only. Pages read before a death stay. The first try may take 70 % of `cpu`, so
// that there is something left for the next.
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
inline constexpr std::uint32_t kExtractorVersion = 3;

// What stands between a PDF that has taken the worker over and everything else on the machine,
// beside limits on time, memory and descriptors. A worker asked for kFull takes kStrict where the
// kernel has no Landlock; one that can put up neither reads no PDF.
enum class Sandbox : std::uint8_t {
  kNone = 0,      // nothing: asked for, never fallen back to
  kLandlock = 1,  // Landlock alone, which is all that builds with sanitizers can have
  kStrict = 2,    // seccomp, and nothing can be opened at all: Poppler's character maps neither
  kFull = 3,      // Landlock, so that only those maps can be opened, and seccomp
};
// "none", "landlock", "strict", "full".
std::string_view Name(Sandbox sandbox);
std::optional<Sandbox> SandboxFromName(std::string_view name);

class Extractor {
 public:
  Extractor() = default;
  Extractor(const Extractor&) = delete;
  Extractor& operator=(const Extractor&) = delete;
  Extractor(Extractor&&) = delete;
  Extractor& operator=(Extractor&&) = delete;
  virtual ~Extractor() = default;
  // Reads the PDF open at `fd` (a regular file, read from offset 0; the caller keeps ownership).
  // What went wrong with the file is the document's status and reason, and pages read before it are
  // kept; an error means that no file can be read, this one's not being to blame. Never throws. Not
  // thread-safe: one Extractor for each thread.
  virtual Result<RawDocument> Extract(int fd) = 0;
};

// An Extractor that keeps one worker process (the program at `worker`) alive from file to file and
// starts a new one after a crash or a limit. Fails when the program cannot be started, or not put
// into the sandbox. The worker dies with the thread that started it (so that none is left behind);
// the next Extract() starts another.
// `stop` (may be null) is asked often; once it says true, Extract() kills the worker and returns
// early with status kTimeout and reason "interrupted".
Result<std::unique_ptr<Extractor>> StartWorkerExtractor(const std::filesystem::path& worker,
                                                        const ExtractLimits& limits,
                                                        std::function<bool()> stop,
                                                        Sandbox sandbox = Sandbox::kFull);

// Where the worker program is: $RSEARCH_WORKER, else beside the running program (build tree), else
// in the installed libexec folder. Fails with the places looked at.
Result<std::filesystem::path> FindWorker();

}  // namespace rsearch
