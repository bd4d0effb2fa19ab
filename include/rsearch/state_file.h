// Small files in the XDG state directory: what the programs remember between runs and can do
// without.
#pragma once

#include <filesystem>
#include <string_view>

namespace rsearch {

// $XDG_STATE_HOME/rsearch/NAME, else below ~/.local/state; empty when there is no home.
std::filesystem::path StateFile(std::string_view name);

// Replaces `file` whole, for its owner alone, making its folder where it is missing. Nothing
// depends on such a file, so it is not fsynced. False, with `file` as it was, where that fails or
// `file` is empty.
bool ReplaceStateFile(const std::filesystem::path& file, std::string_view bytes);

}  // namespace rsearch
