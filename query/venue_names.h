// Names by which one venue goes (data/venues.tsv).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rsearch {

// NameKey()s of what `word`, one word of a venue's name, may be called: itself first. None for a
// word without a letter or digit.
std::vector<std::string> VenueNames(std::string_view word);

}  // namespace rsearch
