// Downloads from real servers on loopback that behave well, badly and hostilely.

#include "indexer/fetch/client.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "rsearch/unique_fd.h"
#include "tests/support/http_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_stream.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::Connection;
using ::rsearch::testing::Eventually;
using ::rsearch::testing::HttpServer;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::Request;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::TlsIdentity;
using ::rsearch::testing::WriteFile;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string Pdf(std::size_t size) {
  std::string pdf = "%PDF-1.4\n";
  for (std::size_t i = 0; pdf.size() < size; ++i)
    pdf += "line " + std::to_string(i) + "\n";
  pdf.resize(size);
  return pdf;
}

// "fetched NAME", "failed NAME: REASON", "waiting NAME: REASON".
class Recorder : public FetchObserver {
 public:
  void Requested(const Download& download) override {
    if (on_request) on_request(download);
  }
  void Waiting(const Download& download, const std::string& reason, milliseconds wait) override {
    events.push_back("waiting " + download.file + ": " + reason + ", " +
                     std::to_string(wait.count()) + " ms");
  }
  void Fetched(const Download& download, std::uint64_t /*bytes*/) override {
    events.push_back("fetched " + download.file);
  }
  void Failed(const Download& download, const std::string& reason) override {
    events.push_back("failed " + download.file + ": " + reason);
  }
  void Progressed(std::size_t /*files*/, std::uint64_t bytes,
                  const std::string& /*file*/) override {
    received = bytes;
  }

  std::function<void(const Download&)> on_request;
  std::vector<std::string> events;
  std::uint64_t received = 0;
};

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    // Proxies of the surroundings are not for loopback.
    setenv("no_proxy", "*", 1);
    fs::create_directories(folder());
    options_.folder = folder();
    options_.pause = milliseconds(0);
    options_.max_size = 1'000'000;
    options_.retry.wait = milliseconds(10);
  }

  [[nodiscard]] fs::path folder() const { return dir_ / "papers"; }

  Result<FetchCounts> Fetch(const std::vector<Download>& downloads) {
    recorder_.events.clear();
    return FetchFiles(downloads, options_, "rsearch/test", &recorder_);
  }
  // One file, named "a.pdf"; what became of it.
  std::string FetchOne(const std::string& url) {
    const auto counts = Fetch({{url, "a.pdf", ""}});
    if (!counts) return "error: " + counts.error().message;
    if (counts->interrupted) return "interrupted";
    return recorder_.events.empty() ? "nothing" : recorder_.events.back();
  }
  [[nodiscard]] std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder()))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  [[nodiscard]] bool IsWhole() const { return ReadFile(folder() / "a.pdf") == pdf_; }
  // Half a PDF with its origin, as an earlier run left it.
  void LeavePart(const std::string& url, std::string_view bytes,
                 const std::string& validator = "\"v1\"") {
    WriteFile(folder() / "a.pdf.part", bytes);
    WriteFile(folder() / "a.pdf.part.from", "rsearch part 1\n" + url + "\n" + validator + "\n");
  }

  TempDir dir_;
  ClientOptions options_;
  Recorder recorder_;
  const std::string pdf_ = Pdf(50'000);
};

// A server that answers everything with the same.
HttpServer::Handler Always(const std::string& status, const std::vector<std::string>& headers,
                           const std::string& body) {
  return [=](const Request&, Connection* connection) { connection->Answer(status, headers, body); };
}

// A server that knows ranges.
HttpServer::Handler Ranges(const std::string& body, const std::string& etag) {
  return [=](const Request& request, Connection* connection) {
    const std::string range = request.Header("range");  // "bytes=100-"
    if (range.empty() || request.Header("if-range") != etag)
      return connection->Answer("200 OK", {"ETag: " + etag}, body);
    const std::size_t from = std::stoul(range.substr(6));
    connection->Answer(
        "206 Partial Content",
        {"ETag: " + etag, "Content-Range: bytes " + std::to_string(from) + "-" +
                              std::to_string(body.size() - 1) + "/" + std::to_string(body.size())},
        body.substr(from));
  };
}

TEST_F(ClientTest, AFileIsFetchedWhole) {
  const HttpServer server(Always("200 OK", {"Content-Type: application/pdf"}, pdf_));
  EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
  EXPECT_THAT(Names(), ElementsAre("a.pdf"));
  EXPECT_TRUE(IsWhole());
  EXPECT_EQ(recorder_.received, pdf_.size());
  ASSERT_THAT(server.requests(), SizeIs(1));
  EXPECT_EQ(server.requests()[0].Header("user-agent"), "rsearch/test");
  EXPECT_EQ(server.requests()[0].Header("range"), "");
}

TEST_F(ClientTest, WhatIsAPdf) {
  struct Case {
    std::string body;
    const char* outcome;
  };
  const std::vector<Case> cases = {
      {"%PDF-1.7", "fetched a.pdf"},
      {std::string(1019, '\n') + pdf_, "fetched a.pdf"},
      {std::string(1020, '\n') + pdf_, "failed a.pdf: not a PDF: it begins with"},
      {"<!DOCTYPE html><html>",
       "failed a.pdf: not a PDF: it begins with \"<!DOCTYPE html><html>\""},
      {"", "failed a.pdf: not a PDF: nothing was sent"},
  };
  for (const Case& c : cases) {
    const HttpServer server(Always("200 OK", {"Content-Type: application/pdf"}, c.body));
    EXPECT_THAT(FetchOne(server.Url("/x")), StartsWith(c.outcome));
    const bool is_pdf = std::string(c.outcome).starts_with("fetched");
    EXPECT_EQ(Names(), is_pdf ? std::vector<std::string>{"a.pdf"} : std::vector<std::string>{});
    fs::remove(folder() / "a.pdf");
  }
}

TEST_F(ClientTest, AWebPageIsNoPdf) {
  const HttpServer server(Always("200 OK", {"Content-Type: text/html; charset=utf-8"}, pdf_));
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: a web page, not a PDF");
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(ClientTest, ErrorsOfTheServer) {
  struct Case {
    const char* status;
    const char* reason;
  };
  for (const Case& c :
       {Case{"404 Not Found", "not found (HTTP 404)"},
        Case{"403 Forbidden", "access is refused (HTTP 403)"},
        Case{"500 Oops", "the server has failed (HTTP 500)"}, Case{"302 Found", "HTTP 302"}}) {
    const HttpServer server(Always(c.status, {}, pdf_));
    EXPECT_EQ(FetchOne(server.Url("/x")), std::string("failed a.pdf: ") + c.reason);
    EXPECT_THAT(Names(), IsEmpty());
  }
}

TEST_F(ClientTest, OneFailureDoesNotStopTheOthers) {
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (request.path == "/bad") return connection->Answer("404 Not Found", {}, "");
    connection->Answer("200 OK", {}, pdf_);
  });
  const auto counts = Fetch({{server.Url("/1"), "1.pdf", ""},
                             {server.Url("/bad"), "2.pdf", ""},
                             {server.Url("/3"), "3.pdf", ""}});
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->fetched, 2U);
  EXPECT_EQ(counts->failed, 1U);
  EXPECT_EQ(counts->bytes, 2 * pdf_.size());
  EXPECT_THAT(Names(), ElementsAre("1.pdf", "3.pdf"));
}

// --- redirects

TEST_F(ClientTest, RedirectsAreFollowed) {
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (request.path == "/a") {
      // Its body is nobody's business, its head neither.
      return connection->Answer("302 Found", {"Location: ../b", "Content-Type: text/html"},
                                "<html>");
    }
    if (request.path == "/b") return connection->Answer("301 Moved", {"Location: /c"}, "");
    connection->Answer("200 OK", {}, pdf_);
  });
  EXPECT_EQ(FetchOne(server.Url("/a")), "fetched a.pdf");
  EXPECT_TRUE(IsWhole());
}

TEST_F(ClientTest, RedirectsThatAreNot) {
  WriteFile(dir_ / "secret.pdf", pdf_);
  struct Case {
    std::string location;
    const char* reason;
  };
  const std::vector<Case> cases = {
      {"/x", "redirected more than 5 times"},
      {"file://" + (dir_ / "secret.pdf").string(),
       "redirected to what is no http or https address"},
      {"ftp://127.0.0.1/a.pdf", "redirected to what is no http or https address"},
      {"gopher://127.0.0.1/", "redirected to what is no http or https address"},
  };
  for (const Case& c : cases) {
    const HttpServer server(Always("302 Found", {"Location: " + c.location}, ""));
    EXPECT_EQ(FetchOne(server.Url("/x")), std::string("failed a.pdf: ") + c.reason) << c.location;
    EXPECT_THAT(Names(), IsEmpty());
    EXPECT_LE(server.requests().size(), 6U);
  }
}

// --- too much

void SendUntilHangUp(Connection* connection, const std::string& bytes) {
  while (connection->Send(bytes)) {
  }
}

TEST_F(ClientTest, EndlessAnswers) {
  struct Case {
    const char* path;
    const char* reason;
  };
  const std::vector<Case> cases = {
      {"/body", "larger than 1 MB (see --max-size)"},
      {"/chunks", "larger than 1 MB (see --max-size)"},
      {"/redirect", "larger than 1 MB (see --max-size)"},
      {"/error", "not found (HTTP 404)"},
      {"/junk", "not a PDF: it begins with \"line 0 line 1 line 2 lin\""},
      {"/head", "the server's answer has an endless head"}};
  const HttpServer server([&](const Request& request, Connection* connection) {
    const std::string more = "line 0 line 1 line 2 line 3 line 4 line 5\r\n";
    if (request.path == "/body") {
      connection->Send("HTTP/1.1 200 OK\r\nETag: \"v\"\r\n\r\n%PDF-1.4\n");
    } else if (request.path == "/chunks") {
      connection->Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n%PDF-1.4\n\r\n");
      return SendUntilHangUp(connection, "2b\r\n" + more + "\r\n");
    } else if (request.path == "/redirect") {
      connection->Send("HTTP/1.1 302 Found\r\nLocation: /body\r\n\r\n");
    } else if (request.path == "/error") {
      connection->Send("HTTP/1.1 404 Not Found\r\n\r\n");
    } else if (request.path == "/junk") {
      connection->Send("HTTP/1.1 200 OK\r\n\r\n");
    } else {
      connection->Send("HTTP/1.1 200 OK\r\n");
      return SendUntilHangUp(connection, "X: " + more);
    }
    SendUntilHangUp(connection, more);
  });
  for (const Case& c : cases) {
    EXPECT_EQ(FetchOne(server.Url(c.path)), std::string("failed a.pdf: ") + c.reason) << c.path;
    EXPECT_THAT(Names(), IsEmpty()) << c.path;
  }
}

TEST_F(ClientTest, ALargeFileIsRefusedByItsHead) {
  std::atomic<bool> sent = false;
  const HttpServer server([&](const Request&, Connection* connection) {
    connection->Send("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n%PDF-1.4\n");
    connection->WaitForHangUp();
    sent = !connection->stopping();
  });
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: larger than 1 MB (see --max-size)");
  EXPECT_TRUE(Eventually([&] { return sent.load(); }));
  EXPECT_THAT(Names(), IsEmpty());
}

// --- ends before its time, and how it goes on

// Promises the whole and sends `sent` bytes.
HttpServer::Handler Truncated(const std::string& pdf, std::size_t sent, const std::string& header) {
  return [=](const Request&, Connection* connection) {
    connection->Send(Connection::Head("200 OK", {header}, pdf.size()));
    connection->Send(pdf.substr(0, sent));
  };
}

TEST_F(ClientTest, ATruncatedFileIsNotTakenForWhole) {
  const HttpServer server(Truncated(pdf_, 30'000, "X: y"));
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: ended early, after 30 kB of 50 kB");
  EXPECT_THAT(Names(), IsEmpty()) << "without a validator the rest cannot be asked for";
}

TEST_F(ClientTest, TruncatedChunks) {
  const HttpServer server([](const Request&, Connection* connection) {
    connection->Send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n%PDF-1.4\n\r\nff\r\nabc");
  });
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: ended early, after 12 B");
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(ClientTest, TheRestIsAskedFor) {
  for (const std::string validator :
       {"ETag: \"v1\"", "Last-Modified: Wed, 01 May 2024 00:00:00 GMT"}) {
    const std::string value = validator.substr(validator.find(' ') + 1);
    std::atomic<int> requests = 0;
    const HttpServer server([&](const Request& request, Connection* connection) {
      if (++requests == 1) return Truncated(pdf_, 30'000, validator)(request, connection);
      if (request.Header("range") != "bytes=30000-" || request.Header("if-range") != value)
        return connection->Answer("400 Bad", {}, "");
      connection->Answer("206 Partial Content",
                         {validator, "Content-Range: bytes 30000-49999/50000"},
                         pdf_.substr(30'000));
    });
    EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: ended early, after 30 kB of 50 kB");
    EXPECT_THAT(Names(), ElementsAre("a.pdf.part", "a.pdf.part.from"));
    EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
    EXPECT_EQ(recorder_.received, 20'000U);
    EXPECT_THAT(Names(), ElementsAre("a.pdf"));
    EXPECT_TRUE(IsWhole());
    fs::remove(folder() / "a.pdf");
  }
}

TEST_F(ClientTest, AServerWithoutRangesSendsAllAgain) {
  const HttpServer server(Always("200 OK", {"ETag: \"v1\""}, pdf_));
  LeavePart(server.Url("/x"), pdf_.substr(0, 20'000));
  EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
  EXPECT_TRUE(IsWhole());
  EXPECT_THAT(Names(), ElementsAre("a.pdf"));
  ASSERT_THAT(server.requests(), SizeIs(1));
  EXPECT_EQ(server.requests()[0].Header("range"), "bytes=20000-");
}

TEST_F(ClientTest, AFileThatHasChangedIsSentWhole) {
  const HttpServer server(Ranges(pdf_, "\"v2\""));
  LeavePart(server.Url("/x"), Pdf(70'000));
  EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
  EXPECT_TRUE(IsWhole());
}

// Servers that leave out "If-Range", send another piece, or none.
TEST_F(ClientTest, PiecesThatDoNotFitAreNotUsed) {
  struct Case {
    const char* what;
    const char* status;
    std::vector<std::string> headers;
  };
  const std::vector<Case> cases = {
      {"another version", "206 P", {"ETag: \"v2\"", "Content-Range: bytes 20000-49999/50000"}},
      {"another place", "206 P", {"ETag: \"v1\"", "Content-Range: bytes 0-29999/50000"}},
      {"no place", "206 P", {"ETag: \"v1\""}},
      {"nothing there", "416 No", {"Content-Range: bytes */50000"}},
  };
  for (const Case& c : cases) {
    const HttpServer server([&](const Request& request, Connection* connection) {
      if (request.Header("range").empty()) return connection->Answer("200 OK", {}, pdf_);
      connection->Answer(c.status, c.headers, pdf_.substr(20'000));
    });
    LeavePart(server.Url("/x"), std::string("%PDF-1.4\n") + std::string(19'991, '?'));
    EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf") << c.what;
    EXPECT_TRUE(IsWhole()) << c.what;
    EXPECT_THAT(server.requests(), SizeIs(2)) << c.what;
    EXPECT_THAT(Names(), ElementsAre("a.pdf")) << c.what;
    fs::remove(folder() / "a.pdf");
  }
}

TEST_F(ClientTest, ARestThatEndsEarlyIsNotWhole) {
  const HttpServer server([&](const Request&, Connection* connection) {
    connection->Answer("206 P", {"ETag: \"v1\"", "Content-Range: bytes 20000-49999/50000"},
                       pdf_.substr(20'000, 10'000));
  });
  LeavePart(server.Url("/x"), pdf_.substr(0, 20'000));
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: ended early, after 30 kB of 50 kB");
  EXPECT_THAT(Names(), ElementsAre("a.pdf.part", "a.pdf.part.from"));
  EXPECT_EQ(ReadFile(folder() / "a.pdf.part"), pdf_.substr(0, 30'000));
}

TEST_F(ClientTest, PartsOfUnknownOriginAreNotUsed) {
  const HttpServer server(Ranges(pdf_, "\"v1\""));
  const std::string url = server.Url("/x");
  struct Case {
    const char* what;
    std::string part;
    std::string origin;
  };
  const std::vector<Case> cases = {
      {"of another URL", pdf_, "rsearch part 1\n" + server.Url("/y") + "\n\"v1\"\n"},
      {"cut off", pdf_, "rsearch part 1\n" + url + "\n\"v"},
      {"no file of ours", pdf_, "hello\n" + url + "\n\"v1\"\n"},
      {"none", pdf_, ""},
      {"no validator", pdf_, "rsearch part 1\n" + url + "\n\n"},
      {"nothing in the part", "", "rsearch part 1\n" + url + "\n\"v1\"\n"},
      {"no PDF in the part", "hello", "rsearch part 1\n" + url + "\n\"v1\"\n"},
  };
  for (const Case& c : cases) {
    WriteFile(folder() / "a.pdf.part", c.part);
    WriteFile(folder() / "a.pdf.part.from", c.origin);
    EXPECT_EQ(FetchOne(url), "fetched a.pdf") << c.what;
    EXPECT_TRUE(IsWhole()) << c.what;
    EXPECT_EQ(server.requests().back().Header("range"), "") << c.what;
    EXPECT_THAT(Names(), ElementsAre("a.pdf")) << c.what;
    fs::remove(folder() / "a.pdf");
  }
}

TEST_F(ClientTest, StopKeepsThePart) {
  std::atomic<int> requests = 0;
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (++requests > 1) return Ranges(pdf_, "\"v1\"")(request, connection);
    connection->Send(Connection::Head("200 OK", {"ETag: \"v1\""}, pdf_.size()));
    connection->Send(pdf_.substr(0, 20'000));
    connection->WaitForHangUp();
  });
  options_.stop = [&] {
    return fs::exists(folder() / "a.pdf.part") && recorder_.received == 20'000;
  };
  EXPECT_EQ(FetchOne(server.Url("/x")), "interrupted");
  EXPECT_THAT(recorder_.events, IsEmpty()) << "it is no failure";
  EXPECT_EQ(ReadFile(folder() / "a.pdf.part"), pdf_.substr(0, 20'000));

  options_.stop = nullptr;
  EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
  EXPECT_TRUE(IsWhole());
  EXPECT_EQ(recorder_.received, 30'000U);
}

// --- slow and busy servers, and none

TEST_F(ClientTest, AStalledServerIsGivenUp) {
  const HttpServer server([&](const Request& request, Connection* connection) {
    if (request.path == "/body")
      connection->Send(Connection::Head("200 OK", {}, pdf_.size()) + pdf_.substr(0, 100));
    connection->WaitForHangUp();
  });
  options_.stall = seconds(1);
  for (const char* path : {"/body", "/silence"}) {
    EXPECT_EQ(FetchOne(server.Url(path)), "failed a.pdf: stalled: less than 1024 bytes/s for 1 s");
    EXPECT_THAT(Names(), IsEmpty());
  }
}

TEST_F(ClientTest, ASlowServerIsWaitedFor) {
  const HttpServer server([&](const Request&, Connection* connection) {
    connection->Send(Connection::Head("200 OK", {}, pdf_.size()));
    for (std::size_t at = 0; at < pdf_.size(); at += 5'000) {
      std::this_thread::sleep_for(milliseconds(20));
      connection->Send(pdf_.substr(at, 5'000));
    }
  });
  EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
  EXPECT_TRUE(IsWhole());
}

TEST_F(ClientTest, NoServer) {
  std::string url;
  {
    const HttpServer server([](const Request&, Connection*) {});
    EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: no answer");
    url = server.Url("/x");
  }
  EXPECT_THAT(FetchOne(url), StartsWith("failed a.pdf: no connection: "));
}

TEST_F(ClientTest, NoHttp) {
  const HttpServer server(
      [](const Request&, Connection* connection) { connection->Send("220 ftp here\r\n"); });
  EXPECT_THAT(FetchOne(server.Url("/x")), StartsWith("failed a.pdf: no HTTP: "));
}

TEST_F(ClientTest, ABusyServerIsAskedAgain) {
  for (const char* status : {"429 Too Many Requests", "503 Service Unavailable"}) {
    std::atomic<int> requests = 0;
    const HttpServer server([&](const Request&, Connection* connection) {
      if (++requests == 1) return connection->Answer(status, {"Retry-After: 1"}, "later");
      connection->Answer("200 OK", {}, pdf_);
    });
    EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
    ASSERT_THAT(recorder_.events, SizeIs(2));
    EXPECT_THAT(recorder_.events[0], HasSubstr(", 1000 ms"));
    EXPECT_TRUE(IsWhole());
    fs::remove(folder() / "a.pdf");
  }
}

TEST_F(ClientTest, ButNotForEver) {
  const HttpServer busy(Always("429 Too Many Requests", {}, ""));
  EXPECT_EQ(FetchOne(busy.Url("/x")), "failed a.pdf: too many requests (HTTP 429), asked 3 times");
  EXPECT_THAT(busy.requests(), SizeIs(3));
  const HttpServer tomorrow(Always("503 Busy", {"Retry-After: 86400"}, ""));
  EXPECT_EQ(FetchOne(tomorrow.Url("/x")),
            "failed a.pdf: the server is too busy (HTTP 503), asked to come back in 86400 s");
  EXPECT_THAT(tomorrow.requests(), SizeIs(1));
}

// --- politeness

TEST_F(ClientTest, TwoAtATime) {
  const HttpServer server([&](const Request&, Connection* connection) {
    // Long enough for a third one to come, if one would.
    std::this_thread::sleep_for(milliseconds(50));
    connection->Answer("200 OK", {}, pdf_);
  });
  std::vector<Download> downloads;
  downloads.reserve(8);
  for (int i = 0; i < 8; ++i)
    downloads.push_back({server.Url("/x"), std::to_string(i) + ".pdf", ""});
  ASSERT_TRUE(Fetch(downloads));
  EXPECT_THAT(Names(), SizeIs(8));
  EXPECT_EQ(server.most_at_once(), 2);
}

TEST_F(ClientTest, RequestsToOneHostAreApart) {
  const HttpServer first(Always("200 OK", {}, pdf_));
  const HttpServer second(Always("200 OK", {}, pdf_), {"127.0.0.2"});
  std::vector<Download> downloads;
  for (int i = 0; i < 3; ++i) {
    const std::string number = std::to_string(i);
    downloads.push_back({first.Url("/x"), "first " + number + ".pdf", ""});
  }
  downloads.push_back({second.Url("/x"), "second.pdf", ""});

  // A clock that goes on by 100 ms whenever it is looked at.
  std::chrono::steady_clock::time_point now;
  options_.pause = seconds(1);
  options_.now = [&] { return now += milliseconds(100); };
  std::vector<std::pair<std::string, std::chrono::steady_clock::time_point>> starts;
  recorder_.on_request = [&](const Download& download) { starts.emplace_back(download.file, now); };
  ASSERT_TRUE(Fetch(downloads));

  ASSERT_THAT(starts, SizeIs(4));
  EXPECT_EQ(starts[0].first, "first 0.pdf");
  EXPECT_EQ(starts[1].first, "second.pdf") << "another host need not wait";
  EXPECT_LT(starts[1].second - starts[0].second, seconds(1));
  EXPECT_EQ(starts[2].first, "first 1.pdf");
  EXPECT_EQ(starts[2].second - starts[0].second, seconds(1));
  EXPECT_EQ(starts[3].first, "first 2.pdf");
  EXPECT_EQ(starts[3].second - starts[2].second, seconds(1));
}

// A host that says "later" is left alone by all downloads.
TEST_F(ClientTest, ABusyHostHoldsItsOtherFiles) {
  std::atomic<int> requests = 0;
  const HttpServer server([&](const Request&, Connection* connection) {
    if (++requests == 1) return connection->Answer("429 No", {"Retry-After: 1"}, "");
    connection->Answer("200 OK", {}, pdf_);
  });
  options_.parallel = 1;
  ASSERT_TRUE(Fetch({{server.Url("/1"), "1.pdf", ""}, {server.Url("/2"), "2.pdf", ""}}));
  EXPECT_THAT(recorder_.events, ElementsAre("waiting 1.pdf: too many requests (HTTP 429), 1000 ms",
                                            "fetched 1.pdf", "fetched 2.pdf"));
}

// --- TLS

TEST_F(ClientTest, OnlyTrustedCertificates) {
  const TlsIdentity identity("IP:127.0.0.1");
  const HttpServer server(Always("200 OK", {}, pdf_), identity.ServerOptions());
  EXPECT_THAT(FetchOne(server.Url("/x")),
              StartsWith("failed a.pdf: the server's certificate is not trusted: "));
  EXPECT_THAT(server.requests(), IsEmpty());

  options_.certificates = dir_ / "trusted.pem";
  WriteFile(options_.certificates, identity.Pem());
  EXPECT_EQ(FetchOne(server.Url("/x")), "fetched a.pdf");
  EXPECT_TRUE(IsWhole());
}

TEST_F(ClientTest, OnlyCertificatesOfThatHost) {
  const TlsIdentity identity("DNS:example.org");
  const HttpServer server(Always("200 OK", {}, pdf_), identity.ServerOptions());
  options_.certificates = dir_ / "trusted.pem";
  WriteFile(options_.certificates, identity.Pem());
  EXPECT_THAT(FetchOne(server.Url("/x")),
              StartsWith("failed a.pdf: the server's certificate is not trusted: "));
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST_F(ClientTest, NoTlsAtAll) {
  const HttpServer server(Always("200 OK", {}, pdf_));
  std::string url = server.Url("/x");
  url.replace(0, 4, "https");
  EXPECT_THAT(FetchOne(url), StartsWith("failed a.pdf: no secure connection: "));
}

// --- the folder

TEST_F(ClientTest, AFileThatAppearsMeanwhileStays) {
  const HttpServer server([&](const Request&, Connection* connection) {
    WriteFile(folder() / "a.pdf", "mine");
    connection->Answer("200 OK", {"ETag: \"v\""}, pdf_);
  });
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: a file of that name has appeared meanwhile");
  EXPECT_EQ(ReadFile(folder() / "a.pdf"), "mine");
  EXPECT_THAT(Names(), ElementsAre("a.pdf"));
}

TEST_F(ClientTest, PartsThatAreSomethingElse) {
  const HttpServer server(Always("200 OK", {}, pdf_));
  WriteFile(dir_ / "mine", "mine");
  const fs::path part = folder() / "a.pdf.part";
  fs::create_symlink(dir_ / "mine", part);
  EXPECT_THAT(FetchOne(server.Url("/x")), StartsWith("failed a.pdf: cannot open "));
  EXPECT_EQ(ReadFile(dir_ / "mine"), "mine");
  fs::remove(part);
  fs::create_directory(part);
  EXPECT_THAT(FetchOne(server.Url("/x")), StartsWith("failed a.pdf: cannot open "));
  fs::remove(part);
  ASSERT_EQ(mkfifo(part.c_str(), 0600), 0);
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: " + part.string() + " is no file");
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST_F(ClientTest, TheOriginIsNotWrittenThroughALink) {
  const HttpServer server(Truncated(pdf_, 30'000, "ETag: \"v\""));
  WriteFile(dir_ / "mine", "mine");
  fs::create_symlink(dir_ / "mine", folder() / "a.pdf.part.from");
  EXPECT_THAT(FetchOne(server.Url("/x")), StartsWith("failed a.pdf: ended early"));
  EXPECT_EQ(ReadFile(dir_ / "mine"), "mine");
  EXPECT_FALSE(fs::is_symlink(folder() / "a.pdf.part.from"));
}

TEST_F(ClientTest, APartThatAnotherProcessWritesIsLeftToIt) {
  const HttpServer server(Always("200 OK", {}, pdf_));
  WriteFile(folder() / "a.pdf.part", "%PDF-1.4 theirs");
  const UniqueFd theirs(open((folder() / "a.pdf.part").c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(flock(theirs.get(), LOCK_EX), 0);
  EXPECT_EQ(FetchOne(server.Url("/x")), "failed a.pdf: another rindex is downloading it");
  EXPECT_EQ(ReadFile(folder() / "a.pdf.part"), "%PDF-1.4 theirs");
}

// What a full disk or a quota does: writes fail from some size on.
TEST_F(ClientTest, NoSpaceLeftEndsTheRun) {
  const HttpServer server(Ranges(pdf_, "\"v1\""));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit limit{20'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &limit);
  options_.parallel = 1;
  const auto counts = Fetch({{server.Url("/a"), "a.pdf", ""}, {server.Url("/b"), "b.pdf", ""}});
  setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().code, ErrorCode::kNoSpace);
  EXPECT_EQ(counts.error().message,
            "cannot write " + (folder() / "a.pdf.part").string() + ": no space left");
  EXPECT_THAT(server.requests(), SizeIs(1));

  EXPECT_EQ(FetchOne(server.Url("/a")), "fetched a.pdf") << "with space again, it goes on";
  EXPECT_TRUE(IsWhole());
  EXPECT_LT(recorder_.received, pdf_.size());
}

TEST_F(ClientTest, AFolderThatIsNotThere) {
  const HttpServer server(Always("200 OK", {}, pdf_));
  options_.folder = dir_ / "none";
  EXPECT_THAT(FetchOne(server.Url("/x")), StartsWith("error: cannot write "));
}

}  // namespace
}  // namespace rsearch
