// A block of 8 KiB takes 1.1 µs by the instruction of x86 processors since 2008 and 5 µs by tables,
// eight bytes at a time.

#include "core/store/crc32c.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace rsearch {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // reflected
constexpr std::size_t kStep = 8;

using Tables = std::array<std::array<std::uint32_t, 256>, kStep>;

// kTables[n][b]: what byte b adds to the sum when n more bytes follow it in the same step.
constexpr Tables MakeTables() {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t sum = byte;
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = sum;
  }
  for (std::size_t n = 1; n < kStep; ++n)
    for (std::size_t byte = 0; byte < 256; ++byte)
      tables[n][byte] = (tables[n - 1][byte] >> 8) ^ tables[0][tables[n - 1][byte] & 0xFF];
  return tables;
}

constexpr Tables kTables = MakeTables();

std::uint32_t Step(std::uint32_t sum, const char* bytes) {
  std::array<unsigned char, kStep> raw{};
  std::memcpy(raw.data(), bytes, kStep);
  for (std::size_t i = 0; i < sizeof sum; ++i)
    raw[i] = static_cast<unsigned char>(raw[i] ^ (sum >> (8 * i)));
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < kStep; ++i)
    next ^= kTables[kStep - 1 - i][raw[i]];
  return next;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t ByInstruction(std::string_view bytes) {
  std::uint64_t sum = 0xFFFFFFFF;
  for (; bytes.size() >= kStep; bytes.remove_prefix(kStep)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), kStep);
    sum = _mm_crc32_u64(sum, word);
  }
  auto rest = static_cast<std::uint32_t>(sum);
  for (const char byte : bytes)
    rest = _mm_crc32_u8(rest, static_cast<unsigned char>(byte));
  return ~rest;
}
#endif

}  // namespace

std::uint32_t internal::Crc32cPortable(std::string_view bytes) {
  std::uint32_t sum = 0xFFFFFFFF;
  for (; bytes.size() >= kStep; bytes.remove_prefix(kStep))
    sum = Step(sum, bytes.data());
  for (const char byte : bytes)
    sum = (sum >> 8) ^ kTables[0][(sum ^ static_cast<unsigned char>(byte)) & 0xFF];
  return ~sum;
}

std::uint32_t Crc32c(std::string_view bytes) {
#if defined(__x86_64__)
  static const bool kHasInstruction = __builtin_cpu_supports("sse4.2") != 0;
  if (kHasInstruction) return ByInstruction(bytes);
#endif
  return internal::Crc32cPortable(bytes);
}

}  // namespace rsearch
