// rsearch: from the command line to Search(), and from its result to an exit status.

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "query/arguments.h"
#include "query/last_search.h"
#include "query/like.h"
#include "query/render/json.h"
#include "query/render/lines.h"
#include "query/render/text.h"
#include "query/search.h"
#include "query/viewer.h"
#include "rsearch/analyzer.h"
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

constexpr std::size_t kMaxLimit = 10'000;

// No search takes a hundredth of it; one that follows pointers of a damaged index round and round
// would never end.
constexpr unsigned kMaxCpuSeconds = 30;

constexpr const char* kExamples = R"(
Examples:
  rsearch knowledge distillation          pages with these words, best first
  rsearch 지식 증류                       Korean endings and spaces do not matter
  rsearch '"vision transformer" -survey'  a phrase; without a word
  rsearch 'bert OR gpt' 'atten*'          either word; words beginning so
  rsearch --like BERT.pdf:12              pages like this one
  xclip -o | rsearch --like -             the page a quote was taken from
  rsearch --open 2                        hit 2 of the last search, in a viewer
  rsearch --json self-attention | jq .    for programs: docs/json.md

Exit status: 0 pages found, 1 none, 2 an error.
Environment: RSEARCH_INDEX (index folder), RSEARCH_VIEWER (as --viewer), NO_COLOR.
Your own names for things, a line each (지식 증류<tab>knowledge distillation):
~/.config/rsearch/terms.tsv)";

enum class Output { kText, kJson, kJsonLines, kVimgrep, kPaths };

struct Options {
  std::string query;
  std::string like;  // FILE:PAGE or "-"
  std::string index;
  std::string color = "auto";
  std::string sort = "score";
  std::string viewer;
  std::size_t open = 0;  // 0: nothing to open
  std::size_t limit = SearchOptions{}.limit;
  std::size_t offset = 0;
  bool explain = false;
  bool no_fold = false;
  bool exact = false;
  bool json = false, json_lines = false, vimgrep = false, paths = false, null = false;
  bool version = false;

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
  std::array<char, PATH_MAX> folder{};
  if (getcwd(folder.data(), folder.size()) != nullptr) style.folder = folder.data();
  style.home = Environment("HOME");
  return style;
}

std::string Render(const SearchResult& result, const Options& options) {
  switch (options.output()) {
    case Output::kJson:
      return RenderJson(result);
    case Output::kJsonLines:
      return RenderJsonLines(result);
    case Output::kVimgrep:
      return RenderVimgrep(result);
    case Output::kPaths:
      return RenderPaths(result, options.null ? '\0' : '\n');
    case Output::kText:
      return RenderText(result, StyleFor(options));
  }
  return {};
}

// --- opening

int OpenTarget(const ViewerTarget& target, const Options& options) {
  const std::string shown = ShellWord(target.path);
  struct stat status {};
  if (stat(target.path.c_str(), &status) != 0)
    return Fail(shown + ": " + std::strerror(errno) + "; run: rindex update");
  const auto command = ChooseViewer(options.viewer, ViewerEnvironment::FromProcess(), target);
  if (!command) return Fail(command.error().message);
  if (auto run = RunDetached(*command); !run) return Fail(run.error().message);
  if (!command->knows_page) {
    const std::string note = "rsearch: this viewer cannot be told a page: turn to page " +
                             std::to_string(target.page) + "\n";
    std::fwrite(note.data(), 1, note.size(), stderr);
  }
  return kFound;
}

int OpenRemembered(const Options& options) {
  const auto last = ReadLastSearch(LastSearchFile());
  if (!last) return Fail(last.error().message);
  for (const LastSearch::Entry& hit : last->hits)
    if (hit.rank == options.open) return OpenTarget({hit.path, hit.page, last->query}, options);
  return Fail("the last search" + (last->query.empty() ? "" : " (" + last->query + ")") +
              " showed no hit " + std::to_string(options.open));
}

// --- searching

std::string Advice(const Error& error, const std::string& folder) {
  if (error.code == ErrorCode::kNotFound)
    return "no index at " + folder + " yet; run: rindex update DIR";
  return error.message;
}

SearchOptions SearchOptionsFor(const Options& options) {
  SearchOptions search;
  search.limit = options.limit;
  search.offset = options.offset;
  if (options.sort == "path") search.sort = SortOrder::kPath;
  if (options.sort == "newest") search.sort = SortOrder::kNewest;
  search.fold = !options.no_fold;
  search.exact = options.exact;
  search.explain = options.explain;
  search.snippets = options.output() != Output::kPaths;
  if (options.open > 0) {
    search.offset = options.open - 1;
    search.limit = 1;
    search.snippets = false;
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
  std::array<char, PATH_MAX> folder{};
  if (getcwd(folder.data(), folder.size()) != nullptr) request.folder = folder.data();
  return request;
}

// The curated names and the user's. A mistake in the user's file is told and costs only the lines
// from there on.
Glossary ReadGlossary(Analyzer* analyzer) {
  Glossary glossary;
  const std::filesystem::path file = Glossary::UserFile();
  if (file.empty() || access(file.c_str(), F_OK) != 0) return glossary;
  if (const auto added = glossary.AddFile(file, analyzer); !added) Warn(added.error().message);
  return glossary;
}

Result<SearchResult> RunSearch(const Options& options) {
  const auto folder = IndexFolder(options.index);
  if (!folder) return folder.error();
  // Xapian believes what it reads.
  ExplainCrashes("rsearch", ReadingIndexMessage(folder->string()), kTrouble, kMaxCpuSeconds);
  auto index = IndexReader::Open(*folder);
  if (!index) return Error{index.error().code, Advice(index.error(), folder->string())};
  auto analyzer = Analyzer::Create();
  if (!analyzer) return analyzer.error();
  if (options.like.empty()) {
    const Glossary glossary = options.exact ? Glossary() : ReadGlossary(&*analyzer);
    SearchOptions search = SearchOptionsFor(options);
    search.glossary = &glossary;
    return Search(*index, *analyzer, options.query, search);
  }
  const auto request = LikeRequestFor(options.like);
  if (!request) return request.error();
  return SearchLike(*index, *analyzer, *request, SearchOptionsFor(options));
}

int SearchAndShow(const Options& options) {
  const auto result = RunSearch(options);
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
  if (options.output() == Output::kText) Remember(*result, LastSearchFile());
  return status;
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
  app->add_option("--index", options->index, "Index folder")->type_name("DIR");
  app->add_option("-n,--limit", options->limit, "Show at most N hits (10)")
      ->type_name("N")
      ->check(count);
  app->add_option("--offset", options->offset, "Leave the first N hits out")
      ->type_name("N")
      ->check(Quiet(CLI::Range(std::size_t{0}, kMaxLimit)));
  app->add_option("--sort", options->sort, "Order: score, path or newest (first)")
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
  app->add_flag("--version", options->version, "Print the versions of rsearch and its libraries");
}

// Options that CLI11 could tell apart only by filling --help with it.
Result<void> CheckCombination(const Options& options) {
  const int outputs = options.json + options.json_lines + options.vimgrep + options.paths;
  if (outputs > 1)
    return Error{ErrorCode::kUsage, "choose one of --json, --jsonl, --vimgrep and -l"};
  if (options.explain && outputs > 0)
    return Error{ErrorCode::kUsage,
                 "--explain is for people: not with --json, --jsonl, --vimgrep "
                 "or -l"};
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
  if (options.version) return Print(VersionText(), kFound);
  if (!options.like.empty() && !options.query.empty())
    return Fail("--like takes no QUERY; leave one of them out");
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
  if (auto checked = CheckCombination(options); !checked) return Fail(checked.error().message);
  options.query = JoinWords(split->words);
  return Run(options);
}

}  // namespace

}  // namespace rsearch

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return rsearch::Main(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {  // memory is out, or a promise was broken
    std::fprintf(stderr, "rsearch: %s\n", error.what());
    return rsearch::kTrouble;
  }
}
