// New pages are written at once. Changes of files (a copy, a move, a touched file) only mark their
// content in the ledger and are written before the next commit: a deck that gets ten copies in a
// run is rewritten once, and a content that lost its last file may still find another by then.

#include "indexer/recorder.h"

#include <algorithm>
#include <utility>

#include "indexer/conclude_facts.h"
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

ContentText Without(FileStatus status, const ContentHash& hash, const std::string& reason) {
  ContentText content;
  content.hash = hash;
  content.status = status;
  content.deck.reason = reason;
  return content;
}

}  // namespace

Recorder::Recorder(ContentWriter* writer, ContentClaims* claims, Ledger ledger, FactSources sources)
    : writer_(*writer),
      claims_(*claims),
      sources_(std::move(sources)),
      ledger_(std::move(ledger)) {}

Result<void> Recorder::SetRoots() {
  uncommitted_ = true;
  return writer_.SetRoots(sources_.roots());
}

Result<void> Recorder::SetSources(const std::vector<Catalogue>& catalogues,
                                  const std::string& rules) {
  uncommitted_ = true;
  if (auto set = writer_.SetCatalogues(catalogues); !set) return set;
  return writer_.SetRules(rules);
}

Result<void> Recorder::Record(const std::string& path, FileRead file) {
  const FileEntry entry{path, file.stamp};
  switch (file.kind) {
    case FileRead::Kind::kExtracted:
      return RecordExtracted(entry, *file.content);
    case FileRead::Kind::kKnown:
      return RecordKnown(entry, file.hash);
    case FileRead::Kind::kChanging:
    case FileRead::Kind::kUnreadable:
      return RecordExtracted(entry, Without(FileStatus::kUnreadable, file.hash, file.reason));
    case FileRead::Kind::kSkipped:
      return RecordExtracted(entry, Without(FileStatus::kSkipped, file.hash, file.reason));
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
  const SaidOfFile said = sources_.Of(deck.files.files.front().path);
  std::vector<PageRecord> pages;
  if (NeedsPages(deck.record, said))
    for (const IndexedPage& page : content.pages)
      pages.push_back(page.record);
  DeckTerms terms;
  if (auto set = SetFacts(pages, said, &deck, &terms); !set) return set;
  if (auto put = writer_.Put(content, deck, terms); !put) return put;
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

void Recorder::RenewFacts(const ContentHash& hash) {
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
  const bool other_names = !SamePaths(deck->files.files, files.files);
  const bool renew = !renew_.extract(hash).empty();
  const DeckFacts before = std::exchange(deck->record.facts, {});
  deck->files = files;
  const SaidOfFile said = sources_.Of(files.files.front().path);
  Result<std::vector<PageRecord>> pages = std::vector<PageRecord>();
  if (NeedsPages(deck->record, said)) pages = writer_.ReadPages(hash);
  if (!pages) return pages.error();
  DeckTerms terms;
  if (auto set = SetFacts(*pages, said, &*deck, &terms); !set) return set;
  if (renew || other_names || deck->record.facts != before)
    if (auto put = writer_.PutFacts(*deck, terms); !put) return put;
  return writer_.PutDeck(*deck, terms);
}

// Fills in what is concluded, and the terms that come of it.
Result<void> Recorder::SetFacts(const std::vector<PageRecord>& pages, const SaidOfFile& said,
                                StoredDeck* deck, DeckTerms* terms) {
  if (!analyzer_) {
    auto analyzer = Analyzer::Create();
    if (!analyzer) return analyzer.error();
    analyzer_ = std::make_unique<Analyzer>(std::move(*analyzer));
  }
  deck->record.facts = ConcludeFacts(analyzer_.get(), deck->record, said, pages);
  *terms = TermsOf(analyzer_.get(), deck->record, deck->files.files, sources_.roots());
  return {};
}

}  // namespace rsearch
