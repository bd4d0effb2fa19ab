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

inline constexpr std::uint32_t kFormatVersion = 4;

// --- metadata keys (values: UTF-8 text)
inline constexpr std::string_view kMetaFormat = "rsearch.format";  // decimal kFormatVersion
inline constexpr std::string_view kMetaRoots = "rsearch.roots";    // see document.h, EncodeRoots()
inline constexpr std::string_view kMetaUpdated =
    "rsearch.updated";  // decimal seconds since 1970, last commit
inline constexpr std::string_view kMetaCatalogues =
    "rsearch.catalogues";  // see catalogue.h, EncodeCatalogues()
inline constexpr std::string_view kMetaRules =
    "rsearch.rules";  // fingerprint of what the decks' facts were concluded by

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
// Captions of figures and tables: kCaption before the term, e.g. "CZarchitectur". Not positional.
inline constexpr std::string_view kCaption = "C";
// Words in a list of references: kCited before the terms of those that the page has nowhere else,
// kAlsoCited of the others; e.g. "RZhinton". Not positional, wdf 0.
inline constexpr std::string_view kCited = "R";
inline constexpr std::string_view kAlsoCited = "N";
// Title of the deck and of the paper that the page is about: kAboutTitle before the term, e.g.
// "WZdistil". Not positional, wdf 0. On deck documents too, all papers together.
inline constexpr std::string_view kAboutTitle = "W";

// --- boolean terms. Those from kKind to kAuthor stand on deck documents as on their pages.
inline constexpr std::string_view kKind = "K";      // + Name(DeckKind): "Kreview"
inline constexpr std::string_view kField = "F";     // + NameKey() of a field: "Fcomputervision"
inline constexpr std::string_view kVenue = "V";     // + NameKey() of a venue's word: "Vcvpr"
inline constexpr std::string_view kAuthor = "A";    // + Token::form of an author's name: "Ahinton"
inline constexpr std::string_view kAbout = "J";     // + PaperId or TitleId of a paper it is about
inline constexpr std::string_view kMention = "I";   // page: + PaperId that its own text has
inline constexpr std::string_view kLanguage = "L";  // page: "Lko", "Len", "Lmixed"
inline constexpr std::string_view kKindPage = "Kpage";    // on every page document
inline constexpr std::string_view kKindFront = "Kfront";  // on a content's first page document
inline constexpr std::string_view kKindDeck = "Kdeck";    // on every deck document
inline constexpr std::string_view kPageOf = "P";  // + 16 bytes ContentHash, on the content's pages
inline constexpr std::string_view kDeckOf = "Q";  // + 16 bytes ContentHash, on its deck document
inline constexpr std::string_view kAmount =
    "X";  // + what + binary digit (amounts.h), on deck documents: what they add up to

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

// Slots 4 to 8: what the page is about. None where it is not known.
inline constexpr std::uint32_t kSlotYear = 4;   // page: of its paper, else of the deck's date;
                                                // sortable_serialise
inline constexpr std::uint32_t kSlotDate = 5;   // page: DeckFacts::date, sortable_serialise
inline constexpr std::uint32_t kSlotField = 6;  // page: DeckFacts::field
inline constexpr std::uint32_t kSlotVenue = 7;  // page: Paper::venue
inline constexpr std::uint32_t kSlotKind = 8;   // page: Name(DeckKind)

}  // namespace rsearch::schema
