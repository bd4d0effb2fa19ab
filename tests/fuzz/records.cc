// Any bytes as a record of the index: the first one chooses which kind.
#include <string>
#include <string_view>

#include "rsearch/document.h"
#include "tests/fuzz/fuzz.h"

namespace {

using rsearch::testing::Promise;

// What was read, written and read again is the same.
template <class Record, class Decode, class Encode>
void Check(std::string_view bytes, const Decode& decode, const Encode& encode) {
  const rsearch::Result<Record> record = decode(bytes);
  if (!record) {
    Promise(record.error().code == rsearch::ErrorCode::kCorrupt, "bad bytes are corruption");
    return;
  }
  const std::string written = encode(*record);
  const rsearch::Result<Record> again = decode(written);
  Promise(again.has_value(), "a record goes back");
  Promise(encode(*again) == written, "and is the same");
}

constexpr auto kEncode = [](const auto& record) { return Encode(record); };

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = rsearch::testing::AsText(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      Check<rsearch::PageRecord>(bytes, rsearch::DecodePage, kEncode);
      break;
    case 1:
      Check<rsearch::DeckFiles>(bytes, rsearch::DecodeDeckFiles, kEncode);
      break;
    case 2:
      Check<rsearch::DeckRecord>(bytes, rsearch::DecodeDeck, kEncode);
      break;
    default:
      Check<std::vector<rsearch::Root>>(bytes, rsearch::DecodeRoots, rsearch::EncodeRoots);
  }
  return 0;
}
