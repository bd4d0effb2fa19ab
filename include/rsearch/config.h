// The user's configuration: ~/.config/rsearch/config.toml. docs/config.md describes it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/name_rules.h"
#include "rsearch/result.h"

namespace rsearch {

// What one root does otherwise.
struct RootConfig {
  std::string path;  // absolute, normalised, no trailing slash; bytes
  std::vector<std::string> excludes;
  NameRules rules;  // the common ones with this root's before them
};

// How much what a page is ranked by counts (query/free_text.h, query/word_query.cc). The figures
// are MRR@10 on judged decks and papers.
struct RankingWeights {
  // A word in the slide's title, beside its text: .768 and .782 with .9, .776 and .765 with .4,
  // .772 and .774 with .6.
  double title = 0.6;
  // In the names of the deck: the same within .002 from .3 to .7. Less than that is too little for
  // decks whose pages never name their subject.
  double context = 0.5;
  // All of the query on one page: .787 and .825 with .2, .790 and .798 with .3. It adds .005 on the
  // decks, .002 nDCG@10 on the Korean text sets.
  double coverage = 0.2;
};

struct Config {
  std::filesystem::path file;         // it was read from; empty when there is none
  std::vector<std::string> roots;     // absolute; refreshed beside those the index knows
  std::vector<std::string> excludes;  // of every root
  std::string viewer;                 // as --viewer
  std::vector<std::filesystem::path> terms_files;  // beside the usual one
  NameRules rules;                                 // the user's before the default ones
  RankingWeights weights;
  std::vector<RootConfig> root_overrides;

  // Those in force for `root`.
  [[nodiscard]] const NameRules& RulesOf(std::string_view root) const;
  [[nodiscard]] std::vector<std::string> ExcludesOf(std::string_view root) const;
};

// $RSEARCH_CONFIG, else $XDG_CONFIG_HOME/rsearch/config.toml, else ~/.config/rsearch/config.toml;
// empty when none of the variables is set.
std::filesystem::path ConfigFile();

// The defaults where there is no such file. kUsage, "FILE:LINE: what is wrong", for a mistake, an
// unknown key included (with the nearest known one).
Result<Config> ReadConfig(const std::filesystem::path& file);

}  // namespace rsearch
