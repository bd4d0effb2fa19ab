// Any bytes as an argument of the shell's printf.
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace rsearch::testing {

inline std::string Octal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    std::array<char, 8> code{};
    std::snprintf(code.data(), code.size(), "\\%03o", static_cast<unsigned char>(byte));
    text += code.data();
  }
  return text;
}

}  // namespace rsearch::testing
