#include "indexer/watch/service.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnit = "rindex-watch.service";

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Error FileError(const fs::path& file, const std::error_code& error) {
  const ErrorCode code = error == std::errc::permission_denied    ? ErrorCode::kPermission
                         : error == std::errc::no_space_on_device ? ErrorCode::kNoSpace
                                                                  : ErrorCode::kIo;
  return {code, "cannot write " + PlainPath(file.string()) + ": " + error.message()};
}

// Replaces `file` as a whole.
Result<void> WriteUnit(const fs::path& file, const std::string& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return FileError(file, error);
  const fs::path draft = file.string() + ".new";
  errno = 0;
  std::ofstream out(draft, std::ios::binary);
  out << text;
  out.close();
  if (!out) return FileError(draft, {errno != 0 ? errno : EIO, std::generic_category()});
  fs::rename(draft, file, error);
  if (error) return FileError(file, error);
  return {};
}

// Runs `systemctl --user ARGUMENTS`, which says itself what goes wrong.
Result<void> Systemctl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"systemctl", "--user"});
  std::vector<char*> argv;
  std::string line;
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
    line += (line.empty() ? "" : " ") + argument;
  }
  argv.push_back(nullptr);
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, argv[0], nullptr, nullptr, argv.data(), environ);
  if (error == ENOENT) return Error{ErrorCode::kNotFound, "there is no systemctl here"};
  if (error != 0)
    return Error{ErrorCode::kIo, "cannot run systemctl: " + std::string(std::strerror(error))};
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (status == 0) return {};
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)  // posix_spawnp() found out too late
    return Error{ErrorCode::kNotFound, "there is no systemctl here"};
  return Error{ErrorCode::kIo, "`" + line + "` failed"};
}

Result<void> Start() {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"daemon-reload"}, {"enable", kUnit}, {"restart", kUnit}})
    if (auto done = Systemctl(arguments); !done) return done;
  return {};
}

std::string CommandText(const WatchUnit& unit) {
  std::string line = ShellWord(unit.program);
  for (const std::string& argument : unit.arguments)
    line += " " + ShellWord(argument);
  return line;
}

std::string Advice(const WatchUnit& unit, ErrorCode code) {
  if (code == ErrorCode::kNotFound)
    return "without systemd, have your session start this: " + CommandText(unit);
  return std::string(
             "once your user's systemd runs (log in, or `loginctl enable-linger`): "
             "systemctl --user enable --now ") +
         kUnit + "; else have your session start this: " + CommandText(unit);
}

Result<fs::path> UnitFileOrError() {
  fs::path file = UnitFile();
  if (file.empty())
    return Error{ErrorCode::kNotFound, "HOME is not set: no place for " + std::string(kUnit)};
  return file;
}

}  // namespace

fs::path UnitFile() {
  const std::string config = Environment("XDG_CONFIG_HOME");
  const std::string home = Environment("HOME");
  fs::path folder = config;
  if (!folder.is_absolute()) folder = home.empty() ? fs::path() : fs::path(home) / ".config";
  return folder.empty() ? folder : folder / "systemd" / "user" / kUnit;
}

Result<void> InstallService(const WatchUnit& unit,
                            const std::function<void(const std::string&)>& say) {
  const auto text = UnitText(unit);
  if (!text) return text.error();
  const auto file = UnitFileOrError();
  if (!file) return file.error();
  if (auto written = WriteUnit(*file, *text); !written) return written;
  say("wrote " + PlainPath(file->string()));
  if (auto started = Start(); !started) {
    const Error& error = started.error();
    return Error{error.code,
                 "the service is not running: " + error.message + "; " + Advice(unit, error.code)};
  }
  say(std::string("enabled and started ") + kUnit +
      "; what it does: journalctl --user -u rindex-watch -f");
  say("it runs while you are logged in; to run it always: loginctl enable-linger");
  return {};
}

Result<void> UninstallService(const std::function<void(const std::string&)>& say) {
  const auto file = UnitFileOrError();
  if (!file) return file.error();
  std::error_code error;
  if (!fs::exists(*file, error)) {
    say("nothing to uninstall: there is no " + PlainPath(file->string()));
    return {};
  }
  const auto stopped = Systemctl({"disable", "--now", kUnit});
  fs::remove(*file, error);
  if (error) return FileError(*file, error);
  say("removed " + PlainPath(file->string()));
  if (!stopped) {
    return Error{stopped.error().code,
                 stopped.error().message + ": if the service runs, it does so until you log out"};
  }
  return Systemctl({"daemon-reload"});
}

}  // namespace rsearch
