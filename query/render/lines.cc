#include "query/render/lines.h"

#include <cstdint>
#include <string_view>
#include <unordered_set>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

// What stands before the text of a file that is not as it was indexed.
std::string_view Mark(HitStatus status) {
  if (status == HitStatus::kChanged) return "[changed] ";
  return status == HitStatus::kGone ? "[gone] " : "";
}

std::string Line(const std::string& path, std::uint32_t page, std::size_t column, HitStatus status,
                 const std::string& text) {
  const std::string mark(Mark(status));
  return PlainPath(path) + ":" + std::to_string(page) + ":" + std::to_string(column + mark.size()) +
         ":" + mark + PlainText(text) + "\n";
}

std::string AsShellWords(std::string_view paths) {
  std::string lines;
  for (std::size_t begin = 0; begin < paths.size();) {
    const std::size_t end = paths.find('\0', begin);
    lines.append(ShellWord(paths.substr(begin, end - begin))).push_back('\n');
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::string RenderVimgrep(const SearchResult& result) {
  std::string out;
  for (const Hit& hit : result.hits) {
    const bool has_snippet = !hit.snippet.text.empty();
    const auto& matches = has_snippet ? hit.snippet.highlights : hit.title_highlights;
    const std::size_t column = matches.empty() ? 1 : matches.front().begin + 1;
    out += Line(hit.path, hit.page, column, hit.status, has_snippet ? hit.snippet.text : hit.title);
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
    out += Line(deck.path, deck.page, 1, deck.status, deck.deck.title);
  return out;
}

std::string RenderVimgrep(const RelatedDecks& related) {
  std::string out;
  for (const Counterpart& deck : related.related)
    out += Line(deck.path, deck.page, 1, deck.status, deck.title);
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

std::string RenderShellWords(const SearchResult& result) {
  return AsShellWords(RenderPaths(result, '\0'));
}

std::string RenderShellWords(const DeckList& list) {
  return AsShellWords(RenderPaths(list, '\0'));
}

std::string RenderShellWords(const RelatedDecks& related) {
  return AsShellWords(RenderPaths(related, '\0'));
}

}  // namespace rsearch
