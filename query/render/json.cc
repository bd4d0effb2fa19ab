#include "query/render/json.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "query/render/describe.h"
#include "query/web_link.h"
#include "rsearch/analyzer.h"
#include "rsearch/printable.h"
#include <nlohmann/json.hpp>

namespace rsearch {

namespace {

using Json = nlohmann::ordered_json;

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
    out["status"] = StatusName(page.status);
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

Json DeckJson(const HitDeck& deck) {
  Json copies = Json::array();
  for (const std::string& path : deck.copies)
    AddPath(path, &copies.emplace_back(Json::object()));
  return {{"id", deck.id},
          {"title", deck.title},
          {"author", deck.author},
          {"kind", Name(deck.kind)},
          {"field", deck.field},
          {"date", DateText(deck.date)},
          {"copies", std::move(copies)}};
}

Json PaperJson(const Paper& paper) {
  return {{"title", paper.title},
          {"authors", paper.authors},
          {"venue", paper.venue},
          {"year", paper.year},
          {"original_link", WebLink(paper.original_link)},
          {"review_link", WebLink(paper.review_link)},
          {"ids", paper.ids}};
}

Json PaperJson(const std::optional<Paper>& paper) {
  return paper ? PaperJson(*paper) : Json();
}

void AddCounterpart(const Counterpart& counterpart, Json* json) {
  AddPath(counterpart.path, json);
  (*json)["page"] = counterpart.page;
  (*json)["title"] = counterpart.title;
  (*json)["kind"] = Name(counterpart.kind);
  (*json)["status"] = StatusName(counterpart.status);
}

Json CounterpartsJson(const std::vector<Counterpart>& counterparts) {
  Json list = Json::array();
  for (const Counterpart& counterpart : counterparts)
    AddCounterpart(counterpart, &list.emplace_back(Json::object()));
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
  out["deck"] = DeckJson(hit.deck);
  out["paper"] = PaperJson(hit.paper);
  out["counterparts"] = CounterpartsJson(hit.counterparts);
  out["also"] = AlsoJson(hit.also);
  out["snippet"] = {{"text", hit.snippet.text},
                    {"highlights", HighlightsJson(hit.snippet.highlights)}};
  out["status"] = StatusName(hit.status);
}

void AddListedDeck(const ListedDeck& listed, Json* json) {
  Json& out = *json;
  out["rank"] = listed.rank;
  AddPath(listed.path, &out);
  out["page"] = listed.page;
  out["pages"] = listed.pages;
  out["deck"] = DeckJson(listed.deck);
  out["papers"] = Json::array();
  for (const Paper& paper : listed.papers)
    out["papers"].push_back(PaperJson(paper));
  out["status"] = StatusName(listed.status);
}

void AddFacetValue(const FacetValue& value, Json* json) {
  (*json)["value"] = value.value;
  (*json)["filter"] = value.filter;
  (*json)["pages"] = value.pages;
  (*json)["decks"] = value.decks;
}

// What --related was asked about.
Json AskedJson(const RelatedDecks& related) {
  Json out;
  AddPath(related.path, &out);
  out["page"] = related.page;
  out["deck"] = DeckJson(related.deck);
  return out;
}

// What cannot be searched, and why.
Json UnsearchableJson(const Amounts& amounts) {
  Json files = Json::object();
  for (std::size_t i = 0; i < amounts.files.size(); ++i) {
    const auto status = static_cast<FileStatus>(i);
    if (amounts.files[i] > 0 && (IsFailure(status) || status == FileStatus::kSkipped))
      files[std::string(Name(status))] = amounts.files[i];
  }
  return {{"files", std::move(files)},
          {"files_in_part", amounts.partly_read},
          {"pages_without_text", amounts.textless_pages},
          {"pages_unread", amounts.unread_pages}};
}

Json IndexJson(const IndexInfo& index) {
  Json json;
  AddPath(index.path, &json);
  json["pages"] = index.pages;
  json["files"] = index.amounts.AllFiles();
  json["failed"] = index.amounts.FailedFiles();
  json["unsearchable"] = UnsearchableJson(index.amounts);
  json["updated"] = index.updated;
  return json;
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
  out["wildcard_limited"] = result.wildcard_limited;
  out["hits"] = Json::array();
  for (const Hit& hit : result.hits)
    AddHit(hit, &out["hits"].emplace_back(Json::object()));
  out["index"] = IndexJson(result.index);
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

std::string RenderJson(const DeckList& list) {
  Json out;
  out["schema"] = kJsonSchema;
  out["query"] = list.query;
  out["total"] = list.total;
  out["complete"] = list.complete;
  out["wildcard_limited"] = list.wildcard_limited;
  out["known_elsewhere"] = list.known_elsewhere;
  out["decks"] = Json::array();
  for (const ListedDeck& deck : list.decks)
    AddListedDeck(deck, &out["decks"].emplace_back(Json::object()));
  out["index"] = IndexJson(list.index);
  return Line(out);
}

std::string RenderJsonLines(const DeckList& list) {
  std::string lines;
  for (const ListedDeck& deck : list.decks) {
    Json out;
    out["schema"] = kJsonSchema;
    out["query"] = list.query;
    AddListedDeck(deck, &out);
    lines += Line(out);
  }
  return lines;
}

std::string RenderJson(const FacetCounts& counts) {
  Json out;
  out["schema"] = kJsonSchema;
  out["query"] = counts.query;
  out["pages"] = counts.pages;
  out["decks"] = counts.decks;
  out["complete"] = counts.complete;
  out["wildcard_limited"] = counts.wildcard_limited;
  out["facets"] = Json::object();
  for (const Facet& facet : counts.facets) {
    Json& values = out["facets"][std::string(facet.name)] = Json::array();
    for (const FacetValue& value : facet.values)
      AddFacetValue(value, &values.emplace_back(Json::object()));
  }
  out["index"] = IndexJson(counts.index);
  return Line(out);
}

std::string RenderJsonLines(const FacetCounts& counts) {
  std::string lines;
  for (const Facet& facet : counts.facets) {
    for (const FacetValue& value : facet.values) {
      Json out;
      out["schema"] = kJsonSchema;
      out["query"] = counts.query;
      out["facet"] = facet.name;
      AddFacetValue(value, &out);
      lines += Line(out);
    }
  }
  return lines;
}

std::string RenderJson(const RelatedDecks& related) {
  Json out;
  out["schema"] = kJsonSchema;
  out["of"] = AskedJson(related);
  out["known"] = related.known;
  out["paper"] = PaperJson(related.paper);
  out["related"] = Json::array();
  for (const Counterpart& counterpart : related.related) {
    Json& item = out["related"].emplace_back(Json::object());
    item["rank"] = out["related"].size();
    AddCounterpart(counterpart, &item);
  }
  out["index"] = IndexJson(related.index);
  return Line(out);
}

std::string RenderJsonLines(const RelatedDecks& related) {
  std::string lines;
  for (std::size_t i = 0; i < related.related.size(); ++i) {
    Json out;
    out["schema"] = kJsonSchema;
    out["of"] = AskedJson(related);
    out["rank"] = i + 1;
    AddCounterpart(related.related[i], &out);
    lines += Line(out);
  }
  return lines;
}

}  // namespace rsearch
