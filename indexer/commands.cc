#include "indexer/commands.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "indexer/catalogue_list.h"
#include "indexer/catalogues.h"
#include "indexer/check.h"
#include "indexer/fetch/client.h"
#include "indexer/hash.h"
#include "indexer/interrupt.h"
#include "indexer/log.h"
#include "indexer/paths.h"
#include "indexer/progress.h"
#include "indexer/rebuild.h"
#include "indexer/status.h"
#include "indexer/terms.h"
#include "indexer/update.h"
#include "indexer/watch/service.h"
#include "indexer/watch/watch.h"
#include "indexer/worker_version.h"
#include "indexer/writer.h"
#include "rsearch/analyzer.h"
#include "rsearch/config.h"
#include "rsearch/crash_message.h"
#include "rsearch/extractor.h"
#include "rsearch/index_lock.h"
#include "rsearch/printable.h"
#include "rsearch/rebuild.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kNoEnd = std::int64_t{100} * 365 * 24 * 3600;  // seconds

// Says on the console what an update does.
class Console : public UpdateObserver {
 public:
  Console(bool explain, bool quiet) : explain_(explain) {
    if (!quiet) bar_.emplace();
  }

  [[nodiscard]] bool WantsExplanations() const override { return explain_; }
  void Explained(const std::string& line) override {
    if (!explain_) return;
    Clear();
    std::printf("%s\n", PlainText(line).c_str());
  }

  void Failed(const std::string& path, FileStatus status, const std::string& reason) override {
    Clear();
    Log().warn("{}: {}", ShellWord(path), Describe(status, reason));
  }

  void Progressed(std::size_t files, std::size_t of_files, std::size_t pages,
                  const std::string& last_path) override {
    if (bar_) bar_->Draw(files, of_files, pages, last_path);
  }

  void Clear() {
    if (bar_) bar_->Clear();
  }

 private:
  const bool explain_;
  std::optional<ProgressBar> bar_;
};

// The worker program is looked for when the first file needs it.
Result<std::unique_ptr<Extractor>> MakeExtractor(Sandbox sandbox) {
  auto worker = FindWorker();
  if (!worker) return worker.error();
  return StartWorkerExtractor(*worker, ExtractLimits{}, StopRequested, sandbox);
}

// Said in every run, --quiet or not.
Sandbox ChooseSandbox(bool no_sandbox) {
  if (!no_sandbox) return Sandbox::kFull;
  Log().warn("--no-sandbox: a PDF that breaks the PDF library may do whatever you may");
  return Sandbox::kNone;
}

// The index folder in force, which is going to be read.
Result<std::filesystem::path> IndexToRead(const std::string& flag) {
  auto index = IndexFolder(flag);
  if (index) ExplainCrashes("rindex", ReadingIndexMessage(index->string()), kExitError, 0);
  return index;
}

Result<UpdateRequest> RequestOf(const UpdateFlags& flags) {
  UpdateRequest request;
  auto index = IndexToRead(flags.index);
  if (!index) return index.error();
  request.index = std::move(*index);
  auto config = ReadConfig(ConfigFile());
  if (!config) return config.error();
  request.config = std::move(*config);
  for (const std::string& folder : flags.folders) {
    auto path = AbsolutePath(folder);
    if (!path) return path.error();
    request.folders.push_back(std::move(*path));
  }
  request.excludes = flags.excludes;
  request.threads = flags.threads > 0 ? flags.threads : std::thread::hardware_concurrency();
  request.retry = flags.retry;
  request.force = flags.force;
  return request;
}

// Does `work`, which gives a Result; where another program keeps the index locked, again when it
// has finished.
template <class Work>
auto WhenFree(const std::filesystem::path& index, IndexLock::Use use, std::int64_t seconds,
              const Work& work) -> decltype(work()) {
  const auto deadline = Clock::now() + std::chrono::seconds(seconds);
  for (;;) {
    auto done = work();
    const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - Clock::now()).count();
    if (done || done.error().code != ErrorCode::kLocked || left <= 0) return done;
    Log().warn("{}", done.error().message);
    if (auto waited = WaitForLock(index, use, left, StopRequested); !waited) return waited.error();
  }
}

UpdateTools ToolsFor(Sandbox sandbox) {
  return {[sandbox] { return MakeExtractor(sandbox); }, StopRequested};
}

Result<UpdateReport> Rebuild(const RebuildRequest& request, Sandbox sandbox, Console* console) {
  return RebuildIndex(request, ToolsFor(sandbox), console, [&](const std::string& line) {
    console->Clear();
    Log().info("{}", line);
  });
}

// An index of an earlier format is made anew on the way.
Result<UpdateReport> Update(const UpdateRequest& request, Sandbox sandbox, const UpdateTools& tools,
                            Console* console) {
  const auto update = [&] { return UpdateIndex(request, tools, console); };
  auto report = update();
  const bool other_format = !report && report.error().code == ErrorCode::kOtherFormat;
  if (!other_format || !HasOlderFormat(request.index)) return report;
  Log().warn("{}; doing so now", report.error().message);
  report = Rebuild({request.index, {}, request.threads, request.config, false}, sandbox, console);
  const bool more = !request.folders.empty() || !request.excludes.empty();
  return report && !report->interrupted && more ? update() : report;
}

int Interrupted(const UpdateReport& report) {
  Log().warn(
      "interrupted; {} new and {} changed files are in the index, "
      "`rindex update` goes on with the rest",
      report.added + report.moved, report.changed);
  return kExitInterrupted;
}

// What an update that ran to its end comes to.
int Finish(const UpdateReport& report, Clock::time_point started, bool quiet) {
  for (const Error& error : report.root_errors)
    Log().error("{}", error.message);
  for (const std::string& note : report.notes)
    Log().warn("{}", note);
  if (report.interrupted) return Interrupted(report);
  const double seconds = std::chrono::duration<double>(Clock::now() - started).count();
  if (!quiet) std::printf("%s\n", Summary(report, seconds).c_str());
  if (std::fflush(stdout) != 0) return kExitError;
  return report.root_errors.empty() ? kExitOk : kExitError;
}

// --- watch

std::chrono::milliseconds Milliseconds(double seconds) {
  return std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

Result<WatchOptions> OptionsOf(const WatchFlags& flags) {
  WatchOptions options;
  auto index = IndexToRead(flags.index);
  if (!index) return index.error();
  // What a service is told must not depend on where it is started.
  options.index = std::filesystem::absolute(*index);
  for (const std::string& folder : flags.folders) {
    auto path = AbsolutePath(folder);
    if (!path) return path.error();
    options.folders.push_back(std::move(*path));
  }
  options.threads = flags.threads > 0 ? flags.threads : std::thread::hardware_concurrency();
  options.quiet = Milliseconds(flags.debounce);
  options.poll = Milliseconds(flags.poll);
  return options;
}

// What `rindex watch` was told, for the service.
WatchUnit UnitOf(const WatchFlags& flags, const WatchOptions& options) {
  WatchUnit unit;
  unit.program = std::filesystem::read_symlink("/proc/self/exe").string();
  unit.arguments = {"watch", "--index", options.index.string()};
  const auto add = [&](const char* option, const std::string& value) {
    unit.arguments.insert(unit.arguments.end(), {option, value});
  };
  const WatchFlags usual;
  if (flags.debounce != usual.debounce) add("--debounce", fmt::format("{}", flags.debounce));
  if (flags.poll != usual.poll) add("--poll", fmt::format("{}", flags.poll));
  if (flags.threads != usual.threads) add("--jobs", std::to_string(flags.threads));
  if (flags.quiet) unit.arguments.emplace_back("--quiet");
  if (flags.no_sandbox) unit.arguments.emplace_back("--no-sandbox");
  // The shell's variables are not the service's.
  for (const char* name : {"RSEARCH_CONFIG", "RSEARCH_WORKER", "XDG_CONFIG_HOME"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      unit.environment.emplace_back(name, std::filesystem::absolute(value).string());
  return unit;
}

void Print(const std::string& line) {
  std::printf("%s\n", line.c_str());
}

// Folders are indexed here and now: the service need not be told of them then, and a mistake shows.
int InstallWatch(const WatchFlags& flags, const WatchOptions& options) {
  UpdateFlags update;
  update.index = flags.index;
  update.folders = flags.folders;
  update.threads = flags.threads;
  update.quiet = flags.quiet;
  update.no_sandbox = flags.no_sandbox;
  update.wait = kNoEnd;
  if (const int status = RunUpdate(update); status != kExitOk) return status;
  const auto installed = InstallService(UnitOf(flags, options), Print);
  return installed ? kExitOk : Fail(installed.error());
}

int UninstallWatch() {
  const auto uninstalled = UninstallService(Print);
  return uninstalled ? kExitOk : Fail(uninstalled.error());
}

}  // namespace

int RunUpdate(const UpdateFlags& flags) {
  const auto started = Clock::now();
  const Result<UpdateRequest> request = RequestOf(flags);
  if (!request) return Fail(request.error());
  CatchStopSignals();
  const Sandbox sandbox = ChooseSandbox(flags.no_sandbox);
  Console console(flags.explain, flags.quiet);
  const auto report = WhenFree(request->index, IndexLock::Use::kWrite, flags.wait, [&] {
    return Update(*request, sandbox, ToolsFor(sandbox), &console);
  });
  console.Clear();
  if (!report) return Fail(report.error());
  const int status = Finish(*report, started, flags.quiet);
  return status == kExitOk && flags.strict && report->failed > 0 ? kExitFailedFiles : status;
}

int RunStatus(const StatusFlags& flags) {
  const auto index = IndexToRead(flags.index);
  if (!index) return Fail(index.error());
  Result<IndexStatus> status = ReadStatus(*index);
  if (!status) return Fail(status.error());
  status->sandbox = AskSandbox();
  const std::string text = flags.json && flags.failed ? FailedJson(*status) + "\n"
                           : flags.json               ? StatusJson(*status) + "\n"
                           : flags.failed             ? FailedText(*status)
                                                      : StatusText(*status, std::time(nullptr));
  std::fputs(text.c_str(), stdout);
  return kExitOk;
}

int RunTerms(const TermsFlags& flags) {
  const auto index = IndexToRead(flags.index);
  if (!index) return Fail(index.error());
  const auto pairs = ReadTerms(*index, flags.words);
  if (!pairs) return Fail(pairs.error());
  const std::string text = flags.json ? TermsJson(*pairs) + "\n" : TermsText(*pairs);
  std::fputs(text.c_str(), stdout);
  return kExitOk;
}

int RunCatalogue(const CatalogueFlags& flags) {
  const auto index = IndexFolder(flags.index);
  if (!index) return Fail(index.error());
  const auto catalogues = ReadCatalogues(*index);
  if (!catalogues) return Fail(catalogues.error());
  const std::string text = flags.json       ? CatalogueJson(*catalogues) + "\n"
                           : flags.problems ? CatalogueProblems(*catalogues)
                                            : CatalogueText(*catalogues);
  std::fputs(text.c_str(), stdout);
  return kExitOk;
}

int RunRemove(const RemoveFlags& flags) {
  const auto started = Clock::now();
  const auto index = IndexToRead(flags.index);
  if (!index) return Fail(index.error());
  const Result<std::string> folder = AbsolutePath(flags.folder);
  if (!folder) return Fail(folder.error());
  const Result<Config> config = ReadConfig(ConfigFile());
  if (!config) return Fail(config.error());
  CatchStopSignals();
  Console console(false, true);
  auto report = WhenFree(*index, IndexLock::Use::kWrite, flags.wait,
                         [&] { return RemoveRoot(*index, *folder, *config, &console); });
  if (!report) return Fail(report.error());
  if (std::find(config->roots.begin(), config->roots.end(), *folder) != config->roots.end())
    report->notes.push_back(PlainPath(*folder) + " is a root of " +
                            PlainPath(config->file.string()) +
                            ": the next `rindex update` adds it again");
  return Finish(*report, started, flags.quiet);
}

int RunCheck(const CheckFlags& flags) {
  const auto index = IndexFolder(flags.index);
  if (!index) return Fail(index.error());
  CatchStopSignals();
  const auto report = WhenFree(*index, IndexLock::Use::kRead, flags.wait, [&] {
    return CheckIndex(*index, {flags.full, StopRequested});
  });
  if (!report) return Fail(report.error());
  std::fputs(CheckText(*index, *report, flags.full).c_str(), stdout);
  if (std::fflush(stdout) != 0) return kExitError;
  if (report->findings.empty()) return kExitOk;
  Log().error("{} is damaged; make it anew with: rindex rebuild", PlainPath(index->string()));
  return kExitDamaged;
}

int RunRebuild(const RebuildFlags& flags) {
  const auto started = Clock::now();
  RebuildRequest request;
  const auto index = IndexFolder(flags.index);
  if (!index) return Fail(index.error());
  request.index = *index;
  auto config = ReadConfig(ConfigFile());
  if (!config) return Fail(config.error());
  request.config = std::move(*config);
  for (const std::string& folder : flags.folders) {
    auto path = AbsolutePath(folder);
    if (!path) return Fail(path.error());
    request.folders.push_back(std::move(*path));
  }
  request.threads = flags.threads > 0 ? flags.threads : std::thread::hardware_concurrency();
  request.force = flags.force;
  CatchStopSignals();
  const Sandbox sandbox = ChooseSandbox(flags.no_sandbox);
  Console console(false, flags.quiet);
  const auto report = WhenFree(*index, IndexLock::Use::kWrite, flags.wait,
                               [&] { return Rebuild(request, sandbox, &console); });
  console.Clear();
  if (!report) return Fail(report.error());
  if (report->interrupted) {
    Log().warn("interrupted; the old index stays in force, `rindex rebuild` goes on with the rest");
    return kExitInterrupted;
  }
  return Finish(*report, started, flags.quiet);
}

int RunWatch(const WatchFlags& flags) {
  if (flags.uninstall) return UninstallWatch();
  const Result<WatchOptions> options = OptionsOf(flags);
  if (!options) return Fail(options.error());
  if (flags.install) return InstallWatch(flags, *options);
  CatchStopSignals();
  const Sandbox sandbox = ChooseSandbox(flags.no_sandbox);
  WatchTools tools;
  tools.read_config = [] { return ReadConfig(ConfigFile()); };
  tools.update = [&](const UpdateRequest& request, const auto& settled) {
    Console console(false, flags.quiet);
    UpdateTools update_tools = ToolsFor(sandbox);
    update_tools.settled = settled;
    auto report = Update(request, sandbox, update_tools, &console);
    console.Clear();
    return report;
  };
  tools.wait_for_lock = [&] {
    return WaitForLock(options->index, IndexLock::Use::kWrite, kNoEnd, StopRequested);
  };
  tools.say = [&](const std::string& line) {
    if (!flags.quiet) Log().info("{}", line);
  };
  tools.warn = [](const std::string& line) { Log().warn("{}", line); };
  tools.stop = StopRequested;
  if (auto watched = Watch(*options, tools); !watched) return Fail(watched.error());
  return StopSignal() == SIGINT ? kExitInterrupted : kExitOk;
}

std::string VersionText() {
  std::string text = "rindex " RSEARCH_VERSION "\nXapian " + XapianVersion() + "\nICU " +
                     IcuVersion() + "\nOpenSSL " + OpenSslVersion() + "\nlibcurl " + CurlVersion();
  // The worker alone knows Poppler.
  if (const auto worker = FindWorker()) {
    if (const std::string line = WorkerVersion(*worker); !line.empty()) text += "\n" + line;
  }
  return text;
}

}  // namespace rsearch
