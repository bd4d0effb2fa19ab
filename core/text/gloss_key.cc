#include "rsearch/gloss.h"

namespace rsearch {

std::string GlossKey(std::span<const Token> tokens) {
  std::string key;
  for (const Token& token : tokens)
    key += token.stem;
  return key;
}

}  // namespace rsearch
