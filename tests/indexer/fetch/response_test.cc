#include "indexer/fetch/response.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint64_t kMax = 1'000'000;

ResponseHead Head(const std::vector<std::string_view>& lines) {
  ResponseHead head;
  for (const std::string_view line : lines)
    ReadHeadLine(std::string(line) + "\r\n", &head);
  return head;
}

TEST(ReadHeadLine, TakesWhatMatters) {
  const ResponseHead head =
      Head({"HTTP/1.1 206 Partial Content", "content-TYPE:  Application/PDF; charset=x",
            "Content-Length: 400", "Content-Range: bytes 100-499/500", "ETag: \"abc\"",
            "Last-Modified: Wed, 01 May 2024 00:00:00 GMT", "X: y", "no header", ""});
  EXPECT_EQ(head.status, 206);
  EXPECT_EQ(head.content_type, "application/pdf");
  EXPECT_EQ(head.content_length, 400U);
  EXPECT_EQ(head.content_range, (ContentRange{100, 500}));
  EXPECT_EQ(head.etag, "\"abc\"");
  EXPECT_EQ(head.last_modified, "Wed, 01 May 2024 00:00:00 GMT");
}

TEST(ReadHeadLine, AStatusLineForgetsTheHeadBefore) {
  const ResponseHead head =
      Head({"HTTP/1.1 302 Found", "Content-Type: text/html", "ETag: \"a\"", "HTTP/2 200"});
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.content_type, "");
  EXPECT_EQ(head.etag, "");
}

TEST(ReadHeadLine, NonsenseIsLeftOut) {
  const ResponseHead head =
      Head({"HTTP/1.1 twohundred", "Content-Length: -5", "Content-Range: bytes x-y/z",
            "Content-Range: lines 1-2/3", "Content-Range: bytes 5", ":", "\xFF\xFE: \x01"});
  EXPECT_EQ(head.status, 0);
  EXPECT_FALSE(head.content_length);
  EXPECT_FALSE(head.content_range);
  EXPECT_FALSE(Head({"HTTP/1.1 200", "Content-Length: 99999999999999999999999"}).content_length);
  EXPECT_FALSE(Head({"HTTP/1.1 206", "Content-Range: bytes 1-2/*"}).content_range->total);
}

TEST(ValidatorOf, AWeakTagDoesNotPromiseTheSameBytes) {
  EXPECT_EQ(ValidatorOf(Head({"HTTP/1.1 200", "ETag: \"a\"", "Last-Modified: M"})), "\"a\"");
  EXPECT_EQ(ValidatorOf(Head({"HTTP/1.1 200", "ETag: W/\"a\"", "Last-Modified: M"})), "M");
  EXPECT_EQ(ValidatorOf(Head({"HTTP/1.1 200", "ETag: W/\"a\""})), "");
}

TEST(Judge, Answers) {
  struct Case {
    std::vector<std::string_view> head;
    std::uint64_t offset;
    Verdict verdict;
  };
  const std::string large = "larger than 1 MB (see --max-size)";
  const std::vector<Case> cases = {
      {{"HTTP/1.1 200 OK"}, 0, {Reaction::kRestart, ""}},
      {{"HTTP/1.1 200 OK", "Content-Length: 1000000"}, 0, {Reaction::kRestart, ""}},
      {{"HTTP/1.1 200 OK", "Content-Length: 1000001"}, 0, {Reaction::kFail, large}},
      {{"HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8"},
       0,
       {Reaction::kFail, "a web page, not a PDF"}},
      {{"HTTP/1.1 200 OK"}, 100, {Reaction::kRestart, ""}},  // ranges are not its thing
      {{"HTTP/1.1 206", "Content-Range: bytes 100-199/200", "ETag: \"v\""},
       100,
       {Reaction::kAppend, ""}},
      {{"HTTP/1.1 206", "Content-Range: bytes 100-199/*", "ETag: \"v\""},
       100,
       {Reaction::kAppend, ""}},
      {{"HTTP/1.1 206", "Content-Range: bytes 100-199/2000000", "ETag: \"v\""},
       100,
       {Reaction::kFail, large}},
      {{"HTTP/1.1 206", "Content-Range: bytes 50-199/200", "ETag: \"v\""},
       100,
       {Reaction::kAgain, ""}},
      {{"HTTP/1.1 206", "Content-Range: bytes 100-199/200", "ETag: \"other\""},
       100,
       {Reaction::kAgain, ""}},
      {{"HTTP/1.1 206"}, 100, {Reaction::kAgain, ""}},
      {{"HTTP/1.1 206", "Content-Range: bytes 0-199/200"},
       0,
       {Reaction::kFail, "only a piece was sent, though all was asked for"}},
      {{"HTTP/1.1 416"}, 100, {Reaction::kAgain, ""}},
      {{"HTTP/1.1 416"}, 0, {Reaction::kFail, "HTTP 416"}},
      {{"HTTP/1.1 404 Not Found"}, 0, {Reaction::kFail, "not found (HTTP 404)"}},
      {{"HTTP/1.1 404", "Content-Type: text/html"}, 0, {Reaction::kFail, "not found (HTTP 404)"}},
      {{"HTTP/1.1 204"}, 0, {Reaction::kFail, "HTTP 204"}},
      {{"HTTP/1.1 302"}, 0, {Reaction::kFail, "HTTP 302"}},
      {{"HTTP/1.1 429"}, 0, {Reaction::kWait, "too many requests (HTTP 429)"}},
      {{"HTTP/1.1 503"}, 9, {Reaction::kWait, "the server is too busy (HTTP 503)"}},
  };
  for (const Case& c : cases) {
    const Verdict verdict = Judge(Head(c.head), c.offset, "\"v\"", kMax);
    EXPECT_EQ(verdict, c.verdict) << c.head.front() << ", " << c.offset << ": " << verdict.reason;
  }
}

TEST(BeginsLikePdf, WithinTheFirstKilobyte) {
  EXPECT_TRUE(BeginsLikePdf("%PDF-1.4"));
  EXPECT_TRUE(BeginsLikePdf(std::string(1019, ' ') + "%PDF-1.4"));
  EXPECT_FALSE(BeginsLikePdf(std::string(1020, ' ') + "%PDF-1.4"));
  EXPECT_FALSE(BeginsLikePdf("%PDF"));
  EXPECT_FALSE(BeginsLikePdf(""));
}

TEST(NoPdfReason, ShowsWhatCame) {
  EXPECT_EQ(NoPdfReason(""), "not a PDF: nothing was sent");
  EXPECT_EQ(NoPdfReason("PK\x03\x04\n"), "not a PDF: it begins with \"PK   \"");
}

TEST(SizeText, InDecimalUnits) {
  EXPECT_EQ(SizeText(0), "0 B");
  EXPECT_EQ(SizeText(999), "999 B");
  EXPECT_EQ(SizeText(1000), "1 kB");
  EXPECT_EQ(SizeText(1'000'000), "1 MB");
  EXPECT_EQ(SizeText(1'250'000), "1.2 MB");
  EXPECT_EQ(SizeText(123'456'789), "123 MB");
}

TEST(RetryWait, IsBoundedInLengthAndNumber) {
  const RetryPolicy policy{3, seconds(10), seconds(15)};
  EXPECT_EQ(RetryWait(1, seconds(0), policy), milliseconds(10'000));
  EXPECT_EQ(RetryWait(2, seconds(0), policy), milliseconds(15'000));
  EXPECT_EQ(RetryWait(3, seconds(0), policy), std::nullopt);
  EXPECT_EQ(RetryWait(1, seconds(2), policy), milliseconds(2'000));
  EXPECT_EQ(RetryWait(1, seconds(16), policy), std::nullopt);
}

}  // namespace
}  // namespace rsearch
