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

bool LooksLikeARunningHead(const std::string& title) {
  return title.starts_with("Proceedings") || title.starts_with("Published") ||
         title.find('@') != std::string::npos || title.find("http") != std::string::npos;
}

// No word of the authors is in the title, nor the other way round: neither took the other's lines.
bool SharesAWord(const std::string& title, const std::vector<std::string>& authors) {
  return std::any_of(authors.begin(), authors.end(), [&](const std::string& author) {
    return title.find(author) != std::string::npos || author.find(title) != std::string::npos;
  });
}

std::string Letters(const std::string& name) {
  std::string letters;
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') letters += c;
    if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
  }
  return letters;
}

TEST(Corpus, PapersTellOfThemselves) {
  const std::vector<fs::path> files = FilesBelow({"papers_en"});
  if (files.empty()) GTEST_SKIP() << "no real papers at hand: set RSEARCH_CORPUS";
  const auto extractor = StartWorkerExtractor(RSEARCH_TEST_WORKER, {}, nullptr);
  ASSERT_TRUE(extractor);
  std::size_t named_so = 0;
  for (const fs::path& path : files) {
    const DocumentText document = BuildDocumentText(Extract(path, extractor->get()));
    const FrontMatter& front = document.front;
    EXPECT_GE(CodePointCount(document.title), 20U) << path;
    EXPECT_FALSE(LooksLikeARunningHead(document.title)) << path << ": " << document.title;
    EXPECT_FALSE(SharesAWord(document.title, front.authors)) << path;
    EXPECT_FALSE(front.authors.empty()) << path;
    for (const std::string& author : front.authors)
      EXPECT_EQ(author.find_first_of("0123456789@*,"), std::string::npos) << path << ": " << author;
    // The file is named after the first author's surname and the year: "de-bock21a.pdf".
    const std::string name = path.stem().string();
    const std::size_t year = name.find_first_of("0123456789");
    EXPECT_EQ(front.year % 100, std::stoul(name.substr(year, 2))) << path;
    if (!front.authors.empty() &&
        Letters(front.authors.front()).ends_with(Letters(name.substr(0, year))))
      ++named_so;
    EXPECT_TRUE(front.venue == "UAI" || front.venue == "COLT") << path << ": " << front.venue;
    EXPECT_GE(front.abstract.size(), 300U) << path;
  }
  // The others' names have accents that the file's has not.
  EXPECT_GE(named_so * 30, files.size() * 28) << named_so << " of " << files.size();
}

TEST(Corpus, SlidesHaveNoFrontMatter) {
  const std::vector<fs::path> files = FilesBelow({"seed", "decks_ko", "decks_en"});
  if (files.empty()) GTEST_SKIP() << "no real decks at hand: set RSEARCH_CORPUS";
  const auto extractor = StartWorkerExtractor(RSEARCH_TEST_WORKER, {}, nullptr);
  ASSERT_TRUE(extractor);
  for (const fs::path& path : files)
    EXPECT_EQ(BuildDocumentText(Extract(path, extractor->get())).front, FrontMatter()) << path;
}

bool IsOneLine(const std::string& text) {
  return IsValidUtf8(text) && text.find('\n') == std::string::npos;
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
    const DocumentText document = BuildDocumentText(raw);
    EXPECT_TRUE(IsOneLine(document.front.abstract) && IsOneLine(document.front.venue)) << path;
    for (const std::string& author : document.front.authors)
      EXPECT_TRUE(IsOneLine(author)) << path;
    for (const Page& page : document.pages) {
      EXPECT_TRUE(IsValidUtf8(page.text)) << path;
      EXPECT_TRUE(IsValidUtf8(page.title)) << path;
      EXPECT_EQ(page.title.find('\n'), std::string::npos) << path;
    }
  }
}

TEST(Corpus, TextIsTheSameInsideTheSandbox) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "no seccomp in builds with sanitizers";
#endif
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
