// The words of a short piece of text, seen as what names are made of: where Korean sets a particle
// or a verb's ending a name cannot go on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"

namespace rsearch {

// What stands between two spaces.
struct NameWord {
  std::string_view text;  // as written
  std::string form;       // casefolded, without punctuation
  std::size_t tokens = 0;
  std::size_t parts = 0;      // "self-attention": 2
  std::size_t syllables = 0;  // Hangul
  bool hangul = false;        // has Hangul
  bool latin = false;         // has Latin letters
  bool digits = false;        // has a number
  bool other = false;         // Han, Kana, ...
  bool latin_end = false;     // ends in Latin letters or digits
  bool ends_phrase = false;   // carries a particle or ending, or is one, or a word like 모든
  bool verb = false;          // carries an ending that no noun does
  std::size_t particle = 0;   // bytes at its end that are surely a particle: 를, 에서, 란
};

// `text` without soft hyphens. What the words hold of it points into it.
std::vector<NameWord> NameWords(std::string_view text, Analyzer* analyzer);

// Whether a Korean word sounds borrowed: it has syllables that words of Chinese origin, which most
// other terms are, hardly have.
bool IsLoan(const NameWord& word);

// How many English words a Korean word stands for at most: 2 for 기계번역 (machine translation), 1
// for 알고리즘 (a loan) and 신경망.
std::size_t EnglishWords(const NameWord& word);

}  // namespace rsearch
