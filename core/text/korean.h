// Korean words without their endings.
#pragma once

#include <string_view>

namespace rsearch {

// The part of `word` (UTF-8, precomposed syllables) before its particles and endings, never empty
// for a word that is not: "모델들에서는" -> "모델". Words with anything else than syllables come
// back whole.
std::string_view KoreanStem(std::string_view word);

// True for a particle that may be glued to a word in another script ("BERT는", "CNN을"): it carries
// no meaning of its own there and is not indexed.
bool IsParticle(std::string_view word);

// True when every code point is a precomposed Hangul syllable (U+AC00 to U+D7A3), three bytes each.
bool IsSyllables(std::string_view word);

inline constexpr std::size_t kSyllableBytes = 3;

}  // namespace rsearch
