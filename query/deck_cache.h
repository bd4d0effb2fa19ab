// Decks as results need them, read from the index once however many of their pages are shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "query/hit.h"
#include "rsearch/document.h"
#include "rsearch/result.h"
#include "rsearch/store.h"

namespace rsearch {

struct Deck {
  Xapian::docid id = 0;
  DeckRecord record;
  DeckFiles files;  // never none
  // Of several copies the first that is still as it was indexed is shown, else the first that is
  // still there, else the first.
  std::size_t shown = 0;  // index in files.files
  HitStatus status = HitStatus::kGone;

  [[nodiscard]] const FileEntry& file() const { return files.files[shown]; }
  [[nodiscard]] const std::string& path() const { return file().path; }
};

// All of it may meet a concurrent commit: use it inside WithRetry(), and Clear() it when that
// begins again.
class DeckCache {
 public:
  explicit DeckCache(IndexReader& index) : index_(index) {}

  // By the bytes of its ContentHash. kCorrupt when there is none. The deck lives as long as the
  // cache.
  Result<const Deck*> Find(const std::string& hash);
  Result<const Deck*> Read(Xapian::docid id);
  void Clear();

  IndexReader& index() { return index_; }

 private:
  IndexReader& index_;
  std::unordered_map<std::string, Xapian::docid> ids_;
  std::unordered_map<Xapian::docid, Deck> decks_;
};

// What of a deck its hits show.
HitDeck DescribeDeck(const Deck& deck);

// The day a deck is from, as DeckFacts::date: what its facts say, else when its file was written.
std::int32_t DateOf(const Deck& deck);

}  // namespace rsearch
