#include "indexer/acronyms.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

constexpr std::size_t kMaxAcronym = 6;  // longer capitals are shouted words
constexpr std::size_t kMaxParts = 10;
constexpr int kNever = 100;
// What a letter from inside a word costs, and a word that no letter stands for.
constexpr int kInside = 1;
constexpr int kLeftOut = 1;

bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
char Lower(char c) {
  return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string Lowered(std::string_view word) {
  std::string lowered(word);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), Lower);
  return lowered;
}

// "Short-Term", "Kullback–Leibler", "AutoEncoder": two parts each.
void AddParts(std::string_view word, std::vector<std::string>* parts) {
  std::string part;
  const auto flush = [&] {
    if (!part.empty()) parts->push_back(std::exchange(part, {}));
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool letter = IsUpper(word[i]) || IsLower(word[i]) || IsDigit(word[i]) || word[i] < 0;
    const bool dash = word.substr(i).starts_with("\u2013") || word.substr(i).starts_with("\u2010");
    if (!letter || dash) {
      flush();
      i += dash ? 2 : 0;
      continue;
    }
    if (i > 0 && IsUpper(word[i]) && IsLower(word[i - 1])) flush();
    part += Lower(word[i]);
  }
  flush();
}

// Lays the letters of a short form over the parts of a long one, at the least cost.
class Alignment {
 public:
  Alignment(std::string_view short_form, std::span<const std::string_view> words) {
    for (const char c : WithoutPlural(short_form)) {
      if (c == '-') continue;
      letters_ += Lower(c);
      capitals_ += IsUpper(c) ? 1 : 0;
    }
    for (const std::string_view word : words)
      AddParts(word, &parts_);
  }

  std::optional<int> Cost() {
    if (parts_.size() < 2 || parts_.size() > kMaxParts || letters_.size() < 2) return {};
    if (letters_.size() > kMaxShortForm) return {};
    const int cost = From(0, 0, 0);
    if (cost > Allowed()) return {};
    return cost;
  }

 private:
  [[nodiscard]] bool AllCapitals() const { return capitals_ + 1 >= letters_.size(); }
  [[nodiscard]] int Allowed() const { return letters_.size() >= 3 ? 1 : 0; }

  // Letters from `letter` on over parts from `part` on; `used` parts have taken letters already.
  int From(std::size_t letter, std::size_t part, int used) {
    if (part == parts_.size()) return letter == letters_.size() && used >= 2 ? 0 : kNever;
    int best = kNever;
    if (part > 0) {
      const bool small = IsSmallWord(parts_[part]);
      // "Adam (Adaptive Moment Estimation)": names that are no initials leave words out.
      if (small || !AllCapitals()) best = From(letter, part + 1, used) + (small ? 0 : kLeftOut);
    }
    if (letter < letters_.size() && Begins(parts_[part], letter))
      best = std::min(best, Inside(letter + 1, part, 1, used + 1));
    return best;
  }

  // The part has given letters up to `at` of its own; it may give more.
  int Inside(std::size_t letter, std::size_t part, std::size_t at, int used) {
    int best = From(letter, part + 1, used);
    if (letter == letters_.size()) return best;
    const std::size_t found = parts_[part].find(letters_[letter], at);
    if (found == std::string::npos) return best;
    const bool prefix = found == at && !AllCapitals();
    return std::min(best, Inside(letter + 1, part, found + 1, used) + (prefix ? 0 : kInside));
  }

  [[nodiscard]] bool Begins(const std::string& part, std::size_t letter) const {
    if (part.front() == letters_[letter]) return true;
    return letters_[letter] == '2' && (part == "to" || part == "two");
  }

  std::string letters_;
  std::size_t capitals_ = 0;
  std::vector<std::string> parts_;
};

}  // namespace

std::string_view WithoutPlural(std::string_view word) {
  const bool plural = word.size() > 2 && word.back() == 's' &&
                      std::none_of(word.begin(), word.end() - 1, IsLower) &&
                      IsUpper(word[word.size() - 2]);
  return plural ? word.substr(0, word.size() - 1) : word;
}

bool IsShortForm(std::string_view word) {
  word = WithoutPlural(word);
  const auto count = [&](auto is) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is));
  };
  const std::size_t letters = count(IsUpper) + count(IsLower);
  const std::size_t hyphens = count([](char c) { return c == '-'; });
  if (letters + count(IsDigit) + hyphens != word.size() || hyphens > 1) return false;
  return letters >= 2 && letters <= kMaxShortForm && count(IsUpper) > 0;
}

bool IsAcronym(std::string_view word) {
  word = WithoutPlural(word);
  const auto capitals = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), IsUpper));
  return IsShortForm(word) && std::none_of(word.begin(), word.end(), IsLower) &&
         IsUpper(word.front()) && capitals <= kMaxAcronym;
}

bool IsSmallWord(std::string_view word) {
  static constexpr auto kSmall =
      std::to_array<std::string_view>({"a", "an", "and", "as", "at", "by", "for", "from", "in",
                                       "of", "on", "or", "the", "to", "via", "with"});
  return std::binary_search(kSmall.begin(), kSmall.end(), std::string_view(Lowered(word)));
}

std::optional<int> Misfit(std::string_view short_form, std::span<const std::string_view> words) {
  // Cut off, not drawn together: "IF-Fulcher (IF-Fulc)".
  if (words.size() == 1 && Lowered(words.front()).starts_with(Lowered(short_form))) return {};
  return Alignment(short_form, words).Cost();
}

}  // namespace rsearch
