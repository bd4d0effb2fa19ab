#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/hostile/attacks.h"
#include "tests/support/hostile/kit.h"

namespace rsearch::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

const std::string kHeader = "%PDF-1.7\n";
// Objects 1 to 5: a page that says hello. Without a table of where they are.
const std::string kHelloObjects =
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>"
    "/Contents 4 0 R>>endobj\n"
    "4 0 obj" +
    StreamBody("", std::string(kHello)) + "endobj\n5 0 obj" + std::string(kFont) + "endobj\n";

std::string EndAt(std::size_t table) {
  return "startxref\n" + std::to_string(table) + "\n%%EOF\n";
}

// The objects, then a table that says what `table` says, with what `trailer` says.
std::string WithTable(const std::string& table, const std::string& trailer) {
  const std::string body = kHeader + kHelloObjects;
  return body + "xref\n" + table + "trailer<</Root 1 0 R" + trailer + ">>\n" + EndAt(body.size());
}

// The objects, then a cross-reference stream as object 6.
std::string WithStream(const std::string& dictionary, const std::string& bytes) {
  const std::string body = kHeader + kHelloObjects;
  return body + "6 0 obj" + StreamBody("/Type/XRef/Root 1 0 R" + dictionary, bytes) + "endobj\n" +
         EndAt(body.size());
}

const std::string kEmptyTable = "0 1\n0000000000 65535 f \n";

std::string PrevInACircle(Strength /*strength*/) {
  const std::size_t table = (kHeader + kHelloObjects).size();
  return WithTable(kEmptyTable,
                   "/Size 6/Prev " + std::to_string(table) + "/XRefStm " + std::to_string(table));
}

std::string PrevChain(Strength strength) {
  std::string pdf = kHeader + kHelloObjects;
  std::size_t previous = pdf.size();
  for (std::size_t i = 0; i < strength(100'000, 100); ++i) {
    const std::size_t table = pdf.size();
    pdf += "xref\n" + kEmptyTable + "trailer<</Root 1 0 R/Size 6/Prev " + std::to_string(previous) +
           ">>\n";
    previous = table;
  }
  return pdf + EndAt(previous);
}

std::string TableOfBillions(Strength strength) {
  const std::string size = std::to_string(strength(2'147'483'640, 1'000'000));
  return WithTable("0 " + size + "\n0000000000 65535 f \n", "/Size " + size);
}

std::string NegativeTable(Strength /*strength*/) {
  return WithTable("-5 10\n0000000000 65535 f \n4294967295 1\n9999999999 99999 n \n",
                   "/Size -1/Prev -1");
}

std::string ObjectNumbersOfBillions(Strength strength) {
  return kHeader + kHelloObjects + std::to_string(strength(99'999'999, 100'000)) +
         " 0 obj 1 endobj 2147483646 0 obj 1 endobj 4294967297 0 obj 1 endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

std::string TableStreamBomb(Strength strength) {
  const std::size_t entries = strength(170'000'000, 50'000);
  const Repeated rows{"", std::string("\1\0\0\0\x10\0", 6), entries, ""};
  return WithStream("/W[1 4 1]/Filter/FlateDecode/Size " + std::to_string(entries),
                    WriteOut(Deflate(rows)));
}

std::string TableStreamWidths(const std::string& widths) {
  return WithStream("/Size 99/W" + widths, Times("\1\2\3\4", 200));
}
std::string WidthsOfNothing(Strength /*strength*/) {
  return TableStreamWidths("[0 0 0]/Index[0 2147483647]");
}
std::string WidthsTooLarge(Strength /*strength*/) {
  return TableStreamWidths("[8 8 2147483647]");
}
std::string WidthsNegative(Strength /*strength*/) {
  return TableStreamWidths("[-1 -4 null]/Index[-3 9 5 -7]");
}

// Every object is said to be at the same place, in the middle of a stream, or nowhere.
std::string OffsetsLie(Strength /*strength*/) {
  return WithTable(
      "0 6\n0000000000 65535 f \n0000000009 00000 n \n0000000009 00000 n \n9999999999 00000 n \n"
      "0000000260 00000 n \n0000000003 00000 n \n",
      "/Size 6");
}

std::string StartLies(Strength /*strength*/) {
  return kHeader + kHelloObjects + "xref\n" + kEmptyTable +
         "trailer<</Root 1 0 R/Size 6>>\nstartxref\n-99999999999999999999\n%%EOF\nstartxref\n"
         "18446744073709551615\n%%EOF";
}

// No table: a reader must look for the objects itself.
std::string ManyObjectsWithoutTable(Strength strength) {
  return kHeader + kHelloObjects +
         Each(strength(700'000, 1000),
              [](std::size_t i) { return std::to_string(6 + i) + " 0 obj[]endobj\n"; }) +
         "trailer<</Root 1 0 R>>\n";
}
std::string OnlyBeginnings(Strength strength) {
  return kHeader + kHelloObjects + Times("1 0 obj<<", strength(1'000'000, 1000));
}
std::string OnlyTrailers(Strength strength) {
  return kHeader + kHelloObjects + Times("trailer<</Root 9 0 R/Prev 9>>\n", strength(500'000, 500));
}
std::string OnlyStreamEnds(Strength strength) {
  return kHeader + kHelloObjects + "6 0 obj<</Length 9>>stream\n" +
         Times("endstream\nendobj\n", strength(1'000'000, 1000));
}
std::string OnlyComments(Strength strength) {
  return kHeader + Times("%%EOF % startxref\n", strength(6 * kMiB, 2000)) + kHelloObjects +
         "trailer<</Root 1 0 R>>\n";
}
std::string OnlyZeros(Strength strength) {
  return kHeader + std::string(strength(200 * kMiB, kMiB / 16), '\0');
}
std::string JunkBeforeTheHeader(Strength strength) {
  return Times("\n%PD", strength(kMiB, 2000)) + Pdf(OnePage{});
}
std::string HeaderOnly(Strength /*strength*/) {
  return "%PDF-99999999999999999999.-1\n";
}

std::string ManyUpdates(Strength strength) {
  std::string pdf = kHeader + kHelloObjects;
  std::size_t previous = pdf.size();
  pdf += "xref\n" + kEmptyTable + "trailer<</Root 1 0 R/Size 6>>\n" + EndAt(previous);
  for (std::size_t i = 0; i < strength(20'000, 50); ++i) {
    const std::size_t object = pdf.size();
    pdf += "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n";
    const std::size_t table = pdf.size();
    const std::string place = std::to_string(object);
    pdf += "xref\n2 1\n" + std::string(10 - place.size(), '0') + place +
           " 00000 n \ntrailer<</Root 1 0 R/Size 6/Prev " + std::to_string(previous) + ">>\n" +
           EndAt(table);
    previous = table;
  }
  return pdf;
}

std::string LinearizedLie(Strength /*strength*/) {
  return kHeader +
         "9 0 obj<</Linearized 1/L 99999999999/H[4294967295 -1 2147483647 9]/O 2147483647/E -5"
         "/N 2147483647/T 9>>endobj\n" +
         kHelloObjects + "trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF";
}

// --- object streams. Objects 1 and 2 are said to be in stream 5; `rows` places them.

std::string WithObjectStream(const std::string& dictionary, const std::string& bytes,
                             const std::vector<int>& in_stream) {
  std::string pdf = kHeader;
  std::vector<std::size_t> places(8, 0);
  const auto object = [&](std::size_t number, const std::string& body) {
    places[number] = pdf.size();
    pdf += std::to_string(number) + " 0 obj" + body + "endobj\n";
  };
  object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>");
  object(5, StreamBody("/Type/ObjStm" + dictionary, bytes));
  object(6, StreamBody("/Type/ObjStm/N 1/First 4/Extends 5 0 R", "4 0 (x)"));
  std::string rows;
  const std::size_t table = pdf.size();
  places[7] = table;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int stream = in_stream[i];
    const std::size_t field = stream > 0 ? static_cast<std::size_t>(stream) : places[i];
    rows += static_cast<char>(stream > 0 ? 2 : places[i] > 0 ? 1 : 0);
    rows += static_cast<char>(field >> 24 & 0xFFU);
    rows += static_cast<char>(field >> 16 & 0xFFU);
    rows += static_cast<char>(field >> 8 & 0xFFU);
    rows += static_cast<char>(field & 0xFFU);
    rows += stream > 0 ? static_cast<char>(i == 2 ? 1 : 0) : '\0';
  }
  pdf += "7 0 obj" + StreamBody("/Type/XRef/W[1 4 1]/Size 8/Root 1 0 R", rows) + "endobj\n";
  return pdf + EndAt(table);
}

const std::string kRoots =
    "1 0 2 32 <</Type/Catalog/Pages 2 0 R>>  <</Type/Pages/Kids[3 0 R]/Count 1>>";
const std::string kTwo = "/N 2/First 9";

std::string ObjectStreamInItself(Strength /*strength*/) {
  return WithObjectStream("/N 3/First 14/Extends 5 0 R",
                          "1 0 2 32 5 80 " + kRoots.substr(9) + Times(" ", 20) + "<<>>",
                          {0, 5, 5, 0, 6, 5, 0, 0});
}
std::string ObjectStreamsInACircle(Strength /*strength*/) {
  return WithObjectStream(kTwo + "/Extends 6 0 R", kRoots, {0, 5, 5, 0, 0, 6, 5, 0});
}
std::string ObjectStreamOfBillions(Strength strength) {
  return WithObjectStream(
      "/N " + std::to_string(strength(2'147'483'647, 999'999)) + "/First -2147483648", kRoots,
      {0, 5, 5, 0, 0, 0, 0, 0});
}
std::string ObjectStreamBomb(Strength strength) {
  const Repeated bytes{kRoots.substr(0, kRoots.size() - 2), " ", strength(1024 * kMiB, kMiB), ">>"};
  return WithObjectStream(kTwo + "/Filter/FlateDecode", WriteOut(Deflate(bytes)),
                          {0, 5, 5, 0, 0, 0, 0, 0});
}
std::string ObjectStreamLies(Strength /*strength*/) {
  return WithObjectStream(kTwo, "1 4294967295 2 -9 " + kRoots, {0, 5, 5, 5, 5, 0, 5, 0});
}

// --- references and lengths

std::string ReferencesInACircle(Strength /*strength*/) {
  return Pdf({.resources = "/Font 6 0 R/XObject 7 0 R/ExtGState 8 0 R",
              .page = "/Annots 6 0 R/Rotate 8 0 R/Group 7 0 R",
              .trailer = "/Info 8 0 R/ID 6 0 R",
              .more = {"7 0 R", "8 0 R", "6 0 R"}});
}

std::string LongChainOfReferences(Strength strength) {
  const std::size_t length = strength(300'000, 500);
  std::vector<std::string> chain;
  for (std::size_t i = 0; i < length; ++i)
    chain.push_back(Ref(7 + i));
  chain.push_back("[0 0 99 99]");
  return Pdf({.page = "/CropBox 6 0 R", .more = chain});
}

std::string Length(const std::string& length) {
  return PdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>"
                "/Contents 4 0 R>>",
                "<</Length " + length + ">>stream\n" + std::string(kHello) + "endstream",
                std::string(kFont)});
}
std::string LengthOfItself(Strength /*strength*/) {
  return Length("4 0 R");
}
std::string LengthTooLarge(Strength /*strength*/) {
  return Length("9223372036854775807");
}
std::string LengthNegative(Strength /*strength*/) {
  return Length("-2147483648");
}
std::string LengthTooSmall(Strength /*strength*/) {
  return Length("3");
}
std::string LengthOfNoNumber(Strength /*strength*/) {
  return Length("[1 0 R << /Length 4 0 R >>]");
}

// --- depth of objects

std::string DeepArrays(Strength strength) {
  const std::size_t depth = strength(2'000'000, 2000);
  return Pdf(
      {.resources = "/Font<</F 5 0 R>>/X 6 0 R", .more = {Times("[", depth) + Times("]", depth)}});
}
std::string DeepDictionaries(Strength strength) {
  const std::size_t depth = strength(700'000, 1000);
  return Pdf({.catalog = "/Names" + Times("<</Kids", depth) + " 1" + Times(">>", depth)});
}
std::string DeepAndNeverClosed(Strength strength) {
  return Pdf({.catalog = "/Pages " + Times("[<</A", strength(1'000'000, 1000))});
}
std::string LongDictionary(Strength strength) {
  return Pdf({.resources = "/Font<</F 5 0 R>>" + Each(strength(1'000'000, 2000), [](std::size_t i) {
                             return "/K" + std::to_string(i) + " " + std::to_string(i);
                           })});
}

// --- encryption

std::string Encrypted(const std::string& dictionary) {
  return Pdf({.trailer = "/Encrypt 6 0 R/ID[<00><00>]",
              .more = {"<</Filter/Standard" + dictionary + ">>"}});
}
const std::string kKeys = "/O<" + Times("A5", 32) + ">/U<" + Times("5A", 32) + ">/P -4";

std::string EncryptedOddly(Strength /*strength*/) {
  return Encrypted("/V 99/R -7/Length 2147483647/P 99999999999999" + kKeys);
}
std::string EncryptedWithoutKeys(Strength /*strength*/) {
  return Encrypted("/V 2/R 3/Length 0/O()/U<41>/P -4");
}
std::string EncryptedWithKeyOfMegabytes(Strength strength) {
  const std::string key = Times("A5", strength(8 * kMiB, 5000));
  return Encrypted("/V 4/R 4/Length 128/O<" + key + ">/U<" + key +
                   ">/P -1/CF<</StdCF<</CFM/AESV2/Length 9999>>>>/StmF/StdCF/StrF/StdCF");
}
std::string EncryptedByItself(Strength /*strength*/) {
  return Pdf({.trailer = "/Encrypt 6 0 R/ID 6 0 R",
              .more = {"<</Filter 6 0 R/V 6 0 R/R 6 0 R/O 6 0 R>>"}});
}
std::string EncryptedInManyRounds(Strength /*strength*/) {
  const std::string key = Times("C3", 48);
  return Encrypted("/V 5/R 6/Length 256/O<" + key + ">/U<" + key + ">/OE<" + Times("3C", 32) +
                   ">/UE<" + Times("3C", 32) +
                   ">/Perms<00>/P -1/CF<</S<</CFM/AESV3/AuthEvent/DocOpen>>>>/StmF/S/StrF/S");
}
std::string EncryptedWithRc4OfNoBits(Strength /*strength*/) {
  return Encrypted("/V 1/R 2/Length -40" + kKeys + "/CF<</S 6 0 R>>/StmF/S/EncryptMetadata 6 0 R");
}

}  // namespace

std::vector<Attack> FileAttacks() {
  return {{"table_prev_in_a_circle", PrevInACircle},
          {"table_prev_chain", PrevChain},
          {"table_of_billions", TableOfBillions},
          {"table_negative", NegativeTable},
          {"table_stream_bomb", TableStreamBomb},
          {"table_widths_of_nothing", WidthsOfNothing},
          {"table_widths_too_large", WidthsTooLarge},
          {"table_widths_negative", WidthsNegative},
          {"table_offsets_lie", OffsetsLie},
          {"table_start_lies", StartLies},
          {"objects_numbers_of_billions", ObjectNumbersOfBillions},
          {"objects_without_table", ManyObjectsWithoutTable},
          {"objects_only_beginnings", OnlyBeginnings},
          {"file_only_trailers", OnlyTrailers},
          {"file_only_stream_ends", OnlyStreamEnds},
          {"file_only_comments", OnlyComments},
          {"file_only_zeros", OnlyZeros},
          {"file_junk_first", JunkBeforeTheHeader},
          {"file_header_only", HeaderOnly},
          {"file_many_updates", ManyUpdates},
          {"file_linearized_lie", LinearizedLie},
          {"object_stream_in_itself", ObjectStreamInItself},
          {"object_streams_in_a_circle", ObjectStreamsInACircle},
          {"object_stream_of_billions", ObjectStreamOfBillions},
          {"object_stream_bomb", ObjectStreamBomb},
          {"object_stream_lies", ObjectStreamLies},
          {"references_in_a_circle", ReferencesInACircle},
          {"references_long_chain", LongChainOfReferences},
          {"length_of_itself", LengthOfItself},
          {"length_too_large", LengthTooLarge},
          {"length_negative", LengthNegative},
          {"length_too_small", LengthTooSmall},
          {"length_of_no_number", LengthOfNoNumber},
          {"deep_arrays", DeepArrays},
          {"deep_dictionaries", DeepDictionaries},
          {"deep_never_closed", DeepAndNeverClosed},
          {"dictionary_long", LongDictionary},
          {"encrypted_oddly", EncryptedOddly},
          {"encrypted_without_keys", EncryptedWithoutKeys},
          {"encrypted_key_of_megabytes", EncryptedWithKeyOfMegabytes},
          {"encrypted_by_itself", EncryptedByItself},
          {"encrypted_in_many_rounds", EncryptedInManyRounds},
          {"encrypted_with_no_bits", EncryptedWithRc4OfNoBits}};
}

}  // namespace rsearch::testing
