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
  std::string form, stem;            // as in WordTerms
  std::vector<std::string> bigrams;  // two-syllable strings WITHOUT prefix; Hangul and CJK only
  bool prefix = false;               // wild*: any token whose form begins with `form`
  double weight = 1;                 // of this word in choosing the stretch (rare words weigh more)
};

struct SnippetOptions {
  std::size_t max_code_points = 200;
};

// The stretch of `page.text` (as people should see it: one line, soft hyphens dropped; line ends
// become " · " on slides and ' ' on papers' pages) that holds the most weight of different words,
// then the most matches; cut at word bounds. Every match in it is highlighted. A Latin word matches
// by form, by stem, or by a technical token's concatenation; a Hangul word where its bigrams cover
// a stretch of at least its own length less endings, spaces aside ("추천시스템" in "추천 시스템을"
// highlights "추천 시스템"). Without any match: the page's beginning, no highlights.
Snippet MakeSnippet(Analyzer& analyzer, const PageRecord& page, const std::vector<MatchWord>& words,
                    const SnippetOptions& options = {});

// Highlights for a short text shown whole (a title); same rules.
std::vector<Highlight> HighlightText(Analyzer& analyzer, std::string_view text,
                                     const std::vector<MatchWord>& words);

}  // namespace rsearch
