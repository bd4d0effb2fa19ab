// Extraction of real files, where $RSEARCH_CORPUS names a folder of them: decks and papers below
// seed/, decks_ko/, decks_en/, papers_en/, and files made to break readers below hostile/.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/extractor.h"
#include "rsearch/page.h"
#include "tests/support/same_text.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using rsearch::testing::SameText;

std::vector<fs::path> FilesBelow(const std::vector<std::string>& folders) {
  std::vector<fs::path> files;
  const char* place = std::getenv("RSEARCH_CORPUS");
  const fs::path corpus =
      (place != nullptr ? fs::path(place) : fs::path(RSEARCH_SHARED)) / "corpus";
  for (const std::string& folder : folders) {
    if (!fs::is_directory(corpus / folder)) return {};
    for (const auto& entry : fs::recursive_directory_iterator(corpus / folder))
      if (entry.is_regular_file() && entry.path().extension() != ".md")
        files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

RawDocument Extract(const fs::path& path, Extractor* extractor) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  Result<RawDocument> document = extractor->Extract(fd);
  close(fd);
  if (document) return std::move(*document);
  ADD_FAILURE() << path << ": " << document.error().message;
  return {};
}

TEST(Corpus, DecksAndPapersAreReadWhole) {
  const std::vector<fs::path> files = FilesBelow({"seed", "decks_ko", "decks_en", "papers_en"});
  if (files.empty()) GTEST_SKIP() << "no real PDFs at hand: set RSEARCH_CORPUS";
  const auto extractor = StartWorkerExtractor(RSEARCH_TEST_WORKER, {}, nullptr);
  ASSERT_TRUE(extractor);
  std::size_t pages = 0;
  std::size_t titled = 0;
  for (const fs::path& path : files) {
    const RawDocument raw = Extract(path, extractor->get());
    EXPECT_EQ(raw.status, FileStatus::kOk) << path << ": " << raw.reason;
    EXPECT_EQ(raw.pages.size(), raw.page_count) << path;
    const DocumentText document = BuildDocumentText(raw);
    EXPECT_NE(document.title, "") << path;
    pages += document.pages.size();
    titled += static_cast<std::size_t>(
        std::count_if(document.pages.begin(), document.pages.end(),
                      [](const Page& page) { return !page.title.empty(); }));
  }
  // The others show nothing but pictures.
  EXPECT_GE(titled * 100, pages * 96) << titled << " of " << pages << " pages have a title";
}

TEST(Corpus, HostileFilesHarmNobody) {
  const std::vector<fs::path> files = FilesBelow({"hostile"});
  if (files.empty()) GTEST_SKIP() << "no hostile PDFs at hand: set RSEARCH_CORPUS";
  ExtractLimits limits;
  limits.cpu = std::chrono::seconds(2);
  const auto extractor = StartWorkerExtractor(RSEARCH_TEST_WORKER, limits, nullptr);
  ASSERT_TRUE(extractor);
  for (const fs::path& path : files) {
    const RawDocument raw = Extract(path, extractor->get());
    EXPECT_EQ(raw.reason.empty(), raw.status == FileStatus::kOk) << path << ": " << raw.reason;
    EXPECT_EQ(raw.reason.find('\n'), std::string::npos) << path;
    EXPECT_LE(raw.pages.size(), raw.page_count) << path;
    for (const Page& page : BuildDocumentText(raw).pages) {
      EXPECT_TRUE(IsValidUtf8(page.text)) << path;
      EXPECT_TRUE(IsValidUtf8(page.title)) << path;
      EXPECT_EQ(page.title.find('\n'), std::string::npos) << path;
    }
  }
}

TEST(Corpus, TextIsTheSameInsideTheSandbox) {
  const std::vector<fs::path> files =
      FilesBelow({"seed", "decks_ko", "decks_en", "papers_en", "hostile"});
  if (files.empty()) GTEST_SKIP() << "no real PDFs at hand: set RSEARCH_CORPUS";
  ExtractLimits limits;
  limits.cpu = std::chrono::seconds(2);
  const auto inside = StartWorkerExtractor(RSEARCH_TEST_WORKER, limits, nullptr, Sandbox::kFull);
  const auto strict = StartWorkerExtractor(RSEARCH_TEST_WORKER, limits, nullptr, Sandbox::kStrict);
  const auto outside = StartWorkerExtractor(RSEARCH_TEST_WORKER, limits, nullptr, Sandbox::kNone);
  ASSERT_TRUE(inside && strict && outside);
  for (const fs::path& path : files) {
    const RawDocument expected = Extract(path, outside->get());
    if (expected.status == FileStatus::kTimeout) continue;  // where it stops is chance
    EXPECT_TRUE(SameText(Extract(path, inside->get()), expected)) << path;
    EXPECT_TRUE(SameText(Extract(path, strict->get()), expected)) << path;
  }
}

}  // namespace
}  // namespace rsearch
