// Runs a fuzz target over its seeds where there is no libFuzzer, and over what is easily made of
// them. Which bytes are changed is always the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

constexpr int kChangesOfASeed = 300;

void RunOn(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::vector<std::string> Seeds() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(RSEARCH_SEEDS))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const auto& path : paths)
    seeds.push_back(rsearch::testing::ReadFile(path));
  return seeds;
}

TEST(Fuzz, Seeds) {
  const std::vector<std::string> seeds = Seeds();
  ASSERT_GE(seeds.size(), 3U);
  RunOn("");
  for (const std::string& seed : seeds)
    RunOn(seed);
}

TEST(Fuzz, SeedsCutAnywhere) {
  for (const std::string& seed : Seeds())
    for (std::size_t size = 0; size < seed.size(); ++size)
      RunOn(seed.substr(0, size));
}

TEST(Fuzz, SeedsWithChangedBytes) {
  std::minstd_rand random(1);
  for (const std::string& seed : Seeds()) {
    if (seed.empty()) continue;
    std::string changed = seed;
    for (int i = 0; i < kChangesOfASeed; ++i) {
      if (i % 10 == 0) changed = seed;
      changed[random() % changed.size()] = static_cast<char>(random());
      RunOn(changed);
    }
  }
}

}  // namespace
}  // namespace rsearch
