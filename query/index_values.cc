#include "query/index_values.h"

#include <set>
#include <unordered_set>

namespace rsearch {
namespace {

// Unordered, since pages that follow each other have the same value.
std::set<std::string> Different(const Xapian::Database& database, Xapian::valueno slot) {
  std::unordered_set<std::string> values;
  std::string last;
  std::size_t pages = 0;
  const auto end = database.valuestream_end(slot);
  for (auto it = database.valuestream_begin(slot); it != end && pages < kMaxPagesLookedAt; ++it) {
    ++pages;
    std::string value = *it;
    if (value == last) continue;
    last = value;
    values.insert(std::move(value));
  }
  return {values.begin(), values.end()};
}

}  // namespace

std::vector<std::string> ValuesInSlot(const Xapian::Database& database, Xapian::valueno slot) {
  const std::set<std::string> values = Different(database, slot);
  return {values.begin(), values.end()};
}

std::vector<std::int32_t> NumbersInSlot(const Xapian::Database& database, Xapian::valueno slot) {
  std::vector<std::int32_t> numbers;
  for (const std::string& value : Different(database, slot))  // serialised, they sort as numbers
    numbers.push_back(static_cast<std::int32_t>(Xapian::sortable_unserialise(value)));
  return numbers;
}

std::vector<std::string> TermsFrom(const Xapian::Database& database, const std::string& prefix,
                                   const std::string& begin, std::size_t limit) {
  std::vector<std::string> terms;
  const std::string from = prefix + begin;
  const auto end = database.allterms_end(from);
  for (auto it = database.allterms_begin(from); it != end && terms.size() < limit; ++it)
    terms.push_back((*it).substr(prefix.size()));
  return terms;
}

}  // namespace rsearch
