#include "core/pdf/ladder.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace rsearch::pdf {
namespace {

bool Died(const Attempt& attempt) {
  const FileStatus status = attempt.verdict.status;
  return status == FileStatus::kCrash || status == FileStatus::kTimeout ||
         status == FileStatus::kMemory;
}

// Whether what became of the last attempt shows what the file is like.
bool MayRepeat(const std::vector<Attempt>& attempts) {
  return attempts.back().not_to_blame &&
         std::count_if(attempts.begin(), attempts.end(),
                       [](const Attempt& attempt) { return attempt.not_to_blame; }) == 1;
}

// Those that were not made again.
std::vector<const Attempt*> Counting(const std::vector<Attempt>& attempts) {
  std::vector<const Attempt*> counting;
  for (const Attempt& attempt : attempts)
    if (!attempt.not_to_blame || &attempt == &attempts.back()) counting.push_back(&attempt);
  return counting;
}

std::string TellRaw(const Attempt& raw, const Attempt& before) {
  const bool whole = !IsFailure(raw.verdict.status);
  const bool further = whole || raw.reached > before.reached;
  return (further ? "; read without layout from there" : "; without layout too") +
         (whole ? "" : ": " + raw.verdict.reason);
}

std::string TellMetadata(const Attempt& metadata) {
  const bool title = !metadata.document.title.empty();
  const bool count = metadata.document.page_count > 0;
  if (title && count) return "; only its title and page count are known";
  if (title) return "; only its title is known";
  return count ? "; only its page count is known" : "";
}

// `first` died, and `second` is how it went on.
Verdict Add(const Attempt& first, const Attempt& second) {
  Verdict verdict = first.verdict;
  if (second.rung == Rung::kMetadata) {
    verdict.reason += TellMetadata(second);
  } else {
    verdict.reason += TellRaw(second, first);
    verdict.incomplete = second.verdict.incomplete;
  }
  return verdict;
}

Verdict Judge(const std::vector<Attempt>& attempts) {
  const std::vector<const Attempt*> counting = Counting(attempts);
  const Attempt& first = *counting.front();
  const Attempt& last = *counting.back();
  if (&first == &last || last.interrupted) return last.verdict;
  return Add(first, last);
}

void AddPages(RawDocument&& more, RawDocument* document) {
  if (document->page_count == 0) {
    document->title = std::move(more.title);
    document->author = std::move(more.author);
  }
  document->page_count = std::max(document->page_count, more.page_count);
  std::move(more.pages.begin(), more.pages.end(), std::back_inserter(document->pages));
}

// A later attempt has not seen the text of the earlier one.
void MendNoText(const RawDocument& document, Verdict* verdict) {
  if (verdict->status == FileStatus::kNoText && HasText(document)) *verdict = {};
}

}  // namespace

std::optional<Step> NextStep(const std::vector<Attempt>& attempts) {
  const Attempt& last = attempts.back();
  if (last.interrupted || last.out_of_time || !Died(last)) return std::nullopt;
  const std::uint32_t next_page = last.reached + 1;
  if (MayRepeat(attempts)) return Step{last.rung, next_page};
  if (last.rung != Rung::kLayout) return std::nullopt;
  if (!last.has_head) return Step{Rung::kMetadata, next_page};
  return Step{Rung::kRaw, next_page};
}

RawDocument Combine(std::vector<Attempt> attempts) {
  Verdict verdict = Judge(attempts);
  RawDocument document;
  for (Attempt& attempt : attempts)
    AddPages(std::move(attempt.document), &document);
  MendNoText(document, &verdict);
  document.status = verdict.status;
  document.reason = std::move(verdict.reason);
  if (verdict.incomplete) document.reason += WhatIsIndexed(document);
  return document;
}

}  // namespace rsearch::pdf
