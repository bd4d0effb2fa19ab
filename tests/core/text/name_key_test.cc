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

}  // namespace
}  // namespace rsearch
