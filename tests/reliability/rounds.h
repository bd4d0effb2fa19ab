// How often the tests of this folder try: a few times for CI, and as often as docs/reliability.md
// says where RSEARCH_LONG is set (scripts/reliability).
#pragma once

#include <cstdint>
#include <cstdlib>

namespace rsearch::testing {

inline int Rounds(int short_form, int long_form) {
  return std::getenv("RSEARCH_LONG") != nullptr ? long_form : short_form;
}

// Every run tries other moments; RSEARCH_SEED repeats one.
inline std::uint32_t Seed() {
  const char* text = std::getenv("RSEARCH_SEED");
  return text != nullptr ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : 20240501;
}

}  // namespace rsearch::testing
