// What a query word may be a misspelling of, by the words that the index has.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/vocabulary.h"
#include "rsearch/analyzer.h"

namespace rsearch {

struct Correction {
  std::string term;             // as stored, with prefix
  std::string word;             // as shown
  std::uint32_t frequency = 0;  // pages
  double distance = 0;          // slips; those that are easily made count half
};

// The likeliest corrections of `word`, best first, at most three; none for words that the index
// knows, and none that is not ten times as frequent as the word itself.
//   Latin   Of four letters and more. One slip (a letter put in, left out, replaced, two swapped),
//           or two in words of eight letters and more. Inflected forms of a known word count as
//           known, by their stem.
//   Hangul  Of two syllables and more. One letter of one syllable, or two neighbouring syllables
//           swapped; in words of four syllables and more also one syllable too many or missing.
//           A correction may stand only at the beginning of longer words (of two syllables) or in
//           pieces (more): then its frequency is that of the rarest of its bigrams, and `term` is
//           the bigram (two syllables) or the term that it would have (more).
// Numbers, Han and Kana have none.
std::vector<Correction> Corrections(const WordTerms& word, const Vocabulary& vocabulary);

// The other way round: what a page may have written for a Latin word of five letters and more that
// no page has as it is, and that Corrections() finds nothing for: words of a single page, one slip
// away ("Bloon filter" for bloom). At most three.
std::vector<Correction> Misspellings(const WordTerms& word, const Vocabulary& vocabulary);

}  // namespace rsearch
