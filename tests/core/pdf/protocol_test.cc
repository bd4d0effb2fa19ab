#include "core/pdf/protocol.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch::pdf {
namespace {

std::string Payload(const std::string& frame) {
  return frame.substr(kFrameHeader);
}

RawPage PageOfWords() {
  RawPage page;
  page.number = 3;
  page.label = "iii";
  page.width = 720;
  page.height = 540;
  page.has_geometry = true;
  page.words = {{{1, 2, 3, 4}, 18.5F, true, 0, "지식"}, {{5, 6, 7, 8}, 0, false, 3, "증류"}};
  return page;
}

TEST(Protocol, PageGoesThere) {
  const std::optional<PageAnswer> back =
      DecodePage(Payload(Encode(PageAnswer{PageOfWords(), true})));
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->cut);
  EXPECT_EQ(back->page.number, 3U);
  EXPECT_EQ(back->page.label, "iii");
  EXPECT_EQ(back->page.width, 720);
  EXPECT_EQ(back->page.height, 540);
  EXPECT_TRUE(back->page.has_geometry);
  ASSERT_EQ(back->page.words.size(), 2U);
  const Word& first = back->page.words[0];
  EXPECT_EQ(first.text, "지식");
  EXPECT_EQ(first.font_size, 18.5F);
  EXPECT_TRUE(first.space_after);
  EXPECT_EQ(first.rotation, 0);
  EXPECT_EQ(first.box.x0, 1);
  EXPECT_EQ(first.box.y1, 4);
  EXPECT_FALSE(back->page.words[1].space_after);
  EXPECT_EQ(back->page.words[1].rotation, 3);
}

TEST(Protocol, OtherFramesGoThere) {
  Request request{Rung::kMetadata, 3, 20, 30, 1U << 20, 1ULL << 40};
  const auto asked = DecodeRequest(Payload(Encode(request)));
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->rung, Rung::kMetadata);
  EXPECT_EQ(asked->first_page, 3U);
  EXPECT_EQ(asked->last_page, 20U);
  EXPECT_EQ(asked->words_per_page, 30U);
  EXPECT_EQ(asked->text_per_page, 1U << 20);
  EXPECT_EQ(asked->text_per_document, 1ULL << 40);
  const auto head = DecodeHead(Payload(Encode(Head{7, "title", "author"})));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->page_count, 7U);
  EXPECT_EQ(head->title, "title");
  EXPECT_EQ(head->author, "author");
  EXPECT_EQ(DecodeMissing(Payload(EncodeMissing(5))), 5U);
  EXPECT_EQ(DecodeEnd(Payload(Encode(Cause::kLocked))), Cause::kLocked);
}

TEST(Protocol, ReadySaysWhatIsInForce) {
  const std::string payload = Payload(Encode(Ready{Sandbox::kStrict, "no Landlock"}));
  const auto ready = DecodeReady(payload);
  ASSERT_TRUE(ready);
  EXPECT_EQ(ready->sandbox, Sandbox::kStrict);
  EXPECT_EQ(ready->missing, "no Landlock");
  std::string other_version = payload;
  other_version[0] = static_cast<char>(kExtractorVersion + 1);
  EXPECT_FALSE(DecodeReady(other_version));
  std::string no_such_sandbox = payload;
  no_such_sandbox[1] = 4;
  EXPECT_FALSE(DecodeReady(no_such_sandbox));
}

// Every prefix of a payload, and every payload with a byte too many, is refused.
TEST(Protocol, RefusesWhatIsNotWhole) {
  const std::string page = Payload(Encode(PageAnswer{PageOfWords(), false}));
  for (std::size_t size = 0; size < page.size(); ++size)
    EXPECT_FALSE(DecodePage(page.substr(0, size))) << size;
  EXPECT_FALSE(DecodePage(page + '\0'));
  const std::string head = Payload(Encode(Head{7, "title", "author"}));
  for (std::size_t size = 0; size < head.size(); ++size)
    EXPECT_FALSE(DecodeHead(head.substr(0, size))) << size;
  EXPECT_FALSE(DecodeEnd(std::string(1, static_cast<char>(kLastCause + 1))));
  EXPECT_FALSE(DecodeMissing(""));
  Request before_page_1 = MakeRequest({}, Rung::kRaw);
  before_page_1.first_page = 0;
  EXPECT_FALSE(DecodeRequest(Payload(Encode(before_page_1))));
}

// A number of words that the bytes do not hold must not be believed (nor reserved).
TEST(Protocol, RefusesInventedWordCount) {
  RawPage empty;
  std::string page = Payload(Encode(PageAnswer{empty, false}));
  page.pop_back();
  page += "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F";
  EXPECT_FALSE(DecodePage(page));
}

TEST(FrameSplitter, CutsAnyChunks) {
  const std::string stream = Encode(Head{1, "t", ""}) + EncodeMissing(1) + Encode(Cause::kDone);
  for (std::size_t chunk = 1; chunk <= stream.size(); ++chunk) {
    FrameSplitter splitter;
    std::vector<FrameType> types;
    for (std::size_t at = 0; at < stream.size(); at += chunk) {
      splitter.Append(std::string_view(stream).substr(at, chunk));
      while (const std::optional<Frame> frame = splitter.Next())
        types.push_back(frame->type);
    }
    EXPECT_EQ(types,
              (std::vector<FrameType>{FrameType::kHead, FrameType::kMissing, FrameType::kEnd}))
        << chunk;
  }
}

TEST(FrameSplitter, BreaksOnNonsense) {
  const std::vector<std::string> nonsense = {
      std::string("\x00\x00\x00\x00\x00", 5),  // no such type
      std::string("\x00\x00\x00\x00\x07", 5),
      std::string("\x01\x00\x00\x01\x03", 5),  // one byte above the limit
      "HTTP/1.1 200 OK",
  };
  for (const std::string& bytes : nonsense) {
    FrameSplitter splitter;
    splitter.Append(bytes);
    EXPECT_FALSE(splitter.Next());
    EXPECT_TRUE(splitter.broken()) << bytes;
    splitter.Append(Encode(Cause::kDone));
    EXPECT_FALSE(splitter.Next());
  }
}

TEST(Request, LowersLimitsToWhatAFrameHolds) {
  ExtractLimits limits;
  limits.words_per_page = 4'000'000'000;
  limits.text_per_page = 1ULL << 40;
  const Request request = MakeRequest(limits, Rung::kLayout);
  RawPage page;
  page.has_geometry = true;
  EXPECT_LE(request.words_per_page * std::uint64_t{26} + request.text_per_page + kMaxLabel + 64,
            kMaxPayload);
}

}  // namespace
}  // namespace rsearch::pdf
