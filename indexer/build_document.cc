// Terms are interned for the whole document: a term met again costs a hash lookup and no memory,
// and the pages handed to the writer carry numbers instead of strings. Positions are collected in
// text order and then sorted by term with a counting sort, which keeps each term's in order.

#include "indexer/build_document.h"

#include <algorithm>

#include "indexer/captions.h"
#include "rsearch/language.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

PageRecord RecordOf(Page page) {
  return {page.number, std::move(page.label), page.width,          page.height,
          page.slide,  std::move(page.title), std::move(page.text)};
}

// A review links to its paper on its first slides; an arXiv paper bears its id on its first page.
constexpr std::size_t kFirstPages = 2;

std::vector<std::string> IdsOfFirstPages(const std::vector<Page>& pages) {
  std::string text;
  for (std::size_t i = 0; i < std::min(pages.size(), kFirstPages); ++i)
    text.append(pages[i].text).append("\n");
  return FindPaperIds(text);
}

bool AreMostlySlides(const std::vector<Page>& pages) {
  const auto slides = static_cast<std::size_t>(
      std::count_if(pages.begin(), pages.end(), [](const Page& page) { return page.slide; }));
  return slides * 2 > pages.size();
}

// Goes through ascending ranges with ascending places.
class RangeWalk {
 public:
  explicit RangeWalk(const std::vector<TextRange>& ranges)
      : range_(ranges.begin()), end_(ranges.end()) {}

  bool Contains(std::size_t place) {
    while (range_ != end_ && range_->end <= place)
      ++range_;
    return range_ != end_ && range_->begin <= place;
  }

 private:
  std::vector<TextRange>::const_iterator range_, end_;
};

// The terms by which a word is looked for in a field: bigrams, English stems, numbers, and the
// concatenations of technical names ("GPT-2", which has no positions to be a phrase there).
bool IsMainTerm(const Term& term, const std::vector<Token>& tokens) {
  return term.cls == TermClass::kBigram || term.cls == TermClass::kStem ||
         term.cls == TermClass::kCompound ||
         (term.cls == TermClass::kWord && tokens[term.position - 1].script == Script::kDigit);
}

bool IsEmpty(const Page& page) {
  return page.text.empty() && page.title.empty();
}

}  // namespace

std::size_t ContentText::ByteSize() const {
  std::size_t size = sizeof(ContentText);
  for (const std::string& term : vocabulary)
    size += sizeof(std::string) + term.size();
  for (const Gloss& gloss : deck.glosses)
    size += sizeof(Gloss) + gloss.name.size() + gloss.other.size();
  for (const IndexedPage& page : pages) {
    size += sizeof(IndexedPage) + page.record.text.size() + page.record.title.size() +
            page.terms.entries.size() * sizeof(PageTerms::Entry) +
            page.terms.positions.size() * sizeof(std::uint32_t) +
            page.sketch.smallest.size() * sizeof(std::uint32_t);
  }
  return size;
}

ContentText DocumentBuilder::Build(const ContentHash& hash, const RawDocument& raw,
                                   DocumentText text) {
  StartDocument();
  ContentText content;
  content.hash = hash;
  content.status = raw.status;
  content.deck.document_title = std::move(text.title);
  content.deck.front = std::move(text.front);
  content.deck.slides = AreMostlySlides(text.pages);
  content.deck.author = std::move(text.author);
  content.deck.reason = CleanText(raw.reason);
  content.deck.page_count = raw.page_count;
  content.deck.repeated = std::move(text.repeated);
  content.deck.ids = IdsOfFirstPages(text.pages);
  const auto read = static_cast<std::uint32_t>(text.pages.size());
  content.deck.textless_pages =
      static_cast<std::uint32_t>(std::count_if(text.pages.begin(), text.pages.end(), IsEmpty));
  content.deck.unread_pages = raw.page_count > read ? raw.page_count - read : 0;
  const bool pictures = std::all_of(text.pages.begin(), text.pages.end(), IsEmpty);
  if (pictures && text.pages.size() > 1) text.pages.resize(1);
  const std::vector<std::vector<TextRange>> references = FindReferences(text.pages);
  for (std::size_t i = 0; i < text.pages.size(); ++i) {
    Page& page = text.pages[i];
    if (IsEmpty(page) && !pictures) continue;
    glosses_.Add(page.text);
    content.pages.push_back(BuildPage(std::move(page), references[i]));
  }
  content.deck.indexed_pages = static_cast<std::uint32_t>(content.pages.size());
  content.deck.glosses = glosses_.Take();
  content.vocabulary = std::move(vocabulary_);
  return content;
}

void DocumentBuilder::StartDocument() {
  ids_.clear();
  vocabulary_.clear();
  last_use_.clear();
  page_ = 0;
}

IndexedPage DocumentBuilder::BuildPage(Page page, const std::vector<TextRange>& references) {
  ++page_;
  IndexedPage built;
  AddBody(page.text, references);
  AddCaptions(page);
  AddCited(references);
  built.sketch = SketchOf(tokens_);
  AddTitle(page.title);
  AddMentions(page.text);
  AddLanguage(page.text);
  built.terms = TakePage();
  built.record = RecordOf(std::move(page));
  return built;
}

void DocumentBuilder::AddBody(std::string_view text, const std::vector<TextRange>& references) {
  analyzer_->Tokenize(text, &tokens_);
  RangeWalk walk(references);
  analyzer_->ForEachTerm(tokens_, [&](const Term& term) {
    const bool cited = walk.Contains(tokens_[term.position - 1].begin);
    const std::uint32_t entry = AddTerm(term.text, cited ? 0 : 1);
    if (term.cls != TermClass::kWord) return;
    occurrences_.push_back({entry, term.position});
    ++terms_.entries[entry].position_count;
  });
}

void DocumentBuilder::AddTitle(std::string_view title) {
  analyzer_->Tokenize(title, &tokens_);
  analyzer_->ForEachTerm(tokens_,
                         [&](const Term& term) { AddPrefixed(schema::kTitle, term.text, 1); });
}

void DocumentBuilder::AddCaptions(const Page& page) {
  const std::vector<TextRange> captions = FindCaptions(page);
  if (captions.empty()) return;
  RangeWalk walk(captions);
  analyzer_->ForEachTerm(tokens_, [&](const Term& term) {
    if (walk.Contains(tokens_[term.position - 1].begin) && IsMainTerm(term, tokens_))
      AddPrefixed(schema::kCaption, term.text, 0);
  });
}

// Behind AddBody(): a word of the references has a wdf of 0 when it is nowhere else.
void DocumentBuilder::AddCited(const std::vector<TextRange>& references) {
  if (references.empty()) return;
  RangeWalk walk(references);
  analyzer_->ForEachTerm(tokens_, [&](const Term& term) {
    if (!walk.Contains(tokens_[term.position - 1].begin) || !IsMainTerm(term, tokens_)) return;
    const bool elsewhere = terms_.entries[AddTerm(term.text, 0)].wdf > 0;
    AddPrefixed(elsewhere ? schema::kAlsoCited : schema::kCited, term.text, 0);
  });
}

void DocumentBuilder::AddMentions(std::string_view text) {
  for (const std::string& id : FindPaperIds(text))
    if (id.size() <= kMaxTermBytes) AddPrefixed(schema::kMention, id, 0);
}

void DocumentBuilder::AddLanguage(std::string_view text) {
  const Language language = LanguageOf(text);
  if (language != Language::kNone) AddPrefixed(schema::kLanguage, Name(language), 0);
}

std::uint32_t DocumentBuilder::AddTerm(std::string_view term, std::uint32_t wdf) {
  const std::uint32_t id = Intern(term);
  LastUse& last = last_use_[id];
  if (last.page != page_) {
    last = {page_, static_cast<std::uint32_t>(terms_.entries.size())};
    terms_.entries.push_back({id, 0, 0, 0});
  }
  terms_.entries[last.entry].wdf += wdf;
  return last.entry;
}

std::uint32_t DocumentBuilder::AddPrefixed(std::string_view prefix, std::string_view term,
                                           std::uint32_t wdf) {
  prefixed_.assign(prefix).append(term);
  return AddTerm(prefixed_, wdf);
}

std::uint32_t DocumentBuilder::Intern(std::string_view term) {
  if (const auto found = ids_.find(term); found != ids_.end()) return found->second;
  const auto id = static_cast<std::uint32_t>(vocabulary_.size());
  ids_.emplace(term, id);
  vocabulary_.emplace_back(term);
  last_use_.emplace_back();
  return id;
}

PageTerms DocumentBuilder::TakePage() {
  std::uint32_t next = 0;
  for (PageTerms::Entry& entry : terms_.entries) {
    entry.first_position = next;
    next += entry.position_count;
  }
  terms_.positions.resize(next);
  cursors_.clear();
  for (const PageTerms::Entry& entry : terms_.entries)
    cursors_.push_back(entry.first_position);
  for (const Occurrence& occurrence : occurrences_)
    terms_.positions[cursors_[occurrence.entry]++] = occurrence.position;
  occurrences_.clear();
  return std::exchange(terms_, {});
}

}  // namespace rsearch
