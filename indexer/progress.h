// The progress line on a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace rsearch {

// "[#####.....] 38/77 files, 640 pages, 310 pages/s  …/BERT.pdf", at most `columns` wide.
std::string ProgressLine(std::size_t files, std::size_t of_files, std::size_t pages, double seconds,
                         std::string_view path, std::size_t columns);

// Draws on stderr, and only when that is a terminal. Not thread-safe.
class ProgressBar {
 public:
  ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ProgressBar(ProgressBar&&) = delete;
  ProgressBar& operator=(ProgressBar&&) = delete;
  ~ProgressBar() { Clear(); }

  // At most ten times a second; other calls do nothing.
  void Draw(std::size_t files, std::size_t of_files, std::size_t pages, std::string_view path);
  // Takes the line away, before anything else is printed.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  const bool enabled_;
  const Clock::time_point started_ = Clock::now();
  Clock::time_point drawn_;
  bool visible_ = false;
};

}  // namespace rsearch
