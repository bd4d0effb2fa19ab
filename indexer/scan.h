// The PDFs and Markdown files below a folder, as the file system has them now.
//
// Names are bytes: decomposed Hangul, newlines and invalid UTF-8 come through unchanged. Symbolic
// links are never followed, so there are no loops and nothing outside the root is read. Hidden
// files and folders (".git", "._deck.pdf" of macOS) are left out, the root itself excepted.
//
// What is named like a PDF but holds none here is skipped, with a reason, and not opened but to ask
// where its holes are: links, pipes, sockets, devices; what a cloud service or a downloader has
// only made a place for; files larger than any PDF (kMaxFileSize).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/document.h"
#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

// A folder that could not be read (wholly): what is below it is unknown, not gone.
struct UnreadableFolder {
  std::string path;
  std::string reason;
};

struct SkippedFile {
  std::string path;
  FileStamp stamp;
  std::string reason;  // "a named pipe"
};

struct Scan {
  std::vector<FileEntry> files;              // regular files ending in .pdf, ascending by path
  std::vector<FileEntry> catalogues;         // likewise in .md: those may be some
  std::vector<UnreadableFolder> unreadable;  // below the root
  std::vector<SkippedFile> skipped;          // ascending by path
  bool empty = false;  // the root has no entry of any kind, as a disk that is not mounted
};

// Folders of any depth are walked with a bounded number of descriptors. `stop` (may be empty) is
// asked for each folder. kNotFound, kPermission or kIo for the root itself; kInterrupted.
Result<Scan> ScanRoot(const Root& root, const std::function<bool()>& stop);

// The folders that ScanRoot() reads at `folder` (the root's path or one below it) and below, each
// as soon as it is open at `fd` and before its names are read. The errors of ScanRoot().
using FolderVisitor = std::function<void(int fd, const std::string& path)>;
Result<void> WalkFolders(const Root& root, const std::string& folder, const FolderVisitor& visit,
                         const std::function<bool()>& stop);

// True for the names of files that a scan looks at: not hidden, and ending in .pdf or .md.
bool HasScannedName(std::string_view name);

// True when one of `globs` matches `below` (a path below its root) or its last name. A slash at a
// glob's end is ignored; '*' matches '/' too. Names are compared in their composed form.
bool IsExcluded(const std::vector<std::string>& globs, std::string_view below);

}  // namespace rsearch
