// What else the words of a query may be called: other names of the same thing, in the other
// language or the same, and the words that slips of the pen were meant to be.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/name_source.h"
#include "query/vocabulary.h"
#include "rsearch/analyzer.h"
#include "rsearch/glossary.h"

namespace rsearch {

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
  std::string mended;  // the words without their slips; empty where they have none
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
