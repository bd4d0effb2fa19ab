// Any bytes as a Markdown file; such as begin with byte 1, as the catalogues of an index.
#include "rsearch/catalogue.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "tests/fuzz/fuzz.h"

namespace {

using rsearch::Catalogue;
using rsearch::CatalogueEntry;
using rsearch::testing::Promise;

const std::vector<std::string> kFiles = {
    "/r/a b.pdf", "/r/d/a.pdf", "/r/d/1904.05068.pdf", "/r/리뷰/지식 증류.pdf", "/x.pdf", "/r"};
constexpr std::size_t kBelowTheRoot = 4;  // of the files

bool IsOneLine(const std::string& text) {
  return rsearch::IsValidUtf8(text) && text.find('\n') == std::string::npos;
}

void CheckMatch(const std::vector<CatalogueEntry>& entries) {
  const auto match = rsearch::MatchCatalogue({"/r/d/README.md", {}, entries}, "/r", kFiles);
  for (const auto* found : {&match.review, &match.original}) {
    Promise(found->size() == entries.size(), "an answer for each entry");
    for (const std::optional<std::size_t>& file : *found)
      Promise(!file || *file < kBelowTheRoot, "nothing outside the root is reached");
  }
  for (const rsearch::CatalogueProblem& problem : match.problems)
    Promise(IsOneLine(problem.what) && !problem.what.empty(), "problems are told in a line");
}

void CheckMarkdown(std::string_view markdown) {
  const std::vector<CatalogueEntry> entries = rsearch::ParseCatalogue(markdown);
  for (const CatalogueEntry& entry : entries) {
    Promise(!entry.title.empty(), "an entry has a title");
    Promise(IsOneLine(entry.title) && IsOneLine(entry.venue), "texts are lines of UTF-8");
    Promise(entry.line >= 1, "lines count from 1");
    for (const std::string& section : entry.section)
      Promise(IsOneLine(section), "sections are lines of UTF-8");
    static_cast<void>(rsearch::PaperOf(entry));
  }
  CheckMatch(entries);
  const auto again =
      rsearch::DecodeCatalogues(rsearch::EncodeCatalogues({{"/r/d/README.md", {}, entries}}));
  Promise(again && again->size() == 1 && again->front().entries == entries,
          "the index gives back what it was given");
}

void CheckRecord(std::string_view bytes) {
  const auto catalogues = rsearch::DecodeCatalogues(bytes);
  if (!catalogues) {
    Promise(catalogues.error().code == rsearch::ErrorCode::kCorrupt, "bad bytes are corruption");
    return;
  }
  const std::string written = rsearch::EncodeCatalogues(*catalogues);
  const auto again = rsearch::DecodeCatalogues(written);
  Promise(again && rsearch::EncodeCatalogues(*again) == written,
          "a record goes back and is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = rsearch::testing::AsText(data, size);
  if (bytes.starts_with('\1')) {
    CheckRecord(bytes.substr(1));
  } else {
    CheckMarkdown(bytes);
  }
  return 0;
}
