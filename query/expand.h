// What else the words of a query may be called: other names of the same thing, in the other
// language or the same, and the words that slips of the pen were meant to be.
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
  kMined,            // the collection itself says so: "지식 증류(knowledge distillation)"
  kVariant,          // written together or apart: "skip gram", skipgram
  kSpelling,         // what a word that the index has not may be a slip of
  kTransliteration,  // sounds the same: 드롭아웃, dropout
};

// "glossary", "collection", "variant", "spelling", "transliteration": as shown.
std::string_view Name(NameSource source);

struct OtherName {
  std::string name;  // as shown
  NameSource source = NameSource::kGlossary;
  double weight = 1;             // of its words, relative to typed ones
  std::vector<WordTerms> words;  // its analysis; at least one, each on some page
};

// Words of a query that mean one thing.
struct Concept {
  std::size_t begin = 0, end = 0;  // index range of the query's words
  bool asks = false;               // a question word: counts little
  std::vector<OtherName> others;
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
