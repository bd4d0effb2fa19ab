// Downloads that failed, remembered between runs in the state directory: nothing but PDFs and their
// parts goes into a collection.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "indexer/fetch/plan.h"
#include "rsearch/result.h"

namespace rsearch {

using FailuresByUrl = std::map<std::string, EarlierFailure>;

// StateFile("fetch-failures").
std::filesystem::path FailuresFile();

// None where there is no file. kCorrupt, naming the file, where it is not one of ours.
Result<FailuresByUrl> ReadFailures(const std::filesystem::path& file);

// Each reads the file anew and replaces it, so that two runs at a time keep each other's. Nothing
// but a download tried once more depends on it: failing to write is not reported, and a file that
// is not one of ours is replaced. Beyond 10,000 failures the oldest are forgotten.
void RememberFailure(const EarlierFailure& failure, const std::filesystem::path& file);
void ForgetFailure(const std::string& url, const std::filesystem::path& file);

}  // namespace rsearch
