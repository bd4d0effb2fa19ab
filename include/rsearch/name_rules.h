// What names of files and folders tell: rules as data, from data/name_rules.toml and the user's
// config (config.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/result.h"
#include "rsearch/types.h"

namespace rsearch {

// A pattern for a name, tried on the whole of it (without ".pdf"). Between braces:
//   {yyyy} {yy} {mm} {dd}  year (1900..2099; yy is 20yy), month 01..12, day 01..31
//   {n}                    a running number of one to three digits
//   {arxiv}                an arXiv id: 1904.05068, 1904.05068v2
//   {field}                the field; no bracket in it
//   {title}                the title: any text, not empty
//   {*}                    any text, also none
// Everything else stands for itself, in either case; '_' and ' ' are the same.
struct NameRule {
  std::string pattern;           // "{yy}{mm}{dd}_{title}"
  std::string title;             // what the title is, with the same braces; empty: "{title}"
  std::optional<DeckKind> kind;  // what such a file is
};

struct NameRules {
  std::vector<NameRule> files;        // of file names; the first that fits counts
  std::vector<NameRule> folders;      // of folder names, likewise
  std::vector<std::string> no_title;  // names that say nothing: "발표자료"; by NameKey()
  std::vector<std::string> no_field;  // folders that are no field: globs (fnmatch): "season_*"
  std::map<std::string, std::string> fields;  // NameKey() of a folder: how its field is shown
};

// What the names on a path say. Text is NFC.
struct NameFacts {
  std::string title;         // of the file's name; empty when it says nothing
  bool nickname = false;     // the title is one short word ("BERT"): the first page may know more
  std::string folder_title;  // of the folder the file is in, likewise
  std::int32_t date = 0;     // yyyymmdd, 00 for a day or month that is not given; 0 for none
  std::optional<DeckKind> kind;
  std::string field;             // as shown; empty for none
  std::vector<std::string> ids;  // as Paper::ids
  bool operator==(const NameFacts&) const = default;
};

// `path` is relative to its root ("GNN/210303_Graph Neural Network.pdf"); bytes.
NameFacts ReadName(std::string_view path, const NameRules& rules);

// The rules of data/name_rules.toml, which are compiled in.
NameRules DefaultNameRules();

// All of `rules` as text, equal for equal rules only: to tell whether they have changed.
std::string ToText(const NameRules& rules);

}  // namespace rsearch
