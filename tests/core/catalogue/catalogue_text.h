// Entries as text, so that tests can compare them.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "rsearch/catalogue.h"

namespace rsearch {

// "line: section / section / | month | title | venue | year | original | review", without what is
// empty at the end.
inline std::string Text(const CatalogueEntry& entry) {
  std::ostringstream out;
  out << entry.line << ": ";
  for (const std::string& section : entry.section)
    out << section << " / ";
  out << "| " << entry.month << " | " << entry.title << " | " << entry.venue << " | " << entry.year
      << " | " << entry.original_link << " | " << entry.review_link;
  for (const std::string& oddity : entry.oddities)
    out << " | " << oddity;
  return out.str();
}

inline std::vector<std::string> Texts(const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string> texts;
  texts.reserve(entries.size());
  for (const CatalogueEntry& entry : entries)
    texts.push_back(Text(entry));
  return texts;
}

}  // namespace rsearch
