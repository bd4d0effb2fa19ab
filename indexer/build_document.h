// From an extracted document to what the index stores of it, as plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/mine_glosses.h"
#include "indexer/references.h"
#include "rsearch/analyzer.h"
#include "rsearch/document.h"
#include "rsearch/page.h"
#include "rsearch/sketch.h"
#include "rsearch/types.h"

namespace rsearch {

// The terms of one page. Each term once; its text is looked up in ContentText::vocabulary.
struct PageTerms {
  struct Entry {
    std::uint32_t term = 0;            // index into the vocabulary
    std::uint32_t wdf = 0;             // times on the page
    std::uint32_t first_position = 0;  // index into `positions`
    std::uint32_t position_count = 0;
  };
  std::vector<Entry> entries;
  std::vector<std::uint32_t> positions;  // ascending within an entry
};

struct IndexedPage {
  PageRecord record;
  PageTerms terms;
  Sketch sketch;  // of the record's text
};

// Everything of one content but the paths that have it.
struct ContentText {
  ContentHash hash;
  FileStatus status = FileStatus::kOk;
  DeckRecord deck;  // its title depends on a path and is left empty
  std::vector<std::string> vocabulary;
  std::vector<IndexedPage> pages;

  // What it takes in memory, roughly; what batches and queues are measured in.
  [[nodiscard]] std::size_t ByteSize() const;
};

// Builds ContentTexts, reusing its memory from one to the next. Not thread-safe.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(Analyzer* analyzer) : analyzer_(analyzer), glosses_(analyzer) {}

  // Pages without any text are left out: no word could find them and their shortness would rank
  // them before real ones. Of a document of pictures alone the first page stays, so that it is
  // found by its name.
  ContentText Build(const ContentHash& hash, const RawDocument& raw, DocumentText text);

 private:
  struct Occurrence {
    std::uint32_t entry = 0;
    std::uint32_t position = 0;
  };
  struct LastUse {  // of a term of the vocabulary
    std::uint32_t page = 0;
    std::uint32_t entry = 0;
  };
  void StartDocument();
  IndexedPage BuildPage(Page page, const std::vector<TextRange>& references);
  // Words of references can be found and stand in phrases, but do not rank the page: wdf 0.
  void AddBody(std::string_view text, const std::vector<TextRange>& references);
  void AddTitle(std::string_view title);
  // What filters ask for: words in captions and in references, the language. Theirs are further
  // terms for words that the page has already, so they weigh nothing: with a wdf above 0 they would
  // make the page longer, and rank pages with captions and references lower.
  void AddCaptions(const Page& page);
  void AddCited(const std::vector<TextRange>& references);
  // The papers that the text links to.
  void AddMentions(std::string_view text);
  void AddLanguage(std::string_view text);
  std::uint32_t AddTerm(std::string_view term, std::uint32_t wdf);  // gives its entry
  std::uint32_t Intern(std::string_view term);
  std::uint32_t AddPrefixed(std::string_view prefix, std::string_view term, std::uint32_t wdf);
  PageTerms TakePage();

  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  Analyzer* analyzer_;
  std::vector<Token> tokens_;
  std::string prefixed_;
  // of the document
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> ids_;
  std::vector<std::string> vocabulary_;
  std::vector<LastUse> last_use_;
  GlossCollector glosses_;
  std::uint32_t page_ = 0;  // 1-based, counts built pages
  // of the page
  PageTerms terms_;
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> cursors_;
};

}  // namespace rsearch
