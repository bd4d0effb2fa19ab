// The small vocabulary that every part shares: content hashes, page numbers, file stamps, statuses.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rsearch {

// Identity of a file's bytes: the first 128 bits of their SHA-256. Pages belong to a ContentHash,
// paths point to it; so a moved or copied file is recognised without being read by Poppler again.
class ContentHash {
 public:
  static constexpr std::size_t kSize = 16;

  constexpr ContentHash() = default;
  explicit ContentHash(const std::array<unsigned char, kSize>& bytes) : bytes_(bytes) {}

  // The raw bytes, as stored in terms and values.
  [[nodiscard]] std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), kSize};
  }
  // Nothing unless `raw` is exactly kSize bytes long.
  static std::optional<ContentHash> FromBytes(std::string_view raw) {
    if (raw.size() != kSize) return std::nullopt;
    ContentHash hash;
    std::memcpy(hash.bytes_.data(), raw.data(), kSize);
    return hash;
  }
  // 32 lower-case hexadecimal digits: the deck id that JSON shows.
  [[nodiscard]] std::string Hex() const;
  static std::optional<ContentHash> FromHex(std::string_view hex);

  auto operator<=>(const ContentHash&) const = default;

 private:
  std::array<unsigned char, kSize> bytes_{};
};

// What stat(2) tells of a file; equal stamps mean "not changed" without reading it.
struct FileStamp {
  std::int64_t size = 0;      // bytes
  std::int64_t mtime_ns = 0;  // nanoseconds since 1970-01-01 UTC
  auto operator<=>(const FileStamp&) const = default;
};

// What became of a file. The numbers are stored in the index: never change or reuse one.
enum class FileStatus : std::uint8_t {
  kOk = 0,          // every page was read
  kNoText = 1,      // every page was read, none holds text (scans, pictures)
  kPartial = 2,     // some pages could not be read; the others are indexed
  kTruncated = 3,   // a limit on pages or text was reached; what came before it is indexed
  kDamaged = 4,     // not a PDF, or one whose pages cannot be found
  kLocked = 5,      // encrypted, and the empty password does not open it
  kTimeout = 6,     // took longer than the CPU or wall limit
  kMemory = 7,      // needed more memory than the limit
  kCrash = 8,       // the PDF library crashed on it
  kUnreadable = 9,  // the file itself could not be opened or read
  kSkipped = 10,    // never opened: a link, a pipe, a device …, or not (wholly) on this disk
};
inline constexpr std::size_t kFileStatusCount = 11;

// "ok", "no_text", "partial", "truncated", "damaged", "locked", "timeout", "memory", "crash",
// "unreadable", "skipped": the names used in `rindex status` and its JSON.
std::string_view Name(FileStatus status);

// True where something of the file is missing from the index that was looked for in vain: every
// status but ok, no_text and skipped.
constexpr bool IsFailure(FileStatus status) {
  return status != FileStatus::kOk && status != FileStatus::kNoText &&
         status != FileStatus::kSkipped;
}

// What a deck is. The numbers are stored in the index: never change or reuse one.
enum class DeckKind : std::uint8_t {
  kReview = 0,  // slides, or a text, about one subject
  kPaper = 1,   // a paper itself
  kTrends = 2,  // a deck about several papers, each some slides long
};
inline constexpr std::size_t kDeckKindCount = 3;

// "review", "paper", "trends".
std::string_view Name(DeckKind kind);

}  // namespace rsearch

template <>
struct std::hash<rsearch::ContentHash> {
  std::size_t operator()(const rsearch::ContentHash& content) const noexcept {
    std::size_t head = 0;  // SHA-256 bits are uniform: any 8 bytes do
    std::memcpy(&head, content.bytes().data(), sizeof head);
    return head;
  }
};
