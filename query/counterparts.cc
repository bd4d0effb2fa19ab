#include "query/counterparts.h"

#include <xapian.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "query/web_link.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

std::string AboutTerm(std::string_view id) {
  return std::string(schema::kAbout).append(id);
}

std::vector<std::string> TermsOf(const Paper& paper) {
  std::vector<std::string> terms;
  for (const std::string& id : paper.ids)
    terms.push_back(AboutTerm(id));
  if (const std::string id = TitleId(paper.title); !id.empty()) terms.push_back(AboutTerm(id));
  return terms;
}

bool Share(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::any_of(some.begin(), some.end(), [&](const std::string& term) {
    return std::find(others.begin(), others.end(), term) != others.end();
  });
}

// The first page of `facts` that is about one of `about`; 1 where the whole deck is.
std::uint32_t FirstPageAbout(const DeckFacts& facts, const std::vector<std::string>& about) {
  for (const PaperSpan& span : facts.spans)
    if (Share(TermsOf(facts.papers[span.paper]), about)) return span.first;
  return 1;
}

// What a reader of one wants to see first of the others.
int Place(DeckKind kind) {
  switch (kind) {
    case DeckKind::kPaper:
      return 0;
    case DeckKind::kReview:
      return 1;
    case DeckKind::kTrends:
      return 2;
  }
  return 3;
}

Counterpart Describe(const Deck& deck, const std::vector<std::string>& about) {
  Counterpart counterpart;
  counterpart.path = deck.path();
  counterpart.page = FirstPageAbout(deck.record.facts, about);
  counterpart.title = deck.record.facts.title;
  counterpart.kind = deck.record.facts.kind;
  counterpart.status = deck.status;
  return counterpart;
}

}  // namespace

std::optional<Paper> PaperOnPage(const Deck& deck, std::uint32_t page) {
  const DeckFacts& facts = deck.record.facts;
  const Paper* paper = facts.PaperOn(page);
  if (paper == nullptr) return std::nullopt;
  std::optional<Paper> found = *paper;
  // The review's page 3 is not what is on page 3 of the paper.
  if (facts.kind != DeckKind::kPaper) found->review_link = LinkToPage(found->review_link, page);
  return found;
}

std::vector<std::string> AboutTerms(DeckCache* decks, const Deck& deck, std::uint32_t page) {
  const DeckFacts& facts = deck.record.facts;
  if (page > 0 && !facts.spans.empty()) {
    const Paper* paper = facts.PaperOn(page);
    return paper == nullptr ? std::vector<std::string>() : TermsOf(*paper);
  }
  std::vector<std::string> terms;
  const Xapian::Document document = decks->index().database().get_document(deck.id);
  Xapian::TermIterator term = document.termlist_begin();
  for (term.skip_to(std::string(schema::kAbout)); term != document.termlist_end(); ++term) {
    if (!(*term).starts_with(schema::kAbout)) break;
    terms.push_back(*term);
  }
  return terms;
}

Result<std::vector<Counterpart>> FindCounterparts(DeckCache* decks, const Deck& deck,
                                                  const std::vector<std::string>& about,
                                                  std::size_t limit) {
  std::vector<Counterpart> found;
  if (about.empty()) return found;
  Xapian::Database& database = decks->index().database();
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER,
                                  Xapian::Query(std::string(schema::kKindDeck)),
                                  Xapian::Query(Xapian::Query::OP_OR, about.begin(), about.end())));
  const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
  for (auto match = matches.begin(); match != matches.end(); ++match) {
    if (*match == deck.id) continue;
    const auto other = decks->Read(*match);
    if (!other) return other.error();
    found.push_back(Describe(**other, about));
  }
  const auto key = [](const Counterpart& one) {
    return std::make_tuple(Place(one.kind), std::string_view(one.path));
  };
  std::sort(found.begin(), found.end(),
            [&](const Counterpart& a, const Counterpart& b) { return key(a) < key(b); });
  found.resize(std::min(found.size(), limit));
  return found;
}

}  // namespace rsearch
