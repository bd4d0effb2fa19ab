// CleanText drops first and normalises then: a dropped zero-width character may have kept two
// others from combining. Spaces are folded last, since normalisation makes more of them (U+00A0,
// U+00A8).

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <string>
#include <string_view>

#include "core/text/normalize_pieces.h"
#include "core/text/utf8.h"
#include "rsearch/analyzer.h"

namespace rsearch {
namespace {

constexpr UChar32 kReplacementCharacter = 0xFFFD;
constexpr UChar32 kLineSeparator = 0x2028;
constexpr UChar32 kParagraphSeparator = 0x2029;

bool IsDropped(UChar32 c) {
  if (c < 0 || c == kReplacementCharacter) return true;
  if (text::IsSyllable(c) || c == kSoftHyphen) return false;
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
      return u_isUWhiteSpace(c) == 0;
    case U_FORMAT_CHAR:  // bidi marks, zero-width joiners, tags
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
    case U_SURROGATE:
      return true;
    default:  // variation selectors, Hangul fillers
      return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
  }
}

// A character that is neither dropped nor a space, seen from its first byte alone.
bool IsPlainAscii(char byte) {
  return byte > ' ' && byte < '\x7F';
}

std::string WithoutDropped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;  // where bytes begin that stay and are not in `out` yet
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (IsPlainAscii(text[at]) || text[at] == ' ') {
      ++at;
    } else if (IsDropped(text::NextCodePoint(text, &at))) {
      out.append(text, kept, begin - kept);
      kept = at;
    }
  }
  return out.append(text, kept);
}

// Takes the pieces of a text as they are after normalisation.
class Collector {
 public:
  Collector(std::string_view text, std::string* out) : text_(text), out_(out) {}
  void Unchanged(std::size_t begin, std::size_t end) { out_->append(text_, begin, end - begin); }
  void Changed(std::size_t /*begin*/, std::size_t /*end*/, std::string_view becomes) {
    out_->append(becomes);
  }
  void IllFormed(std::size_t begin, std::size_t end) { Unchanged(begin, end); }

 private:
  std::string_view text_;
  std::string* out_;
};

// `text` as it is where ICU has no data for the form; Analyzer::Create reports that.
std::string Normalized(const icu::Normalizer2* (*form)(UErrorCode&), std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = form(status);
  if (U_FAILURE(status)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  Collector collector(text, &out);
  NormalizePieces(*normalizer, text, &collector);
  return out;
}

bool EndsLine(UChar32 c) {
  return c == '\n' || c == kLineSeparator || c == kParagraphSeparator;
}

// Runs of spaces become one; '\r' goes where it is half of a line end.
std::string WithFoldedSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (IsPlainAscii(text[at])) {
      ++at;
      continue;
    }
    const UChar32 c = text::NextCodePoint(text, &at);
    if (text::IsSyllable(c) || u_isUWhiteSpace(c) == 0) continue;
    out.append(text, kept, begin - kept);
    kept = at;
    if (EndsLine(c)) {
      out += '\n';
    } else if (!(c == '\r' && text.substr(at).starts_with('\n')) && !out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out.append(text, kept);
}

}  // namespace

std::string CleanText(std::string_view utf8) {
  return WithFoldedSpaces(Normalized(&icu::Normalizer2::getNFKCInstance, WithoutDropped(utf8)));
}

std::string NormalizeNfc(std::string_view utf8) {
  return Normalized(&icu::Normalizer2::getNFCInstance, utf8);
}

std::size_t CodePointCount(std::string_view utf8) {
  std::size_t count = 0;
  for (const char byte : utf8)
    count += text::IsTrailByte(byte) ? 0U : 1U;
  return count;
}

bool IsValidUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (text::NextCodePoint(bytes, &at) < 0) return false;
  }
  return true;
}

}  // namespace rsearch
