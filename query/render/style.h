// How text for people is dressed: colours, links, paths.
#pragma once

#include <string>
#include <string_view>

namespace rsearch {

struct TextStyle {
  bool color = false;  // ANSI bold and colours
  bool links = false;  // OSC 8 hyperlinks to the file at its page
  unsigned width = 0;  // columns to wrap at; 0: never
  std::string host;    // this machine, for links
  // Paths below `folder` (the current one) are shown relative to it, others below `home` with ~.
  // Either may be empty.
  std::string folder, home;
};

// Colours as grep and ripgrep have them, so that they mean the same here.
inline constexpr std::string_view kBold = "\033[1m";
inline constexpr std::string_view kPath = "\033[35m";
inline constexpr std::string_view kPage = "\033[32m";
inline constexpr std::string_view kMatch = "\033[1;31m";
inline constexpr std::string_view kWarning = "\033[33m";
inline constexpr std::string_view kDim = "\033[2m";
inline constexpr std::string_view kReset = "\033[0m";

// `text` in the colour `code`, where the style has colours.
std::string Colored(const TextStyle& style, std::string_view code, std::string_view text);

// `text` as a link to `uri` (printable ASCII), where the style has links and `uri` is not empty.
std::string Linked(const TextStyle& style, std::string_view uri, std::string_view text);

// `path` as a shell word, as short as the style's folders allow.
std::string ShowPath(const std::string& path, const TextStyle& style);

}  // namespace rsearch
