// What can be seen of a file that may still be written to.
#pragma once

#include <string>

#include "indexer/watch/settling.h"
#include "rsearch/result.h"

namespace rsearch {

// Opens it and asks the kernel for a read lease, which is given only while nobody has the file open
// for writing and is handed back at once. SIGIO, by which the kernel would call a lease back in
// that instant, must be ignored (std::signal(SIGIO, SIG_IGN)). Errors as of OpenedFile::Open().
Result<FileLook> LookAtFile(const std::string& path);

}  // namespace rsearch
