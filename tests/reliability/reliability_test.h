// What the tests of this folder share: the programs, and what rindex check says.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/process.h"

namespace rsearch::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

inline Outcome Rindex(std::vector<std::string> arguments, const std::filesystem::path& index,
                      const Process::Options& options = {}) {
  arguments.insert(arguments.begin(), RINDEX);
  arguments.insert(arguments.end(), {"--index", index.string()});
  return Run(arguments, options);
}

// Nothing when the index is sound or there is none yet; else what is wrong.
inline std::string Damage(const std::filesystem::path& index) {
  const Outcome outcome = Rindex({"check", "--full"}, index);
  if (outcome.status == 0) return {};
  if (outcome.status == 2 && outcome.err.find("no index at") != std::string::npos) return {};
  return outcome.out + outcome.err;
}

// `points` numbers, spread over 1 to `count`.
inline std::vector<std::uint64_t> Spread(std::uint64_t count, int points) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < points; ++i)
    numbers.push_back(1 + count * static_cast<std::uint64_t>(i) / static_cast<unsigned>(points));
  return numbers;
}

// How many changes (or reads, as `options` say) below `root` the command makes.
inline std::uint64_t CountChanges(const std::vector<std::string>& command,
                                  Process::Options options) {
  const TempDir dir;
  options.environment.emplace_back("RSEARCH_IO_COUNT", (dir / "count").string());
  const Outcome outcome = Run(command, options);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return std::strtoull(ReadFile(dir / "count").c_str(), nullptr, 10);
}

// Environment under which io_preload.cc watches `program` below `root`.
inline std::vector<std::pair<std::string, std::string>> Watched(const std::string& program,
                                                                const std::filesystem::path& root) {
  return {{"LD_PRELOAD", IO_PRELOAD},
          {"RSEARCH_IO_PROGRAM", program},
          {"RSEARCH_IO_ROOT", root.string()}};
}

}  // namespace rsearch::testing
