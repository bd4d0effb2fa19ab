#include <array>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>

#include "rsearch/document.h"

namespace rsearch {
namespace {

constexpr std::int32_t kYear = 10'000;
constexpr std::int32_t kMonth = 100;
constexpr std::int64_t kNanoseconds = 1'000'000'000;  // a second's

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// The number in `digits`; -1 unless all are digits.
std::int32_t Number(std::string_view digits) {
  std::int32_t number = 0;
  for (const char c : digits) {
    if (!IsDigit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return digits.empty() ? -1 : number;
}

bool IsDay(std::int32_t month, std::int32_t day) {
  return month >= 1 && month <= 12 && day >= 0 && day <= 31;
}

// 0 where the name says no date.
std::int32_t DateInName(std::string_view name) {
  if (name.size() >= 7 && name[4] == '-') {  // 2021-06-research_trends
    const std::int32_t year = Number(name.substr(0, 4));
    const std::int32_t month = Number(name.substr(5, 2));
    if (year > 0 && IsDay(month, 0) && (name.size() == 7 || !IsDigit(name[7])))
      return year * kYear + month * kMonth;
  }
  for (const std::size_t length : {std::size_t{8}, std::size_t{6}}) {
    if (name.size() <= length || IsDigit(name[length])) continue;
    const std::int32_t digits = Number(name.substr(0, length));
    const std::int32_t date = length == 8 ? digits : digits + 2000 * kYear;
    if (digits > 0 && IsDay(date / kMonth % 100, date % 100)) return date;
  }
  return 0;
}

}  // namespace

std::int32_t FileDate(const FileEntry& file) {
  const std::string name = std::filesystem::path(file.path).stem().string();
  if (const std::int32_t date = DateInName(name); date != 0) return date;
  const auto seconds = static_cast<std::time_t>(file.stamp.mtime_ns / kNanoseconds);
  std::tm day{};
  gmtime_r(&seconds, &day);
  return (day.tm_year + 1900) * kYear + (day.tm_mon + 1) * kMonth + day.tm_mday;
}

}  // namespace rsearch
