// A long row of commits to an index of which everybody can tell what it must hold after each: what
// the kill and power-cut tests run, interrupt and verify.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "rsearch/result.h"
#include "rsearch/store.h"

namespace rsearch::testing {

// Content → number of the commit that wrote it.
using ChurnState = std::map<std::uint32_t, std::uint32_t>;

// What the index holds after `commits` commits.
ChurnState ChurnStateAfter(std::uint32_t commits);

// Goes on from what the index holds, `commits` more; after each one adds a line with its number,
// from 1 on, to the file `acks`. Many pages, few contents: old ones are replaced and removed.
Result<void> Churn(const std::filesystem::path& index, std::uint32_t commits,
                   const std::filesystem::path& acks);

// The number of commits that the index has; an error that names what is not as it must be after
// them. 0 for no index.
Result<std::uint32_t> VerifyChurn(const std::filesystem::path& index);
// The same of a snapshot; may meet a concurrent commit.
Result<std::uint32_t> VerifyChurn(IndexReader& reader);

// The last line of `acks`; 0 for none.
std::uint32_t LastAck(const std::filesystem::path& acks);

}  // namespace rsearch::testing
