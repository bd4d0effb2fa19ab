// `rindex fetch`: reads what is known, plans, downloads, reports.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <optional>
#include <system_error>
#include <utility>

#include "indexer/commands.h"
#include "indexer/fetch/client.h"
#include "indexer/fetch/collection.h"
#include "indexer/fetch/failures.h"
#include "indexer/fetch/plan.h"
#include "indexer/fetch/report.h"
#include "indexer/interrupt.h"
#include "indexer/log.h"
#include "indexer/paths.h"
#include "indexer/progress.h"
#include "rsearch/printable.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;
constexpr const char* kUserAgent = "rsearch/" RSEARCH_VERSION " (+rindex fetch, libcurl)";

// Says on the console what a fetch does, and remembers what failed.
class FetchConsole : public FetchObserver {
 public:
  FetchConsole(std::string folder, std::size_t files, bool quiet)
      : folder_(std::move(folder)), files_(files), failures_(FailuresFile()), quiet_(quiet) {
    if (!quiet) bar_.emplace();
  }

  void Waiting(const Download& download, const std::string& reason,
               std::chrono::milliseconds wait) override {
    if (quiet_) return;
    Clear();
    Log().info("{}; asking again in {} s", FailureLine(download.url, reason),
               std::chrono::ceil<std::chrono::seconds>(wait).count());
  }

  void Fetched(const Download& download, std::uint64_t bytes) override {
    ForgetFailure(download.url, failures_);
    if (quiet_ || bar_->enabled()) return;
    std::printf("%s (%s)\n", PlainPath(folder_ + "/" + download.file).c_str(),
                SizeText(bytes).c_str());
    std::fflush(stdout);
  }

  void Failed(const Download& download, const std::string& reason) override {
    RememberFailure({download.url, reason, std::time(nullptr)}, failures_);
    Clear();
    Log().warn("{}", FailureLine(download.url, reason));
  }

  void Progressed(std::size_t files, std::uint64_t bytes, const std::string& file) override {
    if (!bar_) return;
    bar_->DrawLine([&](double seconds, std::size_t columns) {
      return FetchProgressLine(files, files_, bytes, seconds, file, columns);
    });
  }

  void Clear() {
    if (bar_) bar_->Clear();
  }

 private:
  const std::string folder_;
  const std::size_t files_;
  const std::filesystem::path failures_;
  const bool quiet_;
  std::optional<ProgressBar> bar_;
};

// The options of a run, and what it found when it started.
struct Fetch {
  std::string folder;  // absolute
  Collection collection;
  std::set<std::string> in_folder;
  FetchPlan plan;
};

// Failures that cannot be read are as good as none: the downloads are tried again.
FailuresByUrl FailuresToLeaveOut(bool retry) {
  if (retry) return {};
  auto failures = ReadFailures(FailuresFile());
  if (failures) return std::move(*failures);
  Log().warn("{}; trying all", failures.error().message);
  return {};
}

Result<Fetch> Prepare(const FetchFlags& flags) {
  Fetch fetch;
  const auto index = IndexFolder(flags.index);
  if (!index) return index.error();
  auto collection = ReadCollection(*index);
  if (!collection) return collection.error();
  fetch.collection = std::move(*collection);
  auto folder = AbsolutePath(flags.folder);
  if (!folder) return folder.error();
  fetch.folder = std::move(*folder);
  auto names = NamesIn(fetch.folder);
  if (!names) return names.error();
  fetch.in_folder = std::move(*names);
  fetch.plan = PlanFetch(fetch.collection.entries, {fetch.in_folder, fetch.collection.file_names},
                         {flags.reviews, FailuresToLeaveOut(flags.retry)});
  return fetch;
}

void SayWhatIsLeftOut(const FetchPlan& plan) {
  for (const EarlierFailure& failure : plan.failed_earlier)
    Log().warn("{}", EarlierFailureLine(failure));
  for (const UnusableLink& link : plan.unusable)
    if (!link.link.empty()) Log().warn("{}", UnusableLine(link));
}

int ShowPlan(const Fetch& fetch) {
  std::fputs(PlanText(fetch.plan, fetch.folder).c_str(), stdout);
  for (const UnusableLink& link : fetch.plan.unusable)
    if (link.link.empty()) Log().info("{}", UnusableLine(link));
  std::printf("%s\n", PlanSummary(fetch.plan).c_str());
  return std::fflush(stdout) == 0 ? kExitOk : kExitError;
}

Result<void> MakeFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return Error{ErrorCode::kIo, "cannot make " + PlainPath(folder) + ": " + error.message()};
  return {};
}

Result<FetchCounts> DownloadAll(const Fetch& fetch, const FetchFlags& flags) {
  if (fetch.plan.downloads.empty()) return FetchCounts{};
  if (auto made = MakeFolder(fetch.folder); !made) return made.error();
  ClientOptions options;
  options.folder = fetch.folder;
  options.max_size = flags.max_size * kMegabyte;
  options.pause = std::chrono::milliseconds(std::llround(flags.pause * 1000));
  options.stop = StopRequested;
  FetchConsole console(fetch.folder, fetch.plan.downloads.size(), flags.quiet);
  auto counts = FetchFiles(fetch.plan.downloads, options, kUserAgent, &console);
  console.Clear();
  return counts;
}

bool IsIndexed(const Fetch& fetch) {
  return std::any_of(fetch.collection.roots.begin(), fetch.collection.roots.end(),
                     [&](const std::string& root) { return IsSameOrBelow(fetch.folder, root); });
}

void Summarize(const Fetch& fetch, const FetchCounts& counts) {
  std::printf("%s\n", FetchSummary(fetch.plan, counts).c_str());
  if (IsIndexed(fetch) || (counts.fetched == 0 && fetch.in_folder.empty())) return;
  const std::string word = ShellWord(fetch.folder);
  std::printf("%s is not indexed; run: rindex update %s\n", PlainPath(fetch.folder).c_str(),
              word.c_str());
}

int Finish(const Fetch& fetch, const FetchCounts& counts, bool quiet) {
  if (counts.interrupted) {
    Log().warn("interrupted; {} fetched; what has begun is kept, the same command goes on with it",
               counts.fetched);
    return kExitInterrupted;
  }
  if (!quiet) Summarize(fetch, counts);
  if (std::fflush(stdout) != 0) return kExitError;
  return counts.failed + fetch.plan.failed_earlier.size() > 0 ? kExitFailedFiles : kExitOk;
}

}  // namespace

int RunFetch(const FetchFlags& flags) {
  CatchStopSignals();
  const Result<Fetch> fetch = Prepare(flags);
  if (!fetch) return Fail(fetch.error());
  SayWhatIsLeftOut(fetch->plan);
  if (flags.dry_run) return ShowPlan(*fetch);
  const Result<FetchCounts> counts = DownloadAll(*fetch, flags);
  if (!counts) return Fail(counts.error());
  return Finish(*fetch, *counts, flags.quiet);
}

}  // namespace rsearch
