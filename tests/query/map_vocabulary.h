// A vocabulary in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/vocabulary.h"
#include "rsearch/analyzer.h"

namespace rsearch {

class MapVocabulary : public Vocabulary {
 public:
  MapVocabulary() = default;
  // Texts, each on so many pages: their terms are made as for an index.
  explicit MapVocabulary(const std::vector<std::pair<std::string, std::uint32_t>>& texts) {
    auto analyzer = Analyzer::Create();
    std::vector<Token> tokens;
    for (const auto& [text, pages] : texts) {
      std::set<std::string> terms;
      analyzer->Tokenize(text, &tokens);
      analyzer->ForEachTerm(tokens, [&](const Term& term) { terms.insert(term.text); });
      for (const std::string& term : terms)
        terms_[term] += pages;
    }
  }

  void Add(std::string term, std::uint32_t frequency) { terms_[std::move(term)] += frequency; }

  [[nodiscard]] std::uint32_t Frequency(std::string_view term) const override {
    ++lookups_;
    const auto at = terms_.find(term);
    return at == terms_.end() ? 0 : at->second;
  }

  void ForEach(std::string_view prefix, std::string_view from,
               const std::function<bool(std::string_view, std::uint32_t)>& visit) const override {
    ++lookups_;
    for (auto at = terms_.lower_bound(std::max(prefix, from)); at != terms_.end(); ++at) {
      if (!at->first.starts_with(prefix)) break;
      ++visited_;
      if (!visit(at->first, at->second)) break;
    }
  }

  // What was asked for so far.
  [[nodiscard]] std::size_t lookups() const { return lookups_; }
  [[nodiscard]] std::size_t visited() const { return visited_; }

 private:
  std::map<std::string, std::uint32_t, std::less<>> terms_;
  mutable std::size_t lookups_ = 0;
  mutable std::size_t visited_ = 0;
};

// The terms of a query of one word.
inline WordTerms OneWord(std::string_view text) {
  auto analyzer = Analyzer::Create();
  std::vector<Token> tokens;
  analyzer->Tokenize(text, &tokens);
  std::vector<WordTerms> words = analyzer->QueryTerms(tokens);
  return words.size() == 1 ? words.front() : WordTerms();
}

}  // namespace rsearch
