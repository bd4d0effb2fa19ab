#include "core/glossary/entry.h"

#include <algorithm>

#include "rsearch/gloss.h"

namespace rsearch {
namespace {

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \r";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

void AddNames(std::string_view column, std::vector<std::string>* names) {
  while (!column.empty()) {
    const std::size_t end = column.find(';');
    if (const std::string_view name = Trimmed(column.substr(0, end)); !name.empty())
      names->emplace_back(name);
    column = end == std::string_view::npos ? std::string_view() : column.substr(end + 1);
  }
}

std::string WithoutSpaces(std::string_view name) {
  std::string joined(name);
  std::erase(joined, ' ');
  return joined;
}

std::string KeyOf(std::string_view name, Analyzer* analyzer) {
  std::vector<Token> tokens;
  analyzer->Tokenize(name, &tokens);
  return GlossKey(tokens);
}

}  // namespace

Result<std::vector<std::string>> ParseGlossaryLine(std::string_view line) {
  std::vector<std::string> names;
  if (line.starts_with('#')) return names;
  if (!IsValidUtf8(line)) return Error{ErrorCode::kUsage, "not UTF-8"};
  while (!line.empty()) {
    const std::size_t end = line.find('\t');
    AddNames(line.substr(0, end), &names);
    line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
  }
  if (names.size() == 1)
    return Error{ErrorCode::kUsage, "only one name, \"" + names.front() +
                                        "\"; an entry is: name<tab>other name; third name"};
  return names;
}

std::vector<std::string> KeysOf(std::string_view name, Analyzer* analyzer) {
  std::vector<std::string> keys;
  for (std::string key : {KeyOf(name, analyzer), KeyOf(WithoutSpaces(name), analyzer)}) {
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace rsearch
