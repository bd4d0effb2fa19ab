#include "indexer/fetch/url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

TEST(PdfUrl, TurnsPagesAboutAPdfIntoThePdf) {
  struct Case {
    const char* link;
    const char* url;
  };
  const std::vector<Case> cases = {
      {"https://arxiv.org/abs/1904.05068", "https://arxiv.org/pdf/1904.05068"},
      {"http://arxiv.org/abs/1904.05068v2", "https://arxiv.org/pdf/1904.05068v2"},
      {"https://www.arxiv.org/pdf/1904.05068.pdf#page=3", "https://arxiv.org/pdf/1904.05068"},
      {"https://arxiv.org/pdf/2104.00298v3.pdf?download=1", "https://arxiv.org/pdf/2104.00298v3"},
      {"https://export.arxiv.org/abs/0704.0001/", "https://arxiv.org/pdf/0704.0001"},
      {"https://arxiv.org/html/2401.01234v1", "https://arxiv.org/pdf/2401.01234v1"},
      {"https://arxiv.org/ftp/arxiv/papers/1904/1904.05068.pdf",
       "https://arxiv.org/pdf/1904.05068"},
      {"https://arxiv.org/ftp/cs/papers/0112/0112017.pdf", "https://arxiv.org/pdf/cs/0112017"},
      {"https://arxiv.org/abs/math.GT/0309136v1", "https://arxiv.org/pdf/math.GT/0309136v1"},
      {"https://ar5iv.labs.arxiv.org/html/1904.05068", "https://arxiv.org/pdf/1904.05068"},
      {"https://ar5iv.org/abs/1904.05068", "https://arxiv.org/pdf/1904.05068"},
      {"https://github.com/o/r/blob/main/paper_review/210106_A%20B%2C%20C.pdf",
       "https://github.com/o/r/raw/main/paper_review/210106_A%20B%2C%20C.pdf"},
      {"https://github.com/o/r/blob/main/a.pdf?raw=true#page=2",
       "https://github.com/o/r/raw/main/a.pdf"},
      {"https://openreview.net/forum?id=kgVJBBThdSZ&noteId=x",
       "https://openreview.net/pdf?id=kgVJBBThdSZ"},
      {"https://openreview.net/forum?noteId=x&id=abc", "https://openreview.net/pdf?id=abc"},
  };
  for (const Case& c : cases) {
    const auto url = PdfUrl(c.link);
    ASSERT_TRUE(url) << c.link << ": " << url.error().message;
    EXPECT_EQ(*url, c.url) << c.link;
    EXPECT_EQ(*PdfUrl(*url), *url) << "what it gives is a PDF's address already";
  }
}

TEST(PdfUrl, OthersStayAsTheyAre) {
  for (const char* link : {
           "https://openaccess.thecvf.com/content/CVPR2022/papers/He_Masked.pdf",
           "https://arxiv.org/list/cs.CV/recent",
           "https://arxiv.org/abs/no-paper",
           "https://arxiv.org/pdf/1904.05068/../../../etc",  // "/etc" for any server
           "https://notarxiv.org/abs/1904.05068",
           "https://arxiv.org.example/abs/1904.05068",
           "https://github.com/o/r",
           "https://openreview.net/forum",
           "http://127.0.0.1:8080/a.pdf?b=c",
       }) {
    const auto url = PdfUrl(link);
    ASSERT_TRUE(url) << link;
    const std::string expected =
        std::string(link).ends_with("etc") ? "https://arxiv.org/etc" : link;
    EXPECT_EQ(*url, expected);
  }
}

TEST(PdfUrl, EncodesWhatALinkMayNotHold) {
  EXPECT_EQ(*PdfUrl("https://example.org/a b/\xEA\xB0\x80.pdf"),
            "https://example.org/a%20b/%ea%b0%80.pdf");
  EXPECT_EQ(*PdfUrl("HTTPS://example.org/a%20b.pdf#x"), "https://example.org/a%20b.pdf");
}

TEST(PdfUrl, RefusesWhatIsNoWebAddress) {
  for (const char* link :
       {"", "paper_review/a.pdf", "/etc/passwd", "file:///etc/passwd", "ftp://example.org/a.pdf",
        "mailto:someone@example.org", "javascript:alert(1)", "https://", "https://exa mple.org/",
        "https://example.org/\n", "arxiv.org/abs/1904.05068", "//example.org/a.pdf"}) {
    const auto url = PdfUrl(link);
    ASSERT_FALSE(url) << link << " gives " << *url;
    EXPECT_EQ(url.error().message, "is no http or https address") << link;
  }
  EXPECT_EQ(PdfUrl("https://me:secret@example.org/").error().message, "has a user name in it");
}

TEST(HostOf, IsWhoIsAsked) {
  EXPECT_EQ(HostOf("https://ArXiv.org:443/pdf/1"), "arxiv.org");
  EXPECT_EQ(HostOf("http://127.0.0.1:80/"), "127.0.0.1");
  EXPECT_EQ(HostOf("nothing"), "");
}

TEST(ArxivIdOf, OfArxivsPdfsOnly) {
  EXPECT_EQ(ArxivIdOf("https://arxiv.org/pdf/1904.05068v2"), "1904.05068v2");
  EXPECT_EQ(ArxivIdOf("https://arxiv.org/pdf/cs/0112017"), "cs/0112017");
  EXPECT_EQ(ArxivIdOf("https://arxiv.org/pdf/x"), "");
  EXPECT_EQ(ArxivIdOf("https://example.org/pdf/1904.05068"), "");
}

TEST(NameInUrl, IsDecodedAndHasNoFolder) {
  EXPECT_EQ(NameInUrl("https://e.org/a/210106_Wide%26Deep%20Learning.pdf?x=/y"),
            "210106_Wide&Deep Learning.pdf");
  EXPECT_EQ(NameInUrl("https://e.org/a/..%2F..%2Fevil.pdf"), "evil.pdf");
  EXPECT_EQ(NameInUrl("https://e.org/a/%2e%2e%2f"), "");
  EXPECT_EQ(NameInUrl("https://e.org/100%.pdf"), "100%.pdf");
  EXPECT_EQ(NameInUrl("https://e.org/%ea%b0%80.pdf"), "\xEA\xB0\x80.pdf");
  EXPECT_EQ(NameInUrl("https://e.org"), "");
}

}  // namespace
}  // namespace rsearch
