#include "indexer/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <string>
#include <utility>

#include "indexer/commands.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

// The message, safe to print: names of files, and what libraries say of them, may be in it.
class PlainMessage : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
              spdlog::memory_buf_t& out) override {
    const std::string plain = PlainText({message.payload.data(), message.payload.size()});
    out.append(plain.data(), plain.data() + plain.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<PlainMessage>();
  }
};

}  // namespace

spdlog::logger& Log() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_st("rindex");
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<PlainMessage>('*').set_pattern("%n: %*");
    made->set_formatter(std::move(formatter));
    return made;
  }();
  return *logger;
}

int Fail(const Error& error) {
  Log().error("{}", error.message);
  return error.code == ErrorCode::kInterrupted ? kExitInterrupted : kExitError;
}

}  // namespace rsearch
