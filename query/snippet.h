// Snippets: the stretch of a page's text that shows best why the page matches.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "query/hit.h"
#include "rsearch/analyzer.h"
#include "rsearch/document.h"

namespace rsearch {

// One thing looked for, as far as highlighting is concerned.
struct MatchWord {
  Script script = Script::kLatin;
  std::string form, stem;              // as in WordTerms
  std::vector<std::string> bigrams;    // two-syllable strings WITHOUT prefix; Hangul and CJK only
  bool prefix = false;                 // wild*: any token whose form begins with `form`
  bool glued = false;                  // as in WordTerms: written together with the entry before it
  std::vector<std::string> compounds;  // as in WordTerms
  double weight = 1;  // of this word in choosing the stretch (rare words weigh more)
};

// What to look for on a page that was found by `word`; its weight is the caller's to set.
MatchWord MatchOf(const WordTerms& word);

struct SnippetOptions {
  std::size_t max_code_points = 200;  // the ellipses included; a longer match is not cut
};

// The stretch of `page.text` (as people should see it: one line, soft hyphens dropped; line ends
// become " · " on slides and ' ' on papers' pages) that holds the most weight of different words,
// then the most matches; cut at word bounds, begun at a line or sentence where one is near. Every
// match in it is highlighted. A title at the head of the text, shown beside every snippet anyway,
// is taken only when the words stand nowhere else.
//   Latin, digits   match by form, by stem, or written as one where the other side is written in
//                   parts ("knn" and "k-NN", "gpt2" and "GPT-2").
//                   The "2" of "GPT-2" alone is no match.
//   Hangul, CJK     where the word's bigrams cover a stretch as long as its stem, spaces and
//                   endings aside ("추천시스템" in "추천 시스템을" highlights "추천 시스템"); of a
//                   word that is nowhere whole, stretches longer than half of it; and where nothing
//                   matches otherwise, words that begin with any two of its syllables.
// Without any match: the page's beginning, no highlights.
Snippet MakeSnippet(Analyzer& analyzer, const PageRecord& page, const std::vector<MatchWord>& words,
                    const SnippetOptions& options = {});

// Highlights for a short text shown whole (a title); same rules.
std::vector<Highlight> HighlightText(Analyzer& analyzer, std::string_view text,
                                     const std::vector<MatchWord>& words);

}  // namespace rsearch
