// Writes contents into the index. With its .cc the only part of the indexer that knows Xapian.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/build_document.h"
#include "indexer/deck_terms.h"
#include "rsearch/catalogue.h"
#include "rsearch/document.h"
#include "rsearch/result.h"

namespace rsearch {

// What refresh needs to know of an index.
struct IndexState {
  std::vector<Root> roots;
  std::vector<DeckFiles> decks;
  std::vector<Catalogue> catalogues;
  std::string rules;           // fingerprint of the rules that the decks' facts were concluded by
  std::uint64_t revision = 0;  // of the commit it was read from
  std::uint64_t pages = 0;
};

// Reads it without taking the writer's lock. kNotFound and the other errors of IndexReader::Open().
Result<IndexState> ReadState(const std::filesystem::path& index);

// What is stored of one content beside its pages.
struct StoredDeck {
  DeckFiles files;
  DeckRecord record;
};

// A content's pages, its deck and its files change together: nothing is visible before Commit().
// After any error the object is of no use and the index is as of the last commit. Not thread-safe.
class ContentWriter {
 public:
  // Takes the index's lock; makes an index where there is none.
  static Result<ContentWriter> Open(const std::filesystem::path& index);
  ContentWriter(const ContentWriter&) = delete;
  ContentWriter& operator=(const ContentWriter&) = delete;
  ContentWriter(ContentWriter&& other) noexcept;
  ContentWriter& operator=(ContentWriter&& other) noexcept;
  ~ContentWriter();

  Result<IndexState> State();

  Result<void> SetRoots(const std::vector<Root>& roots);

  Result<void> SetCatalogues(const std::vector<Catalogue>& catalogues);
  Result<void> SetRules(const std::string& fingerprint);

  // Adds a content or replaces what was stored of it. `terms` are those of `deck`.
  Result<void> Put(const ContentText& content, const StoredDeck& deck, const DeckTerms& terms);

  // kCorrupt when no deck has this hash.
  Result<StoredDeck> ReadDeck(const ContentHash& hash);
  // Its pages, ascending.
  Result<std::vector<PageRecord>> ReadPages(const ContentHash& hash);
  // Replaces the deck of a stored content; its pages stay.
  Result<void> PutDeck(const StoredDeck& deck, const DeckTerms& terms);
  // Replaces on the pages of a stored content what `terms` says otherwise.
  Result<void> PutFacts(const StoredDeck& deck, const DeckTerms& terms);
  // Removes a content with its pages.
  Result<void> Remove(const ContentHash& hash);

  Result<void> Commit();
  Result<std::uint64_t> PageCount();  // uncommitted changes included

 private:
  struct Impl;
  explicit ContentWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// "1.4.22"
std::string XapianVersion();

}  // namespace rsearch
