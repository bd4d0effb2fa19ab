// How patterns are matched: straight from their text, by trying every length that a placeholder may
// have. A place in the pattern at a place in the name that has failed once is not tried again, so
// that "{*}a{*}a{*}a" costs no more on "aaaa…" than on any other name.

#include "core/config/name_pattern.h"

#include <algorithm>
#include <vector>

#include "rsearch/edit_distance.h"
#include "rsearch/printable.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

struct Brace {
  std::string_view text;  // with its braces
  Placeholder placeholder;
};

constexpr std::array<Brace, kPlaceholderCount> kBraces = {{
    {"{yyyy}", Placeholder::kLongYear},
    {"{yy}", Placeholder::kShortYear},
    {"{mm}", Placeholder::kMonth},
    {"{dd}", Placeholder::kDay},
    {"{n}", Placeholder::kNumber},
    {"{arxiv}", Placeholder::kArxiv},
    {"{field}", Placeholder::kField},
    {"{title}", Placeholder::kTitle},
    {"{*}", Placeholder::kAny},
}};

const Brace* BraceAt(std::string_view text) {
  const auto* found = std::find_if(kBraces.begin(), kBraces.end(), [&](const Brace& brace) {
    return text.starts_with(brace.text);
  });
  return found == kBraces.end() ? nullptr : found;
}

// Calls `literal` with each byte and `brace` with each placeholder of `text`.
template <class Literal, class OneBrace>
void Walk(std::string_view text, const Literal& literal, const OneBrace& one_brace) {
  while (!text.empty()) {
    const Brace* brace = text.front() == '{' ? BraceAt(text) : nullptr;
    if (brace == nullptr) {
      literal(text.front());
      text.remove_prefix(1);
    } else {
      one_brace(brace->placeholder);
      text.remove_prefix(brace->text.size());
    }
  }
}

constexpr std::size_t kMaxNumberDigits = 3;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t DigitsAt(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) -
                                  text.begin());
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool SameLetter(char pattern, char name) {
  return Lower(pattern) == Lower(name) || (pattern == ' ' && name == '_');
}

// `size` if `text` begins with that many digits, which lie between `least` and `most`; else 0.
std::size_t NumberBetween(std::string_view text, std::size_t size, int least, int most) {
  if (DigitsAt(text) < size) return 0;
  int number = 0;
  for (const char c : text.substr(0, size))
    number = number * 10 + (c - '0');
  return number >= least && number <= most ? size : 0;
}

// "1904.05068v2": year and month, then four or five digits. Bytes; 0 for none.
std::size_t ArxivAt(std::string_view text) {
  constexpr std::size_t kPoint = 4;
  if (NumberBetween(text, 2, 7, 99) == 0 || NumberBetween(text.substr(2), 2, 1, 12) == 0) return 0;
  if (text.size() <= kPoint || text[kPoint] != '.') return 0;
  const std::size_t digits = DigitsAt(text.substr(kPoint + 1));
  if (digits != 4 && digits != 5) return 0;
  const std::size_t end = kPoint + 1 + digits;
  if (end == text.size() || Lower(text[end]) != 'v') return end;
  const std::size_t version = DigitsAt(text.substr(end + 1));
  return version == 0 ? end : end + 1 + version;
}

// Placeholders that have one length at most at any place.
bool IsFixed(Placeholder placeholder) {
  return placeholder < Placeholder::kNumber || placeholder == Placeholder::kArxiv;
}

std::size_t FixedSize(Placeholder placeholder, std::string_view text) {
  switch (placeholder) {
    case Placeholder::kLongYear:
      return NumberBetween(text, 4, 1900, 2099);
    case Placeholder::kShortYear:
      return NumberBetween(text, 2, 0, 99);
    case Placeholder::kMonth:
      return NumberBetween(text, 2, 1, 12);
    case Placeholder::kDay:
      return NumberBetween(text, 2, 1, 31);
    case Placeholder::kArxiv:
      return ArxivAt(text);
    default:
      return 0;
  }
}

class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view name) : pattern_(pattern), name_(name) {}

  bool Fits() { return From(0, 0); }
  [[nodiscard]] const Captures& captures() const { return captures_; }

 private:
  // Does the pattern from `p` on fit the whole rest of the name, from `n` on?
  bool From(std::size_t p, std::size_t n) {
    for (; p < pattern_.size(); ++p, ++n) {
      const Brace* brace = pattern_[p] == '{' ? BraceAt(pattern_.substr(p)) : nullptr;
      if (brace != nullptr) return FromBrace(*brace, p, n);
      if (n == name_.size() || !SameLetter(pattern_[p], name_[n])) return false;
    }
    return n == name_.size();
  }

  bool FromBrace(const Brace& brace, std::size_t p, std::size_t n) {
    const std::size_t next = p + brace.text.size();
    if (IsFixed(brace.placeholder)) {
      const std::size_t size = FixedSize(brace.placeholder, name_.substr(n));
      return size > 0 && Take(brace.placeholder, next, n, size);
    }
    if (failed_.empty()) failed_.resize(pattern_.size() * (name_.size() + 1));
    const std::size_t state = p * (name_.size() + 1) + n;
    if (failed_[state]) return false;
    const bool fits = brace.placeholder == Placeholder::kNumber
                          ? TryNumber(next, n)
                          : TryText(brace.placeholder, next, n);
    failed_[state] = !fits;
    return fits;
  }

  bool TryNumber(std::size_t next, std::size_t n) {
    const std::size_t digits = DigitsAt(name_.substr(n));
    const bool decimal =
        n + digits + 1 < name_.size() && name_[n + digits] == '.' && IsDigit(name_[n + digits + 1]);
    if (decimal && !pattern_.substr(next).starts_with(".{n}")) return false;
    for (std::size_t size = std::min(digits, kMaxNumberDigits); size > 0; --size)
      if (Take(Placeholder::kNumber, next, n, size)) return true;
    return false;
  }

  bool TryText(Placeholder placeholder, std::size_t next, std::size_t n) {
    if (placeholder == Placeholder::kAny && Take(placeholder, next, n, 0)) return true;
    for (std::size_t end = n; end < name_.size();) {
      const char32_t c = NextCodePoint(name_, &end);
      if (placeholder == Placeholder::kField && (c == U'[' || c == U']')) return false;
      if (Take(placeholder, next, n, end - n)) return true;
    }
    return false;
  }

  bool Take(Placeholder placeholder, std::size_t next, std::size_t n, std::size_t size) {
    if (!From(next, n + size)) return false;
    captures_.Slot(placeholder) = name_.substr(n, size);  // from the last to the first
    return true;
  }

  const std::string_view pattern_, name_;
  std::vector<bool> failed_;
  Captures captures_;
};

}  // namespace

std::string Captures::Year() const {
  if (Has(Placeholder::kLongYear)) return std::string((*this)[Placeholder::kLongYear]);
  if (!Has(Placeholder::kShortYear)) return {};
  return std::string("20").append((*this)[Placeholder::kShortYear]);
}

std::optional<Captures> MatchName(std::string_view pattern, std::string_view name) {
  if (name.size() > kMaxName || pattern.size() > kMaxPattern) return std::nullopt;
  Matcher matcher(pattern, name);
  if (!matcher.Fits()) return std::nullopt;
  return matcher.captures();
}

std::string FillPattern(std::string_view text, const Captures& captures) {
  std::string filled;
  Walk(
      text, [&](char c) { filled += c; },
      [&](Placeholder placeholder) {
        if (placeholder == Placeholder::kLongYear)
          filled += captures.Year();
        else
          filled += captures[placeholder];
      });
  return filled;
}

Result<void> CheckPattern(std::string_view pattern) {
  if (pattern.empty()) return Error{ErrorCode::kUsage, "the pattern is empty"};
  if (pattern.size() > kMaxPattern)
    return Error{ErrorCode::kUsage,
                 "the pattern is longer than " + std::to_string(kMaxPattern) + " bytes"};
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos;
       at = pattern.find('{', at + 1)) {
    const std::string_view rest = pattern.substr(at);
    if (BraceAt(rest) != nullptr) continue;
    const std::size_t end = rest.find('}');
    if (end == std::string_view::npos)
      return Error{ErrorCode::kUsage, "no '}' for the '{' in \"" + PlainText(pattern) + "\""};
    std::vector<std::string> known;
    known.reserve(kPlaceholderCount);
    for (const Brace& brace : kBraces)
      known.emplace_back(brace.text);
    const std::string braces = PlainText(rest.substr(0, end + 1));
    const std::string nearest = Nearest(braces, known);
    return Error{ErrorCode::kUsage, "unknown " + braces + " in a pattern" +
                                        (nearest.empty() ? "" : "; did you mean " + nearest + "?")};
  }
  return {};
}

Result<void> CheckTitle(std::string_view title, std::string_view pattern) {
  if (title.empty()) return {};
  if (auto checked = CheckPattern(title); !checked) return checked;
  Captures there;
  Walk(
      pattern, [](char) {},
      [&](Placeholder placeholder) { there.Slot(placeholder) = std::string_view(); });
  Result<void> checked;
  Walk(
      title, [](char) {},
      [&](Placeholder placeholder) {
        const bool year =
            placeholder == Placeholder::kLongYear && there.Has(Placeholder::kShortYear);
        if (there.Has(placeholder) || year) return;
        checked = Error{ErrorCode::kUsage,
                        "the pattern has no " +
                            std::string(kBraces[static_cast<std::size_t>(placeholder)].text) +
                            ", which the title asks for"};
      });
  return checked;
}

}  // namespace rsearch
