// ICU's root word rules find words; they keep "BERT는" and "2023년" whole, since Hangul and Latin
// letters are all "ALetter" to them, so each word is then split where its script changes. What
// stays inside a run although it is no letter: an apostrophe between letters, '.' and ',' between
// digits ("0.5", "1,000"), and U+00AD.
//
// ICU is fastest on UTF-16, and tokens need byte offsets; so the text is decoded once, with a table
// of offsets.

#include "core/text/segment.h"

#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include <optional>
#include <utility>

#include "core/text/code_points.h"

namespace rsearch {
namespace {

constexpr UChar32 kSoftHyphen = 0x00AD;
constexpr UChar32 kTypographicApostrophe = 0x2019;

bool IsAsciiLetter(UChar32 c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::optional<Script> SlowScriptOf(UChar32 c) {
  if (u_isdigit(c)) return Script::kDigit;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HANGUL:
      return Script::kHangul;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kCjk;
    default:
      break;
  }
  const bool mark = u_getCombiningClass(c) != 0 || u_charType(c) == U_NON_SPACING_MARK;
  if (u_isalpha(c) || mark) return Script::kLatin;
  return std::nullopt;
}

// The script class a code point belongs to; nothing for what is no part of a word.
std::optional<Script> ScriptOf(UChar32 c) {
  if (IsAsciiLetter(c)) return Script::kLatin;
  if (c >= '0' && c <= '9') return Script::kDigit;
  if (c < 0x80) return std::nullopt;
  if (c >= 0xAC00 && c <= 0xD7A3) return Script::kHangul;
  return SlowScriptOf(c);
}

// Whether `c` may stand inside a run of this script, when the run goes on behind it.
bool Joins(UChar32 c, Script script) {
  if (script == Script::kDigit) return c == '.' || c == ',';
  return script == Script::kLatin && (c == '\'' || c == kTypographicApostrophe || c == kSoftHyphen);
}

}  // namespace

Result<Segmenter> Segmenter::Create() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status))
    return Error{ErrorCode::kInternal, std::string("ICU: no word rules: ") + u_errorName(status)};
  return Segmenter(std::move(words));
}

void Segmenter::Decode(std::string_view text) {
  units_.clear();
  offsets_.clear();
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    const auto offset = static_cast<std::uint32_t>(i);
    UChar32 c = NextCodePoint(text, &i);
    if (c < 0) c = ' ';  // ill-formed: nothing that could join its neighbours
    if (U_IS_BMP(c)) {
      units_.push_back(static_cast<char16_t>(c));
    } else {
      units_.push_back(U16_LEAD(c));
      offsets_.push_back(offset);
      units_.push_back(U16_TRAIL(c));
    }
    offsets_.push_back(offset);
  }
  offsets_.push_back(static_cast<std::uint32_t>(text.size()));
}

void Segmenter::SplitWord(std::int32_t begin, std::int32_t end, std::vector<Run>* runs) const {
  const auto at = [&](std::int32_t i) { return static_cast<std::size_t>(i); };
  const auto code_point = [&](std::int32_t& i) {
    UChar32 c = 0;
    U16_NEXT(units_.data(), i, end, c);  // NOLINT(readability-simplify-subscript-expr)
    return c;
  };
  for (std::int32_t i = begin; i < end;) {
    std::int32_t next = i;
    const std::optional<Script> script = ScriptOf(code_point(next));
    if (!script) {
      i = next;
      continue;
    }
    Run run{*script, offsets_[at(i)], 0, 1};
    std::int32_t run_end = next;
    while (next < end) {
      const UChar32 c = code_point(next);
      ++run.length;
      if (ScriptOf(c) == script) {
        run_end = next;
        continue;
      }
      std::int32_t behind = next;
      if (!Joins(c, *script) || behind >= end || ScriptOf(code_point(behind)) != script) break;
    }
    run.end = offsets_[at(run_end)];
    runs->push_back(run);
    i = run_end;
  }
}

void Segmenter::Segment(std::string_view text, std::vector<Run>* runs) {
  runs->clear();
  Decode(text);
  // Read-only alias: the iterator copies the string object, not the characters.
  words_->setText(icu::UnicodeString(false, units_.data(), static_cast<int32_t>(units_.size())));
  std::int32_t begin = words_->first();
  for (std::int32_t end = words_->next(); end != icu::BreakIterator::DONE;
       begin = end, end = words_->next()) {
    if (words_->getRuleStatus() != UBRK_WORD_NONE) SplitWord(begin, end, runs);
  }
}

}  // namespace rsearch
