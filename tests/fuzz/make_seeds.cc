// make_seeds FOLDER: writes the seeds of "frames" and "records" below it.
#include <filesystem>
#include <string>

#include "core/pdf/protocol.h"
#include "rsearch/document.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using rsearch::testing::WriteFile;

// The first byte of frames.cc: the rung, and reads of 32 bytes.
std::string Choose(pdf::Rung rung) {
  return {static_cast<char>(31 * 8 + static_cast<int>(rung))};
}

pdf::PageAnswer WordPage(std::uint32_t number) {
  RawPage page;
  page.number = number;
  page.label = "iv";
  page.width = 720;
  page.height = 540;
  page.has_geometry = true;
  page.words = {{{40, 60, 90, 92}, 32, true, 0, "Knowledge"},
                {{95, 60, 150, 92}, 32, false, 1, "증류"}};
  return {page, true};
}

pdf::PageAnswer TextPage(std::uint32_t number) {
  RawPage page;
  page.number = number;
  page.width = 595;
  page.height = 842;
  page.text = "Left column\nhyphen-\nated\n";
  return {page, false};
}

void WriteFrames(const std::filesystem::path& folder) {
  using pdf::Rung;
  const std::string head = Encode(pdf::Head{2, "Title", "Author"});
  WriteFile(folder / "layout", Choose(Rung::kLayout) + head + Encode(WordPage(1)) +
                                   Encode(TextPage(2)) + Encode(pdf::Cause::kDone));
  WriteFile(folder / "raw",
            Choose(Rung::kRaw) + head + Encode(TextPage(2)) + Encode(pdf::Cause::kDone));
  WriteFile(folder / "metadata", Choose(Rung::kMetadata) + Encode(pdf::Head{0, "Title", ""}) +
                                     head + Encode(pdf::Cause::kDone));
  WriteFile(folder / "missing", Choose(Rung::kLayout) + head + pdf::EncodeMissing(1) +
                                    pdf::EncodeMissing(2) + Encode(pdf::Cause::kDone));
  WriteFile(folder / "locked", Choose(Rung::kLayout) + Encode(pdf::Cause::kLocked));
  WriteFile(folder / "others", Choose(Rung::kLayout) + Encode(pdf::Ready{Sandbox::kStrict, "why"}) +
                                   Encode(pdf::MakeRequest({}, Rung::kRaw)));
}

void WriteRecords(const std::filesystem::path& folder) {
  PageRecord page{3, "iii", 720, 540, true, "증류", "teacher\nstudent"};
  DeckFiles files;
  files.status = FileStatus::kTimeout;
  files.extractor_version = 2;
  files.files = {{"/r/a.pdf", {10, 1'600'000'000'000'000'000}}, {"/r/b.pdf", {10, -1}}};
  DeckRecord deck;
  deck.facts.title = "Relational Knowledge Distillation";
  deck.facts.field_names = {"computer_vision"};
  deck.facts.date = 20210106;
  deck.facts.papers.resize(2);
  deck.facts.spans = {{1, 3, 0}, {4, 9, 1}};
  deck.document_title = "RKD";
  deck.front.authors = {"Kim", "Park"};
  deck.front.year = 2019;
  deck.front.abstract = "We …";
  deck.ids = {"arxiv:1904.05068"};
  deck.slides = true;
  deck.reason = "page 2 cannot be read";
  deck.page_count = 9;
  deck.indexed_pages = 8;
  deck.repeated = {"Lab"};
  deck.glosses.resize(1);
  WriteFile(folder / "page", std::string(1, '\0') + Encode(page));
  WriteFile(folder / "files", "\1" + Encode(files));
  WriteFile(folder / "deck", "\2" + Encode(deck));
  WriteFile(folder / "roots", "\3" + EncodeRoots({{"/r", {"old/*"}}, {"/s", {}}}));
}

}  // namespace
}  // namespace rsearch

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  rsearch::WriteFrames(folder / "frames");
  rsearch::WriteRecords(folder / "records");
  return 0;
}
