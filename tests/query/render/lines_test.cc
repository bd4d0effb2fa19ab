#include "query/render/lines.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/query/render/sample.h"

namespace rsearch {
namespace {

using testing::MakeHit;
using testing::SampleResult;

TEST(RenderVimgrep, OneLineAHitInRankOrder) {
  EXPECT_EQ(RenderVimgrep(SampleResult()),
            "/home/u/reviews/210106_Relational KD.pdf:12:12:… teacher의 지식을 증류 …\n"
            "/data/paper.pdf:1:8:[gone] 지식 증류\n"
            "/home/u/reviews/210106_Relational KD.pdf:13:1:증류\n");
}

TEST(RenderVimgrep, NothingBreaksALine) {
  SearchResult result;
  result.hits = {MakeHit(1, "/a\nb\x1B.pdf", 2), MakeHit(2, "/c", 3)};
  result.hits[0].snippet = {"x\ny\u202E", {}};
  result.hits[1].title = "Title only";
  result.hits[1].title_highlights = {{6, 10}};
  EXPECT_EQ(RenderVimgrep(result),
            "/a\\012b\\033.pdf:2:1:x y\uFFFD\n"
            "/c:3:7:Title only\n");
}

TEST(RenderPaths, EveryPathOnceByBestHit) {
  SearchResult result = SampleResult();
  EXPECT_EQ(RenderPaths(result, '\n'),
            "/home/u/reviews/210106_Relational KD.pdf\n"
            "/home/u/reviews/BERT.pdf\n"
            "/data/paper.pdf\n")
      << "a file whose page was folded into another's is not lost";
  result.hits = {MakeHit(1, "/a\nb\xFF", 1)};
  EXPECT_EQ(RenderPaths(result, '\0'), std::string("/a\nb\xFF\0", 6));
}

TEST(RenderLines, Decks) {
  DeckList list;
  list.decks.resize(2);
  list.decks[0].path = "/a\nb.pdf";
  list.decks[0].page = 4;
  list.decks[0].deck.title = "A\033B";
  list.decks[1].path = "/c\xFF";
  EXPECT_EQ(RenderVimgrep(list), "/a\\012b.pdf:4:1:A B\n/c\\377:1:1:\n");
  EXPECT_EQ(RenderPaths(list, '\0'), std::string("/a\nb.pdf\0/c\xFF\0", 13));
}

TEST(RenderLines, RelatedDecks) {
  RelatedDecks related;
  related.related = {{"/p.pdf", 1, "Paper", DeckKind::kPaper, HitStatus::kOk},
                     {"/r.pdf", 7, "Review", DeckKind::kReview, HitStatus::kOk}};
  EXPECT_EQ(RenderVimgrep(related), "/p.pdf:1:1:Paper\n/r.pdf:7:1:Review\n");
  EXPECT_EQ(RenderPaths(related, '\n'), "/p.pdf\n/r.pdf\n");
}

}  // namespace
}  // namespace rsearch
