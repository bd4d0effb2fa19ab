#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "indexer/catalogue_list.h"
#include "indexer/json_path.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

constexpr int kSchema = 1;

using Json = nlohmann::ordered_json;

void AddFile(const std::string& name, const KnownCatalogue& known,
             const std::optional<std::size_t>& file, Json* json) {
  if (file)
    AddPath(name, known.files[*file], json);
  else
    (*json)[name] = nullptr;
}

Json EntryJson(const KnownCatalogue& known, std::size_t i) {
  const CatalogueEntry& entry = known.catalogue.entries[i];
  Json json = {{"title", entry.title},
               {"venue", entry.venue},
               {"year", entry.year},
               {"section", entry.section},
               {"month", entry.month},
               {"line", entry.line},
               {"original_link", entry.original_link},
               {"review_link", entry.review_link}};
  AddFile("review", known, known.match.review[i], &json);
  AddFile("paper", known, known.match.original[i], &json);
  return json;
}

}  // namespace

std::string CatalogueJson(const std::vector<KnownCatalogue>& catalogues) {
  Json list = Json::array();
  for (const KnownCatalogue& known : catalogues) {
    Json entries = Json::array();
    for (std::size_t i = 0; i < known.catalogue.entries.size(); ++i)
      entries.push_back(EntryJson(known, i));
    Json problems = Json::array();
    for (const CatalogueProblem& problem : known.match.problems)
      problems.push_back(
          {{"line", problem.line}, {"title", problem.title}, {"what", problem.what}});
    Json& out = list.emplace_back(Json::object());
    AddPath("path", known.catalogue.path, &out);
    out["entries"] = std::move(entries);
    out["problems"] = std::move(problems);
  }
  const Json json = {{"schema", kSchema}, {"catalogues", std::move(list)}};
  return EscapeUnsafeInJson(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace rsearch
