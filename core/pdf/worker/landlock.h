// Landlock: what this process may do with files, by path. See landlock(7).
#pragma once

#include <string>

namespace rsearch::pdf {

// Whether the kernel has it, switched on.
bool HasLandlock();

// From now on this process reads the files of Poppler's data folder and no other, writes, makes,
// removes and executes none, and, where the kernel knows how, neither connects nor binds a TCP
// port, nor reaches abstract sockets or processes outside. Open descriptors stay as they are. For
// good, and for every process it starts. Needs no_new_privs.
// Empty, or why that is not possible: "no Landlock: Function not implemented".
std::string RestrictFiles();

}  // namespace rsearch::pdf
