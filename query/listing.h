// What is found without ranking pages, as plain values: decks, counts, related decks. Renderers
// know nothing of Xapian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/hit.h"
#include "rsearch/paper.h"

namespace rsearch {

struct ListedDeck {
  std::size_t rank = 0;     // 1-based place in the order asked for; what `--open` takes
  std::string path;         // bytes
  std::uint32_t page = 1;   // 1-based: the best that matches
  std::uint32_t pages = 0;  // of the deck
  HitDeck deck;
  std::int32_t date = 0;      // that the list goes by: the deck's, else the year of its paper
  std::vector<Paper> papers;  // as DeckFacts::papers; links are as the catalogue has them
  HitStatus status = HitStatus::kOk;
};

struct DeckList {
  std::string query;              // as typed, cleaned; empty: all decks
  bool complete = true;           // the decks have a page with all that was asked for
  bool wildcard_limited = false;  // as SearchResult
  std::uint64_t total = 0;        // decks that match
  // Of the list of all decks: papers that the catalogues list and of which no file is indexed.
  std::uint64_t known_elsewhere = 0;
  std::vector<ListedDeck> decks;  // by rank
  IndexInfo index;
};

struct FacetValue {
  std::string value;        // "Computer Vision", "2019"
  std::string filter;       // the query that asks for it: field:"Computer Vision"
  std::uint64_t pages = 0;  // that match and have it
  std::uint64_t decks = 0;  // with such a page
  bool operator==(const FacetValue&) const = default;
};

struct Facet {
  std::string_view name;           // of the query's field: "field", "year", "kind", "venue"
  std::vector<FacetValue> values;  // most pages first, then by value
};

struct FacetCounts {
  std::string query;              // as typed, cleaned; empty: all pages
  bool complete = true;           // counted are pages with all that was asked for
  bool wildcard_limited = false;  // as SearchResult
  std::uint64_t pages = 0;        // that match
  std::uint64_t decks = 0;        // with such a page
  std::vector<Facet> facets;
  IndexInfo index;
};

struct RelatedDecks {
  std::string path;        // bytes; of the deck asked about
  std::uint32_t page = 0;  // 1-based; 0: the whole deck was asked about
  HitDeck deck;
  std::optional<Paper> paper;  // as Hit::paper; of the whole deck, when it is about one
  bool known = false;          // what the page is about; without it nothing is related
  // The paper first, then reviews, then trends, each by path. The 1-based place in it is what
  // `--open` takes.
  std::vector<Counterpart> related;
  IndexInfo index;
};

}  // namespace rsearch
