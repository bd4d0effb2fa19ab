// Links that a catalogue gives. Whoever wrote it may have written anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rsearch {

// `url` as a link: http or https with a host, whatever is not printable ASCII, '"', '<', '>' or '\'
// percent-encoded. Empty for anything else ("javascript:…", a path, "()").
std::string WebLink(std::string_view url);

// `url` at a page of the PDF it leads to: its fragment, where it has one, is replaced by #page=N.
// Empty stays empty.
std::string LinkToPage(std::string_view url, std::uint32_t page);

// The host of a WebLink(), which a person may trust or not: "github.com". Without a user's name, a
// port and "www.".
std::string HostOf(std::string_view link);

}  // namespace rsearch
