// Each thread takes the next file from a shared list, opens it, hashes it, and only when nobody has
// claimed its content starts its extractor and analyser. Results wait for the consumer in a queue
// bounded by bytes, so a slow disk holds the threads back instead of filling memory.

#include "indexer/pipeline.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <numeric>
#include <thread>
#include <utility>

#include "indexer/bounded_queue.h"
#include "indexer/hash.h"

namespace rsearch {
namespace {

constexpr std::size_t kQueueBytes = std::size_t{16} << 20;
constexpr std::chrono::milliseconds kIdleInterval{100};
// A file somebody is writing to is read again this often before it is reported.
constexpr int kAttempts = 2;

// What travels to the consumer: a file, or the reason why a thread gave up.
using Message = Result<FileRead>;

std::vector<std::size_t> LargestFirst(const std::vector<FileAction>& actions) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < actions.size(); ++i)
    if (ActOf(actions[i].reason) == Act::kRead) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return actions[a].stamp.size > actions[b].stamp.size;
  });
  return order;
}

// State shared by the threads of one ReadFiles().
struct Shared {
  Shared(const std::vector<FileAction>& all, const ReadOptions& read, ContentClaims* agreed)
      : actions(all),
        options(read),
        claims(*agreed),
        order(LargestFirst(all)),
        threads(std::min(std::max<std::size_t>(read.threads, 1), order.size())),
        queue(kQueueBytes, threads) {}

  const std::vector<FileAction>& actions;
  const ReadOptions& options;
  ContentClaims& claims;
  std::vector<std::size_t> order;
  std::size_t threads;  // no more than there are files
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> abandoned = false;  // the consumer wants nothing more
  BoundedQueue<Message> queue;

  [[nodiscard]] bool Stopped() const {
    return abandoned.load() || (options.stop && options.stop());
  }
};

// One thread's work.
class FileReader {
 public:
  explicit FileReader(Shared* shared) : shared_(*shared) {}

  void Run() {
    while (!shared_.Stopped()) {
      const std::size_t turn = shared_.next.fetch_add(1);
      if (turn >= shared_.order.size()) return;
      Message message = Read(shared_.order[turn]);
      if (shared_.Stopped()) return;  // an interrupted extraction is not a result
      const bool gave_up = !message;
      const std::size_t bytes =
          message && message->content ? message->content->ByteSize() : sizeof(Message);
      if (!shared_.queue.Push(std::move(message), bytes) || gave_up) return;
    }
  }

 private:
  Message Read(std::size_t action) {
    FileRead file;
    file.action = action;
    const std::string& path = shared_.actions[action].path;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const Result<OpenedFile> opened = OpenedFile::Open(path);
      if (!opened) return Failed(opened.error(), std::move(file));
      file.stamp = opened->stamp();
      const Result<ContentHash> hash = HashContent(*opened, [this] { return shared_.Stopped(); });
      if (!hash) return Failed(hash.error(), std::move(file));
      if (!opened->IsAsOpened()) continue;
      file.hash = *hash;
      if (!shared_.claims.Claim(*hash, shared_.actions[action].extract_again())) {
        file.kind = FileRead::Kind::kKnown;
        return file;
      }
      if (auto ready = Prepare(); !ready) return ready.error();
      const Result<RawDocument> raw = extractor_->Extract(opened->fd());
      if (!raw) return raw.error();
      if (!opened->IsAsOpened()) {
        shared_.claims.Abandon(*hash);
        continue;
      }
      file.kind = FileRead::Kind::kExtracted;
      file.content = builder_->Build(*hash, *raw, BuildDocumentText(*raw));
      return file;
    }
    file = Failed({ErrorCode::kIo, "is being written to"}, std::move(file));
    file.kind = FileRead::Kind::kChanging;
    return file;
  }

  [[nodiscard]] FileRead Failed(const Error& error, FileRead file) const {
    const FileAction& action = shared_.actions[file.action];
    file.kind = error.code == ErrorCode::kNotFound ? FileRead::Kind::kVanished
                                                   : FileRead::Kind::kUnreadable;
    if (file.stamp == FileStamp{}) file.stamp = action.stamp;
    file.hash = HashOfPath(action.path);
    file.reason = error.message;
    return file;
  }

  // The extractor and the analyser cost a process and some milliseconds: only files that are really
  // new pay for them.
  Result<void> Prepare() {
    if (extractor_) return {};
    auto analyzer = Analyzer::Create();
    if (!analyzer) return analyzer.error();
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
    builder_ = std::make_unique<DocumentBuilder>(analyzer_.get());
    auto extractor = shared_.options.make_extractor();
    if (!extractor) return extractor.error();
    extractor_ = std::move(*extractor);
    return {};
  }

  Shared& shared_;
  std::unique_ptr<Analyzer> analyzer_;
  std::unique_ptr<DocumentBuilder> builder_;
  std::unique_ptr<Extractor> extractor_;
};

// Threads that are told to stop and waited for, whatever way ReadFiles() ends.
class ReaderThreads {
 public:
  explicit ReaderThreads(Shared* shared) : shared_(shared) {
    for (std::size_t i = 0; i < shared->threads; ++i) {
      threads_.emplace_back([shared] {
        FileReader(shared).Run();
        shared->queue.Done();
      });
    }
  }
  ReaderThreads(const ReaderThreads&) = delete;
  ReaderThreads& operator=(const ReaderThreads&) = delete;
  ReaderThreads(ReaderThreads&&) = delete;
  ReaderThreads& operator=(ReaderThreads&&) = delete;
  ~ReaderThreads() {
    shared_->abandoned = true;
    shared_->queue.Close();
    for (std::thread& thread : threads_)
      thread.join();
  }

 private:
  Shared* shared_;
  std::vector<std::thread> threads_;
};

}  // namespace

Result<void> ReadFiles(const std::vector<FileAction>& actions, const ReadOptions& options,
                       ContentClaims* claims, const std::function<Result<void>(FileRead)>& consume,
                       const std::function<Result<void>()>& idle) {
  Shared shared(actions, options, claims);
  const ReaderThreads threads(&shared);
  while (!shared.queue.Exhausted()) {
    std::optional<Message> message = shared.queue.Pop(kIdleInterval);
    if (message && !*message) return message->error();
    if (message) {
      if (auto consumed = consume(std::move(**message)); !consumed) return consumed;
    }
    if (auto idled = idle(); !idled) return idled;
  }
  return {};
}

}  // namespace rsearch
