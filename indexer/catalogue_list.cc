#include "indexer/catalogue_list.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "rsearch/printable.h"

namespace rsearch {
namespace {

using Files = std::vector<std::optional<std::size_t>>;

std::size_t Found(const Files& files) {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(), [](const auto& file) { return file.has_value(); }));
}

std::string Heading(const KnownCatalogue& known) {
  const std::size_t count = known.catalogue.entries.size();
  return PlainPath(known.catalogue.path) + "  (" + std::to_string(count) +
         (count == 1 ? " paper, " : " papers, ") + std::to_string(Found(known.match.review)) +
         " with their review here, " + std::to_string(Found(known.match.original)) +
         " themselves)\n";
}

std::string SectionOf(const CatalogueEntry& entry) {
  std::string section;
  for (const std::string& heading : entry.section)
    section += (section.empty() ? "" : " > ") + PlainText(heading);
  return section;
}

std::string Line(const CatalogueEntry& entry, bool review, bool original) {
  std::string line = review ? "  review  " : "  -       ";
  line += original ? "paper  " : "-      ";
  line += PlainText(entry.title);
  std::string where = PlainText(entry.venue);
  if (entry.year != 0) where += (where.empty() ? "" : " ") + std::to_string(entry.year);
  return line + (where.empty() ? "" : " (" + where + ")") + "\n";
}

}  // namespace

std::string CatalogueText(const std::vector<KnownCatalogue>& catalogues) {
  std::string text;
  for (const KnownCatalogue& known : catalogues) {
    if (!text.empty()) text += "\n";
    text += Heading(known);
    std::string section;
    for (std::size_t i = 0; i < known.catalogue.entries.size(); ++i) {
      const CatalogueEntry& entry = known.catalogue.entries[i];
      if (std::string now = SectionOf(entry); now != section) {
        section = std::move(now);
        text += section + "\n";
      }
      text += Line(entry, known.match.review[i].has_value(), known.match.original[i].has_value());
    }
  }
  return text;
}

std::string CatalogueProblems(const std::vector<KnownCatalogue>& catalogues) {
  std::string text;
  for (const KnownCatalogue& known : catalogues) {
    for (const CatalogueProblem& problem : known.match.problems) {
      text += PlainPath(known.catalogue.path) + ":" + std::to_string(problem.line) + ": ";
      if (!problem.title.empty()) text += PlainText(problem.title) + ": ";
      text += PlainText(problem.what) + "\n";
    }
  }
  return text;
}

}  // namespace rsearch
