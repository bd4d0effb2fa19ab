// The catalogues of an index: the Markdown files below its roots, read again when they change.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/fact_sources.h"
#include "rsearch/catalogue.h"
#include "rsearch/document.h"
#include "rsearch/result.h"

namespace rsearch {

// A longer Markdown file is no catalogue. Bytes.
inline constexpr std::int64_t kMaxCatalogueSize = std::int64_t{16} << 20;

struct CatalogueRefresh {
  // Of all roots, ascending by path. Files without entries are among them, so that they are not
  // read again.
  std::vector<Catalogue> catalogues;
  bool changed = false;       // they are not what was stored
  std::vector<Error> errors;  // files that could not be read; what was known of them is kept
};

// `stored` are the index's, `scanned` the Markdown files found now. A stored one that was not found
// stays where `unknown(path)` says that nobody has looked. `again`: read those too that have not
// changed.
CatalogueRefresh RefreshCatalogues(const std::vector<Catalogue>& stored,
                                   const std::vector<FileEntry>& scanned,
                                   const std::function<bool(std::string_view)>& unknown,
                                   bool again);

// Those of an index that have entries, with the files it knows. The errors of IndexReader::Open().
Result<std::vector<KnownCatalogue>> ReadCatalogues(const std::filesystem::path& index);

}  // namespace rsearch
