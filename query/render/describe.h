// Decks and papers in a few words, for people. The text is not made safe to print: that is for
// whoever prints it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "query/hit.h"
#include "rsearch/paper.h"

namespace rsearch {

// A DeckFacts::date: "2021-01-06", "2021-06", "2021"; empty for 0.
std::string DateText(std::int32_t date);

// "CVPR 2019", "CVPR", "2019"; empty where neither is known.
std::string VenueText(const Paper& paper);

// What tells a deck from others beside its title: "Computer Vision, CVPR 2019", "trends, 2021-06".
// `paper` is the one it is about; null where it is several or not known.
std::string DeckNote(const HitDeck& deck, const Paper* paper);

// Whom a deck is by: its author, or of a paper the first of its authors ("Park et al.").
std::string DeckAuthor(const HitDeck& deck, const Paper* paper);

// What the original of a paper is called where its link is shown: "arXiv:1904.05068" where it leads
// to arXiv, "doi:10.1109/5.771073" to doi.org, else the link's host.
std::string OriginalName(const Paper& paper);

// "1 page", "2 pages".
std::string Plural(std::uint64_t count, std::string_view noun);

}  // namespace rsearch
