#include "query/related.h"

#include <optional>
#include <utility>
#include <vector>

#include "query/counterparts.h"
#include "query/deck_cache.h"
#include "query/index_info.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

std::optional<Paper> PaperOf(const Deck& deck, std::uint32_t page) {
  if (page > 0) return PaperOnPage(deck, page);
  const std::vector<Paper>& papers = deck.record.facts.papers;
  return papers.size() == 1 ? std::optional(papers.front()) : std::nullopt;
}

Result<RelatedDecks> Run(IndexReader& index, const PageName& name, const std::string& folder) {
  const auto file = FindFile(index, name.file, folder);
  if (!file) return file.error();
  DeckCache decks(index);
  const auto deck = decks.Find(std::string(file->deck.bytes()));
  if (!deck) return deck.error();
  const std::uint32_t pages = (*deck)->record.page_count;
  if (pages > 0 && name.page > pages) return NoSuchPage(file->path, name.page, pages);
  RelatedDecks result;
  result.path = file->path;
  result.page = name.page;
  result.deck = DescribeDeck(**deck);
  result.paper = PaperOf(**deck, name.page);
  const std::vector<std::string> about = AboutTerms(&decks, **deck, name.page);
  result.known = !about.empty();
  auto related = FindCounterparts(&decks, **deck, about);
  if (!related) return related.error();
  result.related = std::move(*related);
  result.index = ReadIndexInfo(&index);
  return result;
}

}  // namespace

Result<PageName> ParseDeckName(std::string_view text) {
  if (auto page = ParsePageName(text)) return page;
  if (text.empty() || text.ends_with(':') || text.ends_with('/'))
    return Error{
        ErrorCode::kUsage,
        "--related wants a hit of the last search, FILE or FILE:PAGE, not " + ShellWord(text)};
  return PageName{std::string(text), 0};
}

Result<RelatedDecks> FindRelated(IndexReader& index, const PageName& name,
                                 const std::string& folder) {
  return index.WithRetry([&] { return Run(index, name, folder); });
}

}  // namespace rsearch
