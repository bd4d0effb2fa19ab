// Paths as bytes: absolute, '/' between names, no trailing slash except for "/" itself.
#pragma once

#include <string>
#include <string_view>

#include "rsearch/result.h"

namespace rsearch {

// True when `path` is inside `folder`, at any depth; a folder is not below itself.
bool IsBelow(std::string_view path, std::string_view folder);
bool IsSameOrBelow(std::string_view path, std::string_view folder);

// What follows `folder` in `path`, which is below it: "2021/a.pdf".
std::string_view PathBelow(std::string_view path, std::string_view folder);

// The last name of `path`.
std::string_view BaseName(std::string_view path);

// `given` (relative to the working folder) made absolute: symbolic links resolved as far as the
// path exists, "." and ".." removed. A path that does not exist (any more) is made absolute all
// the same.
Result<std::string> AbsolutePath(std::string_view given);

}  // namespace rsearch
