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
//   {n}                    a running number of one to three digits; none in "1.58", unless the
//                          pattern says {n}.{n}
//   {arxiv}                an arXiv id: 1904.05068, 1904.05068v2
//   {field}                the field; no bracket in it
//   {title}                the title: any text, not empty
//   {*}                    any text, also none
// Everything else stands for itself, letters a-z in either case; ' ' stands for '_' too. Texts are
// as short as they may be.
//
// The first rule that fits and finds a title counts. What a rule without `title` has found is tried
// again, so that "{yy}{mm}{dd}_{title}" and "{title}_final" both do their part; blanks, '_', '-',
// '.' around it are taken off. A rule that fits and has neither {title} nor `title` adds what it
// says (kind, date, field, id), and those after it are tried.
struct NameRule {
  std::string pattern;           // "{yy}{mm}{dd}_{title}"
  std::string title;             // what the title is, with the same braces ({yyyy} also for a
                                 // {yy}); empty: "{title}"
  std::optional<DeckKind> kind;  // what such a file is
};

struct NameRules {
  std::vector<NameRule> files;        // of file names
  std::vector<NameRule> folders;      // of folder names
  std::vector<std::string> no_title;  // names that say nothing: "발표자료"; as NameKey()
  std::vector<std::string> no_field;  // folders that are no field: globs (fnmatch) in either case,
                                      // with '_' for ' ': "season_*"
  std::map<std::string, std::string> fields;  // NameKey() of a folder: how its field is shown
};

// What the names on a path say. Text is NFC.
struct NameFacts {
  std::string title;      // of the file's name; empty when it says nothing
  bool nickname = false;  // the first page may know more than this title: it is one word ("BERT",
                          // "GPT2 김유리", "ZSD review"), or a name made for a web address, small
                          // letters without a blank ("slides-boosting-gbm-with-trees-2")
  std::string folder_title;  // of the folder the file is in, where that is the deck's own: a rule
                             // finds a title in it ("09. [NLP] BERT (…)"), it has the file's name,
                             // or the file's name says nothing
  std::int32_t date = 0;  // yyyymmdd, 00 for a day or month that is not given; 0 for none
  std::optional<DeckKind> kind;
  std::string field;  // as shown; empty for none. Of the file's name, else of the innermost folder
                      // that is one: known to `fields`, named by a rule's {field}, or neither the
                      // deck's own nor in `no_field` nor without a word ("2021")
  std::vector<std::string> ids;  // as Paper::ids
  bool operator==(const NameFacts&) const = default;
};

// `path` is relative to its root ("GNN/210303_Graph Neural Network.pdf"); bytes.
NameFacts ReadName(std::string_view path, const NameRules& rules);

// The rules of data/name_rules.toml, which are compiled in.
NameRules DefaultNameRules();

// All of `rules` as bytes, equal for equal rules only: to tell whether they have changed.
std::string Fingerprint(const NameRules& rules);

}  // namespace rsearch
