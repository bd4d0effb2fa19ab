#include "indexer/log.h"

#include <spdlog/sinks/stdout_sinks.h>

#include <memory>

#include "indexer/commands.h"

namespace rsearch {

spdlog::logger& Log() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_st("rindex");
    made->set_pattern("%n: %v");
    return made;
  }();
  return *logger;
}

int Fail(const Error& error) {
  Log().error("{}", error.message);
  return error.code == ErrorCode::kInterrupted ? kExitInterrupted : kExitError;
}

}  // namespace rsearch
