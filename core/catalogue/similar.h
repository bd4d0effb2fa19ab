// Titles that are the same but for how they are written.
#pragma once

#include <cstddef>
#include <string_view>

namespace rsearch::catalogue {

// Most keys compared are shorter; what is longer is compared up to here.
inline constexpr std::size_t kMaxComparedBytes = 256;

// Both are NameKey()s of titles. True when a fifth of the letters at most is different:
// "reletaional knowledge distillation". Bytes are compared, so a Hangul syllable counts three.
bool AreSimilar(std::string_view a, std::string_view b);

// The names a file can have been given for `title`: similar, or the part before its colon
// ("BERT.pdf" for "BERT: Pre-training of …"), or most of the title. `stem` is the file's name
// without its folder and ".pdf"; a date before it counts or not.
bool IsNamedAfter(std::string_view stem, std::string_view title);

// "210106_A Paper.pdf" of a path: "210106_A Paper".
std::string_view StemOf(std::string_view path);

// Without digits, '-', '_', '.' and spaces at its start.
std::string_view WithoutDate(std::string_view stem);

}  // namespace rsearch::catalogue
