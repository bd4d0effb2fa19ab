// The systemd user unit that runs `rindex watch`, data/rindex-watch.service with its blanks filled
// in. Pure functions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

struct WatchUnit {
  std::string program;                 // absolute
  std::vector<std::string> arguments;  // any bytes but NUL
  std::vector<std::pair<std::string, std::string>> environment;
};

// The unit's text. kUsage when systemd takes no program of that name: it refuses quotes,
// backslashes and control characters in it, however they are written.
Result<std::string> UnitText(const WatchUnit& unit);

// One word of an Exec line as systemd.service(5) reads it: quoted where need be, with "%" and "$"
// doubled.
std::string UnitWord(std::string_view word);

}  // namespace rsearch
