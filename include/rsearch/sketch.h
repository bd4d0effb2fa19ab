// Sketches: a page's text as a few numbers that tell whether two pages say nearly the same.
//
// A text is taken as the set of its pairs of neighbouring tokens; its sketch holds the size of that
// set and the smallest hashes in it. Which of them two texts share estimates their resemblance (the
// pairs of both by those of either) and how much of one is contained in the other (A. Broder, "On
// the resemblance and containment of documents", 1997).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/result.h"

namespace rsearch {

inline constexpr std::size_t kSketchSize = 48;   // hashes kept: most slides are kept whole
inline constexpr unsigned kSketchHashBits = 24;  // a page has some hundred pairs

struct Sketch {
  std::uint32_t pairs = 0;              // different pairs, the text's beginning being a token too
  std::vector<std::uint32_t> smallest;  // ascending, different; all of them when they are few
  bool operator==(const Sketch&) const = default;
};

// Of all tokens of a text: no tokens, no pairs. Stored: the hash never changes within a format.
Sketch SketchOf(std::span<const Token> tokens);

std::string Encode(const Sketch& sketch);
// kCorrupt when the bytes are not what Encode() makes.
Result<Sketch> DecodeSketch(std::string_view bytes);

// True for pages a reader would call the same: equal ones, however short; ones of which nearly all
// is the same; and the steps of a slide that is built up, as far as the earlier one has most of the
// later one's text. Symmetric, not transitive. Never true of a text without tokens.
bool NearIdentical(const Sketch& a, const Sketch& b);

}  // namespace rsearch
