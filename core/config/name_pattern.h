// Patterns of name rules (rsearch/name_rules.h): do they fit a name, and what stands in the braces?
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rsearch/result.h"

namespace rsearch {

enum class Placeholder {
  kLongYear,
  kShortYear,
  kMonth,
  kDay,
  kNumber,
  kArxiv,
  kField,
  kTitle,
  kAny
};
inline constexpr std::size_t kPlaceholderCount = 9;

// Longer ones are refused. Bytes.
inline constexpr std::size_t kMaxPattern = 200;
// Longer names, which no file system has, fit no pattern. Bytes.
inline constexpr std::size_t kMaxName = 512;

// What each placeholder stands for in one name; the first where it is there several times. Views of
// the name.
class Captures {
 public:
  [[nodiscard]] bool Has(Placeholder placeholder) const { return Slot(placeholder).has_value(); }
  // Empty where it is not there.
  [[nodiscard]] std::string_view operator[](Placeholder placeholder) const {
    return Slot(placeholder).value_or(std::string_view());
  }
  // The year with its century; "" for none.
  [[nodiscard]] std::string Year() const;

  std::optional<std::string_view>& Slot(Placeholder placeholder) {
    return slots_[static_cast<std::size_t>(placeholder)];
  }
  [[nodiscard]] const std::optional<std::string_view>& Slot(Placeholder placeholder) const {
    return slots_[static_cast<std::size_t>(placeholder)];
  }

 private:
  std::array<std::optional<std::string_view>, kPlaceholderCount> slots_;
};

// `pattern` is NFC, `name` too where it is UTF-8. Texts are as short as they may be, numbers as
// long. Takes at most |pattern| · |name|² steps, whatever stands in either. Braces that
// CheckPattern() would refuse stand for themselves.
std::optional<Captures> MatchName(std::string_view pattern, std::string_view name);

// `text` with its braces filled; those that have nothing to stand for become empty.
std::string FillPattern(std::string_view text, const Captures& captures);

// kUsage for braces that are none of the above, or never closed, or a pattern that is empty or too
// long.
Result<void> CheckPattern(std::string_view pattern);

// kUsage for a title whose braces `pattern`, which is right, has nothing for. {yyyy} is also there
// for {yy}.
Result<void> CheckTitle(std::string_view title, std::string_view pattern);

}  // namespace rsearch
