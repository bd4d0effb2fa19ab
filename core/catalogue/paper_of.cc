// Not in parse.cc: rsearch, which reads no Markdown, is not to load a parser of it.
#include <algorithm>

#include "rsearch/catalogue.h"
#include "rsearch/paper.h"

namespace rsearch {

Paper PaperOf(const CatalogueEntry& entry) {
  Paper paper;
  paper.title = entry.title;
  paper.venue = entry.venue;
  paper.year = entry.year;
  paper.original_link = entry.original_link;
  paper.review_link = entry.review_link;
  paper.ids = FindPaperIds(entry.original_link);
  std::sort(paper.ids.begin(), paper.ids.end());
  return paper;
}

}  // namespace rsearch
