#include "indexer/fetch/response.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return lower;
}

std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "bytes 100-499/500" or ".../*".
std::optional<ContentRange> ParseRange(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!text.starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const std::size_t dash = std::min(text.find('-'), text.size());
  const std::size_t slash = text.find('/');
  const auto first = Number(text.substr(0, dash));
  if (!first || slash == std::string_view::npos) return std::nullopt;
  return ContentRange{*first, Number(text.substr(slash + 1))};
}

// "HTTP/1.1 404 Not Found"
void BeginHead(std::string_view line, ResponseHead* head) {
  *head = {};
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return;
  const auto status = Number(line.substr(space + 1, 3));
  if (status) head->status = static_cast<int>(*status);
}

bool IsHtml(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

// Those a reader is likely to meet, in words.
std::string StatusText(int status) {
  struct Known {
    int status;
    const char* words;
  };
  static constexpr std::array kKnown = {
      Known{401, "a login is asked for"},
      Known{403, "access is refused"},
      Known{404, "not found"},
      Known{410, "no longer there"},
      Known{429, "too many requests"},
      Known{451, "withheld for legal reasons"},
      Known{500, "the server has failed"},
      Known{503, "the server is too busy"},
  };
  const std::string code = "HTTP " + std::to_string(status);
  const auto* known = std::find_if(kKnown.begin(), kKnown.end(),
                                   [&](const Known& k) { return k.status == status; });
  return known == kKnown.end() ? code : std::string(known->words) + " (" + code + ")";
}

bool IsTooLarge(std::optional<std::uint64_t> size, std::uint64_t max_size) {
  return size && *size > max_size;
}

Verdict JudgeWhole(const ResponseHead& head, std::uint64_t max_size) {
  if (IsTooLarge(head.content_length, max_size)) return {Reaction::kFail, TooLargeReason(max_size)};
  return {Reaction::kRestart, ""};
}

Verdict JudgeRest(const ResponseHead& head, std::uint64_t offset, std::string_view validator,
                  std::uint64_t max_size) {
  if (offset == 0) return {Reaction::kFail, "only a piece was sent, though all was asked for"};
  if (!head.content_range || head.content_range->first != offset || ValidatorOf(head) != validator)
    return {Reaction::kAgain, ""};
  if (IsTooLarge(head.content_range->total, max_size))
    return {Reaction::kFail, TooLargeReason(max_size)};
  return {Reaction::kAppend, ""};
}

}  // namespace

void ReadHeadLine(std::string_view line, ResponseHead* head) {
  if (line.starts_with("HTTP/")) return BeginHead(line, head);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = Lower(Trimmed(line.substr(0, colon)));
  const std::string_view value = Trimmed(line.substr(colon + 1));
  if (name == "content-type") {
    head->content_type = Lower(Trimmed(value.substr(0, value.find(';'))));
  } else if (name == "content-length") {
    head->content_length = Number(value);
  } else if (name == "content-range") {
    head->content_range = ParseRange(value);
  } else if (name == "etag") {
    head->etag = value;
  } else if (name == "last-modified") {
    head->last_modified = value;
  }
}

std::string ValidatorOf(const ResponseHead& head) {
  return head.etag.starts_with('"') ? head.etag : head.last_modified;
}

Verdict Judge(const ResponseHead& head, std::uint64_t offset, std::string_view validator,
              std::uint64_t max_size) {
  constexpr int kOk = 200;
  constexpr int kPartialContent = 206;
  constexpr int kRangeNotSatisfiable = 416;
  constexpr int kTooManyRequests = 429;
  constexpr int kUnavailable = 503;
  switch (head.status) {
    case kOk:
    case kPartialContent:
      if (IsHtml(head.content_type)) return {Reaction::kFail, "a web page, not a PDF"};
      return head.status == kOk ? JudgeWhole(head, max_size)
                                : JudgeRest(head, offset, validator, max_size);
    case kTooManyRequests:
    case kUnavailable:
      return {Reaction::kWait, StatusText(head.status)};
    case kRangeNotSatisfiable:
      if (offset > 0) return {Reaction::kAgain, ""};
      break;
    default:
      break;
  }
  return {Reaction::kFail, StatusText(head.status)};
}

bool BeginsLikePdf(std::string_view bytes) {
  return bytes.substr(0, kPdfHeadSize).find("%PDF-") != std::string_view::npos;
}

std::string NoPdfReason(std::string_view bytes) {
  if (bytes.empty()) return "not a PDF: nothing was sent";
  constexpr std::size_t kShown = 24;
  return "not a PDF: it begins with \"" + PlainText(bytes.substr(0, kShown)) + "\"";
}

std::string TooLargeReason(std::uint64_t max_size) {
  return "larger than " + SizeText(max_size) + " (see --max-size)";
}

std::string SizeText(std::uint64_t bytes) {
  constexpr std::uint64_t kKilobyte = 1000;
  if (bytes < kKilobyte) return std::to_string(bytes) + " B";
  if (bytes < kMegabyte) return std::to_string(bytes / kKilobyte) + " kB";
  std::string text = std::to_string(bytes / kMegabyte);
  // One decimal says something below 100 MB, unless it is 0.
  const std::uint64_t tenths = bytes % kMegabyte / (kMegabyte / 10);
  if (bytes < 100 * kMegabyte && tenths > 0) text += "." + std::to_string(tenths);
  return text + " MB";
}

std::optional<std::chrono::milliseconds> RetryWait(int attempt, std::chrono::seconds retry_after,
                                                   const RetryPolicy& policy) {
  if (attempt >= policy.attempts) return std::nullopt;
  if (retry_after > policy.longest) return std::nullopt;
  if (retry_after.count() > 0) return retry_after;
  return std::min(policy.wait * (1 << (attempt - 1)), policy.longest);
}

}  // namespace rsearch
