#include "query/index_info.h"

#include <string>

#include "rsearch/amounts.h"
#include "rsearch/schema.h"

namespace rsearch {

IndexInfo ReadIndexInfo(IndexReader* index) {
  IndexInfo info;
  info.path = index->folder().string();
  info.pages = index->PageCount();
  const std::string prefix(schema::kAmount);
  const auto end = index->database().allterms_end(prefix);
  for (auto term = index->database().allterms_begin(prefix); term != end; ++term)
    AddAmount(*term, term.get_termfreq(), &info.amounts);
  info.updated = index->UpdatedSeconds();
  return info;
}

}  // namespace rsearch
