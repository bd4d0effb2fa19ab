// A parsed query: what the user meant, before any index is looked at.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/fields.h"

namespace rsearch {

// One node of a query. Which members count depends on `kind`.
struct QueryNode {
  enum class Kind {
    kText,    // free words, ranked by how well a page has them: `text` (words separated by spaces)
    kPhrase,  // "…": the words of `text` next to each other, in order
    kPrefix,  // wild*: words that begin with `text` (the asterisk not included)
    kNear,    // a NEAR b, a NEAR/5 b: `children` (kText, kPhrase or kPrefix) within `window` words
    kField,   // name:value: `field` has one of `values`
    kOr,      // a OR b: any of `children`
    kAll,     // a sequence of clauses: `children`, each with its occurrence
  };
  // How a clause of a kAll counts. kMust: +word, and both sides of AND. kMustNot: -word, NOT word.
  enum class Occur { kShould, kMust, kMustNot };

  Kind kind = Kind::kText;
  Occur occur = Occur::kShould;
  std::string text;
  unsigned window = 0;                    // words; only kNear
  QueryField field = QueryField::kTitle;  // only kField
  std::vector<FieldValue> values;         // only kField, at least one
  std::size_t begin = 0, end = 0;         // byte range in CleanText() of the query, for messages
  std::vector<QueryNode> children;
};

// One-line form for tests and --explain, e.g.
//   (all (text "지식 증류") +(phrase "vision transformer") -(text "survey") (year "2019..2022"))
std::string ToString(const QueryNode& node);

}  // namespace rsearch
