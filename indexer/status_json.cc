#include <string>
#include <vector>

#include "indexer/status.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

constexpr int kSchema = 2;

using Json = nlohmann::ordered_json;

Json RootsJson(const std::vector<RootStatus>& roots) {
  Json list = Json::array();
  for (const RootStatus& root : roots) {
    list.push_back({{"path", root.root.path},
                    {"excludes", root.root.excludes},
                    {"files", root.files},
                    {"pages", root.pages},
                    {"present", root.present}});
  }
  return list;
}

Json FilesJson(const IndexStatus& status) {
  Json files = Json::object();
  for (std::size_t i = 0; i < status.files.size(); ++i)
    if (status.files[i] > 0) files[std::string(Name(static_cast<FileStatus>(i)))] = status.files[i];
  return files;
}

Json FailedJson(const std::vector<FailedFile>& failed) {
  Json list = Json::array();
  for (const FailedFile& file : failed)
    list.push_back({{"path", file.path}, {"status", Name(file.status)}, {"reason", file.reason}});
  return list;
}

Json SandboxJson(const SandboxStatus& sandbox) {
  return {{"mode", Name(sandbox.sandbox)}, {"missing", sandbox.missing}};
}

}  // namespace

std::string StatusJson(const IndexStatus& status) {
  const Json json = {{"schema", kSchema},
                     {"index", status.path},
                     {"roots", RootsJson(status.roots)},
                     {"files", FilesJson(status)},
                     {"pages", status.pages},
                     {"updated", status.updated},
                     {"failed", FailedJson(status.failed)},
                     {"sandbox", SandboxJson(status.sandbox)}};
  return EscapeUnsafeInJson(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace rsearch
