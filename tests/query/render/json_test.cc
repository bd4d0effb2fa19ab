#include "query/render/json.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "tests/query/render/sample.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

using nlohmann::json;
using testing::MakeHit;
using testing::SampleResult;

// --- a reader as strict as a careful client's: every member known, present and of its type

void ExpectMembers(const json& object, const std::set<std::string>& names) {
  ASSERT_TRUE(object.is_object()) << object;
  std::set<std::string> found;
  for (const auto& [name, value] : object.items())
    found.insert(name);
  EXPECT_EQ(found, names);
}

Snippet ReadSnippet(const json& object) {
  ExpectMembers(object, {"text", "highlights"});
  Snippet snippet;
  snippet.text = object.at("text").get<std::string>();
  for (const json& pair : object.at("highlights")) {
    EXPECT_EQ(pair.size(), 2U);
    snippet.highlights.push_back({pair.at(0).get<std::size_t>(), pair.at(1).get<std::size_t>()});
  }
  return snippet;
}

Hit ReadHit(const json& object, std::set<std::string> more = {}) {
  more.insert({"rank", "score", "path", "page", "page_label", "pages", "title", "deck", "also",
               "snippet", "status"});
  ExpectMembers(object, more);
  Hit hit;
  hit.rank = object.at("rank").get<std::size_t>();
  hit.score = object.at("score").get<double>();
  hit.path = object.at("path").get<std::string>();
  hit.page = object.at("page").get<std::uint32_t>();
  hit.page_label = object.at("page_label").get<std::string>();
  hit.pages = object.at("pages").get<std::uint32_t>();
  hit.title = object.at("title").get<std::string>();
  const json& deck = object.at("deck");
  ExpectMembers(deck, {"id", "title", "author", "copies"});
  hit.deck.id = deck.at("id").get<std::string>();
  hit.deck.title = deck.at("title").get<std::string>();
  hit.deck.author = deck.at("author").get<std::string>();
  hit.deck.copies = deck.at("copies").get<std::vector<std::string>>();
  for (const json& page : object.at("also")) {
    ExpectMembers(page, {"path", "page", "page_label"});
    hit.also.push_back({page.at("path").get<std::string>(), page.at("page").get<std::uint32_t>(),
                        page.at("page_label").get<std::string>()});
  }
  hit.snippet = ReadSnippet(object.at("snippet"));
  const auto status = object.at("status").get<std::string>();
  EXPECT_TRUE(status == "ok" || status == "changed" || status == "gone") << status;
  hit.status = status == "ok"        ? HitStatus::kOk
               : status == "changed" ? HitStatus::kChanged
                                     : HitStatus::kGone;
  return hit;
}

constexpr auto kSources =
    std::to_array({NameSource::kGlossary, NameSource::kMined, NameSource::kVariant,
                   NameSource::kSpelling, NameSource::kTransliteration});

NameSource SourceNamed(const std::string& name) {
  static const std::map<std::string, NameSource> names = {
      {"glossary", NameSource::kGlossary},
      {"collection", NameSource::kMined},
      {"variant", NameSource::kVariant},
      {"spelling", NameSource::kSpelling},
      {"transliteration", NameSource::kTransliteration}};
  EXPECT_TRUE(names.contains(name)) << name;
  return names.at(name);
}

SearchResult ReadResult(const json& object) {
  ExpectMembers(object, {"schema", "query", "total", "total_exact", "complete", "expansions",
                         "did_you_mean", "hits", "index"});
  EXPECT_EQ(object.at("schema"), 2);
  SearchResult result;
  result.query = object.at("query").get<std::string>();
  result.total = object.at("total").get<std::uint64_t>();
  result.total_exact = object.at("total_exact").get<bool>();
  result.complete = object.at("complete").get<std::uint64_t>();
  for (const json& expansion : object.at("expansions")) {
    ExpectMembers(expansion, {"typed", "name", "source"});
    result.expansions.push_back({expansion.at("typed").get<std::string>(),
                                 expansion.at("name").get<std::string>(),
                                 SourceNamed(expansion.at("source").get<std::string>())});
  }
  result.did_you_mean = object.at("did_you_mean").get<std::string>();
  for (const json& hit : object.at("hits"))
    result.hits.push_back(ReadHit(hit));
  const json& index = object.at("index");
  ExpectMembers(index, {"path", "pages", "files", "failed", "updated"});
  result.index = {index.at("path").get<std::string>(), index.at("pages").get<std::uint64_t>(),
                  index.at("files").get<std::uint64_t>(), index.at("failed").get<std::uint64_t>(),
                  index.at("updated").get<std::int64_t>()};
  return result;
}

void ExpectSame(const Hit& got, const Hit& expected) {
  EXPECT_EQ(got.rank, expected.rank);
  EXPECT_NEAR(got.score, expected.score, 0.00005);
  EXPECT_EQ(got.path, expected.path);
  EXPECT_EQ(got.page, expected.page);
  EXPECT_EQ(got.page_label, expected.page_label);
  EXPECT_EQ(got.pages, expected.pages);
  EXPECT_EQ(got.title, expected.title);
  EXPECT_EQ(got.deck.id, expected.deck.id);
  EXPECT_EQ(got.deck.title, expected.deck.title);
  EXPECT_EQ(got.deck.author, expected.deck.author);
  EXPECT_EQ(got.deck.copies, expected.deck.copies);
  EXPECT_EQ(got.also, expected.also);
  EXPECT_EQ(got.snippet.text, expected.snippet.text);
  EXPECT_EQ(got.snippet.highlights, expected.snippet.highlights);
  EXPECT_EQ(got.status, expected.status);
}

TEST(RenderJson, ReadsBackAsItWas) {
  const SearchResult sample = SampleResult();
  const SearchResult read = ReadResult(json::parse(RenderJson(sample)));
  EXPECT_EQ(read.query, sample.query);
  EXPECT_EQ(read.total, sample.total);
  EXPECT_EQ(read.total_exact, sample.total_exact);
  EXPECT_EQ(read.complete, 34U);
  ASSERT_EQ(read.hits.size(), sample.hits.size());
  for (std::size_t i = 0; i < read.hits.size(); ++i)
    ExpectSame(read.hits[i], sample.hits[i]);
  EXPECT_EQ(read.index.path, "/idx");
  EXPECT_EQ(read.index.pages, 1296U);
  EXPECT_EQ(read.index.files, 77U);
  EXPECT_EQ(read.index.failed, 2U);
  EXPECT_EQ(read.index.updated, 1'700'000'000);
}

TEST(RenderJson, IsWrittenInTheDocumentedOrder) {
  SearchResult result = SampleResult();
  result.hits = {result.hits[1]};
  result.hits[0].also = {{"/data/old.pdf", 2, "ii"}};
  result.complete = 12;
  result.expansions = {{"지식", "knowledge", NameSource::kGlossary}};
  result.did_you_mean = "지식 증류법";
  EXPECT_EQ(
      RenderJson(result),
      R"({"schema":2,"query":"지식 증류","total":34,"total_exact":true,"complete":12,)"
      R"("expansions":[{"typed":"지식","name":"knowledge","source":"glossary"}],)"
      R"("did_you_mean":"지식 증류법","hits":[{"rank":2,)"
      R"("score":5.0,"path":"/data/paper.pdf","page":1,"page_label":"1","pages":1,)"
      R"("title":"","deck":{"id":"ffffffffffffffffffffffffffffffff","title":"Paper",)"
      R"("author":"","copies":[]},"also":[{"path":"/data/old.pdf","page":2,"page_label":"ii"}],)"
      R"("snippet":{"text":"지식 증류","highlights":[[0,2],[3,5]]},)"
      R"("status":"gone"}],"index":{"path":"/idx","pages":1296,"files":77,"failed":2,)"
      R"("updated":1700000000}})"
      "\n");
}

TEST(RenderJson, SaysWhatWasSearchedForBesideTheWords) {
  SearchResult result = SampleResult();
  result.complete = 0;
  for (const NameSource source : kSources)
    result.expansions.push_back({"왜 \"가리\"", "heron\n", source});
  result.did_you_mean = "왜가리";
  const SearchResult read = ReadResult(json::parse(RenderJson(result)));
  EXPECT_EQ(read.complete, 0U);
  EXPECT_EQ(read.expansions, result.expansions);
  EXPECT_EQ(read.did_you_mean, "왜가리");
}

TEST(RenderJson, NothingIsEmptyNotMissing) {
  const SearchResult read = ReadResult(json::parse(RenderJson(SearchResult{})));
  EXPECT_TRUE(read.hits.empty());
  EXPECT_TRUE(read.expansions.empty());
  EXPECT_EQ(read.did_you_mean, "");
}

TEST(RenderJsonLines, EveryLineStandsAlone) {
  const SearchResult sample = SampleResult();
  std::istringstream lines(RenderJsonLines(sample));
  std::string line;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    const json object = json::parse(line);
    EXPECT_EQ(object.at("schema"), 2);
    EXPECT_EQ(object.at("query"), sample.query);
    ExpectSame(ReadHit(object, {"schema", "query"}), sample.hits.at(count));
  }
  EXPECT_EQ(count, 3U);
  EXPECT_EQ(RenderJsonLines(SearchResult{}), "");
}

TEST(RenderJson, PathsThatAreNotUtf8KeepTheirBytes) {
  SearchResult result;
  for (const char* path : {"/a\xFF", "/ab\xFF", "/abc\xFF"})
    result.hits.push_back(MakeHit(1, path, 1));
  const json object = json::parse(RenderJson(result));
  const char* const base64[] = {"L2H/", "L2Fi/w==", "L2FiY/8="};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(object["hits"][i]["path_bytes"], base64[i]);
    ReadHit(object["hits"][i], {"path_bytes"});
  }
  EXPECT_EQ(object["hits"][0]["path"], "/a\uFFFD");
}

TEST(RenderJson, FoldedPathsThatAreNotUtf8KeepTheirBytesToo) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a", 1)};
  result.hits[0].also = {{"/a\xFF", 2, "2"}};
  EXPECT_EQ(json::parse(RenderJson(result))["hits"][0]["also"][0]["path_bytes"], "L2H/");
}

TEST(RenderJson, ValuesAreExactAndTheTextIsHarmless) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a\n\u202E\033\u0085.pdf", 1)};
  const std::string text = RenderJson(result);
  for (const char* bad : {"\u202E", "\033", "\u0085"})
    EXPECT_EQ(text.find(bad), std::string::npos);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  EXPECT_EQ(ReadResult(json::parse(text)).hits[0].path, result.hits[0].path);
}

}  // namespace
}  // namespace rsearch
