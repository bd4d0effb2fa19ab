#include "query/render/describe.h"

#include <array>
#include <cstdio>

#include "query/web_link.h"

namespace rsearch {

std::string DateText(std::int32_t date) {
  if (date <= 0) return {};
  const int year = date / 10'000;
  const int month = date / 100 % 100;
  const int day = date % 100;
  std::array<char, 32> text{};
  if (month == 0)
    std::snprintf(text.data(), text.size(), "%04d", year);
  else if (day == 0)
    std::snprintf(text.data(), text.size(), "%04d-%02d", year, month);
  else
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  return text.data();
}

std::string VenueText(const Paper& paper) {
  std::string year = paper.year == 0 ? std::string() : std::to_string(paper.year);
  if (paper.venue.empty()) return year;
  if (year.empty() || paper.venue.find(year) != std::string::npos) return paper.venue;
  return paper.venue + " " + year;
}

std::string DeckNote(const HitDeck& deck, const Paper* paper) {
  std::string note;
  const auto add = [&](std::string_view text) {
    if (text.empty()) return;
    if (!note.empty()) note += ", ";
    note += text;
  };
  if (deck.kind != DeckKind::kReview) add(Name(deck.kind));
  add(deck.field);
  const std::string venue = paper == nullptr ? std::string() : VenueText(*paper);
  add(venue.empty() ? DateText(deck.date) : venue);
  return note;
}

std::string DeckAuthor(const HitDeck& deck, const Paper* paper) {
  if (!deck.author.empty() || deck.kind != DeckKind::kPaper || paper == nullptr ||
      paper->authors.empty()) {
    return deck.author;
  }
  return paper->authors.front() + (paper->authors.size() > 1 ? " et al." : "");
}

std::string OriginalName(const Paper& paper) {
  constexpr std::string_view kArxiv = "arxiv:";
  std::string host = HostOf(paper.original_link);
  for (const std::string& id : paper.ids) {
    // Named by what the link says it is, not by what the catalogue wants it to look like.
    if (id.starts_with(kArxiv) && host == "arxiv.org") return "arXiv:" + id.substr(kArxiv.size());
    if (id.starts_with("doi:") && (host == "doi.org" || host == "dx.doi.org")) return id;
  }
  return host;
}

std::string Plural(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace rsearch
