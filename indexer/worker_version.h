// What the worker program says of itself.
#pragma once

#include <filesystem>
#include <string>

#include "rsearch/extractor.h"

namespace rsearch {

// The first line of `worker --version`, made printable; empty when it gives none.
std::string WorkerVersion(const std::filesystem::path& worker);

// What PDFs are read in on this system.
struct SandboxStatus {
  Sandbox sandbox = Sandbox::kNone;
  std::string missing;  // why it is not all there is; printable; empty when it is
};
// Asks the installed worker program, which tries (it takes some milliseconds). kNone when there is
// no worker, or when it cannot be confined and would read no PDF.
SandboxStatus AskSandbox();

// "landlock+seccomp", "strict: no Landlock: …; CJK text of some PDFs may be missing", "none: …; …".
std::string Describe(const SandboxStatus& status);

}  // namespace rsearch
