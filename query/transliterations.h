// Words of the other script that a query word may be the spelling of, by the words that the index
// has: dropout for 드롭아웃, 캡슐 for capsule.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/vocabulary.h"
#include "rsearch/analyzer.h"

namespace rsearch {

struct Transliteration {
  std::string term;             // as stored, with prefix
  std::string word;             // as shown
  std::uint32_t frequency = 0;  // pages
  double score = 0;             // TransliterationScore()
};

// The likeliest ones, best first, at most three; none for most words. A Hangul word has Latin ones,
// a Latin word Hangul ones; other scripts have none. The fewer sounds a word has, the better its
// score must be.
std::vector<Transliteration> Transliterations(const WordTerms& word, const Vocabulary& vocabulary);

}  // namespace rsearch
