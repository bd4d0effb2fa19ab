// sandbox_bench FILE...: what the worker's sandbox costs, and whether the text of each file is the
// same inside and outside it.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "rsearch/extractor.h"
#include "tests/support/same_text.h"

namespace {

using rsearch::Extractor;
using rsearch::RawDocument;
using rsearch::Sandbox;

constexpr int kStarts = 41;
constexpr std::array kModes = {Sandbox::kNone, Sandbox::kStrict, Sandbox::kFull};

template <class T>
T OrExit(rsearch::Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(2);
}

// Milliseconds.
double ChildrenCpu() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto milliseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

std::unique_ptr<Extractor> Start(Sandbox sandbox) {
  static const std::filesystem::path worker = OrExit(rsearch::FindWorker());
  return OrExit(rsearch::StartWorkerExtractor(worker, {}, nullptr, sandbox));
}

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

void MeasureStarts() {
  std::array<std::vector<double>, kModes.size()> cpu;
  for (int i = 0; i < kStarts; ++i) {  // in turn, so that all modes see the same machine
    for (std::size_t mode = 0; mode < kModes.size(); ++mode) {
      const double before = ChildrenCpu();
      Start(kModes[mode]).reset();
      cpu[mode].push_back(ChildrenCpu() - before);
    }
  }
  for (std::size_t mode = 0; mode < kModes.size(); ++mode)
    std::printf("start of a worker, %s: %.2f ms CPU (median of %d)\n", Name(kModes[mode]).data(),
                Median(cpu[mode]), kStarts);
}

std::vector<RawDocument> ExtractAll(int count, char** paths, Sandbox sandbox) {
  const double before = ChildrenCpu();
  std::vector<RawDocument> documents;
  auto extractor = Start(sandbox);
  for (int i = 0; i < count; ++i) {
    const int fd = open(paths[i], O_RDONLY | O_CLOEXEC);
    documents.push_back(OrExit(extractor->Extract(fd)));
    close(fd);
  }
  extractor.reset();  // waits for the worker, so that its time is known
  std::printf("%d files, %s: %.0f ms CPU\n", count, Name(sandbox).data(), ChildrenCpu() - before);
  return documents;
}

// True when every file reads the same.
bool Compare(char** paths, const std::vector<RawDocument>& outside, Sandbox sandbox,
             const std::vector<RawDocument>& inside) {
  std::size_t same = 0;
  std::size_t timeouts = 0;
  for (std::size_t i = 0; i < outside.size(); ++i) {
    // Where a file that takes too long is stopped is chance.
    const bool timeout = outside[i].status == rsearch::FileStatus::kTimeout;
    timeouts += timeout ? 1U : 0U;
    if (timeout || rsearch::testing::SameText(inside[i], outside[i])) {
      ++same;
    } else {
      std::printf("  differs: %s\n", paths[i]);
    }
  }
  std::printf("%s: %zu of %zu files the same (%zu of them took too long)\n", Name(sandbox).data(),
              same, outside.size(), timeouts);
  return same == outside.size();
}

}  // namespace

int main(int argc, char** argv) {
  MeasureStarts();
  if (argc < 2) return 0;
  const auto outside = ExtractAll(argc - 1, argv + 1, Sandbox::kNone);
  bool same = true;
  for (const Sandbox sandbox : {Sandbox::kStrict, Sandbox::kFull})
    same = Compare(argv + 1, outside, sandbox, ExtractAll(argc - 1, argv + 1, sandbox)) && same;
  return same ? 0 : 1;
}
