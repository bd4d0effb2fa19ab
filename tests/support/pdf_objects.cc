#include "tests/support/pdf_objects.h"

#include <array>
#include <cstdio>
#include <utility>

namespace rsearch::testing {

std::string Ref(std::size_t object) {
  return std::to_string(object) + " 0 R";
}

std::string StreamBody(const std::string& dictionary, const std::string& bytes) {
  return "<<" + dictionary + "/Length " + std::to_string(bytes.size()) + ">>stream\n" + bytes +
         "\nendstream";
}

std::size_t PdfObjects::Reserve() {
  bodies_.emplace_back();
  return bodies_.size();
}

std::size_t PdfObjects::Add(std::string body) {
  bodies_.push_back(std::move(body));
  return bodies_.size();
}

std::string PdfObjects::Finish(const std::string& trailer) const {
  std::string pdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::string table;
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    std::array<char, 24> entry{};
    std::snprintf(entry.data(), entry.size(), "%010zu 00000 n \n", pdf.size());
    table += entry.data();
    pdf += std::to_string(i + 1) + " 0 obj" + bodies_[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(bodies_.size() + 1);
  const std::string start = std::to_string(pdf.size());
  return pdf + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer<</Size " + size +
         trailer + ">>\nstartxref\n" + start + "\n%%EOF\n";
}

}  // namespace rsearch::testing
