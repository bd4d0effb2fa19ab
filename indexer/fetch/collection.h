// What an index knows that `rindex fetch` needs.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "indexer/fetch/plan.h"
#include "rsearch/catalogue.h"
#include "rsearch/result.h"

namespace rsearch {

struct Collection {
  std::vector<WantedEntry> entries;  // of all catalogues, in their order
  std::vector<std::string> roots;    // absolute
  std::set<std::string> file_names;  // of the indexed files, without their folders
};

// Adds a catalogue's entries, with what of them the index has.
void AddEntries(const Catalogue& catalogue, const CatalogueMatch& match, Collection* collection);

// kNotFound, kCorrupt, ... as IndexReader::Open() and ReadCatalogues().
Result<Collection> ReadCollection(const std::filesystem::path& index);

// The names in `folder`; none where it is not there. kPermission, kIo; kUsage where it is no
// folder.
Result<std::set<std::string>> NamesIn(const std::filesystem::path& folder);

}  // namespace rsearch
