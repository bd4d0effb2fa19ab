// What is known of a collection beside its PDFs: the rules for its names, and its catalogues.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rsearch/catalogue.h"
#include "rsearch/document.h"
#include "rsearch/name_rules.h"

namespace rsearch {

// What is said of one file.
struct SaidOfFile {
  std::string stem;  // of its name: without ".pdf", NFC
  NameFacts names;
  std::vector<CatalogueEntry> reviews;    // entries whose review it is
  std::vector<CatalogueEntry> originals;  // entries whose paper it is
  bool operator==(const SaidOfFile&) const = default;
};

// A catalogue with the files its entries lead to.
struct KnownCatalogue {
  std::string root;  // path of the root it is in
  Catalogue catalogue;
  std::vector<std::string> files;  // what `match` counts
  CatalogueMatch match;
};

// Each of `catalogues` with what it leads to among `files` (any order) below its root. Those below
// no root are left out.
std::vector<KnownCatalogue> MatchCatalogues(const std::vector<Root>& roots,
                                            std::vector<Catalogue> catalogues,
                                            const std::vector<std::string>& files);

class FactSources {
 public:
  // The rules in force for a root; for files below no root it is asked with an empty path. What it
  // gives must stay as long as the object.
  using RulesOf = std::function<const NameRules&(std::string_view root)>;

  FactSources() = default;  // of nothing
  FactSources(std::vector<Root> roots, const std::vector<KnownCatalogue>& catalogues,
              RulesOf rules_of);

  [[nodiscard]] SaidOfFile Of(const std::string& path) const;
  [[nodiscard]] const std::vector<Root>& roots() const { return roots_; }

 private:
  struct Entries {
    std::vector<CatalogueEntry> reviews, originals;
  };
  std::vector<Root> roots_;
  std::unordered_map<std::string, Entries> entries_;  // by path
  RulesOf rules_of_;
};

}  // namespace rsearch
