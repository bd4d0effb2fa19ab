// One line of a glossary file, for the program that compiles the curated list in and for the one
// that reads a user's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/result.h"

namespace rsearch {

// The names on `line`, in order. None for a comment or an empty line; kUsage (without a place) for
// a line that says of no two names that they are one.
Result<std::vector<std::string>> ParseGlossaryLine(std::string_view line);

// The keys that find `name`: its GlossKey() and, where they differ, the key it has when its words
// are written together (차원의 저주: 차원저주, but 차원의저주 without the space). None for a name
// without a word in it.
std::vector<std::string> KeysOf(std::string_view name, Analyzer* analyzer);

}  // namespace rsearch
