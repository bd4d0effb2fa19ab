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
//
// Punctuation is never an error: unmatched parentheses, lone + - * ~ and operators without operands
// are read as text or ignored. An unclosed quote is an error that says where it was opened.
#pragma once

#include <string_view>

#include "query/ast.h"
#include "rsearch/result.h"

namespace rsearch {

// Bounds on what reaches the index; past one, Parse() answers with kUsage and a message naming it.
inline constexpr std::size_t kMaxQueryBytes = 4096;
inline constexpr std::size_t kMaxQueryWords = 64;   // words, of all kinds
inline constexpr std::size_t kMaxQueryDepth = 32;   // nested parentheses
inline constexpr unsigned kNearWindow = 10;         // words, for a plain NEAR
inline constexpr std::size_t kMinPrefixLength = 2;  // code points before the asterisk

// Errors are kUsage and end in "at column N" (1-based, code points) where a place is known. The
// root is always a kAll; a query without any word gives a kAll without children. Consecutive free
// words of one level are merged into one kText, so that analysis sees them side by side.
Result<QueryNode> ParseQuery(std::string_view query);

}  // namespace rsearch
