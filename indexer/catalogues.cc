#include "indexer/catalogues.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <utility>

#include "indexer/hash.h"
#include "indexer/writer.h"
#include "rsearch/printable.h"

namespace rsearch {
namespace {

Result<std::string> ReadAll(const OpenedFile& file) {
  std::string text(static_cast<std::size_t>(file.stamp().size), '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = read(file.fd(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::kIo, std::strerror(errno)};
    if (got == 0) break;  // it was cut meanwhile
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

Result<Catalogue> ReadCatalogue(const std::string& path) {
  auto file = OpenedFile::Open(path);
  if (!file) return file.error();
  Catalogue catalogue{path, file->stamp(), {}};
  if (catalogue.stamp.size > kMaxCatalogueSize) return catalogue;
  auto text = ReadAll(*file);
  if (!text) return text.error();
  catalogue.entries = ParseCatalogue(*text);
  return catalogue;
}

bool Same(const Catalogue& a, const Catalogue& b) {
  return a.path == b.path && a.stamp == b.stamp && a.entries == b.entries;
}

}  // namespace

CatalogueRefresh RefreshCatalogues(const std::vector<Catalogue>& stored,
                                   const std::vector<FileEntry>& scanned,
                                   const std::function<bool(std::string_view)>& unknown,
                                   bool again) {
  std::map<std::string_view, const Catalogue*> known;
  for (const Catalogue& catalogue : stored)
    known.emplace(catalogue.path, &catalogue);
  CatalogueRefresh refresh;
  for (const FileEntry& file : scanned) {
    const auto before = known.extract(file.path);
    if (!before.empty() && before.mapped()->stamp == file.stamp && !again) {
      refresh.catalogues.push_back(*before.mapped());
      continue;
    }
    Result<Catalogue> read = ReadCatalogue(file.path);
    if (read) {
      refresh.catalogues.push_back(std::move(*read));
    } else if (read.error().code != ErrorCode::kNotFound) {
      refresh.errors.push_back({read.error().code, "cannot read catalogue " + PlainPath(file.path) +
                                                       ": " + read.error().message +
                                                       "; what is known of it is kept"});
      if (!before.empty()) refresh.catalogues.push_back(*before.mapped());
    }
  }
  for (const auto& [path, catalogue] : known)
    if (unknown(path)) refresh.catalogues.push_back(*catalogue);
  std::sort(refresh.catalogues.begin(), refresh.catalogues.end(),
            [](const Catalogue& a, const Catalogue& b) { return a.path < b.path; });
  refresh.changed = !std::equal(refresh.catalogues.begin(), refresh.catalogues.end(),
                                stored.begin(), stored.end(), Same);
  return refresh;
}

Result<std::vector<KnownCatalogue>> ReadCatalogues(const std::filesystem::path& index) {
  Result<IndexState> state = ReadState(index);
  if (!state) return state.error();
  std::vector<std::string> files;
  for (const DeckFiles& deck : state->decks)
    for (const FileEntry& file : deck.files)
      files.push_back(file.path);
  return MatchCatalogues(state->roots, std::move(state->catalogues), files);
}

}  // namespace rsearch
