// The rules of transliteration.cc: what English letters may become in Hangul.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch::text {

// A jamo as rules see it. Initial and final consonants differ; the silent initial ㅇ is none.
// Compound vowels are taken apart (ㅝ is w ㅓ, ㅠ is y ㅜ), so that one rule reads a letter before
// every vowel.
using Jamo = char;

// Jamo of a word of precomposed syllables; empty when it has one that loanwords do not have.
std::string JamoOf(std::u32string_view hangul);

// As rsearch/transliteration.h has it.
int Foreignness(std::u32string_view hangul);

// The first syllable, by code point, that begins with `jamo`; with ㅇ when it is a vowel; 0 when it
// is a final consonant.
char32_t FirstSyllable(Jamo jamo);

// What the letter behind a rule's letters must be.
enum class Next : std::uint8_t { kAny, kConsonantOrEnd, kSoft, kHard, kEnd, kLetter };
inline constexpr std::size_t kNextKinds = 6;
// `letter` 0 is the word's end.
bool Allows(Next next, char letter);

// Up to eight letters or jamo, the last in the lowest byte; so that the end of a word is compared
// to a rule at once.
struct Packed {
  std::uint64_t bytes = 0, mask = 0;
  std::size_t size = 0;

  [[nodiscard]] char First() const { return static_cast<char>(bytes >> 8 * (size - 1)); }
  [[nodiscard]] char Last() const { return static_cast<char>(bytes); }
  [[nodiscard]] bool Ends(std::uint64_t tail) const { return (tail & mask) == bytes; }
};
inline constexpr std::size_t kMaxPacked = 8;

// The last eight characters of a text and one more.
inline std::uint64_t Tail(std::uint64_t tail, char more) {
  return tail << 8 | static_cast<unsigned char>(more);
}

struct Rule {
  Packed letters;  // never empty
  Packed jamo;     // may be empty
  int cost = 0;    // hundredths of a wrong consonant
  Next next = Next::kAny;
  bool at_start = false;  // only at the beginning of the word
};

// All of them, by their last letter: 'a' first.
using RulesByLetter = std::array<std::vector<Rule>, 26>;
const RulesByLetter& Rules();

// Whether some rule has more letters than the `size` last ones of `tail`, but begins with them.
bool BeginsRule(std::uint64_t tail, std::size_t size);

// What it costs, in hundredths of a wrong consonant, where no rule helps:
int CostOfExtra(Jamo jamo);               // no letter stands for this jamo
int CostOfUnread(char letter);            // nothing stands for this letter
int CostOfOther(char letter, Jamo jamo);  // this jamo stands for this letter

}  // namespace rsearch::text
