#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/code_points.h"
#include "rsearch/analyzer.h"

namespace rsearch {
namespace {

constexpr UChar32 kSoftHyphen = 0x00AD;
constexpr UChar32 kReplacement = 0xFFFD;

void AppendUtf8(UChar32 c, std::string* out) {
  std::array<char, U8_MAX_LENGTH> buffer{};
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out->append(buffer.data(), static_cast<std::size_t>(length));
}

// Calls visit(code point or -1) for each code point or ill-formed sequence.
template <class Visit>
void ForEachCodePoint(std::string_view text, const Visit& visit) {
  const auto length = static_cast<int32_t>(text.size());
  for (std::int32_t i = 0; i < length;)
    visit(NextCodePoint(text, &i));
}

std::string Normalize(const icu::Normalizer2* (*instance)(UErrorCode&), std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = instance(status);
  std::string out;
  if (U_FAILURE(status)) return std::string(utf8);
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(utf8.size()));
  normalizer->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())),
                            sink, nullptr, status);
  return U_FAILURE(status) ? std::string(utf8) : out;
}

enum class Kind { kKeep, kSpace, kLineEnd, kDrop };

Kind KindOf(UChar32 c) {
  if (c < 0 || c == kReplacement) return Kind::kDrop;
  if (c == '\n' || c == '\v' || c == '\f' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
    return Kind::kLineEnd;
  if (c == '\t' || c == ' ') return Kind::kSpace;
  if (c < 0x80) return c < 0x20 || c == 0x7F ? Kind::kDrop : Kind::kKeep;
  if (c == kSoftHyphen) return Kind::kKeep;
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
    case U_UNASSIGNED:
      return Kind::kDrop;
    case U_SPACE_SEPARATOR:
      return Kind::kSpace;
    default:
      return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ? Kind::kDrop
                                                                             : Kind::kKeep;
  }
}

// Appends code points, folding white space as it goes: one space between words, none beside a line
// end.
class Folder {
 public:
  explicit Folder(std::string* out) : out_(out) {}

  void Add(UChar32 c) {
    switch (KindOf(c)) {
      case Kind::kDrop:
        return;
      case Kind::kSpace:
        space_ = true;
        return;
      case Kind::kLineEnd:
        line_end_ = true;
        return;
      case Kind::kKeep:
        if (!out_->empty() && line_end_) {
          out_->push_back('\n');
        } else if (!out_->empty() && space_) {
          out_->push_back(' ');
        }
        space_ = line_end_ = false;
        AppendUtf8(c, out_);
    }
  }

 private:
  std::string* out_;
  bool space_ = false;
  bool line_end_ = false;
};

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string WellFormed(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  ForEachCodePoint(bytes, [&](UChar32 c) {
    if (c >= 0) AppendUtf8(c, &out);
  });
  return out;
}

}  // namespace

bool IsValidUtf8(std::string_view bytes) {
  bool valid = true;
  ForEachCodePoint(bytes, [&](UChar32 c) { valid = valid && c >= 0; });
  return valid;
}

std::size_t CodePointCount(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8)
    count += (c & 0xC0) != 0x80;  // every byte but continuations
  return count;
}

std::string CleanText(std::string_view utf8) {
  std::string normalized;
  if (!IsAscii(utf8)) {
    normalized = IsValidUtf8(utf8) ? std::string(utf8) : WellFormed(utf8);
    normalized = Normalize(&icu::Normalizer2::getNFKCInstance, normalized);
    utf8 = normalized;
  }
  std::string out;
  out.reserve(utf8.size());
  Folder folder(&out);
  ForEachCodePoint(utf8, [&](UChar32 c) { folder.Add(c); });
  return out;
}

std::string NormalizeNfc(std::string_view utf8) {
  if (IsAscii(utf8) || !IsValidUtf8(utf8)) return std::string(utf8);
  return Normalize(&icu::Normalizer2::getNFCInstance, utf8);
}

}  // namespace rsearch
