// Terms are interned for the whole document: a term met again costs a hash lookup and no memory,
// and the pages handed to the writer carry numbers instead of strings. Positions are collected in
// text order and then sorted by term with a counting sort, which keeps each term's in order.

#include "indexer/build_document.h"

#include <algorithm>

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
  content.deck.author = std::move(text.author);
  content.deck.reason = CleanText(raw.reason);
  content.deck.page_count = raw.page_count;
  content.deck.repeated = std::move(text.repeated);
  content.deck.ids = IdsOfFirstPages(text.pages);
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
  built.sketch = SketchOf(tokens_);
  AddTitle(page.title);
  for (const std::string& id : FindPaperIds(page.text)) {
    prefixed_.assign(schema::kMention).append(id);
    if (prefixed_.size() <= kMaxTermBytes) AddTerm(prefixed_, 0);
  }
  built.terms = TakePage();
  built.record = RecordOf(std::move(page));
  return built;
}

void DocumentBuilder::AddBody(std::string_view text, const std::vector<TextRange>& references) {
  analyzer_->Tokenize(text, &tokens_);
  auto reference = references.begin();
  analyzer_->ForEachTerm(tokens_, [&](const Term& term) {
    const std::uint32_t begin = tokens_[term.position - 1].begin;
    while (reference != references.end() && reference->end <= begin)
      ++reference;
    const bool cited = reference != references.end() && reference->begin <= begin;
    const std::uint32_t entry = AddTerm(term.text, cited ? 0 : 1);
    if (term.cls != TermClass::kWord) return;
    occurrences_.push_back({entry, term.position});
    ++terms_.entries[entry].position_count;
  });
}

void DocumentBuilder::AddTitle(std::string_view title) {
  analyzer_->Tokenize(title, &tokens_);
  analyzer_->ForEachTerm(tokens_, [&](const Term& term) {
    prefixed_.assign(schema::kTitle).append(term.text);
    AddTerm(prefixed_, 1);
  });
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
