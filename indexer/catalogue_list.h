// What `rindex catalogue` says: the papers a sources's catalogues know, and what is odd in them.
#pragma once

#include <string>
#include <vector>

#include "indexer/fact_sources.h"

namespace rsearch {

// For people: the entries under their sections, each with what of it is indexed ("review",
// "paper").
std::string CatalogueText(const std::vector<KnownCatalogue>& catalogues);

// "PATH:LINE: title: what is odd", a line each.
std::string CatalogueProblems(const std::vector<KnownCatalogue>& catalogues);

// On one line: {"schema":1,"catalogues":[…]}, described in docs/json.md.
std::string CatalogueJson(const std::vector<KnownCatalogue>& catalogues);

}  // namespace rsearch
