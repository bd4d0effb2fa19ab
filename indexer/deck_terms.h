// The terms and values that documents have beside their pages' own text: from a deck's names and
// facts. They are made anew, without reading the PDF, when a name, a rule or a catalogue changes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/document.h"

namespace rsearch {

// A term with its number of occurrences, as added to a document.
struct WeightedTerm {
  std::string text;
  std::uint32_t wdf = 0;
  auto operator<=>(const WeightedTerm&) const = default;
};

// The value of a slot of schema.h: a text or, where that is empty, a number.
struct SlotValue {
  std::uint32_t slot = 0;
  std::string text;
  std::int32_t number = 0;
  auto operator<=>(const SlotValue&) const = default;
};

struct PageFacts {
  std::vector<WeightedTerm> terms;  // ascending, each once
  std::vector<SlotValue> values;    // ascending
  bool operator==(const PageFacts&) const = default;
};

struct DeckTerms {
  PageFacts no_paper;                // of pages that are about no one paper
  std::vector<PageFacts> of_papers;  // of pages about DeckFacts::papers, one for one
  std::vector<std::string> deck;     // boolean terms of the deck document

  // `facts` are those it was made from.
  [[nodiscard]] const PageFacts& On(std::uint32_t page, const DeckFacts& facts) const;
};

// On each page stand
//   the context   (schema::kContext) terms of the deck's title and the paper's, of the names of the
//                 deck's files and of the folders between them and their root. Lines that repeat
//                 through the document count as well when they are as short as a running head;
//                 longer ones (template leftovers) match but weigh nothing. Bounded in number.
//   the facts     what a page can be filtered by: schema::kAboutTitle, and the boolean terms and
//                 slots of its kind, field, venue, authors, year, date and paper
DeckTerms TermsOf(Analyzer* analyzer, const DeckRecord& deck, const std::vector<FileEntry>& files,
                  const std::vector<Root>& roots);

// Terms that TermsOf() makes, and nothing else does.
bool IsDeckTerm(std::string_view term);
bool IsDeckSlot(std::uint32_t slot);

// The terms of a deck's glosses (schema::kGloss before them), both ways round. Ascending, each
// once.
std::vector<std::string> GlossTerms(Analyzer* analyzer, const std::vector<Gloss>& glosses);

}  // namespace rsearch
