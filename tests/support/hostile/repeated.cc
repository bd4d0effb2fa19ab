#include "tests/support/hostile/repeated.h"

#include <algorithm>

namespace rsearch::testing {
namespace {

constexpr std::uint64_t kMatch = 258;  // bytes that one code of deflate copies at most
constexpr std::uint64_t kGroup = 8;    // matches, which fill whole bytes
constexpr std::size_t kStoredBlock = 65535;

// Numbers as deflate packs them: from each byte's lowest bit on.
class BitWriter {
 public:
  void Number(std::uint32_t value, int bits) {
    for (int i = 0; i < bits; ++i)
      Bit((value >> i & 1U) != 0);
  }
  // Huffman codes stand the other way round.
  void Code(std::uint32_t code, int bits) {
    for (int i = bits - 1; i >= 0; --i)
      Bit((code >> i & 1U) != 0);
  }
  void Align() { used_ = 8; }
  void Bytes(const std::string& bytes) {
    Align();
    bytes_ += bytes;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  void Bit(bool set) {
    if (used_ == 8) {
      bytes_ += '\0';
      used_ = 0;
    }
    if (set)
      bytes_.back() = static_cast<char>(static_cast<unsigned char>(bytes_.back()) | 1U << used_);
    ++used_;
  }

  std::string bytes_;
  int used_ = 8;  // bits of the last byte
};

// Blocks of bytes as they are. The last one of a stream is `final`, and there even when empty.
void Store(const std::string& bytes, bool final, BitWriter* out) {
  std::size_t at = 0;
  do {
    const std::size_t size = std::min(kStoredBlock, bytes.size() - at);
    const bool last = at + size == bytes.size();
    out->Number(final && last ? 1 : 0, 1);
    out->Number(0, 2);
    out->Align();
    out->Number(static_cast<std::uint32_t>(size), 16);
    out->Number(static_cast<std::uint32_t>(~size & 0xFFFFU), 16);
    out->Bytes(bytes.substr(at, size));
    at += size;
  } while (at < bytes.size());
}

// "258 bytes, from `distance` bytes before", kGroup times.
void CopyGroup(std::uint32_t distance, BitWriter* out) {
  std::uint32_t code = 0;
  std::uint32_t base = 1;
  int extra = 0;
  while (base + (1U << extra) <= distance) {
    base += 1U << extra;
    ++code;
    extra = code < 2 ? 0 : static_cast<int>(code / 2) - 1;
  }
  for (std::uint64_t i = 0; i < kGroup; ++i) {
    out->Code(0b11000101, 8);  // length 258
    out->Code(code, 5);
    out->Number(distance - base, extra);
  }
}

// `count` bytes of the unit's endless repetition, from `at` on.
std::string Piece(const std::string& unit, std::uint64_t at, std::uint64_t count) {
  std::string piece;
  for (std::uint64_t i = 0; i < count; ++i)
    piece += unit[(at + i) % unit.size()];
  return piece;
}

}  // namespace

std::string WriteOut(const Repeated& bytes) {
  std::string all = bytes.before;
  all.reserve(all.size() + bytes.unit.size() * bytes.times + bytes.after.size());
  for (std::uint64_t i = 0; i < bytes.times; ++i)
    all += bytes.unit;
  return all + bytes.after;
}

// Stored: what comes before, and the unit once. Then one block of groups of copies, whose bytes are
// the same from group to group but for the three bits of the block's header that shift them all.
// The rest, less than a group and what comes after, is stored again.
Repeated Deflate(const Repeated& bytes) {
  const std::uint64_t copied = bytes.unit.size() * (bytes.times - 1);
  const std::uint64_t groups = copied / (kMatch * kGroup);
  const std::uint64_t left = copied % (kMatch * kGroup);
  const std::string rest = Piece(bytes.unit, groups * kMatch * kGroup, left) + bytes.after;
  const std::string checksum(4, '\0');
  BitWriter head;
  head.Bytes("\x78\x9C");
  Store(bytes.before, false, &head);
  Store(bytes.unit, false, &head);
  if (groups < 2) {
    Store(Piece(bytes.unit, 0, copied) + bytes.after, true, &head);
    return {head.bytes() + checksum, std::string(1, '\0'), 1, ""};
  }

  const auto distance = static_cast<std::uint32_t>(bytes.unit.size());
  BitWriter copies;
  copies.Number(0, 1);
  copies.Number(1, 2);  // the fixed codes
  CopyGroup(distance, &copies);
  CopyGroup(distance, &copies);
  const std::size_t period = (copies.bytes().size() - 1) / 2;
  const std::string unit = copies.bytes().substr(1, period);

  BitWriter tail;
  tail.Bytes(unit.substr(0, period - 1));
  tail.Number(static_cast<unsigned char>(unit.back()), 3);  // the last bits of the last group
  tail.Code(0, 7);                                          // end of block
  Store(rest, true, &tail);
  return {head.bytes() + copies.bytes().substr(0, 1), unit, groups - 1, tail.bytes() + checksum};
}

}  // namespace rsearch::testing
