// What a refresh has to do: known files against scanned ones. Pure functions; every action can say
// why.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/scan.h"
#include "rsearch/document.h"
#include "rsearch/types.h"

namespace rsearch {

// A file the index knows.
struct KnownFile {
  std::string path;
  FileStamp stamp;
  ContentHash hash;
  FileStatus status = FileStatus::kOk;
  std::uint32_t extractor_version = 0;
};

enum class Reason {
  kUnchanged,         // keep: size and time are as they were
  kFolderUnreadable,  // keep: its folder could not be read
  kBeingWritten,      // keep, or leave a new one alone: it is not whole yet (rindex watch)
  kNew,               // read
  kStampChanged,      // read: size or time differ
  kWasUnreadable,     // read: it could not be opened last time
  kWasSkipped,        // read: last time there was nothing to read
  kOtherExtractor,    // read again: its text was taken by another version
  kRetry,             // read again: it failed and --retry asks for it
  kSkipped,           // skip: there is nothing to read
  kGone,              // forget: not there any more, or excluded
  kNoRoot,            // forget: below no root of the index any more
};
std::string_view Explain(Reason reason);

enum class Act { kKeep, kRead, kSkip, kForget };
Act ActOf(Reason reason);

struct FileAction {
  Reason reason = Reason::kUnchanged;
  std::string path;
  FileStamp stamp;                 // as scanned; as known for what is not there
  std::optional<KnownFile> known;  // nothing for a new file
  std::string why{};               // kSkipped: what is there instead

  // True when the content must go through the extractor even if the index has it.
  [[nodiscard]] bool extract_again() const {
    return reason == Reason::kOtherExtractor || reason == Reason::kRetry;
  }
};

// "read /reviews/a.pdf: new file"; the path as a shell word
std::string ToString(const FileAction& action);

struct DiffInput {
  std::vector<KnownFile> known;              // of the whole index, any order
  std::vector<FileEntry> files;              // of all refreshed roots, any order
  std::vector<SkippedFile> skipped;          // likewise; none of them among `files`
  std::vector<UnreadableFolder> unreadable;  // of all refreshed roots
  std::vector<std::string> refreshed;        // paths of the roots that were scanned
  std::vector<std::string> roots;            // paths of all roots
  std::uint32_t extractor_version = 0;
  bool retry = false;
};

// Ascending by path. Known files of roots that were not refreshed are left out.
std::vector<FileAction> Diff(const DiffInput& input);

// Whether Diff() would find every file as it was: all roots scanned and readable, the files of
// `input` those of `decks` (`input.known` is not looked at), each kUnchanged. Much cheaper.
bool IsUnchanged(const std::vector<DeckFiles>& decks, const DiffInput& input);

// Turns what is to be read, because it is new or its stamp changed, into kBeingWritten where
// `settled` says no. Gives their paths.
std::vector<std::string> HoldBack(const std::function<bool(const std::string& path)>& settled,
                                  std::vector<FileAction>* actions);

// A path that went away and one that came, with the same content.
struct PathAndHash {
  std::string path;
  ContentHash hash;
};
struct Move {
  std::string from, to;
  bool operator==(const Move&) const = default;
};

// Pairs every path of `gone` with at most one of `come` of the same content: the same base name
// first, then in order of paths. Ascending by `from`.
std::vector<Move> PairMoves(std::vector<PathAndHash> gone, std::vector<PathAndHash> come);

}  // namespace rsearch
