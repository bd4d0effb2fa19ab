// `rindex watch --install` and `--uninstall`: the unit (unit.h) in the user's systemd.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "indexer/watch/unit.h"
#include "rsearch/result.h"

namespace rsearch {

// $XDG_CONFIG_HOME/systemd/user/rindex-watch.service, else below ~/.config; empty when there is no
// home.
std::filesystem::path UnitFile();

// Writes the unit, enables and (re)starts it; `say` gets lines for the user. Where systemctl(1)
// does not do its part the unit stays, and the error (kNotFound: there is no systemctl; kIo) says
// what to do instead. kUsage as of UnitText(); kNotFound without a home; kPermission, kNoSpace,
// kIo.
Result<void> InstallService(const WatchUnit& unit,
                            const std::function<void(const std::string&)>& say);

// Stops and disables the service and removes its file. Nothing to do is no error.
Result<void> UninstallService(const std::function<void(const std::string&)>& say);

}  // namespace rsearch
