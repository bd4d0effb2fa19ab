// The client's side of extraction: one worker process kept alive from file to file, watched while
// it works, replaced when it dies, overstays a limit, breaks the protocol or has grown too large.
//
// Limits are enforced from here, not by signals inside the worker: the client reads the worker's
// CPU clock whenever it waits, so the limit is exact, counts this file only, and cannot be moved by
// a worker that a PDF has taken over. ladder.h says what is tried on a file.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/pdf/answer.h"
#include "core/pdf/ladder.h"
#include "core/pdf/protocol.h"
#include "core/pdf/worker_process.h"
#include "rsearch/extractor.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace pdf {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// How often a silent worker's clock and the caller's `stop` are looked at; more often when its time
// is nearly up.
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

// What the tries at one file have left to use up.
class Budget {
 public:
  explicit Budget(const ExtractLimits& limits) : limits_(limits) {}

  // CPU time for a try at `rung`; none: that was all.
  [[nodiscard]] std::chrono::nanoseconds Cpu(Rung rung) const {
    // 70 %: with layout, hostile files took at most 3.1 s but for one in a thousand. 5 % are left
    // for what the kernel does at the end of workers that have filled their memory (0.1 s each),
    // and the start of their successors.
    const int percent = rung == Rung::kLayout ? 70 : 95;
    return std::chrono::nanoseconds(limits_.cpu) / 100 * percent - used_;
  }
  void Use(std::chrono::nanoseconds cpu) { used_ += cpu; }
  bool WallIsOver() { return wall_.Elapsed() > limits_.wall; }

 private:
  const ExtractLimits& limits_;
  WallClock wall_;
  std::chrono::nanoseconds used_{0};
};

class WorkerExtractor : public Extractor {
 public:
  WorkerExtractor(std::filesystem::path program, const ExtractLimits& limits,
                  std::function<bool()> stop, Sandbox sandbox)
      : program_(std::move(program)), limits_(limits), stop_(std::move(stop)), sandbox_(sandbox) {}

  Result<RawDocument> Extract(int fd) override;
  Result<void> EnsureWorker();

 private:
  Result<Attempt> Try(int fd, const Request& request, Budget* budget);
  Result<void> SendRequest(int fd, const Request& request);
  void Watch(AnswerReader* answer, Budget* budget, Attempt* attempt);
  std::optional<Verdict> Listen(milliseconds wait, FrameSplitter* frames, AnswerReader* answer,
                                Attempt* attempt);
  Verdict Die(const AnswerReader& answer, Attempt* attempt);
  bool Stopped() const { return stop_ && stop_(); }

  const std::filesystem::path program_;
  const ExtractLimits limits_;
  const std::function<bool()> stop_;
  const Sandbox sandbox_;
  std::optional<WorkerProcess> worker_;
  std::size_t files_ = 0;  // that worker_ was sent
};

Error NotReady(const std::filesystem::path& program, const std::string& why) {
  return {ErrorCode::kInternal, program.string() + " " + why};
}

// Whether the first frame of a worker that was asked for `sandbox` is what it must be.
Result<void> CheckReady(const std::filesystem::path& program, const Frame& frame, Sandbox sandbox) {
  std::optional<Ready> ready;
  if (frame.type == FrameType::kReady) ready = DecodeReady(frame.payload);
  if (!ready) return NotReady(program, "belongs to another version of rsearch");
  if (sandbox != Sandbox::kNone && ready->sandbox == Sandbox::kNone)
    return NotReady(program,
                    "cannot be confined (" + PlainPath(ready->missing) + ") and so reads no PDF");
  return {};
}

// Waits for the Ready frame of a worker just started.
Result<void> AwaitReady(const std::filesystem::path& program, Sandbox sandbox,
                        WorkerProcess* worker) {
  WallClock wall;
  FrameSplitter frames;
  while (wall.Elapsed() < kStartLimit) {
    std::string bytes;
    const WorkerProcess::Received received = worker->Receive(kTick, &bytes);
    frames.Append(bytes);
    if (const std::optional<Frame> frame = frames.Next(); frame)
      return CheckReady(program, *frame, sandbox);
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
  Result<WorkerProcess> started = WorkerProcess::Start(program_, limits_.address_space, sandbox_);
  if (!started) return started.error();
  if (Result<void> ready = AwaitReady(program_, sandbox_, &*started); !ready) return ready.error();
  worker_.emplace(std::move(*started));
  files_ = 0;
  return {};
}

std::uint64_t TextBytes(const RawDocument& document) {
  std::uint64_t bytes = 0;
  for (const RawPage& page : document.pages) {
    bytes += page.text.size();
    for (const Word& word : page.words)
      bytes += word.text.size();
  }
  return bytes;
}

Result<RawDocument> WorkerExtractor::Extract(int fd) {
  Budget budget(limits_);
  std::vector<Attempt> attempts;
  std::optional<Step> step = Step{};
  Request request = MakeRequest(limits_, Rung::kLayout);
  while (step) {
    request.rung = step->rung;
    request.first_page = step->first_page;
    Result<Attempt> attempt = Try(fd, request, &budget);
    if (!attempt) return attempt.error();
    request.text_per_document -= std::min(request.text_per_document, TextBytes(attempt->document));
    attempts.push_back(std::move(*attempt));
    step = NextStep(attempts);
    if (step && budget.Cpu(step->rung).count() <= 0) step.reset();
  }
  return Combine(std::move(attempts));
}

Result<Attempt> WorkerExtractor::Try(int fd, const Request& request, Budget* budget) {
  if (Result<void> sent = SendRequest(fd, request); !sent) return sent.error();
  Attempt attempt;
  attempt.rung = request.rung;
  AnswerReader answer(request);
  Watch(&answer, budget, &attempt);
  attempt.reached = answer.last_page();
  attempt.has_head = answer.has_head();
  attempt.document = answer.TakeDocument();
  return attempt;
}

// A worker that dies before it has the file is not the file's fault, and seldom happens twice.
Result<void> WorkerExtractor::SendRequest(int fd, const Request& request) {
  constexpr int kTries = 3;
  for (int i = 0; i < kTries; ++i) {
    if (Result<void> ready = EnsureWorker(); !ready) return ready;
    if (worker_->Send(Encode(request), fd)) {
      ++files_;
      return {};
    }
    worker_.reset();
  }
  return NotReady(program_, "dies before it gets a file");
}

Verdict WorkerExtractor::Die(const AnswerReader& answer, Attempt* attempt) {
  const Death death = worker_->Bury();
  worker_.reset();
  Verdict verdict = JudgeDeath(answer, limits_, death);
  attempt->not_to_blame = death.signal == SIGKILL || death.signal == SIGTERM;
  return verdict;
}

// Takes what the worker has said by now, or says within `wait`. A verdict once there is no more to
// come; unless the answer is complete the worker is gone then.
std::optional<Verdict> WorkerExtractor::Listen(milliseconds wait, FrameSplitter* frames,
                                               AnswerReader* answer, Attempt* attempt) {
  std::string bytes;
  const WorkerProcess::Received received = worker_->Receive(wait, &bytes);
  frames->Append(bytes);
  bool sense = true;
  while (sense) {
    const std::optional<Frame> frame = frames->Next();
    if (!frame) break;
    sense = answer->Take(*frame);
  }
  if (!sense || (frames->broken() && !answer->end())) {
    worker_.reset();
    return JudgeNonsense(*answer);
  }
  if (answer->end()) {
    if (EndsWorker(*answer->end())) worker_.reset();
    return JudgeEnd(*answer, limits_);
  }
  if (received == WorkerProcess::Received::kEnd) return Die(*answer, attempt);
  return std::nullopt;
}

// Reads the worker's answer to its end, whichever it is.
void WorkerExtractor::Watch(AnswerReader* answer, Budget* budget, Attempt* attempt) {
  const std::chrono::nanoseconds cpu_before = worker_->CpuTime();
  const std::chrono::nanoseconds cpu_limit = budget->Cpu(attempt->rung);
  const bool used_worker = files_ > 1;
  std::chrono::nanoseconds cpu{0};
  FrameSplitter frames;
  std::optional<Verdict> verdict;
  while (!verdict) {
    // One thread uses no more CPU time than passes.
    const milliseconds left = std::chrono::ceil<milliseconds>(cpu_limit - cpu);
    verdict = Listen(std::clamp(left, milliseconds(1), kTick), &frames, answer, attempt);
    if (verdict) break;
    cpu = worker_->CpuTime() - cpu_before;
    if (Stopped()) {
      verdict = {FileStatus::kTimeout, "interrupted", false};
      attempt->interrupted = true;
    } else if (cpu > cpu_limit) {
      verdict = JudgeCpuLimit(*answer, std::chrono::duration_cast<milliseconds>(cpu_limit));
    } else if (budget->WallIsOver()) {
      verdict = JudgeWallLimit(*answer, limits_.wall);
      attempt->out_of_time = true;
    }
    if (verdict) worker_.reset();
  }
  budget->Use(cpu);
  if (verdict->status == FileStatus::kMemory && used_worker) attempt->not_to_blame = true;
  attempt->verdict = std::move(*verdict);
}

}  // namespace
}  // namespace pdf

Result<std::unique_ptr<Extractor>> StartWorkerExtractor(const std::filesystem::path& worker,
                                                        const ExtractLimits& limits,
                                                        std::function<bool()> stop,
                                                        Sandbox sandbox) {
  auto extractor = std::make_unique<pdf::WorkerExtractor>(worker, limits, std::move(stop), sandbox);
  if (Result<void> started = extractor->EnsureWorker(); !started) return started.error();
  return std::unique_ptr<Extractor>(std::move(extractor));
}

}  // namespace rsearch
