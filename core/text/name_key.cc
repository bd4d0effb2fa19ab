#include "rsearch/name_key.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "rsearch/utf8.h"

namespace rsearch {

std::string FoldName(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return {};
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  casefold->normalizeUTF8(0, icu::StringPiece(name.data(), static_cast<int32_t>(name.size())), sink,
                          nullptr, status);
  return folded;
}

std::string NameKey(std::string_view name) {
  const std::string folded = FoldName(name);
  std::string key;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = NextCodePoint(folded, &at);
    if (c != kInvalidByte && u_isalnum(static_cast<UChar32>(c)) != 0) AppendUtf8(c, &key);
  }
  return key;
}

}  // namespace rsearch
