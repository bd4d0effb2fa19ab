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

TEST(ParseQuery, FieldsStandBehindTheWords) {
  ExpectTrees({
      {"gnn year:2019", R"~((all (text "gnn") (year "2019")))~"},
      {"year:2019 gnn kind:Review survey",
       R"~((all (text "gnn survey") (year "2019") (kind "review")))~"},
      {"YEAR:2019..2022", R"~((all (year "2019..2022")))~"},
      {"year：2019", R"~((all (year "2019")))~"},  // a Korean keyboard's colon
      {"title:\"knowledge distillation\" kd",
       R"~((all (text "kd") (title "knowledge distillation")))~"},
      {"title:“지식 증류”", R"~((all (title "지식 증류")))~"},
      {"field:\"computer vision\"gan", R"~((all (text "gan") (field "computer vision")))~"},
      {"arXiv:1904.05068v2 RKD", R"~((all (text "RKD") (arxiv "1904.05068")))~"},
      {"doi:10.1109/5.771073", R"~((all (doi "10.1109/5.771073")))~"},
      {"file:*.pdf", R"~((all (file "*.pdf")))~"},
      {"path:a(1)/b", R"~((all (path "a(1)/b")))~"},
      {"bert in:title", R"~((all (text "bert") (in "title")))~"},
      {"author:김철수", R"~((all (author "김철수")))~"},
  });
}

TEST(ParseQuery, ValuesOfOneFieldAreAlternativesSignsAreNot) {
  ExpectTrees({
      {"year:2019 a year:2021", R"~((all (text "a") (year "2019" "2021")))~"},
      {"a -year:2019 -year:2021", R"~((all (text "a") -(year "2019") -(year "2021")))~"},
      {"a NOT year:2019", R"~((all (text "a") -(year "2019")))~"},
      {"+author:dean +author:hinton", R"~((all +(author "dean") +(author "hinton")))~"},
      {"author:dean AND author:hinton", R"~((all +(author "dean") +(author "hinton")))~"},
      {"a in:title +in:caption -in:refs",
       R"~((all (text "a") (in "title" "caption") -(in "refs")))~"},
      {"a -in:refs -in:title", R"~((all (text "a") -(in "refs" "title")))~"},
  });
}

TEST(ParseQuery, FieldsInGroupsAndBesideOperators) {
  ExpectTrees({
      {"bert OR gpt year:2019", R"~((all (or (text "bert") (text "gpt")) (year "2019")))~"},
      {"year:2019 OR author:hinton", R"~((all (or (year "2019") (author "hinton"))))~"},
      {"bert OR year:2019", R"~((all (or (text "bert") (year "2019"))))~"},
      {"(year:2019 year:2020) bert", R"~((all (text "bert") (year "2019" "2020")))~"},
      {"(year:2019 kind:paper) OR bert",
       R"~((all (or (all (year "2019") (kind "paper")) (text "bert"))))~"},
      {"bert AND year:2019", R"~((all +(text "bert") +(year "2019")))~"},
      {"bert NEAR year:2019", R"~((all +(text "bert") +(year "2019")))~"},
      {"(a in:title) OR b", R"~((all (or (all (text "a") (in "title")) (text "b"))))~"},
      {"(year:2019)", R"~((all (year "2019")))~"},
      {"-(year:2019 kind:paper)", R"~((all -(all (year "2019") (kind "paper"))))~"},
      {"-kind:paper", R"~((all -(kind "paper")))~"},
  });
}

// Pasted titles, code, times and links are what they were.
TEST(ParseQuery, ColonsInTextAreText) {
  ExpectTrees({
      {"BERT: Pre-training", R"~((all (text "BERT: Pre-training")))~"},
      {"title: something", R"~((all (text "title: something")))~"},
      {"std::vector", R"~((all (text "std::vector")))~"},
      {"http://x.org/y", R"~((all (text "http://x.org/y")))~"},
      {"file:///tmp/x", R"~((all (text "file:///tmp/x")))~"},
      {"10:30 re: 1:2", R"~((all (text "10:30 re: 1:2")))~"},
      {"a:b", R"~((all (text "a:b")))~"},
      {"제목:증류", R"~((all (text "제목:증류")))~"},
      {"cs.LG:2019", R"~((all (text "cs.LG:2019")))~"},
      {"torch.manual_seed: 3407", R"~((all (text "torch.manual_seed: 3407")))~"},
      {"XLNet:Generalized GAN:survey", R"~((all (text "XLNet:Generalized GAN:survey")))~"},
      {"(year:)", R"~((all (text "year:")))~"},
      {"year:", R"~((all (text "year:")))~"},
      {"\"year:2019\"", R"~((all (phrase "year:2019")))~"},
      {"x\"year:2019", R"~((all (text "x\"year:2019")))~"},
      {"THE YEAR:2019 OF AND GATES", R"~((all (text "THE YEAR:2019 OF AND GATES")))~"},
  });
}

TEST(ParseQuery, FieldErrorsNameFieldValueAndPlace) {
  for (const Case& c : std::vector<Case>{
           {"gnn yaer:2019", "unknown field yaer at column 5; did you mean year:?"},
           {"지식 Yaer:2019", "unknown field Yaer at column 4; did you mean year:?"},
           {"zzzzzz:x", "unknown field zzzzzz at column 1; to search for it, put it in quotes"},
           {"지식 year:20x9",
            "year:20x9 at column 4: want a year or years: 2019, 2019..2022, 2019.. or ..2019"},
           {"a -kind:reviews",
            "kind:reviews at column 3: kinds are review, paper and trends; did you mean "
            "kind:review?"},
           {"lang:kr",
            "lang:kr at column 1: languages are ko, en and mixed; did you mean lang:ko?"},
           {"year:\"\"", "year: at column 1: has no value"},
           {"title:\"a b", "unclosed quote, opened at column 7"},
           {"in:title", "in:title at column 1: wants words beside it, to look for there"},
           {"-in:refs", "in:refs at column 1: wants words beside it, to look for there"},
           {"in:title year:2019", "in:title at column 1: wants words beside it, to look for there"},
           {"in:title -bert", "in:title at column 1: wants words beside it, to look for there"},
           {"bert OR in:title", "in:title at column 9: wants words beside it, to look for there"},
       }) {
    EXPECT_EQ(Tree(c.query), "error: " + c.tree) << c.query;
  }
  std::string ranges;
  for (int i = 0; i < 16; ++i)
    ranges += "year:2019 ";
  EXPECT_EQ(Tree(ranges).find("error"), std::string::npos);
  EXPECT_EQ(Tree(ranges + "page:1"),
            "error: more than 16 ranges (year, month, date or page) at column 161");
  std::string words;
  for (int i = 0; i < 63; ++i)
    words += "w ";
  EXPECT_EQ(Tree("title:\"" + words + "w\"").find("error"), std::string::npos);
  EXPECT_EQ(Tree("title:\"" + words + "w w\""), "error: more than 64 words at column 1");
  EXPECT_EQ(Tree("year:" + std::string(70, 'x')).find(std::string(55, 'x') + "… at column 1"), 12U);
}

// What every tree promises to the planner, whatever was typed.
void CheckInvariants(const QueryNode& node, bool in_near) {
  using Kind = QueryNode::Kind;
  const bool leaf = node.kind == Kind::kText || node.kind == Kind::kPhrase ||
                    node.kind == Kind::kPrefix || node.kind == Kind::kField;
  EXPECT_EQ(leaf, node.children.empty());
  EXPECT_EQ(leaf && node.kind != Kind::kField, !node.text.empty());
  EXPECT_EQ(node.kind == Kind::kField, !node.values.empty());
  EXPECT_LE(node.begin, node.end);
  EXPECT_TRUE(leaf || !in_near);
  EXPECT_FALSE(node.kind == Kind::kField && in_near);
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
  const std::vector<std::string> pieces = {
      "a", "증류", "AND ",      "OR ",      "NOT ", "NEAR/3 ", "NEAR ", "(",
      ")", "\"",   "+",         "-",        "*",    " ",       "ab",    "“",
      ".", "\xFF", "year:2019", "in:title", ":",    " -kind:", "paper", "title:"};
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
