#include "indexer/writer.h"

#include <xapian.h>

#include <utility>

#include "rsearch/amounts.h"
#include "rsearch/analyzer.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

std::string TermFor(std::string_view prefix, const ContentHash& hash) {
  return std::string(prefix).append(hash.bytes());
}

void AddTerms(const PageTerms& terms, const std::vector<std::string>& vocabulary,
              Xapian::Document* document) {
  for (const PageTerms::Entry& entry : terms.entries) {
    const std::string& text = vocabulary[entry.term];
    const auto* position = terms.positions.data() + entry.first_position;
    for (std::uint32_t i = 0; i < entry.position_count; ++i)
      document->add_posting(text, position[i], 0);
    document->add_term(text, entry.wdf);
  }
}

void AddFacts(const PageFacts& facts, Xapian::Document* document) {
  for (const WeightedTerm& term : facts.terms)
    document->add_term(term.text, term.wdf);
  for (const SlotValue& value : facts.values)
    document->add_value(value.slot,
                        value.text.empty() ? Xapian::sortable_serialise(value.number) : value.text);
}

Xapian::Document PageDocument(const ContentText& content, const IndexedPage& page,
                              const PageFacts& facts) {
  Xapian::Document document;
  document.set_data(Encode(page.record));
  AddTerms(page.terms, content.vocabulary, &document);
  AddFacts(facts, &document);
  document.add_boolean_term(std::string(schema::kKindPage));
  if (&page == content.pages.data()) document.add_boolean_term(std::string(schema::kKindFront));
  document.add_boolean_term(TermFor(schema::kPageOf, content.hash));
  document.add_value(schema::kSlotDeck, std::string(content.hash.bytes()));
  document.add_value(schema::kSlotPage, Xapian::sortable_serialise(page.record.number));
  if (page.sketch.pairs > 0) document.add_value(schema::kSlotSketch, Encode(page.sketch));
  return document;
}

Xapian::Document DeckDocument(const StoredDeck& deck, const DeckTerms& terms, Analyzer* analyzer) {
  Xapian::Document document;
  document.set_data(Encode(deck.record));
  document.add_boolean_term(std::string(schema::kKindDeck));
  document.add_boolean_term(TermFor(schema::kDeckOf, deck.files.hash));
  for (const std::string& term : AmountTerms(AmountsOf(deck.files, deck.record)))
    document.add_boolean_term(term);
  for (const std::string& term : GlossTerms(analyzer, deck.record.glosses))
    document.add_boolean_term(term);
  for (const std::string& term : terms.deck)
    document.add_boolean_term(term);
  document.add_value(schema::kSlotFiles, Encode(deck.files));
  return document;
}

void PutDeckDocument(const StoredDeck& deck, const DeckTerms& terms, Analyzer* analyzer,
                     Xapian::WritableDatabase* database) {
  database->replace_document(TermFor(schema::kDeckOf, deck.files.hash),
                             DeckDocument(deck, terms, analyzer));
}

// What `document` has of a deck's terms and values, numbers left as they are stored.
PageFacts StoredFacts(const Xapian::Document& document) {
  PageFacts facts;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    if (IsDeckTerm(*term)) facts.terms.push_back({*term, term.get_wdf()});
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    if (IsDeckSlot(value.get_valueno())) facts.values.push_back({value.get_valueno(), *value, 0});
  return facts;
}

// `facts` as they are stored.
PageFacts Serialised(PageFacts facts) {
  for (SlotValue& value : facts.values)
    if (value.text.empty()) value = {value.slot, Xapian::sortable_serialise(value.number), 0};
  return facts;
}

std::vector<Xapian::docid> PagesOf(const ContentHash& hash, const Xapian::Database& database) {
  const std::string term = TermFor(schema::kPageOf, hash);
  return {database.postlist_begin(term), database.postlist_end(term)};
}

void ReplaceFacts(Xapian::docid page, const DeckTerms& terms, const DeckFacts& deck,
                  Xapian::WritableDatabase* database) {
  Xapian::Document document = database->get_document(page);
  const double number = Xapian::sortable_unserialise(document.get_value(schema::kSlotPage));
  const PageFacts& facts = terms.On(static_cast<std::uint32_t>(number), deck);
  const PageFacts before = StoredFacts(document);
  if (before == Serialised(facts)) return;
  for (const WeightedTerm& term : before.terms)
    document.remove_term(term.text);
  for (const SlotValue& value : before.values)
    document.remove_value(value.slot);
  AddFacts(facts, &document);
  database->replace_document(page, document);
}

Result<void> ReadDecks(const Xapian::Database& database, std::vector<DeckFiles>* decks) {
  const Xapian::ValueIterator end = database.valuestream_end(schema::kSlotFiles);
  for (auto it = database.valuestream_begin(schema::kSlotFiles); it != end; ++it) {
    Result<DeckFiles> files = DecodeDeckFiles(*it);
    if (!files) return files.error();
    decks->push_back(std::move(*files));
  }
  return {};
}

Result<IndexState> StateOf(const Xapian::Database& database) {
  IndexState state;
  auto roots = DecodeRoots(database.get_metadata(std::string(schema::kMetaRoots)));
  if (!roots) return roots.error();
  state.roots = std::move(*roots);
  auto catalogues = DecodeCatalogues(database.get_metadata(std::string(schema::kMetaCatalogues)));
  if (!catalogues) return catalogues.error();
  state.catalogues = std::move(*catalogues);
  state.rules = database.get_metadata(std::string(schema::kMetaRules));
  if (auto read = ReadDecks(database, &state.decks); !read) return read.error();
  state.revision = database.get_revision();
  state.pages = database.get_termfreq(std::string(schema::kKindPage));
  return state;
}

}  // namespace

Result<IndexState> ReadState(const std::filesystem::path& index) {
  Result<IndexReader> reader = IndexReader::Open(index);
  if (!reader) return reader.error();
  return reader->WithRetry([&] { return StateOf(reader->database()); });
}

struct ContentWriter::Impl {
  IndexWriter writer;
  Analyzer analyzer;  // for the keys of glosses

  // Runs `work`, which gives a value, on the database.
  template <class T, class Work>
  Result<T> Get(const Work& work) {
    Result<T> value = Error{};
    auto done = writer.Look([&](Xapian::WritableDatabase& database) { value = work(database); });
    if (!done) return done.error();
    return value;
  }
};

ContentWriter::ContentWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ContentWriter::ContentWriter(ContentWriter&&) noexcept = default;
ContentWriter& ContentWriter::operator=(ContentWriter&&) noexcept = default;
ContentWriter::~ContentWriter() = default;

Result<ContentWriter> ContentWriter::Open(const std::filesystem::path& index) {
  Result<IndexWriter> writer = IndexWriter::Open(index);
  if (!writer) return writer.error();
  Result<Analyzer> analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  return ContentWriter(std::make_unique<Impl>(Impl{std::move(*writer), std::move(*analyzer)}));
}

Result<IndexState> ContentWriter::State() {
  return impl_->Get<IndexState>(
      [](Xapian::WritableDatabase& database) { return StateOf(database); });
}

Result<void> ContentWriter::SetRoots(const std::vector<Root>& roots) {
  return impl_->writer.SetRoots(roots);
}

Result<void> ContentWriter::SetCatalogues(const std::vector<Catalogue>& catalogues) {
  return impl_->writer.Do([&](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(schema::kMetaCatalogues), EncodeCatalogues(catalogues));
  });
}

Result<void> ContentWriter::SetRules(const std::string& fingerprint) {
  return impl_->writer.Do([&](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(schema::kMetaRules), fingerprint);
  });
}

Result<void> ContentWriter::Put(const ContentText& content, const StoredDeck& deck,
                                const DeckTerms& terms) {
  return impl_->writer.Do([&](Xapian::WritableDatabase& database) {
    database.delete_document(TermFor(schema::kPageOf, content.hash));
    for (const IndexedPage& page : content.pages)
      database.add_document(
          PageDocument(content, page, terms.On(page.record.number, deck.record.facts)));
    PutDeckDocument(deck, terms, &impl_->analyzer, &database);
  });
}

Result<StoredDeck> ContentWriter::ReadDeck(const ContentHash& hash) {
  return impl_->Get<StoredDeck>([&](Xapian::WritableDatabase& database) -> Result<StoredDeck> {
    const std::string term = TermFor(schema::kDeckOf, hash);
    const Xapian::PostingIterator posting = database.postlist_begin(term);
    if (posting == database.postlist_end(term))
      return Error{ErrorCode::kCorrupt, "the index has lost the deck " + hash.Hex()};
    const Xapian::Document document = database.get_document(*posting);
    Result<DeckFiles> files = DecodeDeckFiles(document.get_value(schema::kSlotFiles));
    if (!files) return files.error();
    Result<DeckRecord> record = DecodeDeck(document.get_data());
    if (!record) return record.error();
    return StoredDeck{std::move(*files), std::move(*record)};
  });
}

Result<std::vector<PageRecord>> ContentWriter::ReadPages(const ContentHash& hash) {
  using Pages = std::vector<PageRecord>;
  return impl_->Get<Pages>([&](Xapian::WritableDatabase& database) -> Result<Pages> {
    Pages pages;
    for (const Xapian::docid id : PagesOf(hash, database)) {
      Result<PageRecord> page = DecodePage(database.get_document(id).get_data());
      if (!page) return page.error();
      pages.push_back(std::move(*page));
    }
    return pages;
  });
}

Result<void> ContentWriter::PutDeck(const StoredDeck& deck, const DeckTerms& terms) {
  return impl_->writer.Do([&](Xapian::WritableDatabase& database) {
    PutDeckDocument(deck, terms, &impl_->analyzer, &database);
  });
}

Result<void> ContentWriter::PutFacts(const StoredDeck& deck, const DeckTerms& terms) {
  return impl_->writer.Do([&](Xapian::WritableDatabase& database) {
    for (const Xapian::docid page : PagesOf(deck.files.hash, database))
      ReplaceFacts(page, terms, deck.record.facts, &database);
  });
}

Result<void> ContentWriter::Remove(const ContentHash& hash) {
  return impl_->writer.Do([&](Xapian::WritableDatabase& database) {
    database.delete_document(TermFor(schema::kPageOf, hash));
    database.delete_document(TermFor(schema::kDeckOf, hash));
  });
}

Result<void> ContentWriter::Commit() {
  return impl_->writer.Commit();
}

Result<std::uint64_t> ContentWriter::PageCount() {
  return impl_->Get<std::uint64_t>([](Xapian::WritableDatabase& database) -> Result<std::uint64_t> {
    return std::uint64_t{database.get_termfreq(std::string(schema::kKindPage))};
  });
}

std::string XapianVersion() {
  return Xapian::version_string();
}

}  // namespace rsearch
