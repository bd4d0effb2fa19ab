#include "core/pdf/imprint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <utility>

namespace rsearch::pdf {
namespace {

constexpr std::size_t kLongestImprint = 400;  // bytes; longer paragraphs are text
constexpr std::size_t kLongestAcronym = 12;
constexpr std::size_t kFewestCapitals = 3;
constexpr std::size_t kLongestVenue = 80;  // bytes
constexpr std::uint32_t kFirstYear = 1900;
constexpr std::uint32_t kLastYear = 2099;
constexpr std::uint32_t kFirstShortYear = 70;  // '70 is 1970, '69 would be 2069
constexpr std::size_t kYearDigits = 4;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool IsLetter(char c) {
  return IsUpper(c) || (c >= 'a' && c <= 'z');
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (IsUpper(c)) c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::uint32_t NumberOf(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// The digits that begin at `at`.
std::string_view DigitsAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end]))
    ++end;
  return text.substr(at, end - at);
}

std::uint32_t YearFrom(std::string_view digits) {
  const std::uint32_t year = digits.size() == kYearDigits ? NumberOf(digits) : 0;
  return year >= kFirstYear && year <= kLastYear ? year : 0;
}

// Pages "161:1927–1937" are no years.
bool IsInRange(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kEnDash = "–";
  const std::string_view before = text.substr(0, begin);
  const std::string_view behind = text.substr(end);
  return before.ends_with(':') || before.ends_with('-') || before.ends_with(kEnDash) ||
         before.ends_with('.') || behind.starts_with(':') || behind.starts_with('-') ||
         behind.starts_with(kEnDash);
}

std::uint32_t LastYearIn(std::string_view text) {
  std::uint32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view digits = DigitsAt(text, at);
    const std::uint32_t year = YearFrom(digits);
    if (year != 0 && !IsInRange(text, at, at + digits.size())) last = year;
    at += std::max<std::size_t>(digits.size(), 1);
  }
  return last;
}

// How much a venue's name is worth beside another one.
enum class Worth : std::uint8_t { kNone, kRepository, kSeries, kVenue };

struct Finding {
  Imprint imprint;
  Worth worth = Worth::kNone;
};

// --- acronyms

bool IsAcronym(std::string_view word) {
  constexpr auto kOthers = std::to_array<std::string_view>(
      {"IEEE", "ACM",      "PMLR",      "USA",     "DOI",      "ISBN",     "ISSN",  "CEUR", "LNCS",
       "JMLR", "IEEE/CVF", "VOL",       "JANUARY", "FEBRUARY", "MARCH",    "APRIL", "MAY",  "JUNE",
       "JULY", "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER", "JAN",   "FEB",  "MAR",
       "APR",  "JUN",      "JUL",       "AUG",     "SEP",      "SEPT",     "OCT",   "NOV",  "DEC"});
  return word.size() <= kLongestAcronym &&
         static_cast<std::size_t>(std::count_if(word.begin(), word.end(), IsUpper)) >=
             std::min(kFewestCapitals, word.size()) &&
         word.size() >= 2 && IsUpper(word.front()) &&
         std::find(kOthers.begin(), kOthers.end(), word) == kOthers.end();
}

// The word that ends at `end`: letters and the hyphens within.
std::string_view WordBefore(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && (IsLetter(text[begin - 1]) || text[begin - 1] == '-' ||
                       text[begin - 1] == '&' || text[begin - 1] == '/'))
    --begin;
  return text.substr(begin, end - begin);
}

// Behind what may stand between an acronym and its year, going backwards: "(AISTATS) 2021",
// "KDD ’21".
std::size_t SkipJoint(std::string_view text, std::size_t end) {
  constexpr auto kJoints = std::to_array<std::string_view>({" ", ")", "'", "’", "‘"});
  for (bool skipped = true; skipped && end > 0;) {
    skipped = false;
    for (const std::string_view joint : kJoints) {
      if (!text.substr(0, end).ends_with(joint)) continue;
      end -= joint.size();
      skipped = true;
    }
  }
  return end;
}

bool IsQuote(std::string_view before) {
  return before.ends_with('\'') || before.ends_with("’") || before.ends_with("‘");
}

// "UAI 2021", "AISTATS) 2021", "CVPR2019", "KDD ’21".
Imprint AcronymWithYear(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view digits = DigitsAt(text, at);
    const std::size_t begin = std::exchange(at, at + std::max<std::size_t>(digits.size(), 1));
    std::uint32_t year = YearFrom(digits);
    if (digits.size() == 2 && IsQuote(text.substr(0, begin)))
      year = NumberOf(digits) + (NumberOf(digits) < kFirstShortYear ? 2000 : kFirstYear);
    const std::string_view word = WordBefore(text, SkipJoint(text, begin));
    if (year != 0 && IsAcronym(word)) return {std::string(word), year};
  }
  return {};
}

// "… on Computer Vision and Pattern Recognition (CVPR)".
std::string AcronymInParentheses(std::string_view text) {
  for (std::size_t open = text.find('('); open != std::string_view::npos;
       open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string_view::npos) break;
    const std::string_view word = text.substr(open + 1, close - open - 1);
    if (IsAcronym(word) && word == WordBefore(text, close)) return std::string(word);
  }
  return {};
}

// --- names

// What is usually said for the names of well-known venues; parts of their names, in lower case.
std::string UsualAcronym(std::string_view lower) {
  constexpr auto kVenues = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"journal of machine learning research", "JMLR"},
      {"transactions on machine learning research", "TMLR"},
      {"transactions on pattern analysis and machine intelligence", "TPAMI"},
      {"transactions of the association for computational linguistics", "TACL"},
      {"conference on learning theory", "COLT"},
      {"artificial intelligence and statistics", "AISTATS"},
      {"uncertainty in artificial intelligence", "UAI"},
      {"neural information processing systems", "NeurIPS"},
      {"conference on machine learning", "ICML"},
      {"conference on learning representations", "ICLR"},
      {"computer vision and pattern recognition", "CVPR"},
      {"international conference on computer vision", "ICCV"},
      {"european conference on computer vision", "ECCV"},
      {"aaai conference on artificial intelligence", "AAAI"},
      {"joint conference on artificial intelligence", "IJCAI"},
      {"empirical methods in natural language processing", "EMNLP"},
      {"north american chapter of the association for computational linguistics", "NAACL"},
      {"meeting of the association for computational linguistics", "ACL"},
      {"knowledge discovery and data mining", "KDD"},
      {"conference on recommender systems", "RecSys"},
      {"research and development in information retrieval", "SIGIR"},
      {"international world wide web conference", "WWW"},
      {"robotics and automation", "ICRA"},
  });
  for (const auto& [name, acronym] : kVenues)
    if (Contains(lower, name)) return std::string(acronym);
  return {};
}

// "Journal of Quiet Sums" of "Journal of Quiet Sums 3 (2003) 993–1022".
std::string VenueByWords(std::string_view text) {
  constexpr auto kKinds = std::to_array<std::string_view>(
      {"conference on ", "symposium on ", "workshop on ", "journal of ", "transactions on ",
       "colloquium on ", "congress on "});
  const std::string lower = Lower(text);
  for (const std::string_view kind : kKinds) {
    const std::size_t begin = lower.find(kind);
    if (begin == std::string_view::npos) continue;
    const std::size_t end = std::min(text.find_first_of(",.(;:0123456789", begin), text.size());
    std::string_view venue = text.substr(begin, end - begin);
    while (venue.ends_with(' '))
      venue.remove_suffix(1);
    if (venue.size() > kind.size() && venue.size() <= kLongestVenue) return std::string(venue);
  }
  return {};
}

// --- paragraphs

// arXiv:2104.00298v3 [cs.CV] 23 Jun 2021. The id tells the year of the first version.
Finding ReadArxiv(std::string_view text) {
  constexpr std::string_view kStamp = "arxiv:";
  std::string_view id = text.substr(kStamp.size());
  while (id.starts_with(' '))
    id.remove_prefix(1);
  const std::string_view month = DigitsAt(id, 0);
  std::uint32_t year = LastYearIn(text);
  if (month.size() == 4 && id.substr(month.size()).starts_with('.'))
    year = 2000 + NumberOf(month.substr(0, 2));
  return {{"arXiv", year}, Worth::kRepository};
}

template <std::size_t kCount>
bool StartsWithAny(std::string_view text, const std::array<std::string_view, kCount>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

bool StartsLikeImprint(std::string_view lower) {
  constexpr auto kBeginnings = std::to_array<std::string_view>(
      {"proceedings of", "proc.", "in proceedings of", "published", "accepted", "appearing in",
       "to appear", "presented at", "preprint", "under review", "©", "(c)", "copyright", "received",
       "submitted", "journal of", "transactions on", "advances in neural"});
  return StartsWithAny(lower, kBeginnings);
}

// As imprints do, and sentences.
bool StartsLikeMeeting(std::string_view lower) {
  constexpr auto kBeginnings =
      std::to_array<std::string_view>({"the ", "conference on", "international", "ieee", "acm ",
                                       "annual", "workshop on", "european "});
  return StartsWithAny(lower, kBeginnings);
}

// "34th Annual Conference on Learning Theory", "2021 IEEE/CVF Conference on …".
bool StartsWithOrdinal(std::string_view lower) {
  const std::string_view digits = DigitsAt(lower, 0);
  if (digits.empty()) return false;
  const std::string_view behind = lower.substr(digits.size(), 3);
  constexpr auto kEndings = std::to_array<std::string_view>({"st ", "nd ", "rd ", "th "});
  return (YearFrom(digits) != 0 && behind.starts_with(' ')) ||
         std::find(kEndings.begin(), kEndings.end(), behind) != kEndings.end();
}

// "KDD ’21, August 14–18", "CVPR 2019".
bool StartsWithAcronym(std::string_view text, const Imprint& acronym) {
  return !acronym.venue.empty() && text.starts_with(acronym.venue);
}

bool NamesMeeting(std::string_view lower) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"conference", "symposium", "workshop", "proceedings", "meeting", "journal", "transactions"});
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return Contains(lower, word); });
}

Finding ReadParagraph(std::string_view text) {
  if (text.size() > kLongestImprint) return {};
  const std::string lower = Lower(text);
  if (lower.starts_with("arxiv:")) return ReadArxiv(text);
  Imprint acronym = AcronymWithYear(text);
  const bool meeting =
      (StartsWithOrdinal(lower) || StartsLikeMeeting(lower)) && NamesMeeting(lower);
  if (!StartsLikeImprint(lower) && !meeting && !StartsWithAcronym(text, acronym)) return {};
  if (!acronym.venue.empty()) return {std::move(acronym), Worth::kVenue};
  const std::uint32_t year = LastYearIn(text);
  if (NamesMeeting(lower) || lower.starts_with("advances in")) {
    for (std::string venue : {AcronymInParentheses(text), UsualAcronym(lower), VenueByWords(text)})
      if (!venue.empty()) return {{std::move(venue), year}, Worth::kVenue};
  }
  if (Contains(lower, "proceedings of machine learning research") || Contains(text, "PMLR"))
    return {{"PMLR", year}, Worth::kSeries};
  return {{{}, year}, Worth::kNone};
}

}  // namespace

Imprint ReadImprint(const std::vector<std::string>& paragraphs) {
  Finding best;
  std::uint32_t other_year = 0;  // where the venue's line has none
  for (const std::string& paragraph : paragraphs) {
    Finding found = ReadParagraph(paragraph);
    if (other_year == 0 && found.worth != Worth::kRepository) other_year = found.imprint.year;
    if (found.worth > best.worth) best = std::move(found);
  }
  if (best.imprint.year == 0 || best.worth == Worth::kRepository)
    best.imprint.year = other_year != 0 ? other_year : best.imprint.year;
  return best.imprint;
}

}  // namespace rsearch::pdf
