#include "indexer/deck_terms.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "indexer/paths.h"
#include "indexer/roots.h"
#include "rsearch/name_key.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Terms = std::map<std::string, std::uint32_t>;  // with wdf

// A running head or footer; longer repeated lines are leftovers of a template. Code points.
constexpr std::size_t kMaxHeadLength = 80;
// Bounds on the context: it is copied onto every page of the deck.
constexpr std::size_t kMaxContextFiles = 8;
constexpr std::size_t kMaxRepeatedLines = 16;
constexpr std::size_t kMaxContextTerms = 400;
// Likewise on the facts: a paper of a hundred authors is found by the first of them.
constexpr std::size_t kMaxAuthors = 64;
constexpr std::size_t kMaxFactTerms = 1'000;
constexpr std::int32_t kYear = 10'000;  // in yyyymmdd

constexpr std::array<std::string_view, 6> kPrefixes = {schema::kContext, schema::kAboutTitle,
                                                       schema::kField,   schema::kVenue,
                                                       schema::kAuthor,  schema::kAbout};

// Collects context terms, the greater weight winning where a term comes twice.
class ContextCollector {
 public:
  explicit ContextCollector(Analyzer* analyzer) : analyzer_(analyzer) {}

  void Add(std::string_view text, std::uint32_t wdf) {
    analyzer_->Tokenize(text, &tokens_);
    analyzer_->ForEachTerm(tokens_, [&](const Term& term) {
      if (terms_.size() >= kMaxContextTerms) return;
      const auto at = terms_.emplace(std::string(schema::kContext) + term.text, wdf).first;
      at->second = std::max(at->second, wdf);
    });
  }

  // A file or folder name: '_' stands for a space there.
  void AddName(std::string_view name) {
    std::string text = NormalizeNfc(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    Add(text, 1);
    if (const std::string apart = WithSpaces(text); apart != text) Add(apart, 1);
  }

  [[nodiscard]] const Terms& terms() const { return terms_; }

 private:
  // "AttentionNetwork" is two words; "GPT2" and "ResNets" are hardly worse for it.
  static std::string WithSpaces(std::string_view name) {
    std::string apart;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const bool starts =
          i > 0 && name[i] >= 'A' && name[i] <= 'Z' && name[i - 1] >= 'a' && name[i - 1] <= 'z';
      if (starts) apart += ' ';
      apart += name[i];
    }
    return apart;
  }

  Analyzer* analyzer_;
  std::vector<Token> tokens_;
  Terms terms_;
};

void AddPath(std::string_view path, const std::vector<Root>& roots, ContextCollector* context) {
  const Root* root = RootOf(path, roots);
  std::string_view below = root == nullptr ? BaseName(path) : PathBelow(path, root->path);
  below = below.substr(0, below.rfind('.'));  // ".pdf", which every known file ends in
  while (!below.empty()) {
    const std::size_t slash = below.find('/');
    context->AddName(below.substr(0, slash));
    below = slash == std::string_view::npos ? std::string_view() : below.substr(slash + 1);
  }
}

std::string With(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

ContextCollector ContextOf(Analyzer* analyzer, const DeckRecord& deck,
                           const std::vector<FileEntry>& files, const std::vector<Root>& roots) {
  ContextCollector context(analyzer);
  context.Add(deck.facts.title, 1);
  for (std::size_t i = 0; i < std::min(files.size(), kMaxContextFiles); ++i)
    AddPath(files[i].path, roots, &context);
  for (std::size_t i = 0; i < std::min(deck.repeated.size(), kMaxRepeatedLines); ++i) {
    const std::string& line = deck.repeated[i];
    context.Add(line, CodePointCount(line) <= kMaxHeadLength ? 1 : 0);
  }
  return context;
}

// Collects boolean terms.
class FactCollector {
 public:
  explicit FactCollector(Analyzer* analyzer) : analyzer_(analyzer) {}

  void AddDeck(const DeckFacts& facts) {
    Add(schema::kKind, Name(facts.kind));
    AddField(facts.field);
    for (const std::string& name : facts.field_names)
      AddField(name);
    AddTitle(facts.title);
  }

  void AddPaper(const Paper& paper) {
    AddTitle(paper.title);
    AddVenue(paper.venue);
    for (std::size_t i = 0; i < std::min(paper.authors.size(), kMaxAuthors); ++i)
      AddAuthor(paper.authors[i]);
    for (const std::string& id : paper.ids)
      Add(schema::kAbout, id);
    if (const std::string id = TitleId(paper.title); !id.empty()) Add(schema::kAbout, id);
  }

  [[nodiscard]] const std::set<std::string>& terms() const { return terms_; }

 private:
  void Add(std::string_view prefix, std::string_view text) {
    if (text.empty() || terms_.size() >= kMaxFactTerms) return;
    std::string term = With(prefix, text);
    if (term.size() <= kMaxTermBytes) terms_.insert(std::move(term));
  }

  void AddField(std::string_view name) { Add(schema::kField, NameKey(name)); }

  void AddTitle(std::string_view title) {
    analyzer_->Tokenize(title, &tokens_);
    analyzer_->ForEachTerm(tokens_, [&](const Term& term) { Add(schema::kAboutTitle, term.text); });
  }

  void AddVenue(std::string_view venue) {
    while (!venue.empty()) {
      const std::size_t end = std::min(venue.find_first_of(" ,/"), venue.size());
      Add(schema::kVenue, NameKey(venue.substr(0, end)));
      venue.remove_prefix(std::min(end + 1, venue.size()));
    }
  }

  // Each part of a name; a Korean one that is written apart, 김 철수, as a whole too.
  void AddAuthor(std::string_view name) {
    analyzer_->Tokenize(name, &tokens_);
    std::string whole;
    for (const Token& token : tokens_) {
      Add(schema::kAuthor, token.form);
      if (token.script == Script::kHangul) whole += token.form;
    }
    Add(schema::kAuthor, whole);
  }

  Analyzer* analyzer_;
  std::vector<Token> tokens_;
  std::set<std::string> terms_;
};

std::vector<SlotValue> ValuesOf(const DeckFacts& facts, const Paper* paper) {
  std::vector<SlotValue> values;
  const auto year = static_cast<std::int32_t>(paper == nullptr ? 0 : paper->year);
  if (const std::int32_t of_date = facts.date / kYear; year != 0 || of_date != 0)
    values.push_back({schema::kSlotYear, {}, year != 0 ? year : of_date});
  if (facts.date != 0) values.push_back({schema::kSlotDate, {}, facts.date});
  if (!facts.field.empty()) values.push_back({schema::kSlotField, facts.field, 0});
  if (paper != nullptr && !paper->venue.empty())
    values.push_back({schema::kSlotVenue, paper->venue, 0});
  values.push_back({schema::kSlotKind, std::string(Name(facts.kind)), 0});
  return values;
}

// Of the pages about `paper`; null: about no one.
PageFacts FactsOfPages(Analyzer* analyzer, const DeckFacts& facts, ContextCollector context,
                       const Paper* paper) {
  FactCollector collector(analyzer);
  collector.AddDeck(facts);
  if (paper != nullptr) {
    collector.AddPaper(*paper);
    context.Add(paper->title, 1);
  }
  Terms terms = context.terms();
  for (const std::string& term : collector.terms())
    terms.emplace(term, 0);
  PageFacts page;
  page.terms.reserve(terms.size());
  for (const auto& [text, wdf] : terms)
    page.terms.push_back({text, wdf});
  page.values = ValuesOf(facts, paper);
  return page;
}

}  // namespace

const PageFacts& DeckTerms::On(std::uint32_t page, const DeckFacts& facts) const {
  const Paper* paper = facts.PaperOn(page);
  return paper == nullptr ? no_paper
                          : of_papers[static_cast<std::size_t>(paper - facts.papers.data())];
}

DeckTerms TermsOf(Analyzer* analyzer, const DeckRecord& deck, const std::vector<FileEntry>& files,
                  const std::vector<Root>& roots) {
  const DeckFacts& facts = deck.facts;
  const ContextCollector context = ContextOf(analyzer, deck, files, roots);
  FactCollector all(analyzer);
  all.AddDeck(facts);
  DeckTerms terms;
  terms.no_paper = FactsOfPages(analyzer, facts, context, nullptr);
  for (const Paper& paper : facts.papers) {
    all.AddPaper(paper);
    terms.of_papers.push_back(FactsOfPages(analyzer, facts, context, &paper));
  }
  terms.deck = {all.terms().begin(), all.terms().end()};
  return terms;
}

bool IsDeckTerm(std::string_view term) {
  const auto is_kind = [&] {
    for (std::size_t kind = 0; kind < kDeckKindCount; ++kind)
      if (term == With(schema::kKind, Name(static_cast<DeckKind>(kind)))) return true;
    return false;
  };
  return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return term.starts_with(prefix); }) ||
         is_kind();
}

bool IsDeckSlot(std::uint32_t slot) {
  return slot >= schema::kSlotYear && slot <= schema::kSlotKind;
}

std::vector<std::string> GlossTerms(Analyzer* analyzer, const std::vector<Gloss>& glosses) {
  std::set<std::string> terms;
  std::vector<Token> tokens;
  const auto add = [&](const std::string& name, const std::string& other) {
    analyzer->Tokenize(name, &tokens);
    const std::string key = GlossKey(tokens);
    std::string term = std::string(schema::kGloss) + key + '\t' + other;
    if (!key.empty() && term.size() <= kMaxTermBytes) terms.insert(std::move(term));
  };
  for (const Gloss& gloss : glosses) {
    add(gloss.name, gloss.other);
    add(gloss.other, gloss.name);
  }
  return {terms.begin(), terms.end()};
}

}  // namespace rsearch
