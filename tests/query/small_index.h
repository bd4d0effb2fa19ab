// A small index in a folder, as the indexer would write it, from a test's own list of decks.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/sketch.h"
#include "rsearch/store.h"
#include "tests/query/page_terms.h"
#include "tests/support/temp_dir.h"

namespace rsearch {

struct SmallDeck {
  std::string path;  // below the root
  PageFacts facts;   // of its first page; the others have the next numbers
  std::vector<PageText> pages;
};

// The root is DIR/root, whose files are not there; the index is DIR/index.
class SmallIndex {
 public:
  explicit SmallIndex(const std::vector<SmallDeck>& decks) {
    auto writer = IndexWriter::Open(folder());
    EXPECT_TRUE(writer) << writer.error().message;
    char hash = 'a';
    EXPECT_TRUE(writer->Do([&](Xapian::WritableDatabase& database) {
      for (const SmallDeck& deck : decks)
        Add(deck, *ContentHash::FromBytes(std::string(ContentHash::kSize, hash++)), &database);
    }));
    EXPECT_TRUE(writer->SetRoots({{root().string(), {}}}));
    EXPECT_TRUE(writer->Commit());
  }

  [[nodiscard]] std::filesystem::path folder() const { return dir_ / "index"; }
  [[nodiscard]] std::filesystem::path root() const { return dir_ / "root"; }

 private:
  void Add(const SmallDeck& deck, const ContentHash& hash, Xapian::WritableDatabase* database) {
    PageFacts facts = deck.facts;
    for (const PageText& page : deck.pages) {
      Xapian::Document document = PageDocument(page, &analyzer_);
      AddFacts(facts, &analyzer_, &document);
      document.add_boolean_term(std::string(schema::kPageOf).append(hash.bytes()));
      document.add_value(schema::kSlotDeck, std::string(hash.bytes()));
      PageRecord record;
      record.number = facts.number++;
      record.title = page.title;
      record.text = page.text;
      document.set_data(Encode(record));
      std::vector<Token> tokens;
      analyzer_.Tokenize(page.text, &tokens);
      document.add_value(schema::kSlotSketch, Encode(SketchOf(tokens)));
      database->add_document(document);
    }
    database->add_document(
        DeckDocument(hash, {(root() / deck.path).string()}, deck.facts, &analyzer_));
  }

  testing::TempDir dir_;
  Analyzer analyzer_ = std::move(*Analyzer::Create());
};

}  // namespace rsearch
