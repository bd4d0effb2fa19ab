// Carries what was read into the index: the ledger of files, the pages, and when to commit.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/claims.h"
#include "indexer/fact_sources.h"
#include "indexer/ledger.h"
#include "indexer/pipeline.h"
#include "indexer/writer.h"
#include "rsearch/analyzer.h"
#include "rsearch/document.h"
#include "rsearch/result.h"

namespace rsearch {

// After any error the object is of no use and the index is as of the last commit. Not thread-safe.
class Recorder {
 public:
  // `ledger` is what `writer`'s index holds; `sources` is what will be in force.
  Recorder(ContentWriter* writer, ContentClaims* claims, Ledger ledger, FactSources sources);

  // Makes the index remember the roots.
  Result<void> SetRoots();
  // Makes it remember what facts are concluded from.
  Result<void> SetSources(const std::vector<Catalogue>& catalogues, const std::string& rules);

  // A file with its content. Its pages, its record and the record of the content it had before
  // change in the same commit. Commits by itself when enough has come together.
  Result<void> Record(const std::string& path, FileRead file);
  Result<void> Forget(const std::string& path);
  // What the content's facts are concluded from has changed.
  void RenewFacts(const ContentHash& hash);

  // Commits when the last time was long ago.
  Result<void> CommitIfDue();
  // Does nothing when nothing has changed.
  Result<void> Commit();

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  using Clock = std::chrono::steady_clock;

  Result<void> RecordExtracted(const FileEntry& file, const ContentText& content);
  Result<void> RecordKnown(const FileEntry& file, const ContentHash& hash);
  Result<void> Settle(const ContentHash& hash);
  Result<void> WriteFiles(const ContentHash& hash, const DeckFiles& files);
  Result<void> SetFacts(const std::vector<PageRecord>& pages, const SaidOfFile& said,
                        StoredDeck* deck, DeckTerms* terms);

  ContentWriter& writer_;
  ContentClaims& claims_;
  const FactSources sources_;
  Ledger ledger_;
  std::unique_ptr<Analyzer> analyzer_;  // for names; made when first needed
  // Files whose content another thread is still extracting.
  std::unordered_map<ContentHash, std::vector<FileEntry>> waiting_;
  std::unordered_set<ContentHash> renew_;
  std::size_t bytes_ = 0;  // written since the last commit
  bool uncommitted_ = false;
  Clock::time_point committed_ = Clock::now();
};

}  // namespace rsearch
