#include "tests/support/pdf_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>

#include "tests/support/pdf_objects.h"

namespace rsearch::testing {
namespace {

std::string Number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  return text.data();
}

std::string Hex(std::uint32_t value) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "%04X", value & 0xFFFFU);
  return text.data();
}

std::vector<std::uint32_t> CodePoints(std::string_view utf8) {
  std::vector<std::uint32_t> points;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[i++]);
    std::uint32_t point = first < 0x80 ? first : first < 0xE0 ? first & 0x1FU : first & 0x0FU;
    while (i < utf8.size() && (static_cast<unsigned char>(utf8[i]) & 0xC0U) == 0x80)
      point = point << 6 | (static_cast<unsigned char>(utf8[i++]) & 0x3FU);
    points.push_back(point);
  }
  return points;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string Literal(std::string_view ascii) {
  std::string text = "(";
  for (const char c : ascii) {
    if (c == '(' || c == ')' || c == '\\') text += '\\';
    text += c;
  }
  return text + ")";
}

// A text string as metadata has it: UTF-16 with a byte order mark.
std::string Utf16(std::string_view utf8) {
  std::string text = "<FEFF";
  for (const std::uint32_t point : CodePoints(utf8))
    text += Hex(point);
  return text + ">";
}

// The font of all characters beyond ASCII: glyph 1, 2, ... in the order they are first met.
class WideFont {
 public:
  std::string Show(std::string_view text) {
    std::string glyphs = "<";
    for (const std::uint32_t point : CodePoints(text)) {
      const auto next = static_cast<std::uint32_t>(glyphs_.size() + 1);
      glyphs += Hex(glyphs_.try_emplace(point, next).first->second);
    }
    return glyphs + ">";
  }
  std::size_t Write(PdfObjects* pdf) const {
    std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Test def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    for (const auto& [point, glyph] : glyphs_)
      map += "1 beginbfchar <" + Hex(glyph) + "> <" + Hex(point) + "> endbfchar\n";
    const std::size_t unicode = pdf->AddStream("", map + "endcmap end end");
    const std::size_t descriptor = pdf->Add(
        "<</Type/FontDescriptor/FontName/Batang/Flags 4/FontBBox[0 -200 1000 800]"
        "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>");
    const std::size_t font = pdf->Add(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Batang/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(Identity)/Supplement 0>>/DW 1000/W[" +
        Widths() + "]/FontDescriptor " + Ref(descriptor) + ">>");
    return pdf->Add(
        "<</Type/Font/Subtype/Type0/BaseFont/Batang/Encoding/Identity-H"
        "/DescendantFonts[" +
        Ref(font) + "]/ToUnicode " + Ref(unicode) + ">>");
  }

 private:
  // Latin letters and spaces are half as wide as the others.
  [[nodiscard]] std::string Widths() const {
    std::string widths;
    for (const auto& [point, glyph] : glyphs_)
      if (point < 0x80) widths += std::to_string(glyph) + "[500]";
    return widths;
  }

  std::map<std::uint32_t, std::uint32_t> glyphs_;  // by code point
};

std::string Content(const PdfPage& page, WideFont* wide) {
  std::string content;
  for (const TextRun& run : page.runs) {
    const bool latin = IsAscii(run.text);
    content += std::string("BT /") + (latin ? "F" : "W") + " " + Number(run.size) + " Tf " +
               Number(run.x) + " " + Number(page.height - run.y) + " Td " +
               (latin ? Literal(run.text) : wide->Show(run.text)) + " Tj ET\n";
  }
  return content + page.operators;
}

std::string Labels(const std::vector<PdfPage>& pages) {
  std::string labels;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].label.empty()) continue;
    labels += std::to_string(i) + "<</P" + Utf16(pages[i].label) + ">>";
  }
  return labels.empty() ? "" : "/PageLabels<</Nums[" + labels + "]>>";
}

std::string Info(const PdfSpec& spec) {
  std::string info = "<<";
  if (!spec.title.empty()) info += "/Title" + Utf16(spec.title);
  if (!spec.author.empty()) info += "/Author" + Utf16(spec.author);
  return info + ">>";
}

}  // namespace

std::string MakePdf(const PdfSpec& spec) {
  PdfObjects pdf;
  WideFont wide;
  const std::size_t pages = pdf.Reserve();
  const std::size_t resources = pdf.Reserve();
  std::string kids;
  for (const PdfPage& page : spec.pages) {
    const std::size_t content = pdf.AddStream("", Content(page, &wide));
    kids +=
        Ref(pdf.Add("<</Type/Page/Parent " + Ref(pages) + "/MediaBox[0 0 " + Number(page.width) +
                    " " + Number(page.height) + "]/Rotate " + std::to_string(page.rotate) +
                    "/Resources " + Ref(resources) + "/Contents " + Ref(content) + ">>")) +
        " ";
  }
  std::string forms;
  for (std::size_t i = 0; i < spec.forms.size(); ++i)
    forms += "/X" + std::to_string(i) + " " +
             Ref(pdf.AddStream(
                 "/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources " + Ref(resources),
                 spec.forms[i]));
  const std::size_t latin = pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  pdf.Set(resources, "<</Font<</F " + Ref(latin) + "/W " + Ref(wide.Write(&pdf)) + ">>/XObject<<" +
                         forms + ">>>>");
  const auto count = spec.count.value_or(static_cast<std::int64_t>(spec.pages.size()));
  pdf.Set(pages, "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(count) + ">>");
  const std::size_t root =
      pdf.Add("<</Type/Catalog/Pages " + Ref(pages) + Labels(spec.pages) + ">>");
  const std::size_t info = pdf.Add(Info(spec));
  return pdf.Finish("/Root " + Ref(root) + "/Info " + Ref(info));
}

PdfPage PaperPage(std::vector<TextRun> runs) {
  PdfPage page;
  page.width = 595;
  page.height = 842;
  page.runs = std::move(runs);
  return page;
}

PdfSpec EndlessPdf(const std::string& leaf) {
  constexpr int kDepth = 12;
  constexpr int kTimes = 10;
  PdfSpec spec;
  for (int depth = 0; depth + 1 < kDepth; ++depth) {
    std::string content;
    for (int i = 0; i < kTimes; ++i)
      content += "/X" + std::to_string(depth + 1) + " Do\n";
    spec.forms.push_back(content);
  }
  spec.forms.push_back(leaf);
  PdfPage page;
  page.operators = "/X0 Do";
  spec.pages.push_back(page);
  return spec;
}

}  // namespace rsearch::testing
