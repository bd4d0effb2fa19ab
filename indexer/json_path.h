// Paths in JSON, which holds text only: U+FFFD for bytes that are not UTF-8, and then the bytes
// too.
#pragma once

#include <string>

#include "rsearch/analyzer.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {

// Adds `path` as the member `name`, and where it is not UTF-8 its bytes in base64 as `name`_bytes.
inline void AddPath(const std::string& name, const std::string& path,
                    nlohmann::ordered_json* json) {
  (*json)[name] = path;
  if (!IsValidUtf8(path)) (*json)[name + "_bytes"] = Base64(path);
}

}  // namespace rsearch
