// What rsearch-pdf-worker gives up before it reads the first byte of any PDF. Everything that
// narrows the worker belongs in here, and nowhere else.
#pragma once

#include <cstdint>
#include <string>

#include "rsearch/extractor.h"

namespace rsearch::pdf {

// Lowers this process's limits and rights for good: no core files, no writing to files, at most
// `address_space` bytes of memory (not under sanitizers, which reserve terabytes), no new
// privileges, death with the thread that started it. False when the system refuses one of them.
bool LimitSelf(std::uint64_t address_space);

// Whether Poppler's data files can be opened after Confine(wanted). What is needed of them must be
// loaded before where they cannot.
bool CanOpenInside(Sandbox wanted);

struct Confinement {
  Sandbox sandbox = Sandbox::kNone;  // what is in force now
  std::string missing;               // what is not, and why; empty when everything asked for is
};

// Closes this process in, for good, and as far as `wanted` says and the system allows. To be called
// when all that is needed later is loaded and open, with one thread, after LimitSelf(). Does
// nothing for kNone.
//
// Landlock, then seccomp. Without Landlock, the system call filter that opens nothing at all; where
// no filter can be put up, sandbox is kNone, whatever is in force by then.
Confinement Confine(Sandbox wanted);

}  // namespace rsearch::pdf
