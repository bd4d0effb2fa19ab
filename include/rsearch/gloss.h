// Names for one thing, in one or two languages: how they are looked up, and what a collection says
// of them itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rsearch/analyzer.h"

namespace rsearch {

// Two names of which a text says that they are one: "지식 증류(knowledge distillation)",
// "Masked Language Model (MLM)".
struct Gloss {
  std::string name;         // as shown, NFKC, case as written (most often), one line
  std::string other;        // likewise
  std::uint32_t count = 0;  // times said
  auto operator<=>(const Gloss&) const = default;
};

// Longer names are sentences. Tokens.
inline constexpr std::size_t kMaxGlossTokens = 6;

// The key under which a name is looked up: the stems of its tokens, joined. So spaces, hyphens,
// case and endings do not matter: "지식 증류를", "지식증류" -> "지식증류";
// "Self-Attention", "self attention" -> "selfattent".
std::string GlossKey(std::span<const Token> tokens);

}  // namespace rsearch
