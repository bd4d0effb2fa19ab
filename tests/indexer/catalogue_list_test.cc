#include "indexer/catalogue_list.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

std::vector<KnownCatalogue> Sample() {
  CatalogueEntry cats;
  cats.title = "Furry\x1b[31m Cats";
  cats.venue = "CVPR";
  cats.year = 2019;
  cats.section = {"Reviews", "Computer Vision"};
  cats.line = 7;
  CatalogueEntry dogs;
  dogs.title = "Dogs";
  dogs.section = cats.section;
  dogs.month = 202206;
  CatalogueEntry mice;
  mice.title = "Mice";
  mice.year = 2020;
  KnownCatalogue known;
  known.root = "/r";
  known.catalogue = {"/r/README.md", {}, {cats, dogs, mice}};
  known.files = {"/r/cats.pdf", "/r/bad\xff.pdf"};
  known.match.review = {0, std::nullopt, std::nullopt};
  known.match.original = {std::nullopt, std::nullopt, 1};
  known.match.problems = {{7, "Furry Cats", "no original link"},
                          {9, "", "no entry of August 2021"}};
  return {known};
}

TEST(CatalogueList, ForPeople) {
  EXPECT_EQ(CatalogueText(Sample()),
            "/r/README.md  (3 papers, 1 with their review here, 1 themselves)\n"
            "Reviews > Computer Vision\n"
            "  review  -      Furry [31m Cats (CVPR 2019)\n"
            "  -       -      Dogs\n"
            "\n"
            "  -       paper  Mice (2020)\n");
  EXPECT_EQ(CatalogueText({}), "");
}

TEST(CatalogueList, Problems) {
  EXPECT_EQ(CatalogueProblems(Sample()),
            "/r/README.md:7: Furry Cats: no original link\n"
            "/r/README.md:9: no entry of August 2021\n");
}

TEST(CatalogueList, ForPrograms) {
  const auto json = nlohmann::json::parse(CatalogueJson(Sample()));
  EXPECT_EQ(json["schema"], 1);
  const auto& catalogue = json["catalogues"][0];
  EXPECT_EQ(catalogue["path"], "/r/README.md");
  EXPECT_EQ(catalogue["entries"][0]["review"], "/r/cats.pdf");
  EXPECT_EQ(catalogue["entries"][0]["title"], "Furry\x1b[31m Cats");
  EXPECT_EQ(catalogue["entries"][1]["review"], nullptr);
  EXPECT_EQ(catalogue["entries"][1]["month"], 202206);
  EXPECT_EQ(catalogue["entries"][2]["paper"], "/r/bad\uFFFD.pdf");
  EXPECT_EQ(catalogue["problems"][0]["line"], 7);
}

}  // namespace
}  // namespace rsearch
