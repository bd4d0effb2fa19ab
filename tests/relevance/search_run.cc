#include "tests/relevance/search_run.h"

#include <utility>

#include "query/search.h"
#include "rsearch/analyzer.h"
#include "rsearch/store.h"

namespace rsearch::relevance {
namespace {

Item ItemOf(const Hit& hit, const Locate& locate) {
  Item item;
  item.score = hit.score;
  item.members.push_back(locate(hit.path, hit.page));
  for (const std::string& copy : hit.deck.copies)
    item.members.push_back(locate(copy, hit.page));
  for (const HitPage& also : hit.also)
    item.members.push_back(locate(also.path, also.page));
  return item;
}

Ranking RankingOf(const SearchResult& result, const Locate& locate) {
  Ranking ranking;
  for (const Hit& hit : result.hits)
    ranking.push_back(ItemOf(hit, locate));
  return ranking;
}

}  // namespace

Result<SearchRun> RunTopics(const std::filesystem::path& index, const std::vector<Topic>& topics,
                            const Locate& locate) {
  auto reader = IndexReader::Open(index);
  if (!reader) return reader.error();
  auto analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  SearchOptions options;
  options.limit = kDepth;
  options.snippets = false;
  SearchRun done;
  for (const Topic& topic : topics) {
    const auto result = Search(*reader, *analyzer, topic.text, options);
    if (result) {
      done.run[topic.id] = RankingOf(*result, locate);
    } else if (result.error().code == ErrorCode::kUsage) {
      done.refused.push_back(topic.id + ": " + result.error().message);
    } else {
      return result.error();
    }
  }
  return done;
}

}  // namespace rsearch::relevance
