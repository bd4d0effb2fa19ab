#include "indexer/fetch/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace rsearch {
namespace {

using Parts = std::vector<std::string_view>;

// curl's own parser, so that no two readings of a URL can differ.
class ParsedUrl {
 public:
  static Result<ParsedUrl> Parse(std::string_view text) {
    ParsedUrl url;
    constexpr unsigned kFlags = CURLU_URLENCODE | CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME;
    switch (curl_url_set(url.handle_.get(), CURLUPART_URL, std::string(text).c_str(), kFlags)) {
      case CURLUE_OK:
        break;
      case CURLUE_USER_NOT_ALLOWED:
        return Error{ErrorCode::kUsage, "has a user name in it"};
      default:
        return Error{ErrorCode::kUsage, "is no http or https address"};
    }
    curl_url_set(url.handle_.get(), CURLUPART_FRAGMENT, nullptr, 0);
    return url;
  }

  [[nodiscard]] std::string Get(CURLUPart part) const {
    char* text = nullptr;
    if (curl_url_get(handle_.get(), part, &text, CURLU_NO_DEFAULT_PORT) != CURLUE_OK) return {};
    const std::unique_ptr<char, void (*)(void*)> owner(text, curl_free);
    return text;
  }

  // curl makes it lower case.
  [[nodiscard]] bool IsWeb() const {
    const std::string scheme = Get(CURLUPART_SCHEME);
    return scheme == "http" || scheme == "https";
  }

  [[nodiscard]] std::string Host() const {
    std::string host = Get(CURLUPART_HOST);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return host;
  }

 private:
  ParsedUrl() : handle_(curl_url(), curl_url_cleanup) {}
  std::unique_ptr<CURLU, void (*)(CURLU*)> handle_;
};

// The names of a path, without empty ones.
Parts NamesOf(std::string_view path) {
  Parts names;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) names.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return names;
}

std::string Join(Parts::const_iterator from, Parts::const_iterator to) {
  std::string joined;
  for (; from != to; ++from) {
    joined += joined.empty() ? "" : "/";
    joined += *from;
  }
  return joined;
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

bool IsHostOrBelow(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

std::string_view WithoutVersion(std::string_view id) {
  const std::size_t v = id.rfind('v');
  return v != std::string_view::npos && AllDigits(id.substr(v + 1)) ? id.substr(0, v) : id;
}

// "1904.05068v2", "0704.0001", "math.GT/0309136": the forms of
// https://info.arxiv.org/help/arxiv_identifier.html.
bool IsArxivId(std::string_view id) {
  id = WithoutVersion(id);
  const std::size_t slash = id.find('/');
  if (slash != std::string_view::npos) {
    const auto in_archive = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
    };
    return slash > 0 && std::all_of(id.begin(), id.begin() + slash, in_archive) &&
           id.size() == slash + 8 && AllDigits(id.substr(slash + 1));
  }
  return (id.size() == 9 || id.size() == 10) && id[4] == '.' && AllDigits(id.substr(0, 4)) &&
         AllDigits(id.substr(5));
}

// What the path of a page of arXiv or ar5iv names; empty where that is no paper.
std::string ArxivId(std::string_view path) {
  static constexpr std::array<std::string_view, 6> kKinds = {"abs", "html",   "pdf",
                                                             "ps",  "format", "ftp"};
  if (path.ends_with(".pdf")) path.remove_suffix(4);
  const Parts names = NamesOf(path);
  if (names.size() < 2 || std::find(kKinds.begin(), kKinds.end(), names[0]) == kKinds.end())
    return {};
  std::string id = Join(names.begin() + 1, names.end());
  if (names[0] == "ftp") {  // ftp/arxiv/papers/1904/1904.05068, ftp/cs/papers/0112/0112017
    id = std::string(names.back());
    if (names[1] != "arxiv") id = std::string(names[1]) + "/" + id;
  }
  return IsArxivId(id) ? id : std::string();
}

bool IsArxivHost(std::string_view host) {
  return IsHostOrBelow(host, "arxiv.org") || host == "ar5iv.org";
}

std::string ArxivPdf(const ParsedUrl& url) {
  if (!IsArxivHost(url.Host())) return {};
  const std::string id = ArxivId(url.Get(CURLUPART_PATH));
  return id.empty() ? id : "https://arxiv.org/pdf/" + id;
}

// GitHub's own "raw" leads on to where the file is, in its large file storage too.
std::string GithubRaw(const ParsedUrl& url) {
  const std::string host = url.Host();
  const std::string path = url.Get(CURLUPART_PATH);
  const Parts names = NamesOf(path);
  if ((host != "github.com" && host != "www.github.com") || names.size() < 5) return {};
  if (names[2] != "blob" && names[2] != "raw") return {};
  return "https://github.com/" + Join(names.begin(), names.begin() + 2) + "/raw/" +
         Join(names.begin() + 3, names.end());
}

std::string OpenreviewPdf(const ParsedUrl& url) {
  if (!IsHostOrBelow(url.Host(), "openreview.net") || url.Get(CURLUPART_PATH) != "/forum")
    return {};
  const std::string query = "&" + url.Get(CURLUPART_QUERY);
  constexpr std::string_view kId = "&id=";
  const std::size_t at = query.find(kId);
  if (at == std::string::npos) return {};
  const std::size_t from = at + kId.size();
  const std::string id = query.substr(from, query.find('&', from) - from);
  return id.empty() ? id : "https://openreview.net/pdf?id=" + id;
}

std::optional<unsigned> HexDigit(char c) {
  if (IsDigit(c)) return static_cast<unsigned>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

std::string Decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? HexDigit(text[i + 1]) : std::nullopt;
    const auto low = high ? HexDigit(text[i + 2]) : std::nullopt;
    out += low ? static_cast<char>(*high << 4 | *low) : text[i];
    if (low) i += 2;
  }
  return out;
}

}  // namespace

Result<std::string> PdfUrl(std::string_view link) {
  const Result<ParsedUrl> url = ParsedUrl::Parse(link);
  if (!url) return url.error();
  if (!url->IsWeb()) return Error{ErrorCode::kUsage, "is no http or https address"};
  for (const auto rewrite : {ArxivPdf, GithubRaw, OpenreviewPdf})
    if (std::string pdf = rewrite(*url); !pdf.empty()) return pdf;
  return url->Get(CURLUPART_URL);
}

std::string HostOf(std::string_view url) {
  const Result<ParsedUrl> parsed = ParsedUrl::Parse(url);
  return parsed ? parsed->Host() : std::string();
}

std::string ArxivIdOf(std::string_view url) {
  constexpr std::string_view kPrefix = "https://arxiv.org/pdf/";
  if (!url.starts_with(kPrefix)) return {};
  const std::string_view id = url.substr(kPrefix.size());
  return IsArxivId(id) ? std::string(id) : std::string();
}

std::string NameInUrl(std::string_view url) {
  const Result<ParsedUrl> parsed = ParsedUrl::Parse(url);
  if (!parsed) return {};
  const std::string path = Decoded(parsed->Get(CURLUPART_PATH));
  return path.substr(path.rfind('/') + 1);
}

}  // namespace rsearch
