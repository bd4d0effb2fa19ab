#include <random>
#include <string>
#include <vector>

#include "tests/support/hostile/attacks.h"
#include "tests/support/hostile/kit.h"

namespace rsearch::testing {
namespace {

std::string Drawn(const std::string& content) {
  return Pdf({.content = content});
}

std::string Matrix(const std::string& turn, std::size_t x, std::size_t y) {
  return turn + " " + std::to_string(x) + " " + std::to_string(y) + " Tm ";
}

// --- much text

std::string Grid(Strength strength) {
  const std::size_t rows = strength(5000, 20);
  const std::string row = "(" + Times("lists of words in rows ", 43) + ") Tj\n";
  return Pdf(
      {.content = "BT /F 1 Tf " +
                  Each(rows, [&](std::size_t i) { return Matrix("1 0 0 1", 0, 2 * i) + row; }) +
                  "ET",
       .media_box = "[0 0 2000 10000]"});
}
std::string OneLine(Strength strength) {
  return Pdf(
      {.content = "BT /F 1 Tf 0 10 Td (" + Times("abcd efgh ", strength(600'000, 2000)) + ") Tj ET",
       .media_box = "[0 0 6000000 20]"});
}
std::string OneWord(Strength strength) {
  return Drawn("BT /F 1 Tf 0 10 Td (" + Times("abcdefghij", strength(600'000, 2000)) + ") Tj ET");
}
std::string OneSpot(Strength strength) {
  return Drawn("BT /F 12 Tf " + Times("1 0 0 1 50 50 Tm (a) Tj ", strength(300'000, 500)) + "ET");
}

std::string Scattered(std::size_t words, const std::vector<std::string>& turns) {
  std::mt19937 random(7);
  const std::string text = Each(words, [&](std::size_t i) {
    const std::size_t x = random() % 14'000;
    return Matrix(turns[i % turns.size()], x, random() % 14'000) + "(" +
           static_cast<char>('a' + i % 26) + ") Tj\n";
  });
  return Pdf({.content = "BT /F 3 Tf " + text + "ET", .media_box = "[0 0 14400 14400]"});
}
std::string ScatteredWords(Strength strength) {
  return Scattered(strength(200'000, 500), {"1 0 0 1"});
}
std::string MoreScatteredWords(Strength strength) {
  return Scattered(strength(1'200'000, 2000), {"1 0 0 1"});
}
std::string TurnedWords(Strength strength) {
  return Scattered(strength(200'000, 500),
                   {"1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0", ".7 .7 -.7 .7"});
}
std::string ABaselineEach(Strength strength) {
  return Pdf({.content = "BT /F 1 Tf " +
                         Each(strength(4000, 200),
                              [](std::size_t i) {
                                return Matrix("1 0 0 1", i * 883 % 200'000, i * 7907 % 200'000) +
                                       "(word) Tj\n";
                              }) +
                         "ET",
              .media_box = "[0 0 200000 200000]"});
}

// As many words on a page as are taken, all different, on as many pages as make up a document's
// text: what is hard here is the indexing.
std::string UpToEveryLimit(Strength strength) {
  const std::size_t pages = strength(100, 3);
  const std::size_t lines = strength(450, 5);
  constexpr std::size_t kWords = 200;  // a line
  std::vector<std::string> bodies = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/MediaBox[0 0 4000 4000]/Count " + std::to_string(pages) + "/Kids[" +
          Each(pages, [](std::size_t i) { return Ref(4 + 2 * i) + " "; }) + "]>>",
      std::string(kFont),
  };
  std::size_t number = 1;
  const auto word = [&](std::size_t /*i*/) {
    std::string text = std::to_string(number++ * 2'654'435'761U % 9'999'991);
    for (char& digit : text)
      digit = static_cast<char>(digit - '0' + 'a');
    return text + "s ";
  };
  for (std::size_t i = 0; i < pages; ++i) {
    bodies.push_back("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents " +
                     Ref(5 + 2 * i) + ">>");
    bodies.push_back(StreamBody("", "BT /F 1 Tf 9 3000 Td " + Each(lines, [&](std::size_t /*i*/) {
                                      return "0 -2 Td (" + Each(kWords, word) + ") Tj\n";
                                    }) + "ET"));
  }
  return PdfOf(bodies);
}

// --- odd numbers

std::string FarAway(Strength /*strength*/) {
  return Pdf({.content = "BT /F 12 Tf 1 0 0 1 10 10 Tm (near) Tj 1 0 0 1 10 1e9 Tm (far) Tj "
                         "1 0 0 1 1e38 -1e38 Tm (out) Tj 1e20 0 0 1e20 5 5 Tm (large) Tj "
                         "1e-30 0 0 1e-30 5 5 Tm (small) Tj 0 0 0 0 9 9 Tm (flat) Tj ET",
              .media_box = "[-1e9 -1e9 1e9 1e9]"});
}
std::string OddText(Strength /*strength*/) {
  return Drawn(
      "BT /F 1e30 Tf 9 9 Td (a) Tj /F -12 Tf (b) Tj /F 0 Tf (c) Tj 1e38 Tc (dd) Tj -1e38 Tw (e e) "
      "Tj "
      "1e38 Tz (f) Tj 0 Tz (g) Tj -99999999999 TL T* (h) Tj 1e38 Ts (i) Tj 99 Tr (j) Tj "
      "[(k) 1e38 (l) -1e38 (m)] TJ /NoFont 12 Tf (n) Tj ET BT (o) Tj");
}
std::string OddMatrices(Strength strength) {
  return Drawn(Times("1e10 0 0 1e10 1e10 1e10 cm ", strength(100'000, 500)) + std::string(kHello) +
               "1e-300 1 1e300 -1 0 0 cm " + std::string(kHello) + "0 0 0 0 0 0 cm " +
               std::string(kHello));
}
std::string OddOperands(Strength /*strength*/) {
  return Drawn(
      "(x) cm [] Tf BT << >> Tj 12 /F Tf null Td /F (12) Tf true Tj 1 2 3 4 5 6 7 8 9 Tm "
      "-- .. +-+ 0x9 1e 9e9e9 Tj [[[(x)]]] TJ ET BI EI ID Do gs sh " +
      std::string(kHello));
}

// --- depth

std::string Nested(std::string_view open, std::string_view close, std::size_t depth) {
  return Drawn(Times(open, depth) + std::string(kHello) + Times(close, depth));
}
std::string DeepStates(Strength strength) {
  return Nested("q ", "Q ", strength(4'000'000, 2000));
}
std::string DeepMarks(Strength strength) {
  return Nested("/P<</MCID 1>>BDC ", "EMC ", strength(1'000'000, 1000));
}
std::string DeepCompatibility(Strength strength) {
  return Nested("BX BT ", "ET EX ", strength(1'000'000, 1000));
}
std::string DeepOperands(Strength strength) {
  const std::size_t depth = strength(2'000'000, 2000);
  return Drawn(Times("[", depth) + Times("]", depth) + " TJ " + std::string(kHello));
}
std::string DeepDictionaryOperands(Strength strength) {
  return Drawn("/P " + Times("<</A", strength(1'000'000, 1000)) + " BDC " + std::string(kHello));
}
std::string DeepParentheses(Strength strength) {
  const std::size_t depth = strength(3'000'000, 2000);
  return Drawn("BT /F 9 Tf 9 9 Td " + Times("(", depth) + "x" + Times(")", depth) + " Tj ET");
}
std::string OnlyClosing(Strength strength) {
  return Drawn(Times("Q ET EMC EX ] >> ) } ", strength(300'000, 500)) + std::string(kHello));
}
std::string UnknownOperators(Strength strength) {
  return Drawn(Times("nonsense ", strength(1'000'000, 1000)) + std::string(kHello));
}
std::string ManyOperands(Strength strength) {
  return Drawn(Times("1 ", strength(4'000'000, 5000)) + "m " + std::string(kHello));
}
std::string LongPath(Strength strength) {
  return Drawn("0 0 m " + Times("9 9 l 1 2 3 4 5 6 c ", strength(1'000'000, 1000)) + "W n " +
               std::string(kHello));
}

// --- forms: drawings that draw drawings

std::string Form(const std::string& content, std::size_t draws) {
  return StreamBody(
      "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>"
      "/XObject<</X " +
          Ref(draws) + ">>>>",
      content);
}
std::string WithForms(const std::string& content, std::vector<std::string> forms) {
  return Pdf({.content = content,
              .resources = "/Font<</F 5 0 R>>/XObject<</X 6 0 R>>",
              .more = std::move(forms)});
}
std::string FormOfItself(Strength /*strength*/) {
  return WithForms("/X Do", {Form("/X Do /X Do " + std::string(kHello), 6)});
}
std::string FormsInACircle(Strength /*strength*/) {
  return WithForms("/X Do", {Form("/X Do /X Do", 7), Form("/X Do " + std::string(kHello), 8),
                             Form("/X Do /X Do", 6)});
}
std::string FormFan(Strength strength) {
  const std::size_t levels = strength(11, 2);
  std::vector<std::string> forms;
  for (std::size_t i = 0; i < levels; ++i)
    forms.push_back(Form(Times("/X Do ", 10), 7 + i));
  forms.push_back(Form(std::string(kHello), 6));
  return WithForms(Times("/X Do ", 10), forms);
}
std::string EmptyFormFan(Strength strength) {
  const std::size_t levels = strength(12, 3);
  std::vector<std::string> forms;
  for (std::size_t i = 0; i < levels; ++i)
    forms.push_back(Form(Times("/X Do ", 10), 7 + i));
  forms.push_back(Form("", 6));
  return WithForms("/X Do", forms);
}
std::string FormChain(Strength strength) {
  const std::size_t length = strength(30'000, 60);
  std::vector<std::string> forms;
  for (std::size_t i = 0; i < length; ++i)
    forms.push_back(Form("/X Do", 7 + i));
  forms.push_back(Form(std::string(kHello), 6));
  return WithForms("/X Do", forms);
}

std::string PatternOfItself(Strength /*strength*/) {
  return Pdf(
      {.content = "/Pattern cs /P scn 0 0 99 99 re f " + std::string(kHello),
       .resources = "/Font<</F 5 0 R>>/Pattern<</P 6 0 R>>",
       .more = {StreamBody("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
                           "/XStep 1e-9/YStep 0/Resources<</Pattern<</P 6 0 R>>>>",
                           "/Pattern cs /P scn 0 0 9 9 re f")}});
}
std::string MaskOfItself(Strength /*strength*/) {
  return Pdf(
      {.content = "/G gs /X Do " + std::string(kHello),
       .resources = "/Font<</F 5 0 R>>/ExtGState<</G 6 0 R>>/XObject<</X 7 0 R>>",
       .more = {"<</Type/ExtGState/SMask<</S/Luminosity/G 7 0 R/BC[0]>>/Font[5 0 R 1e9]>>",
                StreamBody("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency"
                           "/CS 7 0 R>>/Resources<</ExtGState<</G 6 0 R>>/XObject<</X 7 0 R>>>>",
                           "/G gs /X Do")}});
}

// --- what stands beside the drawing

std::string ActualText(Strength strength) {
  return Drawn("/Span<</ActualText(" + Times("said otherwise ", strength(500'000, 500)) +
               ")>>BDC " + std::string(kHello) + "EMC");
}
std::string ManyActualTexts(Strength strength) {
  return Drawn(
      "BT /F 9 Tf 9 9 Td " +
      Times("/Span<</ActualText<FEFFD800D800DC00>>>BDC (x) Tj EMC ", strength(200'000, 300)) +
      "ET");
}

std::string ManyAnnotations(Strength strength) {
  return Pdf(
      {.page = "/Annots[" + Times("6 0 R ", strength(1'000'000, 500)) + "]",
       .more = {"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(hello)/DA(/F 9 Tf)>>"}});
}
std::string AnnotationsInACircle(Strength /*strength*/) {
  return Pdf(
      {.page = "/Annots[6 0 R 7 0 R]",
       .more = {"<</Type/Annot/Subtype/Popup/Parent 7 0 R/Popup 6 0 R/IRT 7 0 R/Rect[0 0 9 9]"
                "/AP<</N 6 0 R>>>>",
                "<</Type/Annot/Subtype/Widget/FT/Tx/Parent 7 0 R/Kids[7 0 R]/Rect[0 0 9 9]>>"}});
}
std::string FieldsInACircle(Strength /*strength*/) {
  return Pdf({.catalog = "/AcroForm<</Fields[6 0 R 6 0 R]/DR 6 0 R/NeedAppearances true>>",
              .page = "/Annots[6 0 R]",
              .more = {"<</Type/Annot/Subtype/Widget/FT/Ch/T(a)/Kids[6 0 R 7 0 R]/Parent 7 0 R"
                       "/Opt 6 0 R/Rect[0 0 9 9]>>",
                       "<</FT/Btn/T(b)/Kids[6 0 R 6 0 R 6 0 R]/Parent 6 0 R>>"}});
}
std::string DeepFields(Strength strength) {
  const std::size_t depth = strength(50'000, 200);
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < depth; ++i)
    fields.push_back("<</FT/Tx/T(a)/Kids[" + Ref(7 + i) + "]>>");
  fields.push_back("<</FT/Tx/T(z)/V(end)>>");
  return Pdf({.catalog = "/AcroForm<</Fields[6 0 R]/XFA 6 0 R>>", .more = fields});
}

const std::string kActions =
    "<</S/JavaScript/JS(while\\(true\\){app.launchURL\\('file:///etc/passwd'\\)})/Next[<</S/Launch"
    "/F(/bin/sh)/Win<</F(cmd.exe)>>>> <</S/URI/URI(file:///etc/passwd)>> <</S/SubmitForm"
    "/F(http://127.0.0.1:9/)>> <</S/ImportData/F(/etc/shadow)>> <</S/GoToR/F(../../../x.pdf)>> 6 0 "
    "R]>>";

std::string Actions(Strength /*strength*/) {
  return Pdf({.catalog = "/OpenAction 6 0 R/AA<</WC 6 0 R/DP 6 0 R>>/URI<</Base(file:///)>>",
              .page = "/AA<</O 6 0 R/C 6 0 R>>/Annots[<</Subtype/Link/Rect[0 0 9 9]/A 6 0 R>>]",
              .more = {kActions}});
}
// What a terminal or a browser would obey.
std::string Escapes(Strength /*strength*/) {
  const std::string evil =
      "(\\033]0;owned\\007\\033[2J\\033[31mred\\233 <script>alert\\(1\\)</script>\\r\\n\\000 )";
  return Pdf({.content = "BT /F 9 Tf 9 9 Td " + evil + " Tj ET",
              .catalog = "/PageLabels<</Nums[0<</P" + evil + ">>]>>",
              .trailer = "/Info 6 0 R",
              .more = {"<</Title" + evil + "/Author<FEFF202E0067007000 6A200BFEFF061C>>>"}});
}
std::string LongTitle(Strength strength) {
  return Pdf({.trailer = "/Info 6 0 R",
              .more = {"<</Title<FEFF" + Times("D83DDE00", strength(2'000'000, 5000)) +
                       ">/Author(" + Times("\\200\\377", strength(1'000'000, 5000)) + ")>>"}});
}
std::string TitleOfHalves(Strength /*strength*/) {
  return Pdf({.trailer = "/Info 6 0 R",
              .more = {"<</Title<FEFFD800DC00DC00D800D800>/Author<EFBBBFC0AFEDA080F8>"
                       "/CreationDate(D:99999999999999Z99'99)/Producer[(x)]>>"}});
}
std::string LongNames(Strength strength) {
  const std::string name = "/" + Times("#41#00#2F", strength(1'500'000, 2000));
  return Pdf({.content = name + " Do " + std::string(kHello),
              .resources = "/Font<</F 5 0 R>>" + name + " 5 0 R"});
}
std::string Attachments(Strength /*strength*/) {
  return Pdf({.catalog = "/Names<</EmbeddedFiles<</Names[(../../etc/cron.d/x) 6 0 R]>>>>/AF[6 0 R]"
                         "/Collection<</D(x)>>",
              .more = {"<</Type/Filespec/F(../../etc/cron.d/x)/UF 6 0 R/EF<</F 7 0 R>>/RF 6 0 R>>",
                       StreamBody("/Type/EmbeddedFile/Params<</Size -1>>", "%PDF-1.7 x")}});
}

}  // namespace

std::vector<Attack> ContentAttacks() {
  return {{"text_grid", Grid},
          {"text_one_line", OneLine},
          {"text_one_word", OneWord},
          {"text_one_spot", OneSpot},
          {"text_scattered", ScatteredWords},
          {"text_scattered_more", MoreScatteredWords},
          {"text_turned", TurnedWords},
          {"text_a_baseline_each", ABaselineEach},
          {"text_up_to_every_limit", UpToEveryLimit},
          {"text_far_away", FarAway},
          {"text_odd_numbers", OddText},
          {"matrices_odd", OddMatrices},
          {"operands_odd", OddOperands},
          {"deep_states", DeepStates},
          {"deep_marks", DeepMarks},
          {"deep_compatibility", DeepCompatibility},
          {"deep_operands", DeepOperands},
          {"deep_dictionary_operands", DeepDictionaryOperands},
          {"deep_parentheses", DeepParentheses},
          {"operators_only_closing", OnlyClosing},
          {"operators_unknown", UnknownOperators},
          {"operands_many", ManyOperands},
          {"path_long", LongPath},
          {"form_of_itself", FormOfItself},
          {"forms_in_a_circle", FormsInACircle},
          {"forms_fan", FormFan},
          {"forms_fan_of_nothing", EmptyFormFan},
          {"forms_chain", FormChain},
          {"pattern_of_itself", PatternOfItself},
          {"mask_of_itself", MaskOfItself},
          {"actual_text_long", ActualText},
          {"actual_texts_many", ManyActualTexts},
          {"annotations_many", ManyAnnotations},
          {"annotations_in_a_circle", AnnotationsInACircle},
          {"fields_in_a_circle", FieldsInACircle},
          {"fields_deep", DeepFields},
          {"actions", Actions},
          {"escapes", Escapes},
          {"title_long", LongTitle},
          {"title_of_halves", TitleOfHalves},
          {"names_long", LongNames},
          {"attachments", Attachments}};
}

}  // namespace rsearch::testing
