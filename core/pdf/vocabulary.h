// Which words a document has, unbroken: the judge of words that a line's end breaks.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace rsearch::pdf {

class Vocabulary {
 public:
  // Takes in the words of one line, but neither its first nor its last, which may be broken ones.
  void Learn(std::string_view line);

  // Puts `next`, the line below, behind `text`, which it continues:
  //  "knowl-" + "edge"  "knowl\u00ADedge", or with its hyphen where the document has that elsewhere
  //  "GPT-" + "2"       "GPT-2"
  //  "필" + "요한"      "필요한", if `tight` (the line had no room for a syllable more) and the
  //                     document has other words that begin like it; Korean breaks anywhere
  //  else               with a space
  void AppendWrapped(std::string_view next, bool tight, std::string* text) const;

 private:
  [[nodiscard]] bool HasHyphenated(std::string_view left, std::string_view right) const;
  [[nodiscard]] bool IsBrokenHangul(std::string_view left, std::string_view right) const;
  void LearnHyphenated(std::string_view line);
  void LearnHangul(std::string_view line);

  std::unordered_set<std::string> hyphenated_;       // "real-valued", lower case
  std::unordered_set<std::string> hangul_;           // words
  std::unordered_set<std::string> hangul_prefixes_;  // their beginnings, two syllables or more
};

}  // namespace rsearch::pdf
