// seccomp: which system calls this process may make. See seccomp(2).
#pragma once

#include <string>

namespace rsearch::pdf {

// From now on a system call that is not on the list in syscall_filter.cc kills this process
// (SIGSYS). With `may_open`, files can be opened for reading (which ones is Landlock's work);
// without it, none. For good. Empty, or why that is not possible: "no seccomp: Invalid argument".
std::string FilterSystemCalls(bool may_open);

}  // namespace rsearch::pdf
