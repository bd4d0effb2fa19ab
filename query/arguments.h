// Telling options from query words, where words may begin with '-'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

struct OptionNames {
  std::vector<std::string> flags, values;  // long names without dashes; `values` take one
  std::string short_flags, short_values;   // a character each
};

struct Arguments {
  std::vector<std::string> options;  // with their values, in order
  std::vector<std::string> words;
};

// `rsearch distillation -survey -n5`: what begins with one dash is an option only where every
// letter of it is one (or it is a number after a short option that takes a value); "--" ends the
// options. kUsage for an unknown --option, with the nearest one there is.
Result<Arguments> SplitArguments(const std::vector<std::string>& arguments,
                                 const OptionNames& names);

}  // namespace rsearch
