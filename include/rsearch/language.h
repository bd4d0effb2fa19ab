// What language a page is in, told apart as far as a filter needs it.
#pragma once

#include <cstdint>
#include <string_view>

namespace rsearch {

enum class Language : std::uint8_t {
  kNone,     // no letters to tell by: pictures, formulas of digits and Greek
  kKorean,   // Korean sentences, English terms among them or not
  kEnglish,  // or any other language in Latin letters
  kMixed,    // much of both: slides that are Korean in their endings and English in their terms
};

// By the share of Hangul among the letters, a syllable counting as 2.5 Latin letters (what a Korean
// word has less of them): English below .1, Korean from .7, mixed between. Letters of other scripts
// count nothing. Any bytes.
//
// On real pages: papers and English slides have a share of 0 (all of 549). Of 745 Korean slides 15
// % are below .1 (nothing but terms, a table, a contents list), 26 % from .7 (at .7 whole sentences
// with terms in them), and the 57 % between spread evenly.
Language LanguageOf(std::string_view text);

// "ko", "en", "mixed"; empty for kNone.
std::string_view Name(Language language);

}  // namespace rsearch
