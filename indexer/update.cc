// The glue: state of the index → roots → scan → diff → read → record → commit.
//
// The plan is made from a read-only look at the index, so that a refresh that finds nothing to do
// takes no lock and writes nothing. Only then is the writer opened, and the plan made again in case
// another rindex has committed between.

#include "indexer/update.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "indexer/catalogues.h"
#include "indexer/claims.h"
#include "indexer/conclude_facts.h"
#include "indexer/diff.h"
#include "indexer/fact_sources.h"
#include "indexer/hash.h"
#include "indexer/ledger.h"
#include "indexer/paths.h"
#include "indexer/pipeline.h"
#include "indexer/recorder.h"
#include "indexer/roots.h"
#include "indexer/scan.h"
#include "indexer/writer.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

// Files of which something is missing.
struct Missing {
  std::size_t failed = 0, skipped = 0;  // files
};

// Everything an update has decided before it writes.
struct Plan {
  std::vector<Root> old_roots;
  RootPlan roots;
  std::vector<FileAction> actions;
  std::vector<Error> root_errors;
  std::vector<Catalogue> catalogues;
  std::string rules;               // fingerprint
  bool sources_changed = false;    // catalogues or rules are not those of the index
  std::vector<ContentHash> renew;  // contents of which something else is said now
  FactSources sources;
  std::vector<std::string> notes;
  std::vector<std::string> held;  // files that are being written
  std::uint64_t revision = 0;     // of the index it was made for
  Ledger ledger;
  std::uint64_t pages = 0;
  Missing missing;  // before

  [[nodiscard]] bool HasWork() const {
    return roots.changed || sources_changed || ledger.HasChanges() ||
           std::any_of(actions.begin(), actions.end(),
                       [](const FileAction& action) { return ActOf(action.reason) != Act::kKeep; });
  }
};

// The index's state before anything is written; an empty one where there is no index yet.
Result<IndexState> StateBefore(const std::filesystem::path& index) {
  Result<IndexState> state = ReadState(index);
  if (!state && state.error().code == ErrorCode::kNotFound) return IndexState{};
  return state;
}

bool IsNamed(const Root& root, const UpdateRequest& request) {
  return std::find(request.folders.begin(), request.folders.end(), root.path) !=
         request.folders.end();
}

bool IsKnown(const Root& root, const IndexState& state) {
  return std::any_of(state.roots.begin(), state.roots.end(),
                     [&](const Root& known) { return known.path == root.path; });
}

// The config's roots, but for those that the index does not know and that cannot be read: a disk
// that is not there, a slip. They are errors in `plan`.
std::vector<std::string> ReadableRoots(const UpdateRequest& request, const IndexState& state,
                                       Plan* plan) {
  std::vector<std::string> roots;
  for (const std::string& root : request.config.roots) {
    std::error_code error;
    const bool known = std::any_of(state.roots.begin(), state.roots.end(), [&](const Root& other) {
      return IsSameOrBelow(root, other.path);
    });
    if (!known) std::filesystem::directory_iterator(root, error);
    if (!error) {
      roots.push_back(root);
      continue;
    }
    plan->root_errors.push_back(
        {ErrorCode::kNotFound, "cannot read folder " + PlainPath(root) + ", a root of " +
                                   PlainPath(request.config.file.string()) + ": " +
                                   error.message() + "; it is not added"});
  }
  return roots;
}

std::size_t CountFilesBelow(const std::string& folder, const IndexState& state) {
  std::size_t count = 0;
  for (const DeckFiles& deck : state.decks)
    count += static_cast<std::size_t>(
        std::count_if(deck.files.begin(), deck.files.end(),
                      [&](const FileEntry& file) { return IsBelow(file.path, folder); }));
  return count;
}

// Scans the roots to be refreshed into `input`. A root that cannot be read is an error in `plan`,
// and nothing is concluded about its files; a new one is an error of the run: likely a typing slip.
Result<void> ScanRoots(const UpdateRequest& request, const IndexState& state,
                       const std::function<bool()>& stop, Plan* plan, DiffInput* input,
                       std::vector<FileEntry>* catalogues) {
  for (const std::size_t i : plan->roots.refresh) {
    const Root& root = plan->roots.roots[i];
    Result<Scan> scan = ScanRoot(ToScan(root, request.config), stop);
    if (!scan) {
      const bool new_root = IsNamed(root, request) && !IsKnown(root, state);
      if (new_root || scan.error().code == ErrorCode::kInterrupted) return scan.error();
      scan.error().message += "; what is known of it is kept";
      plan->root_errors.push_back(std::move(scan.error()));
      continue;
    }
    const std::size_t known = scan->empty ? CountFilesBelow(root.path, state) : 0;
    if (known > 0 && !request.force) {
      Error error = SuddenlyEmpty(root.path, known);
      error.message += "; they are kept; to forget them: rindex update --force";
      plan->root_errors.push_back(std::move(error));
      continue;
    }
    input->refreshed.push_back(root.path);
    std::move(scan->files.begin(), scan->files.end(), std::back_inserter(input->files));
    std::move(scan->skipped.begin(), scan->skipped.end(), std::back_inserter(input->skipped));
    std::move(scan->catalogues.begin(), scan->catalogues.end(), std::back_inserter(*catalogues));
    for (UnreadableFolder& folder : scan->unreadable) {
      plan->root_errors.push_back(
          {ErrorCode::kPermission, "cannot read folder " + PlainPath(folder.path) + ": " +
                                       folder.reason + "; what is known of it is kept"});
      input->unreadable.push_back(std::move(folder));
    }
  }
  return {};
}

// Everything but the catalogues that facts are concluded by; other facts come of other rules.
std::string FingerprintOf(const std::vector<Root>& roots, const Config& config) {
  std::string text = "facts " + std::to_string(kFactsVersion) + "\n";
  for (const Root& root : roots)
    text += root.path + "\n" + Fingerprint(config.RulesOf(root.path));
  return HashOfText(text).Hex();
}

// True where a scan has not looked whether `path` is still there.
bool IsUnseen(std::string_view path, const DiffInput& input) {
  const auto below = [&](const std::string& folder) { return IsBelow(path, folder); };
  return std::none_of(input.refreshed.begin(), input.refreshed.end(), below) ||
         std::any_of(input.unreadable.begin(), input.unreadable.end(),
                     [&](const UnreadableFolder& folder) { return below(folder.path); });
}

void RefreshSources(const IndexState& state, const std::vector<FileEntry>& scanned,
                    const DiffInput& input, const Config& config, Plan* plan) {
  plan->rules = FingerprintOf(plan->roots.roots, config);
  const bool other_rules = plan->rules != state.rules;
  const auto unseen = [&](std::string_view path) {
    return RootOf(path, plan->roots.roots) != nullptr && IsUnseen(path, input);
  };
  CatalogueRefresh refresh = RefreshCatalogues(state.catalogues, scanned, unseen, other_rules);
  std::move(refresh.errors.begin(), refresh.errors.end(), std::back_inserter(plan->root_errors));
  plan->catalogues = std::move(refresh.catalogues);
  plan->sources_changed = other_rules || refresh.changed;
}

std::vector<std::string> PathsOf(const std::vector<KnownFile>& files) {
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const KnownFile& file : files)
    if (file.status != FileStatus::kSkipped) paths.push_back(file.path);
  return paths;
}

// The files that the index will have.
std::vector<std::string> PathsAfter(const std::vector<KnownFile>& known, const Plan& plan) {
  const std::vector<std::string> before = PathsOf(known);
  std::set<std::string> paths(before.begin(), before.end());
  for (const FileAction& action : plan.actions) {
    const Act act = ActOf(action.reason);
    if (act == Act::kRead)
      paths.insert(action.path);
    else if (act != Act::kKeep)
      paths.erase(action.path);
  }
  return {paths.begin(), paths.end()};
}

// Looks at what is said of every file, before and after. A new file may be the one that a catalogue
// has been missing.
void MakeSources(const IndexState& state, const Config& config, Plan* plan) {
  const auto rules_of = [&config](std::string_view root) -> const NameRules& {
    return config.RulesOf(root);
  };
  const std::vector<KnownFile> known = plan->ledger.Files();
  plan->sources = FactSources(
      plan->roots.roots,
      MatchCatalogues(plan->roots.roots, plan->catalogues, PathsAfter(known, *plan)), rules_of);
  const FactSources before(
      state.roots, MatchCatalogues(state.roots, state.catalogues, PathsOf(known)), rules_of);
  for (const KnownFile& file : known)
    if (plan->rules != state.rules || before.Of(file.path) != plan->sources.Of(file.path))
      plan->renew.push_back(file.hash);
}

void Count(FileStatus status, std::size_t files, Missing* missing) {
  if (IsFailure(status)) missing->failed += files;
  if (status == FileStatus::kSkipped) missing->skipped += files;
}

// Of the refreshed roots.
Missing CountMissing(const Plan& plan, const Ledger& ledger) {
  std::vector<Root> refreshed;
  for (const std::size_t i : plan.roots.refresh)
    refreshed.push_back(plan.roots.roots[i]);
  Missing missing;
  for (const KnownFile& file : ledger.Files())
    if (RootOf(file.path, refreshed) != nullptr) Count(file.status, 1, &missing);
  return missing;
}

// True where there was a PDF, read or not.
bool WasFile(const FileAction& action) {
  return action.known && action.known->status != FileStatus::kSkipped;
}

Missing CountMissing(const std::vector<DeckFiles>& decks) {
  Missing missing;
  for (const DeckFiles& deck : decks)
    Count(deck.status, deck.files.size(), &missing);
  return missing;
}

// As PlanRoots(). kUsage when there is no root.
Result<RootPlan> PlanRootsOf(const UpdateRequest& request, const IndexState& state, Plan* plan) {
  std::vector<std::string> folders = request.folders;
  if (request.known_roots_only && !folders.empty()) {
    const auto unknown = [&](const std::string& folder) {
      return !IsKnown(Root{folder, {}}, state);
    };
    folders.erase(std::remove_if(folders.begin(), folders.end(), unknown), folders.end());
    if (folders.empty()) return RootPlan{state.roots, {}, false};
  }
  std::vector<std::string> configured;
  if (folders.empty()) configured = ReadableRoots(request, state, plan);
  auto roots = PlanRoots(state.roots, folders, request.excludes, configured);
  if (!roots && !plan->root_errors.empty()) return plan->root_errors.front();
  return roots;
}

// Without `explain` a plan of which nothing comes does not list what is kept.
Result<Plan> MakePlan(const UpdateRequest& request, IndexState state, bool explain,
                      const UpdateTools& tools) {
  Plan plan;
  auto roots = PlanRootsOf(request, state, &plan);
  if (!roots) return roots.error();
  plan.roots = std::move(*roots);
  plan.notes = IdleOverrides(request.config, plan.roots.roots);
  plan.old_roots = state.roots;
  plan.revision = state.revision;
  plan.pages = state.pages;
  DiffInput input;
  std::vector<FileEntry> catalogues;
  if (auto scanned = ScanRoots(request, state, tools.stop, &plan, &input, &catalogues); !scanned)
    return scanned.error();
  RefreshSources(state, catalogues, input, request.config, &plan);
  for (const Root& root : plan.roots.roots)
    input.roots.push_back(root.path);
  input.extractor_version = kExtractorVersion;
  input.retry = request.retry;
  if (!explain && !plan.HasWork() && IsUnchanged(state.decks, input)) {
    plan.missing = CountMissing(state.decks);
    return plan;
  }
  plan.ledger = Ledger(std::exchange(state.decks, {}));
  input.known = plan.ledger.Files();
  plan.actions = Diff(input);
  if (tools.settled) plan.held = HoldBack(tools.settled, &plan.actions);
  plan.missing = CountMissing(plan, plan.ledger);
  if (plan.HasWork()) MakeSources(state, request.config, &plan);
  return plan;
}

bool IsUnread(const FileRead& file) {
  return file.kind == FileRead::Kind::kUnreadable || file.kind == FileRead::Kind::kChanging;
}

// Counts what happens and tells the observer why.
class Bookkeeper {
 public:
  // With `hold_changing` a file that changes while it is read is nothing to tell of.
  Bookkeeper(UpdateObserver* observer, bool hold_changing)
      : observer_(*observer), hold_changing_(hold_changing) {}

  void Kept(const FileAction& action) { observer_.Explained(ToString(action)); }

  void Read(const FileAction& action, const FileRead& file) {
    Explain(action, file);
    if (file.kind == FileRead::Kind::kChanging && hold_changing_) return;
    const bool no_file =
        file.kind == FileRead::Kind::kVanished || file.kind == FileRead::Kind::kSkipped;
    if (no_file && WasFile(action)) gone_.push_back({action.path, action.known->hash});
    if (no_file) return;
    if (!WasFile(action)) {
      come_.push_back({action.path, file.hash});
    } else if (action.known->hash != file.hash) {
      ++changed_;
    }
    TellFailure(action, file);
  }

  void Forgotten(const FileAction& action) {
    observer_.Explained(ToString(action));
    if (WasFile(action)) gone_.push_back({action.path, action.known->hash});
  }

  void Fill(UpdateReport* report) {
    const std::vector<Move> moves = PairMoves(gone_, come_);
    for (const Move& move : moves)
      observer_.Explained("moved " + ShellWord(move.from) + " -> " + ShellWord(move.to));
    report->moved = moves.size();
    report->added = come_.size() - moves.size();
    report->removed = gone_.size() - moves.size();
    report->changed = changed_;
  }

 private:
  void TellFailure(const FileAction& action, const FileRead& file) {
    const bool told_before =
        action.known && action.known->hash == file.hash && action.reason == Reason::kWasUnreadable;
    if (told_before) return;
    if (IsUnread(file)) {
      observer_.Failed(action.path, FileStatus::kUnreadable, file.reason);
    } else if (file.content && IsFailure(file.content->status)) {
      observer_.Failed(action.path, file.content->status, file.content->deck.reason);
    }
  }

  void Explain(const FileAction& action, const FileRead& file) {
    std::string line = ToString(action);
    switch (file.kind) {
      case FileRead::Kind::kExtracted:
        line += ": extracted, ";
        line += Name(file.content->status);
        break;
      case FileRead::Kind::kKnown:
        line += action.known && action.known->hash == file.hash
                    ? ": same content as before"
                    : ": content known, not extracted again";
        break;
      case FileRead::Kind::kVanished:
        line += ": gone meanwhile";
        break;
      case FileRead::Kind::kChanging:
      case FileRead::Kind::kUnreadable:
        line += ": " + file.reason;
        break;
      case FileRead::Kind::kSkipped:  // said already
        break;
    }
    observer_.Explained(line);
  }

  UpdateObserver& observer_;
  const bool hold_changing_;
  std::vector<PathAndHash> come_, gone_;
  std::size_t changed_ = 0;
};

// Carries out a plan.
class Updater {
 public:
  Updater(Plan plan, ContentWriter* writer, bool hold_changing, UpdateObserver* observer)
      : plan_(std::move(plan)),
        writer_(*writer),
        observer_(*observer),
        hold_changing_(hold_changing),
        books_(observer, hold_changing),
        claims_(plan_.ledger.Contents()),
        recorder_(writer, &claims_, std::move(plan_.ledger), std::move(plan_.sources)) {}

  Result<UpdateReport> Run(const ReadOptions& options) {
    if (auto set = SetRoots(); !set) return set.error();
    if (auto read = ReadAll(options); !read) return read.error();
    UpdateReport report;
    report.interrupted = options.stop && options.stop();
    // What is gone is dropped last: a moved file keeps its pages. After an interruption nobody
    // knows what has moved.
    if (!report.interrupted) {
      if (auto forgotten = ForgetAll(); !forgotten) return forgotten.error();
    }
    if (auto committed = recorder_.Commit(); !committed) return committed.error();
    if (auto told = TellFailedCopies(); !told) return told.error();
    const auto pages = writer_.PageCount();
    if (!pages) return pages.error();
    books_.Fill(&report);
    report.pages = *pages;
    const Missing missing = CountMissing(plan_, recorder_.ledger());
    report.failed = missing.failed;
    report.skipped = missing.skipped;
    report.root_errors = plan_.root_errors;
    report.notes = plan_.notes;
    report.held = plan_.held;
    report.written = wrote_;
    return report;
  }

 private:
  Result<void> SetRoots() {
    wrote_ = plan_.roots.changed || plan_.sources_changed || !plan_.renew.empty();
    for (const ContentHash& hash : plan_.renew)
      recorder_.RenewFacts(hash);
    if (plan_.sources_changed)
      if (auto set = recorder_.SetSources(plan_.catalogues, plan_.rules); !set) return set;
    if (!plan_.roots.changed) return {};
    for (const KnownFile& file : recorder_.ledger().Files())
      if (ChangesRoot(file.path)) recorder_.RenewFacts(file.hash);
    return recorder_.SetRoots();
  }

  // The names between a file and its root are context of its pages.
  [[nodiscard]] bool ChangesRoot(const std::string& path) const {
    const Root* before = RootOf(path, plan_.old_roots);
    const Root* now = RootOf(path, plan_.roots.roots);
    return before != nullptr && now != nullptr && before->path != now->path;
  }

  Result<void> ReadAll(const ReadOptions& options) {
    for (const FileAction& action : plan_.actions) {
      if (ActOf(action.reason) == Act::kKeep) books_.Kept(action);
      if (ActOf(action.reason) == Act::kRead) ++to_read_;
    }
    if (auto skipped = SkipAll(); !skipped) return skipped;
    return ReadFiles(
        plan_.actions, options, &claims_, [this](FileRead file) { return Take(std::move(file)); },
        [this] {
          observer_.Progressed(read_, to_read_, pages_, last_path_);
          return recorder_.CommitIfDue();
        });
  }

  // Remembers what is there instead of PDFs.
  Result<void> SkipAll() {
    for (std::size_t i = 0; i < plan_.actions.size(); ++i) {
      const FileAction& action = plan_.actions[i];
      if (ActOf(action.reason) != Act::kSkip) continue;
      FileRead file;
      file.kind = FileRead::Kind::kSkipped;
      file.action = i;
      file.stamp = action.stamp;
      file.hash = HashOfPath(action.path);
      file.reason = action.why;
      books_.Read(action, file);
      if (auto recorded = recorder_.Record(action.path, std::move(file)); !recorded)
        return recorded;
    }
    return {};
  }

  Result<void> Take(FileRead file) {
    const FileAction& action = plan_.actions[file.action];
    ++read_;
    last_path_ = action.path;
    if (file.content) pages_ += file.content->pages.size();
    books_.Read(action, file);
    if (file.kind == FileRead::Kind::kChanging && hold_changing_) {
      plan_.held.push_back(action.path);
      return {};
    }
    const bool other_content = !action.known || action.known->hash != file.hash;
    if (file.kind == FileRead::Kind::kKnown && other_content)
      copies_.push_back({action.path, file.hash});
    if (KeepsOldPages(action, file)) return {};
    wrote_ = true;
    return recorder_.Record(action.path, std::move(file));
  }

  // A file that cannot be opened just now but has not changed either: its pages are still right.
  static bool KeepsOldPages(const FileAction& action, const FileRead& file) {
    return IsUnread(file) && action.known && action.known->stamp == file.stamp;
  }

  // Files that turned out to have a content of which something is missing.
  Result<void> TellFailedCopies() {
    for (const PathAndHash& copy : copies_) {
      const DeckFiles* files = recorder_.ledger().Find(copy.hash);
      if (files == nullptr || !IsFailure(files->status)) continue;
      const Result<StoredDeck> deck = writer_.ReadDeck(copy.hash);
      if (!deck) return deck.error();
      observer_.Failed(copy.path, files->status, deck->record.reason);
    }
    return {};
  }

  Result<void> ForgetAll() {
    for (const FileAction& action : plan_.actions) {
      if (ActOf(action.reason) != Act::kForget) continue;
      books_.Forgotten(action);
      wrote_ = true;
      if (auto forgotten = recorder_.Forget(action.path); !forgotten) return forgotten;
    }
    return {};
  }

  Plan plan_;
  ContentWriter& writer_;
  UpdateObserver& observer_;
  const bool hold_changing_;
  Bookkeeper books_;
  ContentClaims claims_;
  Recorder recorder_;
  std::size_t to_read_ = 0, read_ = 0, pages_ = 0;
  bool wrote_ = false;
  std::string last_path_;
  std::vector<PathAndHash> copies_;  // files whose content was known already
};

UpdateReport NothingDone(const Plan& plan, UpdateObserver* observer) {
  for (const FileAction& action : plan.actions)
    observer->Explained(ToString(action));
  UpdateReport report;
  report.pages = plan.pages;
  report.failed = plan.missing.failed;
  report.skipped = plan.missing.skipped;
  report.root_errors = plan.root_errors;
  report.notes = plan.notes;
  report.held = plan.held;
  return report;
}

// A plan that `writer`'s index still agrees with.
template <class Remake>
Result<Plan> Confirmed(Plan plan, ContentWriter* writer, const Remake& remake) {
  Result<IndexState> state = writer->State();
  if (!state) return state.error();
  const bool both_new = state->decks.empty() && state->roots.empty() && plan.old_roots.empty();
  if (both_new || state->revision == plan.revision) return plan;
  return remake(std::move(*state));
}

UpdateReport Interrupted() {
  UpdateReport report;
  report.interrupted = true;
  return report;
}

}  // namespace

Result<UpdateReport> UpdateIndex(const UpdateRequest& request, const UpdateTools& tools,
                                 UpdateObserver* observer) {
  const auto remake = [&](IndexState state) {
    return MakePlan(request, std::move(state), observer->WantsExplanations(), tools);
  };
  Result<IndexState> before = StateBefore(request.index);
  if (!before) return before.error();
  Result<Plan> plan = remake(std::move(*before));
  if (!plan && plan.error().code == ErrorCode::kInterrupted) return Interrupted();
  if (!plan) return plan.error();
  if (!plan->HasWork()) return NothingDone(*plan, observer);

  Result<ContentWriter> writer = ContentWriter::Open(request.index);
  if (!writer) return writer.error();
  plan = Confirmed(std::move(*plan), &*writer, remake);
  if (!plan && plan.error().code == ErrorCode::kInterrupted) return Interrupted();
  if (!plan) return plan.error();
  return Updater(std::move(*plan), &*writer, static_cast<bool>(tools.settled), observer)
      .Run({request.threads, tools.make_extractor, tools.stop});
}

Result<UpdateReport> RemoveRoot(const std::filesystem::path& index, const std::string& folder,
                                const Config& config, UpdateObserver* observer) {
  const auto remake = [&](IndexState state) -> Result<Plan> {
    auto roots = WithoutRoot(state.roots, folder);
    if (!roots) return roots.error();
    Plan plan;
    plan.old_roots = state.roots;
    plan.roots.roots = std::move(*roots);
    plan.roots.changed = true;
    plan.revision = state.revision;
    RefreshSources(state, {}, {}, config, &plan);
    plan.ledger = Ledger(std::exchange(state.decks, {}));
    DiffInput input;
    input.known = plan.ledger.Files();
    for (const Root& root : plan.roots.roots)
      input.roots.push_back(root.path);
    plan.actions = Diff(input);
    MakeSources(state, config, &plan);
    return plan;
  };
  Result<IndexState> before = ReadState(index);
  if (!before) return before.error();
  Result<Plan> plan = remake(std::move(*before));
  if (!plan) return plan.error();
  Result<ContentWriter> writer = ContentWriter::Open(index);
  if (!writer) return writer.error();
  plan = Confirmed(std::move(*plan), &*writer, remake);
  if (!plan) return plan.error();
  return Updater(std::move(*plan), &*writer, false, observer).Run({});
}

std::string Summary(const UpdateReport& report, double seconds) {
  std::string line = "+" + std::to_string(report.added) + " ~" + std::to_string(report.changed) +
                     " -" + std::to_string(report.removed) + " !" + std::to_string(report.failed);
  if (report.moved > 0) line += ", " + std::to_string(report.moved) + " moved";
  if (report.skipped > 0) line += ", " + std::to_string(report.skipped) + " skipped";
  line += ", " + std::to_string(report.pages) + " pages, ";
  std::array<char, 32> time{};
  std::snprintf(time.data(), time.size(), "%.1f s", seconds);
  return line + time.data();
}

}  // namespace rsearch
