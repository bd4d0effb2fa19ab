// Downloads PDFs with libcurl into a folder: two at a time, politely paced, each whole or not at
// all.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/fetch/plan.h"
#include "indexer/fetch/response.h"
#include "rsearch/result.h"

namespace rsearch {

struct ClientOptions {
  std::filesystem::path folder;               // of the PDFs; must exist
  std::uint64_t max_size = 200'000'000;       // of a file, bytes
  std::size_t parallel = 2;                   // downloads at a time
  std::chrono::milliseconds pause{1000};      // between the starts of requests to one host
  RetryPolicy retry;                          // where a server says "later" (429, 503)
  std::chrono::milliseconds connect{20'000};  // until a connection stands, TLS included
  std::chrono::seconds stall{30};             // slower than kStallSpeed this long: given up
  std::filesystem::path certificates;         // whom to trust, PEM; empty: whom the system does
  std::function<bool()> stop;                 // asked several times a second; may be empty
  // Of the pauses; empty: the steady clock's.
  std::function<std::chrono::steady_clock::time_point()> now;
};
inline constexpr long kStallSpeed = 1024;  // bytes a second
inline constexpr long kMaxRedirects = 5;

// Hears what happens, on the thread of FetchFiles().
class FetchObserver {
 public:
  FetchObserver() = default;
  FetchObserver(const FetchObserver&) = delete;
  FetchObserver& operator=(const FetchObserver&) = delete;
  FetchObserver(FetchObserver&&) = delete;
  FetchObserver& operator=(FetchObserver&&) = delete;
  virtual ~FetchObserver() = default;

  // A request is about to start.
  virtual void Requested(const Download& /*download*/) {}
  // The server wants to be asked again later.
  virtual void Waiting(const Download& /*download*/, const std::string& /*reason*/,
                       std::chrono::milliseconds /*wait*/) {}
  virtual void Fetched(const Download& /*download*/, std::uint64_t /*bytes*/) {}
  // `reason` is a part of a sentence, in which bytes of the server may be.
  virtual void Failed(const Download& /*download*/, const std::string& /*reason*/) {}
  // Several times a second: files fetched or failed, bytes received, the file received last.
  virtual void Progressed(std::size_t /*files*/, std::uint64_t /*bytes*/,
                          const std::string& /*file*/) {}
};

struct FetchCounts {
  std::size_t fetched = 0, failed = 0;
  std::uint64_t bytes = 0;   // received now; of files that were gone on with, the rest
  bool interrupted = false;  // options.stop said so; parts are kept
};

// Downloads each file. A download that fails does not stop the others, and its part is kept when
// the rest of it can be asked for next time. Certificates are verified; nothing but http and https
// is spoken, after redirects either. kNoSpace, kPermission, kIo when the folder cannot be written:
// every other download would fail too. The process has to ignore SIGPIPE. `user_agent` names the
// program to the servers.
Result<FetchCounts> FetchFiles(const std::vector<Download>& downloads, const ClientOptions& options,
                               const std::string& user_agent, FetchObserver* observer);

// "7.88.1"
std::string CurlVersion();

}  // namespace rsearch
