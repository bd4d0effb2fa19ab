// A scan from one possible start to the next: "arxiv", "ar5iv", "10.". What is looked at behind a
// start is bounded, so time is linear in the text.

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unordered_set>
#include <utility>

#include "rsearch/name_key.h"
#include "rsearch/paper.h"

namespace rsearch {
namespace {

constexpr std::string_view kArxiv = "arxiv:";
constexpr std::string_view kDoi = "doi:";
constexpr std::string_view kSoftHyphen = "\u00AD";
constexpr std::size_t kMaxDoiBytes = 200;

// Of arXiv's old ids, https://arxiv.org/help/arxiv_identifier
constexpr auto kArchives = std::to_array<std::string_view>({
    "acc-phys", "adap-org", "alg-geom", "ao-sci",   "astro-ph", "atom-ph",  "bayes-an",
    "chao-dyn", "chem-ph",  "cmp-lg",   "comp-gas", "cond-mat", "cs",       "dg-ga",
    "funct-an", "gr-qc",    "hep-ex",   "hep-lat",  "hep-ph",   "hep-th",   "math",
    "math-ph",  "mtrl-th",  "nlin",     "nucl-ex",  "nucl-th",  "patt-sol", "physics",
    "plasm-ph", "q-alg",    "q-bio",    "quant-ph", "solv-int", "supr-con",
});

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

char Lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool IsAlnum(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::size_t DigitsAt(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? text.size() : end;
}

bool TakeIgnoringCase(std::string_view word, std::string_view* rest) {
  if (rest->size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (Lower((*rest)[i]) != word[i]) return false;
  rest->remove_prefix(word.size());
  return true;
}

// Spaces and line ends, a few.
void SkipSpace(std::string_view* rest) {
  constexpr std::size_t kMax = 4;
  for (std::size_t i = 0; i < kMax && !rest->empty(); ++i) {
    if (rest->front() != ' ' && rest->front() != '\n' && rest->front() != '\r' &&
        rest->front() != '\t')
      return;
    rest->remove_prefix(1);
  }
}

// A line's end inside a link that extraction broke.
void SkipLineEnd(std::string_view* rest) {
  std::string_view behind = *rest;
  for (int i = 0; i < 2 && behind.starts_with(' '); ++i)
    behind.remove_prefix(1);
  if (behind.starts_with('\n') || behind.starts_with("\r\n")) {
    SkipSpace(rest);
  }
}

bool IsMonth(std::string_view digits) {
  const int month = (digits[0] - '0') * 10 + digits[1] - '0';
  return month >= 1 && month <= 12;
}

// "1904.05068": four digits of year and month, a point, four digits until 2014 and five since.
std::optional<std::string> TakeNewArxivId(std::string_view* text) {
  std::string_view rest = *text;
  if (DigitsAt(rest) != 4 || !IsMonth(rest.substr(2))) return std::nullopt;
  const std::string month(rest.substr(0, 4));
  rest.remove_prefix(4);
  if (!rest.starts_with('.')) return std::nullopt;
  rest.remove_prefix(1);
  SkipLineEnd(&rest);
  const std::size_t digits = DigitsAt(rest);
  if (month < "0704" || digits != (month < "1501" ? 4U : 5U)) return std::nullopt;
  std::string id = month + "." + std::string(rest.substr(0, digits));
  rest.remove_prefix(digits);
  *text = rest;
  return id;
}

// "cs/0112017", "math.GT/0309136" (which is math/0309136).
std::optional<std::string> TakeOldArxivId(std::string_view* text) {
  for (const std::string_view archive : kArchives) {
    std::string_view rest = *text;
    if (!TakeIgnoringCase(archive, &rest)) continue;
    if (rest.size() > 3 && rest[0] == '.' && rest[3] == '/') rest.remove_prefix(3);
    if (!rest.starts_with('/')) continue;
    rest.remove_prefix(1);
    SkipLineEnd(&rest);
    if (DigitsAt(rest) != 7 || !IsMonth(rest.substr(2))) continue;
    const int year = (rest[0] - '0') * 10 + rest[1] - '0';
    if (year > 7 && year < 91) continue;
    std::string id = std::string(archive) + "/" + std::string(rest.substr(0, 7));
    rest.remove_prefix(7);
    *text = rest;
    return id;
  }
  return std::nullopt;
}

// An id and what ends it: nothing of a longer word or number but a version.
std::optional<std::string> TakeArxivId(std::string_view* text) {
  std::string_view rest = *text;
  std::optional<std::string> id = TakeNewArxivId(&rest);
  if (!id) id = TakeOldArxivId(&rest);
  if (!id) return std::nullopt;
  if (!rest.empty() && Lower(rest[0]) == 'v') {
    const std::size_t digits = DigitsAt(rest.substr(1));
    if (digits > 0) rest.remove_prefix(1 + digits);
  }
  *text = rest;
  return std::string(kArxiv) + *id;
}

// Behind "arxiv.org": "/abs/…", "/pdf/…", "/ftp/arxiv/papers/1904/1904.05068.pdf".
std::optional<std::string> TakeArxivLink(std::string_view* text) {
  std::string_view rest = *text;
  SkipLineEnd(&rest);
  if (!rest.starts_with('/')) return std::nullopt;
  rest.remove_prefix(1);
  SkipLineEnd(&rest);
  constexpr std::size_t kMaxParts = 4;
  for (std::size_t part = 0; part <= kMaxParts; ++part) {
    std::string_view id_at = rest;
    if (std::optional<std::string> id = TakeArxivId(&id_at); id) {
      *text = id_at;
      return id;
    }
    constexpr std::size_t kMaxPart = 12;
    const std::size_t slash = rest.substr(0, kMaxPart).find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view name = rest.substr(0, slash);
    if (!std::all_of(name.begin(), name.end(), [](char c) { return IsAlnum(c) || c == '-'; }))
      return std::nullopt;
    rest.remove_prefix(slash + 1);
    SkipLineEnd(&rest);
  }
  return std::nullopt;
}

// Behind "arxiv" itself: a link, or the id after at most a colon, a bracket and some space.
std::optional<std::string> TakeArxiv(std::string_view* text) {
  std::string_view rest = *text;
  if (TakeIgnoringCase(".org", &rest) || TakeIgnoringCase(".labs.arxiv.org", &rest)) {
    *text = rest;
    return TakeArxivLink(text);
  }
  SkipSpace(&rest);
  if (!rest.empty() && std::string_view(":[(-#/.").find(rest.front()) != std::string_view::npos)
    rest.remove_prefix(1);
  SkipSpace(&rest);
  std::optional<std::string> id = TakeArxivId(&rest);
  if (id) *text = rest;
  return id;
}

bool IsDoiChar(char c) {
  return IsAlnum(c) || std::string_view("-._;()/:<>+").find(c) != std::string_view::npos;
}

// What is no part of a DOI at its end: punctuation of the sentence, a bracket that nothing opened,
// the format in a publisher's link.
std::string_view WithoutDoiTail(std::string_view doi) {
  constexpr auto kFormats =
      std::to_array<std::string_view>({".pdf", "/pdf", "/epdf", "/full", "/abstract", "/html"});
  for (bool again = true; again && !doi.empty();) {
    again = false;
    const char last = doi.back();
    const auto count = [&](char c) { return std::count(doi.begin(), doi.end(), c); };
    if (std::string_view(".,;:-/").find(last) != std::string_view::npos ||
        (last == ')' && count('(') < count(')')) || (last == '>' && count('<') < count('>'))) {
      doi.remove_suffix(1);
      again = true;
    }
    for (const std::string_view format : kFormats) {
      std::string_view end = doi.substr(doi.size() - std::min(doi.size(), format.size()));
      if (!end.empty() && TakeIgnoringCase(format, &end)) {
        doi.remove_suffix(format.size());
        again = true;
      }
    }
  }
  return doi;
}

// A date or a price: "10.2019/06".
bool IsNoDoiSuffix(std::string_view suffix) {
  constexpr std::size_t kMinSuffix = 4;
  const bool digits = std::any_of(suffix.begin(), suffix.end(), IsDigit);
  const bool only_digits =
      std::all_of(suffix.begin(), suffix.end(), [](char c) { return IsDigit(c) || c == '/'; });
  return suffix.size() < kMinSuffix || !digits || only_digits;
}

// At "10.": the registrant, a slash (in a link also "%2F"), the rest. `announced`: "doi" stands
// before it, so that even a suffix that looks like something else is one.
std::optional<std::string> TakeDoi(bool announced, std::string_view* text) {
  std::string_view rest = text->substr(3);
  const std::size_t registrant = std::min(rest.find_first_not_of("0123456789."), rest.size());
  if (DigitsAt(rest) < 4 || registrant > 12) return std::nullopt;
  std::string doi = "10." + std::string(rest.substr(0, registrant));
  rest.remove_prefix(registrant);
  if (!rest.starts_with('/') && !TakeIgnoringCase("%2f", &rest)) return std::nullopt;
  if (rest.starts_with('/')) rest.remove_prefix(1);
  if (announced) SkipSpace(&rest);
  constexpr std::size_t kMinBrokenDigits = 5;
  std::string suffix;
  while (!rest.empty() && suffix.size() < kMaxDoiBytes) {
    // Broken behind a point, with a number on the next line that is longer than a page's:
    // "3292500.\n3330701".
    std::string_view next = rest;
    SkipLineEnd(&next);
    const bool broken = next.size() < rest.size() && DigitsAt(next) >= kMinBrokenDigits &&
                        (suffix.ends_with('.') || suffix.ends_with('/'));
    if (broken) rest = next;
    if (!IsDoiChar(rest[0])) break;
    suffix += Lower(rest[0]);
    rest.remove_prefix(1);
  }
  const std::string_view whole = WithoutDoiTail(suffix);
  if (whole.empty() || (!announced && IsNoDoiSuffix(whole))) return std::nullopt;
  *text = rest;
  if (doi == "10.48550" && whole.starts_with("arxiv.")) {
    std::string_view id = whole.substr(6);
    return TakeArxivId(&id);
  }
  return std::string(kDoi) + doi + "/" + std::string(whole);
}

bool EndsWithIgnoringCase(std::string_view text, std::string_view end) {
  if (text.size() < end.size()) return false;
  text.remove_prefix(text.size() - end.size());
  return TakeIgnoringCase(end, &text);
}

// Whether "doi" or a link's "doi.org/" stands directly before.
bool IsAnnounced(std::string_view before) {
  constexpr std::size_t kMaxSpace = 4;
  for (std::size_t i = 0; i < kMaxSpace && !before.empty(); ++i) {
    if (std::string_view(" \n\t:/").find(before.back()) == std::string_view::npos) break;
    before.remove_suffix(1);
  }
  return EndsWithIgnoringCase(before, "doi") || EndsWithIgnoringCase(before, "doi.org");
}

std::string WithoutSoftHyphens(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t hyphen = std::min(text.find(kSoftHyphen, at), text.size());
    out.append(text, at, hyphen - at);
    at = hyphen + kSoftHyphen.size();
  }
  return out;
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<std::string> Find() {
    for (std::size_t at = text_.find_first_of("aA1"); at != std::string_view::npos;
         at = text_.find_first_of("aA1", at)) {
      std::string_view rest = text_.substr(at);
      std::optional<std::string> id;
      if (TakeIgnoringCase("arxiv", &rest) || TakeIgnoringCase("ar5iv", &rest)) {
        id = TakeArxiv(&rest);
      } else if (rest.starts_with("10.") &&
                 (at == 0 || !(IsAlnum(text_[at - 1]) || text_[at - 1] == '.'))) {
        id = TakeDoi(IsAnnounced(text_.substr(0, at)), &rest);
      }
      if (id && seen_.insert(*id).second) ids_.push_back(*std::move(id));
      at = std::max(at + 1, text_.size() - rest.size());
    }
    return std::move(ids_);
  }

 private:
  std::string_view text_;
  std::vector<std::string> ids_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::vector<std::string> FindPaperIds(std::string_view text) {
  if (text.find(kSoftHyphen) == std::string_view::npos) return Finder(text).Find();
  const std::string joined = WithoutSoftHyphens(text);
  return Finder(joined).Find();
}

std::string ArxivIdInName(std::string_view name) {
  if (TakeIgnoringCase("arxiv", &name) && !name.empty() &&
      std::string_view(":_-. ").find(name.front()) != std::string_view::npos)
    name.remove_prefix(1);
  const std::optional<std::string> id = TakeArxivId(&name);
  return id && (name.empty() || !IsAlnum(name.front())) ? *id : std::string();
}

std::uint32_t YearOfId(std::string_view id) {
  if (!id.starts_with(kArxiv)) return 0;
  const std::string_view number = id.substr(kArxiv.size());
  const std::size_t slash = number.find('/');
  const std::string_view digits =
      slash == std::string_view::npos ? number : number.substr(slash + 1);
  if (DigitsAt(digits) < 4) return 0;
  const auto year = static_cast<std::uint32_t>((digits[0] - '0') * 10 + digits[1] - '0');
  return slash != std::string_view::npos && year > 90 ? 1900 + year : 2000 + year;
}

std::string TitleId(std::string_view title) {
  constexpr std::size_t kMinWords = 3;
  constexpr std::size_t kMinLetters = 15;
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : title) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space && !in_word) ++words;
    in_word = !space;
  }
  const std::string key = NameKey(title);
  const auto letters = static_cast<std::size_t>(std::count_if(key.begin(), key.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
  return words >= kMinWords && letters >= kMinLetters ? "title:" + key : std::string();
}

}  // namespace rsearch
