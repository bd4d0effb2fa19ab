// The progress line on a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace rsearch {

// "[#####.....] 38/77 files, 640 pages, 310 pages/s  …/BERT.pdf", at most `columns` wide.
std::string ProgressLine(std::size_t files, std::size_t of_files, std::size_t pages, double seconds,
                         std::string_view path, std::size_t columns);

// "[#####.....] 38/77 files, AMOUNT  …/BERT.pdf", at most `columns` wide, which ASCII in `amount`
// is taken to be.
std::string BarLine(std::size_t files, std::size_t of_files, std::string_view amount,
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
  // The same with any line: `line` gets the seconds since the start and the columns there are.
  void DrawLine(const std::function<std::string(double, std::size_t)>& line);
  // Takes the line away, before anything else is printed.
  void Clear();
  // False where there is no terminal: then nothing is ever drawn.
  [[nodiscard]] bool enabled() const { return enabled_; }

 private:
  using Clock = std::chrono::steady_clock;
  const bool enabled_;
  const Clock::time_point started_ = Clock::now();
  Clock::time_point drawn_;
  bool visible_ = false;
};

}  // namespace rsearch
