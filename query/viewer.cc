#include "query/viewer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include "query/file_uri.h"
#include "rsearch/printable.h"

namespace rsearch {

namespace {

struct Viewer {
  std::string_view name;
  std::string_view command;
};

// In order of preference: those made for reading PDFs first. Never zathura --find, which overrides
// the page.
constexpr auto kViewers = std::to_array<Viewer>({
    {"zathura", "zathura --page={page} {path}"},
    {"evince", "evince --page-index={page} {path}"},
    {"okular", "okular -p {page} {path}"},
    {"sioyek", "sioyek --page {page} {path}"},
    {"atril", "atril --page-index={page} {path}"},
    {"xreader", "xreader --page-index={page} {path}"},
    {"mupdf", "mupdf {path} {page}"},
    {"xpdf", "xpdf {path} {page}"},
});
constexpr auto kBrowsers = std::to_array<Viewer>({
    {"firefox", "firefox {uri}"},
    {"chromium", "chromium {uri}"},
    {"google-chrome", "google-chrome {uri}"},
    {"microsoft-edge", "microsoft-edge {uri}"},
    {"brave-browser", "brave-browser {uri}"},
});
constexpr Viewer kDesktop = {"xdg-open", "xdg-open {path}"};

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsProgram(const std::string& file) {
  struct stat status {};
  return stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         access(file.c_str(), X_OK) == 0;
}

std::optional<std::string> FindProgram(const std::string& name, std::string_view search_path) {
  if (name.find('/') != std::string::npos)
    return IsProgram(name) ? std::optional(name) : std::nullopt;
  while (!search_path.empty()) {
    const std::size_t colon = std::min(search_path.find(':'), search_path.size());
    const std::string file = std::string(search_path.substr(0, colon)) + "/" + name;
    if (colon > 0 && IsProgram(file)) return file;
    search_path.remove_prefix(std::min(colon + 1, search_path.size()));
  }
  return std::nullopt;
}

// One pass, so that a path holding "{page}" stays what it is.
std::string Fill(std::string_view word, const ViewerTarget& target) {
  std::string out;
  while (!word.empty()) {
    if (word.starts_with("{path}")) {
      out += target.path;
      word.remove_prefix(6);
    } else if (word.starts_with("{page}")) {
      out += std::to_string(target.page);
      word.remove_prefix(6);
    } else if (word.starts_with("{uri}")) {
      out += FileUri("", target.path, target.page);
      word.remove_prefix(5);
    } else if (word.starts_with("{query}")) {
      out += target.query;
      word.remove_prefix(7);
    } else {
      out.push_back(word.front());
      word.remove_prefix(1);
    }
  }
  return out;
}

bool Mentions(std::string_view command, std::string_view placeholder) {
  return command.find(placeholder) != std::string_view::npos;
}

// The template that a user's choice stands for.
std::string TemplateOf(const std::string& choice) {
  for (const Viewer& viewer : kViewers)
    if (viewer.name == choice) return std::string(viewer.command);
  for (const Viewer& viewer : kBrowsers)
    if (viewer.name == choice) return std::string(viewer.command);
  const bool names_file = Mentions(choice, "{path}") || Mentions(choice, "{uri}");
  return names_file ? choice : choice + " {path}";
}

Result<ViewerCommand> FillTemplate(const std::string& command, std::string_view search_path,
                                   const ViewerTarget& target) {
  auto words = SplitWords(command);
  if (!words) return words.error();
  if (words->empty()) return Error{ErrorCode::kUsage, "the viewer command is empty"};
  const auto program = FindProgram(words->front(), search_path);
  if (!program)
    return Error{ErrorCode::kNotFound, "viewer " + words->front() + " is not installed"};
  ViewerCommand filled;
  filled.knows_page = Mentions(command, "{page}") || Mentions(command, "{uri}");
  for (const std::string& word : *words)
    filled.words.push_back(Fill(word, target));
  filled.words.front() = *program;
  return filled;
}

// $BROWSER is a list of commands parted by colons, in which %s stands for the address.
std::string BrowserTemplate(const std::string& browser) {
  std::string command = browser.substr(0, browser.find(':'));
  if (const std::size_t place = command.find("%s"); place != std::string::npos)
    return command.replace(place, 2, "{uri}");
  return command + " {uri}";
}

// What every stage of the double fork does to be forgotten; never returns.
[[noreturn]] void BecomeViewer(char* const* words, int report) {
  setsid();
  if (fork() > 0) _exit(0);  // the grandchild is init's, and no terminal's
  const int null = open("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (null >= 0) dup2(null, fd);
  std::signal(SIGPIPE, SIG_DFL);  // an ignored signal would stay ignored in the viewer
  execv(words[0], words);
  const int reason = errno;
  // Nobody is left to tell when even this fails.
  [[maybe_unused]] const ssize_t sent = write(report, &reason, sizeof reason);
  _exit(127);
}

}  // namespace

ViewerEnvironment ViewerEnvironment::FromProcess() {
  return {FromEnvironment("PATH"), FromEnvironment("RSEARCH_VIEWER"), FromEnvironment("BROWSER")};
}

Result<ViewerCommand> ChooseViewer(const std::string& choice, const ViewerEnvironment& environment,
                                   const ViewerTarget& target) {
  const std::string& wanted = choice.empty() ? environment.viewer : choice;
  if (!wanted.empty()) return FillTemplate(TemplateOf(wanted), environment.search_path, target);
  std::vector<std::string> candidates;
  candidates.reserve(kViewers.size() + kBrowsers.size() + 2);
  for (const Viewer& viewer : kViewers)
    candidates.emplace_back(viewer.command);
  if (!environment.browser.empty()) candidates.push_back(BrowserTemplate(environment.browser));
  for (const Viewer& viewer : kBrowsers)
    candidates.emplace_back(viewer.command);
  candidates.emplace_back(kDesktop.command);
  for (const std::string& candidate : candidates)
    if (auto command = FillTemplate(candidate, environment.search_path, target)) return command;
  return Error{ErrorCode::kNotFound,
               "no PDF viewer found; name one with --viewer or RSEARCH_VIEWER, for example "
               "'mypdf --page {page} {path}'"};
}

Result<void> RunDetached(const ViewerCommand& command) {
  std::vector<char*> words;
  for (const std::string& word : command.words)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  // Closed by a successful exec; carries errno otherwise.
  std::array<int, 2> report{};
  if (pipe2(report.data(), O_CLOEXEC) != 0)
    return Error{ErrorCode::kIo, std::string("cannot start a viewer: ") + std::strerror(errno)};
  const pid_t child = fork();
  if (child == 0) BecomeViewer(words.data(), report[1]);
  const int fork_error = errno;
  close(report[1]);
  int reason = child < 0 ? fork_error : 0;
  if (child > 0) {
    if (read(report[0], &reason, sizeof reason) != static_cast<ssize_t>(sizeof reason)) reason = 0;
    waitpid(child, nullptr, 0);
  }
  close(report[0]);
  if (reason == 0) return {};
  return Error{ErrorCode::kIo,
               "cannot run " + command.words.front() + ": " + std::strerror(reason)};
}

Result<std::vector<std::string>> SplitWords(const std::string& text) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = 0;
  const auto put = [&](char c) { words.back().push_back(c); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool blank = c == ' ' || c == '\t' || c == '\n';
    if (quote == 0 && blank) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      // Between double quotes a backslash quotes only what would mean something there.
      if (quote == '"' && text[i + 1] != '"' && text[i + 1] != '\\') put(c);
      put(text[++i]);
    } else {
      put(c);
    }
  }
  if (quote != 0)
    return Error{ErrorCode::kUsage,
                 std::string("unclosed ") + quote + " in viewer command: " + text};
  return words;
}

}  // namespace rsearch
