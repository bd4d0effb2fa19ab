// One thread drives all transfers (libcurl's multi interface). A Job waits in the queue until its
// host may be asked; then it becomes a Transfer, which is one request and what comes back. What to
// do with an answer is decided by response.h when its body begins, or when it ends without one.

#include "indexer/fetch/client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/fetch/pacing.h"
#include "indexer/fetch/part_file.h"
#include "indexer/fetch/url.h"

namespace rsearch {
namespace {

using std::chrono::milliseconds;

// How long to wait for the network before looking at the clock and at options.stop again.
constexpr milliseconds kTick{100};
// No server needs more for its heads, those of redirects included. Bytes.
constexpr std::size_t kMaxHeadBytes = std::size_t{256} << 10;

struct Job {
  Download download;
  std::string host;
  int attempts = 0;           // requests that were answered with "later", or are under way
  bool from_scratch = false;  // the part did not fit once: it is not tried again
  Pacer::Time not_before = Pacer::Time::min();
};

// What a request came to.
struct Outcome {
  enum class Kind { kFetched, kFailed, kAgain, kWait, kBroken };
  Kind kind = Kind::kFailed;
  std::string reason;            // of kFailed and kWait
  std::chrono::seconds wait{0};  // of kWait: what the server asked for
  std::optional<Error> broken;   // of kBroken: the folder cannot be written
};

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One request. Its address is given to libcurl: it stays where it is.
class Transfer {
 public:
  Transfer(Job job, PartFile part, const ClientOptions& options, const std::string& user_agent)
      : job_(std::move(job)), options_(options), part_(std::move(part)), easy_(curl_easy_init()) {
    offset_ = part_.size();
    SetUp(user_agent);
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;
  ~Transfer() = default;

  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  [[nodiscard]] const Job& job() const { return job_; }
  [[nodiscard]] std::uint64_t received() const { return received_; }
  [[nodiscard]] std::uint64_t size() const { return part_.size(); }

  // After libcurl has ended the transfer.
  Outcome End(CURLcode code) {
    Outcome outcome = OutcomeOf(code);
    if (!keep_part_) part_.Discard();
    if (outcome.kind == Outcome::Kind::kFailed || outcome.kind == Outcome::Kind::kBroken) Abandon();
    return outcome;
  }

  // Keeps the part only where the rest of it can be asked for.
  void Abandon() {
    if (part_.validator().empty()) part_.Discard();
  }

 private:
  template <class Value>
  void Set(CURLoption option, Value value) {
    curl_easy_setopt(easy_.get(), option, value);
  }

  void SetUp(const std::string& user_agent) {
    Set(CURLOPT_URL, job_.download.url.c_str());
    Set(CURLOPT_PROTOCOLS_STR, "http,https");
    Set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    Set(CURLOPT_FOLLOWLOCATION, 1L);
    Set(CURLOPT_MAXREDIRS, kMaxRedirects);
    Set(CURLOPT_USERAGENT, user_agent.c_str());
    Set(CURLOPT_SSL_VERIFYPEER, 1L);
    Set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options_.certificates.empty()) Set(CURLOPT_CAINFO, options_.certificates.c_str());
    Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect.count()));
    Set(CURLOPT_LOW_SPEED_LIMIT, kStallSpeed);
    Set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stall.count()));
    Set(CURLOPT_NOSIGNAL, 1L);
    Set(CURLOPT_QUICK_EXIT, 1L);  // a name server that hangs does not hold up Ctrl-C
    Set(CURLOPT_ERRORBUFFER, error_.data());
    Set(CURLOPT_PRIVATE, this);
    Set(CURLOPT_HEADERFUNCTION, OnHead);
    Set(CURLOPT_HEADERDATA, this);
    Set(CURLOPT_WRITEFUNCTION, OnBody);
    Set(CURLOPT_WRITEDATA, this);
    Set(CURLOPT_NOPROGRESS, 0L);
    Set(CURLOPT_XFERINFOFUNCTION, OnProgress);
    Set(CURLOPT_XFERINFODATA, this);
    if (offset_ > 0) AskForRest();
  }

  void AskForRest() {
    headers_.reset(curl_slist_append(nullptr, ("If-Range: " + part_.validator()).c_str()));
    Set(CURLOPT_HTTPHEADER, headers_.get());
    Set(CURLOPT_RANGE, (std::to_string(offset_) + "-").c_str());
  }

  static std::size_t OnHead(char* bytes, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->TakeHead({bytes, size * count}) ? size * count : 0;
  }
  static std::size_t OnBody(char* bytes, std::size_t size, std::size_t count, void* self) {
    // Not CURL_WRITEFUNC_PAUSE: 0 of some bytes ends the transfer.
    return static_cast<Transfer*>(self)->TakeBody({bytes, size * count}) ? size * count : 0;
  }
  // Bodies of redirects do not come to OnBody().
  static int OnProgress(void* self, curl_off_t /*of*/, curl_off_t bytes, curl_off_t /*up_of*/,
                        curl_off_t /*up*/) {
    auto* transfer = static_cast<Transfer*>(self);
    if (bytes <= static_cast<curl_off_t>(transfer->options_.max_size)) return 0;
    transfer->Fail(TooLargeReason(transfer->options_.max_size));
    return 1;
  }

  bool TakeHead(std::string_view line) {
    head_bytes_ += line.size();
    if (head_bytes_ > kMaxHeadBytes) return Fail("the server's answer has an endless head");
    ReadHeadLine(line, &head_);
    return true;
  }

  bool TakeBody(std::string_view bytes) {
    if (!verdict_ && !Decide()) return false;
    received_ += bytes.size();
    if (part_.size() + start_.size() + bytes.size() > options_.max_size) {
      keep_part_ = false;
      return Fail(TooLargeReason(options_.max_size));
    }
    if (written_) return Write(bytes);
    start_ += bytes;
    if (BeginsLikePdf(start_)) return WriteStart();
    return start_.size() < kPdfHeadSize || Fail(NoPdfReason(start_));
  }

  // True when the body is wanted.
  bool Decide() {
    verdict_ = Judge(head_, offset_, part_.validator(), options_.max_size);
    written_ = verdict_->reaction == Reaction::kAppend;
    return written_ || verdict_->reaction == Reaction::kRestart;
  }

  bool WriteStart() {
    written_ = true;
    return Check(part_.Restart(ValidatorOf(head_))) && Write(std::exchange(start_, {}));
  }

  bool Write(std::string_view bytes) { return Check(part_.Append(bytes)); }

  bool Check(const Result<void>& result) {
    if (!result) broken_ = result.error();
    return result.has_value();
  }

  // Ends the transfer, with the first reason given.
  bool Fail(const std::string& reason) {
    if (reason_.empty()) reason_ = reason;
    return false;
  }

  Outcome OutcomeOf(CURLcode code) {
    if (broken_) return Broken(*broken_);
    if (!reason_.empty()) return {Outcome::Kind::kFailed, reason_, {}, {}};
    const bool answered = code == CURLE_OK || verdict_.has_value();
    if (!answered) return {Outcome::Kind::kFailed, ReasonOf(code), {}, {}};
    if (!verdict_) Decide();
    switch (verdict_->reaction) {
      case Reaction::kAgain:
        keep_part_ = false;
        return {Outcome::Kind::kAgain, "", {}, {}};
      case Reaction::kWait:
        return {Outcome::Kind::kWait, verdict_->reason, RetryAfter(), {}};
      case Reaction::kFail:
        return {Outcome::Kind::kFailed, verdict_->reason, {}, {}};
      case Reaction::kAppend:
      case Reaction::kRestart:
        break;
    }
    if (code != CURLE_OK) return {Outcome::Kind::kFailed, ReasonOf(code), {}, {}};
    return Finish();
  }

  // The body came to its end.
  Outcome Finish() {
    if (!written_) return {Outcome::Kind::kFailed, NoPdfReason(start_), {}, {}};
    const bool whole = verdict_->reaction != Reaction::kAppend || !head_.content_range->total ||
                       *head_.content_range->total == part_.size();
    if (!whole) return {Outcome::Kind::kFailed, EndedEarly(), {}, {}};
    if (auto finished = part_.Finish(); !finished) return Broken(finished.error());
    return {Outcome::Kind::kFetched, "", {}, {}};
  }

  // What is wrong with one name does not concern the others.
  static Outcome Broken(const Error& error) {
    if (error.code == ErrorCode::kLocked || error.code == ErrorCode::kUsage)
      return {Outcome::Kind::kFailed, error.message, {}, {}};
    return {Outcome::Kind::kBroken, "", {}, error};
  }

  [[nodiscard]] std::chrono::seconds RetryAfter() const {
    curl_off_t seconds = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RETRY_AFTER, &seconds);
    return std::chrono::seconds(seconds);
  }

  [[nodiscard]] std::string EndedEarly() const {
    std::string text = "ended early, after " + SizeText(part_.size());
    const auto total =
        verdict_->reaction == Reaction::kAppend ? head_.content_range->total : head_.content_length;
    return total ? text + " of " + SizeText(*total) : text;
  }

  [[nodiscard]] std::string ReasonOf(CURLcode code) const {
    std::string detail =
        error_.front() != '\0' ? std::string(error_.data()) : curl_easy_strerror(code);
    switch (code) {
      case CURLE_COULDNT_RESOLVE_HOST:
        return "no such host: " + job_.host;
      case CURLE_COULDNT_CONNECT:
        return "no connection: " + detail;
      case CURLE_OPERATION_TIMEDOUT:
        return TimeoutReason(detail);
      case CURLE_PEER_FAILED_VERIFICATION:
        return "the server's certificate is not trusted: " + detail;
      case CURLE_SSL_CONNECT_ERROR:
        return "no secure connection: " + detail;
      case CURLE_TOO_MANY_REDIRECTS:
        return "redirected more than " + std::to_string(kMaxRedirects) + " times";
      case CURLE_UNSUPPORTED_PROTOCOL:
        return IsRedirect() ? "redirected to what is no http or https address"
                            : "no HTTP: " + detail;
      case CURLE_PARTIAL_FILE:
        return verdict_ ? EndedEarly() : detail;
      case CURLE_GOT_NOTHING:
        return "no answer";
      default:
        return detail;
    }
  }

  [[nodiscard]] bool IsRedirect() const { return head_.status / 100 == 3; }

  // libcurl has one code for both.
  [[nodiscard]] std::string TimeoutReason(const std::string& detail) const {
    const auto seconds = [](auto time) {
      return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count()) + " s";
    };
    if (!detail.starts_with("Operation too slow"))
      return "no connection within " + seconds(options_.connect);
    return "stalled: less than " + std::to_string(kStallSpeed) + " bytes/s for " +
           seconds(options_.stall);
  }

  const Job job_;
  const ClientOptions& options_;
  std::unique_ptr<curl_slist, ListDeleter> headers_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  PartFile part_;
  bool keep_part_ = true;
  std::uint64_t offset_ = 0;  // where the body asked for begins
  ResponseHead head_;
  std::size_t head_bytes_ = 0;
  std::optional<Verdict> verdict_;
  std::string start_;     // of the body, until it is known to be a PDF's
  bool written_ = false;  // the body goes to the part as it comes
  std::uint64_t received_ = 0;
  std::string reason_;  // why we ended it
  std::optional<Error> broken_;
  // Last: it uses the others until it is gone.
  std::unique_ptr<CURL, EasyDeleter> easy_;
};

// libcurl's multi handle with the transfers in it.
class Transfers {
 public:
  Transfers() : multi_(curl_multi_init()) {}
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;
  Transfers(Transfers&&) = delete;
  Transfers& operator=(Transfers&&) = delete;
  ~Transfers() {
    for (const auto& transfer : active_)
      curl_multi_remove_handle(multi_, transfer->easy());
    active_.clear();
    curl_multi_cleanup(multi_);
  }

  [[nodiscard]] const std::vector<std::unique_ptr<Transfer>>& active() const { return active_; }

  void Start(std::unique_ptr<Transfer> transfer) {
    curl_multi_add_handle(multi_, transfer->easy());
    active_.push_back(std::move(transfer));
  }

  void Abandon() {
    for (const auto& transfer : active_)
      transfer->Abandon();
  }

  void Perform() {
    int running = 0;
    curl_multi_perform(multi_, &running);
  }
  void Wait(milliseconds at_most) {
    curl_multi_poll(multi_, nullptr, 0, static_cast<int>(at_most.count()), nullptr);
  }

  struct Ended {
    std::unique_ptr<Transfer> transfer;
    CURLcode code = CURLE_OK;
  };
  std::optional<Ended> TakeEnded() {
    int left = 0;
    CURLMsg* message = nullptr;
    do {
      message = curl_multi_info_read(multi_, &left);
    } while (message != nullptr && message->msg != CURLMSG_DONE);
    if (message == nullptr) return std::nullopt;
    const CURLcode code = message->data.result;  // the message goes with its handle
    CURL* easy = message->easy_handle;
    curl_multi_remove_handle(multi_, easy);
    const auto found = std::find_if(active_.begin(), active_.end(),
                                    [&](const auto& t) { return t->easy() == easy; });
    Ended ended{std::move(*found), code};
    active_.erase(found);
    return ended;
  }

 private:
  CURLM* multi_;
  std::vector<std::unique_ptr<Transfer>> active_;
};

class Client {
 public:
  Client(const std::vector<Download>& downloads, const ClientOptions& options,
         const std::string& user_agent, FetchObserver* observer)
      : options_(options), user_agent_(user_agent), observer_(*observer), pacer_(options.pause) {
    for (const Download& download : downloads) {
      Job job;
      job.download = download;
      job.host = HostOf(download.url);
      queue_.push_back(std::move(job));
    }
  }

  Result<FetchCounts> Run() {
    while (!Done()) {
      StartReady();
      transfers_.Perform();
      while (auto ended = transfers_.TakeEnded())
        if (auto settled = Settle(std::move(*ended)); !settled) {
          transfers_.Abandon();
          return settled.error();
        }
      Report();
      if (options_.stop && options_.stop()) return Interrupted();
      if (!Done()) transfers_.Wait(kTick);
    }
    return counts_;
  }

 private:
  [[nodiscard]] bool Done() const { return queue_.empty() && transfers_.active().empty(); }

  FetchCounts Interrupted() {
    transfers_.Abandon();
    counts_.interrupted = !Done();
    return counts_;
  }

  [[nodiscard]] Pacer::Time Now() const {
    return options_.now ? options_.now() : std::chrono::steady_clock::now();
  }

  // The first job whose host may be asked now; the end where there is none.
  std::deque<Job>::iterator NextReady(Pacer::Time now) {
    return std::find_if(queue_.begin(), queue_.end(), [&](const Job& job) {
      return std::max(job.not_before, pacer_.ReadyAt(job.host)) <= now;
    });
  }

  void StartReady() {
    while (transfers_.active().size() < options_.parallel) {
      const Pacer::Time now = Now();
      const auto ready = NextReady(now);
      if (ready == queue_.end()) return;
      Job job = std::move(*ready);
      queue_.erase(ready);
      Start(std::move(job), now);
    }
  }

  void Start(Job job, Pacer::Time now) {
    auto part = PartFile::Open(options_.folder, job.download.file, job.download.url);
    if (!part) return Failed(job.download, part.error().message);
    if (job.from_scratch) part->Discard();
    pacer_.Started(job.host, now);
    ++job.attempts;
    observer_.Requested(job.download);
    transfers_.Start(
        std::make_unique<Transfer>(std::move(job), std::move(*part), options_, user_agent_));
  }

  Result<void> Settle(Transfers::Ended ended) {
    Transfer& transfer = *ended.transfer;
    const std::uint64_t size_before = transfer.size();
    const Outcome outcome = transfer.End(ended.code);
    ended_bytes_ += transfer.received();
    switch (outcome.kind) {
      case Outcome::Kind::kFetched:
        ++counts_.fetched;
        observer_.Fetched(transfer.job().download, size_before);
        break;
      case Outcome::Kind::kFailed:
        Failed(transfer.job().download, outcome.reason);
        break;
      case Outcome::Kind::kAgain:
        Again(transfer.job());
        break;
      case Outcome::Kind::kWait:
        WaitOrFail(transfer.job(), outcome);
        break;
      case Outcome::Kind::kBroken:
        return *outcome.broken;
    }
    return {};
  }

  void Failed(const Download& download, const std::string& reason) {
    ++counts_.failed;
    observer_.Failed(download, reason);
  }

  void Again(Job job) {
    if (job.from_scratch) return Failed(job.download, "the server's answers contradict each other");
    job.from_scratch = true;
    queue_.push_front(std::move(job));
  }

  void WaitOrFail(Job job, const Outcome& outcome) {
    const auto wait = RetryWait(job.attempts, outcome.wait, options_.retry);
    if (!wait) return Failed(job.download, GaveUp(job, outcome));
    observer_.Waiting(job.download, outcome.reason, *wait);
    job.not_before = Now() + *wait;
    pacer_.HoldUntil(job.host, job.not_before);
    queue_.push_front(std::move(job));
  }

  static std::string GaveUp(const Job& job, const Outcome& outcome) {
    std::string text = outcome.reason;
    if (job.attempts > 1) text += ", asked " + std::to_string(job.attempts) + " times";
    if (outcome.wait.count() > 0)
      text += ", asked to come back in " + std::to_string(outcome.wait.count()) + " s";
    return text;
  }

  [[nodiscard]] std::uint64_t Received() const {
    std::uint64_t bytes = ended_bytes_;
    for (const auto& transfer : transfers_.active())
      bytes += transfer->received();
    return bytes;
  }

  void Report() {
    if (!transfers_.active().empty()) last_ = transfers_.active().back()->job().download.file;
    counts_.bytes = Received();
    observer_.Progressed(counts_.fetched + counts_.failed, counts_.bytes, last_);
  }

  const ClientOptions& options_;
  const std::string& user_agent_;
  FetchObserver& observer_;
  Pacer pacer_;
  std::deque<Job> queue_;
  Transfers transfers_;
  std::uint64_t ended_bytes_ = 0;  // received by transfers that are gone
  std::string last_;
  FetchCounts counts_;
};

// Once for the process, before the first handle; there is one thread.
bool SetUpCurl() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

}  // namespace

Result<FetchCounts> FetchFiles(const std::vector<Download>& downloads, const ClientOptions& options,
                               const std::string& user_agent, FetchObserver* observer) {
  if (!SetUpCurl()) return Error{ErrorCode::kInternal, "libcurl cannot start"};
  return Client(downloads, options, user_agent, observer).Run();
}

std::string CurlVersion() {
  return curl_version_info(CURLVERSION_NOW)->version;
}

}  // namespace rsearch
