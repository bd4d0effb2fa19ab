// How many columns text takes on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace rsearch {

// 2 for East Asian wide and fullwidth characters and emoji, 0 for combining marks and the later
// parts of a decomposed Hangul syllable, else 1. Unicode 15; independent of the locale.
unsigned ColumnWidth(char32_t c);
std::size_t ColumnWidth(std::string_view utf8);

}  // namespace rsearch
