#include "indexer/status.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "indexer/paths.h"
#include "rsearch/printable.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

// Seconds.
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::size_t FileCount(const IndexStatus& status) {
  std::size_t count = 0;
  for (const std::size_t files : status.files)
    count += files;
  return count;
}

void CountDeck(const DeckFiles& files, const DeckRecord& deck, IndexStatus* status) {
  status->files[static_cast<std::size_t>(files.status)] += files.files.size();
  for (RootStatus& root : status->roots) {
    const auto inside =
        std::count_if(files.files.begin(), files.files.end(),
                      [&](const FileEntry& file) { return IsBelow(file.path, root.root.path); });
    root.files += static_cast<std::size_t>(inside);
    if (inside > 0) root.pages += deck.indexed_pages;
  }
  status->textless_pages += deck.textless_pages;
  status->unread_pages += deck.unread_pages;
  const bool skipped = files.status == FileStatus::kSkipped;
  if (!skipped && !IsFailure(files.status)) return;
  for (const FileEntry& file : files.files)
    (skipped ? status->skipped : status->failed).push_back({file.path, files.status, deck.reason});
}

bool ByPath(const FailedFile& a, const FailedFile& b) {
  return a.path < b.path;
}

Result<IndexStatus> Collect(IndexReader* reader) {
  IndexStatus status;
  std::error_code ignored;
  status.path = std::filesystem::absolute(reader->folder(), ignored).lexically_normal().string();
  auto roots = reader->Roots();
  if (!roots) return roots.error();
  for (Root& root : *roots) {
    const bool present = std::filesystem::is_directory(root.path, ignored);
    status.roots.push_back({std::move(root), 0, 0, present});
  }
  Result<void> decoded;
  auto visited = reader->ForEachDeck([&](auto id, const DeckFiles& files) {
    auto deck = reader->ReadDeck(id);
    if (deck) {
      CountDeck(files, *deck, &status);
    } else {
      decoded = deck.error();
    }
  });
  if (!visited) return visited.error();
  if (!decoded) return decoded.error();
  status.pages = reader->PageCount();
  status.updated = reader->UpdatedSeconds();
  for (std::vector<FailedFile>* list : {&status.failed, &status.skipped})
    std::sort(list->begin(), list->end(), ByPath);
  return status;
}

std::string Count(std::uint64_t count, const std::string& unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

std::string Age(std::int64_t seconds) {
  const auto ago = [](std::int64_t count, const char* unit) {
    return Count(static_cast<std::uint64_t>(count), unit) + " ago";
  };
  if (seconds < kMinute) return "just now";
  if (seconds < kHour) return ago(seconds / kMinute, "minute");
  if (seconds < 2 * kDay) return ago(seconds / kHour, "hour");
  return ago(seconds / kDay, "day");
}

std::string FilesText(const IndexStatus& status) {
  std::string text = std::to_string(FileCount(status));
  std::string separator = ": ";
  for (std::size_t i = 0; i < status.files.size(); ++i) {
    if (status.files[i] == 0) continue;
    text += separator + std::to_string(status.files[i]) + " ";
    text += Name(static_cast<FileStatus>(i));
    separator = ", ";
  }
  return text;
}

std::string PagesText(const IndexStatus& status) {
  std::string text = std::to_string(status.pages);
  if (status.textless_pages > 0)
    text += "; without text, as pictures are: " + std::to_string(status.textless_pages);
  if (status.unread_pages > 0) text += "; not read: " + std::to_string(status.unread_pages);
  return text;
}

std::string RootText(const RootStatus& root) {
  std::string text = "root     " + ShellWord(root.root.path) + "  (" + Count(root.files, "file") +
                     ", " + Count(root.pages, "page") + ")";
  if (!root.present) text += "  missing: its pages are kept";
  text += "\n";
  for (const std::string& glob : root.root.excludes)
    text += "         without " + PlainPath(glob) + "\n";
  return text;
}

}  // namespace

Result<IndexStatus> ReadStatus(const std::filesystem::path& index) {
  Result<IndexReader> reader = IndexReader::Open(index);
  if (!reader) return reader.error();
  return reader->WithRetry([&] { return Collect(&*reader); });
}

std::string StatusText(const IndexStatus& status, std::int64_t now) {
  std::string text = "index    " + ShellWord(status.path) + "\n";
  text += "updated  " + (status.updated == 0 ? "never" : Age(now - status.updated)) + "\n";
  text += "pages    " + PagesText(status) + "\n";
  text += "files    " + FilesText(status) + "\n";
  for (const RootStatus& root : status.roots)
    text += RootText(root);
  for (const auto& [label, list] :
       {std::pair("failed   ", &status.failed), {"skipped  ", &status.skipped}})
    if (!list->empty())
      text += label + std::to_string(list->size()) + "  (see: rindex status --failed)\n";
  text += "sandbox  " + Describe(status.sandbox) + "\n";
  return text;
}

std::string Describe(FileStatus status, const std::string& reason) {
  std::string name(Name(status));
  if (reason.empty()) return name;
  return (reason.starts_with(name) ? "" : name + ": ") + PlainPath(reason);
}

std::string FailedText(const IndexStatus& status) {
  std::vector<FailedFile> all = status.failed;
  all.insert(all.end(), status.skipped.begin(), status.skipped.end());
  std::sort(all.begin(), all.end(), ByPath);
  std::string text;
  for (const FailedFile& file : all)
    text += ShellWord(file.path) + ": " + Describe(file.status, file.reason) + "\n";
  return text;
}

}  // namespace rsearch
