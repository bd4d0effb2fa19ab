// PDFs made to break whoever reads them: attacks, PDFs that somebody has bitten into, and collected
// ones. Whatever they hold, a run ends, every file has one status and failures a reason, no file
// costs more than it may, and the pages of other files are as if it had not been there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/extractor.h"
#include "rsearch/printable.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"
#include "tests/reliability/reliability_test.h"
#include "tests/reliability/rounds.h"
#include "tests/support/hostile/attacks.h"
#include "tests/support/mutate_pdf.h"
#include "tests/support/pdf_writer.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary
using ::testing::HasSubstr;
using ::testing::Not;

bool IsLong() {
  return Rounds(0, 1) == 1;
}

// --- what becomes of files

struct Fate {
  FileStatus status = FileStatus::kOk;
  std::string reason;
};

// By path, of all files of the index.
std::map<std::string, Fate> Fates(const fs::path& index) {
  std::map<std::string, Fate> fates;
  auto reader = IndexReader::Open(index);
  if (!reader) {
    ADD_FAILURE() << reader.error().message;
    return fates;
  }
  const auto read = reader->ForEachDeck([&](Xapian::docid id, const DeckFiles& files) {
    const auto deck = reader->ReadDeck(id);
    EXPECT_TRUE(deck) << deck.error().message;
    for (const FileEntry& file : files.files)
      EXPECT_TRUE(fates.insert({file.path, {files.status, deck->reason}}).second)
          << file.path << " has two statuses";
  });
  EXPECT_TRUE(read) << read.error().message;
  return fates;
}

std::set<std::string> PdfsBelow(const fs::path& folder) {
  std::set<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".pdf")
      paths.insert(entry.path().string());
  return paths;
}

// Each of the files below `folder` has one status, each failure a reason of one printable line, and
// `rindex status` counts as many.
std::map<FileStatus, std::size_t> ExpectAFateEach(const fs::path& folder, const fs::path& index) {
  const std::map<std::string, Fate> fates = Fates(index);
  std::set<std::string> paths;
  std::map<FileStatus, std::size_t> counts;
  for (const auto& [path, fate] : fates) {
    paths.insert(path);
    ++counts[fate.status];
    EXPECT_EQ(fate.status == FileStatus::kOk, fate.reason.empty())
        << path << ": " << Name(fate.status) << ": " << fate.reason;
    EXPECT_EQ(PlainText(fate.reason), fate.reason) << path;
  }
  EXPECT_EQ(paths, PdfsBelow(folder));
  const std::string status = Rindex({"status", "--json"}, index).out;
  for (const auto& [status_of_some, count] : counts)
    EXPECT_THAT(status, HasSubstr("\"" + std::string(Name(status_of_some)) +
                                  "\":" + std::to_string(count)));
  const std::string failed = Rindex({"status", "--failed"}, index).out;
  for (const auto& [path, fate] : fates) {
    if (IsFailure(fate.status)) {
      EXPECT_THAT(failed, HasSubstr(ShellWord(path) + ": " + std::string(Name(fate.status))));
    }
  }
  return counts;
}

void Print(const std::string& what, const std::map<FileStatus, std::size_t>& counts) {
  std::printf("%s:", what.c_str());
  for (const auto& [status, count] : counts)
    std::printf(" %zu %s", count, std::string(Name(status)).c_str());
  std::printf("\n");
}

// Indexes `folder`, whatever is in it.
Outcome Index(const fs::path& folder, const fs::path& index) {
  Outcome outcome = Rindex({"update", folder.string()}, index);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(Damage(index), "");
  return outcome;
}

// --- what they cost

// An address space of 1 GiB for rindex and all it starts. Sanitizers take more for themselves.
Process::Options OneGiB() {
  Process::Options options;
  options.before_exec = [] {
    const rlimit limit{1U << 30, 1U << 30};
    if (!kSanitized) setrlimit(RLIMIT_AS, &limit);
  };
  return options;
}

struct Cost {
  std::chrono::milliseconds cpu{0};
  std::uint64_t memory = 0;  // bytes
  std::string slowest, largest;

  void Add(const std::string& name, const Outcome& outcome) {
    if (outcome.cpu > cpu) {
      cpu = outcome.cpu;
      slowest = name;
    }
    if (outcome.peak_memory > memory) {
      memory = outcome.peak_memory;
      largest = name;
    }
  }
  void Print() const {
    std::printf("at most %.2f s of CPU (%s) and %llu MiB of memory (%s) a file\n",
                static_cast<double>(cpu.count()) / 1000, slowest.c_str(),
                static_cast<unsigned long long>(memory >> 20), largest.c_str());
  }
};

// Indexes the file at `path` alone.
Outcome IndexAlone(const fs::path& path, std::map<FileStatus, std::size_t>* counts) {
  const TempDir dir;
  fs::create_directories(dir / "pdf");
  std::error_code failed;  // on another file system
  fs::create_hard_link(path, dir / "pdf/file.pdf", failed);
  if (failed) fs::copy_file(path, dir / "pdf/file.pdf");
  Outcome outcome =
      Rindex({"update", "--jobs", "1", (dir / "pdf").string()}, dir / "index", OneGiB());
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  for (const auto& [status, count] : ExpectAFateEach(dir / "pdf", dir / "index"))
    (*counts)[status] += count;
  return outcome;
}

// The limits are for a file's whole cost: its extraction, the start and the end of workers, the
// indexing of its text, the commit.
void ExpectWithinLimits(const Cost& cost) {
  cost.Print();
  if (kSanitized || !IsLong()) return;
  EXPECT_LE(cost.cpu, std::chrono::seconds(10)) << cost.slowest;
  EXPECT_LE(cost.memory, std::uint64_t{1} << 30) << cost.largest;
}

// --- files

const Strength kStrength = IsLong() ? Strength::Full() : Strength::Reduced();

// Collected ones, of which the short form takes some; empty where there are none.
std::vector<fs::path> CollectedFiles() {
  const char* place = std::getenv("RSEARCH_CORPUS");
  const fs::path folder =
      (place != nullptr ? fs::path(place) : fs::path(RSEARCH_SHARED)) / "corpus/hostile";
  if (!fs::is_directory(folder)) return {};
  const std::set<std::string> all = PdfsBelow(folder);
  std::vector<fs::path> some;
  const std::size_t step = IsLong() ? 1 : 10;
  std::size_t i = 0;
  for (const std::string& path : all)
    if (i++ % step == 0) some.emplace_back(path);
  return some;
}

PdfSpec Deck(std::size_t number) {
  const std::vector<std::string> subjects = {"Knowledge Distillation", "Graph Attention",
                                             "Optical Flow", "Masked Language Model (MLM)"};
  PdfSpec pdf;
  pdf.title = subjects[number % subjects.size()];
  for (std::size_t page = 0; page < 2 + number % 3; ++page)
    pdf.pages.push_back(
        {.runs = {{40, 60, 32, subjects[(number + page) % subjects.size()]},
                  {40, 140, 18, "deck" + std::to_string(number) + " page" + std::to_string(page)},
                  {40, 180, 18, "지식 증류(knowledge distillation)와 그래프"},
                  {40, 220, 18, "teacher and student of number " + std::to_string(7 * number)}}});
  return pdf;
}

// PDFs to be bitten into: the sample collection, some that are not packed, so that bites reach what
// is inside, attacks, and real ones.
std::vector<std::string> Sources() {
  std::vector<std::string> sources;
  for (const std::string& path : PdfsBelow(SAMPLE))
    sources.push_back(ReadFile(path));
  for (std::size_t i = 0; i < 32; ++i)
    sources.push_back(MakePdf(Deck(i)));
  constexpr std::size_t kLargestAttack = std::size_t{1} << 14;
  for (const Attack& attack : Attacks())
    if (std::string pdf = attack.make(Strength::Reduced()); pdf.size() <= kLargestAttack)
      sources.push_back(std::move(pdf));
  constexpr std::size_t kLargest = std::size_t{1} << 20;
  const char* place = std::getenv("RSEARCH_CORPUS");
  const fs::path corpus =
      (place != nullptr ? fs::path(place) : fs::path(RSEARCH_SHARED)) / "corpus";
  for (const char* folder : {"seed", "decks_ko", "decks_en", "papers_en"}) {
    if (!IsLong() || !fs::is_directory(corpus / folder)) continue;
    for (const std::string& path : PdfsBelow(corpus / folder))
      if (fs::file_size(path) <= kLargest) sources.push_back(ReadFile(path));
  }
  return sources;
}

// --- tests

TEST(Hostile, AttacksEndWithAStatus) {
  const TempDir dir;
  for (const Attack& attack : Attacks())
    WriteFile(dir / "pdf" / (std::string(attack.name) + ".pdf"), attack.make(kStrength));
  Index(dir / "pdf", dir / "index");
  const auto counts = ExpectAFateEach(dir / "pdf", dir / "index");
  Print(std::to_string(Attacks().size()) + " attacks", counts);
}

TEST(Hostile, NoAttackCostsMoreThanItMay) {
  const TempDir dir;
  const std::vector<Attack> attacks = Attacks();
  Cost cost;
  std::map<FileStatus, std::size_t> counts;
  for (std::size_t i = 0; i < attacks.size(); i += IsLong() ? 1 : 10) {
    SCOPED_TRACE(attacks[i].name);
    const fs::path file = dir / "attack.pdf";
    WriteFile(file, attacks[i].make(kStrength));
    cost.Add(std::string(attacks[i].name), IndexAlone(file, &counts));
  }
  Print("attacks, one by one", counts);
  ExpectWithinLimits(cost);
}

TEST(Hostile, CollectedFilesEndWithAStatus) {
  const std::vector<fs::path> files = CollectedFiles();
  if (files.empty()) GTEST_SKIP() << "no hostile PDFs at hand: set RSEARCH_CORPUS";
  Cost cost;
  std::map<FileStatus, std::size_t> counts;
  for (const fs::path& file : files) {
    SCOPED_TRACE(file);
    cost.Add(file.filename().string(), IndexAlone(file, &counts));
  }
  Print(std::to_string(files.size()) + " collected files", counts);
  ExpectWithinLimits(cost);
}

TEST(Hostile, MutantsEndWithAStatus) {
  constexpr int kFilesOfARun = 1000;
  std::mt19937 random(Seed());
  const std::vector<std::string> sources = Sources();
  ASSERT_GE(sources.size(), 100U);
  std::map<FileStatus, std::size_t> counts;
  Cost cost;
  const int rounds = Rounds(250, 12'000);
  for (int i = 0; i < rounds;) {
    const TempDir dir;
    for (const int end = std::min(i + kFilesOfARun, rounds); i < end; ++i)
      WriteFile(dir / "pdf" / (std::to_string(i) + ".pdf"),
                Mutate(sources[random() % sources.size()], &random));
    Index(dir / "pdf", dir / "index");
    for (const auto& [status, count] : ExpectAFateEach(dir / "pdf", dir / "index"))
      counts[status] += count;
    for (const auto& [path, fate] : Fates(dir / "index")) {
      if (fate.status != FileStatus::kTimeout && fate.status != FileStatus::kMemory &&
          fate.status != FileStatus::kCrash)
        continue;
      std::printf("%s: %s\n", fs::path(path).filename().c_str(), fate.reason.c_str());
      std::map<FileStatus, std::size_t> alone;
      cost.Add(fs::path(path).filename().string(), IndexAlone(path, &alone));
    }
  }
  Print(std::to_string(rounds) + " mutants", counts);
  ExpectWithinLimits(cost);
}

// --- the good ones beside them

// Everything the index has of a document but its number, which is chance.
std::string Everything(const Xapian::Document& document) {
  std::string all;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    all += *term + " " + std::to_string(term.get_wdf()) + " at";
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
      all += " " + std::to_string(*at);
    all += "\n";
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    all += std::to_string(value.get_valueno()) + "=" + *value + "\n";
  return all + document.get_data();
}

// By "PATH" for the documents of decks and "PATH:PAGE" for those of pages; of `wanted` paths.
std::map<std::string, std::string> DocumentsOf(const std::set<std::string>& wanted,
                                               const fs::path& index) {
  std::map<std::string, std::string> documents;
  auto reader = IndexReader::Open(index);
  if (!reader) {
    ADD_FAILURE() << reader.error().message;
    return documents;
  }
  Xapian::Database& database = reader->database();
  const auto read = reader->ForEachDeck([&](Xapian::docid id, const DeckFiles& files) {
    const std::string& path = files.files.front().path;
    if (!wanted.contains(path)) return;
    documents[path] = Everything(database.get_document(id));
    const std::string pages = std::string(schema::kPageOf).append(files.hash.bytes());
    for (auto page = database.postlist_begin(pages); page != database.postlist_end(pages); ++page) {
      const auto record = reader->ReadPage(*page);
      ASSERT_TRUE(record);
      documents[path + ":" + std::to_string(record->number)] =
          Everything(database.get_document(*page));
    }
  });
  EXPECT_TRUE(read) << read.error().message;
  return documents;
}

// Nothing may differ: what is said of a deck comes from its own pages, its names, the rules for
// names and the catalogue, none of which the hostile ones change.
TEST(Hostile, GoodFilesAreIndexedAsWithoutThem) {
  const std::size_t good = IsLong() ? 1000 : 60;
  const std::size_t hostile = IsLong() ? 100 : 20;
  const TempDir dir;
  const auto folder = [&](std::size_t i) {
    return dir / "pdf" / ("field " + std::to_string(i % 7));
  };
  fs::copy(SAMPLE, dir / "pdf", fs::copy_options::recursive);
  for (std::size_t i = PdfsBelow(dir / "pdf").size(); i < good; ++i)
    WriteFile(folder(i) / ("21" + std::to_string(1000 + i).substr(0, 4) + "_Deck " +
                           std::to_string(i) + ".pdf"),
              MakePdf(Deck(i)));
  const std::set<std::string> paths = PdfsBelow(dir / "pdf");
  ASSERT_EQ(paths.size(), good);
  Index(dir / "pdf", dir / "clean");

  const std::vector<Attack> attacks = Attacks();
  std::mt19937 random(Seed());
  std::vector<std::string> sources;
  for (const std::string& path : PdfsBelow(SAMPLE))
    sources.push_back(ReadFile(path));
  for (std::size_t i = 0; i < hostile; ++i)  // the half of them attacks, spread over all kinds
    WriteFile(folder(i) / ("210" + std::to_string(100 + i) + "_Hostile.pdf"),
              i % 2 == 0 ? attacks[i * attacks.size() / hostile].make(kStrength)
                         : Mutate(sources[random() % sources.size()], &random));
  Index(dir / "pdf", dir / "both");
  Print("good and hostile files", ExpectAFateEach(dir / "pdf", dir / "both"));

  const auto expected = DocumentsOf(paths, dir / "clean");
  const auto found = DocumentsOf(paths, dir / "both");
  ASSERT_GE(expected.size(), 3 * good);
  EXPECT_EQ(found.size(), expected.size());
  std::size_t differ = 0;
  for (const auto& [name, document] : expected) {
    const auto other = found.find(name);
    if (other != found.end() && other->second == document) continue;
    ++differ;
    EXPECT_LT(differ, 5U) << name << "\n" << document;
  }
  EXPECT_EQ(differ, 0U);
  std::printf("%zu documents of %zu good files, beside %zu hostile ones: %zu differ\n",
              expected.size(), good, hostile, differ);
}

// --- what is remembered

// Puts an older extractor's number on all contents.
void PretendOlderExtractor(const fs::path& index) {
  auto writer = IndexWriter::Open(index);
  ASSERT_TRUE(writer) << writer.error().message;
  const auto done = writer->Do([](Xapian::WritableDatabase& database) {
    const std::string decks(schema::kKindDeck);
    for (auto it = database.postlist_begin(decks); it != database.postlist_end(decks); ++it) {
      Xapian::Document document = database.get_document(*it);
      auto files = DecodeDeckFiles(document.get_value(schema::kSlotFiles));
      ASSERT_TRUE(files);
      ASSERT_EQ(files->extractor_version, kExtractorVersion);
      --files->extractor_version;
      document.add_value(schema::kSlotFiles, Encode(*files));
      database.replace_document(*it, document);
    }
  });
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_TRUE(writer->Commit());
}

// A failed file is read again when its content changes, when the extractor is another, and with
// --retry; not when it is touched, moved or copied.
TEST(Hostile, OutcomesAreRemembered) {
  const TempDir dir;
  const fs::path index = dir / "index";
  const fs::path file = dir / "pdf/bad.pdf";
  const auto update = [&](std::vector<std::string> flags = {}) {
    flags.insert(flags.begin(), {"update", "--explain"});
    const Outcome outcome = Rindex(flags, index);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out + outcome.err;
  };
  WriteFile(file, MakePdf(Deck(1)).substr(0, 100));
  WriteFile(dir / "pdf/good.pdf", MakePdf(Deck(2)));
  Index(dir / "pdf", index);
  const Fate fate = Fates(index)[file.string()];
  EXPECT_EQ(fate.status, FileStatus::kDamaged);

  EXPECT_THAT(update(), HasSubstr("bad.pdf: unchanged"));
  EXPECT_THAT(update({"--retry"}), HasSubstr("bad.pdf: failed last time, --retry"));

  PretendOlderExtractor(index);
  const std::string other = update();
  EXPECT_THAT(other, HasSubstr("bad.pdf: indexed by another version of the extractor"));
  EXPECT_THAT(other, HasSubstr("good.pdf: indexed by another version of the extractor"));
  EXPECT_THAT(update(), HasSubstr("bad.pdf: unchanged"));

  fs::rename(file, dir / "pdf/moved.pdf");
  fs::copy(dir / "pdf/moved.pdf", dir / "pdf/copy.pdf");
  // A worker that cannot be started: nothing that is known needs one.
  const Outcome moved = Rindex({"update"}, index, {{{"RSEARCH_WORKER", "/bin/false"}}, {}});
  EXPECT_EQ(moved.status, 0) << moved.err;
  EXPECT_EQ(Fates(index)[dir / "pdf/copy.pdf"].reason, fate.reason);

  WriteFile(dir / "pdf/moved.pdf", MakePdf(Deck(1)));
  update();
  EXPECT_EQ(Fates(index)[dir / "pdf/moved.pdf"].status, FileStatus::kOk);
  EXPECT_EQ(Fates(index)[dir / "pdf/copy.pdf"].status, FileStatus::kDamaged);
}

}  // namespace
}  // namespace rsearch
