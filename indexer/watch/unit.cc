#include "indexer/watch/unit.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

constexpr std::string_view kTemplate =
// NOLINTNEXTLINE(bugprone-suspicious-include): data/rindex-watch.service as a string
#include "rindex_watch_service.inc"
    ;

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:,@";

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < ' ' || byte == 0x7F;
}

// What keeps a character from meaning anything between quotes. Bytes beyond ASCII stay where they
// are text, which is all that a unit file may hold.
std::string Escaped(char c, bool is_text, std::string_view doubled) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') return std::string("\\") + c;
  if (doubled.find(c) != std::string_view::npos) return {c, c};
  if (!IsControl(c) && (byte < 0x80 || is_text)) return {c};
  std::array<char, 5> code{};
  std::snprintf(code.data(), code.size(), "\\x%02x", byte);
  return code.data();
}

std::string Quoted(std::string_view word, std::string_view doubled) {
  const bool is_plain = !word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos;
  if (is_plain) return std::string(word);
  const bool is_text = PlainText(word) == word;
  std::string quoted = "\"";
  for (const char c : word)
    quoted += Escaped(c, is_text, doubled);
  return quoted + '"';
}

std::string Filled(std::string text, std::string_view blank, const std::string& with) {
  text.replace(text.find(blank), blank.size(), with);
  return text;
}

}  // namespace

std::string UnitWord(std::string_view word) {
  return Quoted(word, "%$");
}

Result<std::string> UnitText(const WatchUnit& unit) {
  const auto refused = [](char c) { return IsControl(c) || c == '"' || c == '\'' || c == '\\'; };
  if (std::any_of(unit.program.begin(), unit.program.end(), refused)) {
    return Error{ErrorCode::kUsage,
                 "systemd starts no program with quotes, backslashes or control "
                 "characters in its path: " +
                     PlainPath(unit.program)};
  }
  std::string command = Quoted(unit.program, "%");  // no variables in a program's path
  for (const std::string& argument : unit.arguments)
    command += " " + UnitWord(argument);
  std::string environment;
  for (const auto& [name, value] : unit.environment) {
    if (!environment.empty()) environment += '\n';
    environment += "Environment=";
    environment += Quoted(std::string(name).append("=").append(value), "%");
  }
  std::string text = Filled(std::string(kTemplate), "@EXEC_START@", command);
  return environment.empty() ? Filled(std::move(text), "@ENVIRONMENT@\n", "")
                             : Filled(std::move(text), "@ENVIRONMENT@", environment);
}

}  // namespace rsearch
