// Where a link leads, by its text alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rsearch::catalogue {

// Longer ones are none.
inline constexpr std::size_t kMaxLinkBytes = 2048;

// Lower case, without user and port; empty for a relative link and for "mailto:" and the like.
std::string HostOf(std::string_view link);

// No scheme and no host: a path, seen from somewhere in the collection. "#place" is none.
bool IsRelative(std::string_view link);

// A file of a repository: a relative link, or a blob, raw, tree or blame link of GitHub or GitLab.
bool IsRepositoryFile(std::string_view link);

// Its path ends with ".pdf", whatever is asked of it behind '?', or a site serves one there
// (arxiv.org/pdf/…).
bool IsPdf(std::string_view link);

// Has a paper's identifier, or is on a site of papers.
bool IsPaperPage(std::string_view link);

// "%20" as ' '. What is no such escape stays.
std::string PercentDecode(std::string_view text);

// The paths that a repository file's link may mean, undecoded and without empty first parts: of
// "https://github.com/o/r/blob/main/a/b.pdf" a/b.pdf, then (the branch may be "main/a") b.pdf. Of a
// relative link itself. Empty for other links.
std::vector<std::string_view> RepositoryPaths(std::string_view link);

// Without "?…" and "#…".
std::string_view WithoutQuery(std::string_view link);

// Behind the last '/'.
std::string_view LastPart(std::string_view path);

}  // namespace rsearch::catalogue
