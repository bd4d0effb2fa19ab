#include "query/complete.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "query/fields.h"
#include "query/index_values.h"
#include "rsearch/name_key.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

// The last word, taken apart: -(field:"Comp
struct Partial {
  std::string_view before;  // signs and parentheses
  std::string_view name;    // up to the colon, or all of it
  bool has_colon = false;
  std::string_view value;  // behind the colon and its quote
};

Partial LastWord(std::string_view query) {
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (query[i] == '"') quoted = !quoted;
    if (query[i] == ' ' && !quoted) begin = i + 1;
  }
  std::string_view word = query.substr(begin);
  Partial partial;
  partial.before = word.substr(0, std::min(word.find_first_not_of("+-("), word.size()));
  word.remove_prefix(partial.before.size());
  const std::size_t colon = word.find(':');
  partial.name = word.substr(0, colon);
  partial.has_colon = colon != std::string_view::npos;
  if (partial.has_colon) partial.value = word.substr(colon + 1);
  if (partial.value.starts_with('"')) partial.value.remove_prefix(1);
  return partial;
}

std::string TwoDigits(std::int32_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::vector<std::string> Years(const Xapian::Database& database) {
  std::vector<std::string> years;
  for (const std::int32_t year : NumbersInSlot(database, schema::kSlotYear))
    years.push_back(std::to_string(year));
  return years;
}

// Months, or days as well, of the dates that tell them.
std::vector<std::string> Dates(const Xapian::Database& database, bool days) {
  std::set<std::string> dates;
  for (const std::int32_t date : NumbersInSlot(database, schema::kSlotDate)) {
    const std::int32_t month = date / 100 % 100;
    if (month == 0) continue;
    const std::string text = std::to_string(date / 10000) + "-" + TwoDigits(month);
    dates.insert(text);
    if (days && date % 100 != 0) dates.insert(text + "-" + TwoDigits(date % 100));
  }
  return {dates.begin(), dates.end()};
}

// What pages are about first.
std::vector<std::string> Ids(const Xapian::Database& database, const std::string& scheme,
                             std::string_view begin) {
  std::vector<std::string> ids;
  for (const std::string_view prefix : {schema::kAbout, schema::kMention})
    for (std::string& id :
         TermsFrom(database, std::string(prefix) + scheme, std::string(begin), kMaxCompletions))
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  return ids;
}

std::vector<std::string> Values(QueryField field, std::string_view begin,
                                const Xapian::Database& database) {
  switch (field) {
    case QueryField::kYear:
      return Years(database);
    case QueryField::kMonth:
    case QueryField::kDate:
      return Dates(database, field == QueryField::kDate);
    case QueryField::kField:
      return ValuesInSlot(database, schema::kSlotField);
    case QueryField::kVenue:
      return ValuesInSlot(database, schema::kSlotVenue);
    case QueryField::kAuthor:
      return TermsFrom(database, std::string(schema::kAuthor), FoldName(begin), kMaxCompletions);
    case QueryField::kArxiv:
      return Ids(database, "arxiv:", begin);
    case QueryField::kDoi:
      return Ids(database, "doi:", begin);
    default:
      return {};
  }
}

std::vector<std::string> NamesFrom(std::string_view begin) {
  std::vector<std::string> names;
  for (const FieldInfo& info : QueryFields())
    if (info.name.starts_with(FoldName(begin))) names.push_back(std::string(info.name) + ":");
  return names;
}

std::vector<std::string> ValuesFrom(QueryField field, std::string_view begin, IndexReader* index) {
  const auto listed = ValuesOf(field);
  std::vector<std::string> values(listed.begin(), listed.end());
  if (index != nullptr && values.empty()) {
    auto found = index->WithRetry([&]() -> Result<std::vector<std::string>> {
      return Values(field, begin, index->database());
    });
    if (found) values = std::move(*found);
  }
  const std::string folded = FoldName(begin);
  std::erase_if(values, [&](const std::string& value) {
    return value.find('"') != std::string::npos || !FoldName(value).starts_with(folded);
  });
  return values;
}

}  // namespace

std::vector<std::string> CompleteQuery(std::string_view query, IndexReader* index) {
  const Partial partial = LastWord(query);
  std::vector<std::string> words;
  const auto add = [&](const std::string& word) {
    if (words.size() < kMaxCompletions) words.push_back(std::string(partial.before) + word);
  };
  if (!partial.has_colon) {
    for (const std::string& name : NamesFrom(partial.name))
      add(name);
    return words;
  }
  const auto field = FieldNamed(partial.name);
  if (!field) return words;
  // Of a range the end.
  const std::size_t dots = IsRange(*field) ? partial.value.rfind("..") : std::string_view::npos;
  const std::size_t kept = dots == std::string_view::npos ? 0 : dots + 2;
  for (const std::string& value : ValuesFrom(*field, partial.value.substr(kept), index))
    add(FieldText(*field, std::string(partial.value.substr(0, kept)) + value));
  return words;
}

}  // namespace rsearch
