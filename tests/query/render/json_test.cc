#include "query/render/json.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/query/render/sample.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

using nlohmann::json;
using testing::MakeHit;
using testing::SampleIndex;
using testing::SamplePaper;
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

HitStatus StatusNamed(const std::string& name) {
  static const std::map<std::string, HitStatus> names = {
      {"ok", HitStatus::kOk}, {"changed", HitStatus::kChanged}, {"gone", HitStatus::kGone}};
  EXPECT_TRUE(names.contains(name)) << name;
  return names.at(name);
}

DeckKind KindNamed(const std::string& name) {
  static const std::map<std::string, DeckKind> names = {
      {"review", DeckKind::kReview}, {"paper", DeckKind::kPaper}, {"trends", DeckKind::kTrends}};
  EXPECT_TRUE(names.contains(name)) << name;
  return names.at(name);
}

// "2021-06" as 20210600.
std::int32_t DateOf(const std::string& text) {
  static const std::regex shape(R"((\d{4})(?:-(\d{2}))?(?:-(\d{2}))?)");
  std::smatch match;
  if (text.empty()) return 0;
  EXPECT_TRUE(std::regex_match(text, match, shape)) << text;
  const auto number = [&](std::size_t i) { return match[i].matched ? std::stoi(match[i]) : 0; };
  return number(1) * 10'000 + number(2) * 100 + number(3);
}

HitDeck ReadDeck(const json& object) {
  ExpectMembers(object, {"id", "title", "author", "kind", "field", "date", "copies"});
  HitDeck deck;
  deck.id = object.at("id").get<std::string>();
  deck.title = object.at("title").get<std::string>();
  deck.author = object.at("author").get<std::string>();
  deck.kind = KindNamed(object.at("kind").get<std::string>());
  deck.field = object.at("field").get<std::string>();
  deck.date = DateOf(object.at("date").get<std::string>());
  for (const json& copy : object.at("copies")) {
    ExpectMembers(copy, {"path"});
    deck.copies.push_back(copy.at("path").get<std::string>());
  }
  return deck;
}

Paper ReadPaper(const json& object) {
  ExpectMembers(object,
                {"title", "authors", "venue", "year", "original_link", "review_link", "ids"});
  Paper paper;
  paper.title = object.at("title").get<std::string>();
  paper.authors = object.at("authors").get<std::vector<std::string>>();
  paper.venue = object.at("venue").get<std::string>();
  paper.year = object.at("year").get<std::uint32_t>();
  paper.original_link = object.at("original_link").get<std::string>();
  paper.review_link = object.at("review_link").get<std::string>();
  paper.ids = object.at("ids").get<std::vector<std::string>>();
  return paper;
}

Counterpart ReadCounterpart(const json& object, std::set<std::string> more = {}) {
  more.insert({"path", "page", "title", "kind", "status"});
  ExpectMembers(object, more);
  return {object.at("path").get<std::string>(), object.at("page").get<std::uint32_t>(),
          object.at("title").get<std::string>(), KindNamed(object.at("kind").get<std::string>()),
          StatusNamed(object.at("status").get<std::string>())};
}

Hit ReadHit(const json& object, std::set<std::string> more = {}) {
  more.insert({"rank", "score", "path", "page", "page_label", "pages", "title", "deck", "paper",
               "counterparts", "also", "snippet", "status"});
  ExpectMembers(object, more);
  Hit hit;
  hit.rank = object.at("rank").get<std::size_t>();
  hit.score = object.at("score").get<double>();
  hit.path = object.at("path").get<std::string>();
  hit.page = object.at("page").get<std::uint32_t>();
  hit.page_label = object.at("page_label").get<std::string>();
  hit.pages = object.at("pages").get<std::uint32_t>();
  hit.title = object.at("title").get<std::string>();
  hit.deck = ReadDeck(object.at("deck"));
  if (!object.at("paper").is_null()) hit.paper = ReadPaper(object.at("paper"));
  for (const json& counterpart : object.at("counterparts"))
    hit.counterparts.push_back(ReadCounterpart(counterpart));
  for (const json& page : object.at("also")) {
    ExpectMembers(page, {"path", "page", "page_label", "status"});
    hit.also.push_back({page.at("path").get<std::string>(), page.at("page").get<std::uint32_t>(),
                        page.at("page_label").get<std::string>(),
                        StatusNamed(page.at("status").get<std::string>())});
  }
  hit.snippet = ReadSnippet(object.at("snippet"));
  hit.status = StatusNamed(object.at("status").get<std::string>());
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

IndexInfo ReadIndex(const json& index) {
  ExpectMembers(index, {"path", "pages", "files", "failed", "unsearchable", "updated"});
  const json& lacking = index.at("unsearchable");
  ExpectMembers(lacking, {"files", "files_in_part", "pages_without_text", "pages_unread"});
  IndexInfo info;
  info.path = index.at("path").get<std::string>();
  info.pages = index.at("pages").get<std::uint64_t>();
  info.amounts.partly_read = lacking.at("files_in_part").get<std::uint64_t>();
  info.amounts.textless_pages = lacking.at("pages_without_text").get<std::uint64_t>();
  info.amounts.unread_pages = lacking.at("pages_unread").get<std::uint64_t>();
  std::uint64_t rest = index.at("files").get<std::uint64_t>();
  for (std::size_t i = 0; i < kFileStatusCount; ++i) {
    const std::string name(Name(static_cast<FileStatus>(i)));
    info.amounts.files[i] = lacking.at("files").value(name, std::uint64_t{0});
    rest -= info.amounts.files[i];
  }
  info.amounts.files[0] = rest;
  EXPECT_EQ(index.at("failed"), info.amounts.FailedFiles());
  info.updated = index.at("updated").get<std::int64_t>();
  return info;
}

SearchResult ReadResult(const json& object) {
  ExpectMembers(object, {"schema", "query", "total", "total_exact", "complete", "expansions",
                         "did_you_mean", "wildcard_limited", "hits", "index"});
  EXPECT_EQ(object.at("schema"), 4);
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
  result.index = ReadIndex(object.at("index"));
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
  EXPECT_EQ(got.deck.kind, expected.deck.kind);
  EXPECT_EQ(got.deck.field, expected.deck.field);
  EXPECT_EQ(got.deck.date, expected.deck.date);
  EXPECT_EQ(got.deck.copies, expected.deck.copies);
  EXPECT_EQ(got.paper, expected.paper);
  EXPECT_EQ(got.counterparts, expected.counterparts);
  EXPECT_EQ(got.also, expected.also);
  EXPECT_EQ(got.snippet.text, expected.snippet.text);
  EXPECT_EQ(got.snippet.highlights, expected.snippet.highlights);
  EXPECT_EQ(got.status, expected.status);
}

TEST(RenderJson, ReadsBackAsItWas) {
  SearchResult sample = SampleResult();
  sample.hits[0].paper = SamplePaper();
  sample.hits[0].deck.kind = DeckKind::kTrends;
  sample.hits[0].deck.field = "Computer Vision";
  sample.hits[0].deck.date = 20210600;
  sample.hits[0].counterparts = {{"/p.pdf", 1, "Paper", DeckKind::kPaper, HitStatus::kGone},
                                 {"/r.pdf", 7, "Review", DeckKind::kReview, HitStatus::kOk}};
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
  EXPECT_EQ(read.index.amounts, sample.index.amounts);
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
      R"({"schema":4,"query":"지식 증류","total":34,"total_exact":true,"complete":12,)"
      R"("expansions":[{"typed":"지식","name":"knowledge","source":"glossary"}],)"
      R"("did_you_mean":"지식 증류법","wildcard_limited":false,"hits":[{"rank":2,)"
      R"("score":5.0,"path":"/data/paper.pdf","page":1,"page_label":"1","pages":1,)"
      R"("title":"","deck":{"id":"ffffffffffffffffffffffffffffffff","title":"Paper",)"
      R"("author":"","kind":"review","field":"","date":"","copies":[]},"paper":null,)"
      R"("counterparts":[],"also":[{"path":"/data/old.pdf","page":2,"page_label":"ii","status":"ok"}],)"
      R"("snippet":{"text":"지식 증류","highlights":[[0,2],[3,5]]},)"
      R"("status":"gone"}],"index":{"path":"/idx","pages":1296,"files":77,"failed":2,)"
      R"("unsearchable":{"files":{"locked":1,"timeout":1},"files_in_part":1,)"
      R"("pages_without_text":0,"pages_unread":12},)"
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
    EXPECT_EQ(object.at("schema"), 4);
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

TEST(RenderJson, OnlyWebLinksAreLinks) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a", 1)};
  result.hits[0].paper = SamplePaper();
  result.hits[0].paper->original_link = "javascript:alert(1)";
  result.hits[0].paper->review_link = "https://a/b c\n#page=1";
  const Hit hit = ReadHit(json::parse(RenderJson(result))["hits"][0]);
  EXPECT_EQ(hit.paper->original_link, "");
  EXPECT_EQ(hit.paper->review_link, "https://a/b%20c%0A#page=1");
}

DeckList SampleDecks() {
  DeckList list;
  list.query = "증류";
  list.total = 12;
  list.known_elsewhere = 3;
  ListedDeck& deck = list.decks.emplace_back();
  deck.rank = 2;
  deck.path = "/r/a.pdf";
  deck.page = 4;
  deck.pages = 38;
  deck.deck.id = "0123456789abcdef0123456789abcdef";
  deck.deck.title = "Relational KD";
  deck.deck.field = "Computer Vision";
  deck.deck.date = deck.date = 20210106;
  deck.papers = {SamplePaper()};
  list.index = SampleIndex();
  return list;
}

constexpr const char* kSampleDeck =
    R"("rank":2,"path":"/r/a.pdf","page":4,"pages":38,)"
    R"("deck":{"id":"0123456789abcdef0123456789abcdef","title":"Relational KD","author":"",)"
    R"("kind":"review","field":"Computer Vision","date":"2021-01-06","copies":[]},)"
    R"("papers":[{"title":"Relational Knowledge Distillation",)"
    R"("authors":["Wonpyo Park","Dongju Kim"],"venue":"CVPR","year":2019,)"
    R"("original_link":"https://arxiv.org/pdf/1904.05068.pdf",)"
    R"("review_link":"https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12",)"
    R"("ids":["arxiv:1904.05068"]}],"status":"ok"})";

constexpr const char* kSampleIndex =
    R"("index":{"path":"/idx","pages":1296,"files":77,"failed":2,)"
    R"("unsearchable":{"files":{"locked":1,"timeout":1},"files_in_part":1,)"
    R"("pages_without_text":0,"pages_unread":12},"updated":1700000000}})";

TEST(RenderJson, Decks) {
  EXPECT_EQ(RenderJson(SampleDecks()),
            std::string(R"({"schema":4,"query":"증류","total":12,"complete":true,)"
                        R"("wildcard_limited":false,"known_elsewhere":3,"decks":[{)") +
                kSampleDeck + "]," + kSampleIndex + "\n");
  EXPECT_EQ(RenderJsonLines(SampleDecks()),
            std::string(R"({"schema":4,"query":"증류",)") + kSampleDeck + "\n");
  EXPECT_TRUE(json::parse(RenderJson(DeckList{})).at("decks").empty());
  EXPECT_EQ(RenderJsonLines(DeckList{}), "");
}

TEST(RenderJson, Facets) {
  FacetCounts counts;
  counts.pages = 420;
  counts.decks = 12;
  counts.complete = false;
  counts.facets = {{"field", {{"Computer \"Vision", "field:\"Computer  Vision\"", 400, 11}}},
                   {"year", {{"2021", "year:2021", 7, 1}, {"2019", "year:2019", 7, 2}}}};
  counts.index = SampleIndex();
  EXPECT_EQ(
      RenderJson(counts),
      std::string(R"({"schema":4,"query":"","pages":420,"decks":12,"complete":false,)"
                  R"("wildcard_limited":false,"facets":{"field":[{"value":"Computer \"Vision",)"
                  R"("filter":"field:\"Computer  Vision\"","pages":400,"decks":11}],)"
                  R"("year":[{"value":"2021","filter":"year:2021","pages":7,"decks":1},)"
                  R"({"value":"2019","filter":"year:2019","pages":7,"decks":2}]},)") +
          kSampleIndex + "\n");
  counts.facets.erase(counts.facets.begin());
  EXPECT_EQ(RenderJsonLines(counts),
            R"({"schema":4,"query":"","facet":"year","value":"2021","filter":"year:2021",)"
            R"("pages":7,"decks":1})"
            "\n"
            R"({"schema":4,"query":"","facet":"year","value":"2019","filter":"year:2019",)"
            R"("pages":7,"decks":2})"
            "\n");
}

TEST(RenderJson, Related) {
  RelatedDecks related;
  related.path = "/r/a.pdf";
  related.page = 4;
  related.deck.id = "ff";
  related.deck.title = "KD";
  related.known = true;
  related.related = {{"/p.pdf", 1, "Paper", DeckKind::kPaper, HitStatus::kOk}};
  related.index = SampleIndex();
  const std::string of =
      R"("of":{"path":"/r/a.pdf","page":4,"deck":{"id":"ff","title":"KD","author":"",)"
      R"("kind":"review","field":"","date":"","copies":[]}},)";
  const std::string deck =
      R"("rank":1,"path":"/p.pdf","page":1,"title":"Paper","kind":"paper","status":"ok"})";
  EXPECT_EQ(RenderJson(related), R"({"schema":4,)" + of + R"("known":true,"paper":null,)" +
                                     R"("related":[{)" + deck + "]," + kSampleIndex + "\n");
  EXPECT_EQ(RenderJsonLines(related), R"({"schema":4,)" + of + deck + "\n");
  related.paper = SamplePaper();
  EXPECT_EQ(ReadPaper(json::parse(RenderJson(related)).at("paper")), SamplePaper());
  related.path = "/a\xFF";
  EXPECT_EQ(json::parse(RenderJson(related)).at("of").at("path_bytes"), "L2H/");
}

}  // namespace
}  // namespace rsearch
