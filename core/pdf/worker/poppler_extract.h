// PDF bytes to pages, with Poppler. Only rsearch-pdf-worker links this.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/pdf/protocol.h"

namespace rsearch::pdf {

// Takes what ExtractPdf() finds, in this order: Head once (of kMetadata up to twice), Page and
// Missing ascending.
class PageSink {
 public:
  virtual ~PageSink() = default;
  virtual void Take(const Head& head) = 0;
  virtual void Take(const PageAnswer& page) = 0;
  virtual void TakeMissing(std::uint32_t page) = 0;
};

// Poppler's process-wide state, to be kept alive between files. While no document is open Poppler
// drops its GlobalParams and reads its data files afresh for the next one, which costs more than
// many a file: so this holds a tiny document open. It has also been read, which loads and opens all
// that only reading needs: inside the sandbox nothing can be loaded any more. Also silences
// Poppler's messages (one hostile file causes 250,000 of them).
class PopplerSession {
 public:
  PopplerSession();
  PopplerSession(const PopplerSession&) = delete;
  PopplerSession& operator=(const PopplerSession&) = delete;
  ~PopplerSession();

  // Loads what the characters of CJK fonts that are not embedded are: some milliseconds, and only
  // those whose codes are the fonts' own numbers (Identity-H), by far the most.
  void LoadCharacterMaps();

  // Reads the PDF in `bytes`, which must outlive the call. Throws nothing; the causes that mean
  // "stopped early" come after the pages read until then.
  Cause ExtractPdf(std::string_view bytes, const Request& request, PageSink* sink);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "22.12.0": of the Poppler in use.
std::string PopplerVersion();

}  // namespace rsearch::pdf
