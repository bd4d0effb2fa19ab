#include "query/parse.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace rsearch {
namespace {

std::string Tree(std::string_view query) {
  const auto root = ParseQuery(query);
  return root ? ToString(*root) : "error: " + root.error().message;
}

struct Case {
  std::string query, tree;
};

void ExpectTrees(const std::vector<Case>& cases) {
  for (const Case& c : cases)
    EXPECT_EQ(Tree(c.query), c.tree) << "query: " << c.query;
}

TEST(ParseQuery, FreeWordsOfOneLevelAreOneText) {
  ExpectTrees({
      {"", "(all)"},
      {"  \n ", "(all)"},
      {"knowledge distillation", R"~((all (text "knowledge distillation")))~"},
      {"지식   증류", R"~((all (text "지식 증류")))~"},
      {"BERT (2019) review", R"~((all (text "BERT 2019 review")))~"},
      {"a \"b c\" d e", R"~((all (text "a") (phrase "b c") (text "d e")))~"},
      {"word: value", R"~((all (text "word: value")))~"},
  });
}

TEST(ParseQuery, SignsStandAtTheBeginningOfAWord) {
  ExpectTrees({
      {"+a -b c", R"~((all +(text "a") -(text "b") (text "c")))~"},
      {"a NOT b c", R"~((all (text "a") -(text "b") (text "c")))~"},
      {"-\"vision transformer\" vit", R"~((all -(phrase "vision transformer") (text "vit")))~"},
      {"-(a b) c", R"~((all -(text "a b") (text "c")))~"},
      {"+(a \"b c\")", R"~((all +(all (text "a") (phrase "b c"))))~"},
      {"+wild* -card*", R"~((all +(prefix "wild") -(prefix "card")))~"},
      {"+증류 -서베이", R"~((all +(text "증류") -(text "서베이")))~"},
      {"NOT (a OR b)", R"~((all -(or (text "a") (text "b"))))~"},
  });
}

TEST(ParseQuery, OrdinaryPunctuationIsText) {
  ExpectTrees({
      {"C++", R"~((all (text "C++")))~"},
      {"GPT-2 k-NN", R"~((all (text "GPT-2 k-NN")))~"},
      {"(2019)", R"~((all (text "2019")))~"},
      {"f(x)", R"~((all (text "f(x)")))~"},
      {"(f(x))", R"~((all (text "f(x)")))~"},
      {"model(s) here", R"~((all (text "model(s) here")))~"},
      {"http://arxiv.org/abs/1706.03762?x=(1)",
       R"~((all (text "http://arxiv.org/abs/1706.03762?x=(1)")))~"},
      {"\"5-shot\"", R"~((all (phrase "5-shot")))~"},
      {"a - b", R"~((all (text "a b")))~"},
      {"a -- b", R"~((all (text "a b")))~"},
      {"a -> b", R"~((all (text "a b")))~"},
      {"--open", R"~((all (text "--open")))~"},
      {"-+a", R"~((all (text "-+a")))~"},
      {"+", "(all)"},
      {"-", "(all)"},
      {"--", "(all)"},
      {"(", "(all)"},
      {"))((", "(all)"},
      {"*", "(all)"},
      {"~ ^ : ? !", "(all)"},
      {"()", "(all)"},
      {"a () b", R"~((all (text "a b")))~"},
      {"\"\"", "(all)"},
      {"\"+\" a", R"~((all (text "a")))~"},
      {"5\" screen", R"~((all (text "5\" screen")))~"},
      {"don't stop", R"~((all (text "don't stop")))~"},
      {"a) b (c", R"~((all (text "a b c")))~"},
      {"(a b", R"~((all (text "a b")))~"},
      {"x -(a b", R"~((all (text "x") -(text "a b")))~"},
      {":-) ok", R"~((all (text "ok")))~"},
      {"a & b | c", R"~((all (text "a b c")))~"},
      {"50% $x #1 @me", R"~((all (text "50% $x #1 @me")))~"},
      {"\\ a\\b", R"~((all (text "a\\b")))~"},
      {"\xF0\x9F\x98\x80 a", "(all (text \"\xF0\x9F\x98\x80 a\"))"},
      {"a – b … c", R"~((all (text "a b c")))~"},
  });
}

TEST(ParseQuery, OperatorsBindNearThenAndThenOr) {
  ExpectTrees({
      {"a AND b", R"~((all +(text "a") +(text "b")))~"},
      {"a AND b c", R"~((all +(text "a") +(text "b") (text "c")))~"},
      {"a OR b", R"~((all (or (text "a") (text "b"))))~"},
      {"x a OR b y", R"~((all (text "x") (or (text "a") (text "b")) (text "y")))~"},
      {"a AND b OR c", R"~((all (or (all +(text "a") +(text "b")) (text "c"))))~"},
      {"a OR b OR c", R"~((all (or (text "a") (text "b") (text "c"))))~"},
      {"(a OR b) AND c", R"~((all +(or (text "a") (text "b")) +(text "c")))~"},
      {"a AND NOT b", R"~((all +(text "a") -(text "b")))~"},
      {"a AND -b", R"~((all +(text "a") -(text "b")))~"},
      {"+a OR b", R"~((all +(or (text "a") (text "b"))))~"},
      {"a OR -b", R"~((all (or (text "a") (all -(text "b")))))~"},
      {"a NEAR b", R"~((all (near 10 (text "a") (text "b"))))~"},
      {"a NEAR/5 b NEAR \"c d\"", R"~((all (near 10 (text "a") (text "b") (phrase "c d"))))~"},
      {"a NEAR/5 b AND c", R"~((all +(near 5 (text "a") (text "b")) +(text "c")))~"},
      {"a NEAR wild*", R"~((all (near 10 (text "a") (prefix "wild"))))~"},
      {"+a NEAR b", R"~((all +(near 10 (text "a") (text "b"))))~"},
      {"(a OR b) NEAR c", R"~((all +(or (text "a") (text "b")) +(text "c")))~"},
      {"a NEAR -b", R"~((all +(text "a") -(text "b")))~"},
      {"a NEAR/0 b", R"~((all (near 1 (text "a") (text "b"))))~"},
      {"a NEAR/99999999999999999999 b", R"~((all (near 1000 (text "a") (text "b"))))~"},
      {"x (a AND b)", R"~((all (text "x") (all +(text "a") +(text "b"))))~"},
      {"(+a)", R"~((all (all +(text "a"))))~"},
      {"a and b or not c", R"~((all (text "a and b or not c")))~"},
  });
}

TEST(ParseQuery, OperatorsWithoutOperandsAreWords) {
  ExpectTrees({
      {"AND", R"~((all (text "AND")))~"},
      {"NOT", R"~((all (text "NOT")))~"},
      {"AND gate", R"~((all (text "AND gate")))~"},
      {"a OR", R"~((all (text "a OR")))~"},
      {"a NEAR/x b", R"~((all (text "a NEAR/x b")))~"},
      {"(a OR) b", R"~((all (text "a OR b")))~"},
      {"a OR )", R"~((all (text "a OR")))~"},
      {"a AND () b", R"~((all +(text "a") +(text "b")))~"},
      {"a AND - b", R"~((all +(text "a") +(text "b")))~"},
      {"NOT NOT a", R"~((all (text "NOT") -(text "a")))~"},
      {"NOT -a", R"~((all (text "NOT") -(text "a")))~"},
      {"\"AND\"", R"~((all (phrase "AND")))~"},
  });
}

// Titles are pasted as they are printed.
TEST(ParseQuery, SentencesInCapitalsHaveNoOperators) {
  ExpectTrees({
      {"USE OF FILTERS AND DELAY LINES", R"~((all (text "USE OF FILTERS AND DELAY LINES")))~"},
      {"THE TRUTH, OR NOT THE TRUTH", R"~((all (text "THE TRUTH, OR NOT THE TRUTH")))~"},
      {"2021년 ANALYSIS OF A AND B", R"~((all (text "2021년 ANALYSIS OF A AND B")))~"},
      {"A NOVEL FILTER AND ITS USE", R"~((all (text "A NOVEL FILTER AND ITS USE")))~"},
      {"USE OF A AND GATE -LINES", R"~((all (text "USE OF A AND GATE") -(text "LINES")))~"},
  });
  ExpectTrees({
      {"BERT AND GPT", R"~((all +(text "BERT") +(text "GPT")))~"},
      {"BERT OR GPT NOT CNN", R"~((all (or (text "BERT") (text "GPT")) -(text "CNN")))~"},
      {"A OR B", R"~((all (or (text "A") (text "B"))))~"},
      {"VITAMIN B AND A", R"~((all (text "VITAMIN") +(text "B") +(text "A")))~"},
      {"\"STATE OF THE ART\" AND BERT", R"~((all +(phrase "STATE OF THE ART") +(text "BERT")))~"},
      {"(A AND B) OR C", R"~((all (or (all +(text "A") +(text "B")) (text "C"))))~"},
      {"use of FILTERS AND LINES", R"~((all (text "use of") +(text "FILTERS") +(text "LINES")))~"},
      {"필터의 USE AND 증류", R"~((all (text "필터의") +(text "USE") +(text "증류")))~"},
  });
}

TEST(ParseQuery, AsterisksEndWordsOfTwoCharacters) {
  ExpectTrees({
      {"distil*", R"~((all (prefix "distil")))~"},
      {"증류*", R"~((all (prefix "증류")))~"},
      {"self-att*", R"~((all (prefix "self-att")))~"},
      {"a*", R"~((all (text "a*")))~"},
      {"*net", R"~((all (text "*net")))~"},
      {"a*b", R"~((all (text "a*b")))~"},
      {"**bold**", R"~((all (text "**bold**")))~"},
      {"f(x)*", R"~((all (text "f(x)*")))~"},
      {"ab-*", R"~((all (text "ab-*")))~"},
  });
}

TEST(ParseQuery, QuotesOfEveryKind) {
  ExpectTrees({
      {"“vision transformer”", R"~((all (phrase "vision transformer")))~"},
      {"„vision transformer“", R"~((all (phrase "vision transformer")))~"},
      {"\"vision transformer”", R"~((all (phrase "vision transformer")))~"},
      {"+“지식 증류”를", R"~((all +(phrase "지식 증류") (text "를")))~"},
      {"\"a\"\"b\"", R"~((all (phrase "a") (phrase "b")))~"},
  });
}

TEST(ParseQuery, CleansWhatWasTyped) {
  ExpectTrees({
      {"\u110C\u1173\u11BC\u1105\u1172",
       R"~((all (text "증류")))~"},                                 // decomposed, as macOS types it
      {"ＢＥＲＴ　（２０１９）", R"~((all (text "BERT 2019")))~"},  // fullwidth
      {"a\xFF\xC3 b", R"~((all (text "a b")))~"},
      {"a\x01\xE2\x80\x8B"
       "b",
       R"~((all (text "ab")))~"},
      {"a\tb\nc", R"~((all (text "a b c")))~"},
  });
  EXPECT_EQ(Tree(std::string_view("a\0b", 3)), R"~((all (text "ab")))~");
}

TEST(ParseQuery, ErrorsNameTheirPlace) {
  const std::string words64 = [] {
    std::string words;
    for (int i = 0; i < 64; ++i)
      words += "w ";
    return words;
  }();
  const auto nested = [](int depth) {
    std::string query;
    for (int i = 0; i < depth; ++i)
      query += "(a ";
    return query;
  };
  EXPECT_EQ(Tree("\"abc"), "error: unclosed quote, opened at column 1");
  EXPECT_EQ(Tree("지식 -\"증류"), "error: unclosed quote, opened at column 5");
  EXPECT_EQ(Tree("a \"b\" “c"), "error: unclosed quote, opened at column 7");
  EXPECT_EQ(Tree(words64).find("error"), std::string::npos);
  EXPECT_EQ(Tree(words64 + "x"), "error: more than 64 words at column 129");
  EXPECT_EQ(Tree("\"" + words64 + "x\""), "error: more than 64 words at column 1");
  EXPECT_EQ(Tree(nested(32)).find("error"), std::string::npos);
  EXPECT_EQ(Tree(nested(33)), "error: more than 32 nested parentheses at column 97");
  EXPECT_EQ(Tree(std::string(5000, 'x')), "error: the query is 5000 bytes long, more than 4096");
  EXPECT_EQ(Tree(std::string(4096, '(')), "(all)");
  const auto error = ParseQuery("\"");
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().code, ErrorCode::kUsage);
}

TEST(ParseQuery, NodesKnowTheirPlace) {
  const auto root = ParseQuery("a -\"b c\" (d OR e)");
  ASSERT_TRUE(root);
  ASSERT_EQ(root->children.size(), 3U);
  EXPECT_EQ(root->children[0].begin, 0U);
  EXPECT_EQ(root->children[0].end, 1U);
  EXPECT_EQ(root->children[1].begin, 2U);
  EXPECT_EQ(root->children[1].end, 8U);
  EXPECT_EQ(root->children[2].begin, 9U);
  EXPECT_EQ(root->children[2].end, 17U);
}

// What every tree promises to the planner, whatever was typed.
void CheckInvariants(const QueryNode& node, bool in_near) {
  using Kind = QueryNode::Kind;
  const bool leaf =
      node.kind == Kind::kText || node.kind == Kind::kPhrase || node.kind == Kind::kPrefix;
  EXPECT_EQ(leaf, node.children.empty());
  EXPECT_EQ(leaf, !node.text.empty());
  EXPECT_LE(node.begin, node.end);
  EXPECT_TRUE(leaf || !in_near);
  if (node.kind == Kind::kNear || node.kind == Kind::kOr) {
    EXPECT_GE(node.children.size(), 2U);
    for (const QueryNode& child : node.children)
      EXPECT_EQ(child.occur, QueryNode::Occur::kShould);
  }
  EXPECT_EQ(node.window > 0, node.kind == Kind::kNear);
  for (const QueryNode& child : node.children)
    CheckInvariants(child, node.kind == Kind::kNear);
}

void CheckQuery(const std::string& query) {
  const auto root = ParseQuery(query);
  if (!root) {
    EXPECT_EQ(root.error().code, ErrorCode::kUsage) << query;
    return;
  }
  EXPECT_EQ(root->kind, QueryNode::Kind::kAll);
  for (const QueryNode& child : root->children)
    CheckInvariants(child, false);
  if (::testing::Test::HasFailure()) FAIL() << "query: " << query << "\ntree: " << ToString(*root);
}

TEST(ParseQuery, AnyBytesGiveATreeOrAUsageError) {
  std::mt19937 random(20261124);  // NOLINT: the same bytes every time
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 5000 && !HasFailure(); ++round) {
    std::string query(static_cast<std::size_t>(round % 97), ' ');
    for (char& c : query)
      c = static_cast<char>(byte(random));
    CheckQuery(query);
  }
}

TEST(ParseQuery, AnyPiecesGiveATreeOrAUsageError) {
  const std::vector<std::string> pieces = {"a",     "증류", "AND ", "OR ", "NOT ", "NEAR/3 ",
                                           "NEAR ", "(",    ")",    "\"",  "+",    "-",
                                           "*",     " ",    "ab",   "“",   ".",    "\xFF"};
  std::mt19937 random(42);  // NOLINT
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  for (int round = 0; round < 20000 && !HasFailure(); ++round) {
    std::string query;
    for (int i = 0; i < round % 40; ++i)
      query += pieces[pick(random)];
    CheckQuery(query);
  }
}

}  // namespace
}  // namespace rsearch
