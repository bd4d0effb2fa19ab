// Bytes that repeat, held without writing them out, and their deflation: how a small file unpacks
// to gigabytes. What deflating repeated bytes gives is itself repeated bytes, so bombs can be
// packed into bombs.
#pragma once

#include <cstdint>
#include <string>

namespace rsearch::testing {

struct Repeated {
  std::string before;
  std::string unit;  // 1 to 32,768 bytes
  std::uint64_t times = 1;
  std::string after;
};

// All of it.
std::string WriteOut(const Repeated& bytes);

// As a zlib stream, 1/80 to 1/159 of the size, with a wrong checksum at its end (PDF readers do not
// look).
Repeated Deflate(const Repeated& bytes);

}  // namespace rsearch::testing
