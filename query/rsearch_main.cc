// rsearch: from the command line to Search(), and from its result to an exit status.

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "query/arguments.h"
#include "query/browse.h"
#include "query/complete.h"
#include "query/last_search.h"
#include "query/like.h"
#include "query/related.h"
#include "query/render/json.h"
#include "query/render/lines.h"
#include "query/render/listing.h"
#include "query/render/text.h"
#include "query/search.h"
#include "query/viewer.h"
#include "rsearch/analyzer.h"
#include "rsearch/config.h"
#include "rsearch/crash_message.h"
#include "rsearch/glossary.h"
#include "rsearch/printable.h"
#include "rsearch/store.h"

namespace rsearch {

namespace {

// Exit statuses, as grep's.
constexpr int kFound = 0;
constexpr int kNothing = 1;
constexpr int kTrouble = 2;

// An answer of so many hits, all near the end of what --offset takes, is there within a second on
// an index of 100,000 pages.
constexpr std::size_t kMaxLimit = 1'000;
constexpr std::size_t kMaxOffset = 5'000;

// No search takes a hundredth of it; one that follows pointers of a damaged index round and round
// would never end.
constexpr unsigned kMaxCpuSeconds = 30;

constexpr const char* kExamples = R"(
Examples:
  rsearch knowledge distillation          pages with these words, best first
  rsearch 지식 증류                       Korean endings and spaces do not matter
  rsearch '"vision transformer" -survey'  a phrase; without a word
  rsearch 'bert OR gpt' 'atten*'          either word; words beginning so
  rsearch gnn year:2019.. kind:review     only such pages; fields: docs/query-syntax.md
  rsearch --like BERT.pdf:12              pages like this one
  xclip -o | rsearch --like -             the page a quote was taken from
  rsearch --open 2                        hit 2 of the last search, in a viewer
  rsearch --related 2                     the reviews of its paper, the paper itself
  rsearch --decks                         all decks, newest first; with words: those about them
  rsearch --facets distillation           how many pages of each field, year, kind and venue
  rsearch --json self-attention | jq .    for programs: docs/json.md

Exit status: 0 pages found, 1 none, 2 an error.
Environment: RSEARCH_INDEX (index folder), RSEARCH_VIEWER (as --viewer), RSEARCH_CONFIG, NO_COLOR.
Your configuration (docs/config.md): ~/.config/rsearch/config.toml
Your own names for things, a line each (지식 증류<tab>knowledge distillation):
~/.config/rsearch/terms.tsv)";

enum class Output { kText, kJson, kJsonLines, kVimgrep, kPaths };

struct Options {
  std::string query;
  std::string complete;  // of --complete: what was typed so far
  std::string like;      // FILE:PAGE or "-"
  std::string index;
  std::string related;  // a hit's number, FILE or FILE:PAGE
  std::string color = "auto";
  std::string sort;  // empty: the command's own
  std::string viewer;
  std::size_t open = 0;   // 0: nothing to open
  std::size_t limit = 0;  // 0: the command's own
  std::size_t offset = 0;
  bool decks = false, facets = false;
  bool explain = false;
  bool no_fold = false;
  bool exact = false;
  bool json = false, json_lines = false, vimgrep = false, paths = false, null = false;
  bool version = false;
  Config config;  // the user's

  [[nodiscard]] Output output() const {
    if (json) return Output::kJson;
    if (json_lines) return Output::kJsonLines;
    if (vimgrep) return Output::kVimgrep;
    return paths ? Output::kPaths : Output::kText;
  }
};

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string CurrentFolder() {
  std::array<char, PATH_MAX> folder{};
  return getcwd(folder.data(), folder.size()) == nullptr ? "" : folder.data();
}

// --- output

void Warn(const std::string& message) {
  const std::string line = "rsearch: " + PlainText(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int Fail(const std::string& message) {
  Warn(message);
  return kTrouble;
}

// One write of everything. A reader that has seen enough (`| head`) is no error.
int Print(std::string_view text, int status) {
  while (!text.empty()) {
    const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) return status;
    if (written < 0) return Fail(std::string("cannot write the result: ") + std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return status;
}

unsigned TerminalWidth() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 0;
}

TextStyle StyleFor(const Options& options) {
  TextStyle style;
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  const bool dumb = Environment("TERM") == "dumb";
  const bool wanted = options.color == "auto" ? terminal && !dumb && Environment("NO_COLOR").empty()
                                              : options.color == "always";
  style.color = wanted;
  style.links = terminal && !dumb && options.color != "never";
  if (terminal) style.width = TerminalWidth();
  if (style.links) {
    std::array<char, HOST_NAME_MAX + 1> host{};
    if (gethostname(host.data(), host.size() - 1) == 0) style.host = host.data();
  }
  style.folder = CurrentFolder();
  style.home = Environment("HOME");
  return style;
}

// For people every facet's greatest values; programs get all.
constexpr std::size_t kShownValues = 20;

std::string RenderForPeople(const SearchResult& result, const Options& options) {
  return RenderText(result, StyleFor(options));
}
std::string RenderForPeople(const DeckList& list, const Options& options) {
  return RenderText(list, StyleFor(options));
}
std::string RenderForPeople(const FacetCounts& counts, const Options& options) {
  return RenderText(counts, StyleFor(options), options.limit == 0 ? kShownValues : 0);
}
std::string RenderForPeople(const RelatedDecks& related, const Options& options) {
  return RenderText(related, StyleFor(options));
}

template <class Answer>
std::string Render(const Answer& answer, const Options& options) {
  const Output output = options.output();
  if (output == Output::kJson) return RenderJson(answer);
  if (output == Output::kJsonLines) return RenderJsonLines(answer);
  if constexpr (!std::is_same_v<Answer, FacetCounts>) {  // which name no file
    if (output == Output::kVimgrep) return RenderVimgrep(answer);
    if (output == Output::kPaths) {
      const bool for_people = isatty(STDOUT_FILENO) == 1 && !options.null;
      return for_people ? RenderShellWords(answer)
                        : RenderPaths(answer, options.null ? '\0' : '\n');
    }
  }
  return RenderForPeople(answer, options);
}

// --- opening

int OpenTarget(const ViewerTarget& target, const Options& options) {
  const std::string shown = ShellWord(target.path);
  struct stat status {};
  if (stat(target.path.c_str(), &status) != 0)
    return Fail(shown + ": " + std::strerror(errno) + "; run: rindex update");
  ViewerEnvironment environment = ViewerEnvironment::FromProcess();
  if (environment.viewer.empty()) environment.viewer = options.config.viewer;
  const auto command = ChooseViewer(options.viewer, environment, target);
  if (!command) return Fail(command.error().message);
  if (auto run = RunDetached(*command); !run) return Fail(run.error().message);
  if (!command->knows_page) {
    const std::string note = "rsearch: this viewer cannot be told a page: turn to page " +
                             std::to_string(target.page) + "\n";
    std::fwrite(note.data(), 1, note.size(), stderr);
  }
  return kFound;
}

const LastSearch::Entry* HitOf(const LastSearch& last, std::size_t rank) {
  for (const LastSearch::Entry& hit : last.hits)
    if (hit.rank == rank) return &hit;
  return nullptr;
}

std::string NoHit(const LastSearch& last, std::size_t rank) {
  return "the last search" + (last.query.empty() ? "" : " (" + last.query + ")") +
         " showed no hit " + std::to_string(rank);
}

int OpenRemembered(const Options& options) {
  const auto last = ReadLastSearch(LastSearchFile());
  if (!last) return Fail(last.error().message);
  const LastSearch::Entry* hit = HitOf(*last, options.open);
  if (hit == nullptr) return Fail(NoHit(*last, options.open));
  return OpenTarget({hit->path, hit->page, last->query}, options);
}

// --- searching

std::string Advice(const Error& error, const std::string& folder) {
  if (error.code == ErrorCode::kNotFound)
    return "no index at " + folder + " yet; run: rindex update DIR";
  return error.message;
}

std::optional<SortOrder> SortFor(const Options& options) {
  if (options.sort.empty()) return std::nullopt;
  if (options.sort == "path") return SortOrder::kPath;
  return options.sort == "newest" ? SortOrder::kNewest : SortOrder::kScore;
}

SearchOptions SearchOptionsFor(const Options& options) {
  SearchOptions search;
  if (options.limit > 0) search.limit = options.limit;
  search.offset = options.offset;
  search.sort = SortFor(options).value_or(search.sort);
  search.fold = !options.no_fold;
  search.exact = options.exact;
  search.weights = options.config.weights;
  search.explain = options.explain;
  search.snippets = options.output() != Output::kPaths;
  search.counterparts = search.snippets && options.output() != Output::kVimgrep;
  if (options.open > 0) {
    search.offset = options.open - 1;
    search.limit = 1;
    search.snippets = search.counterparts = false;
  }
  return search;
}

// Standard input, up to a byte more than SearchLike() takes.
Result<std::string> ReadText() {
  std::string text(kMaxLikeText + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = read(STDIN_FILENO, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return Error{ErrorCode::kIo,
                   std::string("cannot read standard input: ") + std::strerror(errno)};
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

Result<LikeRequest> LikeRequestFor(const std::string& like) {
  LikeRequest request;
  if (like == "-") {
    auto text = ReadText();
    if (!text) return text.error();
    request.text = std::move(*text);
    return request;
  }
  auto page = ParsePageName(like);
  if (!page) return page.error();
  request.page = std::move(*page);
  request.folder = CurrentFolder();
  return request;
}

bool IsThere(const std::filesystem::path& file) {
  return !file.empty() && access(file.c_str(), F_OK) == 0;
}

// A mistake in it is told and costs only the configuration. Without a file nothing is parsed, not
// even the rules for names, which searching does not need.
Config UserConfig() {
  const std::filesystem::path file = ConfigFile();
  if (!IsThere(file)) return {};
  auto config = ReadConfig(file);
  if (config) return std::move(*config);
  Warn(config.error().message);
  return {};
}

// The curated names and the user's. A mistake in a file is told and costs only its lines from there
// on.
Glossary ReadGlossary(const Config& config, Analyzer* analyzer) {
  Glossary glossary;
  const auto add = [&](const std::filesystem::path& file) {
    if (const auto added = glossary.AddFile(file, analyzer); !added) Warn(added.error().message);
  };
  if (const std::filesystem::path file = Glossary::UserFile(); IsThere(file)) add(file);
  for (const std::filesystem::path& file : config.terms_files)
    add(file);
  return glossary;
}

Result<IndexReader> OpenIndex(const Options& options) {
  const auto folder = IndexFolder(options.index);
  if (!folder) return folder.error();
  // Xapian believes what it reads.
  ExplainCrashes("rsearch", ReadingIndexMessage(folder->string()), kTrouble, kMaxCpuSeconds);
  auto index = IndexReader::Open(*folder);
  if (!index) return Error{index.error().code, Advice(index.error(), folder->string())};
  return index;
}

// Runs `ask` (Result<T>(IndexReader&, Analyzer&, const Glossary&)).
template <class Ask>
auto AskIndex(const Options& options, const Ask& ask)
    -> decltype(ask(std::declval<IndexReader&>(), std::declval<Analyzer&>(),
                    std::declval<const Glossary&>())) {
  auto index = OpenIndex(options);
  if (!index) return index.error();
  auto analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  const Glossary glossary = options.exact ? Glossary() : ReadGlossary(options.config, &*analyzer);
  return ask(*index, *analyzer, glossary);
}

Result<SearchResult> RunSearch(const Options& options) {
  return AskIndex(options, [&](IndexReader& index, Analyzer& analyzer, const Glossary& glossary) {
    SearchOptions search = SearchOptionsFor(options);
    search.glossary = &glossary;
    return Search(index, analyzer, options.query, search);
  });
}

Result<SearchResult> RunLike(const Options& options) {
  auto index = OpenIndex(options);
  if (!index) return index.error();
  auto analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  const auto request = LikeRequestFor(options.like);
  if (!request) return request.error();
  return SearchLike(*index, *analyzer, *request, SearchOptionsFor(options));
}

int SearchAndShow(const Options& options) {
  const auto result = options.like.empty() ? RunSearch(options) : RunLike(options);
  if (!result) return Fail(result.error().message);
  if (options.open > 0) {
    if (result->hits.empty())
      return Fail("the search found " + std::to_string(result->total) +
                  (result->total == 1 ? " page" : " pages") + ", no hit " +
                  std::to_string(options.open));
    const Hit& hit = result->hits.front();
    return OpenTarget({hit.path, hit.page, result->query}, options);
  }
  const int status = Print(Render(*result, options), result->hits.empty() ? kNothing : kFound);
  if (options.output() == Output::kText) Remember(WhatWasShown(*result), LastSearchFile());
  return status;
}

// --- browsing

BrowseOptions BrowseOptionsFor(const Options& options, const Glossary& glossary) {
  BrowseOptions browse;
  if (options.limit > 0) browse.limit = options.limit;
  browse.offset = options.offset;
  browse.sort = SortFor(options);
  browse.exact = options.exact;
  browse.glossary = &glossary;
  browse.weights = options.config.weights;
  if (options.open > 0) {
    browse.offset = options.open - 1;
    browse.limit = 1;
  }
  return browse;
}

// A list of decks, which --open may name one of.
template <class List>
int ShowList(const List& list, const Options& options) {
  const LastSearch shown = WhatWasShown(list);
  if (options.open > 0) {
    const LastSearch::Entry* deck = HitOf(shown, options.open);
    if (deck == nullptr) return Fail("the list has no deck " + std::to_string(options.open));
    return OpenTarget({deck->path, deck->page, shown.query}, options);
  }
  const int status = Print(Render(list, options), shown.hits.empty() ? kNothing : kFound);
  if (options.output() == Output::kText) Remember(shown, LastSearchFile());
  return status;
}

int ShowDecks(const Options& options) {
  const auto list =
      AskIndex(options, [&](IndexReader& index, Analyzer& analyzer, const Glossary& glossary) {
        return ListDecks(index, analyzer, options.query, BrowseOptionsFor(options, glossary));
      });
  return list ? ShowList(*list, options) : Fail(list.error().message);
}

int ShowFacets(const Options& options) {
  const auto counts =
      AskIndex(options, [&](IndexReader& index, Analyzer& analyzer, const Glossary& glossary) {
        return CountFacets(index, analyzer, options.query, BrowseOptionsFor(options, glossary));
      });
  if (!counts) return Fail(counts.error().message);
  return Print(Render(*counts, options), counts->pages == 0 ? kNothing : kFound);
}

// Of a number the hit of the last search, else FILE or FILE:PAGE.
Result<PageName> AskedAbout(const std::string& related) {
  std::size_t rank = 0;
  const char* end = related.data() + related.size();
  const auto [read, failed] = std::from_chars(related.data(), end, rank);
  if (failed != std::errc() || read != end) return ParseDeckName(related);
  const auto last = ReadLastSearch(LastSearchFile());
  if (!last) return last.error();
  const LastSearch::Entry* hit = HitOf(*last, rank);
  if (hit == nullptr) return Error{ErrorCode::kNotFound, NoHit(*last, rank)};
  return PageName{hit->path, hit->page};
}

int ShowRelated(const Options& options) {
  const auto asked = AskedAbout(options.related);
  if (!asked) return Fail(asked.error().message);
  auto index = OpenIndex(options);
  if (!index) return Fail(index.error().message);
  const auto related = FindRelated(*index, *asked, CurrentFolder());
  return related ? ShowList(*related, options) : Fail(related.error().message);
}

// --- command line

// Checks as CLI11's own, without what they would add to --help.
CLI::Validator Quiet(CLI::Validator check) {
  check.description("");
  return check;
}

void Declare(CLI::App* app, Options* options, std::vector<std::string>* words) {
  const CLI::Validator count = Quiet(CLI::Range(std::size_t{1}, kMaxLimit));
  app->footer(kExamples);
  app->add_option("QUERY", *words, "What to search for; -word leaves pages with it out")
      ->type_name("");
  app->add_option("--like", options->like,
                  "Find pages like page PAGE of FILE, or - for the text on standard input")
      ->type_name("FILE:PAGE");
  app->add_flag("--decks", options->decks, "List the decks that have such pages, or all of them");
  app->add_flag("--facets", options->facets,
                "Count such pages, or all, by field, year, kind and venue");
  app->add_option("--related", options->related,
                  "List the reviews, the paper and the trends about what hit N, or FILE, is about")
      ->type_name("N|FILE[:PAGE]");
  app->add_option("--index", options->index, "Index folder")->type_name("DIR");
  app->add_option("-n,--limit", options->limit,
                  "Show at most N hits (10), decks (all) or values (20)")
      ->type_name("N")
      ->check(count);
  app->add_option("--offset", options->offset, "Leave the first N hits out")
      ->type_name("N")
      ->check(Quiet(CLI::Range(std::size_t{0}, kMaxOffset)));
  app->add_option("--sort", options->sort,
                  "Order: score, path or newest (first); of all decks newest")
      ->type_name("ORDER")
      ->check(Quiet(CLI::IsMember({"score", "path", "newest"})));
  app->add_flag("--exact", options->exact,
                "Search for the words as typed: no other names, no corrections");
  app->add_flag("--no-fold", options->no_fold, "Show near-identical pages each for itself");
  app->add_option("--color", options->color, "Colours: auto, always or never")
      ->type_name("WHEN")
      ->check(Quiet(CLI::IsMember({"auto", "always", "never"})));
  app->add_option("--open", options->open,
                  "Open hit N of the last search, or of QUERY, in a viewer")
      ->type_name("N")
      ->check(count);
  app->add_option("--viewer", options->viewer,
                  "zathura, evince, ..., or a command with {path} {page} {uri} {query}")
      ->type_name("NAME");
  app->add_flag("--explain", options->explain, "Say how the query was read and pages ranked");
  app->add_flag("--json", options->json, "Print one JSON object");
  app->add_flag("--jsonl", options->json_lines, "Print one JSON object for each hit");
  app->add_flag("--vimgrep", options->vimgrep, "Print path:page:column:snippet");
  app->add_flag("-l,--files-with-matches", options->paths, "Print only the paths, each once");
  app->add_flag("-0,--null", options->null, "With -l: end paths with NUL");
  app->add_option("--complete", options->complete)->expected(0, 1)->group("");  // for shells
  app->add_flag("--version", options->version, "Print the versions of rsearch and its libraries");
}

// Options that CLI11 could tell apart only by filling --help with it.
Result<void> CheckCombination(const Options& options) {
  const int modes = options.decks + options.facets + static_cast<int>(!options.related.empty()) +
                    static_cast<int>(!options.like.empty());
  if (modes > 1)
    return Error{ErrorCode::kUsage, "choose one of --decks, --facets, --related and --like"};
  for (const auto& [name, value] :
       {std::pair("--like", &options.like), {"--related", &options.related}})
    if (!value->empty() && !options.query.empty())
      return Error{ErrorCode::kUsage, std::string(name) + " takes no QUERY; leave one of them out"};
  if (options.facets && (options.vimgrep || options.paths || options.open > 0))
    return Error{ErrorCode::kUsage, "--facets counts: not with --vimgrep, -l or --open"};
  const int outputs = options.json + options.json_lines + options.vimgrep + options.paths;
  if (outputs > 1)
    return Error{ErrorCode::kUsage, "choose one of --json, --jsonl, --vimgrep and -l"};
  if (options.explain && outputs > 0)
    return Error{ErrorCode::kUsage,
                 "--explain is for people: not with --json, --jsonl, --vimgrep "
                 "or -l"};
  if (options.explain && modes > 0 && options.like.empty())
    return Error{ErrorCode::kUsage,
                 "--explain is for a search: not with --decks, --facets or --related"};
  if (options.null && !options.paths)
    return Error{ErrorCode::kUsage, "-0 ends the paths of -l: add -l"};
  return {};
}

OptionNames NamesOf(const CLI::App& app) {
  OptionNames names;
  for (const CLI::Option* option : app.get_options()) {
    const bool takes_value = option->get_items_expected_max() > 0;
    for (const std::string& name : option->get_lnames())
      (takes_value ? names.values : names.flags).push_back(name);
    for (const std::string& name : option->get_snames())
      (takes_value ? names.short_values : names.short_flags).append(name);
  }
  return names;
}

// What a shell may offer for the word that ends --complete=TEXT, a line each. Never an error.
int ShowCompletions(const Options& options, const CLI::App& app) {
  std::vector<std::string> words;
  if (options.complete.starts_with("--") && options.complete.find(' ') == std::string::npos) {
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames())
        if (!option->get_group().empty() && ("--" + name).starts_with(options.complete))
          words.push_back("--" + name);
  } else {
    const auto folder = IndexFolder(options.index);
    auto index = folder ? IndexReader::Open(*folder) : folder.error();
    words = CompleteQuery(options.complete, index ? &*index : nullptr);
  }
  std::string lines;
  for (const std::string& word : words)
    lines += PlainText(word) + "\n";
  return Print(lines, kFound);
}

std::string JoinWords(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

std::string VersionText() {
  return "rsearch " RSEARCH_VERSION " (Xapian " RSEARCH_XAPIAN_VERSION ", ICU " + IcuVersion() +
         ")\n";
}

int Run(const Options& options) {
  if (options.decks) return ShowDecks(options);
  if (options.facets) return ShowFacets(options);
  if (!options.related.empty()) return ShowRelated(options);
  if (!options.query.empty() || !options.like.empty()) return SearchAndShow(options);
  if (options.open > 0) return OpenRemembered(options);
  return Fail("nothing to search for; usage: rsearch QUERY... (rsearch --help tells more)");
}

int Main(const std::vector<std::string>& arguments) {
  Options options;
  std::vector<std::string> words;
  CLI::App app("Finds the pages of your PDFs that say what you are looking for.", "rsearch");
  Declare(&app, &options, &words);
  auto split = SplitArguments(arguments, NamesOf(app));
  if (!split) return Fail(split.error().message);
  try {
    // CLI11 takes the arguments from the back.
    app.parse(std::vector<std::string>(split->options.rbegin(), split->options.rend()));
  } catch (const CLI::CallForHelp&) {
    return Print(app.help(), kFound);
  } catch (const CLI::Error& error) {
    return Fail(error.what());
  }
  if (app.count("--complete") > 0) return ShowCompletions(options, app);
  options.query = JoinWords(split->words);
  if (auto checked = CheckCombination(options); !checked) return Fail(checked.error().message);
  if (options.version) return Print(VersionText(), kFound);
  options.config = UserConfig();
  return Run(options);
}

}  // namespace

}  // namespace rsearch

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return rsearch::Main(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {  // memory is out, or a promise was broken
    std::fprintf(stderr, "rsearch: %s\n", rsearch::PlainText(error.what()).c_str());
    return rsearch::kTrouble;
  }
}
