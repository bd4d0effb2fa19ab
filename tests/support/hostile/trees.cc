#include <string>
#include <vector>

#include "tests/support/hostile/attacks.h"
#include "tests/support/hostile/kit.h"

namespace rsearch::testing {
namespace {

constexpr std::string_view kCatalog = "<</Type/Catalog/Pages 2 0 R>>";

// Object 2 is the tree's root, with `root` in its dictionary.
std::string Tree(const std::string& root, std::vector<std::string> more) {
  more.insert(more.begin(), {std::string(kCatalog), "<</Type/Pages" + root + ">>"});
  return PdfOf(std::move(more));
}

std::string Count(std::size_t pages) {
  return "/Count " + std::to_string(pages);
}

std::string Leaf(std::size_t parent) {
  return "<</Type/Page/MediaBox[0 0 99 99]/Parent " + Ref(parent) + ">>";
}

std::string Kids(std::size_t first, std::size_t count) {
  return "/Kids[" + Each(count, [&](std::size_t i) { return Ref(first + i) + " "; }) + "]";
}

std::string Flat(Strength strength) {
  const std::size_t pages = strength(1'000'000, 500);
  return Tree(Count(pages) + Kids(3, pages), std::vector<std::string>(pages, Leaf(2)));
}

std::string Balanced(Strength strength) {
  const std::size_t side = strength(1000, 20);
  std::vector<std::string> more;
  for (std::size_t i = 0; i < side; ++i)
    more.push_back("<</Type/Pages/Parent 2 0 R" + Count(side) + Kids(3 + side + i * side, side) +
                   ">>");
  for (std::size_t i = 0; i < side * side; ++i)
    more.push_back(Leaf(3 + i / side));
  return Tree(Count(side * side) + Kids(3, side), more);
}

std::string SameLeaf(Strength strength) {
  const std::size_t pages = strength(1'000'000, 500);
  return Tree(Count(pages) + "/Kids[" + Times("3 0 R ", pages) + "]",
              {"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>"
               "/Contents 4 0 R>>",
               StreamBody("", std::string(kHello)), std::string(kFont)});
}

std::string ClaimsBillions(Strength /*strength*/) {
  return Tree("/Count 2147483647/Kids[3 0 R]", {Leaf(2)});
}

// As many objects as would make the number believable.
std::string ClaimsMore(Strength strength) {
  const std::size_t objects = strength(250'000, 500);
  std::vector<std::string> more(objects, "null");
  more.front() = Leaf(2);
  return Tree(Count(5 * objects) + "/Kids[3 0 R]", more);
}

std::string NegativeCount(Strength /*strength*/) {
  return Tree("/Count -2147483648/Kids[3 0 R]", {Leaf(2)});
}

std::string CountIsTheTree(Strength /*strength*/) {
  return Tree("/Count 2 0 R/Kids 2 0 R", {Leaf(2)});
}

std::string HoldsItself(Strength /*strength*/) {
  return Tree("/Count 6/Kids[3 0 R 2 0 R 4 0 R]",
              {"<</Type/Pages/Parent 2 0 R/Count 4/Kids[3 0 R 2 0 R]>>", Leaf(2)});
}

std::string ParentsInACircle(Strength /*strength*/) {
  return Tree("/Count 1/Kids[4 0 R]/Parent 3 0 R",
              {"<</Type/Pages/Parent 2 0 R/Count 1/Kids[2 0 R]>>",
               "<</Type/Page/Parent 3 0 R/Contents 5 0 R>>", StreamBody("", std::string(kHello))});
}

// Ten times the same child, level after level.
std::string Fan(Strength strength) {
  const std::size_t levels = strength(10, 3);
  std::vector<std::string> more;
  std::size_t leaves = 1;
  for (std::size_t i = 0; i < levels; ++i)
    leaves *= 10;
  const std::string root = Count(leaves) + "/Kids[" + Times("3 0 R ", 10) + "]";
  for (std::size_t i = 1; i < levels; ++i) {
    leaves /= 10;
    more.push_back("<</Type/Pages/Parent " + Ref(1 + i) + Count(leaves) + "/Kids[" +
                   Times(Ref(3 + i) + " ", 10) + "]>>");
  }
  more.push_back(Leaf(1 + levels));
  return Tree(root, more);
}

std::string Chain(Strength strength) {
  const std::size_t levels = strength(120'000, 400);
  std::vector<std::string> more;
  for (std::size_t i = 0; i < levels; ++i)
    more.push_back("<</Type/Pages/Count 1/Parent " + Ref(2 + i) + "/Kids[" + Ref(4 + i) + "]>>");
  more.push_back(Leaf(2 + levels));
  return Tree("/Count 1/Kids[3 0 R]", more);
}

std::string KidsOfEveryType(Strength /*strength*/) {
  return Tree(
      "/Count 14/Kids[null true -1 1e99 (text) <00> /Name [3 0 R] <</Type/Page>> 99 0 R 1 0 R 4 0 "
      "R "
      "5 0 R 3 0 R]",
      {Leaf(2), StreamBody("/Type/Page/MediaBox[0 0 9 9]", "BT ET"), "[3 0 R 2 0 R]"});
}

std::string PageOfNothing(Strength /*strength*/) {
  return Tree("/Count 3/Kids[3 0 R 4 0 R 5 0 R]",
              {"<<>>", "<</Type/Page/Parent null/MediaBox[]/Resources[]/Contents<<>>>>",
               "<</Type/Page/MediaBox(x)/CropBox[null]/Rotate/Up/Contents[[[]]]/Annots 3 0 R>>"});
}

std::string OddBoxes(Strength /*strength*/) {
  const std::vector<std::string> boxes = {
      "[0 0 0 0]",
      "[9 9 -9 -9]",
      "[0 0 1e38 1e38]",
      "[-1e300 -1e300 1e300 1e300]",
      "[0 0 1e-38 1e-38]",
      "[0 0 99999999999999999999 1]",
      "[1 2]",
      "[0 0 612 792 612 792]",
      "[0 0 .0.0.1 --5]",
      "[0 0 2147483648 -2147483649]",
  };
  std::vector<std::string> more = {StreamBody("", std::string(kHello)), std::string(kFont)};
  for (std::size_t i = 0; i < boxes.size(); ++i)
    more.push_back("<</Type/Page/Parent 2 0 R/MediaBox" + boxes[i] + "/Rotate " +
                   std::to_string(i * 45) + "/UserUnit 1e" + std::to_string(i * 4) +
                   "/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>");
  return Tree(Count(boxes.size()) + Kids(5, boxes.size()), more);
}

// Pages that are numbered in letters: the number is how often the letter stands there.
std::string LabelOfLetters(Strength strength) {
  return Pdf({.catalog = "/PageLabels<</Nums[0<</S/A/St " +
                         std::to_string(strength(2'147'483'640, 2'000'000)) + ">>]>>"});
}

std::string RomanLabel(Strength strength) {
  return Pdf({.catalog = "/PageLabels<</Nums[0<</S/R/St " +
                         std::to_string(strength(2'147'483'640, 100'000'000)) + ">>]>>"});
}

std::string LongLabel(Strength strength) {
  return Pdf({.catalog = "/PageLabels<</Nums[0<</P(" + Times("label", strength(4'000'000, 20'000)) +
                         ")/S/D/St -2147483648>>]>>"});
}

std::string ManyLabels(Strength strength) {
  return Pdf({.catalog = "/PageLabels<</Nums[" +
                         Each(strength(500'000, 1000),
                              [](std::size_t i) {
                                return std::to_string(i % 3 == 0 ? i : 3 * i) + "<</S/D/St 1>>";
                              }) +
                         "]/Kids[6 0 R]>>",
              .more = {"<</Limits[0 -1]/Kids[6 0 R 6 0 R]>>"}});
}

std::string OutlineInACircle(Strength /*strength*/) {
  return Pdf({.catalog = "/Outlines 6 0 R/PageMode/UseOutlines",
              .more = {"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 99999999>>",
                       "<</Title(a)/Parent 7 0 R/First 7 0 R/Next 7 0 R/Prev 7 0 R/Dest 7 0 R>>"}});
}

std::string NamesInACircle(Strength /*strength*/) {
  return Pdf({.catalog = "/Names<</Dests 6 0 R/EmbeddedFiles 6 0 R/JavaScript 6 0 R>>/Dests 6 0 R",
              .more = {"<</Kids[6 0 R 6 0 R 7 0 R]/Limits[(a)(z)]>>",
                       "<</Kids[6 0 R]/Names[(b) 7 0 R]>>"}});
}

std::string StructureInACircle(Strength /*strength*/) {
  return Pdf({.catalog = "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
              .page = "/StructParents 0",
              .more = {"<</Type/StructTreeRoot/K 7 0 R/ParentTree 6 0 R/RoleMap<</P/P/Q/R/R/Q>>>>",
                       "<</S/Q/P 7 0 R/K[7 0 R 7 0 R]/Pg 3 0 R/Ref 7 0 R>>"}});
}

// Layers whose visibility is a formula without end.
std::string DeepVisibility(Strength strength) {
  const std::size_t depth = strength(200'000, 500);
  return Pdf({.content = "/OC /P BDC " + std::string(kHello) + "EMC",
              .resources = "/Font<</F 5 0 R>>/Properties<</P 7 0 R>>",
              .catalog = "/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R]/ON[6 0 R]>>>>",
              .more = {"<</Type/OCG/Name(layer)>>", "<</Type/OCMD/VE" + Times("[/Not", depth) +
                                                        " 6 0 R" + Times("]", depth) + ">>"}});
}

}  // namespace

std::vector<Attack> TreeAttacks() {
  return {{"pages_flat", Flat},
          {"pages_balanced", Balanced},
          {"pages_all_the_same", SameLeaf},
          {"pages_claims_billions", ClaimsBillions},
          {"pages_claims_more", ClaimsMore},
          {"pages_negative_count", NegativeCount},
          {"pages_count_is_the_tree", CountIsTheTree},
          {"pages_hold_themselves", HoldsItself},
          {"pages_parents_in_a_circle", ParentsInACircle},
          {"pages_fan", Fan},
          {"pages_chain", Chain},
          {"pages_of_every_type", KidsOfEveryType},
          {"pages_of_nothing", PageOfNothing},
          {"pages_odd_boxes", OddBoxes},
          {"labels_of_letters", LabelOfLetters},
          {"labels_roman", RomanLabel},
          {"labels_long", LongLabel},
          {"labels_many", ManyLabels},
          {"outline_in_a_circle", OutlineInACircle},
          {"names_in_a_circle", NamesInACircle},
          {"structure_in_a_circle", StructureInACircle},
          {"layers_deep_formula", DeepVisibility}};
}

}  // namespace rsearch::testing
