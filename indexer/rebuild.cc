#include "indexer/rebuild.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "indexer/check.h"
#include "indexer/child.h"
#include "indexer/paths.h"
#include "indexer/roots.h"
#include "indexer/writer.h"
#include "rsearch/printable.h"
#include "rsearch/rebuild.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

// What the index in force tells of itself, read in a child: it may be damaged.
struct OldIndex {
  bool searchable = false;
  std::vector<Root> roots;
  std::map<std::string, std::size_t> files;  // how many, by the path of their root
};

// What the child says: the first character tells what the rest of the line is.
constexpr char kSearchable = 'S';
constexpr char kRoots = 'R';  // encoded, in hexadecimal
constexpr char kFiles = 'F';  // how many, a space, the path of their root in hexadecimal

std::string ToHex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned char>(c));
    text += digits.data();
  }
  return text;
}

unsigned DigitOf(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

std::string FromHex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(DigitOf(text[i]) * 16 + DigitOf(text[i + 1]));
  return bytes;
}

std::map<std::string, std::size_t> CountFiles(const IndexState& state) {
  std::map<std::string, std::size_t> files;
  for (const DeckFiles& deck : state.decks)
    for (const FileEntry& file : deck.files)
      if (const Root* root = RootOf(file.path, state.roots)) ++files[root->path];
  return files;
}

// In the child.
void TellOfOld(const std::filesystem::path& index,
               const std::function<void(const std::string&)>& say) {
  if (const auto state = ReadState(index)) {
    say(std::string(1, kSearchable));
    for (const auto& [root, files] : CountFiles(*state))
      say(kFiles + std::to_string(files) + " " + ToHex(root));
  }
  if (const auto roots = RootsOfDatabase(index)) say(kRoots + ToHex(EncodeRoots(*roots)));
}

void HearOfOld(const std::string& line, OldIndex* old) {
  const std::string rest = line.substr(std::min<std::size_t>(line.size(), 1));
  if (line.starts_with(kSearchable)) old->searchable = true;
  if (line.starts_with(kRoots)) {
    if (auto roots = DecodeRoots(FromHex(rest))) old->roots = std::move(*roots);
  }
  if (line.starts_with(kFiles)) {
    const std::string root = FromHex(rest.substr(rest.find(' ') + 1));
    old->files[root] = std::strtoull(rest.c_str(), nullptr, 10);
  }
}

OldIndex LookAtOld(const std::filesystem::path& index, const std::function<bool()>& stop) {
  OldIndex old;
  RunInChild(
      {}, [&](const auto& say) { TellOfOld(index, say); },
      [&](const std::string& line) { HearOfOld(line, &old); }, stop);
  if (auto roots = RootsOfFile(index)) old.roots = std::move(*roots);
  return old;
}

Error NoFolders(const std::filesystem::path& index) {
  return {ErrorCode::kNotFound, "the index " + PlainPath(index.string()) +
                                    " does not tell what folders it is of; name them: rindex "
                                    "rebuild DIR..."};
}

// True when an interrupted rebuild has left something to go on with.
bool CanGoOn(const std::filesystem::path& index, const std::function<bool()>& stop) {
  if (!IsRebuildUnfinished(index)) return false;
  const auto report = CheckIndex(RebuildFolder(index), {false, stop});
  return report && report->findings.empty();
}

Result<void> SetRoots(const std::filesystem::path& index, const std::vector<Root>& roots) {
  auto writer = ContentWriter::Open(index);
  if (!writer) return writer.error();
  if (auto set = writer->SetRoots(roots); !set) return set;
  return writer->Commit();
}

// What of the old index's folders is not in the new one: folders that could not be read, or in
// which nothing is left.
std::optional<Error> FindMissing(const OldIndex& old, const UpdateReport& report,
                                 const std::filesystem::path& place) {
  if (!report.root_errors.empty()) return report.root_errors.front();
  const auto state = ReadState(place);
  if (!state) return state.error();
  std::vector<std::string> paths;
  for (const DeckFiles& deck : state->decks)
    for (const FileEntry& file : deck.files)
      paths.push_back(file.path);
  for (const auto& [root, files] : old.files)
    if (std::none_of(paths.begin(), paths.end(), [&, &folder = root](const std::string& path) {
          return IsBelow(path, folder);
        }))
      return SuddenlyEmpty(root, files);
  return std::nullopt;
}

Error Incomplete(const Error& cause) {
  return {cause.code, "the old index stays in force: " + cause.message +
                          "; when the folder is back: rindex rebuild; to go without it: rindex "
                          "rebuild --force"};
}

// Makes the new index remember what the old one did, and the folders that are given. With neither,
// the update takes the config's.
Result<void> CarryRootsOver(const RebuildRequest& request, std::vector<Root> known, bool go_on) {
  std::vector<Root> roots;
  if (!known.empty() || !request.folders.empty()) {
    auto plan = PlanRoots(std::move(known), request.folders, {});
    if (!plan) return plan.error();
    roots = std::move(plan->roots);
    if (auto remembered = RememberRoots(request.index, roots); !remembered) return remembered;
  }
  if (auto prepared = PrepareRebuild(request.index, go_on); !prepared) return prepared;
  return roots.empty() ? Result<void>() : SetRoots(RebuildFolder(request.index), roots);
}

}  // namespace

Result<UpdateReport> RebuildIndex(const RebuildRequest& request, const UpdateTools& tools,
                                  UpdateObserver* observer,
                                  const std::function<void(const std::string&)>& tell) {
  const std::filesystem::path& index = request.index;
  auto lock = LockForRebuild(index);
  if (!lock) return lock.error();
  const OldIndex old = LookAtOld(index, tools.stop);
  if (old.roots.empty() && request.folders.empty() && request.config.roots.empty())
    return NoFolders(index);
  for (const std::string& folder : request.folders)
    if (std::error_code ignored; !std::filesystem::is_directory(folder, ignored))
      return Error{ErrorCode::kNotFound, PlainPath(folder) + " is no folder"};
  const bool go_on = CanGoOn(index, tools.stop);
  if (go_on) tell("going on with the rebuild that was interrupted");
  if (auto carried = CarryRootsOver(request, old.roots, go_on); !carried) return carried.error();
  const std::filesystem::path place = RebuildFolder(index);
  auto report =
      UpdateIndex({place, {}, {}, request.threads, false, request.config, true}, tools, observer);
  if (!report || report->interrupted) return report;
  if (old.searchable && !request.force)
    if (const auto missing = FindMissing(old, *report, place)) return Incomplete(*missing);
  if (auto finished = FinishRebuild(index, &*lock); !finished) return finished.error();
  return report;
}

}  // namespace rsearch
