#include "query/last_search.h"

#include <fstream>
#include <iterator>
#include <string_view>

#include "rsearch/codec.h"
#include "rsearch/state_file.h"

namespace rsearch {

namespace {

constexpr std::string_view kMagic = "rsearch last-search 1\n";
constexpr std::uint64_t kMaxHits = 1'000'000;

std::string Encode(const LastSearch& last) {
  ByteWriter out;
  out.Raw(kMagic);
  out.String(last.query);
  out.Varint(last.hits.size());
  for (const LastSearch::Entry& hit : last.hits) {
    out.Varint(hit.rank);
    out.String(hit.path);
    out.Varint(hit.page);
  }
  return out.Take();
}

}  // namespace

std::filesystem::path LastSearchFile() {
  return StateFile("last-search");
}

LastSearch WhatWasShown(const SearchResult& result) {
  LastSearch last{result.query, {}};
  for (const Hit& hit : result.hits)
    last.hits.push_back({hit.rank, hit.path, hit.page});
  return last;
}

LastSearch WhatWasShown(const DeckList& list) {
  LastSearch last{list.query, {}};
  for (const ListedDeck& deck : list.decks)
    last.hits.push_back({deck.rank, deck.path, deck.page});
  return last;
}

LastSearch WhatWasShown(const RelatedDecks& related) {
  LastSearch last;
  for (const Counterpart& deck : related.related)
    last.hits.push_back({last.hits.size() + 1, deck.path, deck.page});
  return last;
}

void Remember(const LastSearch& last, const std::filesystem::path& file) {
  ReplaceStateFile(file, Encode(last));
}

Result<LastSearch> ReadLastSearch(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "no search is remembered; run: rsearch QUERY"};
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ByteReader reader(bytes);
  const bool ours = reader.Raw(kMagic.size()) == kMagic;
  LastSearch last;
  last.query = reader.String();
  const std::uint64_t count = reader.VarintUpTo(kMaxHits);
  for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
    LastSearch::Entry entry;
    entry.rank = static_cast<std::size_t>(reader.Varint());
    entry.path = reader.String();
    entry.page = reader.Uint32();
    last.hits.push_back(std::move(entry));
  }
  if (!ours || !reader.AtEnd())
    return Error{ErrorCode::kCorrupt,
                 "the last search in " + file.string() + " cannot be read; search again"};
  return last;
}

}  // namespace rsearch
