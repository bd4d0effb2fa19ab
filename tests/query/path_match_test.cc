#include "query/path_match.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

const std::vector<Root> kRoots = {{"/home/kim/reviews", {}}, {"/home/kim/reviews/papers", {}}};

TEST(PathPattern, MatchesAPartOrAsAGlobTheWhole) {
  struct Case {
    const char* value;
    const char* path;
    bool matches;
  };
  for (const Case& c : {
           Case{"vision", "/home/kim/reviews/Vision/ViT.pdf", true},
           Case{"VISION/vi", "/home/kim/reviews/Vision/ViT.pdf", true},
           Case{"reviews", "/home/kim/reviews/Vision/ViT.pdf", false},  // above the root
           Case{"papers", "/home/kim/reviews/papers/bert.pdf", false},  // the innermost root counts
           Case{"/home/kim/rev", "/home/kim/reviews/Vision/ViT.pdf", true},
           Case{"/kim", "/home/kim/reviews/Vision/ViT.pdf", true},
           Case{"other", "/mnt/other/ViT.pdf", true},  // of no root
           Case{"vision/*.pdf", "/home/kim/reviews/Vision/ViT.pdf", true},
           Case{"vision/*.pdf", "/home/kim/reviews/Vision/old/ViT.pdf", true},
           Case{"vision*", "/home/kim/reviews/new vision/ViT.pdf", false},
           Case{"*vision*", "/home/kim/reviews/new vision/ViT.pdf", true},
           Case{"*/vit.pd?", "/home/kim/reviews/Vision/ViT.pdf", true},
           Case{"?it.pdf", "/home/kim/reviews/ViT.pdf", true},
           Case{"?.pdf", "/home/kim/reviews/뷰.pdf", true},
           Case{"?.pdf", "/home/kim/reviews/뷰어.pdf", false},
           Case{"[nlp]*", "/home/kim/reviews/[NLP] BERT.pdf", true},  // no set of characters
           Case{"[nlp]*", "/home/kim/reviews/n BERT.pdf", false},
           Case{"/home/*", "/home/kim/reviews/ViT.pdf", true},
           Case{"증류", "/home/kim/reviews/\u110C\u1173\u11BC\u1105\u1172.pdf", true},
           Case{"ｖｉｔ", "/home/kim/reviews/ViT.pdf", true},
           Case{"x", "/home/kim/reviews/\xFF\xFEx", true},
       }) {
    EXPECT_EQ(PathPattern(c.value, false).Matches(c.path, kRoots), c.matches)
        << c.value << " in " << c.path;
  }
}

TEST(PathPattern, OfTheNameAlone) {
  EXPECT_TRUE(PathPattern("vit", true).Matches("/home/kim/reviews/Vision/ViT.pdf", kRoots));
  EXPECT_FALSE(PathPattern("vision", true).Matches("/home/kim/reviews/Vision/ViT.pdf", kRoots));
  EXPECT_TRUE(PathPattern("v*.pdf", true).Matches("/home/kim/reviews/Vision/ViT.pdf", kRoots));
  EXPECT_TRUE(PathPattern("*", true).Matches("", kRoots));
}

TEST(PathPattern, TakesNoLongerThanThePathTimesThePattern) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i)
    pattern += "a*";
  EXPECT_FALSE(PathPattern(pattern + "b", true).Matches("/" + std::string(4000, 'a'), {}));
}

}  // namespace
}  // namespace rsearch
