// Cutting text into runs of one script: what tokens are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/result.h"

namespace rsearch {

// What stands between a run and the one before it.
enum class Link : std::uint8_t {
  kNone,     // a space, the beginning of the text, anything not below
  kDirect,   // nothing
  kJoined,   // one joining character: - _ . / ' and their typographic kin
  kClosing,  // closing brackets, closing quotes, '%': "모델(MLM)을"
};

struct Run {
  Script script = Script::kLatin;
  Link link = Link::kNone;
  std::uint32_t begin = 0;  // byte range in the text
  std::uint32_t end = 0;
  std::string_view form;      // NFKC_Casefold, tidied as segment.cc tells
  std::size_t broken_at = 0;  // byte of `form` where a soft hyphen stood; 0 for nowhere
};

class Segmenter {
 public:
  // Fails only when ICU's own data is missing.
  static Result<Segmenter> Create();
  Segmenter(const Segmenter&) = delete;
  Segmenter& operator=(const Segmenter&) = delete;
  Segmenter(Segmenter&& other) noexcept;
  Segmenter& operator=(Segmenter&& other) noexcept;
  ~Segmenter();

  // Runs of `text` in order; what is neither letter nor digit stands between them. Any bytes will
  // do; those that are not UTF-8 separate. The forms hold until the next call. Clears `runs` first.
  void Segment(std::string_view text, std::vector<Run>* runs);

 private:
  struct Impl;
  explicit Segmenter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rsearch
