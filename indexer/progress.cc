#include "indexer/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

constexpr std::size_t kBarColumns = 20;
constexpr std::size_t kDefaultColumns = 80;
constexpr std::chrono::milliseconds kInterval{100};

std::size_t TerminalColumns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefaultColumns;
  return size.ws_col;
}

bool IsUsableTerminal() {
  const char* term = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): nothing sets it
  return isatty(STDERR_FILENO) == 1 && term != nullptr && std::string_view(term) != "dumb";
}

}  // namespace

std::string ProgressLine(std::size_t files, std::size_t of_files, std::size_t pages, double seconds,
                         std::string_view path, std::size_t columns) {
  std::string amount = std::to_string(pages) + " pages";
  if (seconds >= 1) {
    amount += ", " +
              std::to_string(static_cast<std::size_t>(static_cast<double>(pages) / seconds)) +
              " pages/s";
  }
  return BarLine(files, of_files, amount, path, columns);
}

std::string BarLine(std::size_t files, std::size_t of_files, std::string_view amount,
                    std::string_view path, std::size_t columns) {
  const std::size_t filled = of_files == 0 ? kBarColumns : kBarColumns * files / of_files;
  std::string line = "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "] ";
  line += std::to_string(files) + "/" + std::to_string(of_files) + " files, ";
  line += amount;
  line = line.substr(0, columns);
  if (line.size() + 2 < columns) line += "  " + PlainTail(path, columns - line.size() - 2);
  return line;
}

ProgressBar::ProgressBar() : enabled_(IsUsableTerminal()) {}

void ProgressBar::Draw(std::size_t files, std::size_t of_files, std::size_t pages,
                       std::string_view path) {
  DrawLine([&](double seconds, std::size_t columns) {
    return ProgressLine(files, of_files, pages, seconds, path, columns);
  });
}

void ProgressBar::DrawLine(const std::function<std::string(double, std::size_t)>& line) {
  const auto now = Clock::now();
  if (!enabled_ || now - drawn_ < kInterval) return;
  drawn_ = now;
  visible_ = true;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  // One column is left free: a line that fills the last one wraps on some terminals.
  std::fprintf(stderr, "\r\x1b[K%s", line(seconds, TerminalColumns() - 1).c_str());
}

void ProgressBar::Clear() {
  if (visible_) std::fputs("\r\x1b[K", stderr);
  visible_ = false;
}

}  // namespace rsearch
