#include "indexer/terms.h"

#include <gtest/gtest.h>

namespace rsearch {
namespace {

const std::vector<TermPair> kPairs = {{"지식 증류", "knowledge distillation", 3, 7},
                                      {"masked language model", "MLM\x1b[0m", 1, 1}};

TEST(Terms, Text) {
  EXPECT_EQ(TermsText(kPairs),
            "지식 증류              knowledge distillation  3 decks, 7 times\n"
            "masked language model  MLM [0m                 1 deck, 1 time\n");
  EXPECT_EQ(TermsText({}), "");
}

TEST(Terms, Json) {
  EXPECT_EQ(TermsJson(kPairs),
            R"({"schema":1,"terms":[)"
            R"({"name":"지식 증류","other":"knowledge distillation","decks":3,"times":7},)"
            R"({"name":"masked language model","other":"MLM\u001b[0m","decks":1,"times":1}]})");
  EXPECT_EQ(TermsJson({}), R"({"schema":1,"terms":[]})");
}

}  // namespace
}  // namespace rsearch
