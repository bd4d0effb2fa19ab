// What the client and rsearch-pdf-worker say to each other over a stream socket.
//
//   worker -> client   Ready, once, when it has given up its rights and can take files; it says
//   what
//                      is in force, and the worker ends when that is less than was asked for
//   client -> worker   Request, the PDF's descriptor riding on its first byte (SCM_RIGHTS)
//   worker -> client   Head, then a Page or Missing for each page in ascending order, then End
//
// Pages are sent as soon as they are read, so that a crash on page 57 keeps pages 1 to 56. A worker
// that has met a hostile PDF may say anything: it sends numbers, words and text, never statuses or
// messages, and AnswerReader (answer.h) checks all of them.
//
// A frame is its payload's size (4 bytes, little-endian), its type (1 byte), then the payload in
// the encoding of rsearch/codec.h. Both ends come from the same build; Ready begins with the
// extractor version, so that a worker left over from another installation is refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rsearch/extractor.h"
#include "rsearch/page.h"

namespace rsearch::pdf {

enum class FrameType : std::uint8_t {
  kReady = 1,
  kRequest = 2,
  kHead = 3,
  kPage = 4,
  kMissing = 5,
  kEnd = 6
};
inline constexpr std::uint8_t kLastFrameType = 6;

inline constexpr std::size_t kFrameHeader = 5;
inline constexpr std::size_t kMaxPayload = 16U << 20;
// What fits into a page's payload (a word takes up to 26 bytes beside its text), and a head's.
inline constexpr std::uint32_t kMaxWords = 250'000;
inline constexpr std::uint64_t kMaxText = 8U << 20;
inline constexpr std::uint64_t kMaxLabel = 4U << 10;
inline constexpr std::uint64_t kMaxMetadata = 64U << 10;

struct Ready {
  Sandbox sandbox = Sandbox::kNone;  // in force
  std::string missing;               // what is not, and why; for people
};

// How much is asked of a PDF; each rung of the ladder asks less than the one above.
enum class Rung : std::uint8_t {
  kLayout = 0,    // words with their boxes where they pay (poppler_extract.cc)
  kRaw = 1,       // plain text for every page
  kMetadata = 2,  // no pages
};
inline constexpr std::uint8_t kLastRung = 2;

struct Request {
  Rung rung = Rung::kLayout;
  std::uint32_t first_page = 1;  // earlier ones are not wanted
  std::uint32_t last_page = 0;   // nor later ones
  std::uint32_t words_per_page = 0;
  std::uint64_t text_per_page = 0;
  std::uint64_t text_per_document = 0;  // of the pages that are wanted
};
// All pages. Limits beyond what a frame holds are lowered to it.
Request MakeRequest(const ExtractLimits& limits, Rung rung);

struct Head {
  // Of kMetadata, which gives all that it knows as soon as it knows it, the first of two heads says
  // 0: not counted yet.
  std::uint32_t page_count = 0;
  std::string title, author;
};

struct PageAnswer {
  RawPage page;
  bool cut = false;  // a limit on this page's words or text left something out
};

// Why the worker is done with a file.
enum class Cause : std::uint8_t {
  kDone = 0,         // every page was looked at
  kPageLimit = 1,    // there are pages behind the last that the request asks for
  kTextLimit = 2,    // there is more text than the request asks for
  kEmptyFile = 3,    // no bytes at all
  kNotPdf = 4,       // Poppler finds no document in it
  kNoPages = 5,      // a document without pages
  kLocked = 6,       // a password is needed
  kOutOfMemory = 7,  // an allocation failed
  kException = 8,    // Poppler threw something else
  kNotReadable = 9,  // the descriptor could not be mapped
};
inline constexpr std::uint8_t kLastCause = 9;
// Poppler is not made for exceptions: after one its state is anybody's guess, and the worker ends.
constexpr bool EndsWorker(Cause cause) {
  return cause == Cause::kOutOfMemory || cause == Cause::kException;
}

// Whole frames, header included.
std::string Encode(const Ready& ready);
std::string Encode(const Request& request);
std::string Encode(const Head& head);
std::string Encode(const PageAnswer& answer);
std::string EncodeMissing(std::uint32_t page);
std::string Encode(Cause cause);

// Payloads; nothing when they are not what Encode() makes. Texts are any bytes yet.
std::optional<Ready> DecodeReady(std::string_view payload);  // of this extractor version only
std::optional<Request> DecodeRequest(std::string_view payload);
std::optional<Head> DecodeHead(std::string_view payload);
std::optional<PageAnswer> DecodePage(std::string_view payload);
std::optional<std::uint32_t> DecodeMissing(std::string_view payload);
std::optional<Cause> DecodeEnd(std::string_view payload);

struct Frame {
  FrameType type = FrameType::kEnd;
  std::string payload;
};

struct FrameHeader {
  std::uint32_t size = 0;
  FrameType type = FrameType::kEnd;
};
// Nothing when `bytes` (kFrameHeader of them) name no frame type or a size above kMaxPayload.
std::optional<FrameHeader> DecodeHeader(std::string_view bytes);

// Cuts a stream of bytes into frames.
class FrameSplitter {
 public:
  void Append(std::string_view bytes) { buffer_.append(bytes); }
  // The next whole frame, or nothing yet. Once broken() nothing more comes.
  std::optional<Frame> Next();
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  std::string buffer_;
  std::size_t taken_ = 0;  // bytes of buffer_ already handed out
  bool broken_ = false;
};

}  // namespace rsearch::pdf
