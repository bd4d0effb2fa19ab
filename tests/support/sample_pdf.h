// Small PDFs made on the spot.
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch::testing {

// A PDF whose pages (720 × 540 points, as slides) show one line of ASCII text each.
inline std::string SamplePdf(const std::vector<std::string>& pages) {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  const auto object = [&](const std::string& body) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i)
    kids += std::to_string(4 + 2 * i) + " 0 R ";
  object("<</Type/Catalog/Pages 2 0 R>>");
  object("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages.size()) + ">>");
  object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  for (const std::string& text : pages) {
    const std::string stream = "BT /F 24 Tf 40 300 Td (" + text + ") Tj ET";
    object(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 720 540]/Resources<</Font<</F 3 0 R>>>>"
        "/Contents " +
        std::to_string(offsets.size() + 2) + " 0 R>>");
    object("<</Length " + std::to_string(stream.size()) + ">>stream\n" + stream + "\nendstream");
  }
  const std::size_t xref = pdf.size();
  pdf += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    std::array<char, 32> line{};
    std::snprintf(line.data(), line.size(), "%010zu 00000 n \n", offset);
    pdf += line.data();
  }
  pdf += "trailer<</Size " + std::to_string(offsets.size() + 1) + "/Root 1 0 R>>\nstartxref\n" +
         std::to_string(xref) + "\n%%EOF\n";
  return pdf;
}

}  // namespace rsearch::testing
