// Texts are put into the index as the pages of a few large files. One file a text would double the
// number of Xapian's documents (each file has one of its own, without terms), and with it change
// inverse document frequencies and the average length that BM25 compares with, which no collection
// of decks or papers does.

#include "tests/relevance/text_run.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "indexer/build_document.h"
#include "indexer/writer.h"
#include "rsearch/analyzer.h"
#include "rsearch/page.h"

namespace rsearch::relevance {
namespace {

constexpr std::size_t kTextsInFile = 1000;

// Files that do not exist, so that each says which texts it has: "/0", "/1", ...
std::string PathOf(std::size_t file) {
  return "/" + std::to_string(file);
}

std::size_t TextAt(const std::string& path, std::uint32_t page) {
  std::size_t file = 0;
  std::from_chars(path.data() + 1, path.data() + path.size(), file);
  return file * kTextsInFile + page - 1;
}

ContentHash HashOf(std::size_t file) {
  std::array<unsigned char, ContentHash::kSize> bytes{};
  for (std::size_t i = 0; i < sizeof file; ++i)
    bytes[i] = static_cast<unsigned char>(file >> (8 * i));
  return ContentHash(bytes);
}

// Neither titles nor running heads: the texts have none, and rules that look for them in pages
// would only find chance.
DocumentText DocumentOf(const std::vector<CollectionText>& texts, std::size_t file) {
  DocumentText document;
  const std::size_t begin = file * kTextsInFile;
  for (std::size_t i = begin; i < std::min(begin + kTextsInFile, texts.size()); ++i) {
    Page page;
    page.number = static_cast<std::uint32_t>(i - begin + 1);
    page.text = CleanText(texts[i].text);
    document.pages.push_back(std::move(page));
  }
  return document;
}

Result<void> PutFile(const std::vector<CollectionText>& texts, std::size_t file,
                     DocumentBuilder* builder, ContentWriter* writer) {
  DocumentText document = DocumentOf(texts, file);
  RawDocument raw;
  raw.page_count = static_cast<std::uint32_t>(document.pages.size());
  const ContentText content = builder->Build(HashOf(file), raw, std::move(document));
  StoredDeck deck;
  deck.files.hash = content.hash;
  deck.files.files = {{PathOf(file), {}}};
  deck.record = content.deck;
  if (auto put = writer->Put(content, deck, {}); !put) return put;
  return writer->Commit();
}

}  // namespace

Result<void> IndexTexts(const std::vector<CollectionText>& texts,
                        const std::filesystem::path& index) {
  auto analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  DocumentBuilder builder(&*analyzer);
  auto writer = ContentWriter::Open(index);
  if (!writer) return writer.error();
  for (std::size_t file = 0; file * kTextsInFile < texts.size(); ++file)
    if (auto put = PutFile(texts, file, &builder, &*writer); !put) return put;
  return {};
}

Result<bool> HoldsTexts(const std::vector<CollectionText>& texts,
                        const std::filesystem::path& index) {
  const auto state = ReadState(index);
  if (!state) return state.error();
  const auto pages = std::count_if(texts.begin(), texts.end(), [](const CollectionText& text) {
    return !CleanText(text.text).empty();
  });
  return state->pages == static_cast<std::uint64_t>(pages);
}

Result<SearchRun> RunTexts(const std::filesystem::path& index,
                           const std::vector<CollectionText>& texts,
                           const std::vector<Topic>& topics) {
  return RunTopics(index, topics, [&](const std::string& path, std::uint32_t page) {
    return Member{texts.at(TextAt(path, page)).id, 1};
  });
}

}  // namespace rsearch::relevance
