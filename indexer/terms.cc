#include "indexer/terms.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "rsearch/analyzer.h"
#include "rsearch/gloss.h"
#include "rsearch/printable.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

// A longer name does not move the columns of all the others.
constexpr std::size_t kMaxColumn = 40;

// A name as it is compared.
struct Folded {
  std::string key;    // GlossKey()
  std::string forms;  // the tokens' forms, joined

  [[nodiscard]] bool Has(const Folded& words) const {
    const auto has = [](const std::string& text, const std::string& part) {
      return !part.empty() && text.find(part) != std::string::npos;
    };
    return has(key, words.key) || has(forms, words.forms);
  }
};

class Folder {
 public:
  explicit Folder(Analyzer* analyzer) : analyzer_(analyzer) {}

  Folded Fold(std::string_view name) {
    analyzer_->Tokenize(name, &tokens_);
    Folded folded{GlossKey(tokens_), {}};
    for (const Token& token : tokens_)
      folded.forms += token.form;
    return folded;
  }

 private:
  Analyzer* analyzer_;
  std::vector<Token> tokens_;
};

// Brings the pairs of many decks together.
class TermCollector {
 public:
  TermCollector(Folder* folder, const std::vector<std::string>& words)
      : folder_(*folder), all_(words.empty()) {
    std::string text;
    for (const std::string& word : words)
      text.append(word).append(" ");
    words_ = folder_.Fold(text);
  }

  void AddDeck(const DeckRecord& deck) {
    for (const Gloss& gloss : deck.glosses) {
      const Folded name = folder_.Fold(gloss.name);
      const Folded other = folder_.Fold(gloss.other);
      if (!all_ && !name.Has(words_) && !other.Has(words_)) continue;
      Entry& entry = entries_[{name.key, other.key}];
      ++entry.decks;
      entry.times += gloss.count;
      entry.shown[{gloss.name, gloss.other}] += gloss.count;
    }
  }

  [[nodiscard]] std::vector<TermPair> Sorted() const {
    std::vector<TermPair> pairs;
    pairs.reserve(entries_.size());
    for (const auto& [keys, entry] : entries_) {
      const auto shown =
          std::max_element(entry.shown.begin(), entry.shown.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      pairs.push_back({shown->first.first, shown->first.second, entry.decks, entry.times});
    }
    std::sort(pairs.begin(), pairs.end(), [](const TermPair& a, const TermPair& b) {
      return std::tie(b.decks, b.times, a.name, a.other) <
             std::tie(a.decks, a.times, b.name, b.other);
    });
    return pairs;
  }

 private:
  struct Entry {
    std::size_t decks = 0;
    std::uint64_t times = 0;
    std::map<std::pair<std::string, std::string>, std::uint64_t> shown;
  };

  Folder& folder_;
  const bool all_;
  Folded words_;
  std::map<std::pair<std::string, std::string>, Entry> entries_;
};

Result<std::vector<TermPair>> Collect(IndexReader* reader, Folder* folder,
                                      const std::vector<std::string>& words) {
  TermCollector terms(folder, words);
  Result<void> decoded;
  const auto visited = reader->ForEachDeck([&](auto id, const DeckFiles& /*files*/) {
    const auto deck = reader->ReadDeck(id);
    if (deck) {
      terms.AddDeck(*deck);
    } else {
      decoded = deck.error();
    }
  });
  if (!visited) return visited.error();
  if (!decoded) return decoded.error();
  return terms.Sorted();
}

std::string Padded(std::string text, std::size_t columns) {
  const std::size_t width = ColumnWidth(text);
  if (width < columns) text.append(columns - width, ' ');
  return text;
}

std::string Count(std::uint64_t count, const std::string& unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

}  // namespace

Result<std::vector<TermPair>> ReadTerms(const std::filesystem::path& index,
                                        const std::vector<std::string>& words) {
  Result<IndexReader> reader = IndexReader::Open(index);
  if (!reader) return reader.error();
  Result<Analyzer> analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  Folder folder(&*analyzer);
  return reader->WithRetry([&] { return Collect(&*reader, &folder, words); });
}

std::string TermsText(const std::vector<TermPair>& pairs) {
  std::size_t name = 0;
  std::size_t other = 0;
  for (const TermPair& pair : pairs) {
    name = std::max(name, std::min(kMaxColumn, ColumnWidth(PlainText(pair.name))));
    other = std::max(other, std::min(kMaxColumn, ColumnWidth(PlainText(pair.other))));
  }
  std::string text;
  for (const TermPair& pair : pairs) {
    text += Padded(PlainText(pair.name), name) + "  " + Padded(PlainText(pair.other), other) +
            "  " + Count(pair.decks, "deck") + ", " + Count(pair.times, "time") + "\n";
  }
  return text;
}

}  // namespace rsearch
