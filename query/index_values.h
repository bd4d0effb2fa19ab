// Which values the pages of an index have.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace rsearch {

// Pages looked at: enough for any collection of a person's; more are told by their first ones.
inline constexpr std::size_t kMaxPagesLookedAt = 1'000'000;

// The different values of a slot (schema.h) as they are, ascending; no empty one.
std::vector<std::string> ValuesInSlot(const Xapian::Database& database, Xapian::valueno slot);

// Likewise those of kSlotYear or kSlotDate.
std::vector<std::int32_t> NumbersInSlot(const Xapian::Database& database, Xapian::valueno slot);

// What stands behind `prefix` in the terms that begin with it and `begin`, ascending, `limit` at
// most.
std::vector<std::string> TermsFrom(const Xapian::Database& database, const std::string& prefix,
                                   const std::string& begin, std::size_t limit);

}  // namespace rsearch
