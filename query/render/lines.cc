#include "query/render/lines.h"

#include <cstdint>
#include <unordered_set>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

std::string DeckLine(const std::string& path, std::uint32_t page, const std::string& title) {
  return PlainPath(path) + ":" + std::to_string(page) + ":1:" + PlainText(title) + "\n";
}

}  // namespace

std::string RenderVimgrep(const SearchResult& result) {
  std::string out;
  for (const Hit& hit : result.hits) {
    const bool has_snippet = !hit.snippet.text.empty();
    const auto& matches = has_snippet ? hit.snippet.highlights : hit.title_highlights;
    const std::size_t column = matches.empty() ? 1 : matches.front().begin + 1;
    out += PlainPath(hit.path) + ":" + std::to_string(hit.page) + ":" + std::to_string(column) +
           ":" + PlainText(has_snippet ? hit.snippet.text : hit.title) + "\n";
  }
  return out;
}

std::string RenderPaths(const SearchResult& result, char terminator) {
  std::string out;
  std::unordered_set<std::string> seen;
  const auto put = [&](const std::string& path) {
    if (seen.insert(path).second) out.append(path).push_back(terminator);
  };
  for (const Hit& hit : result.hits) {
    put(hit.path);
    for (const HitPage& page : hit.also)
      put(page.path);
  }
  return out;
}

std::string RenderVimgrep(const DeckList& list) {
  std::string out;
  for (const ListedDeck& deck : list.decks)
    out += DeckLine(deck.path, deck.page, deck.deck.title);
  return out;
}

std::string RenderVimgrep(const RelatedDecks& related) {
  std::string out;
  for (const Counterpart& deck : related.related)
    out += DeckLine(deck.path, deck.page, deck.title);
  return out;
}

std::string RenderPaths(const DeckList& list, char terminator) {
  std::string out;
  for (const ListedDeck& deck : list.decks)
    out.append(deck.path).push_back(terminator);
  return out;
}

std::string RenderPaths(const RelatedDecks& related, char terminator) {
  std::string out;
  for (const Counterpart& deck : related.related)
    out.append(deck.path).push_back(terminator);
  return out;
}

}  // namespace rsearch
