// How soon a host may be asked again.
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace rsearch {

// arXiv asks programs for no more than one request in three seconds
// (https://info.arxiv.org/help/api/tou.html).
inline constexpr std::chrono::seconds kArxivPause{3};

// Keeps the starts of two requests to one host apart. Knows no clock of its own.
class Pacer {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  // Apart by `pause`, and by no less than kArxivPause for arxiv.org and the hosts below it.
  explicit Pacer(Duration pause) : pause_(pause) {}

  // When a request to `host` may start; Time::min() when at any time.
  [[nodiscard]] Time ReadyAt(const std::string& host) const;
  // One starts now.
  void Started(const std::string& host, Time now);
  // The host asked to be left alone until then.
  void HoldUntil(const std::string& host, Time time);

 private:
  [[nodiscard]] Duration PauseOf(const std::string& host) const;
  const Duration pause_;
  std::map<std::string, Time> ready_;
};

}  // namespace rsearch
