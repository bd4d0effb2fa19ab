#include "query/render/text_parts.h"

#include "query/file_uri.h"
#include "query/render/describe.h"
#include "query/web_link.h"
#include "rsearch/printable.h"

namespace rsearch {

std::string OnlineLine(const Paper& paper, const TextStyle& style) {
  const std::string original = WebLink(paper.original_link);
  const std::string review = WebLink(paper.review_link);
  const auto shown = [&](const std::string& link, const std::string& name) {
    return style.links ? Linked(style, link, PlainText(name)) : link;
  };
  std::string line;
  if (!original.empty()) line = "online: paper " + shown(original, OriginalName(paper));
  if (!review.empty())
    line += (line.empty() ? "online: " : " · ") + ("review " + shown(review, HostOf(review)));
  return line;
}

std::string CounterpartLine(const Counterpart& counterpart, const TextStyle& style) {
  std::string path = ShowPath(counterpart.path, style);
  if (counterpart.page > 1) path += ":" + std::to_string(counterpart.page);
  std::string line = std::string(Name(counterpart.kind)) + ": ";
  line += Linked(style, FileUri(style.host, counterpart.path, counterpart.page),
                 Colored(style, kPath, path));
  if (counterpart.status == HitStatus::kGone) line += Colored(style, kWarning, " [gone]");
  return line;
}

std::string WildcardNote(bool limited) {
  if (!limited) return {};
  return "wild*: only the most frequent of the words that begin so were searched for (at most " +
         std::to_string(kMaxWildcardTerms) + " in all)\n";
}

std::string FilesNote(const IndexInfo& index, const TextStyle& style) {
  const Amounts& amounts = index.amounts;
  std::string missing;
  const auto add = [&](std::uint64_t count, std::string_view noun, std::string_view how) {
    if (count > 0)
      missing.append(missing.empty() ? "" : ", ").append(Plural(count, noun)).append(how);
  };
  add(amounts.FailedFiles() - amounts.partly_read, "file", "");
  add(amounts.partly_read, "file", " in part");
  add(amounts.Files(FileStatus::kSkipped), "file", " skipped");
  add(amounts.textless_pages, "page", " without text");
  std::string files = " · " + Plural(amounts.AllFiles(), "file");
  if (missing.empty()) return files;
  return files +
         Colored(style, kWarning, ", not searchable: " + missing + " (rindex status --failed)");
}

}  // namespace rsearch
