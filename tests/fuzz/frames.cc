// What a worker that a PDF has taken over may say: the first byte chooses the rung and how the
// stream is cut into reads, the rest is the stream.
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/pdf/ladder.h"
#include "core/pdf/protocol.h"
#include "rsearch/analyzer.h"
#include "tests/fuzz/fuzz.h"

namespace {

using rsearch::RawDocument;
using rsearch::RawPage;
using rsearch::Sandbox;
using rsearch::testing::Promise;
using namespace rsearch::pdf;  // NOLINT(google-build-using-namespace)

constexpr std::uint32_t kFirstPage = 2;

Request MakeRequestFor(std::uint8_t choice) {
  const auto rung = static_cast<Rung>(choice % (kLastRung + 1));
  return {rung, choice % 2 == 0 ? 1U : kFirstPage, 20, 50, 1000, 4000};
}

void CheckPage(const RawPage& page, const Request& request) {
  Promise(page.number >= request.first_page && page.number <= request.last_page, "page was wanted");
  Promise(page.words.size() <= request.words_per_page, "words are counted");
  Promise(rsearch::IsValidUtf8(page.text) && rsearch::IsValidUtf8(page.label), "text is UTF-8");
  Promise(std::isfinite(page.width) && std::isfinite(page.height), "the page has a size");
  for (const rsearch::Word& word : page.words) {
    Promise(rsearch::IsValidUtf8(word.text), "words are UTF-8");
    Promise(word.box.x0 <= word.box.x1 && word.box.y0 <= word.box.y1, "boxes are boxes");
    Promise(std::isfinite(word.box.width()) && std::isfinite(word.font_size), "sizes are numbers");
    Promise(word.rotation < 4, "quarter turns");
  }
}

void CheckDocument(const RawDocument& document, const Request& request) {
  Promise(rsearch::IsValidUtf8(document.title), "the title is UTF-8");
  Promise(request.rung != Rung::kMetadata || document.pages.empty(), "no pages were wanted");
  std::uint32_t last = 0;
  for (const RawPage& page : document.pages) {
    Promise(page.number > last, "pages ascend");
    last = page.number;
    CheckPage(page, request);
  }
}

// What was understood must survive being said again.
void CheckPayload(const Frame& frame) {
  if (const auto request = DecodeRequest(frame.payload))
    Promise(DecodeRequest(Encode(*request).substr(kFrameHeader)).has_value(), "requests go back");
  if (const auto ready = DecodeReady(frame.payload))
    Promise(DecodeReady(Encode(*ready).substr(kFrameHeader))->missing == ready->missing,
            "Ready goes back");
  if (const auto page = DecodePage(frame.payload))
    Promise(DecodePage(Encode(*page).substr(kFrameHeader)).has_value(), "pages go back");
}

void Read(std::string_view stream, std::size_t chunk, AnswerReader* answer) {
  FrameSplitter splitter;
  for (std::size_t at = 0; at < stream.size(); at += chunk) {
    splitter.Append(stream.substr(at, chunk));
    while (const auto frame = splitter.Next()) {
      CheckPayload(*frame);
      if (!answer->Take(*frame)) return;
    }
    if (splitter.broken()) return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Request request = MakeRequestFor(data[0]);
  AnswerReader answer(request);
  Read(rsearch::testing::AsText(data + 1, size - 1), data[0] / 8U + 1U, &answer);
  Attempt attempt;
  attempt.rung = request.rung;
  attempt.reached = answer.last_page();
  attempt.has_head = answer.has_head();
  attempt.verdict = answer.end() ? JudgeEnd(answer, {}) : JudgeNonsense(answer);
  attempt.document = answer.TakeDocument();
  CheckDocument(attempt.document, request);
  const RawDocument document = Combine({attempt});
  Promise(document.reason.empty() == (document.status == rsearch::FileStatus::kOk), "a reason");
  BuildDocumentText(document);
  return 0;
}
