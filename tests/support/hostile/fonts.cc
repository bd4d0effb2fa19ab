#include <string>
#include <utility>
#include <vector>

#include "tests/support/hostile/attacks.h"
#include "tests/support/hostile/kit.h"

namespace rsearch::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

// A page that shows `text` in the font that is object 6.
std::string InFont(const std::string& text, std::vector<std::string> font) {
  return Pdf({.content = "BT /F 9 Tf 9 9 Td " + text + " Tj ET",
              .resources = "/Font<</F 6 0 R>>",
              .more = std::move(font)});
}

// Two bytes a glyph; object 8 is its map to Unicode, object 7 the font below it.
std::string Composite(const std::string& to_unicode, const std::string& below = "",
                      const std::string& encoding = "/Identity-H") {
  return InFont(
      "<0001000200030041>",
      {"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding" + encoding +
           "/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
       "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)"
       "/Ordering(Identity)/Supplement 0>>/FontDescriptor 9 0 R" +
           below + ">>",
       to_unicode,
       "<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1"
       "/Descent 0/CapHeight 1/StemV 1>>"});
}

const std::string kMapHead =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";

std::string Map(const std::string& lines) {
  return Composite(StreamBody("", kMapHead + lines + "endcmap end end"));
}

std::string MapOfAllNumbers(Strength strength) {
  return Map("100 beginbfrange\n" + Times("<00000000> <FFFFFFFF> <0041>\n", strength(100, 100)) +
             "endbfrange ");
}
std::string MapToALongText(Strength strength) {
  return Map("1 beginbfchar <0001> <" + Times("00410042", strength(3'000'000, 5000)) +
             "> endbfchar ");
}
std::string MapOfManyToMuch(Strength strength) {
  return Map("1 beginbfrange <0000> <FFFF> <" + Times("00410042", strength(250, 50)) +
             "> endbfrange ");
}
std::string MapOfManyRanges(Strength strength) {
  return Map("1 beginbfrange " + Times("<0000> <FFFF> <0041> ", strength(20'000, 20)) +
             "endbfrange ");
}
std::string MapBomb(Strength strength) {
  return Composite(StreamBody("/Filter/FlateDecode",
                              WriteOut(Deflate({kMapHead, "1 beginbfchar <0001> <0041> endbfchar\n",
                                                strength(30'000'000, 2000), "endcmap"}))));
}
std::string MapThatUsesMaps(Strength strength) {
  return Composite(
      StreamBody("/UseCMap 8 0 R",
                 Times("/X usecmap /Identity-H usecmap ", strength(200'000, 200)) + kMapHead));
}
std::string MapOfItself(Strength /*strength*/) {
  return Composite(StreamBody("/Type/CMap/CMapName/Y/UseCMap 8 0 R", kMapHead + "/Y usecmap "), "",
                   " 8 0 R");
}
std::string MapOfNonsense(Strength strength) {
  return Map(Times("beginbfrange <> <FFFFFFFFFFFFFFFF> [<D800> <DC00> () 9] <0009> <0001> <zz> ",
                   strength(100'000, 100)));
}
std::string ManyWidths(Strength strength) {
  return Composite(StreamBody("", kMapHead),
                   "/W[0[" + Times("500 ", strength(5'000'000, 5000)) + "]]");
}
std::string WidthsOfBillions(Strength strength) {
  return Composite(StreamBody("", kMapHead),
                   "/W[0 " + std::to_string(strength(2'147'483'647, 200'000)) +
                       " 500 -5 -1 9 7 3 1]/W2[0 99999999 1 2 3]/DW 1e38/DW2[1e38 -1e38]");
}
std::string FontsInACircle(Strength /*strength*/) {
  return InFont("<00410042>", {"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R"
                               "/DescendantFonts[6 0 R]/ToUnicode 6 0 R/FontDescriptor 6 0 R>>"});
}

std::string ManyFonts(Strength strength) {
  const std::size_t fonts = strength(100'000, 100);
  std::vector<std::string> more;
  for (std::size_t i = 0; i < fonts; ++i)
    more.push_back("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/a" +
                   std::to_string(i) + "]>>>>");
  const auto name = [](std::size_t i) { return "/G" + std::to_string(i); };
  return Pdf(
      {.content = "BT 9 9 Td " +
                  Each(fonts, [&](std::size_t i) { return name(i) + " 9 Tf (A) Tj "; }) + "ET",
       .resources = "/Font<<" +
                    Each(fonts, [&](std::size_t i) { return name(i) + " " + Ref(6 + i); }) + ">>",
       .more = more});
}

std::string ManyDifferences(Strength strength) {
  return InFont("(ABC)", {"<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar -9/LastChar 2147483647"
                          "/Widths[1e38]/Encoding<</Differences[0" +
                          Times("/uni12345678/g999999999/a", strength(1'000'000, 1000)) +
                          " -5/x 256/y 4294967296/z]>>>>"});
}

// A font whose program is `program`, in a descriptor under `key`.
std::string WithProgram(const std::string& type, const std::string& key, const std::string& filter,
                        const std::string& program) {
  return InFont("(abc)", {"<</Type/Font/Subtype/" + type +
                              "/BaseFont/X/FirstChar 97/LastChar 99/Widths[1 1 1]"
                              "/FontDescriptor 7 0 R>>",
                          "<</Type/FontDescriptor/FontName/X/Flags 4/" + key + " 8 0 R>>",
                          StreamBody(filter, program)});
}
std::string FontProgramBomb(Strength strength) {
  using namespace std::string_literals;
  const std::string head = "\0\1\0\0\0\1\0\x10\0\0\0\0glyf\0\0\0\0\0\0\0\x1C\x7F\xFF\xFF\xFF"s;
  return WithProgram("TrueType", "FontFile2", "/Length1 2147483647/Filter/FlateDecode",
                     WriteOut(Deflate({head, "\xFF", strength(512 * kMiB, kMiB), ""})));
}
std::string TrueTypeLies(Strength /*strength*/) {
  using namespace std::string_literals;
  std::string program = "\0\1\0\0\xFF\xFF\0\0\0\0\0\0"s;
  for (const char* tag : {"cmap", "head", "hhea", "hmtx", "loca", "glyf", "maxp", "name", "post"})
    program += tag + "\0\0\0\0\xFF\xFF\xFF\xF0\xFF\xFF\xFF\xFF"s;
  return WithProgram("TrueType", "FontFile2", "/Length1 -5", program);
}
std::string Type1WithoutEnd(Strength strength) {
  return WithProgram("Type1", "FontFile", "/Length1 99999999/Length2 99999999/Length3 -1",
                     "%!PS-AdobeFont-1.0\n/Encoding 2147483647 array\n" +
                         Times("dup 65 /A put\n", strength(1'000'000, 1000)) +
                         "currentfile eexec\n" + Times("\xD9\xD6\x6F", strength(kMiB, 1000)));
}
std::string CffThatCallsItself(Strength /*strength*/) {
  using namespace std::string_literals;
  // A header, one name, one dictionary, no strings, and a subroutine that calls itself.
  const std::string program =
      "\1\0\4\4\0\1\1\1\2X\0\1\1\1\3\x8B\x11\0\0\0\1\1\1\3\x20\x0A\xFF\xFF\4\xFF\xFF\xFF\xFF"s;
  return WithProgram("Type1", "FontFile3", "/Subtype/Type1C", program + Times("\x8B\x0A", 999));
}

std::string GlyphOfItself(Strength /*strength*/) {
  return InFont("(aaaaaaaa)",
                {"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97"
                 "/LastChar 97/Widths[1]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>"
                 "/Resources<</Font<</F 6 0 R>>>>>>",
                 StreamBody("", "1 0 d0 BT /F 1 Tf (aaaaaaaa) Tj ET")});
}
std::string GlyphsWithoutMatrix(Strength strength) {
  return InFont("(" + Times("a", strength(200'000, 200)) + ")",
                {"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0 0 0 0 1e38 1e38]"
                 "/FirstChar 0/LastChar 255/Widths 7 0 R/Encoding 6 0 R/CharProcs<</a 7 0 R>>>>",
                 StreamBody("", "0 0 0 0 0 0 d1 BI /W 9 /H 9 ID x EI")});
}

// --- functions and colours, which a reader may evaluate where it needs not

std::string Shaded(std::vector<std::string> function) {
  return Pdf({.content = "/S sh /C cs 0.5 sc " + std::string(kHello),
              .resources = "/Font<</F 5 0 R>>/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB"
                           "/Function 6 0 R>>>>/ColorSpace<</C[/Separation/X/DeviceRGB 6 0 R]>>",
              .more = std::move(function)});
}
std::string FunctionOfItself(Strength /*strength*/) {
  return Shaded(
      {"<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[.5]/Encode[0 1 0 1]>>"});
}
std::string TableOfManyDimensions(Strength strength) {
  const std::string size = strength(1, 0) != 0 ? "[255 255 255 255]" : "[9 9 9 9]";
  return Shaded({StreamBody("/FunctionType 0/Domain[0 1 0 1 0 1 0 1]/Range[0 1 0 1 0 1]/Size" +
                                size + "/BitsPerSample 32",
                            "x")});
}
std::string DeepProgram(Strength strength) {
  const std::size_t depth = strength(500'000, 500);
  return Shaded({StreamBody("/FunctionType 4/Domain[0 1 0 1]/Range[0 1]",
                            Times("{", depth) + Times("}", depth))});
}
std::string LongProgram(Strength strength) {
  return Shaded({StreamBody(
      "/FunctionType 4/Domain[0 1 0 1]/Range[0 1]",
      "{" + Times("dup 99999 copy 9 -9 roll 2147483647 index ", strength(500'000, 500)) + "}")});
}
std::string ColourOfItself(Strength /*strength*/) {
  return Pdf({.content = "/C cs 1 sc " + std::string(kHello),
              .resources = "/Font<</F 5 0 R>>/ColorSpace<</C 6 0 R/DefaultRGB 6 0 R>>",
              .more = {"[/Indexed 6 0 R 2147483647 6 0 R]"}});
}
std::string DeepColours(Strength strength) {
  const std::size_t depth = strength(200'000, 500);
  return Pdf({.content = "/C cs 1 sc " + std::string(kHello),
              .resources = "/Font<</F 5 0 R>>/ColorSpace<</C 6 0 R>>",
              .more = {Times("[/Pattern ", depth) + "/DeviceRGB" + Times("]", depth)}});
}
std::string ProfileOfNothing(Strength strength) {
  return Pdf(
      {.content = "/C cs 1 1 1 sc " + std::string(kHello),
       .resources = "/Font<</F 5 0 R>>/ColorSpace<</C[/ICCBased 6 0 R]>>",
       .more = {StreamBody("/N 2147483647/Alternate 6 0 R/Filter/FlateDecode",
                           WriteOut(Deflate({"", "acsp", strength(64 * kMiB, kMiB / 8), ""})))}});
}

}  // namespace

std::vector<Attack> FontAttacks() {
  return {{"map_of_all_numbers", MapOfAllNumbers},
          {"map_to_a_long_text", MapToALongText},
          {"map_of_many_to_much", MapOfManyToMuch},
          {"map_of_many_ranges", MapOfManyRanges},
          {"map_bomb", MapBomb},
          {"map_that_uses_maps", MapThatUsesMaps},
          {"map_of_itself", MapOfItself},
          {"map_of_nonsense", MapOfNonsense},
          {"font_many_widths", ManyWidths},
          {"font_widths_of_billions", WidthsOfBillions},
          {"fonts_in_a_circle", FontsInACircle},
          {"fonts_many", ManyFonts},
          {"font_many_differences", ManyDifferences},
          {"font_program_bomb", FontProgramBomb},
          {"font_true_type_lies", TrueTypeLies},
          {"font_type_1_without_end", Type1WithoutEnd},
          {"font_cff_calls_itself", CffThatCallsItself},
          {"glyph_of_itself", GlyphOfItself},
          {"glyphs_without_matrix", GlyphsWithoutMatrix},
          {"function_of_itself", FunctionOfItself},
          {"function_of_many_dimensions", TableOfManyDimensions},
          {"function_deep_program", DeepProgram},
          {"function_long_program", LongProgram},
          {"colour_of_itself", ColourOfItself},
          {"colours_deep", DeepColours},
          {"colour_profile_of_nothing", ProfileOfNothing}};
}

}  // namespace rsearch::testing
