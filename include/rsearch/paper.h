// A paper, as a catalogue, a review or its own first page names it, and what identifies it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {

struct Paper {
  std::string title;                 // NFKC, one line
  std::vector<std::string> authors;  // as printed, in their order; may be empty
  std::string venue;                 // "CVPR", "Tech report. arXiv v2"; empty when not known
  std::uint32_t year = 0;            // of publication; 0 when not known
  std::string original_link;         // URL of the paper; empty when not known
  std::string review_link;           // URL of its review, without a page; empty when not known
  std::vector<std::string> ids;      // PaperIds, ascending, each once
  bool operator==(const Paper&) const = default;
};

// Identifiers of papers are written "arxiv:1904.05068" (without the version; the old form
// "arxiv:cs/0112017") and "doi:10.1109/5.771073" (lower case).

// Those in `text` in its order, each once: arXiv ids in links (arxiv.org/abs|pdf|html|ftp/…,
// ar5iv) and after "arXiv:", DOIs in links (doi.org/…) and after "doi:" or alone. A bare number
// ("1503.02531 notes") is none: see ArxivIdInName(). Any bytes.
std::vector<std::string> FindPaperIds(std::string_view text);

// The arXiv id that a file's name begins with ("2104.00298v3 EfficientNetV2.pdf"), as above; empty
// where there is none.
std::string ArxivIdInName(std::string_view name);

// The year an arXiv id says ("arxiv:1904.05068": 2019); 0 for others.
std::uint32_t YearOfId(std::string_view id);

// "title:" and NameKey() of a title that is long enough to stand for one paper (three words and 15
// letters); empty else. Compared like an id.
std::string TitleId(std::string_view title);

}  // namespace rsearch
