// Which files path: and file: mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rsearch/document.h"

namespace rsearch {

// A part of a path or name, or with '*' (any characters, '/' too) or '?' (one) a glob for the whole
// of it. Case and Unicode form do not matter.
class PathPattern {
 public:
  // `value` as typed. `name_only`: of the file's name; else of its path below the root it is in, or
  // of the whole path where `value` begins with '/' or no root is known.
  PathPattern(std::string_view value, bool name_only);

  [[nodiscard]] bool Matches(std::string_view path, const std::vector<Root>& roots) const;

 private:
  std::u32string pattern_;
  bool name_only_ = false;
  bool absolute_ = false;
  bool glob_ = false;
};

}  // namespace rsearch
