// grow_bench CORPUS WORK PAGES...: what indexing and searching cost as an index grows.
//
// The lines of the PDFs below CORPUS are shuffled into pages of new decks, so that words are as
// frequent as they are. From one number of pages to the next decks are added to WORK/decks and
// indexed by the ordinary update, but for Poppler: a file holds a number, its pages are made of
// that. A table goes to stdout, a row as soon as it is measured. WORK must not exist; 10^6 pages
// take some 8 GB there.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "indexer/update.h"
#include "query/search.h"
#include "rsearch/analyzer.h"
#include "rsearch/extractor.h"
#include "rsearch/glossary.h"
#include "rsearch/page.h"
#include "rsearch/store.h"

namespace {

namespace fs = std::filesystem;
using rsearch::RawDocument;
using rsearch::RawPage;
using rsearch::Result;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kPagesOfDeck = 20;
constexpr std::size_t kDecksOfFolder = 1000;
constexpr std::size_t kQueries = 300;

[[noreturn]] void Fail(const std::string& message) {
  std::fprintf(stderr, "grow_bench: %s\n", message.c_str());
  std::exit(2);
}

template <class T>
T Need(Result<T> result) {
  if (!result) Fail(result.error().message);
  return std::move(*result);
}

// What the corpus consists of.
struct Lines {
  std::vector<std::string> lines;
  std::vector<std::size_t> page_sizes;  // lines of each page
};

void Collect(const RawDocument& raw, Lines* all) {
  for (const rsearch::Page& page : rsearch::BuildDocumentText(raw).pages) {
    const std::size_t before = all->lines.size();
    std::string_view rest = page.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0) all->lines.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (all->lines.size() > before) all->page_sizes.push_back(all->lines.size() - before);
  }
}

Lines ReadCorpus(const fs::path& folder) {
  const auto extractor =
      Need(rsearch::StartWorkerExtractor(Need(rsearch::FindWorker()), {}, nullptr));
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".pdf") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Lines lines;
  for (const fs::path& file : files) {
    const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    Collect(Need(extractor->Extract(fd)), &lines);
    close(fd);
  }
  if (lines.lines.empty()) Fail("no text below " + folder.string());
  return lines;
}

// Reads grown decks: the number in a file is where its dice begin.
class GrownDecks : public rsearch::Extractor {
 public:
  explicit GrownDecks(const Lines* lines) : lines_(*lines) {}

  Result<RawDocument> Extract(int fd) override {
    std::array<char, 32> text{};
    const ssize_t size = read(fd, text.data(), text.size());
    std::uint64_t seed = 0;
    std::from_chars(text.data(), text.data() + std::max<ssize_t>(size, 0), seed);
    std::mt19937_64 dice(seed);
    RawDocument document;
    for (std::size_t i = 0; i < kPagesOfDeck; ++i)
      document.pages.push_back(MakePage(static_cast<std::uint32_t>(i + 1), &dice));
    document.page_count = kPagesOfDeck;
    return document;
  }

 private:
  RawPage MakePage(std::uint32_t number, std::mt19937_64* dice) const {
    RawPage page;
    page.number = number;
    page.width = 595;
    page.height = 842;
    for (std::size_t n = lines_.page_sizes[(*dice)() % lines_.page_sizes.size()]; n > 0; --n)
      page.text += lines_.lines[(*dice)() % lines_.lines.size()] + "\n";
    return page;
  }

  const Lines& lines_;
};

void AddDecks(const fs::path& folder, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const fs::path place = folder / std::to_string(i / kDecksOfFolder);
    if (i == from || i % kDecksOfFolder == 0) fs::create_directories(place);
    std::ofstream(place / ("deck" + std::to_string(i) + ".pdf")) << i;
  }
}

class Silent : public rsearch::UpdateObserver {
 public:
  void Explained(const std::string& /*line*/) override {}
  void Failed(const std::string& path, rsearch::FileStatus /*status*/,
              const std::string& reason) override {
    Fail(path + ": " + reason);
  }
  void Progressed(std::size_t /*files*/, std::size_t /*of*/, std::size_t /*pages*/,
                  const std::string& /*last*/) override {}
};

double Seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

double Update(const Lines& lines, const fs::path& work) {
  rsearch::UpdateRequest request;
  request.index = work / "index";
  request.folders = {(work / "decks").string()};
  request.threads = std::thread::hardware_concurrency();
  const rsearch::UpdateTools tools{
      [&]() -> Result<std::unique_ptr<rsearch::Extractor>> {
        return std::unique_ptr<rsearch::Extractor>(new GrownDecks(&lines));
      },
      nullptr};
  Silent observer;
  const auto started = Clock::now();
  const auto report = Need(rsearch::UpdateIndex(request, tools, &observer));
  if (!report.root_errors.empty()) Fail(report.root_errors.front().message);
  return Seconds(started);
}

std::uint64_t SizeOf(const fs::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

double PeakMebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// `words` words that stand together somewhere in the corpus.
std::vector<std::string> SampleQueries(const Lines& lines, std::size_t words) {
  std::mt19937_64 dice(words);
  std::vector<std::string> queries;
  while (queries.size() < kQueries) {
    std::string query;
    std::size_t count = 0;
    bool letters_only = true;
    for (const char c : lines.lines[dice() % lines.lines.size()]) {
      if (c == ' ' && ++count == words) break;
      letters_only = letters_only && (c == ' ' || static_cast<unsigned char>(c) >= 0x80 ||
                                      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
      query += c;
    }
    if (count == words && letters_only) queries.push_back(query);
  }
  return queries;
}

struct Latency {
  double p50 = 0, p99 = 0;  // milliseconds
};

Latency Measure(const fs::path& index, const std::vector<std::string>& queries) {
  auto reader = Need(rsearch::IndexReader::Open(index));
  auto analyzer = Need(rsearch::Analyzer::Create());
  rsearch::SearchOptions options;
  std::vector<double> times;
  for (int round = 0; round < 2; ++round) {  // the first one warms the page cache
    times.clear();
    for (const std::string& query : queries) {
      const auto started = Clock::now();
      Need(rsearch::Search(reader, analyzer, query, options));
      times.push_back(Seconds(started) * 1000);
    }
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

std::vector<std::size_t> Sizes(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 3; i < argc; ++i)
    sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  if (sizes.empty() || sizes.front() == 0 || !std::is_sorted(sizes.begin(), sizes.end()))
    Fail("usage: grow_bench CORPUS WORK PAGES... (ascending)");
  return sizes;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::size_t> sizes = Sizes(argc, argv);
  const Lines lines = ReadCorpus(argv[1]);
  const fs::path work = argv[2];
  if (!fs::create_directory(work)) Fail(work.string() + " exists");
  const std::vector<std::string> keywords = SampleQueries(lines, 2);
  const std::vector<std::string> sentences = SampleQueries(lines, 9);
  std::printf(
      "| pages | indexing, ms a page | nothing changed, s | peak memory, MiB | index, KB a page "
      "| 2 words: p50, p99 ms | 9 words: p50, p99 ms |\n|---|---|---|---|---|---|---|\n");
  std::size_t decks = 0;
  for (const std::size_t size : sizes) {
    const std::size_t wanted = size / kPagesOfDeck;
    AddDecks(work / "decks", decks, wanted);
    const std::size_t added = (wanted - decks) * kPagesOfDeck;
    decks = wanted;
    const double indexing = Update(lines, work);
    const double peak = PeakMebibytes();
    const double nothing = Update(lines, work);
    const auto bytes = static_cast<double>(SizeOf(work / "index"));
    const Latency two = Measure(work / "index", keywords);
    const Latency nine = Measure(work / "index", sentences);
    std::printf("| %zu | %.2f | %.2f | %.0f | %.1f | %.1f, %.1f | %.1f, %.1f |\n", size,
                indexing * 1000 / static_cast<double>(added), nothing, peak,
                bytes / 1000 / static_cast<double>(size), two.p50, two.p99, nine.p50, nine.p99);
    std::fflush(stdout);
  }
}
