// Messages for people, as "rindex: …" on stderr, whatever they quote made safe to print.
#pragma once

#include <spdlog/spdlog.h>

#include "rsearch/result.h"

namespace rsearch {

spdlog::logger& Log();

// Says it; the exit status of a command that could not do its work.
int Fail(const Error& error);

}  // namespace rsearch
