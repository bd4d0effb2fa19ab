#include "indexer/fetch/collection.h"

#include <optional>
#include <system_error>

#include "indexer/catalogues.h"
#include "indexer/paths.h"
#include "rsearch/printable.h"
#include "rsearch/store.h"

namespace rsearch {
namespace {

Result<Collection> ReadFiles(IndexReader* reader) {
  Collection collection;
  const auto roots = reader->Roots();
  if (!roots) return roots.error();
  for (const Root& root : *roots)
    collection.roots.push_back(root.path);
  auto visited = reader->ForEachDeck([&](auto /*id*/, const DeckFiles& deck) {
    for (const FileEntry& file : deck.files)
      collection.file_names.emplace(BaseName(file.path));
  });
  if (!visited) return visited.error();
  return collection;
}

bool IsKnown(const std::vector<std::optional<std::size_t>>& files, std::size_t entry) {
  return entry < files.size() && files[entry].has_value();
}

}  // namespace

void AddEntries(const Catalogue& catalogue, const CatalogueMatch& match, Collection* collection) {
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i) {
    collection->entries.push_back(
        {catalogue.entries[i], IsKnown(match.original, i), IsKnown(match.review, i)});
  }
}

Result<Collection> ReadCollection(const std::filesystem::path& index) {
  Result<IndexReader> reader = IndexReader::Open(index);
  if (!reader) return reader.error();
  auto collection = reader->WithRetry([&] { return ReadFiles(&*reader); });
  if (!collection) return collection.error();
  const auto catalogues = ReadCatalogues(index);
  if (!catalogues) return catalogues.error();
  for (const KnownCatalogue& known : *catalogues)
    AddEntries(known.catalogue, known.match, &*collection);
  return collection;
}

Result<std::set<std::string>> NamesIn(const std::filesystem::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
    names.insert(entry->path().filename().string());
  if (!error || error == std::errc::no_such_file_or_directory) return names;
  const ErrorCode code = error == std::errc::not_a_directory     ? ErrorCode::kUsage
                         : error == std::errc::permission_denied ? ErrorCode::kPermission
                                                                 : ErrorCode::kIo;
  return Error{code, "cannot read " + PlainPath(folder.native()) + ": " + error.message()};
}

}  // namespace rsearch
