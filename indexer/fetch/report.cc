#include "indexer/fetch/report.h"

#include <chrono>
#include <cstdio>

#include "indexer/fetch/response.h"
#include "indexer/progress.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

std::string Tail(const FetchPlan& plan, std::size_t failed, const char* failed_text) {
  std::string text = ", " + std::to_string(plan.here) + " here already";
  if (failed > 0)
    text += ", " + std::to_string(failed) + failed_text + " (--retry tries them again)";
  if (!plan.unusable.empty())
    text += ", " + std::to_string(plan.unusable.size()) + " without a link";
  return text;
}

// "2024-05-01"
std::string DateText(std::int64_t seconds) {
  using std::chrono::floor;
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const std::chrono::year_month_day date{floor<std::chrono::days>(time)};
  const auto padded = [](unsigned value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         padded(static_cast<unsigned>(date.month())) + "-" +
         padded(static_cast<unsigned>(date.day()));
}

}  // namespace

std::string PlanText(const FetchPlan& plan, const std::filesystem::path& folder) {
  std::string text;
  for (const Download& download : plan.downloads) {
    text += PlainText(download.url) + " → " + PlainPath((folder / download.file).native()) + "\n";
  }
  return text;
}

std::string PlanSummary(const FetchPlan& plan) {
  return std::to_string(plan.downloads.size()) + " to fetch" +
         Tail(plan, plan.failed_earlier.size(), " failed before");
}

std::string FetchSummary(const FetchPlan& plan, const FetchCounts& counts) {
  return "+" + std::to_string(counts.fetched) + " fetched" +
         Tail(plan, counts.failed + plan.failed_earlier.size(), " failed");
}

std::string FailureLine(std::string_view url, std::string_view reason) {
  return PlainText(url) + ": " + PlainText(reason);
}

std::string EarlierFailureLine(const EarlierFailure& failure) {
  return FailureLine(failure.url, failure.reason) + " (failed on " + DateText(failure.time) +
         "; --retry tries it again)";
}

std::string UnusableLine(const UnusableLink& link) {
  const std::string title = PlainText(link.title);
  if (link.link.empty()) return title + ": no link";
  return title + ": " + PlainText(link.link) + " " + link.why;
}

std::string FetchProgressLine(std::size_t files, std::size_t of_files, std::uint64_t bytes,
                              double seconds, std::string_view file, std::size_t columns) {
  std::string amount = SizeText(bytes);
  if (seconds >= 1) {
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(bytes) / seconds);
    amount += ", " + SizeText(rate) + "/s";
  }
  return BarLine(files, of_files, amount, file, columns);
}

}  // namespace rsearch
