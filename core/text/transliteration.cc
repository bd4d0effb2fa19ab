// A Hangul word and a Latin one are aligned: the cheapest way to cut the Latin one into pieces that
// rules (transliteration_rules.h) turn into the jamo of the other. Letters and jamo that fit no
// rule cost what they cost, so every pair has a score; what is below the wanted score is cut off
// early.

#include "rsearch/transliteration.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/text/transliteration_rules.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

using text::Jamo;
using text::Rule;

constexpr int kNever = std::numeric_limits<int>::max() / 2;
// A wrong consonant a syllable is no likeness at all.
constexpr int kCostPerSyllable = 100;
// No loanword is longer.
constexpr std::size_t kMaxSyllables = 15;
constexpr std::size_t kMaxLetters = 30;
constexpr std::size_t kJamoNumbers = 80;

bool IsLetter(char c) {
  return c >= 'a' && c <= 'z';
}

std::size_t Ordinal(char letter) {
  return static_cast<std::size_t>(letter - 'a');
}

std::string LoanwordJamo(std::u32string_view hangul) {
  return hangul.size() > kMaxSyllables ? std::string() : text::JamoOf(hangul);
}

int MaxCost(std::size_t syllables, double min_score) {
  return static_cast<int>(
      std::lround((1 - min_score) * static_cast<double>(syllables) * kCostPerSyllable));
}

double ScoreOf(int cost, std::size_t syllables) {
  return 1 - static_cast<double>(cost) / static_cast<double>(syllables * kCostPerSyllable);
}

void Lower(int* cell, int cost) {
  *cell = std::min(*cell, cost);
}

}  // namespace

int Foreignness(std::string_view hangul) {
  return text::Foreignness(DecodeUtf8(hangul));
}

// --- one Hangul word

HangulMatcher::HangulMatcher(std::string_view hangul, double min_score) {
  const std::u32string syllables = DecodeUtf8(hangul);
  jamo_ = LoanwordJamo(syllables);
  if (jamo_.empty()) return;
  syllables_ = syllables.size();
  max_cost_ = MaxCost(syllables_, min_score);
  jamo_tails_.assign(1, 0);
  for (const Jamo jamo : jamo_)
    jamo_tails_.push_back(text::Tail(jamo_tails_.back(), jamo));
  rows_.resize(1);
  open_.assign(text::kNextKinds * Width(), kNever);
  open_.front() = 0;
  rows_.front().live_kinds = 1;
  Spread();
}

std::string HangulMatcher::FirstLetters() const {
  std::string letters;
  if (jamo_.empty()) return letters;
  for (const std::vector<Rule>& rules : text::Rules()) {
    for (const Rule& rule : rules) {
      const std::size_t size = rule.jamo.size;
      if (size > 0 && size < Width() && rule.jamo.Ends(jamo_tails_[size]))
        letters.push_back(rule.letters.First());
    }
  }
  std::sort(letters.begin(), letters.end());
  letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
  return letters;
}

void HangulMatcher::Truncate(std::size_t size) {
  size_ = std::min(size, size_);
}

// Jamo in the last row that no letter stands for.
void HangulMatcher::Spread() {
  const std::size_t width = Width();
  int* layer = &open_[size_ * text::kNextKinds * width];
  for (unsigned live = rows_[size_].live_kinds; live != 0; live >>= 1, layer += width) {
    if ((live & 1) == 0) continue;
    for (std::size_t j = 1; j < width; ++j) {
      const int cost = layer[j - 1] + text::CostOfExtra(jamo_[j - 1]);
      if (cost <= max_cost_) Lower(&layer[j], cost);
    }
  }
}

void HangulMatcher::CloseRow(char next) {
  const std::size_t width = Width();
  closed_.resize(std::max(closed_.size(), (size_ + 1) * width));
  int* const closed = &closed_[size_ * width];
  std::fill(closed, closed + width, kNever);
  rows_[size_].closed_live = false;
  const int* layer = &open_[size_ * text::kNextKinds * width];
  unsigned live = rows_[size_].live_kinds;
  for (std::uint8_t kind = 0; live != 0; live >>= 1, layer += width, ++kind) {
    if ((live & 1) == 0 || !text::Allows(static_cast<text::Next>(kind), next)) continue;
    for (std::size_t j = 0; j < width; ++j)
      Lower(&closed[j], layer[j]);
    rows_[size_].closed_live = true;
  }
}

bool HangulMatcher::Push(char letter) {
  if (jamo_.empty()) return false;
  CloseRow(letter);
  const std::uint64_t tail = text::Tail(rows_[size_].tail, letter);
  ++size_;
  rows_.resize(std::max(rows_.size(), size_ + 1));
  rows_[size_] = {tail, 0, false};
  const std::size_t cells = text::kNextKinds * Width();
  open_.resize(std::max(open_.size(), (size_ + 1) * cells));
  std::fill_n(open_.begin() + static_cast<std::ptrdiff_t>(size_ * cells), cells, kNever);
  if (!IsLetter(letter)) return false;
  ReadByRules(letter);
  if (rows_[size_ - 1].closed_live) ReadWithoutRule(letter);
  if (rows_[size_].live_kinds != 0) {
    Spread();
    return true;
  }
  // A rule of more letters may yet reach over this row.
  for (std::size_t size = 1; size < std::min(text::kMaxPacked, size_ + 1); ++size) {
    if (rows_[size_ - size].closed_live && text::BeginsRule(tail, size)) return true;
  }
  return false;
}

void HangulMatcher::ReadByRules(char letter) {
  const std::size_t width = Width();
  int* const open = &open_[size_ * text::kNextKinds * width];
  for (const Rule& rule : text::Rules()[Ordinal(letter)]) {
    if (!rule.letters.Ends(rows_[size_].tail)) continue;
    const std::size_t above = size_ - rule.letters.size;
    if ((rule.at_start && above != 0) || !rows_[above].closed_live) continue;
    const int* const from = &closed_[above * width];
    const auto kind = static_cast<std::size_t>(rule.next);
    int* const to = open + kind * width;
    for (std::size_t j = rule.jamo.size; j < width; ++j) {
      const int cost = from[j - rule.jamo.size] + rule.cost;
      if (cost > max_cost_ || !rule.jamo.Ends(jamo_tails_[j])) continue;
      Lower(&to[j], cost);
      rows_[size_].live_kinds |= 1U << kind;
    }
  }
}

void HangulMatcher::ReadWithoutRule(char letter) {
  const std::size_t width = Width();
  const int* const above = &closed_[(size_ - 1) * width];
  int* const cells = &open_[size_ * text::kNextKinds * width];  // of Next::kAny
  for (std::size_t j = 0; j < width; ++j) {
    int cost = above[j] + text::CostOfUnread(letter);
    if (j > 0) Lower(&cost, above[j - 1] + text::CostOfOther(letter, jamo_[j - 1]));
    if (cost > max_cost_) continue;
    Lower(&cells[j], cost);
    rows_[size_].live_kinds |= 1U;
  }
}

double HangulMatcher::Score() const {
  if (jamo_.empty() || size_ == 0) return 0;
  const std::size_t width = Width();
  int least = kNever;
  const int* layer = &open_[size_ * text::kNextKinds * width];
  for (std::size_t kind = 0; kind < text::kNextKinds; ++kind, layer += width) {
    if (text::Allows(static_cast<text::Next>(kind), 0)) Lower(&least, layer[width - 1]);
  }
  return least == kNever ? 0 : ScoreOf(least, syllables_);
}

double TransliterationScore(std::string_view hangul, std::string_view latin) {
  HangulMatcher matcher(hangul);
  for (const char letter : latin.substr(0, kMaxLetters + 1)) {
    if (!matcher.Push(letter)) return 0;
  }
  return latin.size() > kMaxLetters ? 0 : matcher.Score();
}

// --- one Latin word

std::vector<char32_t> LatinMatcher::FirstSyllables() const {
  std::vector<char32_t> syllables;
  for (const std::vector<Reading>& readings : by_jamo_) {
    for (const Reading& reading : readings) {
      if (reading.begin != 0) continue;
      const text::Packed jamo{reading.jamo, reading.jamo_mask, reading.jamo_size};
      if (const char32_t first = text::FirstSyllable(jamo.First()); first != 0)
        syllables.push_back(first);
    }
  }
  std::sort(syllables.begin(), syllables.end());
  syllables.erase(std::unique(syllables.begin(), syllables.end()), syllables.end());
  return syllables;
}

LatinMatcher::LatinMatcher(std::string_view latin) : by_jamo_(kJamoNumbers) {
  if (latin.empty() || latin.size() > kMaxLetters ||
      !std::all_of(latin.begin(), latin.end(), IsLetter))
    return;
  letters_ = latin;
  std::uint64_t tail = 0;
  for (std::size_t end = 1; end <= letters_.size(); ++end) {
    const char last = letters_[end - 1];
    const char next = end < letters_.size() ? letters_[end] : '\0';
    tail = text::Tail(tail, last);
    for (const Rule& rule : text::Rules()[Ordinal(last)]) {
      if (!rule.letters.Ends(tail) || !text::Allows(rule.next, next)) continue;
      const std::size_t begin = end - rule.letters.size;
      if (rule.at_start && begin != 0) continue;
      auto& readings =
          rule.jamo.size == 0 ? silent_ : by_jamo_[static_cast<std::size_t>(rule.jamo.Last())];
      readings.push_back({begin, end, rule.jamo.size, rule.jamo.bytes, rule.jamo.mask, rule.cost});
    }
    silent_.push_back({end - 1, end, 0, 0, 0, text::CostOfUnread(last)});
  }
}

bool LatinMatcher::SkipSilent(int* cells, int max_cost) const {
  for (const Reading& reading : silent_) {
    const int cost = cells[reading.begin] + reading.cost;
    if (cost <= max_cost) Lower(&cells[reading.end], cost);
  }
  return std::any_of(cells, cells + letters_.size() + 1, [](int cost) { return cost < kNever; });
}

void LatinMatcher::FillRow(std::size_t row, std::uint64_t tail, int max_cost) {
  const std::size_t width = letters_.size() + 1;
  const auto jamo = static_cast<Jamo>(tail);
  int* const cells = &cells_[row * width];
  const int* const above = cells - width;
  for (const Reading& reading : by_jamo_[static_cast<std::size_t>(jamo)]) {
    if ((tail & reading.jamo_mask) != reading.jamo) continue;
    const int cost = cells_[(row - reading.jamo_size) * width + reading.begin] + reading.cost;
    if (cost <= max_cost) Lower(&cells[reading.end], cost);
  }
  for (std::size_t i = 0; i < width; ++i) {
    if (above[i] == kNever) continue;
    const int extra = above[i] + text::CostOfExtra(jamo);
    if (extra <= max_cost) Lower(&cells[i], extra);
    if (i + 1 == width) continue;
    const int other = above[i] + text::CostOfOther(letters_[i], jamo);
    if (other <= max_cost) Lower(&cells[i + 1], other);
  }
}

double LatinMatcher::Score(std::string_view hangul, double min_score) {
  const std::u32string syllables = DecodeUtf8(hangul);
  const std::string jamo = LoanwordJamo(syllables);
  if (jamo.empty() || letters_.empty()) return 0;
  const int max_cost = MaxCost(syllables.size(), min_score);
  const std::size_t width = letters_.size() + 1;
  cells_.assign((jamo.size() + 1) * width, kNever);
  cells_.front() = 0;
  SkipSilent(cells_.data(), max_cost);
  std::size_t last_live = 0;
  std::uint64_t tail = 0;
  for (std::size_t row = 1; row <= jamo.size(); ++row) {
    tail = text::Tail(tail, jamo[row - 1]);
    FillRow(row, tail, max_cost);
    if (SkipSilent(&cells_[row * width], max_cost)) last_live = row;
    if (row - last_live >= text::kMaxPacked) return 0;  // no rule reaches over so many
  }
  const int cost = cells_.back();
  return cost == kNever ? 0 : ScoreOf(cost, syllables.size());
}

}  // namespace rsearch
