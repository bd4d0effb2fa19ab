#include "indexer/ledger.h"

#include <algorithm>
#include <utility>

namespace rsearch {
namespace {

bool ByPath(const FileEntry& a, const FileEntry& b) {
  return a.path < b.path;
}

}  // namespace

Ledger::Ledger(std::vector<DeckFiles> decks) {
  for (DeckFiles& deck : decks) {
    const ContentHash hash = deck.hash;
    const std::vector<FileEntry> files = std::exchange(deck.files, {});
    decks_[hash] = std::move(deck);
    for (const FileEntry& file : files) {
      Forget(file.path);
      content_of_[file.path] = hash;
      decks_[hash].files.push_back(file);
    }
  }
}

std::vector<KnownFile> Ledger::Files() const {
  std::vector<KnownFile> files;
  files.reserve(content_of_.size());
  for (const auto& [hash, deck] : decks_)
    for (const FileEntry& file : deck.files)
      files.push_back({file.path, file.stamp, hash, deck.status, deck.extractor_version});
  return files;
}

std::vector<ContentHash> Ledger::Contents() const {
  std::vector<ContentHash> hashes;
  hashes.reserve(decks_.size());
  for (const auto& [hash, deck] : decks_)
    hashes.push_back(hash);
  return hashes;
}

const DeckFiles* Ledger::Find(const ContentHash& hash) const {
  const auto found = decks_.find(hash);
  return found == decks_.end() ? nullptr : &found->second;
}

void Ledger::SetContent(const ContentHash& hash, FileStatus status,
                        std::uint32_t extractor_version) {
  DeckFiles& deck = decks_[hash];
  deck.hash = hash;
  deck.status = status;
  deck.extractor_version = extractor_version;
}

void Ledger::Assign(const FileEntry& file, const ContentHash& hash) {
  Forget(file.path);
  std::vector<FileEntry>& files = decks_[hash].files;
  files.insert(std::lower_bound(files.begin(), files.end(), file, ByPath), file);
  content_of_[file.path] = hash;
  changed_.insert(hash);
}

void Ledger::Forget(const std::string& path) {
  const auto owner = content_of_.find(path);
  if (owner == content_of_.end()) return;
  const ContentHash hash = owner->second;
  std::vector<FileEntry>& files = decks_[hash].files;
  const auto at = std::lower_bound(files.begin(), files.end(), FileEntry{path, {}}, ByPath);
  if (at != files.end() && at->path == path) files.erase(at);
  content_of_.erase(owner);
  changed_.insert(hash);
}

std::vector<ContentHash> Ledger::TakeChanged() {
  std::vector<ContentHash> changed(changed_.begin(), changed_.end());
  changed_.clear();
  return changed;
}

void Ledger::Erase(const ContentHash& hash) {
  decks_.erase(hash);
  changed_.erase(hash);
}

}  // namespace rsearch
