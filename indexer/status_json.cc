#include <string>
#include <vector>

#include "indexer/json_path.h"
#include "indexer/status.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

constexpr int kSchema = 3;

using Json = nlohmann::ordered_json;

Json RootsJson(const std::vector<RootStatus>& roots) {
  Json list = Json::array();
  for (const RootStatus& root : roots) {
    Json& out = list.emplace_back(Json::object());
    AddPath("path", root.root.path, &out);
    out["excludes"] = root.root.excludes;
    out["files"] = root.files;
    out["pages"] = root.pages;
    out["present"] = root.present;
  }
  return list;
}

Json FilesJson(const IndexStatus& status) {
  Json files = Json::object();
  for (std::size_t i = 0; i < status.files.size(); ++i)
    if (status.files[i] > 0) files[std::string(Name(static_cast<FileStatus>(i)))] = status.files[i];
  return files;
}

Json ListJson(const std::vector<FailedFile>& files) {
  Json list = Json::array();
  for (const FailedFile& file : files) {
    Json& out = list.emplace_back(Json::object());
    AddPath("path", file.path, &out);
    out["status"] = Name(file.status);
    out["reason"] = file.reason;
  }
  return list;
}

Json Beginning(const IndexStatus& status) {
  Json json = {{"schema", kSchema}};
  AddPath("index", status.path, &json);
  return json;
}

std::string Line(const Json& json) {
  return EscapeUnsafeInJson(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json SandboxJson(const SandboxStatus& sandbox) {
  return {{"mode", Name(sandbox.sandbox)}, {"missing", sandbox.missing}};
}

}  // namespace

std::string StatusJson(const IndexStatus& status) {
  Json json = Beginning(status);
  json["roots"] = RootsJson(status.roots);
  json["files"] = FilesJson(status);
  json["pages"] = status.pages;
  json["pages_without_text"] = status.textless_pages;
  json["pages_unread"] = status.unread_pages;
  json["updated"] = status.updated;
  json["failed"] = ListJson(status.failed);
  json["skipped"] = ListJson(status.skipped);
  json["sandbox"] = SandboxJson(status.sandbox);
  return Line(json);
}

std::string FailedJson(const IndexStatus& status) {
  Json json = Beginning(status);
  json["failed"] = ListJson(status.failed);
  json["skipped"] = ListJson(status.skipped);
  return Line(json);
}

}  // namespace rsearch
