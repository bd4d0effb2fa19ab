// The client's side of extraction: one worker process kept alive from file to file, watched while
// it works, replaced when it dies, overstays a limit, breaks the protocol or has grown too large.
//
// Limits are enforced from here, not by signals inside the worker: the client reads the worker's
// CPU clock whenever it waits, so the limit is exact, counts this file only, and cannot be moved by
// a worker that a PDF has taken over.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/pdf/answer.h"
#include "core/pdf/protocol.h"
#include "core/pdf/worker_process.h"
#include "rsearch/extractor.h"

namespace rsearch {
namespace pdf {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// How often a silent worker's clock and the caller's `stop` are looked at.
constexpr milliseconds kTick{50};
// Loading Poppler takes 10 ms; a starved machine may take much longer.
constexpr milliseconds kStartLimit{20'000};

// Wall time that passes while this process runs: a gap between two looks counts for little, so that
// Ctrl-Z or a suspended machine does not make a file time out.
class WallClock {
 public:
  milliseconds Elapsed() {
    constexpr Clock::duration kLongestGap = std::chrono::seconds(1);
    const Clock::time_point now = Clock::now();
    elapsed_ += std::min(now - last_, kLongestGap);
    last_ = now;
    return std::chrono::duration_cast<milliseconds>(elapsed_);
  }

 private:
  Clock::time_point last_ = Clock::now();
  Clock::duration elapsed_{0};
};

// One try at one file.
struct Attempt {
  RawDocument document;
  bool killed_from_outside = false;
  bool interrupted = false;
};

class WorkerExtractor : public Extractor {
 public:
  WorkerExtractor(std::filesystem::path program, const ExtractLimits& limits,
                  std::function<bool()> stop)
      : program_(std::move(program)), limits_(limits), stop_(std::move(stop)) {}

  RawDocument Extract(int fd) override;
  Result<void> EnsureWorker();

 private:
  Attempt Try(int fd, bool geometry);
  Verdict Watch(AnswerReader* answer, Attempt* attempt);
  Verdict Die(const AnswerReader& answer, Attempt* attempt);
  bool Stopped() const { return stop_ && stop_(); }

  const std::filesystem::path program_;
  const ExtractLimits limits_;
  const std::function<bool()> stop_;
  std::optional<WorkerProcess> worker_;
};

Error NotReady(const std::filesystem::path& program, const std::string& why) {
  return {ErrorCode::kInternal, program.string() + " " + why};
}

// Waits for the Ready frame of a worker just started.
Result<void> AwaitReady(const std::filesystem::path& program, WorkerProcess* worker) {
  WallClock wall;
  FrameSplitter frames;
  while (wall.Elapsed() < kStartLimit) {
    std::string bytes;
    const WorkerProcess::Received received = worker->Receive(kTick, &bytes);
    frames.Append(bytes);
    if (const std::optional<Frame> frame = frames.Next(); frame) {
      if (frame->type == FrameType::kReady && IsReady(frame->payload)) return {};
      return NotReady(program, "belongs to another version of rsearch");
    }
    if (frames.broken()) return NotReady(program, "is not rsearch's PDF worker");
    if (received == WorkerProcess::Received::kEnd) {
      std::string words = worker->Bury().last_words;
      words = words.substr(0, words.find('\n'));
      return NotReady(program, "ended at once" + (words.empty() ? "" : ": " + words));
    }
  }
  return NotReady(program, "does not answer");
}

Result<void> WorkerExtractor::EnsureWorker() {
  // A worker whose address space is half gone (allocators seldom give it back) would fail an
  // innocent file.
  if (worker_ && worker_->AddressSpace() > limits_.address_space / 2) worker_.reset();
  if (worker_ && worker_->IsAlive()) return {};
  worker_.reset();
  Result<WorkerProcess> started = WorkerProcess::Start(program_, limits_.address_space);
  if (!started) return started.error();
  if (Result<void> ready = AwaitReady(program_, &*started); !ready) return ready.error();
  worker_.emplace(std::move(*started));
  return {};
}

bool HasGeometry(const RawDocument& document) {
  return std::any_of(document.pages.begin(), document.pages.end(),
                     [](const RawPage& page) { return page.has_geometry; });
}

bool IsOneOf(FileStatus status, std::initializer_list<FileStatus> list) {
  return std::find(list.begin(), list.end(), status) != list.end();
}

// Whether plain text may get further: geometry was asked for where it went wrong, and little was
// read.
bool WorthAnotherTry(const Attempt& first) {
  const RawDocument& document = first.document;
  if (first.interrupted ||
      !IsOneOf(document.status, {FileStatus::kCrash, FileStatus::kTimeout, FileStatus::kMemory}))
    return false;
  const bool little = document.pages.size() < document.page_count / 2 || document.pages.empty();
  const bool reached_geometry = document.pages.empty() || HasGeometry(document);
  return little && (reached_geometry || first.killed_from_outside);
}

RawDocument WorkerExtractor::Extract(int fd) {
  Attempt first = Try(fd, true);
  if (!WorthAnotherTry(first)) return std::move(first.document);
  Attempt second = Try(fd, /*geometry=*/first.killed_from_outside);
  const bool better = second.document.pages.size() > first.document.pages.size() ||
                      (!IsFailure(second.document.status) && !second.interrupted);
  return std::move(better ? second.document : first.document);
}

Attempt WorkerExtractor::Try(int fd, bool geometry) {
  Attempt attempt;
  const Request request = MakeRequest(limits_, geometry);
  Result<void> ready = EnsureWorker();
  if (ready && !worker_->Send(Encode(request), fd)) {
    worker_.reset();
    ready = Error{ErrorCode::kIo, "the PDF worker died before it got the file"};
  }
  AnswerReader answer(request);
  Verdict verdict{FileStatus::kCrash, ready ? "" : ready.error().message};
  if (ready) verdict = Watch(&answer, &attempt);
  attempt.document = answer.TakeDocument();
  attempt.document.status = verdict.status;
  attempt.document.reason = std::move(verdict.reason);
  return attempt;
}

Verdict WorkerExtractor::Die(const AnswerReader& answer, Attempt* attempt) {
  const Death death = worker_->Bury();
  worker_.reset();
  attempt->killed_from_outside = death.signal == SIGKILL || death.signal == SIGTERM;
  return JudgeDeath(answer, limits_, death);
}

// Reads the worker's answer to its end, whichever it is. Unless the answer is complete the worker
// is gone afterwards.
Verdict WorkerExtractor::Watch(AnswerReader* answer, Attempt* attempt) {
  const std::chrono::nanoseconds cpu_before = worker_->CpuTime();
  WallClock wall;
  FrameSplitter frames;
  const auto give_up = [&](Verdict verdict) {
    worker_.reset();
    return verdict;
  };
  while (true) {
    std::string bytes;
    const WorkerProcess::Received received = worker_->Receive(kTick, &bytes);
    frames.Append(bytes);
    while (const std::optional<Frame> frame = frames.Next()) {
      if (!answer->Take(*frame)) return give_up(JudgeNonsense(*answer));
    }
    if (answer->end()) {
      if (EndsWorker(*answer->end())) worker_.reset();
      return JudgeEnd(*answer, limits_);
    }
    if (frames.broken()) return give_up(JudgeNonsense(*answer));
    if (received == WorkerProcess::Received::kEnd) return Die(*answer, attempt);
    if (Stopped()) {
      attempt->interrupted = true;
      return give_up({FileStatus::kTimeout, "interrupted"});
    }
    if (worker_->CpuTime() - cpu_before > limits_.cpu)
      return give_up(JudgeCpuLimit(*answer, limits_));
    if (wall.Elapsed() > limits_.wall) return give_up(JudgeWallLimit(*answer, limits_));
  }
}

}  // namespace
}  // namespace pdf

Result<std::unique_ptr<Extractor>> StartWorkerExtractor(const std::filesystem::path& worker,
                                                        const ExtractLimits& limits,
                                                        std::function<bool()> stop) {
  auto extractor = std::make_unique<pdf::WorkerExtractor>(worker, limits, std::move(stop));
  if (Result<void> started = extractor->EnsureWorker(); !started) return started.error();
  return std::unique_ptr<Extractor>(std::move(extractor));
}

}  // namespace rsearch
