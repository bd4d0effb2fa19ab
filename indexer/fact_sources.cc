#include "indexer/fact_sources.h"

#include <cstddef>
#include <utility>

#include "indexer/paths.h"
#include "indexer/roots.h"
#include "rsearch/analyzer.h"

namespace rsearch {

std::vector<KnownCatalogue> MatchCatalogues(const std::vector<Root>& roots,
                                            std::vector<Catalogue> catalogues,
                                            const std::vector<std::string>& files) {
  std::unordered_map<std::string, std::vector<std::string>> below;  // files by root
  for (const std::string& file : files)
    if (const Root* root = RootOf(file, roots); root != nullptr) below[root->path].push_back(file);
  std::vector<KnownCatalogue> matched;
  for (Catalogue& catalogue : catalogues) {
    const Root* root = RootOf(catalogue.path, roots);
    if (root == nullptr || catalogue.entries.empty()) continue;
    KnownCatalogue& out = matched.emplace_back();
    out.root = root->path;
    out.files = below[root->path];
    out.match = MatchCatalogue(catalogue, root->path, out.files);
    out.catalogue = std::move(catalogue);
  }
  return matched;
}

FactSources::FactSources(std::vector<Root> roots, const std::vector<KnownCatalogue>& catalogues,
                         RulesOf rules_of)
    : roots_(std::move(roots)), rules_of_(std::move(rules_of)) {
  for (const KnownCatalogue& matched : catalogues) {
    for (std::size_t i = 0; i < matched.catalogue.entries.size(); ++i) {
      const CatalogueEntry& entry = matched.catalogue.entries[i];
      if (const auto file = matched.match.review[i])
        entries_[matched.files[*file]].reviews.push_back(entry);
      if (const auto file = matched.match.original[i])
        entries_[matched.files[*file]].originals.push_back(entry);
    }
  }
}

SaidOfFile FactSources::Of(const std::string& path) const {
  SaidOfFile said;
  const std::string_view name = BaseName(path);
  said.stem = NormalizeNfc(name.substr(0, name.rfind('.')));
  const Root* root = RootOf(path, roots_);
  said.names = root == nullptr ? ReadName(BaseName(path), rules_of_({}))
                               : ReadName(PathBelow(path, root->path), rules_of_(root->path));
  if (const auto found = entries_.find(path); found != entries_.end()) {
    said.reviews = found->second.reviews;
    said.originals = found->second.originals;
  }
  return said;
}

}  // namespace rsearch
