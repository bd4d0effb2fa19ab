// What the last search for people showed, so that `rsearch --open 2` knows what 2 was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "query/hit.h"
#include "query/listing.h"
#include "rsearch/result.h"

namespace rsearch {

struct LastSearch {
  struct Entry {
    std::size_t rank = 0;
    std::string path;
    std::uint32_t page = 0;
  };
  std::string query;
  std::vector<Entry> hits;
};

// StateFile("last-search").
std::filesystem::path LastSearchFile();

// Every hit, deck or related deck with its rank.
LastSearch WhatWasShown(const SearchResult& result);
LastSearch WhatWasShown(const DeckList& list);
LastSearch WhatWasShown(const RelatedDecks& related);

// Replaces `file`. Nothing depends on it, so failures are not reported.
void Remember(const LastSearch& last, const std::filesystem::path& file);

// kNotFound where nothing was remembered, kCorrupt where the file is not one of ours.
Result<LastSearch> ReadLastSearch(const std::filesystem::path& file);

}  // namespace rsearch
