#include "core/pdf/protocol.h"

#include <algorithm>
#include <utility>

#include "rsearch/codec.h"

namespace rsearch::pdf {
namespace {

std::string MakeFrame(FrameType type, const std::string& payload) {
  std::string frame;
  frame.reserve(kFrameHeader + payload.size());
  const auto size = static_cast<std::uint32_t>(payload.size());
  for (int shift = 0; shift < 32; shift += 8)
    frame.push_back(static_cast<char>(size >> shift));
  frame.push_back(static_cast<char>(type));
  return frame + payload;
}

void WriteWord(const Word& word, ByteWriter* out) {
  out->Float(word.box.x0);
  out->Float(word.box.y0);
  out->Float(word.box.x1);
  out->Float(word.box.y1);
  out->Float(word.font_size);
  out->Varint(static_cast<std::uint64_t>(word.rotation) << 1 | (word.space_after ? 1U : 0U));
  out->String(word.text);
}

Word ReadWord(ByteReader* in) {
  Word word;
  word.box.x0 = in->Float();
  word.box.y0 = in->Float();
  word.box.x1 = in->Float();
  word.box.y1 = in->Float();
  word.font_size = in->Float();
  const std::uint64_t flags = in->VarintUpTo(7);
  word.space_after = (flags & 1) != 0;
  word.rotation = static_cast<std::uint8_t>(flags >> 1);
  word.text = in->String();
  return word;
}

template <class T>
std::optional<T> IfWhole(const ByteReader& in, T value) {
  if (!in.AtEnd()) return std::nullopt;
  return value;
}

}  // namespace

Request MakeRequest(const ExtractLimits& limits, Rung rung) {
  return {rung,
          1,
          limits.pages,
          std::min(limits.words_per_page, kMaxWords),
          std::min(limits.text_per_page, kMaxText),
          limits.text_per_document};
}

std::string Encode(const Ready& ready) {
  ByteWriter out;
  out.Varint(kExtractorVersion);
  out.Varint(static_cast<std::uint64_t>(ready.sandbox));
  out.String(ready.missing);
  return MakeFrame(FrameType::kReady, out.bytes());
}

std::optional<Ready> DecodeReady(std::string_view payload) {
  ByteReader in(payload);
  if (in.Varint() != kExtractorVersion) return std::nullopt;
  Ready ready;
  ready.sandbox = static_cast<Sandbox>(in.VarintUpTo(static_cast<std::uint64_t>(Sandbox::kFull)));
  ready.missing = in.String();
  return IfWhole(in, std::move(ready));
}

std::string Encode(const Request& request) {
  ByteWriter out;
  out.Varint(static_cast<std::uint64_t>(request.rung));
  out.Varint(request.first_page);
  out.Varint(request.last_page);
  out.Varint(request.words_per_page);
  out.Varint(request.text_per_page);
  out.Varint(request.text_per_document);
  return MakeFrame(FrameType::kRequest, out.bytes());
}

std::optional<Request> DecodeRequest(std::string_view payload) {
  ByteReader in(payload);
  Request request;
  request.rung = static_cast<Rung>(in.VarintUpTo(kLastRung));
  request.first_page = in.Uint32();
  request.last_page = in.Uint32();
  request.words_per_page = in.Uint32();
  request.text_per_page = in.Varint();
  request.text_per_document = in.Varint();
  if (request.first_page == 0) return std::nullopt;
  return IfWhole(in, request);
}

std::string Encode(const Head& head) {
  ByteWriter out;
  out.Varint(head.page_count);
  out.String(head.title);
  out.String(head.author);
  return MakeFrame(FrameType::kHead, out.bytes());
}

std::optional<Head> DecodeHead(std::string_view payload) {
  ByteReader in(payload);
  Head head;
  head.page_count = in.Uint32();
  head.title = in.String();
  head.author = in.String();
  return IfWhole(in, std::move(head));
}

std::string Encode(const PageAnswer& answer) {
  const RawPage& page = answer.page;
  ByteWriter out;
  out.Varint(page.number);
  out.Varint((answer.cut ? 2U : 0U) | (page.has_geometry ? 1U : 0U));
  out.String(page.label);
  out.Float(page.width);
  out.Float(page.height);
  out.String(page.text);
  out.Varint(page.words.size());
  for (const Word& word : page.words)
    WriteWord(word, &out);
  return MakeFrame(FrameType::kPage, out.bytes());
}

std::optional<PageAnswer> DecodePage(std::string_view payload) {
  ByteReader in(payload);
  PageAnswer answer;
  RawPage& page = answer.page;
  page.number = in.Uint32();
  const std::uint64_t flags = in.VarintUpTo(3);
  page.has_geometry = (flags & 1) != 0;
  answer.cut = (flags & 2) != 0;
  page.label = in.String();
  page.width = in.Float();
  page.height = in.Float();
  page.text = in.String();
  const std::uint64_t words = in.Varint();
  // No reserve(): the number is the worker's word, the bytes behind it are what there is.
  for (std::uint64_t i = 0; i < words && in.ok(); ++i)
    page.words.push_back(ReadWord(&in));
  return IfWhole(in, std::move(answer));
}

std::string EncodeMissing(std::uint32_t page) {
  ByteWriter out;
  out.Varint(page);
  return MakeFrame(FrameType::kMissing, out.bytes());
}

std::optional<std::uint32_t> DecodeMissing(std::string_view payload) {
  ByteReader in(payload);
  const std::uint32_t page = in.Uint32();
  return IfWhole(in, page);
}

std::string Encode(Cause cause) {
  ByteWriter out;
  out.Varint(static_cast<std::uint64_t>(cause));
  return MakeFrame(FrameType::kEnd, out.bytes());
}

std::optional<Cause> DecodeEnd(std::string_view payload) {
  ByteReader in(payload);
  const auto cause = static_cast<Cause>(in.VarintUpTo(kLastCause));
  return IfWhole(in, cause);
}

std::optional<FrameHeader> DecodeHeader(std::string_view bytes) {
  if (bytes.size() != kFrameHeader) return std::nullopt;
  FrameHeader header;
  for (int i = 3; i >= 0; --i)
    header.size = header.size << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  const auto type = static_cast<std::uint8_t>(bytes[4]);
  if (header.size > kMaxPayload || type == 0 || type > kLastFrameType) return std::nullopt;
  header.type = static_cast<FrameType>(type);
  return header;
}

std::optional<Frame> FrameSplitter::Next() {
  const std::string_view rest = std::string_view(buffer_).substr(taken_);
  std::optional<FrameHeader> header;
  if (!broken_ && rest.size() >= kFrameHeader) {
    header = DecodeHeader(rest.substr(0, kFrameHeader));
    broken_ = !header;
  }
  if (!header || rest.size() < kFrameHeader + header->size) {
    buffer_.erase(0, taken_);  // once for all frames of a read, not for each
    taken_ = 0;
    return std::nullopt;
  }
  taken_ += kFrameHeader + header->size;
  return Frame{header->type, std::string(rest.substr(kFrameHeader, header->size))};
}

}  // namespace rsearch::pdf
