// Whether two readings of a file came to the same.
#pragma once

#include <string>

#include "core/pdf/protocol.h"
#include "rsearch/page.h"

namespace rsearch::testing {

// Every word, box, label and metadatum, as one text.
inline std::string Everything(const RawDocument& document) {
  std::string all = std::to_string(document.page_count) + "\n" + document.reason + "\n" +
                    pdf::Encode(pdf::Head{1, document.title, document.author});
  for (const RawPage& page : document.pages)
    all += pdf::Encode(pdf::PageAnswer{page, false});
  return all;
}

inline bool SameText(const RawDocument& a, const RawDocument& b) {
  return a.status == b.status && Everything(a) == Everything(b);
}

}  // namespace rsearch::testing
