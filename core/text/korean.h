// Korean words without their endings.
#pragma once

#include <cstddef>
#include <string_view>

namespace rsearch {

inline constexpr std::size_t kHangulBytes = 3;  // every Hangul code point that NFKC leaves

// `word` without its particles and endings: 모델들에서는 -> 모델. At least one syllable stays.
// `word` is a run of Hangul in NFKC; anything else comes back as it is.
std::string_view KoreanStem(std::string_view word);

// Whether `run` is nothing but a particle or ending: what is left of "BERT는" behind BERT.
bool IsKoreanParticle(std::string_view run);

}  // namespace rsearch
