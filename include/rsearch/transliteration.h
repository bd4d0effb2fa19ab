// Whether a Hangul word may be the Korean spelling of a Latin one: 드롭아웃 of dropout, 캡슐 of
// capsule, 임베딩 of embedding.
//
// The rules are those of the Hangul orthography of loanwords (외래어 표기법, Ministry of Education
// notice 85-11 of 1986, table 1 and chapter 3 section 1 for English), written from English
// spelling, which pages have, instead of English sound, which they do not; with what is common
// besides (컨텐츠, 타겟). A rule says which jamo some letters may become: tion -> 션, a -> ㅏ
// or ㅐ or 에이. Letters that no rule reads cost according to how alike they sound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {

// Between 0 and 1: 1 for spellings that the rules give. `hangul` is of precomposed syllables,
// `latin` of lower case ASCII letters; anything else scores 0. So do words with a jamo that
// loanwords do not have (ㅢ, a final ㅆ). Short native words may score high by chance (그림, grim).
double TransliterationScore(std::string_view hangul, std::string_view latin);

// How much `hangul` sounds like a loanword, whatever of: 2 for each syllable that neither
// Sino-Korean nor everyday native words have, 1 for each that they rarely have, 2 for a ㄹ at the
// beginning, which they do not have (두음법칙), and 2 for loanwords that sound native but are known
// (이미지). Of a Korean dictionary's 99,000 words, 583 of foreignness 0 score .95 or more with one
// of 35,000 English words and names, most by chance: of them a score says little.
int Foreignness(std::string_view hangul);

// One Hangul word against many Latin ones: a word that begins as the one before is scored from
// where they part.
class HangulMatcher {
 public:
  // Scores below `min_score` count as 0.
  explicit HangulMatcher(std::string_view hangul, double min_score = 0);

  // The letters that words for it begin with, in order; none when it is no loanword.
  [[nodiscard]] std::string FirstLetters() const;
  // Letters pushed so far.
  [[nodiscard]] std::size_t size() const { return size_; }
  // Forgets all letters but the first `size`.
  void Truncate(std::size_t size);
  // Takes the Latin word's next letter. False when no word that begins so can reach min_score.
  bool Push(char letter);
  // Of the letters pushed.
  [[nodiscard]] double Score() const;

 private:
  struct Row {
    std::uint64_t tail = 0;   // the last eight letters
    unsigned live_kinds = 0;  // layers of the row with a cell that min_score allows, as bits
    bool closed_live = false;
  };

  [[nodiscard]] std::size_t Width() const { return jamo_.size() + 1; }
  void CloseRow(char next);
  void ReadByRules(char letter);
  void ReadWithoutRule(char letter);
  void Spread();

  std::string jamo_;
  std::vector<std::uint64_t> jamo_tails_;  // the last eight of the first 0, 1, 2, ... of them
  std::size_t syllables_ = 0;
  int max_cost_ = 0;
  std::size_t size_ = 0;
  // A cell is what it costs to write the first jamo with the first letters. Rows are letters. What
  // a rule asks of the letter behind it is not known yet in the last row: it has a layer for each
  // condition. In the others the cells are those that the next letter allowed.
  std::vector<Row> rows_;
  std::vector<int> open_, closed_;
};

// One Latin word against many Hangul ones.
class LatinMatcher {
 public:
  explicit LatinMatcher(std::string_view latin);

  // The first code points of blocks of 588 syllables, one initial consonant each, that words for it
  // begin with, in order; none when it is not of letters only.
  [[nodiscard]] std::vector<char32_t> FirstSyllables() const;
  // As TransliterationScore(hangul, latin), but 0 when that is below `min_score`.
  [[nodiscard]] double Score(std::string_view hangul, double min_score);

 private:
  struct Reading {  // what letters [begin, end) may be written as
    std::size_t begin = 0, end = 0;
    std::size_t jamo_size = 0;
    std::uint64_t jamo = 0, jamo_mask = 0;  // one a byte
    int cost = 0;
  };

  // Of one row of cells_: false when none is alive.
  bool SkipSilent(int* cells, int max_cost) const;
  void FillRow(std::size_t row, std::uint64_t tail, int max_cost);

  std::string letters_;
  std::vector<std::vector<Reading>> by_jamo_;  // by their last jamo
  std::vector<Reading> silent_;                // those without any, by their end
  std::vector<int> cells_;
};

}  // namespace rsearch
