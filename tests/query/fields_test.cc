#include "query/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace rsearch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using enum QueryField;

constexpr std::int32_t kOpen = std::numeric_limits<std::int32_t>::max();

TEST(QueryFields, StandInTheirOrderEachNamedOnce) {
  const auto fields = QueryFields();
  ASSERT_EQ(fields.size(), 15U);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(fields[i].field), i) << fields[i].name;
    EXPECT_EQ(FieldNamed(fields[i].name), fields[i].field);
    EXPECT_EQ(Name(fields[i].field), fields[i].name);
    EXPECT_THAT(std::string(fields[i].example), HasSubstr(std::string(fields[i].name) + ":"));
  }
}

TEST(FieldNamed, CaseDoesNotMatter) {
  EXPECT_EQ(FieldNamed("Year"), kYear);
  EXPECT_EQ(FieldNamed("IN"), kIn);
  EXPECT_FALSE(FieldNamed("yaer"));
  EXPECT_FALSE(FieldNamed(""));
}

TEST(NearestFieldName, WhatHasCapitalsMustBeNearer) {
  struct Case {
    const char* name;
    const char* nearest;
  };
  for (const Case& c : {
           Case{"yaer", "year"},
           Case{"auther", "author"},
           Case{"autor", "author"},
           Case{"tite", "title"},
           Case{"language", "lang"},
           Case{"category", "field"},
           Case{"xyzzy", ""},
           Case{"Language", ""},
           Case{"Yaer", "year"},
           Case{"Authr", "author"},
           Case{"GAN", ""},  // letters enough in common with "lang" for one typed small
           Case{"VAE", ""},
           Case{"BERT", ""},
           Case{"XLNet", ""},
       }) {
    EXPECT_EQ(NearestFieldName(c.name), c.nearest) << c.name;
  }
}

TEST(CheckFieldValue, RangesAreWhatTheIndexHolds) {
  struct Case {
    QueryField field;
    const char* value;
    std::int32_t first, last;
  };
  for (const Case& c : {
           Case{kYear, "2019", 2019, 2019},
           Case{kYear, "2019..2022", 2019, 2022},
           Case{kYear, "2019...2022", 2019, 2022},
           Case{kYear, "2019..", 2019, kOpen},
           Case{kYear, "..2019", 1, 2019},
           Case{kMonth, "2022-06", 20220600, 20220631},
           Case{kMonth, "2022-6", 20220600, 20220631},
           Case{kMonth, "2022-01..2022-06", 20220100, 20220631},
           Case{kMonth, "2022-11..", 20221100, kOpen},
           Case{kDate, "2022", 20220000, 20221231},
           Case{kDate, "2022-06", 20220600, 20220631},
           Case{kDate, "2022-06-15", 20220615, 20220615},
           Case{kDate, "2024-02-29", 20240229, 20240229},
           Case{kDate, "2021-12-24..2022", 20211224, 20221231},
           Case{kDate, "..2022-06", 1, 20220631},
           Case{kPage, "3", 3, 3},
           Case{kPage, "3..5", 3, 5},
           Case{kPage, "3..", 3, kOpen},
       }) {
    const auto value = CheckFieldValue(c.field, c.value);
    ASSERT_TRUE(value) << c.value << ": " << value.error().message;
    EXPECT_EQ(value->first, c.first) << c.value;
    EXPECT_EQ(value->last, c.last) << c.value;
    EXPECT_EQ(value->text, c.value);
  }
}

TEST(CheckFieldValue, ValuesAreBroughtToOneForm) {
  struct Case {
    QueryField field;
    const char* value;
    const char* text;
  };
  for (const Case& c : {
           Case{kKind, "Review", "review"},
           Case{kLang, "KO", "ko"},
           Case{kIn, "refs", "refs"},
           Case{kArxiv, "1904.05068", "1904.05068"},
           Case{kArxiv, "1904.05068v2", "1904.05068"},
           Case{kArxiv, "0704.0001", "0704.0001"},
           Case{kArxiv, "cs/0112017", "cs/0112017"},
           Case{kArxiv, "cs/0112017v1", "cs/0112017"},
           Case{kArxiv, "math.AG/0601001", "math.ag/0601001"},
           Case{kDoi, "10.1109/5.771073", "10.1109/5.771073"},
           Case{kDoi, "10.1145/ABC", "10.1145/abc"},
           Case{kAuthor, "김철수", "김철수"},
           Case{kPath, "[NLP]", "[NLP]"},
           Case{kFile, "*", "*"},
       }) {
    const auto value = CheckFieldValue(c.field, c.value);
    ASSERT_TRUE(value) << c.value << ": " << value.error().message;
    EXPECT_EQ(value->text, c.text);
  }
}

TEST(CheckFieldValue, ErrorsSayWhatIsValidAndWhatIsNear) {
  struct Case {
    QueryField field;
    const char* value;
    const char* says;
    const char* meant;  // "" for no suggestion
  };
  for (const Case& c : {
           Case{kYear, "20x9", "want a year or years: 2019, 2019..2022, 2019.. or ..2019", ""},
           Case{kYear, "2022..2019", "want a year", "year:2019..2022"},
           Case{kYear, "2019-2022", "want a year", "year:2019..2022"},
           Case{kYear, "2019,2022", "want a year", "year:2019..2022"},
           Case{kYear, "2019-06", "want a year", "year:2019"},
           Case{kYear, "19", "want a year", "year:2019"},
           Case{kYear, "..", "want a year", ""},
           Case{kYear, "0999", "want a year", ""},
           Case{kYear, "99999999999999999999", "want a year", ""},
           Case{kMonth, "2022", "want a month", "month:2022-01..2022-12"},
           Case{kMonth, "202206", "want a month", "month:2022-06"},
           Case{kMonth, "2022.06", "want a month", "month:2022-06"},
           Case{kMonth, "2022-06-15", "want a month", "month:2022-06"},
           Case{kMonth, "2022-13", "want a month", ""},
           Case{kDate, "20220615", "want a date", "date:2022-06-15"},
           Case{kDate, "220615", "want a date", "date:2022-06-15"},
           Case{kDate, "2022/06/15", "want a date", "date:2022-06-15"},
           Case{kDate, "2022-02-30", "want a date", ""},
           Case{kDate, "2022-06-1x", "want a date", ""},
           Case{kPage, "0", "want a page or pages from 1", ""},
           Case{kPage, "3-5", "want a page", "page:3..5"},
           Case{kPage, "5..3", "want a page", "page:3..5"},
           Case{kKind, "reviews", "kinds are review, paper and trends", "kind:review"},
           Case{kKind, "trend", "kinds are", "kind:trends"},
           Case{kKind, "xyzzy", "kinds are", ""},
           Case{kLang, "kr", "languages are ko, en and mixed", "lang:ko"},
           Case{kLang, "Korean", "languages are", "lang:ko"},
           Case{kLang, "한국어", "languages are", "lang:ko"},
           Case{kIn, "references", "places are title, caption and refs", "in:refs"},
           Case{kIn, "captions", "places are", "in:caption"},
           Case{kArxiv, "1904", "want an arXiv id", ""},
           Case{kArxiv, "https://arxiv.org/pdf/1904.05068v1.pdf", "want", "arxiv:1904.05068"},
           Case{kDoi, "771073", "want a DOI", ""},
           Case{kDoi, "https://doi.org/10.1109/5.771073", "want", "doi:10.1109/5.771073"},
           Case{kTitle, "!!!", "has no letter or digit", ""},
           Case{kTitle, "distil*", "no asterisk", ""},
           Case{kVenue, "--", "has no letter or digit", ""},
           Case{kPath, " ", "has no value", ""},
           Case{kAuthor, "", "has no value", ""},
       }) {
    const auto value = CheckFieldValue(c.field, c.value);
    ASSERT_FALSE(value) << c.value;
    EXPECT_EQ(value.error().code, ErrorCode::kUsage);
    EXPECT_THAT(value.error().message, HasSubstr(c.says)) << c.value;
    if (*c.meant == '\0')
      EXPECT_THAT(value.error().message, Not(HasSubstr("did you mean"))) << c.value;
    else
      EXPECT_THAT(value.error().message, HasSubstr(std::string("did you mean ") + c.meant + "?"));
  }
}

// What is suggested can be typed.
TEST(FieldText, QuotesWhatWouldComeApart) {
  EXPECT_EQ(FieldText(kYear, "2019..2022"), "year:2019..2022");
  EXPECT_EQ(FieldText(kField, "Computer Vision"), R"(field:"Computer Vision")");
  EXPECT_EQ(FieldText(kPath, "a(1)"), "path:\"a(1)\"");
}

}  // namespace
}  // namespace rsearch
