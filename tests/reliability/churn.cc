#include "tests/reliability/churn.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <random>
#include <set>
#include <sstream>
#include <vector>

#include "rsearch/amounts.h"
#include "rsearch/schema.h"
#include "rsearch/store.h"
#include "rsearch/unique_fd.h"
#include "tests/support/temp_dir.h"

namespace rsearch::testing {
namespace {

constexpr std::uint32_t kContents = 40;
constexpr std::uint32_t kChanges = 3;  // a commit
constexpr std::uint32_t kMaxPages = 6;
constexpr std::uint32_t kWords = 80;  // a page
constexpr std::uint32_t kVocabulary = 3000;
constexpr const char* kRootPrefix = "/churn/";  // the index's root tells the number of commits

struct Change {
  std::uint32_t content = 0;
  bool remove = false;
};

std::vector<Change> ChangesOf(std::uint32_t commit) {
  std::mt19937 random(commit);
  std::vector<Change> changes;
  for (std::uint32_t i = 0; i < kChanges; ++i)
    changes.push_back({static_cast<std::uint32_t>(random() % kContents), random() % 4 == 0});
  return changes;
}

void Apply(std::uint32_t commit, ChurnState* state) {
  for (const Change& change : ChangesOf(commit)) {
    if (change.remove)
      state->erase(change.content);
    else
      (*state)[change.content] = commit;
  }
}

ContentHash HashOf(std::uint32_t content) {
  std::array<unsigned char, ContentHash::kSize> bytes{};
  bytes[0] = static_cast<unsigned char>(content);
  return ContentHash(bytes);
}

std::string TermOf(std::string_view prefix, std::uint32_t content) {
  return std::string(prefix).append(HashOf(content).bytes());
}

std::string TitleOf(std::uint32_t commit) {
  return "written by " + std::to_string(commit);
}

Xapian::Document PageOf(std::uint32_t content, std::uint32_t number, std::mt19937* random) {
  Xapian::Document document;
  PageRecord record;
  record.number = number;
  for (std::uint32_t i = 0; i < kWords; ++i) {
    const std::string word = "w" + std::to_string((*random)() % kVocabulary);
    document.add_posting(word, i + 1);
    record.text += word + " ";
  }
  document.set_data(Encode(record));
  document.add_boolean_term(std::string(schema::kKindPage));
  document.add_boolean_term(TermOf(schema::kPageOf, content));
  document.add_value(schema::kSlotDeck, std::string(HashOf(content).bytes()));
  document.add_value(schema::kSlotPage, Xapian::sortable_serialise(number));
  document.add_value(schema::kSlotKind, std::string(Name(DeckKind::kReview)));
  return document;
}

void Put(std::uint32_t content, std::uint32_t commit, Xapian::WritableDatabase* database) {
  std::mt19937 random(commit * kContents + content);
  const auto pages = static_cast<std::uint32_t>(1 + random() % kMaxPages);
  for (std::uint32_t i = 1; i <= pages; ++i)
    database->add_document(PageOf(content, i, &random));
  DeckRecord record;
  record.facts.title = TitleOf(commit);
  record.page_count = record.indexed_pages = pages;
  DeckFiles files;
  files.hash = HashOf(content);
  files.files = {{"/churn/" + std::to_string(content) + ".pdf", {1, 1}}};
  Xapian::Document deck;
  deck.set_data(Encode(record));
  deck.add_boolean_term(std::string(schema::kKindDeck));
  deck.add_boolean_term(TermOf(schema::kDeckOf, content));
  for (const std::string& amount : AmountTerms(AmountsOf(files, record)))
    deck.add_boolean_term(amount);
  deck.add_boolean_term(std::string(schema::kKind).append(Name(record.facts.kind)));
  deck.add_value(schema::kSlotFiles, Encode(files));
  database->add_document(deck);
}

void Make(std::uint32_t commit, Xapian::WritableDatabase* database) {
  for (const Change& change : ChangesOf(commit)) {
    database->delete_document(TermOf(schema::kPageOf, change.content));
    database->delete_document(TermOf(schema::kDeckOf, change.content));
    if (!change.remove) Put(change.content, commit, database);
  }
}

std::uint32_t CommitsOf(const std::string& encoded_roots) {
  const auto roots = DecodeRoots(encoded_roots);
  if (!roots || roots->empty()) return 0;
  return static_cast<std::uint32_t>(
      std::stoul(roots->front().path.substr(std::string(kRootPrefix).size())));
}

Error Wrong(const std::string& what) {
  return {ErrorCode::kCorrupt, what};
}

Result<void> VerifyDeck(IndexReader& reader, Xapian::docid deck, const DeckFiles& files,
                        ChurnState* missing) {
  const auto content =
      static_cast<std::uint32_t>(static_cast<unsigned char>(files.hash.bytes().front()));
  const auto expected = missing->find(content);
  if (expected == missing->end()) return Wrong("content " + std::to_string(content) + " is there");
  const auto record = reader.ReadDeck(deck);
  if (!record) return record.error();
  if (record->facts.title != TitleOf(expected->second))
    return Wrong("content " + std::to_string(content) + " was " + record->facts.title);
  missing->erase(expected);
  return {};
}

}  // namespace

ChurnState ChurnStateAfter(std::uint32_t commits) {
  ChurnState state;
  for (std::uint32_t i = 1; i <= commits; ++i)
    Apply(i, &state);
  return state;
}

Result<void> Churn(const std::filesystem::path& index, std::uint32_t commits,
                   const std::filesystem::path& acks) {
  auto writer = IndexWriter::Open(index);
  if (!writer) return writer.error();
  std::uint32_t done = 0;
  auto looked = writer->Look([&](Xapian::WritableDatabase& database) {
    done = CommitsOf(database.get_metadata(std::string(schema::kMetaRoots)));
  });
  if (!looked) return looked;
  const UniqueFd out(open(acks.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  for (std::uint32_t i = done + 1; i <= done + commits; ++i) {
    auto made = writer->Do([&](Xapian::WritableDatabase& database) { Make(i, &database); });
    if (!made) return made;
    if (auto set = writer->SetRoots({{kRootPrefix + std::to_string(i), {}}}); !set) return set;
    if (auto committed = writer->Commit(); !committed) return committed;
    const std::string line = std::to_string(i) + "\n";
    if (write(out.get(), line.data(), line.size()) < 0) return Wrong("cannot acknowledge");
  }
  return {};
}

Result<std::uint32_t> VerifyChurn(const std::filesystem::path& index) {
  auto reader = IndexReader::Open(index);
  if (!reader && reader.error().code == ErrorCode::kNotFound) return std::uint32_t{0};
  if (!reader) return reader.error();
  return reader->WithRetry([&] { return VerifyChurn(*reader); });
}

Result<std::uint32_t> VerifyChurn(IndexReader& reader) {
  const std::uint32_t commits =
      CommitsOf(reader.database().get_metadata(std::string(schema::kMetaRoots)));
  ChurnState missing = ChurnStateAfter(commits);
  Result<void> verified;
  auto visited = reader.ForEachDeck([&](Xapian::docid deck, const DeckFiles& files) {
    if (verified) verified = VerifyDeck(reader, deck, files, &missing);
  });
  if (!visited) return visited.error();
  if (!verified) return verified.error();
  if (!missing.empty())
    return Wrong("content " + std::to_string(missing.begin()->first) + " is lost");
  return commits;
}

std::uint32_t LastAck(const std::filesystem::path& acks) {
  std::istringstream lines(ReadFile(acks));
  std::uint32_t last = 0;
  for (std::string line; std::getline(lines, line) && !lines.eof();)
    last = static_cast<std::uint32_t>(std::stoul(line));
  return last;
}

}  // namespace rsearch::testing
