#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/hostile/attacks.h"
#include "tests/support/hostile/kit.h"

namespace rsearch::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

std::string Blanks(std::uint64_t bytes) {
  return Unpacks({std::string(kHello), " ", bytes, std::string(kHello)});
}
std::string BlanksOfOneGiB(Strength strength) {
  return Blanks(strength(1024 * kMiB, kMiB));
}
std::string BlanksOfFourGiB(Strength strength) {
  return Blanks(strength(4096 * kMiB, 2 * kMiB));
}

// Three times packed: some hundred kilobytes are 64 GiB.
std::string BombInABombInABomb(Strength strength) {
  const Repeated bomb{"", std::string(1, '\0'), strength(65'536 * kMiB, 4 * kMiB), ""};
  return Pdf({.content = WriteOut(Deflate(Deflate(Deflate(bomb)))),
              .filter = "/Filter[/FlateDecode/FlateDecode/FlateDecode]"});
}

std::string TextWithoutEnd(Strength strength) {
  const std::uint64_t lines = strength(1024 * kMiB, kMiB / 8) / kHello.size();
  return Unpacks({"", std::string(kHello), lines, ""});
}
std::string TextOfAHundredMiB(Strength strength) {
  return Unpacks({"", "BT /F 9 Tf 9 9 Td (words of a review, many of them) Tj ET\n",
                  strength(2'000'000, 2000), ""});
}

std::string StringNeverClosed(Strength strength) {
  return Unpacks({"BT /F 9 Tf 9 9 Td (", "a", strength(1024 * kMiB, kMiB), ""});
}
std::string StringOfOneGiB(Strength strength) {
  return Unpacks({"BT /F 9 Tf 9 9 Td (", "a", strength(1024 * kMiB, kMiB / 16), ") Tj ET"});
}
std::string HexOfOneGiB(Strength strength) {
  return Unpacks({"BT /F 9 Tf 9 9 Td <", "41 ", strength(340 * kMiB, kMiB / 64), "> Tj ET"});
}
std::string NameOfOneGiB(Strength strength) {
  return Unpacks({"/", "a", strength(1024 * kMiB, kMiB), " gs " + std::string(kHello)});
}
std::string CommentOfOneGiB(Strength strength) {
  return Unpacks({"%", "a", strength(1024 * kMiB, kMiB), "\n" + std::string(kHello)});
}
std::string NumbersOfOneGiB(Strength strength) {
  return Unpacks({"", "7 ", strength(512 * kMiB, kMiB / 2), std::string(kHello)});
}

// Flate data that stop in the middle of a bomb, and such as are none.
std::string CutOff(Strength strength) {
  std::string bomb = WriteOut(Deflate({"", " ", strength(256 * kMiB, kMiB), ""}));
  bomb.resize(bomb.size() / 2);
  return Pdf({.content = bomb, .filter = "/Filter/FlateDecode"});
}
std::string NoDeflate(Strength /*strength*/) {
  return Pdf(
      {.content = "\x78\x9C" + Times("\xFF\x00\xAA\x55", 5000), .filter = "/Filter/FlateDecode"});
}

std::string RunLength(Strength strength) {
  return Pdf({.content = Times("\x81 ", strength(8'000'000, 20'000)) + std::string(kHello),
              .filter = "/Filter/RunLengthDecode"});
}

// Each code of LZW stands for one byte more than the one before it, up to 3,836 bytes.
std::string Lzw(Strength strength) {
  std::string bits;
  const auto code = [&](unsigned value, int width) {
    for (int i = width - 1; i >= 0; --i)
      bits += (value >> i & 1U) != 0 ? '1' : '0';
  };
  const std::size_t tables = strength(300, 2);
  for (std::size_t table = 0; table < tables; ++table) {
    code(256, table == 0 ? 9 : 12);  // begin anew
    code(' ', 9);
    for (unsigned next = 258; next < 4094; ++next)
      code(next, next < 511 ? 9 : next < 1023 ? 10 : next < 2047 ? 11 : 12);
  }
  std::string bytes;
  for (std::size_t i = 0; i + 8 <= bits.size(); i += 8)
    bytes += static_cast<char>(std::stoul(bits.substr(i, 8), nullptr, 2));
  return Pdf({.content = bytes, .filter = "/Filter/LZWDecode"});
}

std::string Predictor(const std::string& parameters, Strength strength) {
  return Pdf({.content = WriteOut(Deflate({"", "\2", strength(256 * kMiB, kMiB), ""})),
              .filter = "/Filter/FlateDecode/DecodeParms<<" + parameters + ">>"});
}
std::string PngRowsOfGigabytes(Strength strength) {
  return Predictor("/Predictor 15/Colors 4/BitsPerComponent 16/Columns " +
                       std::to_string(strength(2'000'000'000, 1'000'000)),
                   strength);
}
std::string TiffRowsOfNothing(Strength strength) {
  return Predictor("/Predictor 2/Colors 2147483647/BitsPerComponent 1/Columns -1", strength);
}

std::string ManyFilters(Strength strength) {
  return Pdf({.content = std::string(kHello),
              .filter = "/Filter[" +
                        Times("/ASCIIHexDecode/ASCII85Decode/FlateDecode", strength(30'000, 30)) +
                        "]"});
}
std::string OddFilters(Strength /*strength*/) {
  return Pdf({.content = std::string(kHello),
              .filter = "/Filter[/Crypt null(x)/JBIG2Decode 4 0 R/DCTDecode/NoSuchDecode"
                        "/CCITTFaxDecode/JPXDecode]/DecodeParms[<</K -99999/Columns 2147483647"
                        "/JBIG2Globals 4 0 R>> 4 0 R]"});
}
std::string FilterOfItself(Strength /*strength*/) {
  return Pdf({.content = std::string(kHello), .filter = "/Filter 4 0 R/DecodeParms 4 0 R"});
}

std::string ManyContents(Strength strength) {
  return Pdf({.page = "/Contents[" + Times("4 0 R ", strength(1'000'000, 500)) + "]"});
}
std::string ContentsOfContents(Strength /*strength*/) {
  return Pdf({.page = "/Contents 6 0 R", .more = {"[4 0 R 6 0 R [6 0 R] 6 0 R]"}});
}

std::string ExternalFile(Strength /*strength*/) {
  return Pdf({.filter = "/F(/etc/passwd)/FFilter/FlateDecode"});
}

std::string InlineImage(Strength strength) {
  return Pdf({.content = "q BI /W 60000 /H 60000 /BPC 16 /CS /CMYK ID " +
                         Times("x", strength(4 * kMiB, 1000)) + " EI Q " + std::string(kHello)});
}

std::string Image(Strength strength) {
  return Pdf({.content = "/I Do " + std::string(kHello),
              .resources = "/Font<</F 5 0 R>>/XObject<</I 6 0 R>>",
              .more = {StreamBody("/Type/XObject/Subtype/Image/Width 65535/Height 65535"
                                  "/BitsPerComponent 16/ColorSpace/DeviceCMYK/SMask 6 0 R"
                                  "/Filter/FlateDecode",
                                  WriteOut(Deflate({"", "z", strength(2048 * kMiB, kMiB), ""})))}});
}

// Headers that promise pictures of gigabytes.
std::string ImagesOfEveryCodec(Strength /*strength*/) {
  using namespace std::string_literals;
  const std::string jpeg =
      "\xFF\xD8\xFF\xC0\0\x11\x08\xFF\xFF\xFF\xFF\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xFF\xDA"s;
  const std::string jpeg2000 = "\xFF\x4F\xFF\x51\0\x2F\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0"s;
  const std::string jbig2 = "\0\0\0\0\x30\0\x01\0\0\0\x13\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s;
  const auto image = [](const std::string& codec, const std::string& bytes) {
    return StreamBody(
        "/Type/XObject/Subtype/Image/Width 99999/Height 99999/BitsPerComponent 1"
        "/ColorSpace/DeviceGray/Filter/" +
            codec,
        bytes);
  };
  return Pdf({.content = "/A Do /B Do /C Do /D Do " + std::string(kHello),
              .resources = "/Font<</F 5 0 R>>/XObject<</A 6 0 R/B 7 0 R/C 8 0 R/D 9 0 R>>",
              .more = {image("DCTDecode", jpeg), image("JPXDecode", jpeg2000),
                       image("JBIG2Decode", jbig2), image("CCITTFaxDecode", Times("\xAA", 999))}});
}

}  // namespace

std::vector<Attack> StreamAttacks() {
  return {{"flate_1g", BlanksOfOneGiB},
          {"flate_4g", BlanksOfFourGiB},
          {"flate_thrice", BombInABombInABomb},
          {"flate_text_1g", TextWithoutEnd},
          {"flate_text_100m", TextOfAHundredMiB},
          {"flate_string_never_closed", StringNeverClosed},
          {"flate_string_1g", StringOfOneGiB},
          {"flate_hex_1g", HexOfOneGiB},
          {"flate_name_1g", NameOfOneGiB},
          {"flate_comment_1g", CommentOfOneGiB},
          {"flate_numbers_1g", NumbersOfOneGiB},
          {"flate_cut_off", CutOff},
          {"flate_of_nothing", NoDeflate},
          {"run_length", RunLength},
          {"lzw", Lzw},
          {"predictor_png", PngRowsOfGigabytes},
          {"predictor_tiff", TiffRowsOfNothing},
          {"filters_many", ManyFilters},
          {"filters_odd", OddFilters},
          {"filter_of_itself", FilterOfItself},
          {"contents_many", ManyContents},
          {"contents_of_contents", ContentsOfContents},
          {"external_file", ExternalFile},
          {"image_inline", InlineImage},
          {"image_huge", Image},
          {"images_of_every_codec", ImagesOfEveryCodec}};
}

}  // namespace rsearch::testing
