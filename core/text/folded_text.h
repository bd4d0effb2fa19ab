// Text in NFKC_Casefold that knows where each part of it came from.
#pragma once

#include <unicode/normalizer2.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {

// Soft hyphens stay in the folded text, ill-formed bytes become spaces. One object serves many
// texts, for its memory.
class FoldedText {
 public:
  void Assign(const icu::Normalizer2& casefold, std::string_view source);

  // The folded text. Callers may rewrite bytes that they have no more questions about.
  std::string& text() { return text_; }

  // Where source bytes begin and end of the folded bytes from and up to `at`. A character that
  // folded to several is not cut: its whole range counts. Ask in ascending order.
  std::size_t SourceBegin(std::size_t at);
  std::size_t SourceEnd(std::size_t at);

 private:
  friend class FoldedTextBuilder;

  // From here to the next anchor folded bytes are source bytes, one for one, or (one character that
  // folding changed) belong together.
  struct Anchor {
    std::size_t folded = 0;
    std::size_t source = 0;
    bool one_for_one = true;
  };

  // Moves to the last anchor before `at` (for SourceBegin, also at it).
  void Seek(std::size_t at, bool inclusive);

  std::string text_;
  std::vector<Anchor> anchors_;  // ascending, the first at 0
  std::size_t current_ = 0;
};

}  // namespace rsearch
