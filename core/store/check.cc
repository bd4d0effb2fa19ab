// The posting lists and the term lists hold the same triples (document, term, wdf) in two orders.
// Each side adds up a hash of its triples; the sums agree when the triples do, whatever their
// order.

#include "rsearch/check.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <cerrno>
#include <map>
#include <ostream>
#include <streambuf>
#include <system_error>
#include <utility>

#include "core/store/durable_file.h"
#include "core/store/layout.h"
#include "core/store/manifest.h"
#include "core/store/roots_file.h"
#include "rsearch/amounts.h"
#include "rsearch/catalogue.h"
#include "rsearch/document.h"
#include "rsearch/schema.h"
#include "rsearch/sketch.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;

std::string Count(std::uint64_t count, const std::string& unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

// --- files

Result<void> CheckFiles(const CheckRequest& request, const CheckObserver& observer) {
  const fs::path database = DatabaseInForce(request.folder);
  observer.at(std::string(kManifestFile));
  const auto manifest = ReadManifest(database);
  if (!manifest) {
    const bool missing = manifest.error().code == ErrorCode::kNotFound;
    if (missing) {  // as in an index of an earlier format
      const auto reader = IndexReader::Open(request.folder);
      if (!reader && reader.error().code == ErrorCode::kOtherFormat) return reader.error();
    }
    observer.found(missing ? "the manifest is missing" : manifest.error().message);
    return {};
  }
  if (manifest->format != schema::kFormatVersion)
    observer.found("the manifest is of format " + std::to_string(manifest->format));
  CheckSizes(database, *manifest, observer.found);
  observer.at(RootsPath(request.folder).filename().string());
  const auto roots = ReadRootsFile(request.folder);
  if (!roots && roots.error().code != ErrorCode::kNotFound) observer.found(roots.error().message);
  return {};
}

void CheckSums(const CheckRequest& request, const CheckObserver& observer) {
  const fs::path database = DatabaseInForce(request.folder);
  observer.at(std::string(kManifestFile));
  const auto manifest = ReadManifest(database);
  if (!manifest) return observer.found(manifest.error().message);
  CheckSums(database, *manifest, request.left_behind, observer.at, observer.found);
}

// --- records

// What a deck's pages must agree with.
struct DeckSeen {
  std::uint64_t pages = 0;  // not seen yet
  std::uint32_t page_count = 0;
  DeckFacts facts;  // as far as values of pages come of them
};

DeckFacts WhatValuesComeOf(DeckFacts facts) {
  facts.title.clear();
  facts.field_names.clear();
  for (Paper& paper : facts.papers)
    paper = {{}, {}, std::move(paper.venue), paper.year, {}, {}, {}};
  return facts;
}

std::string SerialisedYear(const DeckFacts& facts, const Paper* paper) {
  constexpr std::int32_t kYear = 10'000;
  const std::uint32_t of_paper = paper == nullptr ? 0 : paper->year;
  const std::uint32_t year =
      of_paper != 0 ? of_paper : static_cast<std::uint32_t>(facts.date / kYear);
  return year == 0 ? std::string() : Xapian::sortable_serialise(year);
}

// Slots 4 to 8 of docs/index-format.md.
bool HasValuesOf(const DeckFacts& facts, std::uint32_t page, const Xapian::Document& document) {
  const Paper* paper = facts.PaperOn(page);
  const std::string date = facts.date == 0 ? std::string() : Xapian::sortable_serialise(facts.date);
  return document.get_value(schema::kSlotYear) == SerialisedYear(facts, paper) &&
         document.get_value(schema::kSlotDate) == date &&
         document.get_value(schema::kSlotField) == facts.field &&
         document.get_value(schema::kSlotVenue) == (paper == nullptr ? "" : paper->venue) &&
         document.get_value(schema::kSlotKind) == Name(facts.kind);
}

class RecordCheck {
 public:
  RecordCheck(const Xapian::Database& database, const CheckObserver& observer)
      : database_(database), observer_(observer) {}

  void Run() {
    observer_.at("the metadata");
    CheckMetadata();
    observer_.at("the decks");
    for (auto at = Begin(schema::kKindDeck); at != End(schema::kKindDeck); ++at)
      CheckDeck(*at);
    observer_.at("the pages");
    for (auto at = Begin(schema::kKindPage); at != End(schema::kKindPage); ++at)
      CheckPage(*at);
    CompareCounts();
  }

 private:
  Xapian::PostingIterator Begin(std::string_view term) const {
    return database_.postlist_begin(std::string(term));
  }
  Xapian::PostingIterator End(std::string_view term) const {
    return database_.postlist_end(std::string(term));
  }
  [[nodiscard]] std::string Metadata(std::string_view key) const {
    return database_.get_metadata(std::string(key));
  }

  void CheckMetadata() {
    if (!DecodeRoots(Metadata(schema::kMetaRoots))) observer_.found("the roots cannot be decoded");
    if (!DecodeCatalogues(Metadata(schema::kMetaCatalogues)))
      observer_.found("the catalogues cannot be decoded");
    const std::string rules = Metadata(schema::kMetaRules);
    if (!rules.empty() && !ContentHash::FromHex(rules))
      observer_.found("the fingerprint of the rules is none");
    const std::string updated = Metadata(schema::kMetaUpdated);
    if (updated.find_first_not_of("0123456789") != std::string::npos)
      observer_.found("the time of the last commit is no number");
  }

  bool HasTerm(Xapian::docid id, const std::string& term) const {
    auto at = database_.termlist_begin(id);
    at.skip_to(term);
    return at != database_.termlist_end(id) && *at == term;
  }

  void CheckDeck(Xapian::docid id) {
    const std::string name = "document " + std::to_string(id);
    const Xapian::Document document = database_.get_document(id);
    const auto files = DecodeDeckFiles(document.get_value(schema::kSlotFiles));
    auto record = DecodeDeck(document.get_data());
    if (!files || !record) return observer_.found(name + ": the deck's record cannot be decoded");
    if (files->files.empty()) observer_.found(name + ": the deck has no file");
    for (const std::string& amount : AmountTerms(AmountsOf(*files, *record)))
      if (!HasTerm(id, amount)) observer_.found(name + ": the deck does not say " + amount);
    const std::uint32_t pages_told = record->indexed_pages;
    const std::string kind(Name(record->facts.kind));
    if (!decks_
             .try_emplace(std::string(files->hash.bytes()),
                          DeckSeen{pages_told, record->page_count,
                                   WhatValuesComeOf(std::move(record->facts))})
             .second)
      observer_.found(name + ": two decks have the content " + files->hash.Hex());
    const std::string term = std::string(schema::kPageOf).append(files->hash.bytes());
    const std::uint64_t pages = database_.get_termfreq(term);
    if (pages != pages_told)
      observer_.found(name + ": the deck has " + Count(pages, "page") + ", not " +
                      std::to_string(pages_told));
    const std::string own = std::string(schema::kDeckOf).append(files->hash.bytes());
    if (database_.get_termfreq(own) != 1) observer_.found(name + ": the deck cannot be found");
    if (!HasTerm(id, std::string(schema::kKind) + kind))
      observer_.found(name + ": the deck's kind is not the record's");
  }

  void CheckPage(Xapian::docid id) {
    const std::string name = "document " + std::to_string(id);
    const Xapian::Document document = database_.get_document(id);
    const auto page = DecodePage(document.get_data());
    if (!page) return observer_.found(name + ": the page's record cannot be decoded");
    const std::string number = document.get_value(schema::kSlotPage);
    if (number != Xapian::sortable_serialise(page->number))
      observer_.found(name + ": the page's number is not the record's");
    const std::string sketch = document.get_value(schema::kSlotSketch);
    if (!sketch.empty() && !DecodeSketch(sketch))
      observer_.found(name + ": the page's sketch cannot be decoded");
    const auto found = decks_.find(document.get_value(schema::kSlotDeck));
    if (found == decks_.end()) return observer_.found(name + ": the page has no deck");
    DeckSeen& deck = found->second;
    if (page->number == 0 || page->number > deck.page_count)
      observer_.found(name + ": its deck has no page " + std::to_string(page->number));
    if (!HasValuesOf(deck.facts, page->number, document))
      observer_.found(name + ": the page's values are not what its deck's facts say");
    if (deck.pages == 0) return observer_.found(name + ": a page too many of its deck");
    --deck.pages;
  }

  // What is left over of the decks' pages was told of each deck.
  void CompareCounts() {
    const std::uint64_t pages = database_.get_termfreq(std::string(schema::kKindPage));
    const std::uint64_t all = database_.get_doccount();
    if (pages + decks_.size() != all)
      observer_.found("the index has " + Count(all, "document") + ", not " + std::to_string(pages) +
                      " pages and " + std::to_string(decks_.size()) + " decks");
  }

  const Xapian::Database& database_;
  const CheckObserver& observer_;
  std::map<std::string, DeckSeen> decks_;  // by content
};

void CompareCount(std::uint64_t count, std::uint64_t expected, const std::string& unit,
                  const CheckObserver& observer) {
  if (count != expected)
    observer.found("the index has " + Count(count, unit) + ", not " + std::to_string(expected) +
                   " as the manifest says");
}

void CompareWithManifest(const Xapian::Database& database, const CheckRequest& request,
                         const CheckObserver& observer) {
  const auto manifest = ReadManifestHead(DatabaseInForce(request.folder));
  if (!manifest) return;  // told by the files' stage
  const std::uint64_t revision = database.get_revision();
  if (revision == manifest->revision) {
    CompareCount(database.get_doccount(), manifest->documents, "document", observer);
    CompareCount(database.get_termfreq(std::string(schema::kKindPage)), manifest->pages, "page",
                 observer);
    CompareCount(database.get_termfreq(std::string(schema::kKindDeck)), manifest->decks, "deck",
                 observer);
    return;
  }
  const bool died = request.left_behind && MayBeOfOneTime(revision, manifest->revision);
  if (!died)
    observer.found("the tables are of commit " + std::to_string(revision) + ", the manifest of " +
                   std::to_string(manifest->revision));
}

void CheckRecords(const CheckRequest& request, Xapian::Database& database,
                  const CheckObserver& observer) {
  CompareWithManifest(database, request, observer);
  // A writer that died may have committed roots and not come to write them down.
  const bool has_roots = !database.get_metadata(std::string(schema::kMetaRoots)).empty();
  std::error_code ignored;
  if (has_roots && !request.left_behind && !fs::exists(RootsPath(request.folder), ignored))
    observer.found(RootsPath(request.folder).filename().string() + " is missing");
  RecordCheck(database, observer).Run();
}

// --- tables

// Xapian's report, line by line: its headings name the tables ("postlist:"), whose checks end with
// lines that say OK.
class ReportReader : public std::streambuf {
 public:
  explicit ReportReader(const CheckObserver& observer) : observer_(observer) {}
  [[nodiscard]] const std::string& last() const { return last_; }

 protected:
  int_type overflow(int_type c) override {
    if (c == traits_type::eof()) return c;
    if (c != '\n') {
      line_ += static_cast<char>(c);
    } else {
      if (line_.ends_with(':') && line_.find(' ') == std::string::npos)
        observer_.at(line_.substr(0, line_.size() - 1) + ".glass");
      if (!line_.empty()) last_ = line_;
      line_.clear();
    }
    return c;
  }

 private:
  const CheckObserver& observer_;
  std::string line_, last_;
};

// Xapian's check opens tables for writing, though it writes nothing.
Result<void> MayBeWritten(const fs::path& database) {
  std::error_code error;
  for (fs::directory_iterator at(database, error); !error && at != fs::directory_iterator();
       at.increment(error))
    if (at->path().extension() == ".glass" &&
        faccessat(AT_FDCWD, at->path().c_str(), W_OK, AT_EACCESS) != 0)
      return FileError("write", at->path(), errno);
  return {};
}

Result<void> CheckTables(const CheckRequest& request, const CheckObserver& observer) {
  if (auto writable = MayBeWritten(DatabaseInForce(request.folder)); !writable) return writable;
  ReportReader reader(observer);
  std::ostream report(&reader);
  const std::size_t errors =
      Xapian::Database::check(DatabaseInForce(request.folder).string(), 0, &report);
  if (errors > 0)
    observer.found("xapian-check finds " + Count(errors, "error") + ": " + reader.last());
  return {};
}

// --- contents

std::uint64_t Mix(std::uint64_t x) {  // the finisher of splitmix64
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

std::uint64_t HashOf(const std::string& term) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : term)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return Mix(hash);
}

std::uint64_t HashOf(std::uint64_t term, Xapian::docid document, Xapian::termcount wdf) {
  return Mix(Mix(term ^ document) + wdf);
}

// One side's triples.
struct Triples {
  std::uint64_t count = 0;
  std::uint64_t sum = 0;
  void Add(std::uint64_t term, Xapian::docid document, Xapian::termcount wdf) {
    ++count;
    sum += HashOf(term, document, wdf);
  }
  bool operator==(const Triples&) const = default;
};

class ContentCheck {
 public:
  ContentCheck(const Xapian::Database& database, const CheckObserver& observer)
      : database_(database), observer_(observer) {}

  void Run() {
    observer_.at("the posting lists");
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term)
      ReadPostings(*term, term.get_termfreq());
    observer_.at("the documents");
    std::uint64_t documents = 0;
    for (auto at = database_.postlist_begin(""); at != database_.postlist_end(""); ++at) {
      ReadDocument(*at);
      ++documents;
    }
    if (documents != database_.get_doccount())
      observer_.found("the index counts " + Count(database_.get_doccount(), "document") +
                      " and has " + std::to_string(documents));
    if (!(by_term_ == by_document_))
      observer_.found("the posting lists and the term lists do not say the same");
    observer_.at("the values");
    for (Xapian::valueno slot = 0; slot < kSlots; ++slot)
      ReadValues(slot);
  }

 private:
  static constexpr Xapian::valueno kSlots = 16;  // more than schema.h has

  void ReadPostings(const std::string& term, Xapian::doccount expected) {
    const std::uint64_t hash = HashOf(term);
    Xapian::doccount count = 0;
    std::uint64_t occurrences = 0;
    Xapian::docid before = 0;
    for (auto at = database_.postlist_begin(term); at != database_.postlist_end(term); ++at) {
      if (*at <= before) return observer_.found(Shown(term) + "documents are out of order");
      before = *at;
      ++count;
      occurrences += at.get_wdf();
      by_term_.Add(hash, *at, at.get_wdf());
    }
    if (count != expected || occurrences != database_.get_collection_freq(term))
      observer_.found(Shown(term) + "its counts are wrong");
  }

  void ReadDocument(Xapian::docid id) {
    const std::string name = "document " + std::to_string(id) + ": ";
    std::uint64_t length = 0;
    for (auto at = database_.termlist_begin(id); at != database_.termlist_end(id); ++at) {
      by_document_.Add(HashOf(*at), id, at.get_wdf());
      length += at.get_wdf();
      if (!ReadPositions(id, *at)) observer_.found(name + "positions are out of order");
    }
    if (length != database_.get_doclength(id)) observer_.found(name + "its length is wrong");
    const Xapian::Document document = database_.get_document(id);
    if (document.get_data().empty()) observer_.found(name + "it has no record");
  }

  bool ReadPositions(Xapian::docid id, const std::string& term) {
    Xapian::termpos before = 0;
    for (auto at = database_.positionlist_begin(id, term);
         at != database_.positionlist_end(id, term); ++at) {
      if (*at <= before) return false;
      before = *at;
    }
    return true;
  }

  void ReadValues(Xapian::valueno slot) {
    Xapian::doccount count = 0;
    for (auto at = database_.valuestream_begin(slot); at != database_.valuestream_end(slot); ++at)
      ++count;
    if (count != database_.get_value_freq(slot))
      observer_.found("value " + std::to_string(slot) + ": its counts are wrong");
  }

  static std::string Shown(const std::string& term) {
    std::string shown;
    for (const char c : term)
      shown += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    return "term \"" + shown + "\": ";
  }

  const Xapian::Database& database_;
  const CheckObserver& observer_;
  Triples by_term_, by_document_;
};

// Damage that shows when the index is opened is a finding; all else that keeps it from being opened
// is an error.
Result<void> WithReader(const CheckRequest& request, const CheckObserver& observer,
                        const std::function<void(Xapian::Database&)>& work) {
  observer.at("the database");
  auto reader = IndexReader::Open(request.folder);
  if (!reader && reader.error().code != ErrorCode::kCorrupt) return reader.error();
  if (!reader) {
    observer.found(reader.error().message);
    return {};
  }
  work(reader->database());
  return {};
}

}  // namespace

Result<void> RunCheckStage(const CheckRequest& request, CheckStage stage,
                           const CheckObserver& observer) {
  try {
    switch (stage) {
      case CheckStage::kFiles:
        return CheckFiles(request, observer);
      case CheckStage::kSums:
        CheckSums(request, observer);
        return {};
      case CheckStage::kTables:
        return CheckTables(request, observer);
      case CheckStage::kRecords:
        return WithReader(request, observer, [&](Xapian::Database& database) {
          CheckRecords(request, database, observer);
        });
      case CheckStage::kContents:
        return WithReader(request, observer, [&](Xapian::Database& database) {
          ContentCheck(database, observer).Run();
        });
    }
  } catch (const Xapian::Error& error) {
    const char* detail = error.get_error_string();
    observer.found(error.get_msg() + (detail == nullptr ? "" : std::string(": ") + detail));
  }
  return {};
}

Result<CheckedIndex> LookAtIndex(const fs::path& folder) {
  const auto kind = InspectFolder(folder);
  if (!kind) return kind.error();
  if (*kind == FolderKind::kForeign) return ForeignFolder(folder);
  if (*kind == FolderKind::kMissing) return NoIndex(folder);
  const fs::path database = DatabaseInForce(folder);
  CheckedIndex index;
  std::error_code error;
  for (fs::directory_iterator at(database, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    std::error_code ignored;
    const std::uintmax_t size = at->file_size(ignored);
    if (!ignored) index.bytes += size;
  }
  if (const auto manifest = ReadManifestHead(database)) {
    index.pages = manifest->pages;
    index.decks = manifest->decks;
  }
  return index;
}

}  // namespace rsearch
