#include <array>

#include "rsearch/extractor.h"

namespace rsearch {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"none", "landlock", "strict", "full"};

}  // namespace

std::string_view Name(Sandbox sandbox) {
  return kNames[static_cast<std::size_t>(sandbox)];
}

std::optional<Sandbox> SandboxFromName(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Sandbox>(i);
  return std::nullopt;
}

}  // namespace rsearch
