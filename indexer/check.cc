#include "indexer/check.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include "indexer/child.h"
#include "rsearch/check.h"
#include "rsearch/index_lock.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxFindings = 20;
constexpr std::int64_t kLeastSeconds = 20;
// The dearest stage takes 0.1 s of CPU a MiB here.
constexpr std::uint64_t kBytesPerSecond = std::uint64_t{1} << 20;
constexpr std::int64_t kWallPerCpu = 10;  // a slow disk is not a hang

// What a child says: the first character tells what the rest of the line is.
constexpr char kAt = '@';
constexpr char kFound = '!';
constexpr char kError = 'E';  // then the code as a character

ChildLimits LimitsFor(std::uint64_t bytes) {
  ChildLimits limits;
  limits.cpu_seconds = kLeastSeconds + static_cast<std::int64_t>(bytes / kBytesPerSecond);
  limits.wall_seconds = limits.cpu_seconds * kWallPerCpu;
  return limits;
}

std::string Duration(std::int64_t seconds) {
  return std::to_string(seconds) + " s";
}

// One stage's run.
class StageRun {
 public:
  StageRun(CheckRequest request, CheckStage stage) : request_(std::move(request)), stage_(stage) {}

  // Adds to `findings`.
  Result<void> Run(const ChildLimits& limits, const std::function<bool()>& stop,
                   std::vector<std::string>* findings) {
    const ChildEnd end = RunInChild(
        limits, [this](const auto& say) { Check(say); },
        [&](const std::string& line) { Hear(line, findings); }, stop);
    if (end.kind == ChildEnd::Kind::kStopped) return Error{ErrorCode::kInterrupted, "interrupted"};
    if (error_) return *error_;
    const std::string place = at_.empty() ? "" : " reading " + at_;
    if (end.kind == ChildEnd::Kind::kCrashed)
      findings->push_back("the check crashed" + place + " (" + strsignal(end.signal) + ")");
    if (end.kind == ChildEnd::Kind::kFailed)
      findings->push_back("the check ran out of memory" + place);
    if (end.kind == ChildEnd::Kind::kTooLong)
      findings->push_back("the check did not end within " + Duration(limits.cpu_seconds) + place);
    return {};
  }

 private:
  // In the child.
  void Check(const std::function<void(const std::string&)>& say) const {
    CheckObserver observer;
    std::size_t told = 0;
    observer.at = [&](const std::string& what) { say(kAt + PlainText(what)); };
    observer.found = [&](const std::string& what) {
      if (++told <= kMaxFindings) say(kFound + PlainText(what));
    };
    const auto done = RunCheckStage(request_, stage_, observer);
    if (!done)
      say(std::string{kError, static_cast<char>('A' + static_cast<int>(done.error().code))} +
          done.error().message);
  }

  void Hear(const std::string& line, std::vector<std::string>* findings) {
    if (line.empty()) return;
    const std::string rest = line.substr(1);
    if (line[0] == kAt) at_ = rest;
    if (line[0] == kFound) findings->push_back(rest);
    if (line[0] == kError && !rest.empty())
      error_ = Error{static_cast<ErrorCode>(rest[0] - 'A'), rest.substr(1)};
  }

  CheckRequest request_;
  CheckStage stage_;
  std::string at_;
  std::optional<Error> error_;
};

std::string Count(std::uint64_t count, const std::string& unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

}  // namespace

Result<CheckReport> CheckIndex(const std::filesystem::path& index, const CheckOptions& options) {
  if (const auto there = LookAtIndex(index); !there) return there.error();
  const auto lock = IndexLock::Take(index, IndexLock::Use::kRead);
  const bool locked = !lock && lock.error().code == ErrorCode::kLocked;
  if (locked) return lock.error();
  // Without a lock file, or the right to read it, nobody is kept out; what is found is still true
  // where nobody writes.
  return CheckLockedIndex(index, lock && lock->left_behind(), options);
}

Result<CheckReport> CheckLockedIndex(const std::filesystem::path& index, bool left_behind,
                                     const CheckOptions& options) {
  const auto there = LookAtIndex(index);
  if (!there) return there.error();
  CheckReport report{{}, there->bytes, there->pages, there->decks, false};
  const ChildLimits limits = LimitsFor(there->bytes);
  const auto run = [&](CheckStage stage) {
    return StageRun({index, left_behind}, stage).Run(limits, options.stop, &report.findings);
  };
  std::vector<CheckStage> stages(kQuickStages.begin(), kQuickStages.end());
  if (options.full) stages.assign(kFullStages.begin(), kFullStages.end());
  for (const CheckStage stage : stages) {
    const auto done = run(stage);
    const bool read_only = !done && done.error().code == ErrorCode::kPermission;
    if (read_only && stage == CheckStage::kTables) {
      report.without_trees = true;
      continue;
    }
    if (!done) return done.error();
    if (!report.findings.empty()) break;
  }
  return report;
}

std::string CheckText(const std::filesystem::path& index, const CheckReport& report, bool full) {
  std::string text;
  const std::string name = PlainPath(index.string());
  for (const std::string& finding : report.findings)
    text += name + ": " + finding + "\n";
  if (!text.empty()) return text;
  constexpr double kMega = 1e6;
  std::array<char, 32> size{};
  std::snprintf(size.data(), size.size(), "%.1f MB", static_cast<double>(report.bytes) / kMega);
  text = name + ": " + (full ? "sound" : "sound at a quick look") + ", " +
         Count(report.pages, "page") + " of " + Count(report.decks, "document") + ", " +
         size.data();
  if (report.without_trees) text += "; its trees not followed: it may only be read";
  return text + (full ? "" : "; every byte of it: rindex check --full") + "\n";
}

}  // namespace rsearch
