#include "query/find_page.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "rsearch/analyzer.h"
#include "rsearch/printable.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

// Files named in a message before "and N more".
constexpr std::size_t kMaxNamed = 3;

std::string BaseName(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

Error Missing(std::string message) {
  return {ErrorCode::kNotFound, std::move(message)};
}

// The decks that `name` may mean, each with the path that says so.
struct Candidates {
  std::vector<std::string> paths;
  std::vector<DeckFiles> decks;
};

Result<Candidates> CandidateFiles(IndexReader& index, const std::string& file,
                                  const std::string& folder) {
  std::vector<std::string> paths;
  std::vector<DeckFiles> decks;  // of each path
  auto read = index.ForEachDeck([&](Xapian::docid, const DeckFiles& files) {
    for (const FileEntry& entry : files.files) {
      paths.push_back(entry.path);
      decks.push_back(files);
    }
  });
  if (!read) return read.error();
  Candidates found;
  std::unordered_set<ContentHash> seen;  // copies are one content: any will do
  for (const std::size_t i : MatchingFiles(file, folder, paths)) {
    if (!seen.insert(decks[i].hash).second) continue;
    found.paths.push_back(paths[i]);
    found.decks.push_back(decks[i]);
  }
  return found;
}

Error Ambiguous(const std::string& file, const std::vector<std::string>& paths) {
  std::string message =
      std::to_string(paths.size()) + " indexed files end in " + ShellWord(file) + ": ";
  for (std::size_t i = 0; i < std::min(paths.size(), kMaxNamed); ++i)
    message += (i == 0 ? "" : ", ") + ShellWord(paths[i]);
  if (paths.size() > kMaxNamed)
    message += " and " + std::to_string(paths.size() - kMaxNamed) + " more";
  return Missing(message + "; give more of the path");
}

Error NotIndexed(const std::string& file) {
  return Missing(ShellWord(file) + " is not in the index; run: rindex update DIR");
}

// A page can be compared all the same.
Error NotIndexed(const PageName& name) {
  const std::string page = std::to_string(name.page);
  return Missing(NotIndexed(name.file).message + ", or without indexing it: pdftotext -f " + page +
                 " -l " + page + " FILE - | rsearch --like -");
}

Result<PageRecord> ReadRecord(IndexReader& index, const ContentHash& deck, std::uint32_t number) {
  const std::string pages = std::string(schema::kPageOf).append(deck.bytes());
  Xapian::Database& database = index.database();
  for (auto it = database.postlist_begin(pages); it != database.postlist_end(pages); ++it) {
    const Xapian::Document document = database.get_document(*it);
    if (Xapian::sortable_unserialise(document.get_value(schema::kSlotPage)) != number) continue;
    return DecodePage(document.get_data());
  }
  return PageRecord{};
}

// Why the deck has no text of that page.
Error WithoutText(const std::string& path, std::uint32_t page, FileStatus status,
                  const DeckRecord& deck) {
  const std::string name = ShellWord(BaseName(path));
  if (deck.page_count > 0 && page > deck.page_count) return NoSuchPage(path, page, deck.page_count);
  const std::string where = "page " + std::to_string(page) + " of " + name;
  if (IsFailure(status) || status == FileStatus::kSkipped)
    return Missing(where + " could not be read (" +
                   (deck.reason.empty() ? std::string(Name(status)) : deck.reason) + ")");
  return Missing(where + " has no text to compare: it may be a picture");
}

}  // namespace

Result<PageName> ParsePageName(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  PageName name;
  const std::string_view digits =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  const auto [end, failed] =
      std::from_chars(digits.data(), digits.data() + digits.size(), name.page);
  if (colon == 0 || failed != std::errc() || end != digits.data() + digits.size() ||
      name.page == 0) {
    return Error{ErrorCode::kUsage,
                 "--like wants FILE:PAGE, pages counted from 1, or - for text on standard input; "
                 "not " +
                     ShellWord(text)};
  }
  name.file = text.substr(0, colon);
  return name;
}

std::vector<std::size_t> MatchingFiles(const std::string& file, const std::string& folder,
                                       const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  const fs::path full = (fs::path(folder) / file).lexically_normal();
  std::error_code ignored;
  const fs::path real =
      fs::weakly_canonical(full, ignored);  // roots are real paths, links followed
  std::vector<std::string> composed;
  composed.reserve(paths.size());
  for (const std::string& path : paths)
    composed.push_back(NormalizeNfc(path));
  const auto matching = [&](const std::vector<std::string>& among, const auto& matches) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < among.size(); ++i)
      if (matches(among[i])) found.push_back(i);
    return found;
  };
  for (const std::string& wanted : {full.string(), real.string()}) {
    const auto is = [](const std::string& name) {
      return [name](const std::string& path) { return path == name; };
    };
    if (auto found = matching(paths, is(wanted)); !found.empty()) return found;
    if (auto found = matching(composed, is(NormalizeNfc(wanted))); !found.empty()) return found;
  }
  const std::string tail = "/" + fs::path(file).lexically_normal().relative_path().string();
  const auto ends_in = [](const std::string& name) {
    return [name](const std::string& path) { return path.ends_with(name); };
  };
  if (auto found = matching(paths, ends_in(tail)); !found.empty()) return found;
  return matching(composed, ends_in(NormalizeNfc(tail)));
}

Error NoSuchPage(const std::string& path, std::uint32_t page, std::uint32_t pages) {
  return Missing(ShellWord(BaseName(path)) + " has " + std::to_string(pages) +
                 (pages == 1 ? " page" : " pages") + ", no page " + std::to_string(page));
}

Result<FoundFile> FindFile(IndexReader& index, const std::string& file, const std::string& folder) {
  const auto candidates = CandidateFiles(index, file, folder);
  if (!candidates) return candidates.error();
  if (candidates->decks.empty()) return NotIndexed(file);
  if (candidates->decks.size() > 1) return Ambiguous(file, candidates->paths);
  return FoundFile{candidates->paths.front(), candidates->decks.front().hash};
}

Result<FoundPage> FindPage(IndexReader& index, const PageName& name, const std::string& folder) {
  const auto candidates = CandidateFiles(index, name.file, folder);
  if (!candidates) return candidates.error();
  if (candidates->decks.empty()) return NotIndexed(name);
  if (candidates->decks.size() > 1) return Ambiguous(name.file, candidates->paths);
  const std::string& path = candidates->paths.front();
  const DeckFiles& files = candidates->decks.front();
  auto page = ReadRecord(index, files.hash, name.page);
  if (!page) return page.error();
  if (!page->text.empty()) return FoundPage{path, files.hash, name.page, std::move(page->text)};
  const auto id = index.FindDeck(files.hash);
  if (!id) return NotIndexed(name);
  const auto deck = index.ReadDeck(*id);
  if (!deck) return deck.error();
  return WithoutText(path, name.page, files.status, *deck);
}

}  // namespace rsearch
