// Unicode normalisation piece by piece, so that a caller knows which bytes became what.
//
// ICU normalises whole strings; with offsets (icu::Edits) that costs more than it needs to on the
// text of this project, where nearly everything is ASCII or precomposed Hangul and stays as it is.
// So the text is cut where no normalisation reaches across: a piece is a code point with the ones
// that may combine with it, and only pieces that can change are handed to ICU.
//
// Cutting also bounds the work: ICU sorts a run of combining marks in quadratic time, and a hostile
// file has a million of them. A piece ends after kMaxPiece code points whatever follows (Unicode's
// own stream-safe format allows 30).
#pragma once

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/utf8.h"

namespace rsearch {

inline constexpr UChar32 kSoftHyphen = 0x00AD;

// Calls, in text order and covering every byte of `text` once:
//   sink->Unchanged(begin, end)           bytes that stay; ASCII letters too, whatever their case
//   sink->Changed(begin, end, becomes)    `becomes` may be empty
//   sink->IllFormed(begin, end)           bytes that are not UTF-8
// A soft hyphen stays, also where the normaliser would drop it.
template <class Sink>
class PieceNormalizer {
 public:
  PieceNormalizer(const icu::Normalizer2& normalizer, std::string_view text, Sink* sink)
      : normalizer_(normalizer), text_(text), sink_(sink) {}

  void Run() {
    for (std::size_t at = SkipAscii(0); at < text_.size(); at = SkipAscii(at))
      at = TakePiece(at);
    Flush(text_.size());
  }

 private:
  static constexpr std::size_t kMaxPiece = 32;  // code points

  // Moves over ASCII that ASCII follows: nothing combines with it.
  [[nodiscard]] std::size_t SkipAscii(std::size_t at) const {
    const std::size_t size = text_.size();
    while (at + 1 < size && text::IsAsciiByte(text_[at]) && text::IsAsciiByte(text_[at + 1]))
      ++at;
    return at + 1 == size && text::IsAsciiByte(text_[at]) ? size : at;
  }

  std::size_t TakePiece(const std::size_t begin) {
    std::size_t end = begin;
    const UChar32 c = text::NextCodePoint(text_, &end);
    if (c < 0) {
      Flush(begin);
      sink_->IllFormed(begin, end);
      unchanged_ = end;
      return end;
    }
    if (c == kSoftHyphen || (EndsPiece(end) && Stays(c))) return end;
    end = PieceEnd(end);
    const std::string_view piece = text_.substr(begin, end - begin);
    Normalize(piece);
    if (becomes_ == piece) return end;
    Flush(begin);
    sink_->Changed(begin, end, becomes_);
    unchanged_ = end;
    return end;
  }

  [[nodiscard]] bool Stays(UChar32 c) const {
    return c < 0x80 || text::IsSyllable(c) || normalizer_.isInert(c);
  }

  // Whether a piece may end at `at`, before what stands there.
  [[nodiscard]] bool EndsPiece(std::size_t at) const {
    if (at == text_.size() || text::IsAsciiByte(text_[at])) return true;
    const UChar32 c = text::NextCodePoint(text_, &at);
    return c < 0 || c == kSoftHyphen || text::IsSyllable(c) || normalizer_.hasBoundaryBefore(c);
  }

  [[nodiscard]] std::size_t PieceEnd(std::size_t at) const {
    for (std::size_t length = 1; length < kMaxPiece && !EndsPiece(at); ++length)
      text::NextCodePoint(text_, &at);
    return at;
  }

  void Normalize(std::string_view piece) {
    becomes_.clear();
    icu::StringByteSink<std::string> out(&becomes_);
    UErrorCode status = U_ZERO_ERROR;
    normalizer_.normalizeUTF8(
        0, icu::StringPiece(piece.data(), static_cast<std::int32_t>(piece.size())), out, nullptr,
        status);
    if (U_FAILURE(status)) becomes_ = piece;  // out of memory at worst: the text as it is
  }

  void Flush(std::size_t end) {
    if (end > unchanged_) sink_->Unchanged(unchanged_, end);
    unchanged_ = end;
  }

  const icu::Normalizer2& normalizer_;
  const std::string_view text_;
  Sink* const sink_;
  std::size_t unchanged_ = 0;  // where bytes begin that stay and have not been handed out yet
  std::string becomes_;
};

template <class Sink>
void NormalizePieces(const icu::Normalizer2& normalizer, std::string_view text, Sink* sink) {
  PieceNormalizer<Sink>(normalizer, text, sink).Run();
}

}  // namespace rsearch
