#include "query/path_match.h"

#include <algorithm>
#include <cstddef>

#include "rsearch/name_key.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

std::u32string Folded(std::string_view text) {
  return DecodeUtf8(FoldName(text));
}

// The innermost root counts.
std::string_view BelowRoot(std::string_view path, const std::vector<Root>& roots) {
  std::size_t cut = 0;
  for (const Root& root : roots) {
    const std::size_t size = root.path == "/" ? 0 : root.path.size();
    if (path.size() > size && path[size] == '/' && path.starts_with(root.path))
      cut = std::max(cut, size + 1);
  }
  return path.substr(cut);
}

// Goes back to the last '*' alone, so that no pattern takes longer than the product of the lengths.
bool GlobMatches(std::u32string_view pattern, std::u32string_view text) {
  std::size_t p = 0;
  std::size_t star = std::u32string_view::npos;
  std::size_t resume = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (p < pattern.size() && pattern[p] == U'*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == U'?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::u32string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of(U'*', p) == std::u32string_view::npos;
}

}  // namespace

PathPattern::PathPattern(std::string_view value, bool name_only)
    : pattern_(Folded(value)),
      name_only_(name_only),
      absolute_(value.starts_with('/')),
      glob_(value.find_first_of("*?") != std::string_view::npos) {}

bool PathPattern::Matches(std::string_view path, const std::vector<Root>& roots) const {
  if (name_only_)
    path = path.substr(path.rfind('/') + 1);
  else if (!absolute_)
    path = BelowRoot(path, roots);
  const std::u32string text = Folded(path);
  return glob_ ? GlobMatches(pattern_, text) : text.find(pattern_) != std::u32string::npos;
}

}  // namespace rsearch
