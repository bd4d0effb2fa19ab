#include "indexer/rebuild.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

#include "indexer/check.h"
#include "indexer/child.h"
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
};

constexpr const char* kSearchable = "searchable";

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

OldIndex LookAtOld(const std::filesystem::path& index, const std::function<bool()>& stop) {
  OldIndex old;
  RunInChild(
      {},
      [&](const auto& say) {
        if (ReadState(index)) say(kSearchable);
        if (const auto roots = RootsOfDatabase(index)) say(ToHex(EncodeRoots(*roots)));
      },
      [&](const std::string& line) {
        if (line == kSearchable) {
          old.searchable = true;
        } else if (auto roots = DecodeRoots(FromHex(line))) {
          old.roots = std::move(*roots);
        }
      },
      stop);
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

Error Incomplete(const Error& cause) {
  return {cause.code, "the old index stays in force: " + cause.message +
                          "; when the folder is back: rindex rebuild; to go without it: rindex "
                          "rebuild --force"};
}

}  // namespace

Result<UpdateReport> RebuildIndex(const RebuildRequest& request, const UpdateTools& tools,
                                  UpdateObserver* observer,
                                  const std::function<void(const std::string&)>& tell) {
  const std::filesystem::path& index = request.index;
  auto lock = LockForRebuild(index);
  if (!lock) return lock.error();
  OldIndex old = LookAtOld(index, tools.stop);
  if (old.roots.empty() && request.folders.empty()) return NoFolders(index);
  for (const std::string& folder : request.folders)
    if (std::error_code ignored; !std::filesystem::is_directory(folder, ignored))
      return Error{ErrorCode::kNotFound, PlainPath(folder) + " is no folder"};
  const auto roots = PlanRoots(std::move(old.roots), request.folders, {});
  if (!roots) return roots.error();
  const bool go_on = CanGoOn(index, tools.stop);
  if (go_on) tell("going on with the rebuild that was interrupted");
  if (auto remembered = RememberRoots(index, roots->roots); !remembered) return remembered.error();
  if (auto prepared = PrepareRebuild(index, go_on); !prepared) return prepared.error();
  const std::filesystem::path place = RebuildFolder(index);
  if (auto set = SetRoots(place, roots->roots); !set) return set.error();
  auto report =
      UpdateIndex({place, {}, {}, request.threads, false, request.config}, tools, observer);
  if (!report || report->interrupted) return report;
  if (!report->root_errors.empty() && old.searchable && !request.force)
    return Incomplete(report->root_errors.front());
  if (auto finished = FinishRebuild(index, &*lock); !finished) return finished.error();
  return report;
}

}  // namespace rsearch
