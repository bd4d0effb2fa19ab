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

Reason CompareFile(const KnownFile& known, const FileStamp& stamp, const DiffInput& input) {
  // A placeholder may be filled without a trace in the stamp.
  if (known.status == FileStatus::kSkipped) return Reason::kWasSkipped;
  if (known.stamp != stamp) return Reason::kStampChanged;
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
    actions.push_back({CompareFile(before, file.stamp, input), file.path, file.stamp, before});
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
