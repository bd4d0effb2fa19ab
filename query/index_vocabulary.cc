#include "query/index_vocabulary.h"

namespace rsearch {

std::uint32_t IndexVocabulary::Frequency(std::string_view term) const {
  if (term.empty()) return 0;
  const auto [at, added] = known_.try_emplace(std::string(term));
  if (added) at->second = database_.get_termfreq(at->first);
  return at->second;
}

void IndexVocabulary::ForEach(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view, std::uint32_t)>& visit) const {
  const std::string begins(prefix);
  Xapian::TermIterator term = database_.allterms_begin(begins);
  const Xapian::TermIterator end = database_.allterms_end(begins);
  if (from > prefix) term.skip_to(std::string(from));
  for (; term != end; ++term)
    if (!visit(*term, term.get_termfreq())) return;
}

}  // namespace rsearch
