// Words by which people label links: "Original Paper Link", "[slides]", "발표자료".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch::catalogue {

enum class Label : std::uint8_t {
  kNone,      // no label: a title, a sentence
  kNeutral,   // "PDF", "link": what it is depends on where it leads
  kOriginal,  // the paper itself
  kReview,    // slides, a summary
  kOther,     // code, a video, a heading such as "References"
};

// kNone unless every word is a label's or says nothing beside one ("Link to our slides (Korean)").
// Of several kinds "review" counts before "paper", "paper" before the others.
Label ReadLabel(std::string_view text);

// Every word is one that ReadLabel() knows, or there is none: nothing that could be a title.
bool SaysNothing(std::string_view text);

// What a table's column holds, by its head. The last word that says something decides: "Paper
// Review" is a review, "Review Paper" and "발표 논문" are papers.
enum class Column : std::uint8_t {
  kNone,
  kTitle,
  kPaper,  // the title, or the link to it
  kLink,   // of the paper, or by where it leads
  kReview,
  kVenue,
  kYear,
  kDate,
};
Column ReadColumn(std::string_view head);

// Words of `text` by spaces and punctuation of ASCII, as NameKey()s; those without letters are left
// out.
std::vector<std::string> KeyWords(std::string_view text);

}  // namespace rsearch::catalogue
