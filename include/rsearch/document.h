// What the index stores, as plain values, and their byte encoding (spec: docs/index-format.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/gloss.h"
#include "rsearch/page.h"
#include "rsearch/paper.h"
#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

// One page as stored beside its terms: enough to show a hit without the PDF.
struct PageRecord {
  std::uint32_t number = 0;  // 1-based
  std::string label;         // empty when it equals the number
  float width = 0;           // points
  float height = 0;
  bool slide = false;
  std::string title;  // as Page::title
  std::string text;   // as Page::text, soft hyphens included
};

// A file that has some content. Paths are bytes: absolute, as the file system gives them.
struct FileEntry {
  std::string path;
  FileStamp stamp;
  auto operator<=>(const FileEntry&) const = default;
};

// The part of a deck that refresh needs for every file, kept in a value slot so that it streams.
struct DeckFiles {
  ContentHash hash;  // of the content; of "path:" + path for a file that could not be read
  FileStatus status = FileStatus::kOk;
  std::uint32_t extractor_version = 0;
  std::vector<FileEntry> files;  // sorted by path; the first one is the deck's primary path
};

// Pages that are about one of a deck's papers.
struct PaperSpan {
  std::uint32_t first = 0, last = 0;  // 1-based pages, both included
  std::uint32_t paper = 0;            // index into DeckFacts::papers
  bool operator==(const PaperSpan&) const = default;
};

// What a deck is and is about: concluded from its pages, its names, the name rules and the
// catalogue. Made anew when one of them changes, without reading the PDF.
struct DeckFacts {
  std::string title;  // of the deck; for showing
  DeckKind kind = DeckKind::kReview;
  std::string field;                     // as shown: "Computer Vision"; empty when not known
  std::vector<std::string> field_names;  // other names it is found by: "computer_vision"
  std::int32_t date = 0;         // yyyymmdd, 00 for a day or month that is not known; 0 for none
  std::vector<Paper> papers;     // it is about, or is; the catalogue's order
  std::vector<PaperSpan> spans;  // of a deck about several papers; ascending, not overlapping

  // The paper that `page` (1-based) is about; null when it is none, or not known.
  [[nodiscard]] const Paper* PaperOn(std::uint32_t page) const;
  bool operator==(const DeckFacts&) const = default;
};

// The part of a deck that showing needs, kept as the deck document's data.
struct DeckRecord {
  DeckFacts facts;             // for the primary path
  std::string document_title;  // DocumentText::title
  std::string author;          // metadata that the first pages repeat
  FrontMatter front;
  std::vector<std::string> ids;  // of papers, found on the first pages (FindPaperIds)
  bool slides = false;           // most pages are landscape
  std::string reason;            // one line; empty when the status is ok
  std::uint32_t page_count = 0;  // pages the PDF has
  std::uint32_t indexed_pages = 0;
  std::uint32_t textless_pages = 0;   // that were read and hold no text: pictures, scans
  std::uint32_t unread_pages = 0;     // that could not be read, as far as their number is known
  std::vector<std::string> repeated;  // DocumentText::repeated
  std::vector<Gloss> glosses;         // names the pages give for one thing; ascending, bounded
};

struct Root {
  std::string path;                   // absolute, normalised, no trailing slash; bytes
  std::vector<std::string> excludes;  // globs (fnmatch) on the path below the root
};

std::string Encode(const PageRecord& page);
std::string Encode(const DeckFiles& files);
std::string Encode(const DeckRecord& deck);
std::string EncodeRoots(const std::vector<Root>& roots);

// kCorrupt when the bytes are not what Encode() makes.
Result<PageRecord> DecodePage(std::string_view bytes);
Result<DeckFiles> DecodeDeckFiles(std::string_view bytes);
Result<DeckRecord> DecodeDeck(std::string_view bytes);
Result<std::vector<Root>> DecodeRoots(std::string_view bytes);

// The day (UTC) a file was last written, as yyyymmdd.
std::int32_t FileDate(const FileEntry& file);

}  // namespace rsearch
