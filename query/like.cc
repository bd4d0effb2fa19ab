#include "query/like.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query/word_query.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;

// A text of at most so many different words is asked for whole.
constexpr std::size_t kQuoteWords = 64;
// Words whose frequency in the index is looked up: those the text has most often.
constexpr std::size_t kMaxLookups = 256;

constexpr double kStemWeight = 1;  // Latin
constexpr double kSurfaceWeight = 0.5;
constexpr double kHangulStemWeight = 0.5;
constexpr double kAcrossWeight = 0.3;  // a space inside the word on the page only
constexpr double kPairWeight = 1;
constexpr double kWholeWeight = 1;
constexpr double kCrossingWeight = 0.3;

// A word of the text, however often it is there.
struct Word {
  WordTerms terms;
  double count = 0;
  double frequency = 0;  // pages that have it
  double weight = 0;     // tf·idf
  bool chosen = false;
};

std::string With(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

// A text's lines as the page model joins them: what a hyphen at a line's end broke is one word.
std::string JoinLines(std::string_view text) {
  const auto is_letter = [&](std::size_t at, bool lower) {
    if (at >= text.size()) return false;
    const char c = text[at];
    return (c >= 'a' && c <= 'z') || (!lower && c >= 'A' && c <= 'Z');
  };
  constexpr std::string_view kSoftHyphen = "\u00AD";
  std::string joined;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t behind = 0;
    for (const std::string_view hyphen :
         {std::string_view("-"), std::string_view("\u2010"), kSoftHyphen})
      if (text.substr(at).starts_with(hyphen)) behind = at + hyphen.size();
    const std::size_t line = behind == 0 ? behind : text.find_first_not_of(' ', behind);
    if (behind == 0 || at == 0 || line >= text.size() || text[line] != '\n') {
      joined += text[at++];
      continue;
    }
    const std::size_t next = text.find_first_not_of(' ', line + 1);
    if (is_letter(at - 1, false) && is_letter(next, true)) {
      joined += kSoftHyphen;
      at = next;
    } else {
      joined += text[at++];
    }
  }
  return joined;
}

class LikePlanner {
 public:
  LikePlanner(LikeKind kind, const Xapian::Database& database)
      : kind_(kind),
        database_(database),
        pages_(static_cast<double>(database.get_termfreq(std::string(schema::kKindPage)))) {}

  QueryPlan Plan(const std::vector<WordTerms>& text) {
    Collect(text);
    Choose();
    std::vector<Query> parts;
    for (Word& word : words_)
      if (word.chosen) parts.push_back(AddWord(word));
    if (kind_ == LikeKind::kQuote) {
      AddPairs(text, &parts);
      AddWhole(text, &parts);
    }
    if (!parts.empty()) plan_.query = AnyOf(parts);
    return std::move(plan_);
  }

 private:
  void Collect(const std::vector<WordTerms>& text) {
    for (const WordTerms& terms : text) {
      const auto [known, added] = numbers_.try_emplace(terms.word, words_.size());
      if (added) words_.push_back({terms});
      words_[known->second].count += 1;
    }
  }

  // Digits and single letters say little of what a page is about: they are its formulas, tables and
  // references.
  [[nodiscard]] bool Tells(const Word& word) const {
    if (kind_ == LikeKind::kQuote) return true;
    const bool single = word.terms.form.size() == 1;
    return word.terms.script != Script::kDigit && !single;
  }

  void Choose() {
    std::vector<Word*> order;
    for (Word& word : words_)
      if (Tells(word)) order.push_back(&word);
    if (order.empty())
      for (Word& word : words_)
        order.push_back(&word);
    const bool whole = kind_ == LikeKind::kQuote && order.size() <= kQuoteWords;
    std::stable_sort(order.begin(), order.end(),
                     [](const Word* a, const Word* b) { return a->count > b->count; });
    order.resize(std::min(order.size(), kMaxLookups));
    for (Word* word : order)
      Weigh(word);
    std::stable_sort(order.begin(), order.end(),
                     [](const Word* a, const Word* b) { return a->weight > b->weight; });
    if (!whole) order.resize(std::min(order.size(), kLikeWords));
    for (Word* word : order)
      word->chosen = true;
  }

  void Weigh(Word* word) const {
    const WordTerms& terms = word->terms;
    word->frequency = static_cast<double>(database_.get_termfreq(terms.main_term()));
    const double idf = std::log(1 + pages_ / (word->frequency + 0.5));
    // What this page alone has leads to no other.
    const bool alone = kind_ == LikeKind::kPage && word->frequency < 2;
    word->weight = alone ? 0 : (1 + std::log(word->count)) * idf;
  }

  Query AddWord(const Word& word) {
    Query query = Scale(TermsOf(word.terms), 1 + std::log(word.count));
    plan_.parts.push_back({word.terms.form, query});
    MatchWord match = MatchOf(word.terms);
    match.glued = false;  // the word before it is not the one that stood there
    match.weight = word.weight;
    plan_.highlights.push_back(std::move(match));
    return query;
  }

  static Query TermsOf(const WordTerms& word) {
    std::vector<Query> any;
    if (!word.bigrams.empty()) {
      const double share = 1 / std::sqrt(static_cast<double>(word.bigrams.size()));
      for (const std::string& bigram : word.bigrams) {
        any.push_back(Scale(Query(bigram), share));
        any.push_back(Scale(Query(schema::AcrossSpace(bigram)), share * kAcrossWeight));
      }
      any.push_back(Scale(Query(word.word), kHangulStemWeight));
    } else if (!word.stem_term.empty()) {
      any.push_back(Scale(Query(word.stem_term), kStemWeight));
      any.push_back(Scale(Query(word.word), kSurfaceWeight));
    } else {
      any.emplace_back(word.word);
    }
    for (const std::string& compound : word.compounds)
      any.push_back(Scale(Query(compound), 1 / static_cast<double>(word.compounds.size())));
    return AnyOf(any);
  }

  // Each two neighbours of which both are asked for, once.
  void AddPairs(const std::vector<WordTerms>& text, std::vector<Query>* parts) {
    std::unordered_map<std::string, bool> seen;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const WordTerms& before = text[i - 1];
      const WordTerms& word = text[i];
      if (!words_[numbers_[before.word]].chosen || !words_[numbers_[word.word]].chosen) continue;
      if (!seen.emplace(before.word + '\n' + word.word, true).second) continue;
      const std::vector<std::string> pair = {before.word, word.word};
      parts->push_back(Scale(Query(Query::OP_PHRASE, pair.begin(), pair.end(), 2), kPairWeight));
      if (word.crossing.empty()) continue;
      for (const std::string_view prefix : {schema::kCrossing, schema::kBigram})
        parts->push_back(Scale(Query(With(prefix, word.crossing)), kCrossingWeight));
    }
  }

  // The quote as it stands, which few pages have: costs next to nothing and decides between a page
  // and those around it.
  static void AddWhole(const std::vector<WordTerms>& text, std::vector<Query>* parts) {
    if (text.size() < 3 || text.size() > kQuoteWords) return;
    std::vector<std::string> terms;
    terms.reserve(text.size());
    for (const WordTerms& word : text)
      terms.push_back(word.word);
    const auto window = static_cast<Xapian::termcount>(terms.size());
    parts->push_back(
        Scale(Query(Query::OP_PHRASE, terms.begin(), terms.end(), window), kWholeWeight));
  }

  const LikeKind kind_;
  const Xapian::Database& database_;
  const double pages_;
  std::vector<Word> words_;                               // in text order
  std::unordered_map<std::string, std::size_t> numbers_;  // of words_, by WordTerms::word
  QueryPlan plan_;
};

}  // namespace

QueryPlan PlanLike(std::string_view text, LikeKind kind, Analyzer& analyzer,
                   const Xapian::Database& database) {
  std::vector<Token> tokens;
  if (kind == LikeKind::kPage)
    analyzer.Tokenize(text, &tokens);
  else
    analyzer.Tokenize(JoinLines(CleanText(text)), &tokens);
  return LikePlanner(kind, database).Plan(analyzer.QueryTerms(tokens));
}

}  // namespace rsearch
