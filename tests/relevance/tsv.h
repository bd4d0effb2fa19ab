// Reading queries, judgements, collections and run files; writing run files. All are UTF-8, one
// record a line, fields between tabs; blank lines are skipped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/result.h"
#include "tests/relevance/ranking.h"

namespace rsearch::relevance {

// qid, query[, tag,tag...]
Result<std::vector<Topic>> ReadTopics(const std::filesystem::path& file);

// qid, path below the corpus, page, grade. Paths become NFC.
Result<Judgements> ReadPageJudgements(const std::filesystem::path& file);

// qid, id, grade: page 1 of the text `id`.
Result<Judgements> ReadTextJudgements(const std::filesystem::path& file);

struct CollectionText {
  std::string id;
  std::string text;
};
Result<std::vector<CollectionText>> ReadCollection(const std::filesystem::path& file);

// qid, rank, path or id, page, score, grade, then path and page of each further member of the item.
// Lines that begin with '#' are for people: "# qid query" before the hits of a topic.
Result<void> WriteRun(const std::filesystem::path& file, const std::vector<Topic>& topics,
                      const Run& run, const Judgements& judgements);
// The grades in the file are not read: what is judged anew is judged alike in both runs.
Result<Run> ReadRun(const std::filesystem::path& file);

}  // namespace rsearch::relevance
