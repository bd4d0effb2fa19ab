// The client with the real worker program, and with programs that are none.

#include "rsearch/extractor.h"

#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/pdf/protocol.h"
#include "tests/support/octal.h"
#include "tests/support/pdf_writer.h"
#include "tests/support/process.h"
#include "tests/support/same_text.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using rsearch::testing::EndlessPdf;
using rsearch::testing::Eventually;
using rsearch::testing::MakePdf;
using rsearch::testing::Octal;
using rsearch::testing::PaperPage;
using rsearch::testing::PdfSpec;
using rsearch::testing::SameText;
using rsearch::testing::TempDir;
using rsearch::testing::WriteFile;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// Draws nothing and asks for nothing, again and again.
constexpr const char* kIdle = "0 0 m 1 1 l n";

// 20,000 words, each of which belongs to no line and no column.
std::string ScatteredWords() {
  std::string content = "BT /F 1 Tf ";
  for (int i = 0; i < 20'000; ++i)
    content += "1 0 0 1 " + std::to_string(i * 79 % 701) + "." + std::to_string(i % 9) + " " +
               std::to_string(i * 47 % 531) + "." + std::to_string(i % 7) + " Tm (ab) Tj ";
  return content + "ET";
}

std::vector<std::string> Words(const RawPage& page) {
  std::vector<std::string> words;
  for (const Word& word : page.words)
    words.push_back(word.text);
  return words;
}

// Children of this process that are workers, or are called so.
std::vector<pid_t> Workers(const std::string& name = "(rsearch-pdf-wo") {
  std::vector<pid_t> workers;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string id = entry.path().filename();
    if (id.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream stat(entry.path() / "stat");
    std::string pid;
    std::string command;
    std::string state;
    pid_t parent = 0;
    stat >> pid >> command >> state >> parent;
    if (parent == getpid() && state != "Z" && command.starts_with(name))
      workers.push_back(std::stoi(pid));
  }
  return workers;
}

class ExtractorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    // A signal sent on purpose must end a sanitized worker as it ends any other.
    setenv("ASAN_OPTIONS", "handle_segv=0:handle_abort=0:detect_leaks=0", 1);
    unsetenv("RSEARCH_WORKER");
  }

  static std::unique_ptr<Extractor> Start(const ExtractLimits& limits = {},
                                          std::function<bool()> stop = nullptr,
                                          Sandbox sandbox = Sandbox::kFull) {
    auto extractor = StartWorkerExtractor(RSEARCH_TEST_WORKER, limits, std::move(stop), sandbox);
    EXPECT_TRUE(extractor) << extractor.error().message;
    return std::move(*extractor);
  }

  RawDocument Extract(const std::string& bytes, Extractor* extractor) {
    WriteFile(dir_ / "file.pdf", bytes);
    const int fd = open((dir_ / "file.pdf").c_str(), O_RDONLY | O_CLOEXEC);
    RawDocument document = Extract(fd, extractor);
    EXPECT_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC) << "the caller's descriptor was closed";
    close(fd);
    return document;
  }
  static RawDocument Extract(int fd, Extractor* extractor) {
    Result<RawDocument> document = extractor->Extract(fd);
    if (document) return std::move(*document);
    ADD_FAILURE() << document.error().message;
    return {};
  }
  RawDocument Extract(const PdfSpec& spec, Extractor* extractor) {
    return Extract(MakePdf(spec), extractor);
  }

  TempDir dir_;
};

PdfSpec TwoSlides() {
  PdfSpec pdf;
  pdf.pages.push_back({.runs = {{40, 60, 32, "Knowledge Distillation"}}});
  pdf.pages.push_back({.runs = {{40, 60, 24, "지식 증류"}, {40, 140, 18, "teacher"}}});
  return pdf;
}

TEST_F(ExtractorTest, ReadsWordsOfSlides) {
  PdfSpec pdf = TwoSlides();
  pdf.title = "발표";
  pdf.author = "Kim";
  const auto extractor = Start();
  const RawDocument document = Extract(pdf, extractor.get());
  EXPECT_EQ(document.status, FileStatus::kOk) << document.reason;
  EXPECT_EQ(document.reason, "");
  EXPECT_EQ(document.title, "발표");
  EXPECT_EQ(document.author, "Kim");
  EXPECT_EQ(document.page_count, 2U);
  ASSERT_EQ(document.pages.size(), 2U);
  const RawPage& first = document.pages[0];
  EXPECT_EQ(first.number, 1U);
  EXPECT_EQ(first.width, 720);
  EXPECT_EQ(first.height, 540);
  EXPECT_TRUE(first.has_geometry);
  EXPECT_THAT(Words(first), ElementsAre("Knowledge", "Distillation"));
  const Word& word = first.words[0];
  EXPECT_NEAR(word.box.x0, 40, 1);
  EXPECT_NEAR(word.box.y1, 60, 10);
  EXPECT_NEAR(word.font_size, 32, 0.1);
  EXPECT_TRUE(word.space_after);
  EXPECT_FALSE(first.words[1].space_after);
  EXPECT_THAT(Words(document.pages[1]), ElementsAre("지식", "증류", "teacher"));
}

// On a machine where nothing has used fontconfig yet, it writes a cache as soon as a font that is
// not embedded is looked for. The limit on file sizes ended the worker there (SIGXFSZ), and slides
// were read a second time without their geometry.
TEST_F(ExtractorTest, ReadsWordsThoughFontconfigHasNoCache) {
  WriteFile(dir_ / "fonts.conf", "<fontconfig><dir>/usr/share/fonts</dir><dir>" +
                                     (dir_ / "fonts").string() + "</dir><cachedir>" +
                                     (dir_ / "cache").string() + "</cachedir></fontconfig>");
  fs::create_directory(dir_ / "fonts");
  fs::create_directory(dir_ / "cache");
  setenv("FONTCONFIG_FILE", (dir_ / "fonts.conf").c_str(), 1);
  const auto extractor = Start();
  unsetenv("FONTCONFIG_FILE");
  const RawDocument document = Extract(TwoSlides(), extractor.get());
  EXPECT_EQ(document.status, FileStatus::kOk) << document.reason;
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_TRUE(document.pages[0].has_geometry);
}

TEST_F(ExtractorTest, ReadsTextOfPortraitPagesBehindTheFirst) {
  PdfSpec pdf;
  pdf.pages = {PaperPage({{70, 100, 16, "A Title"}}),
               PaperPage({{70, 100, 10, "Left column"}, {300, 100, 10, "right column"}})};
  const auto extractor = Start();
  const RawDocument document = Extract(pdf, extractor.get());
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_TRUE(document.pages[0].has_geometry);
  EXPECT_FALSE(document.pages[1].has_geometry);
  EXPECT_THAT(document.pages[1].text, HasSubstr("Left column"));
  EXPECT_THAT(document.pages[1].text, HasSubstr("right column"));
}

TEST_F(ExtractorTest, ReadsLabels) {
  PdfSpec pdf = TwoSlides();
  pdf.pages[0].label = "iv";
  pdf.pages[1].label = "5";
  const auto extractor = Start();
  const RawDocument document = Extract(pdf, extractor.get());
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(document.pages[0].label, "iv");
  EXPECT_EQ(document.pages[1].label, "5");
}

TEST_F(ExtractorTest, TurnsRotatedPages) {
  PdfSpec pdf = TwoSlides();
  pdf.pages[0].rotate = 90;
  const auto extractor = Start();
  const RawDocument document = Extract(pdf, extractor.get());
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(document.pages[0].width, 540);
  EXPECT_EQ(document.pages[0].height, 720);
  ASSERT_FALSE(document.pages[0].words.empty());
  EXPECT_EQ(document.pages[0].words[0].rotation, 1);
  EXPECT_LT(document.pages[0].words[0].box.width(), document.pages[0].words[0].box.height());
}

TEST_F(ExtractorTest, TellsDamageApart) {
  const std::string good = MakePdf(TwoSlides());
  std::string no_table = good;
  no_table.erase(good.rfind("xref\n0"), good.rfind("trailer") - good.rfind("xref\n0"));
  std::string garbage_table = good;
  garbage_table.replace(garbage_table.rfind("startxref"), 20, "startxref\n99999999\n%%");
  PdfSpec empty;
  struct Row {
    std::string name;
    std::string bytes;
    FileStatus status;
    std::size_t pages;
  };
  const std::vector<Row> rows = {
      {"empty file", "", FileStatus::kDamaged, 0},
      {"no PDF", "just a text, but a long one", FileStatus::kDamaged, 0},
      {"header only", good.substr(0, 9), FileStatus::kDamaged, 0},
      {"page tree without pages", MakePdf(empty), FileStatus::kDamaged, 0},
      {"no xref table", no_table, FileStatus::kOk, 2},
      {"cut in the middle", good.substr(0, good.size() / 2), FileStatus::kDamaged, 0},
      {"wrong xref table", garbage_table, FileStatus::kOk, 2},
      {"junk in front", "junk\n" + good, FileStatus::kOk, 2},
  };
  const auto extractor = Start();
  for (const Row& row : rows) {
    const RawDocument document = Extract(row.bytes, extractor.get());
    EXPECT_EQ(document.status, row.status) << row.name << ": " << document.reason;
    EXPECT_EQ(document.pages.size(), row.pages) << row.name;
    EXPECT_EQ(document.reason.empty(), row.status == FileStatus::kOk) << row.name;
  }
}

TEST_F(ExtractorTest, ReportsPagesWithoutText) {
  PdfSpec pdf;
  pdf.pages.resize(3);
  const auto extractor = Start();
  EXPECT_EQ(Extract(pdf, extractor.get()).status, FileStatus::kNoText);
}

TEST_F(ExtractorTest, SurvivesAHugePageCount) {
  PdfSpec pdf = TwoSlides();
  pdf.count = 2'000'000'000;
  const auto extractor = Start();
  const RawDocument document = Extract(pdf, extractor.get());
  EXPECT_TRUE(IsFailure(document.status));
  EXPECT_LE(document.pages.size(), 2U);
  EXPECT_EQ(Extract(TwoSlides(), extractor.get()).status, FileStatus::kOk);
}

TEST_F(ExtractorTest, KeepsToLimitsOfPagesWordsAndText) {
  PdfSpec pdf;
  for (int i = 0; i < 5; ++i)
    pdf.pages.push_back({.runs = {{40, 60, 18, "one two three"}, {40, 160, 18, "four five"}}});
  ExtractLimits limits;
  limits.pages = 3;
  RawDocument document = Extract(pdf, Start(limits).get());
  EXPECT_EQ(document.status, FileStatus::kTruncated);
  EXPECT_EQ(document.pages.size(), 3U);
  EXPECT_EQ(document.page_count, 5U);
  EXPECT_EQ(document.reason, "has 5 pages; pages 1–3 are indexed");

  limits = {};
  limits.words_per_page = 2;
  document = Extract(pdf, Start(limits).get());
  EXPECT_EQ(document.status, FileStatus::kTruncated);
  ASSERT_EQ(document.pages.size(), 5U);
  EXPECT_THAT(Words(document.pages[4]), ElementsAre("one", "two"));

  limits = {};
  limits.text_per_page = 8;
  document = Extract(pdf, Start(limits).get());
  EXPECT_EQ(document.status, FileStatus::kTruncated);
  EXPECT_THAT(Words(document.pages[0]), ElementsAre("one", "two"));

  limits = {};
  limits.text_per_document = 50;
  document = Extract(pdf, Start(limits).get());
  EXPECT_EQ(document.status, FileStatus::kTruncated);
  EXPECT_EQ(document.pages.size(), 2U);
}

TEST_F(ExtractorTest, EndsEndlessFilesByCpuTime) {
  PdfSpec pdf = EndlessPdf(kIdle);
  pdf.pages.insert(pdf.pages.begin(), 2, TwoSlides().pages[0]);
  ExtractLimits limits;
  limits.cpu = milliseconds(600);
  limits.wall = std::chrono::hours(1);
  const auto extractor = Start(limits);
  const RawDocument document = Extract(pdf, extractor.get());
  EXPECT_EQ(document.status, FileStatus::kTimeout);
  // The second figure is what the first try, which ends a look of the clock too late, has left.
  EXPECT_THAT(
      document.reason,
      MatchesRegex("stopped after 0\\.4 s of CPU time on page 3; without layout too: "
                   "stopped after 0\\.[0-2] s of CPU time on page 3; pages 1–2 are indexed"));
  EXPECT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(Extract(TwoSlides(), extractor.get()).status, FileStatus::kOk);
}

// The clock is that of a file, not of the worker: many files in a row may take longer.
TEST_F(ExtractorTest, CountsCpuTimeForEachFile) {
  ExtractLimits limits;
  limits.cpu = milliseconds(200);
  const auto extractor = Start(limits);
  PdfSpec pdf;
  for (int i = 0; i < 40; ++i)
    pdf.pages.push_back(TwoSlides().pages[1]);
  const auto before = std::chrono::steady_clock::now();
  int files = 0;
  while (std::chrono::steady_clock::now() - before < milliseconds(800)) {
    ASSERT_EQ(Extract(pdf, extractor.get()).status, FileStatus::kOk) << files;
    ++files;
  }
}

TEST_F(ExtractorTest, EndsStuckFilesByWallTime) {
  ExtractLimits limits;
  limits.wall = milliseconds(300);
  const auto extractor = Start(limits);
  const RawDocument document = Extract(EndlessPdf(kIdle), extractor.get());
  EXPECT_EQ(document.status, FileStatus::kTimeout);
  EXPECT_THAT(document.reason, HasSubstr("stopped after 0.3 s on page 1"));
}

TEST_F(ExtractorTest, EndsFilesThatNeedTooMuchMemory) {
  if (kSanitized) GTEST_SKIP() << "sanitizers reserve more address space than any limit leaves";
  ExtractLimits limits;
  limits.address_space = 256U << 20;
  limits.wall = std::chrono::hours(1);  // a busy machine is not what is tested here
  const auto extractor = Start(limits);
  // Poppler keeps a record of two hundred bytes for each letter of a replacement text.
  PdfSpec pdf = TwoSlides();
  pdf.pages[1].operators = "/Span <</ActualText(" + std::string(3'000'000, 'A') +
                           ")>> BDC BT /F 9 Tf 9 9 Td (x) Tj ET EMC";
  const RawDocument document = Extract(pdf, extractor.get());
  EXPECT_EQ(document.status, FileStatus::kMemory) << document.reason;
  EXPECT_EQ(
      document.reason,
      "needed more than 256 MiB of memory on page 2; without layout too: needed more than 256 "
      "MiB of memory on page 2; page 1 is indexed");
  EXPECT_EQ(Extract(TwoSlides(), extractor.get()).status, FileStatus::kOk);
}

TEST_F(ExtractorTest, OpensFilesWithAnEmptyPasswordOnly) {
  if (std::system("qpdf --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "qpdf is not installed";
  WriteFile(dir_ / "plain.pdf", MakePdf(TwoSlides()));
  const auto encrypt = [&](const std::string& user) {
    const std::string command = "qpdf --encrypt '" + user + "' owner 256 -- '" +
                                (dir_ / "plain.pdf").string() + "' '" +
                                (dir_ / "locked.pdf").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return rsearch::testing::ReadFile(dir_ / "locked.pdf");
  };
  const auto extractor = Start();
  EXPECT_EQ(Extract(encrypt("secret"), extractor.get()).status, FileStatus::kLocked);
  const RawDocument open = Extract(encrypt(""), extractor.get());
  EXPECT_EQ(open.status, FileStatus::kOk);
  EXPECT_EQ(open.pages.size(), 2U);
}

// Waits until the workers have taken CPU time enough to be in the midst of an endless page.
void AwaitBusyWorkers() {
  constexpr std::time_t kBusy = 200'000'000;  // nanoseconds; what comes before takes a few ms
  EXPECT_TRUE(Eventually([] {
    for (const pid_t worker : Workers()) {
      clockid_t clock{};
      timespec time{};
      if (clock_getcpuclockid(worker, &clock) != 0 || clock_gettime(clock, &time) != 0) continue;
      if (time.tv_sec > 0 || time.tv_nsec > kBusy) return true;
    }
    return false;
  }));
}

// Sends `signal` to the worker as soon as it is busy with an endless third page.
RawDocument ExtractWhileKilled(int signal, Extractor* extractor, const fs::path& path) {
  PdfSpec pdf = EndlessPdf(kIdle);
  pdf.pages.insert(pdf.pages.begin(), 2, TwoSlides().pages[0]);
  WriteFile(path, MakePdf(pdf));
  std::thread killer([&] {
    AwaitBusyWorkers();
    for (const pid_t worker : Workers())
      kill(worker, signal);
  });
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  Result<RawDocument> document = extractor->Extract(fd);
  close(fd);
  killer.join();
  EXPECT_TRUE(document);
  return document ? std::move(*document) : RawDocument{};
}

TEST_F(ExtractorTest, KeepsPagesReadBeforeACrash) {
  ExtractLimits limits;
  limits.cpu = milliseconds(1000);
  limits.wall = std::chrono::hours(1);
  const auto extractor = Start(limits);
  const RawDocument document = ExtractWhileKilled(SIGSEGV, extractor.get(), dir_ / "file.pdf");
  EXPECT_EQ(document.status, FileStatus::kCrash);
  EXPECT_THAT(document.reason,
              StartsWith("crashed on page 3 (SIGSEGV); without layout too: stopped after "));
  EXPECT_THAT(document.reason, EndsWith("; pages 1–2 are indexed"));
  EXPECT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(Extract(TwoSlides(), extractor.get()).status, FileStatus::kOk);
}

// Finding columns and lines among them takes Poppler ten seconds, reading them a moment.
TEST_F(ExtractorTest, ReadsOnWithoutLayoutWhereLayoutTakesTooLong) {
  PdfSpec pdf = TwoSlides();
  pdf.pages.push_back(pdf.pages[1]);
  pdf.pages[1].operators = ScatteredWords();
  ExtractLimits limits;
  limits.cpu = milliseconds(2000);
  limits.wall = std::chrono::hours(1);
  const auto extractor = Start(limits);
  const RawDocument document = Extract(pdf, extractor.get());
  EXPECT_EQ(document.status, FileStatus::kTimeout);
  EXPECT_EQ(document.reason,
            "stopped after 1.4 s of CPU time on page 2; read without layout from there");
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_TRUE(document.pages[0].has_geometry);
  EXPECT_FALSE(document.pages[1].has_geometry);
  EXPECT_THAT(document.pages[2].text, HasSubstr("지식 증류"));
}

TEST_F(ExtractorTest, IsStartedAgainWhenKilledFromOutside) {
  const auto extractor = Start();
  EXPECT_EQ(Extract(TwoSlides(), extractor.get()).status, FileStatus::kOk);
  ASSERT_EQ(Workers().size(), 1U);
  kill(Workers()[0], SIGKILL);
  const RawDocument document = Extract(TwoSlides(), extractor.get());
  EXPECT_EQ(document.status, FileStatus::kOk) << document.reason;
  EXPECT_TRUE(document.pages.at(0).has_geometry);
}

// No file is to blame when there is no worker any more.
TEST_F(ExtractorTest, FailsWhenTheWorkerCannotBeStartedAgain) {
  fs::create_symlink(RSEARCH_TEST_WORKER, dir_ / "worker");
  auto extractor = StartWorkerExtractor(dir_ / "worker", {}, nullptr);
  ASSERT_TRUE(extractor) << extractor.error().message;
  EXPECT_EQ(Extract(TwoSlides(), extractor->get()).status, FileStatus::kOk);
  fs::remove(dir_ / "worker");
  for (const pid_t worker : Workers("(worker)"))
    kill(worker, SIGKILL);
  const int fd = open((dir_ / "file.pdf").c_str(), O_RDONLY | O_CLOEXEC);
  const Result<RawDocument> document = (*extractor)->Extract(fd);
  close(fd);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(document.error().message, HasSubstr((dir_ / "worker").string()));
}

TEST_F(ExtractorTest, StopsWhenTold) {
  std::atomic<bool> stop = false;
  const auto extractor = Start({}, [&] { return stop.load(); });
  std::thread stopper([&] {
    AwaitBusyWorkers();
    stop = true;
  });
  const RawDocument document = Extract(EndlessPdf(kIdle), extractor.get());
  stopper.join();
  EXPECT_EQ(document.status, FileStatus::kTimeout);
  EXPECT_EQ(document.reason, "interrupted");
  EXPECT_THAT(Workers(), ElementsAre());
}

TEST_F(ExtractorTest, LeavesNoProcessBehind) {
  { const auto extractor = Start(); }
  EXPECT_THAT(Workers(), ElementsAre());
}

std::set<std::string> OpenDescriptors(pid_t pid) {
  std::set<std::string> open;
  for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd"))
    open.insert(entry.path().filename());
  return open;
}

// A worker that held another one's socket would keep the client of that one waiting for ever.
TEST_F(ExtractorTest, GivesWorkersOnlyTheirOwnDescriptors) {
  const int leaky = open("/dev/null", O_RDONLY);  // not close-on-exec, as some libraries have them
  const auto first = Start();
  const auto second = Start();
  const std::vector<pid_t> workers = Workers();
  EXPECT_EQ(workers.size(), 2U);
  for (const pid_t worker : workers)
    EXPECT_THAT(OpenDescriptors(worker), ElementsAre("0", "1", "2", "3"));
  close(leaky);
}

// The system ends a worker with the thread that started it.
TEST_F(ExtractorTest, IsStartedAgainWhenItsThreadHasEnded) {
  std::unique_ptr<Extractor> extractor;
  std::thread([&] { extractor = Start(); }).join();
  EXPECT_EQ(Extract(TwoSlides(), extractor.get()).status, FileStatus::kOk);
}

// `pages` slides with the text "A" in a font that has no encoding but that of its embedded file,
// where "A" is the code of the glyph `glyph`. Rebuilt by Poppler: it has no xref.
std::string PdfWithFontFile(const std::string& glyph, int pages) {
  const auto stream = [](const std::string& content) {
    return "<</Length " + std::to_string(content.size()) + ">>stream\n" + content +
           "\nendstream endobj\n";
  };
  std::string kids;
  std::string objects;
  for (int i = 0; i < pages; ++i) {
    const std::string number = std::to_string(10 + i);
    kids += number + " 0 R ";
    objects += number +
               " 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 50]/Contents 3 0 R"
               "/Resources<</Font<</F 4 0 R>>>>>>endobj\n";
  }
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[" + kids +
         "]/Count " + std::to_string(pages) + ">>endobj\n3 0 obj" +
         stream("BT /F 9 Tf 9 9 Td (A) Tj ET") +
         "4 0 obj<</Type/Font/Subtype/Type1/BaseFont/F/FontDescriptor 5 0 R>>endobj\n"
         "5 0 obj<</Type/FontDescriptor/FontName/F/Flags 4/FontFile 6 0 R>>endobj\n6 0 obj" +
         stream(
             "%!PS-AdobeFont-1.0: F\n/FontName /F def\n/Encoding 256 array\n"
             "0 1 255 {1 index exch /.notdef put} for\ndup 65 /" +
             glyph + " put\nreadonly def\ncurrentfile eexec\n") +
         objects + "trailer<</Root 1 0 R>>\n";
}

// Fonts' files are kept from page to page, and must not be from document to document.
TEST_F(ExtractorTest, ReadsEachDocumentsOwnFontFiles) {
  const auto extractor = Start();
  for (const char* const glyph : {"B", "C", "B"}) {
    const RawDocument document = Extract(PdfWithFontFile(glyph, 3), extractor.get());
    EXPECT_EQ(document.status, FileStatus::kOk) << document.reason;
    ASSERT_EQ(document.pages.size(), 3U);
    for (const RawPage& page : document.pages)
      EXPECT_THAT(Words(page), ElementsAre(glyph));
  }
}

TEST_F(ExtractorTest, WorksInSeveralThreads) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const auto extractor = Start();
      const fs::path path = dir_ / ("thread" + std::to_string(t));
      WriteFile(path, MakePdf(TwoSlides()));
      for (int i = 0; i < 10; ++i) {
        const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (Extract(fd, extractor.get()).status == FileStatus::kOk) ++good;
        close(fd);
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(good, 40);
}

TEST_F(ExtractorTest, RefusesWhatIsNoFile) {
  const auto extractor = Start();
  const int folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  EXPECT_EQ(Extract(folder, extractor.get()).status, FileStatus::kUnreadable);
  close(folder);
}

// The sandbox; what it keeps out is in worker/escape_test.cc.

TEST_F(ExtractorTest, ReadsTheSameInEverySandbox) {
  if (kSanitized) GTEST_SKIP() << "no seccomp in builds with sanitizers";
  const RawDocument outside = Extract(TwoSlides(), Start({}, nullptr, Sandbox::kNone).get());
  EXPECT_EQ(outside.status, FileStatus::kOk) << outside.reason;
  for (const Sandbox sandbox : {Sandbox::kStrict, Sandbox::kFull}) {
    const RawDocument inside = Extract(TwoSlides(), Start({}, nullptr, sandbox).get());
    EXPECT_TRUE(SameText(inside, outside)) << Name(sandbox) << ": " << inside.reason;
  }
}

// In Adobe's Korean collection and a font that is not embedded: only Poppler's data say what the
// characters are. Strict mode has them loaded before it closes.
TEST_F(ExtractorTest, ReadsCharactersByCollectionInEverySandbox) {
  if (kSanitized) GTEST_SKIP() << "no seccomp in builds with sanitizers";
  if (!fs::exists("/usr/share/poppler/cidToUnicode")) GTEST_SKIP() << "no poppler-data";
  const std::string content = "BT /F 18 Tf 40 60 Td <044A> Tj ET";
  const std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 720 540]/Contents 4 0 R/Resources<</Font<</F"
      "<</Type/Font/Subtype/Type0/BaseFont/Batang/Encoding/Identity-H/DescendantFonts[<</Type/Font"
      "/Subtype/CIDFontType0/BaseFont/Batang/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)"
      "/Supplement 1>>>>]>>>>>>>>endobj\n4 0 obj<</Length " +
      std::to_string(content.size()) + ">>stream\n" + content +
      "\nendstream endobj\ntrailer<</Root 1 0 R>>\n";
  for (const Sandbox sandbox : {Sandbox::kNone, Sandbox::kStrict, Sandbox::kFull}) {
    const RawDocument document = Extract(pdf, Start({}, nullptr, sandbox).get());
    ASSERT_EQ(document.pages.size(), 1U) << document.reason;
    EXPECT_THAT(Words(document.pages[0]), ElementsAre("강")) << Name(sandbox);
  }
}

// Programs that are no worker.

fs::path Script(const TempDir& dir, const std::string& body) {
  fs::path path = dir / "worker.sh";
  WriteFile(path, "#!/bin/sh\n" + body);
  fs::permissions(path, fs::perms::owner_all);
  return path;
}

TEST_F(ExtractorTest, SaysWhyAProgramCannotBeTheWorker) {
  EXPECT_EQ(StartWorkerExtractor(dir_ / "nothing", {}, nullptr).error().code, ErrorCode::kNotFound);
  EXPECT_THAT(
      StartWorkerExtractor(Script(dir_, "echo broken >&2; exit 1"), {}, nullptr).error().message,
      HasSubstr("ended at once: broken"));
  EXPECT_THAT(StartWorkerExtractor(Script(dir_, "echo hello hello >&3; sleep 9"), {}, nullptr)
                  .error()
                  .message,
              HasSubstr("is not rsearch's PDF worker"));
  EXPECT_THAT(StartWorkerExtractor("/bin/true", {}, nullptr).error().message,
              HasSubstr("ended at once"));
}

TEST_F(ExtractorTest, RefusesAWorkerThatIsNotConfined) {
  const std::string ready = Octal(pdf::Encode(pdf::Ready{Sandbox::kNone, "no seccomp: why"}));
  const fs::path script = Script(dir_, "printf '" + ready + "' >&3; sleep 9");
  const auto refused = StartWorkerExtractor(script, {}, nullptr);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            script.string() + " cannot be confined (no seccomp: why) and so reads no PDF");
  EXPECT_TRUE(StartWorkerExtractor(script, {}, nullptr, Sandbox::kNone));
}

TEST_F(ExtractorTest, SurvivesAWorkerThatTalksNonsense) {
  const std::string ready =
      "printf '" + Octal(pdf::Encode(pdf::Ready{Sandbox::kFull, ""})) + "' >&3\n";
  const std::string head = Octal(pdf::Encode(pdf::Head{2, "", ""}));
  const std::vector<std::string> answers = {
      "head -c 1 <&3 >/dev/null; printf 'nonsense nonsense' >&3; sleep 9",
      "head -c 1 <&3 >/dev/null; printf '" + head + head + "' >&3; sleep 9",
      "head -c 1 <&3 >/dev/null; exit 0",
  };
  for (const std::string& answer : answers) {
    auto extractor = StartWorkerExtractor(Script(dir_, ready + answer), {}, nullptr);
    ASSERT_TRUE(extractor) << extractor.error().message;
    const RawDocument document = Extract(TwoSlides(), extractor->get());
    EXPECT_EQ(document.status, FileStatus::kCrash) << answer;
    EXPECT_NE(document.reason, "") << answer;
    EXPECT_TRUE(document.pages.empty());
  }
}

TEST_F(ExtractorTest, FindsTheWorkerNamedInTheEnvironment) {
  setenv("RSEARCH_WORKER", RSEARCH_TEST_WORKER, 1);
  ASSERT_TRUE(FindWorker());
  EXPECT_EQ(*FindWorker(), RSEARCH_TEST_WORKER);
  setenv("RSEARCH_WORKER", (dir_ / "nothing").c_str(), 1);
  ASSERT_FALSE(FindWorker());
  EXPECT_THAT(FindWorker().error().message, HasSubstr("nothing"));
}

TEST_F(ExtractorTest, FindsTheWorkerBesideTheProgram) {
  std::error_code error;
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path() / "rsearch-pdf-worker";
  fs::create_symlink(RSEARCH_TEST_WORKER, beside, error);
  const Result<fs::path> found = FindWorker();
  fs::remove(beside);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(*found, beside);
}

}  // namespace
}  // namespace rsearch
