// CRC-32C (Castagnoli): finds every error of up to 32 neighbouring bits, and any other but one in
// four thousand million.
#pragma once

#include <cstdint>
#include <string_view>

namespace rsearch {

// Of "123456789": E3069283.
std::uint32_t Crc32c(std::string_view bytes);

namespace internal {
// What Crc32c() does where the processor has no instruction for it.
std::uint32_t Crc32cPortable(std::string_view bytes);
}  // namespace internal

}  // namespace rsearch
