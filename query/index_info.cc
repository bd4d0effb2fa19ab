#include "query/index_info.h"

#include <string>

#include "rsearch/schema.h"
#include "rsearch/types.h"

namespace rsearch {

IndexInfo ReadIndexInfo(IndexReader* index) {
  IndexInfo info;
  info.path = index->folder().string();
  info.pages = index->PageCount();
  info.files = index->DeckCount();
  const std::string prefix(schema::kStatus);
  const auto end = index->database().allterms_end(prefix);
  for (auto term = index->database().allterms_begin(prefix); term != end; ++term) {
    const std::string name = (*term).substr(prefix.size());
    if (name != Name(FileStatus::kOk) && name != Name(FileStatus::kNoText))
      info.failed += term.get_termfreq();
  }
  info.updated = index->UpdatedSeconds();
  return info;
}

}  // namespace rsearch
