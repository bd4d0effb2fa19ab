// What the worker program says of itself.
#pragma once

#include <filesystem>
#include <string>

namespace rsearch {

// The first line of `worker --version`, made printable; empty when it gives none.
std::string WorkerVersion(const std::filesystem::path& worker);

}  // namespace rsearch
