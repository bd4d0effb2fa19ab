// Search results as plain values: renderers know nothing of Xapian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/name_source.h"
#include "rsearch/amounts.h"
#include "rsearch/paper.h"
#include "rsearch/types.h"

namespace rsearch {

// A half-open range of Unicode code points.
struct Highlight {
  std::size_t begin = 0, end = 0;
  auto operator<=>(const Highlight&) const = default;
};

struct Snippet {
  std::string text;                   // one line of UTF-8, "… " and " …" where it was cut
  std::vector<Highlight> highlights;  // ascending, not overlapping, within `text`
};

// The file behind a hit, looked at when the hit is shown.
enum class HitStatus { kOk, kChanged, kGone };

struct HitDeck {
  std::string id;  // ContentHash::Hex()
  std::string title;
  std::string author;               // may be empty
  std::vector<std::string> copies;  // other paths with the same content
  DeckKind kind = DeckKind::kReview;
  std::string field;      // "Computer Vision"; may be empty
  std::int32_t date = 0;  // as DeckFacts::date
};

// A page that is much the same as a hit's and was folded into it.
struct HitPage {
  std::string path;        // bytes; as Hit::path of its deck
  std::uint32_t page = 0;  // 1-based
  std::string page_label;  // as Hit::page_label
  HitStatus status = HitStatus::kOk;
  bool operator==(const HitPage&) const = default;
};

// Another deck about the same paper.
struct Counterpart {
  std::string path;        // bytes
  std::uint32_t page = 0;  // 1-based: the first that is about it
  std::string title;       // of the deck
  DeckKind kind = DeckKind::kReview;
  HitStatus status = HitStatus::kOk;
  bool operator==(const Counterpart&) const = default;
};

// Counterparts of a hit; `rsearch --related` has all.
inline constexpr std::size_t kMaxCounterparts = 20;

struct Hit {
  std::size_t rank = 0;  // 1-based place in the order asked for; what `--open` takes
  double score = 0;
  std::string path;         // bytes
  std::uint32_t page = 0;   // 1-based
  std::string page_label;   // as the PDF calls it; the number where it calls it nothing
  std::uint32_t pages = 0;  // of the deck
  std::string title;        // slide title; may be empty
  std::vector<Highlight> title_highlights;
  HitDeck deck;
  // What the page is about; nothing where it is not known. Links are as the catalogue has them, the
  // review's with this page (LinkToPage).
  std::optional<Paper> paper;
  std::vector<Counterpart>
      counterparts;           // the paper, its reviews, trends; kMaxCounterparts at most
  std::vector<HitPage> also;  // this file's first, then by path; by page
  Snippet snippet;
  HitStatus status = HitStatus::kOk;
  std::vector<std::string>
      why;  // --explain: one line a query part, "지식 증류: 7.31 (S지식 B지식 …)"
};

struct IndexInfo {
  std::string path;
  std::uint64_t pages = 0;   // searchable
  Amounts amounts;           // files, and what of them cannot be searched
  std::int64_t updated = 0;  // seconds since 1970
};

// Another name that pages were searched for beside a typed one.
struct Expansion {
  std::string typed;
  std::string name;
  NameSource source = NameSource::kGlossary;
  auto operator<=>(const Expansion&) const = default;
};

// Words that all wild* of a query together stand for, the most frequent ones.
inline constexpr unsigned kMaxWildcardTerms = 500;

struct SearchResult {
  std::string query;        // as typed, cleaned; empty where `like` is not
  std::string like;         // of --like: "BERT.pdf p. 12", "the text given"
  std::uint64_t total = 0;  // pages that match, folded ones too; an estimate unless total_exact
  bool total_exact = true;
  // Pages that have every word asked for, question words aside, by one of its names; an estimate
  // unless it is small. When there are none, `hits` holds the closest pages, and `total` counts
  // only those that are shown.
  std::uint64_t complete = 0;
  std::vector<Expansion> expansions;  // in the order of the query; none with --exact
  std::string did_you_mean;           // the query without its slips; empty when it has none
  bool wildcard_limited = false;      // more words begin so than kMaxWildcardTerms
  std::vector<Hit> hits;              // by rank
  IndexInfo index;
  std::vector<std::string> explain;  // --explain: how the query was read, a line each
};

}  // namespace rsearch
