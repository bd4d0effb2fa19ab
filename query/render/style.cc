#include "query/render/style.h"

#include "rsearch/printable.h"

namespace rsearch {
namespace {

bool IsBelow(const std::string& path, const std::string& folder) {
  return folder.size() > 1 && path.size() > folder.size() + 1 && path.starts_with(folder) &&
         path[folder.size()] == '/';
}

}  // namespace

std::string Colored(const TextStyle& style, std::string_view code, std::string_view text) {
  if (!style.color) return std::string(text);
  return std::string(code).append(text).append(kReset);
}

std::string Linked(const TextStyle& style, std::string_view uri, std::string_view text) {
  if (!style.links || uri.empty()) return std::string(text);
  return std::string("\033]8;;").append(uri).append("\033\\").append(text).append("\033]8;;\033\\");
}

std::string ShowPath(const std::string& path, const TextStyle& style) {
  if (IsBelow(path, style.folder)) {
    const std::string below = path.substr(style.folder.size() + 1);
    // A name that looks like an option or a home must not become one when pasted.
    const bool misread = below.front() == '-' || below.front() == '~';
    return ShellWord(misread ? "./" + below : below);
  }
  if (IsBelow(path, style.home)) return "~/" + ShellWord(path.substr(style.home.size() + 1));
  return ShellWord(path);
}

}  // namespace rsearch
