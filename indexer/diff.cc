#include "indexer/diff.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "indexer/paths.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

bool IsBelowAny(std::string_view path, const std::vector<std::string>& folders) {
  return std::any_of(folders.begin(), folders.end(),
                     [&](const std::string& folder) { return IsBelow(path, folder); });
}

bool IsUnreadable(std::string_view path, const std::vector<UnreadableFolder>& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](const UnreadableFolder& folder) {
    return IsSameOrBelow(path, folder.path);
  });
}

// `known` is a KnownFile or the DeckFiles of a file.
template <class Known>
Reason CompareFile(const Known& known, const FileStamp& before, const FileStamp& now,
                   const DiffInput& input) {
  // A placeholder may be filled without a trace in the stamp.
  if (known.status == FileStatus::kSkipped) return Reason::kWasSkipped;
  if (before != now) return Reason::kStampChanged;
  // Permissions may have been repaired without a trace in the stamp, and trying costs one open().
  if (known.status == FileStatus::kUnreadable) return Reason::kWasUnreadable;
  if (known.extractor_version != input.extractor_version) return Reason::kOtherExtractor;
  if (input.retry && IsFailure(known.status)) return Reason::kRetry;
  return Reason::kUnchanged;
}

// Why a known file that no scan has seen is missing; nothing when nobody looked for it.
std::optional<Reason> CompareMissing(const KnownFile& known, const DiffInput& input) {
  if (!IsBelowAny(known.path, input.roots)) return Reason::kNoRoot;
  if (!IsBelowAny(known.path, input.refreshed)) return std::nullopt;
  if (IsUnreadable(known.path, input.unreadable)) return Reason::kFolderUnreadable;
  return Reason::kGone;
}

std::vector<Move> SortedByFrom(std::vector<Move> moves) {
  std::sort(moves.begin(), moves.end(),
            [](const Move& a, const Move& b) { return a.from < b.from; });
  return moves;
}

// Pairs what `same` accepts and takes it out of both lists.
template <class Same>
void PairWhere(const Same& same, std::vector<PathAndHash>* gone, std::vector<PathAndHash>* come,
               std::vector<Move>* moves) {
  std::unordered_multimap<ContentHash, std::size_t> by_hash;
  for (std::size_t i = 0; i < come->size(); ++i)
    by_hash.emplace((*come)[i].hash, i);
  std::vector<bool> taken(come->size());
  std::vector<PathAndHash> left;
  for (PathAndHash& from : *gone) {
    std::optional<std::size_t> best;
    const auto [begin, end] = by_hash.equal_range(from.hash);
    for (auto it = begin; it != end; ++it) {
      const std::size_t i = it->second;
      if (!taken[i] && same(from, (*come)[i]) && (!best || i < *best)) best = i;
    }
    if (!best) {
      left.push_back(std::move(from));
      continue;
    }
    taken[*best] = true;
    moves->push_back({from.path, (*come)[*best].path});
  }
  *gone = std::move(left);
  std::vector<PathAndHash> rest;
  for (std::size_t i = 0; i < come->size(); ++i)
    if (!taken[i]) rest.push_back(std::move((*come)[i]));
  *come = std::move(rest);
}

}  // namespace

std::string_view Explain(Reason reason) {
  switch (reason) {
    case Reason::kUnchanged:
      return "unchanged";
    case Reason::kFolderUnreadable:
      return "its folder cannot be read";
    case Reason::kBeingWritten:
      return "is being written";
    case Reason::kNew:
      return "new file";
    case Reason::kStampChanged:
      return "size or time changed";
    case Reason::kWasUnreadable:
      return "could not be read last time";
    case Reason::kWasSkipped:
      return "nothing could be read last time";
    case Reason::kSkipped:
      return "nothing to read";
    case Reason::kOtherExtractor:
      return "indexed by another version of the extractor";
    case Reason::kRetry:
      return "failed last time, --retry";
    case Reason::kGone:
      return "gone or excluded";
    case Reason::kNoRoot:
      return "below no root any more";
  }
  return "";
}

Act ActOf(Reason reason) {
  switch (reason) {
    case Reason::kUnchanged:
    case Reason::kFolderUnreadable:
    case Reason::kBeingWritten:
      return Act::kKeep;
    case Reason::kSkipped:
      return Act::kSkip;
    case Reason::kGone:
    case Reason::kNoRoot:
      return Act::kForget;
    default:
      return Act::kRead;
  }
}

std::string ToString(const FileAction& action) {
  const Act act = ActOf(action.reason);
  std::string line = act == Act::kKeep   ? "keep "
                     : act == Act::kRead ? "read "
                     : act == Act::kSkip ? "skip "
                                         : "forget ";
  return line.append(ShellWord(action.path))
      .append(": ")
      .append(action.why.empty() ? Explain(action.reason) : action.why);
}

std::vector<FileAction> Diff(const DiffInput& input) {
  std::unordered_map<std::string_view, const KnownFile*> known;
  for (const KnownFile& file : input.known)
    known.emplace(file.path, &file);
  std::vector<FileAction> actions;
  for (const FileEntry& file : input.files) {
    const auto found = known.find(file.path);
    if (found == known.end()) {
      actions.push_back({Reason::kNew, file.path, file.stamp, std::nullopt});
      continue;
    }
    const KnownFile& before = *found->second;
    actions.push_back(
        {CompareFile(before, before.stamp, file.stamp, input), file.path, file.stamp, before});
    known.erase(found);
  }
  for (const SkippedFile& file : input.skipped) {
    const auto found = known.find(file.path);
    FileAction action{Reason::kSkipped, file.path, file.stamp, std::nullopt, file.reason};
    if (found != known.end()) {
      const KnownFile& before = *found->second;
      action.known = before;
      if (before.status == FileStatus::kSkipped && before.stamp == file.stamp)
        action.reason = Reason::kUnchanged;
      known.erase(found);
    }
    actions.push_back(std::move(action));
  }
  for (const auto& [path, file] : known) {
    if (const auto reason = CompareMissing(*file, input))
      actions.push_back({*reason, file->path, file->stamp, *file});
  }
  std::sort(actions.begin(), actions.end(),
            [](const FileAction& a, const FileAction& b) { return a.path < b.path; });
  return actions;
}

bool IsUnchanged(const std::vector<DeckFiles>& decks, const DiffInput& input) {
  if (!input.unreadable.empty() || input.refreshed.size() != input.roots.size()) return false;
  std::unordered_map<std::string_view, const FileStamp*> files;
  std::unordered_map<std::string_view, const FileStamp*> skipped;
  files.reserve(input.files.size());
  for (const FileEntry& file : input.files)
    files.emplace(file.path, &file.stamp);
  for (const SkippedFile& file : input.skipped)
    skipped.emplace(file.path, &file.stamp);
  std::size_t known = 0;
  for (const DeckFiles& deck : decks) {
    const bool was_skipped = deck.status == FileStatus::kSkipped;
    const auto& scanned = was_skipped ? skipped : files;
    for (const FileEntry& file : deck.files) {
      const auto now = scanned.find(file.path);
      if (now == scanned.end()) return false;
      const bool same =
          was_skipped ? file.stamp == *now->second
                      : CompareFile(deck, file.stamp, *now->second, input) == Reason::kUnchanged;
      if (!same) return false;
      ++known;
    }
  }
  // A file that the index has twice is to be mended.
  return known == input.files.size() + input.skipped.size();
}

std::vector<std::string> HoldBack(const std::function<bool(const std::string& path)>& settled,
                                  std::vector<FileAction>* actions) {
  std::vector<std::string> held;
  for (FileAction& action : *actions) {
    const bool fresh = action.reason == Reason::kNew || action.reason == Reason::kStampChanged ||
                       action.reason == Reason::kWasSkipped;
    if (!fresh || settled(action.path)) continue;
    action.reason = Reason::kBeingWritten;
    held.push_back(action.path);
  }
  return held;
}

std::vector<Move> PairMoves(std::vector<PathAndHash> gone, std::vector<PathAndHash> come) {
  const auto by_path = [](const PathAndHash& a, const PathAndHash& b) { return a.path < b.path; };
  std::sort(gone.begin(), gone.end(), by_path);
  std::sort(come.begin(), come.end(), by_path);
  std::vector<Move> moves;
  PairWhere([](const PathAndHash& a,
               const PathAndHash& b) { return BaseName(a.path) == BaseName(b.path); },
            &gone, &come, &moves);
  PairWhere([](const PathAndHash&, const PathAndHash&) { return true; }, &gone, &come, &moves);
  return SortedByFrom(std::move(moves));
}

}  // namespace rsearch
