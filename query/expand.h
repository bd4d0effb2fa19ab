// What else the words of a query may be called: other names of the same thing, in the other
// language or the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query/vocabulary.h"
#include "rsearch/analyzer.h"
#include "rsearch/glossary.h"

namespace rsearch {

// Where another name comes from, most trusted first.
enum class NameSource : std::uint8_t {
  kGlossary,         // the curated list or the user's
  kVariant,          // written together or apart: "skip gram" for skipgram
  kSpelling,         // a word of the index that the typed one, which it has not, may be a slip of
  kMined,            // the collection itself says so: "지식 증류(knowledge distillation)"
  kTransliteration,  // sounds the same: 드롭아웃, dropout
};

struct OtherName {
  std::string name;  // as shown
  NameSource source = NameSource::kGlossary;
  std::vector<WordTerms> words;  // its analysis; at least one
};

// Words of a query that mean one thing.
struct Concept {
  std::size_t begin = 0, end = 0;  // index range of the query's words
  bool asks = false;               // a question word: counts little
  std::vector<OtherName> others;   // names that pages of the index have
};

struct ExpandTools {
  Analyzer* analyzer = nullptr;
  const Glossary* glossary = nullptr;
  const Vocabulary* vocabulary = nullptr;
};

// Divides `words`, in order and without gaps, into concepts: the longest names known win.
// `tokens` is what `words` came from.
std::vector<Concept> Expand(const std::vector<Token>& tokens, const std::vector<WordTerms>& words,
                            const ExpandTools& tools);

}  // namespace rsearch
