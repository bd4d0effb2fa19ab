// What `rindex fetch` says. Pure functions; all of it is printable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/fetch/client.h"
#include "indexer/fetch/plan.h"

namespace rsearch {

// "URL → FOLDER/FILE", a line for each download.
std::string PlanText(const FetchPlan& plan, const std::filesystem::path& folder);

// "12 to fetch, 3 here already, 2 failed before (--retry tries them again), 4 without a link".
// The first two are always there.
std::string PlanSummary(const FetchPlan& plan);

// "+12 fetched, 3 here already, 2 failed (--retry tries them again), 4 without a link"; those that
// failed include the earlier ones.
std::string FetchSummary(const FetchPlan& plan, const FetchCounts& counts);

// "URL: REASON"
std::string FailureLine(std::string_view url, std::string_view reason);

// "URL: REASON (failed on 2024-05-01; --retry tries it again)", in UTC.
std::string EarlierFailureLine(const EarlierFailure& failure);

// "TITLE: no link", "TITLE: LINK is no http or https address"
std::string UnusableLine(const UnusableLink& link);

// "[#####.....] 3/12 files, 14.2 MB, 1.3 MB/s  BERT.pdf", at most `columns` wide.
std::string FetchProgressLine(std::size_t files, std::size_t of_files, std::uint64_t bytes,
                              double seconds, std::string_view file, std::size_t columns);

}  // namespace rsearch
