#include "core/glossary/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using Names = std::vector<std::string>;

TEST(ParseGlossaryLine, NamesInTheirOrder) {
  struct Case {
    std::string line;
    Names names;
  };
  for (const Case& c : {
           Case{"", {}}, Case{"  \t ; \r", {}}, Case{"# 지식 증류\tknowledge distillation", {}},
           Case{"#", {}},
           Case{"지식 증류\tknowledge distillation", {"지식 증류", "knowledge distillation"}},
           Case{"a; b\tc ;d", {"a", "b", "c", "d"}},
           Case{"a\tb\tc\td; e", {"a", "b", "c", "d", "e"}},  // any number of columns
           Case{"a; b", {"a", "b"}},                          // one column alone
           Case{"\ta;;b;\t", {"a", "b"}},                     // empty ones do not count
           Case{"a\tb\r", {"a", "b"}},                        // a line end of another system
           Case{"C#\tc sharp", {"C#", "c sharp"}},            // no comment
       }) {
    const auto names = ParseGlossaryLine(c.line);
    ASSERT_TRUE(names) << c.line;
    EXPECT_THAT(*names, ElementsAreArray(c.names)) << c.line;
  }
}

TEST(ParseGlossaryLine, SaysWhatIsNoEntry) {
  struct Case {
    std::string line, message;
  };
  for (const Case& c : {
           Case{"지식 증류", "only one name, \"지식 증류\"; an entry is: name<tab>other name"},
           Case{"knowledge distillation\t;", "only one name, \"knowledge distillation\""},
           Case{"a  b\r", "only one name, \"a  b\""},  // spaces separate nothing
           Case{"a\t\xEC\xA7", "not UTF-8"},
           Case{"\xFF", "not UTF-8"},
       }) {
    const auto names = ParseGlossaryLine(c.line);
    ASSERT_FALSE(names) << c.line;
    EXPECT_EQ(names.error().code, ErrorCode::kUsage);
    EXPECT_THAT(names.error().message, HasSubstr(c.message));
  }
}

TEST(KeysOf, AreTheSameHoweverANameIsWritten) {
  auto analyzer = std::move(*Analyzer::Create());
  struct Case {
    Names names;
    Names keys;
  };
  for (const Case& c : {
           Case{{"지식 증류", "지식증류", "지식 증류를", "지식-증류",
                 "\u110C\u1175\u1109\u1175\u11A8 \u110C\u1173\u11BC\u1105\u1172"},  // decomposed
                {"지식증류"}},
           Case{{"Optical Flow", "optical flows", "ＯＰＴＩＣＡＬ flow"},
                {"opticflow", "opticalflow"}},
           Case{{"optical-flow"}, {"opticflow"}},
           Case{{"word embedding", "Word Embeddings"}, {"wordembed"}},
           Case{{"차원의 저주"}, {"차원저주", "차원의저주"}},  // endings stay inside a word
           Case{{"차원 저주"}, {"차원저주"}},
           Case{{"k-NN", "kNN", "K NN"}, {"knn"}},
           Case{{"?!", "", " "}, {}},
       }) {
    for (const std::string& name : c.names)
      EXPECT_THAT(KeysOf(name, &analyzer), ElementsAreArray(c.keys)) << name;
  }
}

}  // namespace
}  // namespace rsearch
