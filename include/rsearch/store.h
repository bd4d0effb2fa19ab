// Opening an index for reading or writing. The one public header that names Xapian types.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rsearch/catalogue.h"
#include "rsearch/document.h"
#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

// The index folder in force: `flag` (from --index) if not empty, else $RSEARCH_INDEX, else
// $XDG_DATA_HOME/rsearch/index, else ~/.local/share/rsearch/index.
Result<std::filesystem::path> IndexFolder(const std::string& flag);

// What a caught Xapian exception means for a user; `folder` is named in the message.
Error FromXapian(const Xapian::Error& error, const std::filesystem::path& folder);

Error NoSpace(const std::filesystem::path& folder);

// A read snapshot of an index. Copies share the snapshot. Not thread-safe.
class IndexReader {
 public:
  // kNotFound: no such folder, or empty, or no index was completed in it; kNotAnIndex;
  // kOtherFormat; kCorrupt, also for a table that is missing or shorter than it was written (other
  // damage shows when it is read, or not: rindex check); kPermission.
  static Result<IndexReader> Open(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  Xapian::Database& database() { return database_; }

  // Runs `work` (Result<T>()). When a writer has committed meanwhile it may have begun to write
  // over blocks of the snapshot, and what was read, be it a value, an error or an exception of
  // Xapian, is not to be trusted: the index is opened again and `work` runs again. An error
  // that comes a hundred times, which takes a second at least, is believed, a value that comes ten
  // times too.
  template <class Work>
  auto WithRetry(const Work& work) -> decltype(work());

  // All of these may meet a concurrent commit: call them inside WithRetry().
  // Nothing when no deck has this hash.
  std::optional<Xapian::docid> FindDeck(const ContentHash& hash);
  Result<DeckRecord> ReadDeck(Xapian::docid deck);
  Result<DeckFiles> ReadDeckFiles(Xapian::docid deck);
  Result<PageRecord> ReadPage(Xapian::docid page);
  // Every deck's files, streamed in docid order.
  Result<void> ForEachDeck(const std::function<void(Xapian::docid, DeckFiles)>& visit);
  Result<std::vector<Root>> Roots();
  // The Markdown files below the roots with what they list; also those that list nothing.
  Result<std::vector<Catalogue>> Catalogues();
  std::int64_t UpdatedSeconds();  // since 1970; 0 when never
  Xapian::doccount PageCount();
  Xapian::doccount DeckCount();

 private:
  IndexReader(std::filesystem::path folder, Xapian::Database database);
  static Result<IndexReader> OpenAt(const std::filesystem::path& path,
                                    const std::filesystem::path& folder);
  template <class Work>
  auto Try(const Work& work) -> decltype(work());
  [[nodiscard]] bool IsOvertaken() const;
  Result<void> Reopen(int attempt);
  std::filesystem::path folder_;
  Xapian::Database database_;
};

// The only writer of an index. Nothing is visible or durable before Commit(); a destroyed writer
// drops what was not committed. After any error the object refuses further work: throw it away, the
// index is as of the last commit. Not thread-safe.
class IndexWriter {
 public:
  // Creates the folder and an empty index where there is none, as a whole or, when the program
  // dies, not at all. Mends what a writer that died has left. kLocked when another writer holds it
  // (index_lock.h); kOtherFormat, kCorrupt.
  static Result<IndexWriter> Open(const std::filesystem::path& folder);
  IndexWriter(IndexWriter&& other) noexcept;
  IndexWriter& operator=(IndexWriter&& other) noexcept;
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;
  ~IndexWriter();

  // Runs `work` (void(Xapian::WritableDatabase&)), turning Xapian's exceptions into an Error.
  Result<void> Do(const std::function<void(Xapian::WritableDatabase&)>& work);
  // The same for work that changes nothing.
  Result<void> Look(const std::function<void(Xapian::WritableDatabase&)>& work);

  Result<void> SetRoots(const std::vector<Root>& roots);
  // Commits, renews the manifest and then fsyncs the folder: without it a lost rename broke 92 of
  // 200 simulated power cuts.
  Result<void> Commit();

 private:
  struct Upkeep;  // the lock, the manifest, the roots
  IndexWriter(std::filesystem::path folder, Xapian::WritableDatabase database,
              std::unique_ptr<Upkeep> upkeep);
  Result<void> TakeOver();
  Result<void> RenewUpkeep();
  Error Fail(Error error);
  std::filesystem::path folder_;
  std::unique_ptr<Upkeep> upkeep_;
  Xapian::WritableDatabase database_;
  bool failed_ = false;
};

// --- implementation of the template

namespace internal {
inline constexpr int kReadAttempts = 100;
inline constexpr int kValueAttempts = 10;
}  // namespace internal

template <class Work>
auto IndexReader::Try(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    return FromXapian(error, folder_);
  }
}

template <class Work>
auto IndexReader::WithRetry(const Work& work) -> decltype(work()) {
  for (int attempt = 1;; ++attempt) {
    auto outcome = Try(work);
    const int attempts = outcome ? internal::kValueAttempts : internal::kReadAttempts;
    if (attempt >= attempts || !IsOvertaken()) return outcome;
    if (auto reopened = Reopen(attempt); !reopened) return reopened.error();
  }
}

}  // namespace rsearch
