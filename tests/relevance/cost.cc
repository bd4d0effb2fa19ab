#include "tests/relevance/cost.h"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "query/search.h"
#include "rsearch/analyzer.h"
#include "rsearch/document.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"

namespace rsearch::relevance {
namespace {

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

template <class Work>
double Milliseconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

Xapian::Query PlainQuery(Analyzer& analyzer, const std::string& text) {
  std::vector<Token> tokens;
  analyzer.Tokenize(text, &tokens);
  std::vector<std::string> terms;
  for (const WordTerms& word : analyzer.QueryTerms(tokens)) {
    if (!word.bigrams.empty()) {
      terms.insert(terms.end(), word.bigrams.begin(), word.bigrams.end());
    } else {
      terms.push_back(word.stem_term.empty() ? word.word : word.stem_term);
    }
  }
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

// What showing a hit needs to know of its deck.
Result<void> ReadDeck(IndexReader& index, const std::string& key) {
  const auto hash = ContentHash::FromBytes(key);
  const auto id = hash ? index.FindDeck(*hash) : std::nullopt;
  if (!id) return Error{ErrorCode::kCorrupt, "a page without its deck"};
  const auto record = index.ReadDeck(*id);
  if (!record) return record.error();
  const auto files = index.ReadDeckFiles(*id);
  if (!files) return files.error();
  for (const FileEntry& file : files->files)
    (void)std::filesystem::exists(file.path);
  return {};
}

Result<void> PlainSearch(IndexReader& index, Analyzer& analyzer, const std::string& text) {
  return index.WithRetry([&]() -> Result<void> {
    Xapian::Enquire enquire(index.database());
    enquire.set_query(PlainQuery(analyzer, text));
    const Xapian::MSet matches = enquire.get_mset(0, kDepth, kDepth + 1);
    std::set<std::string> decks;
    for (auto it = matches.begin(); it != matches.end(); ++it) {
      const Xapian::Document document = it.get_document();
      const auto page = DecodePage(document.get_data());
      if (!page) return page.error();
      decks.insert(document.get_value(schema::kSlotDeck));
    }
    for (const std::string& deck : decks)
      if (auto read = ReadDeck(index, deck); !read) return read.error();
    return {};
  });
}

class Stopwatch {
 public:
  Stopwatch(IndexReader index, Analyzer analyzer)
      : index_(std::move(index)), analyzer_(std::move(analyzer)) {}

  bool Takes(const Topic& topic) {
    return Search(index_, analyzer_, topic.text, Options(false)).has_value();
  }

  // Round by round, so that what else the machine does meets all three alike.
  void Time(const Topic& topic) {
    std::vector<double> search;
    std::vector<double> shown;
    std::vector<double> plain;
    for (int round = 0; round < kCostRounds; ++round) {
      search.push_back(
          Milliseconds([&] { (void)Search(index_, analyzer_, topic.text, Options(false)); }));
      shown.push_back(
          Milliseconds([&] { (void)Search(index_, analyzer_, topic.text, Options(true)); }));
      plain.push_back(Milliseconds([&] { (void)PlainSearch(index_, analyzer_, topic.text); }));
    }
    search_.push_back(Median(std::move(search)));
    shown_.push_back(Median(std::move(shown)));
    plain_.push_back(Median(std::move(plain)));
  }

  [[nodiscard]] Cost Total() const {
    return {search_.size(), Median(search_), Median(shown_), Median(plain_)};
  }

 private:
  static SearchOptions Options(bool snippets) {
    SearchOptions options;
    options.limit = kDepth;
    options.snippets = snippets;
    return options;
  }

  IndexReader index_;
  Analyzer analyzer_;
  std::vector<double> search_, shown_, plain_;
};

}  // namespace

Result<Cost> MeasureCost(const std::filesystem::path& index, const std::vector<Topic>& topics) {
  auto reader = IndexReader::Open(index);
  if (!reader) return reader.error();
  auto analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  Stopwatch stopwatch(std::move(*reader), std::move(*analyzer));
  for (const Topic& topic : topics)
    if (stopwatch.Takes(topic)) stopwatch.Time(topic);
  return stopwatch.Total();
}

}  // namespace rsearch::relevance
