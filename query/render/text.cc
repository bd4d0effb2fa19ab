#include "query/render/text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "query/file_uri.h"
#include "query/render/describe.h"
#include "query/render/text_parts.h"
#include "rsearch/name_key.h"
#include "rsearch/printable.h"
#include "rsearch/utf8.h"

namespace rsearch {

namespace {

// Copies listed before "and N more".
constexpr std::size_t kMaxCopies = 2;
// Counterparts listed before "and more".
constexpr std::size_t kShownCounterparts = 3;
// Runs of folded pages listed before "and N more".
constexpr std::size_t kMaxAlso = 5;
// Other names shown; the JSON has all.
constexpr std::size_t kMaxNames = 8;
// A terminal too narrow to wrap for.
constexpr std::size_t kMinColumns = 20;

using DeckHits = std::vector<const Hit*>;

std::vector<DeckHits> GroupByDeck(const std::vector<Hit>& hits) {
  std::vector<DeckHits> decks;
  for (const Hit& hit : hits) {
    const auto same = [&](const DeckHits& deck) {
      return deck.front()->deck.id == hit.deck.id && deck.front()->path == hit.path;
    };
    const auto deck = std::find_if(decks.begin(), decks.end(), same);
    if (deck == decks.end())
      decks.push_back({&hit});
    else
      deck->push_back(&hit);
  }
  return decks;
}

std::string_view BaseName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// "p. 13–16, 20; BERT.pdf p. 5 … and 4 more", of pages in the order of Hit::also.
std::string AlsoText(const std::string& path, const std::vector<HitPage>& also) {
  std::string text;
  const std::string* file = nullptr;
  std::size_t runs = 0;
  for (std::size_t i = 0; i < also.size(); ++runs) {
    if (runs == kMaxAlso) return text + " … and " + std::to_string(also.size() - i) + " more";
    const HitPage& first = also[i];
    std::size_t end = i + 1;
    while (end < also.size() && also[end].path == first.path &&
           also[end].page == first.page + (end - i)) {
      ++end;
    }
    if (file == nullptr || *file != first.path) {
      if (file != nullptr) text += "; ";
      if (first.path != path) text += PlainPath(BaseName(first.path)) + " ";
      if (first.status == HitStatus::kGone && first.path != path) text += "[gone] ";
      text += "p. ";
    } else {
      text += ", ";
    }
    file = &first.path;
    text += std::to_string(first.page);
    if (end - i > 1) text += (end - i > 2 ? "–" : ", ") + std::to_string(also[end - 1].page);
    i = end;
  }
  return text;
}

// Where a line of `width` columns must end: for every code point, whether it begins a new line (the
// spaces before it are then left out).
std::vector<bool> LineStarts(const std::u32string& text, std::size_t width) {
  std::vector<bool> starts(text.size());
  std::size_t column = 0;
  for (std::size_t word = 0; word < text.size();) {
    std::size_t end = word;
    std::size_t columns = 0;
    while (end < text.size() && text[end] != ' ')
      columns += ColumnWidth(text[end++]);
    if (column > 0 && column + columns > width) {
      starts[word] = true;
      column = 0;
    }
    for (std::size_t i = word; i < end; ++i) {  // a word wider than the line breaks anywhere
      const unsigned wide = ColumnWidth(text[i]);
      if (column + wide > width && column > 0 && wide > 0) {
        starts[i] = true;
        column = 0;
      }
      column += wide;
    }
    for (; end < text.size() && text[end] == ' '; ++end)
      ++column;
    word = end;
  }
  return starts;
}

// The hit's snippet less the title that it may begin with and that stands above it.
Snippet WithoutTitle(const Hit& hit) {
  Snippet snippet = hit.snippet;
  if (hit.title.empty() || !snippet.text.starts_with(hit.title)) return snippet;
  std::string_view rest = std::string_view(snippet.text).substr(hit.title.size());
  constexpr std::string_view kLineEnd = " · ";
  if (rest.empty()) return {};
  if (!rest.starts_with(kLineEnd)) return snippet;
  rest.remove_prefix(kLineEnd.size());
  const std::size_t cut = DecodeUtf8(snippet.text).size() - DecodeUtf8(rest).size();
  std::vector<Highlight> kept;
  for (const Highlight& highlight : snippet.highlights)
    if (highlight.begin >= cut) kept.push_back({highlight.begin - cut, highlight.end - cut});
  return {std::string(rest), std::move(kept)};
}

// Each name once; what a slip was meant to be stands in "did you mean".
std::string OtherNames(const SearchResult& result) {
  std::string text;
  std::vector<std::string_view> shown;
  for (const Expansion& expansion : result.expansions) {
    if (expansion.source == NameSource::kSpelling && !result.did_you_mean.empty()) continue;
    if (std::find(shown.begin(), shown.end(), expansion.name) != shown.end()) continue;
    if (shown.size() == kMaxNames) return text + ", …";
    shown.push_back(expansion.name);
    if (!text.empty()) text += ", ";
    text += expansion.name;
  }
  return text;
}

class TextRenderer {
 public:
  explicit TextRenderer(const TextStyle& style) : style_(style) {}

  std::string Run(const SearchResult& result) {
    for (const std::string& line : result.explain)
      Put(PlainText(line) + "\n");
    if (!result.explain.empty()) Put("\n");
    PutNames(result);
    if (!result.like.empty()) Put("like " + PlainText(result.like) + "\n\n");
    std::size_t last_rank = 0;
    for (const Hit& hit : result.hits)
      last_rank = std::max(last_rank, hit.rank);
    rank_width_ = std::to_string(last_rank).size();
    for (const DeckHits& deck : GroupByDeck(result.hits))
      PutDeck(deck);
    PutSummary(result);
    return std::move(out_);
  }

 private:
  void Put(std::string_view text) { out_.append(text); }

  void PutStyled(std::string_view code, std::string_view text) { Put(Colored(style_, code, text)); }

  void PutLinked(std::string_view code, std::string_view text, const Hit& hit, unsigned page) {
    Put(Linked(style_, FileUri(style_.host, hit.path, page), Colored(style_, code, text)));
  }

  void PutDeck(const DeckHits& hits) {
    const Hit& first = *hits.front();
    const bool one_subject = OneSubject(hits);
    const Paper* paper = one_subject && first.paper ? &*first.paper : nullptr;
    PutStyled(kBold, PlainText(first.deck.title));
    if (const std::string note = DeckNote(first.deck, paper); !note.empty())
      Put(" (" + PlainText(note) + ")");
    if (const std::string author = DeckAuthor(first.deck, paper); !author.empty())
      Put(" · " + PlainText(author));
    Put(" · " + Plural(first.pages, "page") + "\n");
    PutLinked(kPath, ShowPath(first.path, style_), first, 0);
    if (first.status == HitStatus::kChanged) PutStyled(kWarning, " [changed since it was indexed]");
    if (first.status == HitStatus::kGone) PutStyled(kWarning, " [gone]");
    Put("\n");
    PutCopies(first.deck.copies);
    if (one_subject) {
      PutAbout(first, first.deck.title, 0);
      PutElsewhere(first, 0);
    }
    for (const Hit* hit : hits)
      PutHit(*hit, one_subject ? Subject::kTold : Told(hits, hit) ? Subject::kName : Subject::kAll);
    Put("\n");
  }

  // What is still to be told of a hit's paper.
  enum class Subject { kTold, kName, kAll };

  // True where what is said of one hit's paper holds for all.
  static bool OneSubject(const DeckHits& hits) {
    return hits.front()->deck.kind != DeckKind::kTrends &&
           std::all_of(hits.begin(), hits.end(), [&](const Hit* hit) {
             return PaperTitle(*hit) == PaperTitle(*hits.front());
           });
  }

  static std::string_view PaperTitle(const Hit& hit) {
    return hit.paper ? std::string_view(hit.paper->title) : std::string_view();
  }

  // True when a hit before `hit` is about the same.
  static bool Told(const DeckHits& hits, const Hit* hit) {
    for (const Hit* before : hits) {
      if (before == hit) return false;
      if (PaperTitle(*before) == PaperTitle(*hit)) return true;
    }
    return false;
  }

  // The paper, unless its title is `title`, which stands above.
  void PutAbout(const Hit& hit, std::string_view title, std::size_t indent) {
    if (!hit.paper || hit.paper->title.empty() || NameKey(hit.paper->title) == NameKey(title))
      return;
    const std::string venue = VenueText(*hit.paper);
    Put(std::string(indent, ' '));
    PutMatches("about: " + hit.paper->title + (venue.empty() ? "" : " (" + venue + ")"), {}, indent,
               indent);
    Put("\n");
  }

  // Where else to read of what a deck or a hit is about.
  void PutElsewhere(const Hit& hit, std::size_t indent) {
    const std::string margin(indent, ' ');
    if (hit.paper) {
      if (const std::string online = OnlineLine(*hit.paper, style_); !online.empty())
        Put(margin + online + "\n");
    }
    const std::size_t shown = std::min(hit.counterparts.size(), kShownCounterparts);
    for (std::size_t i = 0; i < shown; ++i)
      Put(margin + CounterpartLine(hit.counterparts[i], style_) + "\n");
    if (hit.counterparts.size() > shown)
      Put(margin + "and more: rsearch --related " + std::to_string(hit.rank) + "\n");
  }

  void PutCopies(const std::vector<std::string>& copies) {
    const std::size_t shown = std::min(copies.size(), kMaxCopies);
    for (std::size_t i = 0; i < shown; ++i)
      Put("also " + ShowPath(copies[i], style_) + "\n");
    if (copies.size() > shown)
      Put("and " + std::to_string(copies.size() - shown) + " more of the same\n");
  }

  void PutHit(const Hit& hit, Subject subject) {
    const std::string rank = std::to_string(hit.rank);
    const std::string number = std::to_string(hit.page);
    std::string page = "p. " + number;
    if (!hit.page_label.empty() && hit.page_label != number)
      page += " (" + PlainText(hit.page_label) + ")";
    Put(std::string(2 + rank_width_ - std::min(rank_width_, rank.size()), ' '));
    PutStyled(kBold, rank);
    Put("  ");
    PutLinked(kPage, page, hit, hit.page);
    const std::size_t indent = 4 + rank_width_;
    if (!hit.title.empty()) {
      Put("  ");
      PutMatches(hit.title, hit.title_highlights, indent, indent + ColumnWidth(page) + 2);
    }
    Put("\n");
    if (subject != Subject::kTold) PutAbout(hit, hit.title, indent);
    if (const Snippet snippet = WithoutTitle(hit); !snippet.text.empty()) {
      Put(std::string(indent, ' '));
      PutMatches(snippet.text, snippet.highlights, indent, indent);
      Put("\n");
    }
    if (subject == Subject::kAll) PutElsewhere(hit, indent);
    if (!hit.also.empty()) {
      Put(std::string(indent, ' '));
      if (style_.color) Put(kDim);
      PutMatches("also " + AlsoText(hit.path, hit.also), {}, indent, indent);
      if (style_.color) Put(kReset);
      Put("\n");
    }
    for (const std::string& why : hit.why)
      Put(std::string(indent, ' ') + "= " + PlainText(why) + "\n");
  }

  // `text` with its matches marked, wrapped with `indent` spaces before every further line;
  // `column` is where it begins.
  void PutMatches(std::string_view text, const std::vector<Highlight>& matches, std::size_t indent,
                  std::size_t column) {
    const std::u32string shown = DecodeUtf8(PlainText(text));
    const std::vector<bool> starts = Wrap(shown, indent, column);
    auto match = matches.begin();
    std::string spaces;  // held back: a line must not end in them
    for (std::size_t i = 0; i < shown.size(); ++i) {
      if (starts[i]) {
        spaces.clear();
        NewLine(indent, match != matches.end() && i > match->begin);
      }
      if (match != matches.end() && i == match->begin) Switch(kMatch, &spaces);
      if (shown[i] == ' ') {
        spaces += ' ';
      } else {
        Put(spaces);
        spaces.clear();
        AppendUtf8(shown[i], &out_);
      }
      if (match != matches.end() && i + 1 == match->end) {
        Switch(kReset, &spaces);
        ++match;
      }
    }
  }

  void Switch(std::string_view code, std::string* spaces) {
    if (!style_.color) return;
    Put(*spaces);
    spaces->clear();
    Put(code);
  }

  void NewLine(std::size_t indent, bool in_match) {
    if (in_match && style_.color) Put(kReset);
    while (out_.ends_with(' '))
      out_.pop_back();
    Put("\n" + std::string(indent, ' '));
    if (in_match && style_.color) Put(kMatch);
  }

  [[nodiscard]] std::vector<bool> Wrap(const std::u32string& text, std::size_t indent,
                                       std::size_t column) const {
    if (style_.width < indent + kMinColumns) return std::vector<bool>(text.size());
    // Only the first line may begin further right: as if that much had been written already.
    const std::size_t written = column - indent;
    std::vector<bool> starts =
        LineStarts(std::u32string(written, U'x') + text, style_.width - indent);
    starts.erase(starts.begin(), starts.begin() + static_cast<std::ptrdiff_t>(written));
    return starts;
  }

  // What was searched for beside what was typed, and whether any page has all of it.
  void PutNames(const SearchResult& result) {
    const std::size_t before = out_.size();
    if (!result.did_you_mean.empty()) {
      Put("did you mean: ");
      PutStyled(kBold, PlainText(result.did_you_mean));
      Put("\n");
    }
    if (const std::string names = OtherNames(result); !names.empty()) {
      PutMatches("also: " + names, {}, 0, 0);
      Put("\n");
    }
    Put(WildcardNote(result.wildcard_limited));
    if (result.complete == 0 && !result.hits.empty()) {
      const bool one_word = result.query.find(' ') == std::string::npos;
      Put(one_word ? "no page has this; closest:\n" : "no page has all of these; closest:\n");
    }
    if (out_.size() != before) Put("\n");
  }

  void PutSummary(const SearchResult& result) {
    if (result.total == 0 && result.hits.empty()) {
      Put("no page matches");
    } else if (result.complete == 0) {
      if (result.hits.size() < result.total) Put(std::to_string(result.hits.size()) + " of ");
      Put("the closest " + Plural(result.total, "page"));
    } else {
      Put(std::to_string(result.hits.size()) + (result.total_exact ? " of " : " of about ") +
          Plural(std::max<std::uint64_t>(result.total, result.hits.size()), "page"));
      if (result.complete < result.total)
        Put(", " + std::to_string(result.complete) + " with every word");
    }
    Put(FilesNote(result.index, style_));
    Put("\n");
  }

  const TextStyle& style_;
  std::size_t rank_width_ = 1;
  std::string out_;
};

}  // namespace

std::string RenderText(const SearchResult& result, const TextStyle& style) {
  return TextRenderer(style).Run(result);
}

}  // namespace rsearch
