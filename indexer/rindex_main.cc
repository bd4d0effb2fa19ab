// rindex: keeps an index of PDFs up to date.

#include <clocale>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "indexer/commands.h"
#include "rsearch/printable.h"

namespace {

using rsearch::CatalogueFlags;
using rsearch::CheckFlags;
using rsearch::FetchFlags;
using rsearch::RebuildFlags;
using rsearch::RemoveFlags;
using rsearch::StatusFlags;
using rsearch::TermsFlags;
using rsearch::UpdateFlags;
using rsearch::WatchFlags;

constexpr unsigned kMaxThreads = 256;
constexpr std::uint64_t kMaxMegabytes = 1'000'000;
constexpr double kMaxPause = 3600;  // seconds
constexpr double kMinDebounce = 0.01;
constexpr double kMinPoll = 0.1;
constexpr double kMaxDebounce = 3600;                           // seconds
constexpr double kMaxPoll = 7 * 24 * 3600;                      // seconds
constexpr std::int64_t kMaxWait = std::int64_t{7} * 24 * 3600;  // seconds

void AddIndexOption(CLI::App* command, std::string* index) {
  command
      ->add_option("--index", *index,
                   "Index folder (default: $RSEARCH_INDEX, else "
                   "~/.local/share/rsearch/index)")
      ->type_name("DIR");
}

void AddWaitOption(CLI::App* command, std::int64_t* wait) {
  command
      ->add_flag("--wait{600}", *wait,
                 "Wait until another rindex has finished, at most SECONDS (--wait=SECONDS; 600)")
      ->check(CLI::Range(std::int64_t{0}, kMaxWait))
      ->disable_flag_override(false);
}

void AddSandboxFlag(CLI::App* command, bool* no_sandbox) {
  command->add_flag("--no-sandbox", *no_sandbox,
                    "Read PDFs without a sandbox (see: rindex status): only such as you trust");
}

CLI::App* AddUpdate(CLI::App* app, UpdateFlags* flags) {
  CLI::App* update = app->add_subcommand("update", "Index folders, or refresh the indexed ones");
  update->add_option("folders", flags->folders, "Folders to index (none: refresh all)")
      ->type_name("DIR");
  AddIndexOption(update, &flags->index);
  update
      ->add_option("--exclude", flags->excludes,
                   "Leave out paths below the folder, or names, that match; remembered with the "
                   "folder ('' forgets the earlier ones)")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  update->add_option("-j,--jobs", flags->threads, "Files read at a time (default: one a core)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMaxThreads));
  AddWaitOption(update, &flags->wait);
  update->add_flag("--retry", flags->retry, "Try files again that failed before");
  update->add_flag("--force", flags->force,
                   "Forget the files of an indexed folder that is suddenly empty");
  update->add_flag("--strict", flags->strict, "Exit 1 when something of a file is missing");
  update->add_flag("--explain", flags->explain, "Say what is done with each file, and why");
  update->add_flag("-q,--quiet", flags->quiet, "No progress and no summary");
  AddSandboxFlag(update, &flags->no_sandbox);
  return update;
}

CLI::App* AddStatus(CLI::App* app, StatusFlags* flags) {
  CLI::App* status = app->add_subcommand("status", "Say what the index holds and what failed");
  AddIndexOption(status, &flags->index);
  status->add_flag("--json", flags->json, "As JSON, schema 2");
  status->add_flag("--failed", flags->failed, "List the files of which something is missing");
  return status;
}

CLI::App* AddTerms(CLI::App* app, TermsFlags* flags) {
  CLI::App* terms = app->add_subcommand(
      "terms",
      "List the names that the indexed pages give for one thing, with the number of decks "
      "and the times that say so");
  terms->add_option("words", flags->words, "Only pairs of which one name has these words")
      ->type_name("WORD");
  AddIndexOption(terms, &flags->index);
  terms->add_flag("--json", flags->json, "As JSON, schema 1");
  return terms;
}

CLI::App* AddCatalogue(CLI::App* app, CatalogueFlags* flags) {
  CLI::App* catalogue = app->add_subcommand(
      "catalogue", "List the papers that the collections' catalogues (Markdown files) know");
  AddIndexOption(catalogue, &flags->index);
  catalogue->add_flag("--problems", flags->problems, "List what is odd in them instead");
  catalogue->add_flag("--json", flags->json, "As JSON, schema 1: both");
  return catalogue;
}

CLI::App* AddRemove(CLI::App* app, RemoveFlags* flags) {
  CLI::App* remove = app->add_subcommand("remove", "Take a folder out of the index");
  remove->add_option("folder", flags->folder, "An indexed folder, as `rindex status` shows it")
      ->required()
      ->type_name("DIR");
  AddIndexOption(remove, &flags->index);
  AddWaitOption(remove, &flags->wait);
  remove->add_flag("-q,--quiet", flags->quiet, "No summary");
  return remove;
}

CLI::App* AddFetch(CLI::App* app, FetchFlags* flags) {
  CLI::App* fetch = app->add_subcommand(
      "fetch", "Download the papers that the catalogues of the indexed folders link to");
  fetch->add_option("folder", flags->folder, "Where to put them (made if missing)")
      ->required()
      ->type_name("DIR");
  fetch->add_flag("--reviews", flags->reviews, "Reviews that are missing too");
  fetch->add_flag("--dry-run", flags->dry_run, "Say what would be downloaded; ask no server");
  fetch->add_flag("--retry", flags->retry, "Try downloads again that failed before");
  fetch->add_option("--max-size", flags->max_size, "Leave out larger files (default: 200 MB)")
      ->type_name("MB")
      ->check(CLI::Range(std::uint64_t{1}, kMaxMegabytes));
  fetch
      ->add_option("--pause", flags->pause,
                   "Between requests to one host (default: 1 s; arxiv.org: at least 3 s)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, kMaxPause));
  AddIndexOption(fetch, &flags->index);
  fetch->add_flag("-q,--quiet", flags->quiet, "No progress and no summary");
  return fetch;
}

CLI::App* AddCheck(CLI::App* app, CheckFlags* flags) {
  CLI::App* check =
      app->add_subcommand("check", "Find out whether the index is damaged (exit status 1)");
  AddIndexOption(check, &flags->index);
  check->add_flag("--full", flags->full, "Read all of it, not only its records");
  AddWaitOption(check, &flags->wait);
  return check;
}

CLI::App* AddRebuild(CLI::App* app, RebuildFlags* flags) {
  CLI::App* rebuild = app->add_subcommand(
      "rebuild", "Make the index anew beside the old one, which is searched meanwhile");
  rebuild->add_option("folders", flags->folders, "Folders to index beside those it remembers")
      ->type_name("DIR");
  AddIndexOption(rebuild, &flags->index);
  rebuild->add_option("-j,--jobs", flags->threads, "Files read at a time (default: one a core)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMaxThreads));
  rebuild->add_flag("--force", flags->force,
                    "Also when a folder cannot be read: without its pages");
  AddSandboxFlag(rebuild, &flags->no_sandbox);
  AddWaitOption(rebuild, &flags->wait);
  rebuild->add_flag("-q,--quiet", flags->quiet, "No progress and no summary");
  return rebuild;
}

CLI::App* AddWatch(CLI::App* app, WatchFlags* flags) {
  CLI::App* watch =
      app->add_subcommand("watch", "Update the index whenever files change, until stopped");
  watch->add_option("folders", flags->folders, "Folders to index beside those it knows")
      ->type_name("DIR");
  AddIndexOption(watch, &flags->index);
  watch
      ->add_option("--debounce", flags->debounce,
                   "Update when nothing has changed for so long (default: 2 s), at the latest "
                   "after fifteen times that")
      ->type_name("SECONDS")
      ->check(CLI::Range(kMinDebounce, kMaxDebounce));
  watch
      ->add_option("--poll", flags->poll,
                   "Do not wait to be told of changes, look every so often (roots on network file "
                   "systems: always, every 60 s)")
      ->type_name("SECONDS")
      ->check(CLI::Range(kMinPoll, kMaxPoll));
  watch->add_option("-j,--jobs", flags->threads, "Files read at a time (default: one a core)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMaxThreads));
  CLI::Option* install = watch->add_flag("--install", flags->install,
                                         "Run it as a service of your systemd, from now on");
  watch->add_flag("--uninstall", flags->uninstall, "Stop and remove that service")
      ->excludes(install);
  AddSandboxFlag(watch, &flags->no_sandbox);
  watch->add_flag("-q,--quiet", flags->quiet, "Say only what goes wrong");
  return watch;
}

int Main(int argc, char** argv) {
  UpdateFlags update_flags;
  StatusFlags status_flags;
  TermsFlags terms_flags;
  CatalogueFlags catalogue_flags;
  RemoveFlags remove_flags;
  FetchFlags fetch_flags;
  CheckFlags check_flags;
  RebuildFlags rebuild_flags;
  WatchFlags watch_flags;
  CLI::App app("Keeps an index of PDFs for rsearch.", "rindex");
  app.footer(
      "Your configuration (docs/config.md): ~/.config/rsearch/config.toml, or $RSEARCH_CONFIG");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return "rindex: " + rsearch::PlainText(error.what()) + "; see: rindex --help\n";
  });
  bool version = false;
  app.add_flag_callback(
      "--version",
      [&] {
        version = true;
        throw CLI::Success();
      },
      "Print versions");
  const CLI::App* update = AddUpdate(&app, &update_flags);
  const CLI::App* status = AddStatus(&app, &status_flags);
  const CLI::App* terms = AddTerms(&app, &terms_flags);
  const CLI::App* catalogue = AddCatalogue(&app, &catalogue_flags);
  AddRemove(&app, &remove_flags);
  const CLI::App* fetch = AddFetch(&app, &fetch_flags);
  const CLI::App* check = AddCheck(&app, &check_flags);
  const CLI::App* rebuild = AddRebuild(&app, &rebuild_flags);
  const CLI::App* watch = AddWatch(&app, &watch_flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (version) {
      std::puts(rsearch::VersionText().c_str());
      return rsearch::kExitOk;
    }
    return app.exit(error) == 0 ? rsearch::kExitOk : rsearch::kExitError;
  }
  if (update->parsed()) return RunUpdate(update_flags);
  if (status->parsed()) return RunStatus(status_flags);
  if (terms->parsed()) return RunTerms(terms_flags);
  if (catalogue->parsed()) return RunCatalogue(catalogue_flags);
  if (fetch->parsed()) return RunFetch(fetch_flags);
  if (check->parsed()) return RunCheck(check_flags);
  if (rebuild->parsed()) return RunRebuild(rebuild_flags);
  if (watch->parsed()) return RunWatch(watch_flags);
  return RunRemove(remove_flags);
}

}  // namespace

int main(int argc, char** argv) {
  // Writing past a file size limit or into a closed pipe is an error to report, not a reason to
  // die.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  // Characters, not bytes, in --exclude patterns.
  std::setlocale(LC_CTYPE, "C.UTF-8");  // NOLINT(concurrency-mt-unsafe): no thread yet
  try {
    return Main(argc, argv);
  } catch (const std::exception& error) {  // no memory left, or a mistake of ours
    std::fprintf(stderr, "rindex: %s\n", rsearch::PlainText(error.what()).c_str());
    return rsearch::kExitError;
  }
}
