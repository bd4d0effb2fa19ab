// Documents as the indexer makes them, by hand: a test says what a page has.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/amounts.h"
#include "rsearch/analyzer.h"
#include "rsearch/document.h"
#include "rsearch/gloss.h"
#include "rsearch/name_key.h"
#include "rsearch/schema.h"

namespace rsearch {

struct PageText {
  std::string text{};     // what stands in the title stands here, too
  std::string title{};    // of the slide
  std::string context{};  // of the deck: its title, file and folders
  bool front = false;
  std::string caption{};     // stands in the text, too
  std::string cited{};       // in a list of references and nowhere else
  std::string also_cited{};  // there and elsewhere: stands in the text, too
};

// What is known of a page by its deck or its paper.
struct PageFacts {
  std::uint32_t number = 1;
  std::string kind{}, language{};
  std::string title{};  // of the deck and the paper
  std::string field{}, venue{};
  std::vector<std::string> authors{};
  std::uint32_t year = 0;
  std::int32_t date = 0;                         // yyyymmdd
  std::vector<std::string> about{}, mentions{};  // PaperIds
};

inline Xapian::Document PageDocument(const PageText& page, Analyzer* analyzer) {
  Xapian::Document document;
  document.add_boolean_term(std::string(schema::kKindPage));
  if (page.front) document.add_boolean_term(std::string(schema::kKindFront));
  std::vector<Token> tokens;
  Xapian::termpos last = 0;
  const auto add = [&](std::string_view field, const std::string& text, Xapian::termcount wdf) {
    analyzer->Tokenize(text, &tokens);
    analyzer->ForEachTerm(tokens, [&](const Term& term) {
      if (field.empty() && term.cls == TermClass::kWord)
        document.add_posting(term.text, last + term.position, wdf);
      else
        document.add_term(std::string(field) + term.text, wdf);
    });
    if (field.empty()) last += static_cast<Xapian::termpos>(tokens.size());
  };
  add(schema::kWord, page.text, 1);
  add(schema::kWord, page.cited, 0);
  add(schema::kWord, page.also_cited, 0);
  add(schema::kTitle, page.title, 1);
  add(schema::kContext, page.context, 1);
  add(schema::kCaption, page.caption, 1);
  add(schema::kCited, page.cited, 0);
  add(schema::kAlsoCited, page.also_cited, 0);
  return document;
}

// The terms that decks have as well.
inline void AddDeckTerms(const PageFacts& facts, Analyzer* analyzer, Xapian::Document* document) {
  const auto add = [&](std::string_view prefix, const std::string& text) {
    if (!text.empty()) document->add_boolean_term(std::string(prefix) + text);
  };
  add(schema::kKind, facts.kind);
  add(schema::kField, NameKey(facts.field));
  std::istringstream words(facts.venue);
  for (std::string word; words >> word;)
    add(schema::kVenue, NameKey(word));
  std::vector<Token> tokens;
  for (const std::string& author : facts.authors) {
    analyzer->Tokenize(author, &tokens);
    for (const Token& token : tokens)
      add(schema::kAuthor, token.form);
  }
  for (const std::string& id : facts.about)
    add(schema::kAbout, id);
  analyzer->Tokenize(facts.title, &tokens);
  analyzer->ForEachTerm(tokens, [&](const Term& term) { add(schema::kAboutTitle, term.text); });
}

inline void AddFacts(const PageFacts& facts, Analyzer* analyzer, Xapian::Document* page) {
  AddDeckTerms(facts, analyzer, page);
  for (const std::string& id : facts.mentions)
    page->add_boolean_term(std::string(schema::kMention) + id);
  if (!facts.language.empty())
    page->add_boolean_term(std::string(schema::kLanguage) + facts.language);
  page->add_value(schema::kSlotPage, Xapian::sortable_serialise(facts.number));
  if (facts.year != 0) page->add_value(schema::kSlotYear, Xapian::sortable_serialise(facts.year));
  if (facts.date != 0) page->add_value(schema::kSlotDate, Xapian::sortable_serialise(facts.date));
  page->add_value(schema::kSlotField, facts.field);
  page->add_value(schema::kSlotVenue, facts.venue);
  page->add_value(schema::kSlotKind, facts.kind);
}

// The document of a deck whose files are `paths`, known by `hash`.
inline Xapian::Document DeckDocument(const ContentHash& hash, const std::vector<std::string>& paths,
                                     const PageFacts& facts, Analyzer* analyzer) {
  Xapian::Document deck;
  deck.add_boolean_term(std::string(schema::kKindDeck));
  deck.add_boolean_term(std::string(schema::kDeckOf).append(hash.bytes()));
  AddDeckTerms(facts, analyzer, &deck);
  DeckFiles files;
  files.hash = hash;
  for (const std::string& path : paths)
    files.files.push_back({path, {}});
  deck.add_value(schema::kSlotFiles, Encode(files));
  DeckRecord record;
  record.facts.title = facts.title;
  for (const std::string& term : AmountTerms(AmountsOf(files, record)))
    deck.add_boolean_term(term);
  deck.set_data(Encode(record));
  return deck;
}

// A deck whose pages say that `name` and `other` are one thing.
inline Xapian::Document GlossingDeck(const std::string& name, const std::string& other,
                                     Analyzer* analyzer) {
  Xapian::Document deck;
  deck.add_boolean_term(std::string(schema::kKindDeck));
  std::vector<Token> tokens;
  const auto add = [&](const std::string& from, const std::string& to) {
    analyzer->Tokenize(from, &tokens);
    deck.add_boolean_term(std::string(schema::kGloss) + GlossKey(tokens) + '\t' + to);
  };
  add(name, other);
  add(other, name);
  return deck;
}

}  // namespace rsearch
