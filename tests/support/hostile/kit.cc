#include "tests/support/hostile/kit.h"

#include <iterator>
#include <utility>

#include "tests/support/hostile/attacks.h"

namespace rsearch::testing {

std::string Times(std::string_view piece, std::size_t times) {
  std::string all;
  all.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    all += piece;
  return all;
}

std::string PdfOf(std::vector<std::string> bodies, const std::string& trailer) {
  PdfObjects pdf;
  for (std::string& body : bodies)
    pdf.Add(std::move(body));
  return pdf.Finish("/Root 1 0 R" + trailer);
}

std::string Pdf(OnePage page) {
  std::vector<std::string> bodies = {
      "<</Type/Catalog/Pages 2 0 R" + page.catalog + ">>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox" + page.media_box + "/Resources<<" + page.resources +
          ">>/Contents 4 0 R" + page.page + ">>",
      StreamBody(page.filter, page.content),
      std::string(kFont),
  };
  std::move(page.more.begin(), page.more.end(), std::back_inserter(bodies));
  return PdfOf(std::move(bodies), page.trailer);
}

std::string Unpacks(const Repeated& bytes) {
  return Pdf({.content = WriteOut(Deflate(bytes)), .filter = "/Filter/FlateDecode"});
}

std::vector<Attack> Attacks() {
  std::vector<Attack> all = TreeAttacks();
  for (const auto& more : {FileAttacks(), StreamAttacks(), ContentAttacks(), FontAttacks()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace rsearch::testing
