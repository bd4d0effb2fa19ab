// What the index holds of a content, read with Xapian itself.

#include "indexer/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "rsearch/schema.h"
#include "rsearch/store.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

using ::rsearch::testing::TempDir;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

ContentHash HashOf(unsigned char byte) {
  std::array<unsigned char, ContentHash::kSize> bytes{};
  bytes.fill(byte);
  return ContentHash(bytes);
}

std::string PageTerm(const ContentHash& hash) {
  return std::string(schema::kPageOf).append(hash.bytes());
}

std::string DeckTerm(const ContentHash& hash) {
  return std::string(schema::kDeckOf).append(hash.bytes());
}

class WriterTest : public ::testing::Test {
 protected:
  // Writes a paper with these texts for pages.
  void Put(const ContentHash& hash, const std::vector<std::string>& texts,
           const PageFacts& facts = {}) {
    auto analyzer = Analyzer::Create();
    ASSERT_TRUE(analyzer);
    DocumentText document;
    for (const std::string& text : texts) {
      document.pages.emplace_back();
      document.pages.back().number = static_cast<std::uint32_t>(document.pages.size());
      document.pages.back().text = text;
    }
    const ContentText content =
        DocumentBuilder(&*analyzer).Build(hash, RawDocument{}, std::move(document));
    StoredDeck deck;
    deck.files.hash = hash;
    deck.files.files = {{"/r/a.pdf", {1, 2}}};
    deck.record = content.deck;
    auto writer = ContentWriter::Open(index());
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE(writer->Put(content, deck, {facts, {}, {}}));
    ASSERT_TRUE(writer->Commit());
  }

  Xapian::Database Database() { return Xapian::Database((index() / "db").string()); }

  // "cats*2@1,4" as in build_document_test.cc, for the documents that have `term`, in order.
  std::vector<std::vector<std::string>> TermsWhere(const std::string& term) {
    const Xapian::Database database = Database();
    std::vector<std::vector<std::string>> all;
    for (auto document = database.postlist_begin(term); document != database.postlist_end(term);
         ++document) {
      all.emplace_back();
      const Xapian::docid id = *document;
      for (auto at = database.termlist_begin(id); at != database.termlist_end(id); ++at)
        all.back().push_back(Line(database, id, *at, at.get_wdf()));
    }
    return all;
  }

  std::vector<Xapian::termcount> LengthsWhere(const std::string& term) {
    const Xapian::Database database = Database();
    std::vector<Xapian::termcount> lengths;
    for (auto document = database.postlist_begin(term); document != database.postlist_end(term);
         ++document)
      lengths.push_back(database.get_doclength(*document));
    return lengths;
  }

  // The numbers of the pages that have `term`.
  std::vector<double> NumbersWhere(const std::string& term) {
    const Xapian::Database database = Database();
    std::vector<double> numbers;
    for (auto document = database.postlist_begin(term); document != database.postlist_end(term);
         ++document) {
      const std::string number = database.get_document(*document).get_value(schema::kSlotPage);
      numbers.push_back(Xapian::sortable_unserialise(number));
    }
    return numbers;
  }

  [[nodiscard]] std::filesystem::path index() const { return dir_ / "index"; }

 private:
  static std::string Line(const Xapian::Database& database, Xapian::docid id,
                          const std::string& term, Xapian::termcount wdf) {
    std::string line = term + "*" + std::to_string(wdf);
    for (auto at = database.positionlist_begin(id, term); at != database.positionlist_end(id, term);
         ++at)
      line += (line.find('@') == std::string::npos ? "@" : ",") + std::to_string(*at);
    return line;
  }

  TempDir dir_;
};

TEST_F(WriterTest, APagesTermsAreStoredWithTheirNumberAndPositions) {
  Put(HashOf(1), {"cats see cats"}, {{{"Dzoo", 1}, {"Ddust", 0}}, {}});
  EXPECT_THAT(TermsWhere(PageTerm(HashOf(1))),
              ElementsAre(ElementsAre("Ddust*0", "Dzoo*1", "Kfront*0", "Kpage*0", "Len*0",
                                      PageTerm(HashOf(1)) + "*0", "Zcat*2", "Zsee*1", "cats*2@1,3",
                                      "see*1@2")));
  EXPECT_THAT(LengthsWhere(PageTerm(HashOf(1))), ElementsAre(1U + 3U + 3U));
}

// A phrase finds them, BM25 counts them neither as matches nor in the length of the page.
TEST_F(WriterTest, CitedWordsAreStoredWithPositionsAndWithoutWeight) {
  Put(HashOf(1), {"cats see\nReferences\ncats sing"});
  const auto terms = TermsWhere(PageTerm(HashOf(1)));
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_THAT(terms[0], Contains("cats*1@1,4"));
  EXPECT_THAT(terms[0], Contains("sing*0@5"));
  EXPECT_THAT(terms[0], Contains("Zsing*0"));
  EXPECT_THAT(terms[0], Contains("RZsing*0"));
  EXPECT_THAT(terms[0], Contains("NZcat*0"));
  EXPECT_THAT(LengthsWhere(PageTerm(HashOf(1))), ElementsAre(4U));  // cats, see and their stems

  Xapian::Enquire enquire(Database());
  const std::vector<std::string> phrase = {"cats", "sing"};
  enquire.set_query(Xapian::Query(Xapian::Query::OP_PHRASE, phrase.begin(), phrase.end()));
  EXPECT_EQ(enquire.get_mset(0, 10).size(), 1U);
  enquire.set_query(Xapian::Query("sing"));
  const Xapian::MSet found = enquire.get_mset(0, 10);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.begin().get_weight(), 0);
}

TEST_F(WriterTest, TheFirstPageDocumentOfAContentIsItsFront) {
  Put(HashOf(1), {"", "cats", "dogs", "mice"});  // the first page holds nothing and is left out
  EXPECT_THAT(NumbersWhere("Kpage"), ElementsAre(2, 3, 4));
  EXPECT_THAT(NumbersWhere("Kfront"), ElementsAre(2));
  Put(HashOf(2), {"cats", "dogs"});
  EXPECT_THAT(NumbersWhere("Kfront"), ElementsAre(2, 1));  // of each content
  Put(HashOf(1), {"birds", "fish"});                       // read again
  EXPECT_EQ(Database().get_termfreq("Kfront"), 2U);
  Put(HashOf(3), {"", ""});  // pictures alone
  EXPECT_EQ(Database().get_termfreq("Kfront"), 3U);
}

// A new name, rule or catalogue.
TEST_F(WriterTest, OtherFactsLeaveTheRestOfAPageAsItWas) {
  Put(HashOf(1), {"cats see\nReferences\ncats sing", "dogs"},
      {{{"Dzoo", 1}, {"Kreview", 0}},
       {{schema::kSlotYear, "", 2019}, {schema::kSlotField, "NLP"}}});
  auto writer = ContentWriter::Open(index());
  ASSERT_TRUE(writer);
  auto deck = writer->ReadDeck(HashOf(1));
  ASSERT_TRUE(deck);
  deck->record.facts.papers = {{"On Dogs", {}, "", 0, "", "", {}},
                               {"On Mice", {}, "", 0, "", "", {}}};
  deck->record.facts.spans = {{2, 2, 0}};
  const PageFacts other{{{"Dpark", 1}, {"Kpaper", 0}}, {{schema::kSlotYear, "", 2021}}};
  const PageFacts dogs{{{"WZdog", 0}}, {}};
  ASSERT_TRUE(writer->PutFacts(*deck, {other, {dogs, {}}, {}}));
  ASSERT_TRUE(writer->Commit());
  const auto terms = TermsWhere(PageTerm(HashOf(1)));
  ASSERT_EQ(terms.size(), 2U);
  EXPECT_THAT(terms[0], AllOf(Contains("Dpark*1"), Contains("Kpaper*0"), Not(Contains("WZdog*0"))));
  EXPECT_THAT(terms[1], AllOf(Contains("WZdog*0"), Not(Contains("Kpaper*0"))));
  for (const auto& page : terms)
    EXPECT_THAT(page, AllOf(Not(Contains("Dzoo*1")), Not(Contains("Kreview*0"))));
  EXPECT_THAT(terms[0], Contains("sing*0@5"));
  EXPECT_THAT(terms[0], Contains("cats*1@1,4"));
  EXPECT_THAT(NumbersWhere("Kfront"), ElementsAre(1));
  const Xapian::Document first = Database().get_document(*Database().postlist_begin("Kfront"));
  EXPECT_EQ(Xapian::sortable_unserialise(first.get_value(schema::kSlotYear)), 2021);
  EXPECT_EQ(first.get_value(schema::kSlotField), "");
  EXPECT_EQ(Xapian::sortable_unserialise(first.get_value(schema::kSlotPage)), 1);
}

TEST_F(WriterTest, NoTermOfADeckDocumentWeighs) {
  Put(HashOf(1), {"지식 증류(knowledge distillation)"});
  const auto terms = TermsWhere(DeckTerm(HashOf(1)));
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_THAT(terms[0],
              ElementsAre("Gknowledgdistil\t지식 증류*0", "G지식증류\tknowledge distillation*0",
                          "Kdeck*0", DeckTerm(HashOf(1)) + "*0", "Xfiles.ok:0*0"));
  EXPECT_THAT(LengthsWhere(DeckTerm(HashOf(1))), ElementsAre(0U));
  EXPECT_THAT(TermsWhere("Kpage").at(0), Not(Contains(HasSubstr("\t"))));
}

}  // namespace
}  // namespace rsearch
