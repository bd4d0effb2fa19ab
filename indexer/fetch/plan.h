// What of a catalogue is to be downloaded, and under which names. Pure functions.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/catalogue.h"

namespace rsearch {

struct WantedEntry {
  CatalogueEntry entry;
  bool original_here = false;  // the index has the file its link leads to
  bool review_here = false;
};

struct Download {
  std::string url;    // as PdfUrl() gives it
  std::string file;   // name in the target folder; one name, valid UTF-8, ends in ".pdf"
  std::string title;  // of the entry
  bool operator==(const Download&) const = default;
};

// A link that no request is made for.
struct UnusableLink {
  std::string title;  // of the entry
  std::string link;   // as written; empty when there is none
  std::string why;    // "is no http or https address"; empty when there is none
  bool operator==(const UnusableLink&) const = default;
};

struct EarlierFailure {
  std::string url;
  std::string reason;
  std::int64_t time = 0;  // seconds since 1970
  bool operator==(const EarlierFailure&) const = default;
};

struct FetchPlan {
  std::vector<Download> downloads;             // originals first, in the order of the entries
  std::size_t here = 0;                        // files that need no download
  std::vector<EarlierFailure> failed_earlier;  // left out because of it
  std::vector<UnusableLink> unusable;
};

// What is there already.
struct FilesHere {
  std::set<std::string> in_folder;  // names in the target folder
  std::set<std::string> indexed;    // names of the index's files, wherever they are
};

struct PlanOptions {
  bool reviews = false;                            // reviews too
  std::map<std::string, EarlierFailure> failures;  // by URL; those to leave out
};

// Each URL once, under the title of the first entry that has it. A file is here when an entry's
// match says so, when the target folder has its name, or when the folder or the index has a file
// that begins with the same arXiv id. Names depend on the entries alone, never on what is here, so
// that the next run finds the same ones; originals are named before reviews.
FetchPlan PlanFetch(const std::vector<WantedEntry>& entries, const FilesHere& here,
                    const PlanOptions& options);

// Bytes that a file's name may have, ".pdf" included: leaves space for ".part.from" below the 255
// that file systems allow.
inline constexpr std::size_t kMaxFileName = 200;

// "STEM.pdf" as a name for every file system: one name in any folder, valid UTF-8, without
// characters that only some allow (/ \ : * ? " < > |) or nobody sees, without dots, spaces or
// hyphens in front, at most kMaxFileName bytes, cut between characters. "paper.pdf" where nothing
// is left. `stem` may be any bytes; a ".pdf" at its end is not doubled.
std::string PdfFileName(std::string_view stem);

}  // namespace rsearch
