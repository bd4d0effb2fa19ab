#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "rsearch/codec.h"
#include "rsearch/document.h"

namespace rsearch {
namespace {

PageRecord SamplePage() {
  PageRecord page;
  page.number = 57;
  page.label = "iv";
  page.width = 960.5F;
  page.height = 540;
  page.slide = true;
  page.title = "지식 증류란?";
  page.text = "지식 증류란?\nknowl\u00ADedge";
  return page;
}

DeckFiles SampleFiles() {
  DeckFiles files;
  files.hash = *ContentHash::FromHex("00ff10ef20df30cf40bf50af609f708f");
  files.status = FileStatus::kTruncated;
  files.extractor_version = 7;
  files.files = {{"/r/한글.pdf", {123456789012, 1'700'000'000'123'456'789}},
                 {"/r/bad\xff.pdf", {0, -5}}};
  return files;
}

DeckFacts SampleFacts() {
  DeckFacts facts;
  facts.title = "Research trends 2021-06";
  facts.kind = DeckKind::kTrends;
  facts.field = "Computer Vision";
  facts.field_names = {"computer_vision"};
  facts.date = 20210600;
  facts.papers = {{"VATT",
                   {"Hassan Akbari", "김유리"},
                   "NeurIPS",
                   2021,
                   "https://o",
                   "https://r",
                   {"arxiv:2104.11178"}},
                  {"LocalViT", {}, "", 0, "", "", {}}};
  facts.spans = {{3, 4, 0}, {5, 9, 1}};
  return facts;
}

TEST(Records, FactsTellThePaperOfAPage) {
  DeckFacts facts = SampleFacts();
  EXPECT_EQ(facts.PaperOn(2), nullptr);
  EXPECT_EQ(facts.PaperOn(4), &facts.papers[0]);
  EXPECT_EQ(facts.PaperOn(5), &facts.papers[1]);
  EXPECT_EQ(facts.PaperOn(10), nullptr);
  facts.spans.clear();
  EXPECT_EQ(facts.PaperOn(4), nullptr) << "one of two, nobody knows which";
  facts.papers.pop_back();
  EXPECT_EQ(facts.PaperOn(4), &facts.papers[0]);
}

TEST(Records, PageComesBackAsItWent) {
  const PageRecord page = SamplePage();
  const auto decoded = DecodePage(Encode(page));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->number, page.number);
  EXPECT_EQ(decoded->label, page.label);
  EXPECT_EQ(decoded->width, page.width);
  EXPECT_EQ(decoded->height, page.height);
  EXPECT_EQ(decoded->slide, page.slide);
  EXPECT_EQ(decoded->title, page.title);
  EXPECT_EQ(decoded->text, page.text);
}

TEST(Records, DeckFilesKeepBytesAndNegativeTimes) {
  const DeckFiles files = SampleFiles();
  const auto decoded = DecodeDeckFiles(Encode(files));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->hash, files.hash);
  EXPECT_EQ(decoded->status, files.status);
  EXPECT_EQ(decoded->extractor_version, files.extractor_version);
  EXPECT_EQ(decoded->files, files.files);
}

TEST(Records, DeckAndRootsComeBack) {
  DeckRecord deck;
  deck.facts = SampleFacts();
  deck.document_title = "BERT: Pre-training";
  deck.author = "홍길동";
  deck.front = {{"홍길동", "A. Author"}, 2019, "NAACL", "We introduce …"};
  deck.ids = {"arxiv:1810.04805"};
  deck.slides = true;
  deck.reason = "crashed on page 57";
  deck.page_count = 80;
  deck.indexed_pages = 56;
  deck.repeated = {"Lab seminar", ""};
  deck.glosses = {{"Masked Language Model", "MLM", 2},
                  {"지식 증류", "knowledge distillation", 300}};
  const auto decoded = DecodeDeck(Encode(deck));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->facts, deck.facts);
  EXPECT_EQ(decoded->front, deck.front);
  EXPECT_EQ(decoded->ids, deck.ids);
  EXPECT_EQ(decoded->slides, deck.slides);
  EXPECT_EQ(decoded->document_title, deck.document_title);
  EXPECT_EQ(decoded->author, deck.author);
  EXPECT_EQ(decoded->reason, deck.reason);
  EXPECT_EQ(decoded->page_count, deck.page_count);
  EXPECT_EQ(decoded->indexed_pages, deck.indexed_pages);
  EXPECT_EQ(decoded->repeated, deck.repeated);
  EXPECT_EQ(decoded->glosses, deck.glosses);

  const auto roots = DecodeRoots(EncodeRoots({{"/a", {"*.tmp.pdf", "old/*"}}, {"/b\xff", {}}}));
  ASSERT_TRUE(roots);
  ASSERT_EQ(roots->size(), 2U);
  EXPECT_EQ((*roots)[0].excludes, (std::vector<std::string>{"*.tmp.pdf", "old/*"}));
  EXPECT_EQ((*roots)[1].path, "/b\xff");
  EXPECT_TRUE(DecodeRoots("")->empty());
}

// A record cut anywhere must be refused, not half read; a page's text, which runs to the end, is
// the one part whose cut cannot be seen.
TEST(Records, EveryCutIsSeen) {
  const std::string files = Encode(SampleFiles());
  for (std::size_t size = 0; size < files.size(); ++size) {
    EXPECT_FALSE(DecodeDeckFiles(files.substr(0, size))) << size;
  }
  EXPECT_FALSE(DecodeDeckFiles(files + "x"));
  DeckRecord deck;
  deck.facts = SampleFacts();
  deck.glosses = {{"Masked Language Model", "MLM", 2}};
  const std::string deck_bytes = Encode(deck);
  for (std::size_t size = 0; size < deck_bytes.size(); ++size) {
    EXPECT_FALSE(DecodeDeck(deck_bytes.substr(0, size))) << size;
  }
  const PageRecord page = SamplePage();
  const std::string bytes = Encode(page);
  for (std::size_t size = 0; size < bytes.size() - page.text.size(); ++size) {
    EXPECT_FALSE(DecodePage(bytes.substr(0, size))) << size;
  }
}

TEST(Records, AbsurdCountsAreRefusedWithoutReservingMemory) {
  ByteWriter out;
  out.Varint(std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(DecodeRoots(out.bytes()));
}

TEST(Codec, VarintsAtTheirBounds) {
  for (const std::uint64_t value : {0ULL, 127ULL, 128ULL, 0xFFFFFFFFULL, ~0ULL}) {
    ByteWriter out;
    out.Varint(value);
    ByteReader in(out.bytes());
    EXPECT_EQ(in.Varint(), value);
    EXPECT_TRUE(in.AtEnd());
  }
  ByteReader too_long(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"));
  too_long.Varint();
  EXPECT_FALSE(too_long.ok());
}

TEST(ContentHash, HexBothWays) {
  const std::string hex = "00ff10ef20df30cf40bf50af609f708f";
  EXPECT_EQ(ContentHash::FromHex(hex)->Hex(), hex);
  EXPECT_FALSE(ContentHash::FromHex("00"));
  EXPECT_FALSE(ContentHash::FromHex("zzff10ef20df30cf40bf50af609f708f"));
}

}  // namespace
}  // namespace rsearch
