// What attacks are built from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/hostile/repeated.h"
#include "tests/support/pdf_objects.h"

namespace rsearch::testing {

// A line of text that shows that reading came so far.
inline constexpr std::string_view kHello = "BT /F 12 Tf 10 50 Td (hello) Tj ET\n";
inline constexpr std::string_view kFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

std::string Times(std::string_view piece, std::size_t times);

// piece(0), piece(1), … one after the other.
template <class Piece>
std::string Each(std::size_t count, const Piece& piece) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i)
    all += piece(i);
  return all;
}

// A PDF of these bodies, objects 1, 2, …; object 1 is its root.
std::string PdfOf(std::vector<std::string> bodies, const std::string& trailer = "");

// The usual PDF of one page, with what an attack wants otherwise. Dictionaries are without << >>.
struct OnePage {
  std::string content{kHello};
  std::string filter{};  // of the content: "/Filter/FlateDecode"
  std::string resources{"/Font<</F 5 0 R>>"};
  std::string media_box{"[0 0 612 792]"};
  std::string catalog{};  // more of the catalogue
  std::string page{};     // more of the page
  std::string trailer{};
  std::vector<std::string> more{};  // objects 6, 7, …
};
std::string Pdf(OnePage page);

// A page whose content unpacks to `bytes`.
std::string Unpacks(const Repeated& bytes);

}  // namespace rsearch::testing
