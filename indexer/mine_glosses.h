// Pairs of names that a page says are one: "지식 증류(knowledge distillation)를",
// "Masked Language Model (MLM)", "지식 증류 (Knowledge Distillation, KD)". Queries in one language
// find pages in the other by them, so a wrong pair costs more than a missing one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/gloss.h"

namespace rsearch {

// What is kept of one deck; a talk has some thirty, a long book some hundred.
inline constexpr std::size_t kMaxDeckGlosses = 2000;

// The pairs of `text` (as Page::text), in text order, each time it is said; counts are 1. Of two
// names in different scripts the Korean one is `name`, of two in one the longer.
//
// Between the brackets stands one name, or a name and its acronym; anything else is an aside. What
// stands before them is longer than the name: how many words belong to it is told by the words
// between the brackets, by particles and endings (우리는 | 지식 증류), by punctuation and by where
// the script changes. Names in one script are paired only when one is the other's acronym.
std::vector<Gloss> MineGlosses(std::string_view text, Analyzer* analyzer);

// The pairs of a deck, from those of its pages.
class GlossCollector {
 public:
  explicit GlossCollector(Analyzer* analyzer) : analyzer_(analyzer) {}

  void Add(std::string_view page_text);

  // Ascending by name; pairs that differ by case, spaces or endings are one, shown as they are most
  // often written. Where the deck has several ideas of where a name begins ("초기 학습률",
  // "학습률", both for "learning rate") the more frequent one is it, else the shorter. Leaves the
  // collector empty.
  std::vector<Gloss> Take();

 private:
  struct Pair {
    std::uint32_t count = 0;
    std::map<std::pair<std::string, std::string>, std::uint32_t> shown;
  };
  std::string KeyOf(std::string_view name);
  void MergeSuffixes();

  Analyzer* analyzer_;
  std::vector<Token> tokens_;
  std::map<std::pair<std::string, std::string>, Pair> pairs_;  // by the keys of both: other, name
};

}  // namespace rsearch
