#include "indexer/fact_sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

CatalogueEntry Entry(const std::string& title, const std::string& review,
                     const std::string& original = "") {
  CatalogueEntry entry;
  entry.title = title;
  entry.review_link = review;
  entry.original_link = original;
  return entry;
}

std::vector<std::string> Titles(const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string> titles;
  titles.reserve(entries.size());
  for (const CatalogueEntry& entry : entries)
    titles.push_back(entry.title);
  return titles;
}

const NameRules& Defaults(std::string_view /*root*/) {
  static const NameRules rules = DefaultNameRules();
  return rules;
}

TEST(FactSources, SaysOfAFileWhatItsNameAndTheCatalogueSay) {
  const std::vector<Root> roots = {{"/r", {}}, {"/s", {}}};
  const std::vector<std::string> files = {"/r/cv/210106_Cats.pdf", "/r/papers/cats.pdf",
                                          "/s/cv/210106_Cats.pdf"};
  const FactSources sources(
      roots,
      MatchCatalogues(
          roots,
          {{"/r/README.md", {}, {Entry("Furry Cats", "cv/210106_Cats.pdf", "papers/cats.pdf")}},
           {"/elsewhere/README.md", {}, {Entry("Lost", "cv/210106_Cats.pdf")}}},
          files),
      Defaults);
  const SaidOfFile review = sources.Of("/r/cv/210106_Cats.pdf");
  EXPECT_EQ(review.stem, "210106_Cats");
  EXPECT_EQ(review.names.title, "Cats");
  EXPECT_EQ(review.names.date, 20210106);
  EXPECT_THAT(Titles(review.reviews), ElementsAre("Furry Cats"));
  EXPECT_THAT(review.originals, IsEmpty());
  EXPECT_THAT(Titles(sources.Of("/r/papers/cats.pdf").originals), ElementsAre("Furry Cats"));
  EXPECT_THAT(sources.Of("/s/cv/210106_Cats.pdf").reviews, IsEmpty())
      << "a catalogue speaks of its own root";
}

TEST(FactSources, EachRootHasItsOwnRules) {
  NameRules none;
  const FactSources sources({{"/r", {}}, {"/s", {}}}, {},
                            [&](std::string_view root) -> const NameRules& {
                              return root == "/s" ? none : Defaults(root);
                            });
  EXPECT_EQ(sources.Of("/r/210106_Cats.pdf").names.date, 20210106);
  EXPECT_EQ(sources.Of("/s/210106_Cats.pdf").names.date, 0);
}

TEST(FactSources, ACatalogueWithoutEntriesIsNone) {
  EXPECT_THAT(MatchCatalogues({{"/r", {}}}, {{"/r/README.md", {}, {}}}, {}), IsEmpty());
  const auto known =
      MatchCatalogues({{"/r", {}}}, {{"/r/a/README.md", {}, {Entry("Cats", "gone.pdf")}}}, {});
  ASSERT_THAT(known, SizeIs(1));
  EXPECT_EQ(known[0].root, "/r");
  EXPECT_FALSE(known[0].match.review.at(0));
}

}  // namespace
}  // namespace rsearch
