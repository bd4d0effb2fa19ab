#include "indexer/fetch/plan.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "indexer/fetch/url.h"
#include "rsearch/printable.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::string_view kExtension = ".pdf";

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return lower;
}

bool HasPdfExtension(std::string_view name) {
  return AsciiLower(name).ends_with(kExtension);
}

std::string_view WithoutExtension(std::string_view name) {
  return HasPdfExtension(name) ? name.substr(0, name.size() - kExtension.size()) : name;
}

bool IsSpaceInName(char32_t c) {
  constexpr std::u32string_view kReserved = U"/\\:*?\"<>|";
  return c <= U' ' || c == 0xA0 || c == 0x3000 || kReserved.find(c) != std::u32string_view::npos;
}

// The characters a name may have, single spaces between words.
std::string Cleaned(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (IsSpaceInName(c)) {
      space = true;
    } else if (c != kInvalidByte && !IsUnsafe(c)) {
      if (space && !out.empty()) out += ' ';
      space = false;
      AppendUtf8(c, &out);
    }
  }
  return out;
}

// At most `bytes`, not within a character, no space or dot at the end.
std::string_view Cut(std::string_view text, std::size_t bytes) {
  if (text.size() > bytes) {
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U)
      --bytes;
    text = text.substr(0, bytes);
  }
  return text.substr(0, text.find_last_not_of(" .") + 1);
}

// A cleaned stem with `suffix` behind it, whole.
std::string NameOf(std::string_view stem, std::string_view suffix) {
  std::string name(Cut(stem, kMaxFileName - kExtension.size() - suffix.size()));
  return name.append(suffix).append(kExtension);
}

std::string CleanStem(std::string_view stem) {
  std::string clean = Cleaned(WithoutExtension(stem));
  clean.erase(0, std::min(clean.find_first_not_of(". -"), clean.size()));
  return Cut(clean, clean.size()).empty() ? "paper" : clean;
}

// Gives every URL a name that no other has. Compared without case: on some file systems names that
// differ in nothing else are one file.
class Namer {
 public:
  std::string Name(std::string_view raw_stem) {
    const std::string stem = CleanStem(raw_stem);
    std::string name = NameOf(stem, "");
    for (int number = 2; !taken_.insert(AsciiLower(name)).second; ++number)
      name = NameOf(stem, " (" + std::to_string(number) + ")");
    return name;
  }

 private:
  std::set<std::string> taken_;
};

std::string OriginalStem(const std::string& url, const std::string& title) {
  const std::string id = ArxivIdOf(url);
  if (!id.empty()) return title.empty() ? id : id + " " + title;
  return title.empty() ? NameInUrl(url) : title;
}

// By the name in its repository where the URL shows one.
std::string ReviewStem(const std::string& url, const std::string& title) {
  const std::string name = NameInUrl(url);
  return HasPdfExtension(name) || title.empty() ? name : title;
}

// The id without its version, and the name that begins with it goes on with a version, a word or
// the extension.
bool BeginsWithArxivId(std::string_view name, std::string_view id) {
  const std::string_view bare = id.substr(0, id.find('v'));
  if (!name.starts_with(bare)) return false;
  name.remove_prefix(bare.size());
  return name.empty() || name[0] == ' ' || name[0] == '_' || name[0] == 'v' ||
         AsciiLower(name) == kExtension;
}

bool HasArxivPaper(const std::set<std::string>& names, std::string_view id) {
  if (id.empty() || id.find('/') != std::string_view::npos) return false;
  const std::string bare(id.substr(0, id.find('v')));
  for (auto name = names.lower_bound(bare); name != names.end() && name->starts_with(bare); ++name)
    if (HasPdfExtension(*name) && BeginsWithArxivId(*name, id)) return true;
  return false;
}

bool IsHere(const Download& download, const FilesHere& here) {
  if (here.in_folder.contains(download.file)) return true;
  const std::string id = ArxivIdOf(download.url);
  return HasArxivPaper(here.in_folder, id) || HasArxivPaper(here.indexed, id);
}

// The plan as it grows: first every URL gets its name, then those that are here drop out.
class Planner {
 public:
  void Add(const std::string& title, const std::string& link, bool here, bool original) {
    if (link.empty()) {
      if (original && !here) plan_.unusable.push_back({title, "", ""});
      return;
    }
    const Result<std::string> url = PdfUrl(link);
    if (!url) {
      if (!here) plan_.unusable.push_back({title, link, url.error().message});
      return;
    }
    const auto [at, fresh] = index_.emplace(*url, named_.size());
    if (fresh) {
      const std::string stem = original ? OriginalStem(*url, title) : ReviewStem(*url, title);
      named_.push_back({{*url, namer_.Name(stem), title}, here});
    } else if (here) {
      named_[at->second].here = true;
    }
  }

  FetchPlan Take(const FilesHere& here, const std::map<std::string, EarlierFailure>& failures) {
    for (Named& named : named_) {
      if (named.here || IsHere(named.download, here)) {
        ++plan_.here;
      } else if (const auto failed = failures.find(named.download.url); failed != failures.end()) {
        plan_.failed_earlier.push_back(failed->second);
      } else {
        plan_.downloads.push_back(std::move(named.download));
      }
    }
    return std::move(plan_);
  }

 private:
  struct Named {
    Download download;
    bool here = false;
  };
  FetchPlan plan_;
  Namer namer_;
  std::vector<Named> named_;
  std::map<std::string, std::size_t> index_;  // of a URL, in named_
};

}  // namespace

FetchPlan PlanFetch(const std::vector<WantedEntry>& entries, const FilesHere& here,
                    const PlanOptions& options) {
  Planner planner;
  for (const WantedEntry& wanted : entries) {
    planner.Add(wanted.entry.title, wanted.entry.original_link, wanted.original_here, true);
  }
  for (const WantedEntry& wanted : entries) {
    if (options.reviews)
      planner.Add(wanted.entry.title, wanted.entry.review_link, wanted.review_here, false);
  }
  return planner.Take(here, options.failures);
}

std::string PdfFileName(std::string_view stem) {
  return NameOf(CleanStem(stem), "");
}

}  // namespace rsearch
