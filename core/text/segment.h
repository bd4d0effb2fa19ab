// Cutting text into runs of one script inside one word.
#pragma once

#include <unicode/brkiter.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/result.h"

namespace rsearch {

struct Run {
  Script script = Script::kLatin;
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  std::size_t length = 0;            // code points
};

class Segmenter {
 public:
  static Result<Segmenter> Create();

  // Runs of `text` in order; anything but letters, marks and digits stands between runs. Clears
  // `runs` first.
  void Segment(std::string_view text, std::vector<Run>* runs);

 private:
  explicit Segmenter(std::unique_ptr<icu::BreakIterator> words) : words_(std::move(words)) {}
  void Decode(std::string_view text);
  void SplitWord(std::int32_t begin, std::int32_t end, std::vector<Run>* runs) const;

  std::unique_ptr<icu::BreakIterator> words_;
  // The text as ICU wants it; kept between calls for their memory.
  std::u16string units_;                // UTF-16
  std::vector<std::uint32_t> offsets_;  // byte offset of every unit, and of the end
};

}  // namespace rsearch
