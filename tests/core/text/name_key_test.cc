#include "rsearch/name_key.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

TEST(NameKey, OneForAllSpellingsOfAName) {
  struct Case {
    const char* name;
    const char* key;
  };
  for (const Case& c : {
           Case{"Computer Vision", "computervision"},
           Case{"computer_vision", "computervision"},
           Case{"ＣＶＰＲ\u00A02019", "cvpr2019"},
           Case{"\u1112\u1161\u11ab\u1100\u1173\u11af 분류", "한글분류"},
           Case{"k-NN & C++", "knnc"},
           Case{"bad\xff\xfeword", "badword"},
           Case{"-_()", ""},
           Case{"", ""},
       }) {
    EXPECT_EQ(NameKey(c.name), c.key) << c.name;
  }
}

TEST(FoldName, KeepsSpacesAndPunctuation) {
  EXPECT_EQ(FoldName("[NLP] 09. BERT/ＧＰＴ-2"), "[nlp] 09. bert/gpt-2");
  EXPECT_EQ(FoldName("\u110C\u1173\u11BC\u1105\u1172 Straße"), "증류 strasse");
  EXPECT_EQ(FoldName("bad\xffword"), "bad\xffword");
  EXPECT_EQ(FoldName(""), "");
}

}  // namespace
}  // namespace rsearch
