#include "core/config/name_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rsearch {
namespace {

using ::testing::HasSubstr;

// What stands in the braces: "year-month-day n=… arxiv=… field=… title=…", those that are there;
// "no" where the pattern does not fit.
std::string Match(const std::string& pattern, const std::string& name) {
  const auto captures = MatchName(pattern, name);
  if (!captures) return "no";
  std::string text = captures->Year();
  for (const Placeholder part : {Placeholder::kMonth, Placeholder::kDay})
    if (captures->Has(part)) text += "-" + std::string((*captures)[part]);
  const auto add = [&](const char* label, Placeholder placeholder) {
    if (!captures->Has(placeholder)) return;
    text += (text.empty() ? "" : " ") + std::string(label) + "=" +
            std::string((*captures)[placeholder]);
  };
  add("n", Placeholder::kNumber);
  add("arxiv", Placeholder::kArxiv);
  add("field", Placeholder::kField);
  add("title", Placeholder::kTitle);
  add("any", Placeholder::kAny);
  return text;
}

TEST(MatchName, FitsTheWholeNameOrNot) {
  struct Case {
    const char* pattern;
    const char* name;
    const char* expected;
  };
  for (const Case& c : {
           Case{"abc", "ABC", ""}, Case{"abc", "abcd", "no"}, Case{"abc", "ab", "no"},
           Case{"a b", "a_b", ""}, Case{"a_b", "a b", "no"},  // only a blank stands for both
           // dates
           Case{"{yy}{mm}{dd}_{title}", "210106_Relational", "2021-01-06 title=Relational"},
           Case{"{yyyy}{mm}{dd} {title}", "20210106_x", "2021-01-06 title=x"},
           Case{"{yy}{mm}{dd}_{title}", "211306_x", "no"},
           Case{"{yy}{mm}{dd}_{title}", "210132_x", "no"},
           Case{"{yy}{mm}{dd}_{title}", "210100_x", "no"},
           Case{"{yy}{mm}{dd} {title}", "2104002 notes", "no"}, Case{"{yyyy}", "2100", "no"},
           Case{"{yyyy}", "1899", "no"}, Case{"{yyyy}", "202", "no"},
           // numbers
           Case{"{n}. {title}", "01. 학습 관련 기술", "n=01 title=학습 관련 기술"},
           Case{"{n}. {title}", "1234. x", "no"}, Case{"{n}{title}", "12x", "n=12 title=x"},
           Case{"{n}{title}", "12", "n=1 title=2"}, Case{"{n}.{title}", "1.58-bit", "no"},
           Case{"{n}.{n} {title}", "3.1 Descent", "n=3 title=Descent"},
           // arXiv
           Case{"{arxiv} {title}", "2104.00298v3 EfficientNetV2",
                "arxiv=2104.00298v3 title=EfficientNetV2"},
           Case{"{arxiv}", "0704.0001", "arxiv=0704.0001"}, Case{"{arxiv}", "2113.00298", "no"},
           Case{"{arxiv}", "2104.002981", "no"}, Case{"{arxiv}", "2104-00298", "no"},
           Case{"{arxiv}{title}", "2104.00298vision", "arxiv=2104.00298 title=vision"},
           // texts
           Case{"[{field}] {title}", "[NLP] BERT (a [b])", "field=NLP title=BERT (a [b])"},
           Case{"[{field}] {title}", "[a[b] c", "no"}, Case{"[{field}]{title}", "[]x", "no"},
           Case{"{title}", "", "no"}, Case{"{*}", "", "any="},
           Case{"{*}세미나_{title}", "딥러닝세미나_VAE", "title=VAE any=딥러닝"},
           Case{"{title}_{*}", "a_b_c", "title=a any=b_c"},  // as short as it may be
           Case{"{title}{*}", "가나", "title=가 any=나"},    // whole characters
           Case{"{title}{*}", "\xFF\xFE", "title=\xFF any=\xFE"},
           Case{"{title}ppt", "RegularitiesPPT", "title=Regularities"},
           Case{"{title} - {title}", "a - b", "title=a"},  // the first
       })
    EXPECT_EQ(Match(c.pattern, c.name), c.expected) << c.pattern << " on " << c.name;
}

TEST(MatchName, DoesNotExplode) {
  std::string pattern;
  std::string name(kMaxName, 'a');
  while (pattern.size() + 4 < kMaxPattern)
    pattern += "{*}a";
  name.back() = 'b';
  EXPECT_FALSE(MatchName(pattern, name));
  std::string numbers;
  while (numbers.size() + 3 < kMaxPattern)
    numbers += "{n}";
  EXPECT_FALSE(MatchName(numbers, std::string(kMaxName, '1')));
  EXPECT_FALSE(MatchName("{*}", std::string(kMaxName + 1, 'a')));
}

TEST(FillPattern, PutsInWhatTheNameHas) {
  const auto captures = MatchName("{yy}{mm}{dd}_{title}", "210106_Relational");
  ASSERT_TRUE(captures);
  EXPECT_EQ(FillPattern("{title} ({yyyy}-{mm})", *captures), "Relational (2021-01)");
  EXPECT_EQ(FillPattern("{{title}} {field}{", *captures), "{Relational} {");
}

TEST(CheckPattern, NamesWhatIsWrong) {
  EXPECT_TRUE(CheckPattern("{yy}{mm}{dd}_{title}"));
  EXPECT_TRUE(CheckPattern("plain }"));
  EXPECT_THAT(CheckPattern("{yyy}_{title}").error().message, HasSubstr("did you mean {yyyy}?"));
  EXPECT_THAT(CheckPattern("{titel}").error().message,
              HasSubstr("unknown {titel} in a pattern; did you mean {title}?"));
  EXPECT_THAT(CheckPattern("{title").error().message, HasSubstr("no '}'"));
  EXPECT_THAT(CheckPattern("").error().message, HasSubstr("empty"));
  EXPECT_THAT(CheckPattern(std::string(kMaxPattern + 1, 'x')).error().message,
              HasSubstr("longer than 200 bytes"));
}

TEST(CheckTitle, AsksOnlyForWhatThePatternHas) {
  EXPECT_TRUE(CheckTitle("", "{*}"));
  EXPECT_TRUE(CheckTitle("{title} {yyyy}", "{yy}_{title}"));
  EXPECT_THAT(CheckTitle("{title} {mm}", "{yyyy}-{title}").error().message,
              HasSubstr("the pattern has no {mm}"));
  EXPECT_FALSE(CheckTitle("{foo}", "{title}"));
}

}  // namespace
}  // namespace rsearch
