// The real rindex fetch with real catalogues, and servers on loopback.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/http_server.h"
#include "tests/support/process.h"
#include "tests/support/sample_pdf.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::Connection;
using ::rsearch::testing::Eventually;
using ::rsearch::testing::HttpServer;
using ::rsearch::testing::ObeyPermissions;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::Process;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::Request;
using ::rsearch::testing::SamplePdf;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class FetchTest : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path root() const { return dir_ / "reviews"; }
  [[nodiscard]] fs::path folder() const { return dir_ / "papers"; }

  // An entry of the collection's README.md.
  void Add(const std::string& title, const std::string& original, const std::string& review = "") {
    const auto link = [](const std::string& label, const std::string& url) {
      return "[" + label + "]" + (url.empty() ? "" : "(" + url + ")");
    };
    catalogue_ += "- " + title + "\n    - " + link("Original Paper Link", original) + " / " +
                  link("Paper Review Link", review) + "\n";
  }
  void Index() {
    WriteFile(root() / "README.md", catalogue_);
    const Outcome update = Rindex({"update", root().string()})->Wait();
    ASSERT_EQ(update.status, 0) << update.err;
  }

  std::unique_ptr<Process> Rindex(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RINDEX);
    arguments.insert(arguments.end(), {"--index", (dir_ / "index").string()});
    Process::Options options;
    options.environment = {{"XDG_STATE_HOME", (dir_ / "state").string()},
                           {"XDG_CONFIG_HOME", (dir_ / "config").string()},
                           {"no_proxy", "*"}};
    options.before_exec = ObeyPermissions;
    return std::make_unique<Process>(arguments, options);
  }
  std::unique_ptr<Process> Start(const std::vector<std::string>& options, const fs::path& into) {
    std::vector<std::string> arguments = {"fetch", into.string(), "--pause", "0"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return Rindex(arguments);
  }
  Outcome Fetch(const std::vector<std::string>& options = {}) {
    return Start(options, folder())->Wait();
  }

  [[nodiscard]] std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder()))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  TempDir dir_;
  std::string catalogue_ = "# Reviews\n\n";
  const std::string pdf_ = SamplePdf({"attention is all you need"});
};

TEST_F(FetchTest, FetchesWhatIsMissing) {
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (request.path == "/gone") return connection->Answer("404 Not Found", {}, "");
    if (request.path == "/html")
      return connection->Answer("200 OK", {"Content-Type: text/html"}, "<html>");
    connection->Answer("200 OK", {"Content-Type: application/pdf"}, pdf_);
  });
  Add("Attention: Is All You Need", server.Url("/a.pdf"), server.Url("/reviews/210106_A.pdf"));
  Add("Gone", server.Url("/gone"));
  Add("Dropout Explained", server.Url("/html"));
  Add("The same again", server.Url("/a.pdf"));
  Add("No Link", "");
  Add("Other", "ftp://e.org/x.pdf");
  Index();
  const Outcome first = Fetch();
  EXPECT_EQ(first.status, 1);
  const std::string place = folder().string();
  EXPECT_EQ(first.out, place + "/Attention Is All You Need.pdf (" + std::to_string(pdf_.size()) +
                           " B)\n"
                           "+1 fetched, 0 here already, 2 failed (--retry tries them again), "
                           "2 without a link\n" +
                           place + " is not indexed; run: rindex update " + place + "\n");
  EXPECT_THAT(first.err, HasSubstr("rindex: " + server.Url("/gone") + ": not found (HTTP 404)\n"));
  EXPECT_THAT(first.err, HasSubstr("rindex: " + server.Url("/html") + ": a web page, not a PDF\n"));
  EXPECT_THAT(first.err,
              HasSubstr("rindex: Other: ftp://e.org/x.pdf is no http or https address\n"));
  EXPECT_THAT(Names(), ElementsAre("Attention Is All You Need.pdf"));
  EXPECT_EQ(ReadFile(folder() / "Attention Is All You Need.pdf"), pdf_);
  EXPECT_THAT(server.requests(), SizeIs(3));
  EXPECT_THAT(server.requests()[0].Header("user-agent"), StartsWith("rsearch/"));

  // Nothing is asked for twice unless it is asked for.
  const Outcome second = Fetch();
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.out, StartsWith("+0 fetched, 1 here already, 2 failed"));
  EXPECT_THAT(second.err, HasSubstr("not found (HTTP 404) (failed on 20"));
  EXPECT_THAT(server.requests(), SizeIs(3));

  const Outcome third = Fetch({"--retry", "--reviews"});
  EXPECT_THAT(third.out, HasSubstr("+1 fetched, 1 here already, 2 failed"));
  EXPECT_THAT(Names(), ElementsAre("210106_A.pdf", "Attention Is All You Need.pdf"));
  EXPECT_THAT(server.requests(), SizeIs(6));
}

TEST_F(FetchTest, ARetryThatWorksIsForgotten) {
  std::atomic<bool> works = false;
  const HttpServer server([&](const Request&, Connection* connection) {
    if (!works) return connection->Answer("500 Oops", {}, "");
    connection->Answer("200 OK", {}, pdf_);
  });
  Add("Alpha", server.Url("/a"));
  Index();
  EXPECT_EQ(Fetch().status, 1);
  works = true;
  EXPECT_EQ(Fetch({"--retry"}).status, 0);
  fs::remove(folder() / "Alpha.pdf");
  EXPECT_EQ(Fetch().status, 0) << "it is fetched again without --retry";
  EXPECT_THAT(Names(), ElementsAre("Alpha.pdf"));
}

TEST_F(FetchTest, DryRunAsksNobody) {
  const HttpServer server([](const Request&, Connection*) {});
  Add("Alpha", server.Url("/a"));
  Add("Beta", "https://arxiv.org/abs/1904.05068");
  Add("Gamma", "");
  Index();
  const Outcome outcome = Fetch({"--dry-run"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            server.Url("/a") + " → " + folder().string() + "/Alpha.pdf\n" +
                "https://arxiv.org/pdf/1904.05068 → " + folder().string() +
                "/1904.05068 Beta.pdf\n2 to fetch, 0 here already, 1 without a link\n");
  EXPECT_EQ(outcome.err, "rindex: Gamma: no link\n");
  EXPECT_THAT(server.requests(), IsEmpty());
  EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(FetchTest, QuietSaysOnlyWhatFailed) {
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (request.path == "/a") return connection->Answer("200 OK", {}, pdf_);
    connection->Answer("404 Not Found", {}, "");
  });
  Add("Alpha", server.Url("/a"));
  Add("Beta", server.Url("/b"));
  Index();
  const Outcome outcome = Fetch({"-q"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err, "rindex: " + server.Url("/b") + ": not found (HTTP 404)\n");
}

TEST_F(FetchTest, NamesStayInTheFolder) {
  const HttpServer server([&](const Request&, Connection* connection) {
    connection->Answer("200 OK", {"Content-Disposition: attachment; filename=\"../../x.pdf\""},
                       pdf_);
  });
  Add("../../evil", server.Url("/1"), server.Url("/r/..%2F..%2Fworse.pdf"));
  Add("/etc/passwd", server.Url("/2"));
  Index();
  EXPECT_EQ(Fetch({"--reviews"}).status, 0);
  EXPECT_THAT(Names(), ElementsAre("etc passwd.pdf", "evil.pdf", "worse.pdf"));
  std::vector<std::string> beside;
  for (const auto& entry : fs::directory_iterator(dir_.path()))
    beside.push_back(entry.path().filename());
  EXPECT_THAT(beside, UnorderedElementsAre("index", "papers", "reviews"));
}

TEST_F(FetchTest, BelowARootThereIsNothingToAdd) {
  const HttpServer server(
      [&](const Request&, Connection* connection) { connection->Answer("200 OK", {}, pdf_); });
  Add("Alpha", server.Url("/a"));
  Index();
  const Outcome outcome = Start({}, root() / "papers")->Wait();
  EXPECT_THAT(outcome.out, ::testing::EndsWith("+1 fetched, 0 here already\n"));
}

TEST_F(FetchTest, CtrlCKeepsThePartAndTheNextRunGoesOn) {
  std::atomic<int> requests = 0;
  const HttpServer server([&](const Request& request, Connection* connection) {
    const std::string etag = "ETag: \"1\"";
    if (++requests == 1) {
      connection->Send(Connection::Head("200 OK", {etag}, pdf_.size()) + pdf_.substr(0, 400));
      return connection->WaitForHangUp();
    }
    if (request.Header("range") != "bytes=400-") return connection->Answer("400 Bad", {}, "");
    connection->Answer("206 Partial Content",
                       {etag, "Content-Range: bytes 400-" + std::to_string(pdf_.size() - 1) + "/" +
                                  std::to_string(pdf_.size())},
                       pdf_.substr(400));
  });
  Add("Alpha", server.Url("/a"));
  Index();
  const auto fetch = Start({}, folder());
  std::error_code ignored;
  ASSERT_TRUE(
      Eventually([&] { return fs::file_size(folder() / "Alpha.pdf.part", ignored) == 400; }));
  fetch->Kill(SIGINT);
  const Outcome outcome = fetch->Wait();
  EXPECT_EQ(outcome.status, 130);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err,
            "rindex: interrupted; 0 fetched; what has begun is kept, the same command goes on with "
            "it\n");
  EXPECT_THAT(Names(), ElementsAre("Alpha.pdf.part", "Alpha.pdf.part.from"));

  EXPECT_EQ(Fetch().status, 0);
  EXPECT_THAT(Names(), ElementsAre("Alpha.pdf"));
  EXPECT_EQ(ReadFile(folder() / "Alpha.pdf"), pdf_);
}

TEST_F(FetchTest, AKilledRunIsGoneOnWith) {
  std::atomic<int> requests = 0;
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (++requests == 1) {
      connection->Send(Connection::Head("200 OK", {"ETag: \"1\""}, pdf_.size()) +
                       pdf_.substr(0, 400));
      return connection->WaitForHangUp();
    }
    EXPECT_EQ(request.Header("if-range"), "\"1\"");
    connection->Answer("200 OK", {"ETag: \"2\""}, pdf_);  // it has changed meanwhile
  });
  Add("Alpha", server.Url("/a"));
  Index();
  const auto fetch = Start({}, folder());
  std::error_code ignored;
  ASSERT_TRUE(
      Eventually([&] { return fs::file_size(folder() / "Alpha.pdf.part", ignored) == 400; }));
  fetch->Kill(SIGKILL);
  EXPECT_EQ(fetch->Wait().status, 128 + SIGKILL);
  EXPECT_EQ(Fetch().status, 0);
  EXPECT_EQ(ReadFile(folder() / "Alpha.pdf"), pdf_);
  EXPECT_THAT(Names(), ElementsAre("Alpha.pdf"));
}

TEST_F(FetchTest, FoldersThatCannotBeWritten) {
  const HttpServer server(
      [&](const Request&, Connection* connection) { connection->Answer("200 OK", {}, pdf_); });
  Add("Alpha", server.Url("/a"));
  Index();
  fs::create_directories(folder());
  fs::permissions(folder(), fs::perms(0555));
  const Outcome read_only = Fetch();
  fs::permissions(folder(), fs::perms(0755));
  EXPECT_EQ(read_only.status, 2);
  EXPECT_EQ(read_only.err,
            "rindex: cannot write " + folder().string() + "/Alpha.pdf.part: Permission denied\n");

  fs::remove(folder());
  WriteFile(folder(), "a file");
  const Outcome file = Fetch();
  EXPECT_EQ(file.status, 2);
  EXPECT_EQ(file.err, "rindex: cannot read " + folder().string() + ": Not a directory\n");
}

TEST_F(FetchTest, ADamagedListOfFailuresIsNoReasonToStop) {
  const HttpServer server(
      [&](const Request&, Connection* connection) { connection->Answer("200 OK", {}, pdf_); });
  Add("Alpha", server.Url("/a"));
  Index();
  WriteFile(dir_ / "state/rsearch/fetch-failures", "nonsense");
  const Outcome outcome = Fetch();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, HasSubstr("fetch-failures cannot be read; trying all"));
}

TEST_F(FetchTest, WhatTheIndexHasIsNotFetched) {
  Add("Relational KD", "https://arxiv.org/abs/1904.05068v1",
      "https://github.com/o/r/blob/main/vision/210106_RKD.pdf");
  Add("Wide & Deep", "https://arxiv.org/pdf/1606.07792.pdf");
  WriteFile(root() / "vision/210106_RKD.pdf", pdf_);
  WriteFile(root() / "original/1904.05068v2 Relational.pdf", SamplePdf({"relational"}));
  Index();
  const Outcome outcome = Fetch({"--dry-run", "--reviews"});
  EXPECT_EQ(outcome.out, "https://arxiv.org/pdf/1606.07792 → " + folder().string() +
                             "/1606.07792 Wide & Deep.pdf\n1 to fetch, 2 here already\n");
}

// --- the program's own words

TEST_F(FetchTest, Usage) {
  const auto rindex = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {RINDEX, "fetch"});
    return ::rsearch::testing::Run(arguments);
  };
  const std::string index = (dir_ / "index").string();
  const Outcome none = rindex({folder().string(), "--index", index});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("no index at " + index));
  EXPECT_FALSE(fs::exists(folder()));
  EXPECT_EQ(rindex({"--index", index}).status, 2);
  for (const std::vector<std::string>& bad : std::vector<std::vector<std::string>>{
           {"--max-size", "0"}, {"--max-size", "x"}, {"--pause", "-1"}, {"--pause", "1e9"}}) {
    const Outcome outcome = rindex({folder().string(), bad[0], bad[1]});
    EXPECT_EQ(outcome.status, 2) << bad[0] << " " << bad[1];
    EXPECT_THAT(outcome.err, HasSubstr(bad[0])) << bad[1];
  }
  EXPECT_EQ(rindex({"--help"}).status, 0);
}

}  // namespace
}  // namespace rsearch
