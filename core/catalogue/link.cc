#include "core/catalogue/link.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "rsearch/paper.h"

namespace rsearch::catalogue {
namespace {

// Sites of papers, their subdomains included.
constexpr auto kPaperSites = std::to_array<std::string_view>({
    "arxiv.org",
    "openreview.net",
    "doi.org",
    "openaccess.thecvf.com",
    "aclanthology.org",
    "aclweb.org",
    "mlr.press",
    "nips.cc",
    "neurips.cc",
    "dl.acm.org",
    "ieeexplore.ieee.org",
    "link.springer.com",
    "sciencedirect.com",
    "nature.com",
    "science.org",
    "paperswithcode.com",
    "semanticscholar.org",
    "distill.pub",
    "jmlr.org",
    "biorxiv.org",
    "medrxiv.org",
    "ecva.net",
    "usenix.org",
    "isca-speech.org",
    "bmvc-archive.org",
    "deepai.org",
});

// So many parts of a link may be its branch.
constexpr std::size_t kMaxBranchParts = 8;

char Lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return Lower(c); });
  return lower;
}

bool EndsWithIgnoringCase(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && Lower(text.substr(text.size() - end.size())) == end;
}

// "https" of "https://…", "mailto" of "mailto:…"; empty for none. A file's name may have a colon
// too ("BERT:%20a%20study.pdf"), so only what can be nothing else is a scheme.
std::string_view Scheme(std::string_view link) {
  constexpr auto kHostless =
      std::to_array<std::string_view>({"mailto", "tel", "data", "javascript", "doi", "arxiv"});
  const std::size_t colon = link.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view scheme = link.substr(0, colon);
  const bool hostless =
      std::find(kHostless.begin(), kHostless.end(), Lower(scheme)) != kHostless.end();
  const bool with_host = link.substr(colon).starts_with("://") &&
                         std::all_of(scheme.begin(), scheme.end(), [](char c) {
                           return std::isalnum(static_cast<unsigned char>(c)) != 0;
                         });
  return hostless || with_host ? scheme : std::string_view();
}

// Behind "scheme://", or behind "//"; empty for a link without a host.
std::string_view BehindScheme(std::string_view link) {
  std::string_view rest = link;
  const std::string_view scheme = Scheme(link);
  if (!scheme.empty()) rest.remove_prefix(scheme.size() + 1);
  return rest.starts_with("//") ? rest.substr(2) : std::string_view();
}

// "/o/r/blob/main/a.pdf" of a link with a host.
std::string_view PathOf(std::string_view link) {
  const std::string_view rest = BehindScheme(link);
  const std::size_t slash = rest.find('/');
  return slash == std::string_view::npos ? std::string_view() : WithoutQuery(rest.substr(slash));
}

bool IsOnSite(std::string_view host, std::string_view site) {
  return host == site || (host.size() > site.size() && host.ends_with(site) &&
                          host[host.size() - site.size() - 1] == '.');
}

// Takes off `count` parts of a path that begins with '/', or says that it has fewer.
bool SkipParts(std::size_t count, std::string_view* path) {
  for (; count > 0; --count) {
    if (path->empty()) return false;
    path->remove_prefix(1);
    path->remove_prefix(std::min(path->find('/'), path->size()));
  }
  return true;
}

// "/main/a/b.pdf": the path behind "/owner/repository/blob"; empty for other links.
std::string_view BranchAndPath(std::string_view link) {
  const std::string host = HostOf(link);
  std::string_view path = PathOf(link);
  if (host == "raw.githubusercontent.com") return SkipParts(2, &path) ? path : std::string_view();
  if (host == "gitlab.com" || host.starts_with("gitlab.")) {
    const std::size_t mark = path.find("/-/");
    if (mark == std::string_view::npos) return {};
    path.remove_prefix(mark + 2);
  } else {
    const bool github = host == "github.com" || host == "www.github.com";
    if (!github || !SkipParts(2, &path)) return {};
  }
  for (const std::string_view view : {"/blob/", "/raw/", "/tree/", "/blame/"})
    if (path.starts_with(view)) return path.substr(view.size() - 1);
  return {};
}

}  // namespace

std::string_view WithoutQuery(std::string_view link) {
  return link.substr(0, link.find_first_of("?#"));
}

std::string_view LastPart(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string HostOf(std::string_view link) {
  std::string_view host = BehindScheme(link);
  host = host.substr(0, host.find_first_of("/?#"));
  const std::size_t at = host.rfind('@');
  if (at != std::string_view::npos) host.remove_prefix(at + 1);
  return Lower(host.substr(0, host.find(':')));
}

bool IsRelative(std::string_view link) {
  return !link.empty() && link.front() != '#' && !link.starts_with("//") && Scheme(link).empty();
}

bool IsRepositoryFile(std::string_view link) {
  return IsRelative(link) || !BranchAndPath(link).empty();
}

bool IsPdf(std::string_view link) {
  if (link.size() > kMaxLinkBytes) return false;
  if (EndsWithIgnoringCase(WithoutQuery(link), ".pdf") || EndsWithIgnoringCase(link, ".pdf"))
    return true;
  const std::string host = HostOf(link);
  const std::string_view path = PathOf(link);
  return (IsOnSite(host, "arxiv.org") || IsOnSite(host, "openreview.net")) &&
         path.starts_with("/pdf");
}

bool IsPaperPage(std::string_view link) {
  if (link.size() > kMaxLinkBytes) return false;
  const std::string host = HostOf(link);
  if (host.empty()) return false;
  const std::string_view path = PathOf(link);
  const bool on_site =
      path.size() > 1 && std::any_of(kPaperSites.begin(), kPaperSites.end(),
                                     [&](std::string_view site) { return IsOnSite(host, site); });
  return on_site || !FindPaperIds(link).empty();
}

std::string PercentDecode(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = Lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  };
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? digit(text[at + 1]) : -1;
    const int low = high < 0 ? -1 : digit(text[at + 2]);
    if (low < 0) {
      decoded += text[at];
    } else {
      decoded += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return decoded;
}

std::vector<std::string_view> RepositoryPaths(std::string_view link) {
  if (link.size() > kMaxLinkBytes) return {};
  if (IsRelative(link)) {
    link.remove_prefix(std::min(link.find_first_not_of('/'), link.size()));
    return {link};
  }
  std::vector<std::string_view> paths;
  std::string_view rest = BranchAndPath(link);
  while (paths.size() < kMaxBranchParts && SkipParts(1, &rest) && rest.size() > 1)
    paths.push_back(rest.substr(1));
  return paths;
}

}  // namespace rsearch::catalogue
