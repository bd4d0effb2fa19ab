// What rsearch-pdf-worker gives up before it reads the first byte of any PDF. Everything that
// narrows the worker belongs in here, and nowhere else.
#pragma once

#include <cstdint>

namespace rsearch::pdf {

// Lowers this process's limits and rights for good: no core files, no writing to files, at most
// `address_space` bytes of memory (not under sanitizers, which reserve terabytes), no new
// privileges, death with the thread that started it. False when the system refuses one of them.
bool ConfineSelf(std::uint64_t address_space);

}  // namespace rsearch::pdf
