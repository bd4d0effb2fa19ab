#include "query/render/listing.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "query/file_uri.h"
#include "query/render/columns.h"
#include "query/render/describe.h"
#include "query/render/text_parts.h"
#include "query/web_link.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

// Columns that a title must have before other columns make room for it.
constexpr std::size_t kMinTitle = 32;
// Of a field's name; a folder may be called anything.
constexpr std::size_t kMaxField = 24;

template <class Rows, class CellOf>
TextColumn Column(const Rows& rows, const CellOf& cell_of) {
  TextColumn column;
  for (const auto& row : rows)
    column.cells.push_back(cell_of(row));
  return column;
}

// --- decks

struct WebLinks {
  std::string original, review;
};

WebLinks LinksOf(const ListedDeck& listed) {
  if (listed.papers.size() != 1) return {};
  return {WebLink(listed.papers.front().original_link), WebLink(listed.papers.front().review_link)};
}

constexpr std::string_view kOriginalWord = "paper";
constexpr std::string_view kReviewWord = "review";

// "paper review", each word where there is such a link, in places of their own.
std::string LinkWords(const ListedDeck& listed) {
  const WebLinks links = LinksOf(listed);
  std::string words(links.original.empty() ? "" : kOriginalWord);
  if (links.review.empty()) return words;
  words.resize(kOriginalWord.size() + 1, ' ');
  return words.append(kReviewWord);
}

std::string DressLinkWords(const ListedDeck& listed, std::string cell, const TextStyle& style) {
  const WebLinks links = LinksOf(listed);
  if (const std::size_t at = cell.find(kReviewWord); at != std::string::npos)
    cell.replace(at, kReviewWord.size(), Linked(style, links.review, kReviewWord));
  if (cell.starts_with(kOriginalWord))
    cell.replace(0, kOriginalWord.size(), Linked(style, links.original, kOriginalWord));
  return cell;
}

std::string Addresses(const ListedDeck& listed) {
  const WebLinks links = LinksOf(listed);
  std::string text;
  if (!links.original.empty()) text = std::string(kOriginalWord) + " " + links.original;
  if (!links.review.empty())
    text += (text.empty() ? "" : " ") + std::string(kReviewWord) + " " + links.review;
  return text;
}

class DeckColumns {
 public:
  DeckColumns(const std::vector<ListedDeck>& decks, const TextStyle& style)
      : decks_(decks), style_(style) {}

  std::vector<std::string> Lines() {
    columns_.push_back(Column(decks_, [](const ListedDeck& d) { return std::to_string(d.rank); }));
    columns_.back().right = true;
    Add(2, [](const ListedDeck& d) { return DateText(d.date); });
    Add(3, [](const ListedDeck& d) { return std::string(Name(d.deck.kind)); });
    Add(4, [](const ListedDeck& d) { return std::to_string(d.pages) + " p."; });
    columns_.back().right = true;
    Add(5, [](const ListedDeck& d) { return PlainText(d.deck.field); });
    columns_.back().max_width = kMaxField;
    if (style_.links) AddLinks();
    Add(0, [](const ListedDeck& d) { return PlainText(d.deck.title); });
    columns_.back().dress = [this](std::size_t row, const std::string& cell) {
      const ListedDeck& deck = decks_[row];
      return Linked(style_, FileUri(style_.host, deck.path, 0), Colored(style_, kBold, cell));
    };
    if (style_.width == 0 && !style_.links) AddPathsAndAddresses();
    return ColumnLines(std::move(columns_), style_.width, kMinTitle);
  }

 private:
  template <class CellOf>
  void Add(int dispensable, const CellOf& cell_of) {
    columns_.push_back(Column(decks_, cell_of));
    columns_.back().dispensable = dispensable;
  }

  void AddLinks() {
    Add(6, LinkWords);
    columns_.back().dress = [this](std::size_t row, const std::string& cell) {
      return DressLinkWords(decks_[row], cell, style_);
    };
  }

  void AddPathsAndAddresses() {
    Add(0, [this](const ListedDeck& d) { return ShowPath(d.path, style_); });
    columns_.back().dress = [this](std::size_t, const std::string& cell) {
      return Colored(style_, kPath, cell);
    };
    Add(0, Addresses);
  }

  const std::vector<ListedDeck>& decks_;
  const TextStyle& style_;
  std::vector<TextColumn> columns_;
};

std::string Noun(std::uint64_t count) {
  return Plural(count, "deck");
}

std::string DeckSummary(const DeckList& list, const TextStyle& style) {
  std::string text;
  if (list.total == 0)
    text = "no deck matches";
  else if (list.decks.size() < list.total)
    text = std::to_string(list.decks.size()) + " of " + Noun(list.total);
  else
    text = Noun(list.total);
  text += FilesNote(list.index, style) + "\n";
  if (list.known_elsewhere > 0)
    text += Plural(list.known_elsewhere, "more paper") +
            (list.known_elsewhere == 1 ? " is" : " are") +
            " known to the catalogue, not here: rindex catalogue\n";
  return text;
}

// --- facets

// A row of the table: a value, where a facet begins, or how much of one is not shown.
struct FacetRow {
  std::string pages, decks, filter;
};

void AddRows(const Facet& facet, std::size_t shown, std::vector<FacetRow>* rows) {
  if (facet.values.empty()) return;
  rows->emplace_back();
  const std::size_t end = shown == 0 ? facet.values.size() : std::min(facet.values.size(), shown);
  for (std::size_t i = 0; i < end; ++i) {
    const FacetValue& value = facet.values[i];
    rows->push_back(
        {std::to_string(value.pages), std::to_string(value.decks), PlainText(value.filter)});
  }
  if (end < facet.values.size())
    rows->push_back({"", "", "and " + std::to_string(facet.values.size() - end) + " more: -n N"});
}

// --- related decks

std::string_view Heading(DeckKind kind) {
  switch (kind) {
    case DeckKind::kPaper:
      return "the paper";
    case DeckKind::kReview:
      return "reviews";
    case DeckKind::kTrends:
      return "trends";
  }
  return "";
}

std::string RelatedLine(const Counterpart& deck, const std::string& rank, const TextStyle& style) {
  std::string line = "  " + Colored(style, kBold, rank) + "  " +
                     Linked(style, FileUri(style.host, deck.path, deck.page),
                            Colored(style, kPage, "p. " + std::to_string(deck.page))) +
                     "  " + PlainText(deck.title) + "\n";
  line +=
      std::string(4 + rank.size(), ' ') + Linked(style, FileUri(style.host, deck.path, 0),
                                                 Colored(style, kPath, ShowPath(deck.path, style)));
  if (deck.status == HitStatus::kGone) line += Colored(style, kWarning, " [gone]");
  return line + "\n";
}

std::string AskedText(const RelatedDecks& related, const TextStyle& style) {
  const std::string_view name = std::string_view(related.path).substr(related.path.rfind('/') + 1);
  std::string text = "related to " + PlainPath(name);
  if (related.page > 0) text += " p. " + std::to_string(related.page);
  text += "\n";
  if (!related.paper) return text;
  const std::string venue = VenueText(*related.paper);
  text += "about: " + PlainText(related.paper->title) +
          (venue.empty() ? "" : " (" + PlainText(venue) + ")") + "\n";
  if (const std::string online = OnlineLine(*related.paper, style); !online.empty())
    text += online + "\n";
  return text;
}

}  // namespace

std::string RenderText(const DeckList& list, const TextStyle& style) {
  std::string text = WildcardNote(list.wildcard_limited);
  if (!list.complete && list.total > 0)
    text += "no page has all of these; decks with some of it:\n\n";
  const std::vector<std::string> lines = DeckColumns(list.decks, style).Lines();
  for (std::size_t row = 0; row < lines.size(); ++row) {
    text += lines[row] + "\n";
    if (style.width > 0 && !style.links)
      text += "    " + Colored(style, kPath, ShowPath(list.decks[row].path, style)) + "\n";
  }
  if (!lines.empty()) text += "\n";
  return text + DeckSummary(list, style);
}

std::string RenderText(const FacetCounts& counts, const TextStyle& style, std::size_t shown) {
  std::string text = WildcardNote(counts.wildcard_limited);
  if (!counts.complete && counts.pages > 0)
    text += "no page has all of these; pages with some of it:\n\n";
  std::vector<FacetRow> rows = {{"pages", "decks", ""}};
  for (const Facet& facet : counts.facets)
    AddRows(facet, shown, &rows);
  std::vector<TextColumn> columns = {Column(rows, [](const FacetRow& row) { return row.pages; }),
                                     Column(rows, [](const FacetRow& row) { return row.decks; }),
                                     Column(rows, [](const FacetRow& row) { return row.filter; })};
  columns[0].right = columns[1].right = true;
  columns[2].dress = [&](std::size_t, const std::string& cell) {
    return cell.empty() ? cell : Colored(style, kBold, cell);
  };
  if (rows.size() > 1) {
    for (const std::string& line : ColumnLines(std::move(columns), 0, 0))
      text += line + "\n";
    text += "\n";
  }
  text += counts.pages == 0 ? "no page matches"
                            : Plural(counts.pages, "page") + " of " + Noun(counts.decks);
  return text + FilesNote(counts.index, style) + "\n";
}

std::string RenderText(const RelatedDecks& related, const TextStyle& style) {
  std::string text = AskedText(related, style);
  if (!related.known) return text + "\nit is not known which paper this is about\n";
  if (related.related.empty()) return text + "\nno other deck here is about it\n";
  const std::size_t digits = std::to_string(related.related.size()).size();
  const Counterpart* before = nullptr;
  for (std::size_t i = 0; i < related.related.size(); ++i) {
    const Counterpart& deck = related.related[i];
    if (before == nullptr || before->kind != deck.kind)
      text.append("\n").append(Heading(deck.kind)).append("\n");
    const std::string rank = std::to_string(i + 1);
    text += RelatedLine(deck, std::string(digits - rank.size(), ' ') + rank, style);
    before = &deck;
  }
  return text;
}

}  // namespace rsearch
