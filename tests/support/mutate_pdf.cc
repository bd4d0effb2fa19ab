#include "tests/support/mutate_pdf.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace rsearch::testing {
namespace {

using Random = std::mt19937;

std::size_t Below(std::size_t bound, Random* random) {
  return bound == 0 ? 0 : (*random)() % bound;
}

// A place, and how many bytes from it on: at most `longest`, small ones as likely as large ones.
std::pair<std::size_t, std::size_t> Range(const std::string& pdf, std::size_t longest,
                                          Random* random) {
  const std::size_t at = Below(pdf.size(), random);
  const std::size_t size = 1 + Below(std::size_t{1} << Below(14, random), random);
  return {at, std::min({size, longest, pdf.size() - at})};
}

constexpr auto kPieces = std::to_array<std::string_view>({"null",
                                                          "[",
                                                          "]",
                                                          "<<",
                                                          ">>",
                                                          "(",
                                                          ")",
                                                          "endobj\n",
                                                          "endstream\n",
                                                          "stream\n",
                                                          "1 0 R",
                                                          "0 0 R",
                                                          "trailer",
                                                          "startxref",
                                                          "/Length 1",
                                                          "/Kids[2 0 R]",
                                                          "/Filter/FlateDecode",
                                                          "/Filter/LZWDecode",
                                                          "/Contents 3 0 R",
                                                          "/Type/Pages",
                                                          "%%EOF\n",
                                                          "BT",
                                                          "ET",
                                                          "q ",
                                                          "Q ",
                                                          "Do",
                                                          "BI ",
                                                          "ID ",
                                                          "-",
                                                          "999999999",
                                                          "\xFF\xFE",
                                                          "%",
                                                          "/",
                                                          "#00"});

constexpr auto kNumbers = std::to_array<std::string_view>(
    {"0", "-1", "1", "2", "65536", "2147483647", "-2147483648", "4294967296", "9999999999",
     "99999999999999999999", "1e99", ".", "0.0000001"});

constexpr auto kWords = std::to_array<std::string_view>(
    {"obj",        "endobj",    "stream",       "endstream",   "xref",         "trailer",
     "startxref",  "/Type",     "/Pages",       "/Page",       "/Kids",        "/Count",
     "/Length",    "/Filter",   "/FlateDecode", "/Contents",   "/Resources",   "/Font",
     "/ToUnicode", "/Encoding", "/MediaBox",    "/Root",       "/Parent",      "/DescendantFonts",
     "/W",         "/First",    "/N",           "/Index",      "/Prev",        "/Size",
     "/XRef",      "/ObjStm",   "begincmap",    "beginbfchar", "beginbfrange", " R",
     "Tj",         "TJ",        "Tf",           "Do"});

template <class List>
std::string OneOf(const List& list, Random* random) {
  return std::string(list[Below(list.size(), random)]);
}

void ChangeNumber(std::string* pdf, Random* random) {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t from = pdf->find_first_of(kDigits, Below(pdf->size(), random));
  if (from == std::string::npos) return;
  const std::size_t to = std::min(pdf->find_first_not_of(kDigits, from), pdf->size());
  if (Below(2, random) == 0) {
    (*pdf)[from + Below(to - from, random)] = kDigits[Below(10, random)];  // offsets stay right
  } else {
    pdf->replace(from, to - from, OneOf(kNumbers, random));
  }
}

// One keyword in the place of another, or of its own second half.
void ChangeWord(std::string* pdf, Random* random) {
  const std::string word = OneOf(kWords, random);
  std::size_t at = pdf->find(word, Below(pdf->size(), random));
  if (at == std::string::npos) at = pdf->find(word);
  if (at == std::string::npos) return;
  pdf->replace(at, word.size(),
               Below(3, random) == 0 ? word.substr(word.size() / 2) : OneOf(kWords, random));
}

void SwapBlocks(std::string* pdf, Random* random) {
  const std::size_t size = std::min(Range(*pdf, pdf->size() / 2, random).second, pdf->size() / 2);
  const std::size_t a = Below(pdf->size() / 2 - size + 1, random);
  const std::size_t b = pdf->size() / 2 + Below(pdf->size() / 2 - size + 1, random);
  std::swap_ranges(pdf->begin() + static_cast<std::ptrdiff_t>(a),
                   pdf->begin() + static_cast<std::ptrdiff_t>(a + size),
                   pdf->begin() + static_cast<std::ptrdiff_t>(b));
}

void ChangeOnce(std::string* pdf, Random* random) {
  const auto [at, size] = Range(*pdf, 8192, random);
  switch (Below(14, random)) {
    case 0:
      (*pdf)[at] =
          static_cast<char>(static_cast<unsigned char>((*pdf)[at]) ^ 1U << Below(8, random));
      return;
    case 1:
      for (std::size_t i = 0; i < size; ++i)
        (*pdf)[at + i] = static_cast<char>((*random)());
      return;
    case 2:
      pdf->replace(at, size, size, '\0');
      return;
    case 3:
      pdf->resize(Below(pdf->size(), random));
      return;
    case 4:
      pdf->erase(at, size);
      return;
    case 5:
      pdf->insert(at, pdf->substr(at, size));
      return;
    case 6:
      pdf->insert(at, pdf->substr(Below(pdf->size(), random), size));
      return;
    case 7:
      SwapBlocks(pdf, random);
      return;
    case 8:
      pdf->insert(at, OneOf(kPieces, random));
      return;
    case 9:
      ChangeWord(pdf, random);
      return;
    default:
      ChangeNumber(pdf, random);
  }
}

}  // namespace

std::string Mutate(std::string pdf, std::mt19937* random) {
  std::size_t changes = 1;
  while (changes < 8 && Below(2, random) == 0)
    ++changes;
  for (std::size_t i = 0; i < changes && !pdf.empty(); ++i)
    ChangeOnce(&pdf, random);
  return pdf;
}

}  // namespace rsearch::testing
