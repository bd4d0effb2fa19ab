// A disk that loses or changes what was written: rindex check --full finds it, and whatever was
// changed, rsearch answers or says what is wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/reliability/reliability_test.h"
#include "tests/reliability/rounds.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using namespace ::rsearch::testing;  // NOLINT: a test's own vocabulary

constexpr std::size_t kBlock = 8192;

std::string Words(std::mt19937* random) {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += "word" + std::to_string((*random)() % 2000) + " ";
  return text;
}

// An index with a past: blocks that were freed, some used again.
void MakeIndex(const fs::path& pdfs, const fs::path& index, std::mt19937* random) {
  for (int round = 0; round < 6; ++round) {
    for (int file = 0; file < 12; ++file) {
      std::vector<std::string> pages;
      for (int page = 0; page < 8; ++page)
        pages.push_back(Words(random));
      WriteFile(pdfs / (std::to_string((round * 5 + file) % 20) + ".pdf"), SamplePdf(pages));
    }
    ASSERT_EQ(Rindex({"update", pdfs.string()}, index).status, 0);
  }
}

// Changes `bytes`, of a file of this index; says how. False: the file is to be removed.
bool Damage(std::string* bytes, std::mt19937* random, std::string* how) {
  const auto at = [&](std::size_t step) { return (*random)() % bytes->size() / step * step; };
  switch ((*random)() % 8) {
    case 0:
    case 1:
      *how = "a bit turned over";
      (*bytes)[at(1)] ^= static_cast<char>(1U << (*random)() % 8);
      return true;
    case 2: {
      *how = "a block of zeros";
      const std::size_t start = at(kBlock);
      std::fill_n(bytes->begin() + static_cast<std::ptrdiff_t>(start),
                  std::min(kBlock, bytes->size() - start), '\0');
      return true;
    }
    case 3: {
      *how = "a sector of noise";
      const std::size_t start = at(512);
      for (std::size_t i = start; i < std::min(start + 512, bytes->size()); ++i)
        (*bytes)[i] = static_cast<char>((*random)());
      return true;
    }
    case 4: {
      *how = "a block in the place of another";
      const std::size_t from = at(kBlock);
      bytes->replace(at(kBlock), kBlock, bytes->substr(from, kBlock));
      return true;
    }
    case 5:
      *how = "cut short";
      bytes->resize(at(1));
      return true;
    case 6:
      *how = "longer";
      bytes->append(1 + (*random)() % kBlock, 'x');
      return true;
    default:
      *how = "removed";
      return false;
  }
}

TEST(Corruption, IsFoundAndCrashesNoSearch) {
  std::mt19937 random(Seed());
  const TempDir dir;
  MakeIndex(dir / "pdf", dir / "index", &random);
  ASSERT_EQ(::rsearch::testing::Damage(dir / "index"), "");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(dir / "index/db"))
    if (entry.file_size() > 0) files.push_back(entry.path().filename());
  files.emplace_back("../roots");
  std::sort(files.begin(), files.end());
  std::map<std::string, int> ends;  // of rsearch
  const int rounds = Rounds(40, 500);
  for (int i = 0; i < rounds; ++i) {
    const TempDir copy;
    fs::copy(dir / "index", copy / "i", fs::copy_options::recursive);
    const fs::path file = copy / "i/db" / files[random() % files.size()].string();
    const std::string before = ReadFile(file);
    std::string bytes = before;
    std::string how;
    const bool keep = ::rsearch::Damage(&bytes, &random, &how);
    if (keep && bytes == before) {
      --i;
      continue;
    }
    SCOPED_TRACE("round " + std::to_string(i) + ": " + file.filename().string() + ", " + how);
    if (keep)
      WriteFile(file, bytes);
    else
      fs::remove(file);
    const Outcome check = Rindex({"check", "--full"}, copy / "i");
    EXPECT_EQ(check.status, 1) << check.out << check.err;
    for (const char* query : {"word1 word2 word3", "\"word1 word2\" word4*", "word7"}) {
      const Outcome search =
          ::rsearch::testing::Run({RSEARCH, "--index", (copy / "i").string(), query},
                                  {{{"XDG_STATE_HOME", copy.path().string()}}, {}});
      EXPECT_LE(search.status, 2) << query << "\n" << search.err;
      const bool crash = search.err.find("crashed (") != std::string::npos;
      const bool too_long = search.err.find("taken too long") != std::string::npos;
      ++ends[crash               ? "a crash told"
             : too_long          ? "too long told"
             : search.status < 2 ? "answers"
                                 : "errors"];
    }
  }
  std::printf("%d corruptions; rsearch:", rounds);
  for (const auto& [end, count] : ends)
    std::printf(" %d %s,", count, end.c_str());
  std::printf(" no death\n");
}

}  // namespace
}  // namespace rsearch
