#include "indexer/conclude_facts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/assign_pages.h"
#include "rsearch/name_key.h"

namespace rsearch {
namespace {

// A month's section, or as many papers, make a deck one of trends.
constexpr std::size_t kTrendsPapers = 3;
// Longer first-page texts are paragraphs, not titles. Code points.
constexpr std::size_t kMaxTitleLength = 250;
constexpr std::int32_t kMonth = 100;  // in yyyymmdd

DeckKind KindOf(const DeckRecord& deck, const SaidOfFile& said) {
  if (said.names.kind) return *said.names.kind;
  const bool month = std::any_of(said.reviews.begin(), said.reviews.end(),
                                 [](const CatalogueEntry& entry) { return entry.month != 0; });
  if (said.reviews.size() >= kTrendsPapers || (month && said.reviews.size() > 1))
    return DeckKind::kTrends;
  if (!said.reviews.empty()) return DeckKind::kReview;
  if (!said.originals.empty()) return DeckKind::kPaper;
  const bool paper = !deck.front.abstract.empty() || !deck.front.authors.empty();
  return !deck.slides && paper ? DeckKind::kPaper : DeckKind::kReview;
}

bool IsTitle(std::string_view text) {
  return !NameKey(text).empty() && CodePointCount(text) <= kMaxTitleLength;
}

std::string TitleOf(const DeckRecord& deck, const SaidOfFile& said, DeckKind kind) {
  if (said.reviews.size() == 1) return said.reviews.front().title;
  if (said.reviews.empty() && said.originals.size() == 1) return said.originals.front().title;
  const bool printed = IsTitle(deck.document_title);
  if (kind == DeckKind::kPaper && printed) return deck.document_title;
  const NameFacts& names = said.names;
  if (!names.title.empty() && !names.nickname) return names.title;
  if (printed) return deck.document_title;
  for (const std::string* title : {&names.folder_title, &names.title})
    if (!title->empty()) return *title;
  return said.stem;
}

// The ids that are the paper's own: what names it, else what the first pages have if it is just
// one.
std::vector<std::string> OwnIds(const DeckRecord& deck, const SaidOfFile& said) {
  if (!said.names.ids.empty()) return said.names.ids;
  return deck.ids.size() == 1 ? deck.ids : std::vector<std::string>();
}

void Complete(const DeckRecord& deck, const SaidOfFile& said, DeckKind kind, Paper* paper) {
  if (paper->ids.empty()) paper->ids = OwnIds(deck, said);
  if (kind == DeckKind::kPaper) {
    paper->authors = deck.front.authors;
    if (paper->venue.empty()) paper->venue = deck.front.venue;
    if (paper->year == 0) paper->year = deck.front.year;
  }
  if (paper->year == 0 && !paper->ids.empty()) paper->year = YearOfId(paper->ids.front());
}

// The one paper that a deck is about, or is.
Paper OnlyPaper(const DeckRecord& deck, const SaidOfFile& said, const DeckFacts& facts) {
  Paper paper;
  if (!said.reviews.empty()) {
    paper = PaperOf(said.reviews.front());
  } else if (!said.originals.empty()) {
    paper = PaperOf(said.originals.front());
  } else {
    paper.title = facts.title;
  }
  Complete(deck, said, facts.kind, &paper);
  return paper;
}

std::vector<Paper> PapersOf(const std::vector<CatalogueEntry>& entries) {
  std::vector<Paper> papers;
  papers.reserve(entries.size());
  for (const CatalogueEntry& entry : entries)
    papers.push_back(PaperOf(entry));
  return papers;
}

void AddName(const std::string& name, DeckFacts* facts) {
  if (name.empty() || NameKey(name) == NameKey(facts->field)) return;
  facts->field_names.push_back(name);
}

// The catalogue's section is how people name the field; the folder's name finds it too.
void SetField(const SaidOfFile& said, DeckFacts* facts) {
  facts->field = said.names.field;
  for (const std::vector<CatalogueEntry>* entries : {&said.reviews, &said.originals}) {
    if (entries->empty()) continue;
    const CatalogueEntry& entry = entries->front();
    if (entry.month != 0 || entry.section.empty()) continue;
    facts->field = entry.section.back();
    break;
  }
  AddName(said.names.field, facts);
}

std::int32_t DateOf(const SaidOfFile& said) {
  if (said.names.date != 0) return said.names.date;
  for (const CatalogueEntry& entry : said.reviews)
    if (entry.month != 0) return static_cast<std::int32_t>(entry.month) * kMonth;
  return 0;
}

bool HasSeveralPapers(const SaidOfFile& said, DeckKind kind) {
  return kind == DeckKind::kTrends || said.reviews.size() > 1;
}

}  // namespace

bool NeedsPages(const DeckRecord& deck, const SaidOfFile& said) {
  return HasSeveralPapers(said, KindOf(deck, said));
}

DeckFacts ConcludeFacts(Analyzer* analyzer, const DeckRecord& deck, const SaidOfFile& said,
                        const std::vector<PageRecord>& pages) {
  DeckFacts facts;
  facts.kind = KindOf(deck, said);
  facts.title = TitleOf(deck, said, facts.kind);
  facts.date = DateOf(said);
  SetField(said, &facts);
  if (!HasSeveralPapers(said, facts.kind)) {
    facts.papers = {OnlyPaper(deck, said, facts)};
    return facts;
  }
  PageAssignment assigned = AssignPages(analyzer, PapersOf(said.reviews), pages);
  facts.papers = std::move(assigned.papers);
  facts.spans = std::move(assigned.spans);
  return facts;
}

}  // namespace rsearch
