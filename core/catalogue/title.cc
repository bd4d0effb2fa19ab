#include "core/catalogue/title.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "core/catalogue/labels.h"
#include "rsearch/name_key.h"

namespace rsearch::catalogue {
namespace {

// Venues by NameKey(), and words for what is published in none.
constexpr auto kVenues = std::to_array<std::string_view>({
    "aaai",    "aamas",   "accv",      "acl",      "acm",    "acmmm",  "aistats", "alt",
    "arxiv",   "asru",    "biorxiv",   "bmvc",     "cell",   "chi",    "cikm",    "colm",
    "coling",  "colt",    "conll",     "corl",     "corr",   "cvpr",   "cvprw",   "eacl",
    "eccv",    "eccvw",   "ecml",      "emnlp",    "fccm",   "icassp", "iccv",    "iccvw",
    "icdar",   "icde",    "icdm",      "iclr",     "icml",   "icmlw",  "icip",    "icpr",
    "icra",    "ieee",    "ijcai",     "ijcnn",    "ijcnlp", "ijcv",   "ijrr",    "interspeech",
    "iros",    "isbi",    "isca",      "iscc",     "ismar",  "ismir",  "jair",    "jmlr",
    "kdd",     "lrec",    "medrxiv",   "miccai",   "midl",   "mlsys",  "mm",      "naacl",
    "nature",  "neurips", "neuripsw",  "nips",     "nsdi",   "osdi",   "pami",    "pkdd",
    "pmlr",    "pnas",    "preprint",  "ral",      "recsys", "report", "rss",     "sc",
    "science", "sdm",     "sigcomm",   "siggraph", "sigir",  "sigmod", "sosp",    "tacl",
    "taslp",   "tech",    "technical", "thesis",   "tip",    "tist",   "tit",     "tkde",
    "tmi",     "tmlr",    "tog",       "tpami",    "uai",    "vldb",   "wacv",
});
// Those that need a year beside them: "(TIP)" may be a tip.
constexpr auto kNeedYear = std::to_array<std::string_view>(
    {"alt", "cell", "mm", "rss", "sc", "tech", "technical", "tip", "tit"});
// Said beside a venue; of no use for finding it.
constexpr auto kPraise = std::to_array<std::string_view>({
    "spotlight", "oral",  "poster", "highlight", "camera",    "ready",   "best",
    "paper",     "award", "short",  "long",      "honorable", "mention", "accepted",
    "published", "to",    "appear", "at",        "in",
});
constexpr auto kSeasons = std::to_array<std::string_view>({"spring", "summer", "fall", "winter"});
constexpr auto kMonths = std::to_array<std::string_view>({
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
});

constexpr std::size_t kMaxVenueBytes = 120;
constexpr std::size_t kMaxVenueWords = 10;
// Words beside a year that no list knows: "(ILSVRC 2012)", "(Google Research 2020)".
constexpr std::size_t kMaxUnknownVenueWords = 3;

template <std::size_t N>
bool Contains(const std::array<std::string_view, N>& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t DigitsAt(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) -
                                  text.begin());
}

std::uint32_t Number(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits.substr(0, 9))
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return number;
}

bool IsYear(std::uint32_t number) {
  return number >= 1950 && number < 2100;
}

// 1 to 12 of "June", "Jun", "Sept", "6월"; 0 for other keys.
std::uint32_t MonthName(std::string_view key) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool shortened = key.size() >= 3 && key.size() <= 4 && kMonths[i].starts_with(key);
    if (key == kMonths[i] || shortened) return static_cast<std::uint32_t>(i) + 1;
  }
  const std::size_t digits = DigitsAt(key);
  const std::uint32_t number = Number(key.substr(0, digits));
  return digits > 0 && key.substr(digits) == "월" && number >= 1 && number <= 12 ? number : 0;
}

// The year that a word is: "2021", "'21", "2021년", "2021-05".
std::uint32_t YearWord(std::string_view word) {
  for (const std::string_view apostrophe : {"'", "’", "`"}) {
    if (word.size() == apostrophe.size() + 2 && word.starts_with(apostrophe) &&
        DigitsAt(word.substr(apostrophe.size())) == 2)
      return 2000 + Number(word.substr(apostrophe.size()));
  }
  if (DigitsAt(word) != 4 || !IsYear(Number(word.substr(0, 4)))) return 0;
  const std::string_view rest = word.substr(4);
  const bool date = std::all_of(rest.begin(), rest.end(), [](char c) {
    return IsDigit(c) || c == '-' || c == '.' || c == '/';
  });
  return date || rest == "년" ? Number(word.substr(0, 4)) : 0;
}

// "CVPR2019", "CVPR'19", "NeurIPS-2020": a venue's name with the year behind it.
std::optional<Venue> GluedVenue(std::string_view word) {
  const auto letters = static_cast<std::size_t>(
      std::find_if_not(word.begin(), word.end(),
                       [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }) -
      word.begin());
  std::string_view rest = word.substr(letters);
  for (const std::string_view between : {"'", "’", "`", "-"})
    if (rest.starts_with(between)) rest.remove_prefix(between.size());
  const std::size_t digits = DigitsAt(rest);
  if (digits != rest.size() || (digits != 2 && digits != 4)) return std::nullopt;
  if (!Contains(kVenues, NameKey(word.substr(0, letters)))) return std::nullopt;
  const std::uint32_t number = Number(rest);
  const std::uint32_t year = digits == 4 ? number : number + (number < 50 ? 2000 : 1900);
  if (!IsYear(year)) return std::nullopt;
  return Venue{std::string(word.substr(0, letters)), year};
}

// "v2", "arXiv:1706.03762" beside a venue.
bool IsVersion(std::string_view key) {
  return key.size() >= 2 && key.front() == 'v' && DigitsAt(key.substr(1)) == key.size() - 1;
}

std::vector<std::string_view> SplitAtSpaces(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string_view WithoutEnd(std::string_view word, std::string_view punctuation) {
  const std::size_t last = word.find_last_not_of(punctuation);
  return word.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// The words of a venue, sorted as they come.
struct VenueWords {
  Venue venue;
  std::size_t known = 0, unknown = 0, need_year = 0;

  void Add(std::string_view word) {
    const bool ends_item = word.ends_with(',') || word.ends_with(';');
    const std::string_view bare = WithoutEnd(word, ",;:.");
    const std::string key = NameKey(bare);
    if (const std::uint32_t year = YearWord(bare); year != 0) {
      SetYear(year);
    } else if (const std::optional<Venue> glued = GluedVenue(bare); glued) {
      SetYear(glued->year);
      ++known;
      Put(glued->name);
    } else if (Contains(kSeasons, key) || MonthName(key) != 0) {
      // "June 2021" says the year only
    } else if (Contains(kPraise, key)) {
      return;
    } else if (Contains(kVenues, key)) {
      ++known;
      if (Contains(kNeedYear, key)) ++need_year;
      Put(word);
    } else if (IsVersion(key)) {
      Put(word);
    } else if (key.starts_with("arxiv")) {
      ++known;
      Put("arXiv");
    } else {
      ++unknown;
      Put(word);
    }
    if (ends_item && !venue.name.empty() && !venue.name.ends_with(',')) venue.name += ',';
  }

 private:
  void SetYear(std::uint32_t year) {
    if (venue.year == 0) venue.year = year;
  }
  void Put(std::string_view word) {
    if (!venue.name.empty()) venue.name += ' ';
    venue.name += word;
  }
};

constexpr std::string_view kAround = " \t\n-:|/,;*~";

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

// Where the bracket opens that the last character closes; npos for none.
std::size_t OpensAt(std::string_view text) {
  const char close = text.back();
  const char open = close == ')' ? '(' : '[';
  std::size_t depth = 0;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == close) ++depth;
    if (text[at] == open && --depth == 0) return at;
  }
  return std::string_view::npos;
}

// What a venue gives that is not known yet. False when it gives nothing.
bool Merge(const Venue& more, Venue* venue) {
  const bool name = venue->name.empty() && !more.name.empty();
  const bool year = venue->year == 0 && more.year != 0;
  const bool clash = (!more.name.empty() && !name) || (more.year != 0 && !year);
  if (clash || !(name || year)) return false;
  if (name) venue->name = more.name;
  if (year) venue->year = more.year;
  return true;
}

// "2022-06", "2022.6", "2022/06", as NameKey() cannot see.
std::uint32_t NumericMonth(std::string_view text) {
  if (DigitsAt(text) != 4 || text.size() < 6) return 0;
  const std::uint32_t year = Number(text.substr(0, 4));
  std::string_view rest = text.substr(4);
  if (rest.front() != '-' && rest.front() != '.' && rest.front() != '/') return 0;
  rest.remove_prefix(1);
  while (rest.starts_with(' '))
    rest.remove_prefix(1);
  const std::size_t digits = DigitsAt(rest);
  const std::uint32_t month = Number(rest.substr(0, digits));
  if (!IsYear(year) || digits == 0 || digits > 2 || month < 1 || month > 12) return 0;
  return year * 100 + month;
}

// Of "2022-06-01", "2022.6.1": the length of the date that begins `text`; 0 for none.
std::size_t FullDateAt(std::string_view text) {
  if (NumericMonth(text) == 0) return 0;
  std::size_t at = 4;
  for (int part = 0; part < 2; ++part) {
    const std::size_t digits = at < text.size() ? DigitsAt(text.substr(at + 1)) : 0;
    if (digits < 1 || digits > 2 || (text[at] != '-' && text[at] != '.' && text[at] != '/'))
      return 0;
    at += 1 + digits;
  }
  return at;
}

// A full date, which says nothing of the paper.
bool TakeDate(std::string_view text, WrittenTitle* written) {
  const std::size_t size = FullDateAt(text);
  if (size == 0 || !Trimmed(WithoutEnd(text.substr(size), ".")).empty()) return false;
  if (written->month == 0) written->month = NumericMonth(text);
  return true;
}

// Takes a venue in brackets off the end of `title`. False when there is none.
bool TakeBracketsBehind(std::string_view* title, WrittenTitle* written) {
  if (title->empty() || (title->back() != ')' && title->back() != ']')) return false;
  const std::size_t open = OpensAt(*title);
  if (open == std::string_view::npos || open == 0) return false;
  const std::string_view inside = title->substr(open + 1, title->size() - open - 2);
  if (IsBlank(inside)) {
    written->empty_venue = title->back() == ')';
  } else {
    if (!TakeDate(inside, written)) {
      const std::optional<Venue> venue = ReadVenue(inside);
      if (!venue || !Merge(*venue, &written->venue)) return false;
    }
  }
  *title = Trimmed(title->substr(0, open));
  return true;
}

bool TakeBracketsBefore(std::string_view* title, WrittenTitle* written) {
  if (title->empty() || (title->front() != '(' && title->front() != '[')) return false;
  const std::size_t close = title->find(title->front() == '(' ? ')' : ']');
  if (close == std::string_view::npos || Trimmed(title->substr(close + 1)).empty()) return false;
  const std::string_view inside = title->substr(1, close - 1);
  if (!TakeDate(inside, written)) {
    const std::optional<Venue> venue = ReadVenue(inside);
    if (!venue || !Merge(*venue, &written->venue)) return false;
  }
  *title = Trimmed(title->substr(close + 1));
  return true;
}

// ", CVPR 2019" behind the title: only a listed venue with its year and nothing else.
void TakeVenueBehindComma(std::string_view* title, WrittenTitle* written) {
  for (const std::string_view mark : {", ", " - ", " – ", " | ", ". "}) {
    const std::size_t at = title->rfind(mark);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view behind = title->substr(at + mark.size());
    const std::optional<Venue> venue = ReadListedVenue(behind);
    if (!venue || !Merge(*venue, &written->venue)) continue;
    *title = Trimmed(title->substr(0, at));
    return;
  }
}

// "09. A Paper", "3) A Paper".
std::string_view WithoutRunningNumber(std::string_view title) {
  const std::size_t digits = DigitsAt(title);
  if (digits == 0 || digits > 3 || title.size() < digits + 3) return title;
  const bool mark = title[digits] == '.' || title[digits] == ')';
  return mark && title[digits + 1] == ' ' ? Trimmed(title.substr(digits + 2)) : title;
}

// The half of a title that is written twice, with or without a space between; empty for others.
std::string_view HalfOfDoubled(std::string_view title) {
  constexpr std::size_t kMinWords = 3;  // "Baden Baden" is a name
  for (const std::size_t gap : {0U, 1U}) {
    if (title.size() < 2 + gap || (title.size() - gap) % 2 != 0) continue;
    const std::size_t half = (title.size() - gap) / 2;
    const std::string_view first = title.substr(0, half);
    if (first != title.substr(half + gap) || (gap == 1 && title[half] != ' ')) continue;
    if (SplitAtSpaces(first).size() >= kMinWords) return first;
  }
  return {};
}

struct MonthWords {
  std::uint32_t year = 0, month = 0;
  std::size_t others = 0;
};

MonthWords ReadMonthWords(std::string_view heading) {
  MonthWords words;
  for (const std::string& key : KeyWords(heading)) {
    const std::uint32_t year = YearWord(key);
    const std::uint32_t month = MonthName(key);
    if (year != 0 && words.year == 0) {
      words.year = year;
    } else if (month != 0 && words.month == 0) {
      words.month = month;
    } else {
      ++words.others;
    }
  }
  return words;
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    const std::size_t first = text.find_first_not_of(kAround);
    text = first == std::string_view::npos ? std::string_view() : text.substr(first);
    text = WithoutEnd(text, kAround);
    for (const std::string_view dash : {"–", "—", "·", "•", "→"}) {
      if (text.starts_with(dash)) {
        text.remove_prefix(dash.size());
        again = true;
      }
      if (text.ends_with(dash)) {
        text.remove_suffix(dash.size());
        again = true;
      }
    }
  }
  return text;
}

std::optional<Venue> ReadVenue(std::string_view text) {
  if (IsBlank(text)) return Venue{};
  if (text.size() > kMaxVenueBytes) return std::nullopt;
  const std::vector<std::string_view> list = SplitAtSpaces(text);
  if (list.size() > kMaxVenueWords) return std::nullopt;
  VenueWords words;
  for (const std::string_view word : list)
    words.Add(word);
  words.venue.name = WithoutEnd(words.venue.name, " ,;:.");
  const bool with_year = words.venue.year != 0;
  if (words.known > words.need_year && words.unknown == 0) return words.venue;
  if (with_year && words.unknown <= kMaxUnknownVenueWords) {
    for (const std::string_view word : {"since", "from", "until", "of", "with", "for", "on"}) {
      const std::vector<std::string> keys = KeyWords(text);
      if (words.known == 0 && std::find(keys.begin(), keys.end(), word) != keys.end())
        return std::nullopt;
    }
    return words.venue;
  }
  // "Journal of Vision", "IEEE Transactions on Robotics"
  const std::string first = NameKey(list.front());
  const bool periodical = first == "journal" || first == "transactions" || first == "proceedings" ||
                          (first == "ieee" && list.size() > 1);
  return periodical && list.size() > 2 ? std::optional(words.venue) : std::nullopt;
}

std::optional<Venue> ReadListedVenue(std::string_view text) {
  if (text.size() > kMaxVenueBytes) return std::nullopt;
  VenueWords words;
  for (const std::string_view word : SplitAtSpaces(text))
    words.Add(word);
  const bool listed = words.known > 0 && words.unknown == 0 && words.venue.year != 0;
  return listed ? ReadVenue(text) : std::nullopt;
}

WrittenTitle ReadTitle(std::string_view text) {
  WrittenTitle written;
  std::string_view title = WithoutRunningNumber(Trimmed(text));
  const std::size_t date = FullDateAt(title);
  if (date > 0 && !Trimmed(title.substr(date)).empty() && TakeDate(title.substr(0, date), &written))
    title = Trimmed(title.substr(date));
  while (TakeBracketsBehind(&title, &written)) {
  }
  while (TakeBracketsBefore(&title, &written)) {
  }
  title = WithoutRunningNumber(title);
  TakeVenueBehindComma(&title, &written);
  if (const std::string_view half = HalfOfDoubled(title); !half.empty()) {
    title = half;
    written.doubled = true;
  }
  if (title.ends_with('.') && !title.ends_with("..")) title.remove_suffix(1);
  written.title = title.empty() ? std::string(Trimmed(text)) : std::string(title);
  return written;
}

std::uint32_t ReadYear(std::string_view heading) {
  const std::string_view word = Trimmed(heading);
  return DigitsAt(word) == 4 && (word.size() == 4 || word.substr(4) == "년") ? YearWord(word) : 0;
}

std::uint32_t ReadMonth(std::string_view heading, std::uint32_t year, bool strict) {
  constexpr std::size_t kMaxOtherWords = 2;
  const std::string_view text = Trimmed(heading);
  if (text.size() > kMaxVenueBytes) return 0;
  if (const std::uint32_t month = NumericMonth(text); month != 0) {
    const bool all = text.find_first_not_of("0123456789-./ ") == std::string_view::npos;
    if (all || !strict) return month;
  }
  const MonthWords words = ReadMonthWords(text);
  if (words.month == 0) return 0;
  const std::uint32_t known_year = words.year != 0 ? words.year : year;
  // A word such as "May" alone, beside others, is no month.
  const std::size_t others = strict || words.year == 0 ? 0 : kMaxOtherWords;
  return known_year != 0 && words.others <= others ? known_year * 100 + words.month : 0;
}

std::uint32_t MonthOfDate(std::string_view date) {
  const std::string_view text = Trimmed(date);
  if (text.size() > kMaxVenueBytes) return 0;
  if (const std::uint32_t month = NumericMonth(text); month != 0) return month;
  if (DigitsAt(text) == 8)
    return NumericMonth(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)));
  const MonthWords words = ReadMonthWords(text);
  return words.year != 0 && words.month != 0 ? words.year * 100 + words.month : 0;
}

}  // namespace rsearch::catalogue
