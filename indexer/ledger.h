// Which files have which content: the index's file records in memory while an update changes them.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/diff.h"
#include "rsearch/document.h"
#include "rsearch/types.h"

namespace rsearch {

// A path belongs to exactly one content at any time. Not thread-safe.
class Ledger {
 public:
  Ledger() = default;
  // Where a path has two contents (a commit between them was the last one), one of them loses it
  // and counts as changed.
  explicit Ledger(std::vector<DeckFiles> decks);

  [[nodiscard]] std::vector<KnownFile> Files() const;
  [[nodiscard]] std::vector<ContentHash> Contents() const;

  // Null when no content has this hash. Valid until the next change.
  [[nodiscard]] const DeckFiles* Find(const ContentHash& hash) const;

  // A content that is new or was extracted again; its files stay as they are.
  void SetContent(const ContentHash& hash, FileStatus status, std::uint32_t extractor_version);

  // The file at `path` has the content `hash`, which must be known; takes the path away from the
  // content that had it.
  void Assign(const FileEntry& file, const ContentHash& hash);

  // The file at `path`, if known, is no more.
  void Forget(const std::string& path);

  // Contents whose files changed and were not settled since; TakeChanged() settles all, in no
  // order.
  [[nodiscard]] bool HasChanges() const { return !changed_.empty(); }
  std::vector<ContentHash> TakeChanged();
  void Touch(const ContentHash& hash) { changed_.insert(hash); }
  void Settle(const ContentHash& hash) { changed_.erase(hash); }

  // Drops a content without files.
  void Erase(const ContentHash& hash);

 private:
  std::unordered_map<ContentHash, DeckFiles> decks_;
  std::unordered_map<std::string, ContentHash> content_of_;
  std::unordered_set<ContentHash> changed_;
};

}  // namespace rsearch
