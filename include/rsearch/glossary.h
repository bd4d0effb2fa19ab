// Names that mean the same thing, in one or two languages: 지식 증류 = knowledge distillation.
//
// A glossary is a text file (UTF-8), one thing a line. Tabs separate the columns, by custom Korean
// first and English second; inside a column ';' separates names. All names of a line mean the same.
// What follows a '#' at a line's beginning is a comment.
//
//   # activations
//   시그모이드; 시그모이드 함수 <tab> sigmoid
//
// Spaces, hyphens, case, plurals and Korean endings do not matter (GlossKey()).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/result.h"

namespace rsearch {

class Glossary {
 public:
  // The curated list, data/terms.tsv. It is compiled in: having it costs nothing at start-up.
  Glossary() = default;

  // Adds the lines of a user's file. kUsage, "FILE:LINE: what is wrong", for a line that is no
  // entry; the lines before it are added. kNotFound when there is no such file.
  Result<void> AddFile(const std::filesystem::path& file, Analyzer* analyzer);

  // Calls visit(name) for each name of the things that have a name with this key, other than names
  // with the key itself; the user's first, otherwise in the order of the files.
  void ForEachName(std::string_view key,
                   const std::function<void(std::string_view name)>& visit) const;

  [[nodiscard]] bool Knows(std::string_view key) const;

  // $XDG_CONFIG_HOME/rsearch/terms.tsv or ~/.config/rsearch/terms.tsv; empty when neither variable
  // is set.
  static std::filesystem::path UserFile();

 private:
  struct Key {
    std::uint32_t concept_id = 0;  // index into concepts_
    std::uint32_t name = 0;        // index into the concept's names
  };
  std::vector<std::vector<std::string>> concepts_;  // the user's
  std::multimap<std::string, Key, std::less<>> keys_;
};

}  // namespace rsearch
