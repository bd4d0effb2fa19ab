// Where and when a paper appeared, as its first page says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rsearch::pdf {

struct Imprint {
  std::string venue;       // "AISTATS"; empty when the page does not say
  std::uint32_t year = 0;  // 0 when the page does not say
};

// From a first page's paragraphs, running lines included. Those that begin like an imprint count:
//   "Proceedings of the 9th Conference on Quiet Sums (QS 2014), Antwerp"    QS, 2014
//   "Published as a conference paper at ICLR 2021"                          ICLR, 2021
//   "Proceedings of Machine Learning Research vol 134:1–35, 2021" and
//   "34th Annual Conference on Learning Theory"                             COLT, 2021
//   "KDD ’21, August 14–18, 2021, Virtual Event"                            KDD, 2021
//   "arXiv:2104.00298v3 [cs.CV] 23 Jun 2021"                                arXiv, 2021 (of the id)
//   "© 2021 A. Hahn", "Received 3 May 2019, accepted 2 June 2020"           the last year
// A venue is named by the acronym that stands beside its year or in parentheses, by the usual
// acronym of a well-known one, or by its words ("Journal of Quiet Sums"). A venue outdoes PMLR (the
// series), and that arXiv.
Imprint ReadImprint(const std::vector<std::string>& paragraphs);

}  // namespace rsearch::pdf
