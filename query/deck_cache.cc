#include "query/deck_cache.h"

#include <sys/stat.h>

#include <optional>
#include <utility>

namespace rsearch {
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;  // a second's

FileStamp StampOf(const struct stat& status) {
  return {status.st_size, status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec};
}

HitStatus LookAt(const FileEntry& file) {
  struct stat status {};
  if (stat(file.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return HitStatus::kGone;
  return StampOf(status) == file.stamp ? HitStatus::kOk : HitStatus::kChanged;
}

void ChooseFile(Deck* deck) {
  for (const HitStatus wanted : {HitStatus::kOk, HitStatus::kChanged}) {
    for (std::size_t i = 0; i < deck->files.files.size(); ++i) {
      if (LookAt(deck->files.files[i]) != wanted) continue;
      deck->shown = i;
      deck->status = wanted;
      return;
    }
  }
}

Error Corrupt(const IndexReader& index, const char* what) {
  return {ErrorCode::kCorrupt, "index " + index.folder().string() + ": " + what};
}

}  // namespace

Result<const Deck*> DeckCache::Find(const std::string& hash) {
  const auto [slot, added] = ids_.try_emplace(hash);
  if (added) {
    const auto content = ContentHash::FromBytes(hash);
    const auto id = content ? index_.FindDeck(*content) : std::nullopt;
    if (!id) {
      ids_.erase(slot);
      return Corrupt(index_, "a page without its deck");
    }
    slot->second = *id;
  }
  return Read(slot->second);
}

Result<const Deck*> DeckCache::Read(Xapian::docid id) {
  if (const auto known = decks_.find(id); known != decks_.end()) return &known->second;
  auto record = index_.ReadDeck(id);
  if (!record) return record.error();
  auto files = index_.ReadDeckFiles(id);
  if (!files) return files.error();
  if (files->files.empty()) return Corrupt(index_, "a deck without a file");
  Deck deck;
  deck.id = id;
  deck.record = std::move(*record);
  deck.files = std::move(*files);
  ChooseFile(&deck);
  return &decks_.emplace(id, std::move(deck)).first->second;
}

void DeckCache::Clear() {
  ids_.clear();
  decks_.clear();
}

HitDeck DescribeDeck(const Deck& deck) {
  HitDeck described;
  described.id = deck.files.hash.Hex();
  described.title = deck.record.facts.title;
  described.author = deck.record.author;
  described.kind = deck.record.facts.kind;
  described.field = deck.record.facts.field;
  described.date = deck.record.facts.date;
  for (std::size_t i = 0; i < deck.files.files.size(); ++i)
    if (i != deck.shown) described.copies.push_back(deck.files.files[i].path);
  return described;
}

std::int32_t DateOf(const Deck& deck) {
  const std::int32_t date = deck.record.facts.date;
  return date != 0 ? date : FileDate(deck.file());
}

}  // namespace rsearch
