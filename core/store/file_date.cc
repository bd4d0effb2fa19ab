#include <ctime>

#include "rsearch/document.h"

namespace rsearch {

std::int32_t FileDate(const FileEntry& file) {
  constexpr std::int64_t kNanoseconds = 1'000'000'000;  // a second's
  const auto seconds = static_cast<std::time_t>(file.stamp.mtime_ns / kNanoseconds);
  std::tm day{};
  gmtime_r(&seconds, &day);
  return (day.tm_year + 1900) * 10'000 + (day.tm_mon + 1) * 100 + day.tm_mday;
}

}  // namespace rsearch
