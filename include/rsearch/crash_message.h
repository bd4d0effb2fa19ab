// A crash while a damaged index is read becomes a message and an exit status.
#pragma once

#include <string>

namespace rsearch {

// From now on a signal that would end this process for a crash (SIGSEGV, SIGBUS, SIGABRT, SIGFPE,
// SIGILL) prints "PROGRAM: crashed (SIGSEGV) while MESSAGE\n" on stderr and ends it with `status`;
// so does, as "stopped", the use of `cpu_seconds` of processor time, if not 0. Handlers that are
// there already stay (a sanitizer's). Nothing else of the process changes; programs that it starts
// are not concerned. A later call replaces the message.
void ExplainCrashes(const std::string& program, const std::string& message, int status,
                    unsigned cpu_seconds);

// What `message` says of reading an index: "reading the index FOLDER: it may be damaged; see: …".
std::string ReadingIndexMessage(const std::string& folder);

}  // namespace rsearch
