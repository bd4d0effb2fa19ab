// Links to a page of a file.
#pragma once

#include <string>
#include <string_view>

namespace rsearch {

// file://HOST/… with everything but unreserved characters and '/' percent-encoded, and #page=N
// unless `page` is 0.
std::string FileUri(std::string_view host, std::string_view path, unsigned page);

}  // namespace rsearch
