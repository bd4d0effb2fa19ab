// The fields of a query, name:value: their names, what they filter by and which values they take.
// docs/query-syntax.md shows each; a test holds it against the table here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

enum class QueryField : std::uint8_t {
  kTitle,
  kAuthor,
  kVenue,
  kYear,
  kMonth,
  kDate,
  kField,
  kKind,
  kLang,
  kPath,
  kFile,
  kPage,
  kArxiv,
  kDoi,
  kIn,  // no filter: says where the words beside it are looked for
};

struct FieldInfo {
  QueryField field = QueryField::kTitle;
  std::string_view name;
  std::string_view about;    // one line
  std::string_view example;  // a query
};

// In the order of the enumeration.
std::span<const FieldInfo> QueryFields();

std::string_view Name(QueryField field);

// Case does not matter.
std::optional<QueryField> FieldNamed(std::string_view name);

// A name of `QueryFields()` that `name` may be a slip of; empty where none is near.
std::string NearestFieldName(std::string_view name);

// Of a field with few values, all of them; else none.
std::span<const std::string_view> ValuesOf(QueryField field);

struct FieldValue {
  // As it is looked for: one of ValuesOf(), "1904.05068" and "10.1109/5.771073" as in PaperIds; of
  // other fields as typed.
  std::string text;
  // year, month, date and page: both included, as schema::kSlotYear, kSlotDate or kSlotPage holds
  // them; the smallest and largest there may be where an end was left open.
  std::int32_t first = 0, last = 0;
  std::size_t column = 0;  // of the field in the query: 1-based, code points
};

// True for year, month, date and page.
bool IsRange(QueryField field);

// `value` is what stands behind the colon, without its quotes. The error's message names neither
// the field nor the place: "kinds are review, paper and trends; did you mean kind:review?".
Result<FieldValue> CheckFieldValue(QueryField field, std::string_view value);

// As it would be typed: year:2019..2022, field:"computer vision".
std::string FieldText(QueryField field, std::string_view value);

// `typed` in a message: of a long one the beginning.
std::string ShortForm(std::string_view typed);

}  // namespace rsearch
