#include "query/fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <functional>
#include <limits>
#include <utility>

#include "query/arguments.h"
#include "rsearch/edit_distance.h"
#include "rsearch/name_key.h"
#include "rsearch/types.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

using Field = QueryField;

constexpr auto kFields = std::to_array<FieldInfo>({
    {Field::kTitle, "title",
     "the deck's title, or that of the paper the page is about, has these words",
     R"(title:"knowledge distillation")"},
    {Field::kAuthor, "author", "an author of the paper is called so", "attention author:vaswani"},
    {Field::kVenue, "venue", "where the paper was published; NIPS and NeurIPS are one",
     "venue:NIPS year:2017"},
    {Field::kYear, "year", "the paper's year, else the deck's", "distillation year:2019..2021"},
    {Field::kMonth, "month", "the month the deck is from", "month:2022-06"},
    {Field::kDate, "date", "the day, month or year the deck is from", "date:2021..2022-06-15"},
    {Field::kField, "field", "the field of research, or all that begin so",
     R"(field:"computer vision")"},
    {Field::kKind, "kind", "what the deck is: review, paper or trends", "attention kind:paper"},
    {Field::kLang, "lang", "the language of the page: ko, en or mixed", "lang:ko"},
    {Field::kPath, "path", "the path below the indexed folder has this, or is such a glob",
     "path:vision/*.pdf"},
    {Field::kFile, "file", "likewise the file's name alone", "file:gnn -file:v2"},
    {Field::kPage, "page", "the page's number", "distillation page:1..2"},
    {Field::kArxiv, "arxiv", "pages about the paper with this arXiv id, or that name it",
     "arxiv:1706.03762v5"},
    {Field::kDoi, "doi", "likewise by DOI", "doi:10.5555/3295222.3295349"},
    {Field::kIn, "in", "every word stands in the slide's title, a caption or the references",
     "hinton in:refs"},
});

constexpr auto kKinds = std::to_array<std::string_view>({"review", "paper", "trends"});
constexpr auto kLanguages = std::to_array<std::string_view>({"ko", "en", "mixed"});
constexpr auto kPlaces = std::to_array<std::string_view>({"title", "caption", "refs"});

// What is typed for a name and is too far from it to be a slip.
constexpr auto kNamesMeant = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"language", "lang"},
    {"category", "field"},
    {"topic", "field"},
    {"type", "kind"},
    {"conference", "venue"},
    {"journal", "venue"},
    {"folder", "path"},
    {"dir", "path"},
    {"filename", "file"},
    {"section", "in"},
    {"by", "author"},
});

// Likewise for a value.
constexpr auto kValuesMeant = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"kor", "ko"},
    {"korean", "ko"},
    {"한국어", "ko"},
    {"국문", "ko"},
    {"eng", "en"},
    {"english", "en"},
    {"영어", "en"},
    {"영문", "en"},
    {"both", "mixed"},
    {"slides", "review"},
    {"deck", "review"},
    {"article", "paper"},
    {"trend", "trends"},
    {"heading", "title"},
    {"figure", "caption"},
    {"captions", "caption"},
    {"references", "refs"},
    {"bibliography", "refs"},
});

std::string_view Meant(std::string_view typed,
                       std::span<const std::pair<std::string_view, std::string_view>> table) {
  const auto at = std::find_if(table.begin(), table.end(),
                               [&](const auto& pair) { return pair.first == typed; });
  return at == table.end() ? std::string_view() : at->second;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool IsDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool HasUpper(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<std::int32_t> Number(std::string_view digits) {
  std::int32_t value = 0;
  if (!IsDigits(digits)) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// --- ranges

struct Span {
  std::int32_t first = 0, last = 0;
};
using ReadSpan = std::optional<Span> (*)(std::string_view);

std::optional<Span> ReadYear(std::string_view text) {
  const auto year = Number(text);
  if (text.size() != 4 || !year || *year < 1000) return std::nullopt;
  return Span{*year, *year};
}

std::optional<Span> ReadPage(std::string_view text) {
  const auto page = Number(text);
  if (!page || *page < 1) return std::nullopt;
  return Span{*page, *page};
}

// A year, a month or a day, as far as `text` goes: 2022, 2022-06, 2022-06-15. A deck of which only
// the month is known has day 00 (schema::kSlotDate), and is of no day.
std::optional<Span> ReadDate(std::string_view text) {
  const auto year = ReadYear(text.substr(0, 4));
  if (!year) return std::nullopt;
  const std::int32_t y = year->first * 10000;
  if (text.size() == 4) return Span{y, y + 1231};
  if (text[4] != '-') return std::nullopt;
  std::string_view rest = text.substr(5);
  const std::size_t dash = std::min(rest.find('-'), rest.size());
  const auto month = Number(rest.substr(0, dash));
  if (dash > 2 || !month || *month < 1 || *month > 12) return std::nullopt;
  const std::int32_t ym = y + *month * 100;
  if (dash == rest.size()) return Span{ym, ym + 31};
  rest.remove_prefix(dash + 1);
  const auto day = Number(rest);
  if (rest.size() > 2 || !day || *day < 1) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year->first),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return Span{ym + *day, ym + *day};
}

std::optional<Span> ReadMonth(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.find('-', dash + 1) != std::string_view::npos)
    return std::nullopt;
  return ReadDate(text);
}

struct RangeField {
  ReadSpan read = nullptr;
  std::string_view wants;
};

RangeField RangeOf(Field field) {
  switch (field) {
    case Field::kYear:
      return {ReadYear, "want a year or years: 2019, 2019..2022, 2019.. or ..2019"};
    case Field::kMonth:
      return {ReadMonth, "want a month or months: 2022-06, 2022-01..2022-06, 2022-06.."};
    case Field::kDate:
      return {ReadDate, "want a date or dates: 2022-06-15, 2022-06, 2022, 2022-06-15..2022-07"};
    default:
      return {ReadPage, "want a page or pages from 1: 3, 3..5, 3.. or ..5"};
  }
}

std::optional<Span> ReadRange(ReadSpan read, std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return read(text);
  const std::string_view from = text.substr(0, dots);
  std::string_view to = text.substr(dots + 2);
  if (to.starts_with('.')) to.remove_prefix(1);  // "2019…2022"
  if (from.empty() && to.empty()) return std::nullopt;
  Span span{1, std::numeric_limits<std::int32_t>::max()};
  if (!from.empty()) {
    const auto begin = read(from);
    if (!begin) return std::nullopt;
    span.first = begin->first;
  }
  if (!to.empty()) {
    const auto end = read(to);
    if (!end) return std::nullopt;
    span.last = end->last;
  }
  if (span.first > span.last) return std::nullopt;
  return span;
}

// "202206", "20220615" and "220615" with their dashes.
std::string WithDashes(std::string_view digits) {
  std::string text(digits);
  if (!IsDigits(digits)) return text;
  if (text.size() == 6 && !text.starts_with("19") && !text.starts_with("20")) text.insert(0, "20");
  if (text.size() == 8) text.insert(6, "-");
  if (text.size() > 5) text.insert(4, "-");
  return text;
}

// What may have been meant, whether it is right or not.
std::vector<std::string> Repairs(Field field, std::string_view value) {
  std::vector<std::string> repairs;
  const std::string text(value);
  if (const std::size_t dots = text.find(".."); dots != std::string::npos) {
    const std::string from = text.substr(0, dots);
    const std::string to = text.substr(dots + 2);
    repairs.push_back(to + ".." + from);
    repairs.push_back(WithDashes(from) + ".." + WithDashes(to));
  } else if (const std::size_t dash = text.find_first_of("-~:,"); dash != std::string::npos) {
    repairs.push_back(text.substr(0, dash) + ".." + text.substr(dash + 1));
  }
  std::string dashes = text;
  std::replace_if(
      dashes.begin(), dashes.end(), [](char c) { return c == '.' || c == '/'; }, '-');
  repairs.push_back(dashes);
  repairs.push_back(WithDashes(value));
  if (field == Field::kYear && text.size() > 4 && !IsDigits(text.substr(4, 1)))
    repairs.push_back(text.substr(0, 4));
  if (field == Field::kYear && text.size() == 2) repairs.push_back("20" + text);
  if (field == Field::kMonth && ReadYear(value)) repairs.push_back(text + "-01.." + text + "-12");
  if (field == Field::kMonth) repairs.push_back(text.substr(0, text.rfind('-')));
  return repairs;
}

Error BadValue(std::string_view wants, Field field, std::string_view meant) {
  std::string message(wants);
  if (!meant.empty()) message += "; did you mean " + FieldText(field, meant) + "?";
  return Error{ErrorCode::kUsage, std::move(message)};
}

Result<FieldValue> CheckRange(Field field, std::string_view value) {
  const RangeField range = RangeOf(field);
  if (const auto span = ReadRange(range.read, value))
    return FieldValue{std::string(value), span->first, span->last, 0};
  for (const std::string& repair : Repairs(field, value))
    if (ReadRange(range.read, repair)) return BadValue(range.wants, field, repair);
  return BadValue(range.wants, field, "");
}

// --- one of a few

std::string Listed(std::span<const std::string_view> values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += i + 1 == values.size() ? " and " : ", ";
    text += values[i];
  }
  return text;
}

std::string NearestValue(std::string_view value, std::span<const std::string_view> values) {
  const std::string_view meant = Meant(value, kValuesMeant);
  if (std::find(values.begin(), values.end(), meant) != values.end()) return std::string(meant);
  return Nearest(value, {values.begin(), values.end()});
}

Result<FieldValue> CheckListed(Field field, std::string_view value, std::string_view plural) {
  const std::string lower = Lower(value);
  const auto values = ValuesOf(field);
  if (std::find(values.begin(), values.end(), lower) != values.end())
    return FieldValue{lower, 0, 0, 0};
  return BadValue(std::string(plural) + " are " + Listed(values), field,
                  NearestValue(lower, values));
}

// --- identifiers

std::string WithoutVersion(std::string_view id) {
  const std::size_t v = id.rfind('v');
  const bool version = v != std::string_view::npos && v > 0 && IsDigits(id.substr(v + 1));
  return std::string(id.substr(0, version ? v : id.size()));
}

// "1904.05068", or as before 2007 "cs/0112017", "math.AG/0601001".
bool IsArxivId(std::string_view id) {
  if (const std::size_t slash = id.find('/'); slash != std::string_view::npos) {
    const std::string_view archive = id.substr(0, slash);
    return id.size() == slash + 8 && IsDigits(id.substr(slash + 1)) && archive.size() > 1 &&
           archive.find_first_not_of("abcdefghijklmnopqrstuvwxyz-.") == std::string_view::npos;
  }
  return (id.size() == 9 || id.size() == 10) && id[4] == '.' && IsDigits(id.substr(0, 4)) &&
         IsDigits(id.substr(5));
}

Result<FieldValue> CheckArxiv(std::string_view value) {
  std::string id = WithoutVersion(Lower(value));
  if (IsArxivId(id)) return FieldValue{std::move(id), 0, 0, 0};
  constexpr std::string_view kWants = "want an arXiv id: 1904.05068, 1904.05068v2 or cs/0112017";
  id = WithoutVersion(id.substr(id.rfind('/') + 1));  // of a link
  if (id.ends_with(".pdf")) id = WithoutVersion(id.substr(0, id.size() - 4));
  return BadValue(kWants, Field::kArxiv, IsArxivId(id) ? id : "");
}

bool IsDoi(std::string_view doi) {
  const std::size_t slash = doi.find('/');
  return doi.starts_with("10.") && slash != std::string_view::npos && slash > 5 &&
         slash + 1 < doi.size();
}

Result<FieldValue> CheckDoi(std::string_view value) {
  const std::string doi = Lower(value);
  if (IsDoi(doi)) return FieldValue{doi, 0, 0, 0};
  const std::string meant = doi.substr(std::min(doi.find("10."), doi.size()));
  return BadValue("want a DOI: 10.1109/5.771073", Field::kDoi, IsDoi(meant) ? meant : "");
}

// --- names and text

Result<FieldValue> CheckWords(std::string_view value) {
  if (value.find('*') != std::string_view::npos)
    return BadValue("wants whole words, no asterisk", Field::kTitle, "");
  if (NameKey(value).empty()) return BadValue("has no letter or digit", Field::kTitle, "");
  return FieldValue{std::string(value), 0, 0, 0};
}

}  // namespace

std::span<const FieldInfo> QueryFields() {
  return kFields;
}

std::string_view Name(QueryField field) {
  return kFields[static_cast<std::size_t>(field)].name;
}

std::optional<QueryField> FieldNamed(std::string_view name) {
  const std::string lower = Lower(name);
  for (const FieldInfo& info : kFields)
    if (info.name == lower) return info.field;
  return std::nullopt;
}

// Names are short, and so is much that stands before a colon in a title ("GAN:…"): what has
// capitals must be nearer.
std::string NearestFieldName(std::string_view name) {
  const std::string lower = Lower(name);
  std::vector<std::string> names;
  names.reserve(kFields.size());
  for (const FieldInfo& info : kFields)
    names.emplace_back(info.name);
  if (!HasUpper(name)) {
    const std::string_view meant = Meant(lower, kNamesMeant);
    return meant.empty() ? Nearest(lower, names) : std::string(meant);
  }
  const std::size_t slips = name.size() < 4 ? 0 : name.size() < 6 ? 1 : 2;
  for (const std::string& known : names)
    if (EditDistance(DecodeUtf8(lower), DecodeUtf8(known)) <= slips) return known;
  return {};
}

std::span<const std::string_view> ValuesOf(QueryField field) {
  switch (field) {
    case Field::kKind:
      return kKinds;
    case Field::kLang:
      return kLanguages;
    case Field::kIn:
      return kPlaces;
    default:
      return {};
  }
}

bool IsRange(QueryField field) {
  return field == Field::kYear || field == Field::kMonth || field == Field::kDate ||
         field == Field::kPage;
}

Result<FieldValue> CheckFieldValue(QueryField field, std::string_view value) {
  if (value.find_first_not_of(' ') == std::string_view::npos)
    return BadValue("has no value", field, "");
  if (IsRange(field)) return CheckRange(field, value);
  switch (field) {
    case Field::kKind:
      return CheckListed(field, value, "kinds");
    case Field::kLang:
      return CheckListed(field, value, "languages");
    case Field::kIn:
      return CheckListed(field, value, "places");
    case Field::kArxiv:
      return CheckArxiv(value);
    case Field::kDoi:
      return CheckDoi(value);
    case Field::kPath:
    case Field::kFile:
      return FieldValue{std::string(value), 0, 0, 0};
    default:
      return CheckWords(value);
  }
}

std::string FieldText(QueryField field, std::string_view value) {
  std::string text(Name(field));
  const bool quoted = value.find_first_of(" ()") != std::string_view::npos;
  return text.append(quoted ? ":\"" : ":").append(value).append(quoted ? "\"" : "");
}

std::string ShortForm(std::string_view typed) {
  constexpr std::size_t kMost = 60;  // code points
  std::size_t end = 0;
  for (std::size_t i = 0; i < kMost && end < typed.size(); ++i)
    NextCodePoint(typed, &end);
  return std::string(typed.substr(0, end)) + (end < typed.size() ? "…" : "");
}

}  // namespace rsearch
