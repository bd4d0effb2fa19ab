// Any bytes as a path and as a pattern for names: a line of the pattern, then the path.
#include <algorithm>
#include <string>
#include <string_view>

#include "core/config/name_pattern.h"
#include "rsearch/analyzer.h"
#include "rsearch/name_rules.h"
#include "tests/fuzz/fuzz.h"

namespace {

using rsearch::Placeholder;
using rsearch::testing::Promise;

void CheckCaptures(const rsearch::Captures& captures, std::string_view name) {
  for (std::size_t i = 0; i < rsearch::kPlaceholderCount; ++i) {
    const std::string_view text = captures[static_cast<Placeholder>(i)];
    Promise(text.empty() || (text.data() >= name.data() &&
                             text.data() + text.size() <= name.data() + name.size()),
            "captures are of the name");
  }
  const std::string year = captures.Year();
  Promise(year.empty() || year.size() == 4, "years have four digits");
}

void CheckFacts(std::string_view path) {
  static const rsearch::NameRules rules = rsearch::DefaultNameRules();
  const rsearch::NameFacts facts = ReadName(path, rules);
  for (const std::string* text : {&facts.title, &facts.folder_title, &facts.field})
    Promise(rsearch::IsValidUtf8(*text), "what names tell is UTF-8");
  Promise(facts.date == 0 || (facts.date >= 1900'00'00 && facts.date < 2100'00'00),
          "dates are of these times");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = rsearch::testing::AsText(data, size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::string_view pattern = text.substr(0, line);
  const std::string_view path = text.substr(std::min(line + 1, text.size()));
  CheckFacts(path);
  const auto checked = rsearch::CheckPattern(pattern);
  if (!checked)
    Promise(checked.error().code == rsearch::ErrorCode::kUsage && !checked.error().message.empty(),
            "a bad pattern is the user's");
  if (const auto captures = rsearch::MatchName(pattern, path)) CheckCaptures(*captures, path);
  return 0;
}
