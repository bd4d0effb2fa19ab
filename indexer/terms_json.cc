#include <string>
#include <utility>
#include <vector>

#include "indexer/terms.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

constexpr int kSchema = 1;

using Json = nlohmann::ordered_json;

}  // namespace

std::string TermsJson(const std::vector<TermPair>& pairs) {
  Json terms = Json::array();
  for (const TermPair& pair : pairs) {
    terms.push_back(
        {{"name", pair.name}, {"other", pair.other}, {"decks", pair.decks}, {"times", pair.times}});
  }
  const Json json = {{"schema", kSchema}, {"terms", std::move(terms)}};
  return EscapeUnsafeInJson(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace rsearch
