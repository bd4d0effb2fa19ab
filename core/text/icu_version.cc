#include <unicode/uversion.h>

#include "rsearch/analyzer.h"

namespace rsearch {

std::string IcuVersion() {
  UVersionInfo version{};
  u_getVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace rsearch
