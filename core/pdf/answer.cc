#include "core/pdf/answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstring>
#include <utility>

#include "rsearch/analyzer.h"

namespace rsearch::pdf {
namespace {

// Far outside any page; keeps sums and differences of coordinates finite.
constexpr float kFarthest = 1e6F;

float Tame(float value) {
  return std::isfinite(value) ? std::clamp(value, -kFarthest, kFarthest) : 0;
}

void TameBox(Rect* box) {
  const Rect given = *box;
  box->x0 = std::min(Tame(given.x0), Tame(given.x1));
  box->x1 = std::max(Tame(given.x0), Tame(given.x1));
  box->y0 = std::min(Tame(given.y0), Tame(given.y1));
  box->y1 = std::max(Tame(given.y0), Tame(given.y1));
}

void MakeUtf8(std::string* text) {
  if (!IsValidUtf8(*text)) *text = CleanText(*text);
}

void TamePage(RawPage* page) {
  page->width = std::max(0.0F, Tame(page->width));
  page->height = std::max(0.0F, Tame(page->height));
  MakeUtf8(&page->label);
  MakeUtf8(&page->text);
  for (Word& word : page->words) {
    TameBox(&word.box);
    word.font_size = std::max(0.0F, Tame(word.font_size));
    MakeUtf8(&word.text);
  }
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

bool PageHasText(const RawPage& page) {
  return !IsBlank(page.text) || std::any_of(page.words.begin(), page.words.end(),
                                            [](const Word& word) { return !IsBlank(word.text); });
}

std::string Plural(std::size_t count) {
  return count == 1 ? "page " : "pages ";
}

// "pages 3, 7–9"
std::string Pages(const std::vector<std::uint32_t>& pages) {
  return Plural(pages.size()) + PageList(pages);
}

// " on page 57", where reading stopped.
std::string Where(const AnswerReader& answer) {
  if (!answer.has_head()) return " while opening the file";
  if (answer.last_page() >= answer.document().page_count) return " after the last page";
  return " on page " + std::to_string(answer.last_page() + 1);
}

Verdict Stopped(FileStatus status, const AnswerReader& answer, const std::string& what,
                const std::string& detail = {}) {
  return {status, what + Where(answer) + detail, true};
}

// "10 s", "0.5 s"
std::string Seconds(std::chrono::milliseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " s";
}

Verdict OutOfMemory(const AnswerReader& answer, const ExtractLimits& limits) {
  return Stopped(
      FileStatus::kMemory, answer,
      "needed more than " + std::to_string(limits.address_space >> 20) + " MiB of memory");
}

Verdict JudgeMissing(const AnswerReader& answer) {
  if (answer.document().pages.empty())
    return {FileStatus::kDamaged, "damaged: none of its pages can be read", false};
  return {FileStatus::kPartial, Pages(answer.missing()) + " cannot be read", false};
}

Verdict JudgeDone(const AnswerReader& answer) {
  if (!answer.missing().empty()) return JudgeMissing(answer);
  if (!answer.cut().empty())
    return {FileStatus::kTruncated, Pages(answer.cut()) + ": too much text for one page", false};
  if (!HasText(answer.document()))
    return {FileStatus::kNoText, "no text, only pictures or drawings", false};
  return {};
}

Verdict JudgePageLimit(const AnswerReader& answer) {
  return {FileStatus::kTruncated, "has " + std::to_string(answer.document().page_count) + " pages",
          true};
}

bool Says(const Death& death, std::string_view words) {
  return death.last_words.find(words) != std::string::npos;
}

// Poppler's own allocator prints the first two and aborts; the third is what the C++ runtime says
// of an exception that nobody could catch.
bool DiedOfMemory(const Death& death) {
  return death.signal == SIGABRT &&
         (Says(death, "Out of memory") || Says(death, "Bogus memory allocation size") ||
          Says(death, "bad_alloc"));
}

std::string SignalName(int signal) {
  const char* name = sigabbrev_np(signal);
  return name == nullptr ? "signal " + std::to_string(signal) : std::string("SIG") + name;
}

}  // namespace

bool AnswerReader::Take(const Frame& frame) {
  if (end_) return false;
  switch (frame.type) {
    case FrameType::kHead:
      return TakeHead(frame.payload);
    case FrameType::kPage:
      return TakePage(frame.payload);
    case FrameType::kMissing:
      return TakeMissing(frame.payload);
    case FrameType::kEnd:
      return TakeEnd(frame.payload);
    case FrameType::kReady:
    case FrameType::kRequest:
      return false;
  }
  return false;
}

bool AnswerReader::HeadIsDue() const {
  const bool counted_later = request_.rung == Rung::kMetadata && document_.page_count == 0;
  return !has_head_ || counted_later;
}

bool AnswerReader::TakeHead(std::string_view payload) {
  std::optional<Head> head = DecodeHead(payload);
  if (!head || !HeadIsDue()) return false;
  const bool count_may_follow = request_.rung == Rung::kMetadata && !has_head_;
  if (head->page_count == 0 && !count_may_follow) return false;
  has_head_ = true;
  document_.page_count = head->page_count;
  document_.title = std::move(head->title);
  document_.author = std::move(head->author);
  MakeUtf8(&document_.title);
  MakeUtf8(&document_.author);
  return true;
}

bool AnswerReader::IsNextPage(std::uint32_t number) const {
  return request_.rung != Rung::kMetadata && has_head_ && number == last_page_ + 1 &&
         number <= document_.page_count && number <= request_.last_page;
}

bool AnswerReader::Fits(const RawPage& page) {
  std::uint64_t text = page.text.size();
  for (const Word& word : page.words)
    text += word.text.size();
  text_ += text;
  const bool one_kind = page.has_geometry ? page.text.empty() : page.words.empty();
  return one_kind && page.words.size() <= request_.words_per_page &&
         text <= request_.text_per_page && text_ <= request_.text_per_document;
}

bool AnswerReader::TakePage(std::string_view payload) {
  std::optional<PageAnswer> answer = DecodePage(payload);
  if (!answer || !IsNextPage(answer->page.number) || !Fits(answer->page)) return false;
  last_page_ = answer->page.number;
  if (answer->cut) cut_.push_back(last_page_);
  TamePage(&answer->page);
  document_.pages.push_back(std::move(answer->page));
  return true;
}

bool AnswerReader::TakeMissing(std::string_view payload) {
  const std::optional<std::uint32_t> page = DecodeMissing(payload);
  if (!page || !IsNextPage(*page)) return false;
  last_page_ = *page;
  missing_.push_back(*page);
  return true;
}

bool AnswerReader::TakeEnd(std::string_view payload) {
  const std::optional<Cause> cause = DecodeEnd(payload);
  if (!cause) return false;
  const bool pages_wanted = request_.rung != Rung::kMetadata;
  const std::uint32_t wanted = std::min(document_.page_count, request_.last_page);
  const bool all_pages = has_head_ && (!pages_wanted || last_page_ >= wanted);
  const bool to_the_last = !pages_wanted || wanted == document_.page_count;
  if (*cause == Cause::kDone && !(all_pages && to_the_last)) return false;
  if (*cause == Cause::kPageLimit && !all_pages) return false;
  end_ = cause;
  return true;
}

Verdict JudgeEnd(const AnswerReader& answer, const ExtractLimits& limits) {
  switch (answer.end().value_or(Cause::kException)) {
    case Cause::kDone:
      return JudgeDone(answer);
    case Cause::kPageLimit:
      return JudgePageLimit(answer);
    case Cause::kTextLimit:
      return Stopped(FileStatus::kTruncated, answer, "too much text for one file");
    case Cause::kEmptyFile:
      return {FileStatus::kDamaged, "the file is empty", false};
    case Cause::kNotPdf:
      return {FileStatus::kDamaged, "not a PDF, or damaged beyond repair", false};
    case Cause::kNoPages:
      return {FileStatus::kDamaged, "damaged: its pages cannot be found", false};
    case Cause::kLocked:
      return {FileStatus::kLocked, "locked by a password", false};
    case Cause::kOutOfMemory:
      return OutOfMemory(answer, limits);
    case Cause::kException:
      return Stopped(FileStatus::kCrash, answer, "the PDF library failed");
    case Cause::kNotReadable:
      return {FileStatus::kUnreadable, "cannot be read, or is too large", false};
  }
  return {};
}

Verdict JudgeDeath(const AnswerReader& answer, const ExtractLimits& limits, const Death& death) {
  if (DiedOfMemory(death)) return OutOfMemory(answer, limits);
  // The file is mapped into the worker: reading behind an end that moved raises SIGBUS.
  if (death.signal == SIGBUS)
    return Stopped(FileStatus::kUnreadable, answer, "could not be read to its end (changed?)");
  if (death.signal == SIGSYS)
    return Stopped(FileStatus::kCrash, answer, "tried what its sandbox forbids", " (SIGSYS)");
  if (death.signal == 0)
    return Stopped(FileStatus::kCrash, answer, "the reader ended",
                   " (exit status " + std::to_string(death.exit_status) + ")");
  return Stopped(FileStatus::kCrash, answer, "crashed", " (" + SignalName(death.signal) + ")");
}

Verdict JudgeCpuLimit(const AnswerReader& answer, std::chrono::milliseconds time) {
  return Stopped(FileStatus::kTimeout, answer, "stopped after " + Seconds(time) + " of CPU time");
}

Verdict JudgeWallLimit(const AnswerReader& answer, std::chrono::milliseconds time) {
  return Stopped(FileStatus::kTimeout, answer, "stopped after " + Seconds(time));
}

Verdict JudgeNonsense(const AnswerReader& answer) {
  return Stopped(FileStatus::kCrash, answer, "the reader lost its way");
}

bool HasText(const RawDocument& document) {
  return std::any_of(document.pages.begin(), document.pages.end(),
                     [](const RawPage& page) { return PageHasText(page); });
}

std::string WhatIsIndexed(const RawDocument& document) {
  std::vector<std::uint32_t> read;
  for (const RawPage& page : document.pages)
    read.push_back(page.number);
  if (read.empty()) return {};
  return "; " + Pages(read) + (read.size() == 1 ? " is indexed" : " are indexed");
}

std::string PageList(const std::vector<std::uint32_t>& pages) {
  constexpr std::size_t kMaxRanges = 5;
  std::string list;
  std::size_t ranges = 0;
  std::size_t i = 0;
  for (; i < pages.size() && ranges < kMaxRanges; ++ranges) {
    std::size_t last = i;
    while (last + 1 < pages.size() && pages[last + 1] == pages[last] + 1)
      ++last;
    if (!list.empty()) list += ", ";
    list += std::to_string(pages[i]);
    if (last > i) list += "–" + std::to_string(pages[last]);
    i = last + 1;
  }
  if (i < pages.size()) list += " and " + std::to_string(pages.size() - i) + " more";
  return list;
}

}  // namespace rsearch::pdf
