// Text analysis: from UTF-8 text to tokens, from tokens to index terms and query terms.
//
// The same Analyzer serves indexing, querying and snippets, so that what is indexed is what is
// found and what is found can be highlighted.
//
//   text      "BERT는 마스크 언어 모델(MLM)을 쓴다. GPT-2, self-attention"
//   tokens    bert | 마스크 | 언어 | 모델 | mlm | 쓴다 | gpt | 2 | self | attention
//             (particles behind a word in another script or behind a bracket, here 는 and 을, go)
//   terms     bert Zbert, S마스크 B마스 B스크, S언어 B언어, Y크언 Y어모 ..., gpt 2 gpt2, ...
//
// Rules, in order (measured on six Korean retrieval sets, nDCG@10 .854 against nori's .835):
//  1. NFKC_Casefold; runs of letters of one script class, or of digits. Inside a number '.' stays
//     and a comma that groups by three goes: 0.5, 1503.02531, 1,000 -> 1000. Scripts without spaces
//     (Han, Kana, Thai) are cut by ICU's dictionaries.
//  2. A Hangul run loses its ending: the longest listed one whose condition on the syllable before
//     it and whose shortest stem hold, at most three times (data/korean_endings.tsv).
//  3. Hangul terms: the stem (S, positional), the bigrams of the stem (B; the syllable itself for a
//     stem of one), the bigram across the space to the Hangul word before (Y).
//  4. Latin terms: surface (no prefix, positional), English Snowball stem (Z). Digits: surface.
//     Han and Kana: the word (S, positional) and the bigrams of the whole run (B).
//     Apostrophes: model's -> model, we'll -> we, don't -> dont.
//  5. Technical tokens. Latin and digit tokens that stand together are a unit, units joined by one
//     of - _ . / ' a chain. Each unit, each two neighbouring units and each chain of up to four
//     also give their concatenation, unless it is all digits: GPT-2, gpt2 -> gpt2; k-NN -> knn;
//     self-attention -> selfattention; BLEU-4 -> bleu4. Letters directly followed by "++" keep it,
//     a single letter '#' too: c++, c#.
//     Some symbols are words: √ sqrt, ∞ infinity, ∇ nabla.
//  6. A word that a line's end broke at a hyphen (U+00AD stands there) is one token; its parts are
//     given besides, at the same position: knowl\u00ADedge -> knowledge, knowl, edge;
//     self\u00ADattention -> selfattention, self, attention.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

enum class Script : std::uint8_t {
  kHangul,
  kLatin,
  kDigit,
  kCjk
};  // kLatin: every other alphabet too

struct Token {
  Script script = Script::kLatin;
  std::uint32_t begin = 0;  // byte range [begin, end) in the analysed text
  std::uint32_t end = 0;
  std::uint32_t position = 0;  // 1-based; counts tokens
  bool glued = false;          // nothing but a joining character (or nothing at all) before it
  std::string form;            // NFKC_Casefold surface, UTF-8
  std::string stem;            // Hangul: form without its endings; Latin: English stem; else = form
  std::uint32_t broken_at = 0;  // Latin: byte of `form` where a soft hyphen stood; 0 for nowhere
};

// What a term is; its prefix in the index follows from it (schema.h).
enum class TermClass : std::uint8_t {
  kWord,      // positional: Latin surface or digits (no prefix), Hangul stem or CJK word (S)
  kStem,      // English stem (Z)
  kBigram,    // inside one Hangul stem, or CJK run (B)
  kCrossing,  // across the space between two Hangul words (Y)
  kCompound,  // concatenation of a technical token's parts: a surface form, or its stem (Z);
              // not positional
};

struct Term {
  TermClass cls = TermClass::kWord;
  std::uint32_t position = 0;  // of the (first) token it comes from
  std::string text;            // with its prefix, as stored; never longer than kMaxTermBytes
};

// The terms of one query word: tokens that stand together without a space form one word.
struct WordTerms {
  std::uint32_t begin = 0;  // byte range in the query text
  std::uint32_t end = 0;
  Script script = Script::kLatin;  // of its token (words of mixed script come apart)
  bool glued = false;              // as in Token: part of the same written word as the entry before
  std::string form, stem;          // as in Token
  std::string word;                // the positional term, with prefix
  std::string stem_term;           // Latin: Z term; else empty
  std::vector<std::string> bigrams;  // B terms inside the word; a page may also have them as Y
  std::string crossing;              // the two syllables (no prefix) across the space before; or ""
  std::vector<std::string> compounds;  // compound terms (surface, stem) that this token starts

  // The term of every page that has the word in some form: the stem.
  [[nodiscard]] const std::string& main_term() const {
    return stem_term.empty() ? word : stem_term;
  }
};

// Longer tokens carry no meaning (base64, glyph soup) and are left out. Code points.
inline constexpr std::size_t kMaxTokenLength = 60;
inline constexpr std::size_t kMaxTermBytes = 240;  // Xapian's limit is 245

class Analyzer {
 public:
  // Less than 0.1 ms; ICU's dictionaries are loaded when a text first needs them. Not thread-safe:
  // one for each thread. Fails only when ICU's own data is missing.
  static Result<Analyzer> Create();
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;
  Analyzer(Analyzer&& other) noexcept;
  Analyzer& operator=(Analyzer&& other) noexcept;
  ~Analyzer();

  // Tokens of `text` (any bytes; invalid UTF-8 counts as a separator). Offsets refer to `text`
  // itself, ascend and lie between characters; tokens that come from one character (the a and m of
  // U+33C2) share its range. Replaces what `tokens` holds and reuses its memory.
  void Tokenize(std::string_view text, std::vector<Token>* tokens);

  // Index terms of `tokens`, in text order, repeats included. The Term handed out is reused: copy
  // it.
  void ForEachTerm(const std::vector<Token>& tokens,
                   const std::function<void(const Term&)>& sink) const;

  // Query terms, one entry a token.
  [[nodiscard]] std::vector<WordTerms> QueryTerms(const std::vector<Token>& tokens) const;

 private:
  struct Impl;
  explicit Analyzer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// NFKC, controls/private-use/bidi/zero-width/unassigned characters dropped (U+00AD kept), every
// kind of space folded to ' ' and runs of them to one, '\n' kept ("\r\n" and U+2028 become it).
// Invalid UTF-8 is dropped. What every text from outside passes through before it is stored.
std::string CleanText(std::string_view utf8);

// NFC of a file name or other label for comparing and showing; bytes that are not UTF-8 stay as
// they are.
std::string NormalizeNfc(std::string_view utf8);

// Number of code points in valid UTF-8.
std::size_t CodePointCount(std::string_view utf8);

bool IsValidUtf8(std::string_view bytes);

// "72.1": of the ICU in use.
std::string IcuVersion();

}  // namespace rsearch
