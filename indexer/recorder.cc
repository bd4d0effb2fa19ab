// New pages are written at once. Changes of files (a copy, a move, a touched file) only mark their
// content in the ledger and are written before the next commit: a deck that gets ten copies in a
// run is rewritten once, and a content that lost its last file may still find another by then.

#include "indexer/recorder.h"

#include <algorithm>
#include <utility>

#include "rsearch/extractor.h"

namespace rsearch {
namespace {

// Of ContentText::ByteSize(), some eight times the text. Measured on 19,515 pages (28 MB of text):
// 8 MiB 16.0 s and 91 MiB of memory, 16 MiB 12.7 s and 109, 32 MiB 12.5 s and 142, 64 MiB 29.8 s
// and 209, since Xapian keeps a batch's postings in trees that outgrow the processor's caches.
constexpr std::size_t kBatchBytes = std::size_t{16} << 20;
constexpr std::chrono::seconds kBatchTime{10};

bool SamePaths(const std::vector<FileEntry>& a, const std::vector<FileEntry>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const FileEntry& x, const FileEntry& y) { return x.path == y.path; });
}

ContentText Unreadable(const ContentHash& hash, const std::string& reason) {
  ContentText content;
  content.hash = hash;
  content.status = FileStatus::kUnreadable;
  content.deck.reason = reason;
  return content;
}

}  // namespace

Recorder::Recorder(ContentWriter* writer, ContentClaims* claims, Ledger ledger,
                   std::vector<Root> roots)
    : writer_(*writer), claims_(*claims), roots_(std::move(roots)), ledger_(std::move(ledger)) {}

Result<void> Recorder::SetRoots() {
  uncommitted_ = true;
  return writer_.SetRoots(roots_);
}

Result<void> Recorder::Record(const std::string& path, FileRead file) {
  const FileEntry entry{path, file.stamp};
  switch (file.kind) {
    case FileRead::Kind::kExtracted:
      return RecordExtracted(entry, *file.content);
    case FileRead::Kind::kKnown:
      return RecordKnown(entry, file.hash);
    case FileRead::Kind::kUnreadable:
      return RecordExtracted(entry, Unreadable(file.hash, file.reason));
    case FileRead::Kind::kVanished:
      return Forget(path);
  }
  return {};
}

Result<void> Recorder::RecordExtracted(const FileEntry& file, const ContentText& content) {
  ledger_.SetContent(content.hash, content.status, kExtractorVersion);
  ledger_.Assign(file, content.hash);
  if (const auto waiting = waiting_.extract(content.hash); !waiting.empty())
    for (const FileEntry& copy : waiting.mapped())
      ledger_.Assign(copy, content.hash);
  StoredDeck deck{*ledger_.Find(content.hash), content.deck};
  deck.record.facts.title = DeckTitle(deck.record.document_title, deck.files.files.front().path);
  const auto context = ContextOf(deck.record, deck.files);
  if (!context) return context.error();
  if (auto put = writer_.Put(content, deck, *context); !put) return put;
  ledger_.Settle(content.hash);
  uncommitted_ = true;
  bytes_ += content.ByteSize();
  return bytes_ >= kBatchBytes ? Commit() : Result<void>();
}

Result<void> Recorder::RecordKnown(const FileEntry& file, const ContentHash& hash) {
  claims_.Settle(hash);
  if (ledger_.Find(hash) != nullptr) {
    ledger_.Assign(file, hash);
    uncommitted_ = true;
  } else {
    waiting_[hash].push_back(file);
  }
  return {};
}

Result<void> Recorder::Forget(const std::string& path) {
  ledger_.Forget(path);
  uncommitted_ = true;
  return {};
}

void Recorder::RenewContext(const ContentHash& hash) {
  renew_.insert(hash);
  ledger_.Touch(hash);
  uncommitted_ = true;
}

Result<void> Recorder::CommitIfDue() {
  const bool due = uncommitted_ && Clock::now() - committed_ >= kBatchTime;
  return due ? Commit() : Result<void>();
}

Result<void> Recorder::Commit() {
  if (!uncommitted_ && !ledger_.HasChanges()) return {};
  for (const ContentHash& hash : ledger_.TakeChanged())
    if (auto settled = Settle(hash); !settled) return settled;
  if (auto committed = writer_.Commit(); !committed) return committed;
  bytes_ = 0;
  uncommitted_ = false;
  committed_ = Clock::now();
  return {};
}

// Brings the index's record of a content's files up to date.
Result<void> Recorder::Settle(const ContentHash& hash) {
  const DeckFiles* files = ledger_.Find(hash);
  if (files == nullptr) return {};
  if (!files->files.empty()) return WriteFiles(hash, *files);
  if (!claims_.Retire(hash)) {
    ledger_.Touch(hash);  // a file that has it is on its way: decided at the next commit
    return {};
  }
  ledger_.Erase(hash);
  return writer_.Remove(hash);
}

Result<void> Recorder::WriteFiles(const ContentHash& hash, const DeckFiles& files) {
  Result<StoredDeck> deck = writer_.ReadDeck(hash);
  if (!deck) return deck.error();
  const bool renew = !renew_.extract(hash).empty() || !SamePaths(deck->files.files, files.files);
  deck->files = files;
  if (renew) {
    deck->record.facts.title = DeckTitle(deck->record.document_title, files.files.front().path);
    const auto context = ContextOf(deck->record, files);
    if (!context) return context.error();
    if (auto put = writer_.PutContext(hash, *context); !put) return put;
  }
  return writer_.PutDeck(*deck);
}

Result<std::vector<WeightedTerm>> Recorder::ContextOf(const DeckRecord& deck,
                                                      const DeckFiles& files) {
  if (!analyzer_) {
    auto analyzer = Analyzer::Create();
    if (!analyzer) return analyzer.error();
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
  }
  return ContextTerms(analyzer_.get(), deck, files.files, roots_);
}

}  // namespace rsearch
