// Documents as the indexer makes them, by hand: a test says what a page has.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/gloss.h"
#include "rsearch/schema.h"

namespace rsearch {

struct PageText {
  std::string text{};     // what stands in the title stands here, too
  std::string title{};    // of the slide
  std::string context{};  // of the deck: its title, file and folders
  bool front = false;
};

inline Xapian::Document PageDocument(const PageText& page, Analyzer* analyzer) {
  Xapian::Document document;
  document.add_boolean_term(std::string(schema::kKindPage));
  if (page.front) document.add_boolean_term(std::string(schema::kKindFront));
  std::vector<Token> tokens;
  const auto add = [&](std::string_view field, const std::string& text) {
    analyzer->Tokenize(text, &tokens);
    analyzer->ForEachTerm(tokens, [&](const Term& term) {
      if (field.empty() && term.cls == TermClass::kWord)
        document.add_posting(term.text, term.position);
      else
        document.add_term(std::string(field) + term.text);
    });
  };
  add(schema::kWord, page.text);
  add(schema::kTitle, page.title);
  add(schema::kContext, page.context);
  return document;
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
