// relevance_eval: how well rsearch ranks, on judged sets of PDF pages and of plain texts. By hand
// or through scripts/relevance; relevance_eval --help tells the options.

#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "rsearch/result.h"
#include "tests/relevance/cost.h"
#include "tests/relevance/page_run.h"
#include "tests/relevance/report.h"
#include "tests/relevance/text_run.h"
#include "tests/relevance/tsv.h"
#include "tests/support/temp_dir.h"

namespace rsearch::relevance {
namespace {

constexpr int kOk = 0;
constexpr int kTrouble = 2;

// What both kinds of sets have.
struct SetOptions {
  std::string queries, judgements;
  std::string run;      // to write
  std::string against;  // an earlier run to compare with
};

struct PagesOptions {
  SetOptions set;
  std::string index, corpus;
  bool per_file = false;
};

struct TextOptions {
  SetOptions set;
  std::string collection;
  std::string keep;  // index folder to reuse
};

struct CostOptions {
  std::string index, queries;
};

Result<void> Report(const SetOptions& set, const std::vector<Topic>& topics,
                    const Judgements& judgements, const SearchRun& done, const Scoring& scoring) {
  for (const std::string& refused : done.refused)
    std::fprintf(stderr, "relevance_eval: refused: %s\n", refused.c_str());
  const std::vector<Row> rows = RowsOf(topics, done.run, judgements, scoring);
  std::fputs(FormatRows(rows).c_str(), stdout);
  if (!set.against.empty()) {
    const auto earlier = ReadRun(set.against);
    if (!earlier) return earlier.error();
    const std::vector<Row> before = RowsOf(topics, *earlier, judgements, scoring);
    std::fputs(("\n" + FormatDifferences(before, rows)).c_str(), stdout);
    if (!rows.empty()) std::fputs(FormatChanges(before.front(), rows.front()).c_str(), stdout);
  }
  // Last, so that a run may replace the one it is compared with.
  if (!set.run.empty()) return WriteRun(set.run, topics, done.run, judgements);
  return {};
}

Result<void> EvaluatePages(const PagesOptions& options) {
  const auto topics = ReadTopics(options.set.queries);
  if (!topics) return topics.error();
  const auto judgements = ReadPageJudgements(options.set.judgements);
  if (!judgements) return judgements.error();
  const auto done = RunPages(options.index, options.corpus, *topics);
  if (!done) return done.error();
  return Report(options.set, *topics, *judgements, *done,
                {.wanted = 2, .tags = true, .per_file = options.per_file});
}

// Makes the index unless it is there already.
Result<void> PrepareTexts(const std::vector<CollectionText>& texts,
                          const std::filesystem::path& index) {
  const auto kept = HoldsTexts(texts, index);
  if (kept && *kept) return {};
  if (kept)
    return Error{ErrorCode::kUsage, index.string() + " holds an index of another collection"};
  if (kept.error().code != ErrorCode::kNotFound) return kept.error();
  return IndexTexts(texts, index);
}

Result<void> EvaluateTexts(const TextOptions& options) {
  const auto texts = ReadCollection(options.collection);
  if (!texts) return texts.error();
  const auto topics = ReadTopics(options.set.queries);
  if (!topics) return topics.error();
  const auto judgements = ReadTextJudgements(options.set.judgements);
  if (!judgements) return judgements.error();
  std::optional<::rsearch::testing::TempDir> temporary;
  if (options.keep.empty()) temporary.emplace();
  const std::filesystem::path index =
      temporary ? *temporary / "index" : std::filesystem::path(options.keep);
  if (auto prepared = PrepareTexts(*texts, index); !prepared) return prepared;
  const auto done = RunTexts(index, *texts, *topics);
  if (!done) return done.error();
  return Report(options.set, *topics, *judgements, *done, {.wanted = 1, .tags = false});
}

Result<void> ReportCost(const CostOptions& options) {
  const auto topics = ReadTopics(options.queries);
  if (!topics) return topics.error();
  const auto cost = MeasureCost(options.index, *topics);
  if (!cost) return cost.error();
  std::printf("queries %zu\nsearch_ms %.3f\nshown_ms %.3f\nplain_ms %.3f\nsearch/plain %.2f\n",
              cost->queries, cost->search, cost->shown, cost->plain, cost->search / cost->plain);
  return {};
}

// --- command line

void DeclareSet(CLI::App* command, SetOptions* set) {
  command->add_option("--run", set->run, "Write the ranked lists to FILE")->type_name("FILE");
  command
      ->add_option("--against", set->against, "Compare with the lists that an earlier --run wrote")
      ->type_name("FILE");
  command->add_option("QUERIES", set->queries, "qid, query, tags (a,b); between tabs")
      ->required()
      ->type_name("");
}

CLI::App* DeclarePages(CLI::App* app, PagesOptions* options) {
  CLI::App* pages = app->add_subcommand("pages", "Judge the ranking of PDF pages");
  pages->add_option("--index", options->index, "An index that rindex made")
      ->required()
      ->type_name("DIR");
  pages->add_option("--corpus", options->corpus, "Where the judgements' paths start")
      ->required()
      ->type_name("DIR");
  pages->add_flag("--per-file", options->per_file, "Score title and author queries by file");
  DeclareSet(pages, &options->set);
  pages->add_option("QRELS", options->set.judgements, "qid, path, page, grade (1 or 2)")
      ->required()
      ->type_name("");
  return pages;
}

CLI::App* DeclareText(CLI::App* app, TextOptions* options) {
  CLI::App* text = app->add_subcommand("text", "Judge the ranking of plain texts");
  text->add_option("COLLECTION", options->collection, "id, text")->required()->type_name("");
  text->add_option("--keep", options->keep,
                   "Index folder to keep and use again (the texts are not indexed again: remove it "
                   "when analysis changes)")
      ->type_name("DIR");
  DeclareSet(text, &options->set);
  text->add_option("QRELS", options->set.judgements, "qid, id, 1")->required()->type_name("");
  return text;
}

CLI::App* DeclareCost(CLI::App* app, CostOptions* options) {
  CLI::App* cost = app->add_subcommand(
      "cost", "Time searches inside the process, beside a plain OR of the same words");
  cost->add_option("--index", options->index, "An index")->required()->type_name("DIR");
  cost->add_option("QUERIES", options->queries, "qid, query")->required()->type_name("");
  return cost;
}

int Finish(const Result<void>& done) {
  if (done) return kOk;
  std::fprintf(stderr, "relevance_eval: %s\n", done.error().message.c_str());
  return kTrouble;
}

int Main(int argc, char** argv) {
  PagesOptions pages_options;
  TextOptions text_options;
  CostOptions cost_options;
  CLI::App app("Judges how well rsearch ranks.", "relevance_eval");
  app.require_subcommand(1);
  const CLI::App* pages = DeclarePages(&app, &pages_options);
  const CLI::App* text = DeclareText(&app, &text_options);
  DeclareCost(&app, &cost_options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kTrouble;
  }
  if (pages->parsed()) return Finish(EvaluatePages(pages_options));
  if (text->parsed()) return Finish(EvaluateTexts(text_options));
  return Finish(ReportCost(cost_options));
}

}  // namespace
}  // namespace rsearch::relevance

int main(int argc, char** argv) {
  try {
    return rsearch::relevance::Main(argc, argv);
  } catch (const std::exception& error) {  // memory is out, or a promise was broken
    std::fprintf(stderr, "relevance_eval: %s\n", error.what());
    return rsearch::relevance::kTrouble;
  }
}
