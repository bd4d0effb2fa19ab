// The worker's answer for one file: frames in, RawDocument out, every frame checked on the way.
#pragma once

#include <chrono>
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
  explicit AnswerReader(const Request& request)
      : request_(request), last_page_(request.first_page - 1) {}

  // False when the frame breaks the protocol: nothing of it is taken, and the worker that sent it
  // is not to be talked to again.
  bool Take(const Frame& frame);

  [[nodiscard]] std::optional<Cause> end() const { return end_; }  // set once End was taken
  [[nodiscard]] bool has_head() const { return has_head_; }
  // Heard of; the one before the first that was asked for when there is none yet.
  [[nodiscard]] std::uint32_t last_page() const { return last_page_; }
  [[nodiscard]] const std::vector<std::uint32_t>& missing() const { return missing_; }
  [[nodiscard]] const std::vector<std::uint32_t>& cut() const { return cut_; }
  [[nodiscard]] const RawDocument& document() const { return document_; }
  RawDocument TakeDocument() { return std::move(document_); }

 private:
  bool TakeHead(std::string_view payload);
  bool TakePage(std::string_view payload);
  bool TakeMissing(std::string_view payload);
  bool TakeEnd(std::string_view payload);
  [[nodiscard]] bool HeadIsDue() const;
  [[nodiscard]] bool IsNextPage(std::uint32_t number) const;
  bool Fits(const RawPage& page);

  const Request request_;
  RawDocument document_;
  bool has_head_ = false;
  std::uint32_t last_page_;
  std::uint64_t text_ = 0;  // bytes so far
  std::vector<std::uint32_t> missing_;
  std::vector<std::uint32_t> cut_;
  std::optional<Cause> end_;
};

// What became of a file, or of one try at it; `reason` is one line for the user.
struct Verdict {
  FileStatus status = FileStatus::kOk;
  std::string reason;
  bool incomplete = false;  // `reason` should go on with the pages that are indexed all the same
};

// The worker came to End.
Verdict JudgeEnd(const AnswerReader& answer, const ExtractLimits& limits);
// The worker died before it.
Verdict JudgeDeath(const AnswerReader& answer, const ExtractLimits& limits, const Death& death);
// It was stopped after `time`.
Verdict JudgeCpuLimit(const AnswerReader& answer, std::chrono::milliseconds time);
Verdict JudgeWallLimit(const AnswerReader& answer, std::chrono::milliseconds time);
// A frame broke the protocol.
Verdict JudgeNonsense(const AnswerReader& answer);

bool HasText(const RawDocument& document);

// "; pages 1–56 are indexed", or nothing when there are none.
std::string WhatIsIndexed(const RawDocument& document);

// "1", "1–56", "3, 7–9"; at most a few ranges, then "and 12 more". `pages` ascend.
std::string PageList(const std::vector<std::uint32_t>& pages);

}  // namespace rsearch::pdf
