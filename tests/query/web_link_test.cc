#include "query/web_link.h"

#include <gtest/gtest.h>

#include <string>

namespace rsearch {
namespace {

TEST(WebLink, OnlyTheWeb) {
  for (const char* link : {"https://arxiv.org/pdf/1904.05068.pdf", "http://a", "HTTPS://A/b#c",
                           "https://github.com/a/blob/main/b%20c.pdf?raw=true"}) {
    EXPECT_EQ(WebLink(link), link);
  }
  for (const char* other :
       {"", "()", "javascript:alert(1)", "file:///etc/passwd", "ftp://a/b", "//a/b", "https:/a",
        "https://", "https:///b", "https://@/b", " https://a", "paper_review/a.pdf", "https"}) {
    EXPECT_EQ(WebLink(other), "") << other;
  }
}

TEST(WebLink, NothingEndsOrLeavesTheLink) {
  EXPECT_EQ(WebLink("https://a/\033]8;;\033\\x\007\n"), "https://a/%1B]8;;%1B%5Cx%07%0A");
  EXPECT_EQ(WebLink("https://a/b c\"><\xC2\x9B증\xFF\x7F"),
            "https://a/b%20c%22%3E%3C%C2%9B%EC%A6%9D%FF%7F");
}

TEST(LinkToPage, ReplacesTheFragment) {
  EXPECT_EQ(LinkToPage("https://a/b.pdf", 3), "https://a/b.pdf#page=3");
  EXPECT_EQ(LinkToPage("https://a/b.pdf#page=9", 3), "https://a/b.pdf#page=3");
  EXPECT_EQ(LinkToPage("https://a/b.pdf?x=1#y#z", 12), "https://a/b.pdf?x=1#page=12");
  EXPECT_EQ(LinkToPage("", 3), "");
}

TEST(HostOf, IsWhereTheLinkReallyLeads) {
  EXPECT_EQ(HostOf("https://github.com/a/b"), "github.com");
  EXPECT_EQ(HostOf("http://www.jmlr.org"), "jmlr.org");
  EXPECT_EQ(HostOf("https://arxiv.org:443?x"), "arxiv.org");
  EXPECT_EQ(HostOf("https://arxiv.org@evil.example/pdf"), "evil.example");
  EXPECT_EQ(HostOf("https://arxiv.org:pw@evil.example#arxiv.org"), "evil.example");
  EXPECT_EQ(HostOf("https://evil.example\\@arxiv.org"), "evil.example");
  EXPECT_EQ(HostOf("mailto:a@b"), "");
}

}  // namespace
}  // namespace rsearch
