// Byte encoding shared by stored records and the worker protocol: LEB128 varints, little-endian
// floats, strings with a varint length before them, lists of strings with their number. Reading is
// for untrusted bytes: every read is checked, and the first bad one makes all later ones return
// zero values with ok() false.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rsearch {

class ByteWriter {
 public:
  void Varint(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_.push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    bytes_.push_back(static_cast<char>(value));
  }
  // Zigzag, so that small negative numbers stay short.
  void Signed(std::int64_t value) {
    Varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void Float(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
      bytes_.push_back(static_cast<char>(bits >> shift));
  }
  void String(std::string_view text) {
    Varint(text.size());
    bytes_.append(text);
  }
  void Strings(const std::vector<std::string>& list) {
    Varint(list.size());
    for (const std::string& item : list)
      String(item);
  }
  void Raw(std::string_view bytes) { bytes_.append(bytes); }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  std::string Take() { return std::move(bytes_); }
  void Clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return Fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      if (shift == 63 && byte > 1) return Fail();  // does not fit 64 bits
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    return Fail();
  }
  // A varint that must not exceed `max`.
  std::uint64_t VarintUpTo(std::uint64_t max) {
    const std::uint64_t value = Varint();
    return value <= max ? value : Fail();
  }
  std::uint32_t Uint32() { return static_cast<std::uint32_t>(VarintUpTo(0xFFFFFFFFU)); }
  std::int64_t Signed() {
    const std::uint64_t raw = Varint();
    return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }
  float Float() {
    const std::string_view raw = Raw(4);
    if (raw.size() != 4) return 0;
    std::uint32_t bits = 0;
    for (int i = 3; i >= 0; --i)
      bits = bits << 8 | static_cast<unsigned char>(raw[static_cast<std::size_t>(i)]);
    return std::bit_cast<float>(bits);
  }
  // The views point into the bytes given to the constructor.
  std::string_view String() { return Raw(Varint()); }
  // Every item takes a byte at least, so a count that is a lie ends with the bytes.
  std::vector<std::string> Strings() {
    std::vector<std::string> list;
    for (std::uint64_t n = Varint(); n > 0 && ok_; --n)
      list.emplace_back(String());
    return list;
  }
  std::string_view Raw(std::uint64_t size) {
    if (size > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view result = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return result;
  }

  // Everything not read yet.
  std::string_view Rest() { return Raw(rest_.size()); }

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool AtEnd() const { return ok_ && rest_.empty(); }

 private:
  std::uint64_t Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace rsearch
