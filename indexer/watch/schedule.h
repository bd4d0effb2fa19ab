// When `rindex watch` refreshes what: a pure function of what was noticed and of the time.
//
// Changes come in bursts (a folder is unpacked, twenty files are dropped), so a root is refreshed
// when it has been quiet for a while, or when its burst has gone on for long.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rsearch {

using WatchTime = std::chrono::steady_clock::time_point;

struct ScheduleOptions {
  std::chrono::milliseconds quiet{2000};   // from a burst's last change to the refresh
  std::chrono::milliseconds most{30'000};  // from its first one
  // After a refresh that failed nothing is refreshed for this long, doubled with each failure.
  std::chrono::milliseconds first_retry{5000};
  std::chrono::milliseconds last_retry{600'000};
};

// Stands for all roots and for those that the configuration adds.
inline constexpr const char* kEveryRoot = "";

struct DueRoot {
  std::string root;
  std::string why;       // the first change of the burst; empty for a look without a cause
  std::size_t more = 0;  // further changes

  bool operator==(const DueRoot&) const = default;
};

// "/reviews/a.pdf: written, and 3 more changes"; empty when nothing has a cause.
std::string WhyText(const std::vector<DueRoot>& due);

class Schedule {
 public:
  explicit Schedule(ScheduleOptions options) : options_(options) {}

  // Something below `root` changed.
  void Changed(const std::string& root, const std::string& why, WatchTime now);
  // `root` is to be looked at then. A later time than the one agreed on before is passed over.
  void LookAt(const std::string& root, const std::string& why, WatchTime when);
  // `root` is no root any more.
  void Forget(const std::string& root) { roots_.erase(root); }

  // When Take() has something; nothing when nothing is on its way.
  [[nodiscard]] std::optional<WatchTime> Next() const;
  // What is to be refreshed now, ascending by root; kEveryRoot alone when it is due, since it
  // takes all others along.
  std::vector<DueRoot> Take(WatchTime now);

  // What became of what was taken last. After a failure it is due again.
  void Succeeded();
  void Failed(const std::vector<DueRoot>& due, WatchTime now);

 private:
  struct Pending {
    std::optional<WatchTime> first, last;  // changes
    std::optional<WatchTime> look;
    std::string why;
    std::size_t more = 0;
  };
  [[nodiscard]] WatchTime DueTime(const Pending& pending) const;
  static void Note(const std::string& why, Pending* pending);

  const ScheduleOptions options_;
  std::map<std::string, Pending> roots_;
  std::chrono::milliseconds retry_{0};
  std::optional<WatchTime> not_before_;
};

}  // namespace rsearch
