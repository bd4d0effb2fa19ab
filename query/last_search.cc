#include "query/last_search.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "rsearch/codec.h"

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

bool WriteNew(const std::string& file, std::string_view bytes) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  const int fd = open(file.c_str(), kFlags, S_IRUSR | S_IWUSR);
  if (fd < 0) return false;
  const bool written = write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  return close(fd) == 0 && written;
}

}  // namespace

std::filesystem::path LastSearchFile() {
  const auto from = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  constexpr std::string_view kName = "rsearch/last-search";
  if (const auto state = from("XDG_STATE_HOME"); state.is_absolute()) return state / kName;
  if (const auto home = from("HOME"); home.is_absolute()) return home / ".local/state" / kName;
  return {};
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
  if (file.empty()) return;
  const std::string bytes = Encode(last);
  const std::string fresh = file.string() + "." + std::to_string(getpid());
  if (!WriteNew(fresh, bytes)) {
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    if (!WriteNew(fresh, bytes)) return;
  }
  if (rename(fresh.c_str(), file.c_str()) != 0) unlink(fresh.c_str());
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
