#include "query/render/json.h"

#include <cmath>
#include <cstdint>
#include <string_view>

#include "rsearch/analyzer.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {

namespace {

using Json = nlohmann::ordered_json;

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      out.push_back(at + i <= bytes.size() ? kAlphabet[group >> (18 - 6 * i) & 0x3F] : '=');
  }
  return out;
}

std::string_view StatusName(HitStatus status) {
  switch (status) {
    case HitStatus::kOk:
      return "ok";
    case HitStatus::kChanged:
      return "changed";
    case HitStatus::kGone:
      return "gone";
  }
  return "";
}

void AddPath(const std::string& path, Json* json) {
  (*json)["path"] = path;
  if (!IsValidUtf8(path)) (*json)["path_bytes"] = Base64(path);
}

Json HighlightsJson(const std::vector<Highlight>& highlights) {
  Json list = Json::array();
  for (const Highlight& highlight : highlights)
    list.push_back({highlight.begin, highlight.end});
  return list;
}

Json AlsoJson(const std::vector<HitPage>& also) {
  Json list = Json::array();
  for (const HitPage& page : also) {
    Json& out = list.emplace_back(Json::object());
    AddPath(page.path, &out);
    out["page"] = page.page;
    out["page_label"] = page.page_label;
  }
  return list;
}

Json ExpansionsJson(const std::vector<Expansion>& expansions) {
  Json list = Json::array();
  for (const Expansion& expansion : expansions)
    list.push_back(
        {{"typed", expansion.typed}, {"name", expansion.name}, {"source", Name(expansion.source)}});
  return list;
}

// Adds the hit's own members to `json`.
void AddHit(const Hit& hit, Json* json) {
  Json& out = *json;
  constexpr double kDecimals = 10'000;  // the rest is noise
  out["rank"] = hit.rank;
  out["score"] = std::round(hit.score * kDecimals) / kDecimals;
  AddPath(hit.path, &out);
  out["page"] = hit.page;
  out["page_label"] = hit.page_label;
  out["pages"] = hit.pages;
  out["title"] = hit.title;
  out["deck"] = {{"id", hit.deck.id},
                 {"title", hit.deck.title},
                 {"author", hit.deck.author},
                 {"copies", hit.deck.copies}};
  out["also"] = AlsoJson(hit.also);
  out["snippet"] = {{"text", hit.snippet.text},
                    {"highlights", HighlightsJson(hit.snippet.highlights)}};
  out["status"] = StatusName(hit.status);
}

std::string QueryOf(const SearchResult& result) {
  return result.like.empty() ? result.query : "like " + result.like;
}

// Invalid UTF-8 becomes U+FFFD, as docs/json.md says of paths.
std::string Line(const Json& json) {
  return EscapeUnsafeInJson(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace

std::string RenderJson(const SearchResult& result) {
  Json out;
  out["schema"] = kJsonSchema;
  out["query"] = QueryOf(result);
  out["total"] = result.total;
  out["total_exact"] = result.total_exact;
  out["complete"] = result.complete;
  out["expansions"] = ExpansionsJson(result.expansions);
  out["did_you_mean"] = result.did_you_mean;
  out["hits"] = Json::array();
  for (const Hit& hit : result.hits)
    AddHit(hit, &out["hits"].emplace_back(Json::object()));
  out["index"] = {{"path", result.index.path},
                  {"pages", result.index.pages},
                  {"files", result.index.files},
                  {"failed", result.index.failed},
                  {"updated", result.index.updated}};
  return Line(out);
}

std::string RenderJsonLines(const SearchResult& result) {
  std::string lines;
  for (const Hit& hit : result.hits) {
    Json out;
    out["schema"] = kJsonSchema;
    out["query"] = QueryOf(result);
    AddHit(hit, &out);
    lines += Line(out);
  }
  return lines;
}

}  // namespace rsearch
