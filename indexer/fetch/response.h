// What to do with a server's answer. Pure functions.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rsearch {

// "bytes FIRST-LAST/TOTAL"
struct ContentRange {
  std::uint64_t first = 0;
  std::optional<std::uint64_t> total;
  bool operator==(const ContentRange&) const = default;
};

// The part of a response's head that matters here.
struct ResponseHead {
  int status = 0;
  std::string content_type;                     // lower case, without parameters
  std::optional<std::uint64_t> content_length;  // of this body, bytes
  std::optional<ContentRange> content_range;
  std::string etag;  // with its quotes
  std::string last_modified;
};

// Takes in one line of a head, its line end included. A status line begins a new head: of a
// redirect's target, or after "100 Continue". Lines that are no header are left out.
void ReadHeadLine(std::string_view line, ResponseHead* head);

// What "If-Range" may say later so that the rest fits what is here: a strong ETag, else the date;
// empty where the server gives neither.
std::string ValidatorOf(const ResponseHead& head);

enum class Reaction {
  kAppend,   // the body goes on where the part ends
  kRestart,  // the body is the whole file
  kAgain,    // what is here does not fit: ask for the whole file
  kWait,     // ask again later
  kFail,
};

struct Verdict {
  Reaction reaction = Reaction::kFail;
  std::string reason;  // of kWait and kFail
  bool operator==(const Verdict&) const = default;
};

// `offset` bytes of the file are here and the rest was asked for, under the condition `validator`;
// 0: everything was. Files larger than `max_size` bytes are refused as soon as the head says so.
Verdict Judge(const ResponseHead& head, std::uint64_t offset, std::string_view validator,
              std::uint64_t max_size);

// A PDF's first bytes: readers look for "%PDF-" in the first 1,024 (the PDF reference's
// implementation note 13), behind what servers put before it.
inline constexpr std::size_t kPdfHeadSize = 1024;
bool BeginsLikePdf(std::string_view bytes);

// "not a PDF: it begins with \"<!DOCTYPE html>…\"", printable.
std::string NoPdfReason(std::string_view bytes);

// "larger than 200 MB (see --max-size)"
std::string TooLargeReason(std::uint64_t max_size);

// "812 B", "1.2 MB": decimal units.
std::string SizeText(std::uint64_t bytes);

struct RetryPolicy {
  int attempts = 3;                            // requests for one file, the first one included
  std::chrono::milliseconds wait{10'000};      // doubled after each
  std::chrono::milliseconds longest{120'000};  // a server that asks for more is not waited for
};

// How long to wait after the `attempt`th (from 1) answer that says "later"; `retry_after` is what
// the server asked for, 0 where it asked for nothing. Nothing: give up.
std::optional<std::chrono::milliseconds> RetryWait(int attempt, std::chrono::seconds retry_after,
                                                   const RetryPolicy& policy);

}  // namespace rsearch
