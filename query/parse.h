// From what the user typed to a QueryNode.
//
//   knowledge distillation   free words, best pages first
//   "vision transformer"     phrase
//   +word                    must be on the page
//   -word, NOT word          must not be; only at a word's beginning: "GPT-2" and "a - b" are text
//   a AND b, a OR b, (…)     upper-case operators; AND binds tighter than OR, OR tighter than words
//                            side by side (docs/query-syntax.md)
//   a NEAR b, a NEAR/5 b     within 10 (5) words, either order
//   distil*                  words beginning so; at least 2 characters before the asterisk
//   year:2019..2022          fields (fields.h): filters, but for in:, which says where words count
//
// Punctuation is never an error: unmatched parentheses, lone + - * ~ and operators without operands
// are read as text or ignored. An unclosed quote is an error that says where it was opened.
//
// name:value is a field where the name is two or more ASCII letters and the value follows at once
// and begins with neither ':' nor "//": "std::vector", "http://…", "10:30" and "BERT: Pre-training"
// are text, and so is a name with capitals that resembles no field's ("XLNet:Generalized"). Any
// other unknown name, and a value that the field does not take, is an error.
#pragma once

#include <string_view>

#include "query/ast.h"
#include "rsearch/result.h"

namespace rsearch {

// Bounds on what reaches the index; past one, Parse() answers with kUsage and a message naming it.
inline constexpr std::size_t kMaxQueryBytes = 4096;
inline constexpr std::size_t kMaxQueryWords = 64;   // words, of all kinds
inline constexpr std::size_t kMaxQueryDepth = 32;   // nested parentheses
inline constexpr std::size_t kMaxQueryRanges = 16;  // year, month, date and page
inline constexpr unsigned kNearWindow = 10;         // words, for a plain NEAR
inline constexpr std::size_t kMinPrefixLength = 2;  // code points before the asterisk

// Errors are kUsage and say "at column N" (1-based, code points) where a place is known. The root
// is always a kAll; a query without any word or field gives a kAll without children. Consecutive
// free words of one level are merged into one kText, so that analysis sees them side by side; its
// fields stand behind its other clauses, those of one name and without a sign or AND as one. A
// kField of in: is always the child of a kAll that has words.
Result<QueryNode> ParseQuery(std::string_view query);

}  // namespace rsearch
