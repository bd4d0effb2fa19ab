// What of a name two spellings of it share.
#pragma once

#include <string>
#include <string_view>

namespace rsearch {

// The letters and digits of `name` in NFKC_Casefold, nothing else: "Computer Vision",
// "computer_vision" and "ComputerVision" have one key. Titles, fields and venues are compared by
// it. Any bytes; invalid UTF-8 is dropped.
std::string NameKey(std::string_view name);

// NFKC_Casefold of `name`, spaces and punctuation included: for comparing parts of paths whatever
// their case. Bytes that are not UTF-8 stay as
// they are.
std::string FoldName(std::string_view name);

}  // namespace rsearch
