// The index format: every prefix, value slot and key, in one place. docs/index-format.md is its
// spec.
//
// An index is one Xapian (glass) database below the index folder. It holds two kinds of documents:
//   page  one a page of every distinct content; its terms are what a search matches.
//   deck  one a distinct content (or unreadable path): status, title, and the files that have it.
// Numbers, prefixes and keys below are written to disk: never change the meaning of one; a change
// of format takes a new kFormatVersion, and older indexes are then reported, not misread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rsearch::schema {

inline constexpr std::uint32_t kFormatVersion = 2;

// --- metadata keys (values: UTF-8 text)
inline constexpr std::string_view kMetaFormat = "rsearch.format";  // decimal kFormatVersion
inline constexpr std::string_view kMetaRoots = "rsearch.roots";    // see document.h, EncodeRoots()
inline constexpr std::string_view kMetaUpdated =
    "rsearch.updated";  // decimal seconds since 1970, last commit

// --- terms on page documents: the page's own text. Prefixes are upper case, text is casefolded.
inline constexpr std::string_view kWord;            // Latin surface or digits; positional
inline constexpr std::string_view kHangul = "S";    // Hangul stem, CJK run; positional
inline constexpr std::string_view kStem = "Z";      // English stem
inline constexpr std::string_view kBigram = "B";    // two syllables inside one word
inline constexpr std::string_view kCrossing = "Y";  // two syllables across a space
// The Y term of the same two syllables as a B term's.
inline std::string AcrossSpace(std::string_view bigram) {
  return std::string(kCrossing).append(bigram.substr(kBigram.size()));
}
// Context of the deck (deck title, file and folder names), once on each of its pages: kContext
// before the term as above, e.g. "DZbert", "DB증류". Not positional. Rewritten when the file is
// renamed.
inline constexpr std::string_view kContext = "D";
// Slide title: kTitle before the term, e.g. "TZdistil", "TB증류". Not positional.
inline constexpr std::string_view kTitle = "T";

// --- boolean terms
inline constexpr std::string_view kKindPage = "Kpage";    // on every page document
inline constexpr std::string_view kKindFront = "Kfront";  // on a content's first page document
inline constexpr std::string_view kKindDeck = "Kdeck";    // on every deck document
inline constexpr std::string_view kPageOf = "P";  // + 16 bytes ContentHash, on the content's pages
inline constexpr std::string_view kDeckOf = "Q";  // + 16 bytes ContentHash, on its deck document
inline constexpr std::string_view kStatus = "X";  // + Name(FileStatus), on deck documents: counts

// --- glosses, on deck documents: names that the deck gives for one thing, as in "지식
// 증류(knowledge distillation)". + GlossKey() of one name + '\t' + the other name as shown; both
// ways round; termfreq counts decks.
inline constexpr std::string_view kGloss = "G";

// --- value slots
inline constexpr std::uint32_t kSlotDeck =
    0;  // page: ContentHash bytes; the key to collapse and group by
inline constexpr std::uint32_t kSlotPage = 1;   // page: 1-based number, sortable_serialise
inline constexpr std::uint32_t kSlotFiles = 2;  // deck: DeckFiles (document.h); streamed at refresh
inline constexpr std::uint32_t kSlotSketch =
    3;  // page: Sketch of its text (sketch.h); none without

}  // namespace rsearch::schema
