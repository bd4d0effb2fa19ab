// The worker's answer for one file: frames in, RawDocument out, every frame checked on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/pdf/protocol.h"
#include "core/pdf/worker_process.h"
#include "rsearch/page.h"

namespace rsearch::pdf {

// Collects the pages of one file. Trusts nothing: sizes and page numbers must keep to the request,
// texts are made valid UTF-8, coordinates finite.
class AnswerReader {
 public:
  explicit AnswerReader(const Request& request) : request_(request) {}

  // False when the frame breaks the protocol: nothing of it is taken, and the worker that sent it
  // is not to be talked to again.
  bool Take(const Frame& frame);

  [[nodiscard]] std::optional<Cause> end() const { return end_; }  // set once End was taken
  [[nodiscard]] bool has_head() const { return has_head_; }
  [[nodiscard]] std::uint32_t last_page() const { return last_page_; }  // heard of; 0: none yet
  [[nodiscard]] const std::vector<std::uint32_t>& missing() const { return missing_; }
  [[nodiscard]] const std::vector<std::uint32_t>& cut() const { return cut_; }
  [[nodiscard]] const RawDocument& document() const { return document_; }
  RawDocument TakeDocument() { return std::move(document_); }

 private:
  bool TakeHead(std::string_view payload);
  bool TakePage(std::string_view payload);
  bool TakeMissing(std::string_view payload);
  bool TakeEnd(std::string_view payload);
  bool IsNextPage(std::uint32_t number) const;
  bool Fits(const RawPage& page);

  const Request request_;
  RawDocument document_;
  bool has_head_ = false;
  std::uint32_t last_page_ = 0;
  std::uint64_t text_ = 0;  // bytes so far
  std::vector<std::uint32_t> missing_;
  std::vector<std::uint32_t> cut_;
  std::optional<Cause> end_;
};

// What becomes of a file; `reason` is one line for the user.
struct Verdict {
  FileStatus status = FileStatus::kOk;
  std::string reason;
};

// The worker came to End.
Verdict JudgeEnd(const AnswerReader& answer, const ExtractLimits& limits);
// The worker died before it.
Verdict JudgeDeath(const AnswerReader& answer, const ExtractLimits& limits, const Death& death);
Verdict JudgeCpuLimit(const AnswerReader& answer, const ExtractLimits& limits);
Verdict JudgeWallLimit(const AnswerReader& answer, const ExtractLimits& limits);
// A frame broke the protocol.
Verdict JudgeNonsense(const AnswerReader& answer);

// "1", "1–56", "3, 7–9"; at most a few ranges, then "and 12 more". `pages` ascend.
std::string PageList(const std::vector<std::uint32_t>& pages);

}  // namespace rsearch::pdf
