// The ladder: what is tried on a file, in which order, and what the tries together come to.
// Decisions only; worker_extractor.cc carries them out.
//
//   layout ──died on a page──▶ raw, from that page on
//          ──died before it was open──▶ metadata only
//
// A try that failed through no fault of the file is made again, once. Raw has no rung below it: by
// then the title and the page count are known.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/pdf/answer.h"
#include "core/pdf/protocol.h"
#include "rsearch/page.h"

namespace rsearch::pdf {

// One try at a file, and how it ended.
struct Attempt {
  Rung rung = Rung::kLayout;
  std::uint32_t reached = 0;  // the last page heard of
  bool has_head = false;
  RawDocument document;  // what was read; its status and reason are in `verdict`
  Verdict verdict;
  // The worker was killed from outside, or ran out of memory that earlier files had filled.
  bool not_to_blame = false;
  bool out_of_time = false;  // the wall limit of the file, all its tries together, is reached
  bool interrupted = false;  // the user wants no more
};

struct Step {
  Rung rung = Rung::kLayout;
  std::uint32_t first_page = 1;
};

// What to try after `attempts` (at least one); nothing when that was all.
std::optional<Step> NextStep(const std::vector<Attempt>& attempts);

// The pages of all attempts, with the status of the first that counts and a reason that tells all:
// "stopped after 7 s of CPU time on page 3; read without layout from there".
RawDocument Combine(std::vector<Attempt> attempts);

}  // namespace rsearch::pdf
