// A collection's catalogue: what a Markdown file says about papers and their reviews.
//
//   **Computer Vision**
//   - Relational Knowledge Distillation (CVPR 2019)
//       - [Original Paper Link](https://arxiv.org/pdf/1904.05068.pdf) / [Paper Review
//       Link](https://…)
//
// Real catalogues are dirty; all of it is taken as it is, and what is odd is told (MatchCatalogue).
// Pure functions: reading files and writing the index is the indexer's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/paper.h"
#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

// Text is NFKC on one line; links are as written, percent-encoded or not.
struct CatalogueEntry {
  std::string title;                 // without the venue in parentheses
  std::string venue;                 // "CVPR", "Tech report. arXiv v2"; may be empty
  std::uint32_t year = 0;            // 0 when not given
  std::vector<std::string> section;  // headings it stands under, outermost first; not the file's
                                     // own title (a first heading, the only one of level 1)
  std::uint32_t month = 0;    // yyyymm of a section such as "June, 2022", or of a date beside the
                              // title or in its table row; else 0
  std::string original_link;  // empty when missing
  std::string review_link;    // empty when missing
  std::uint32_t line = 0;     // 1-based, of the entry's title
  std::vector<std::string> oddities;  // of how it is written, in words; not seen in the rest
  bool operator==(const CatalogueEntry&) const = default;
};

struct Catalogue {
  std::string path;  // of the Markdown file: absolute, bytes
  FileStamp stamp;   // when it was read
  std::vector<CatalogueEntry> entries;
};

// The entries of `markdown` (any bytes; CommonMark with tables), which may be none: a file that
// lists no PDF and no paper is no catalogue. Never fails; time is linear in the bytes, of which the
// first 2 MiB are read (core/catalogue/markdown.h has all bounds).
//
// An entry is a title with links to the paper, to a review of it, or both: an item of a list, with
// its links beside or below it; a row of a table; a heading or a bold line above its links; a link
// that is itself the title ("[Relational Knowledge Distillation](reviews/rkd.pdf)"). Which link is
// which is told by its label ("paper", "slides", "발표자료") or else by where it leads: a PDF of
// the repository is a review. An item without links among entries is one too. Sections are
// headings, bold lines that stand for one, a short line above a list of entries, and items above
// entries.
std::vector<CatalogueEntry> ParseCatalogue(std::string_view markdown);

// The paper an entry names. Its ids are those in the link to the original.
Paper PaperOf(const CatalogueEntry& entry);

// Something odd about an entry, or about the catalogue at that place.
struct CatalogueProblem {
  std::uint32_t line = 0;  // 1-based
  std::string title;       // of the entry; empty when no entry is meant ("no entry of August 2021")
  std::string what;  // one line: "no review link", "its review link leads to the review of …"
  bool operator==(const CatalogueProblem&) const = default;
};

struct CatalogueMatch {
  // For each entry the file its links lead to, as an index into `files`; nothing where it is not
  // there. A review link that leads to what is clearly another entry's review gives nothing.
  std::vector<std::optional<std::size_t>> review;
  std::vector<std::optional<std::size_t>> original;
  std::vector<CatalogueProblem> problems;  // ascending by line
};

// Finds the entries' files among `files` (absolute paths, bytes) below `root`, which the catalogue
// is in: by the path in the link (of a GitHub blob, raw or relative link, seen from the catalogue's
// folder and from those above it up to the root, a branch's name taken off), then by the file's
// name where only one has it, then by NameKey() of that name. An original is also found by an arXiv
// id that a file's name begins with. Compared decoded and in NFC. Nothing outside `root` is
// reached.
//
// Several entries may have one review: a deck about all of them. But where the file is named after
// one of them, the others' links are taken for mistakes. A link to a file that is not here is a
// problem only where (nearly) all others are.
CatalogueMatch MatchCatalogue(const Catalogue& catalogue, std::string_view root,
                              const std::vector<std::string>& files);

// Encoding for the index (docs/index-format.md). kCorrupt when the bytes are not Encode()'s.
std::string EncodeCatalogues(const std::vector<Catalogue>& catalogues);
Result<std::vector<Catalogue>> DecodeCatalogues(std::string_view bytes);

}  // namespace rsearch
