// How a query is planned.
//
// A node is turned into one of three things, by what it is asked for:
//   Ranked    its weight on every page that has a part of it (free words are a bag: the best page
//   wins) Required  a filter: pages that really have it (+word, AND, phrases, NEAR, wild*) Excluded
//   a filter for AND_NOT: pages that have exactly this word (a long bigram match is not enough:
//             -모델 must not throw out 모델링)
// Only plain Query objects are used, no client-side classes, so that a plan travels to remote
// shards.

#include "query/plan.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

#include "query/expand.h"
#include "query/word_query.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;

// NEAR with wild* is spelt out, since Xapian takes only plain terms there; more combinations than
// this add cost and little else.
constexpr std::size_t kMaxNearCombinations = 64;

double W(const char* n, double d) { const char* v = std::getenv(n); return v ? std::atof(v) : d; }

const double kAsksWeight = W("W_ASK", 0.3);
const double kCoverageWeight = W("W_COV", 0.3);
const double kAdjacentWeight = W("W_ADJ", 0.0);
const double kOtherBag = W("W_OBAG", 0.0);
const double kOtherPhrase = W("W_OPHR", 0.0);

double WeightOf(NameSource source) {
  switch (source) {
    case NameSource::kGlossary: { static const double w = W("W_GLOSS", 0.4); return w; }
    case NameSource::kVariant: { static const double w = W("W_VAR", 0.9); return w; }
    case NameSource::kSpelling: { static const double w = W("W_SPELL", 0.8); return w; }
    case NameSource::kMined: { static const double w = W("W_MINED", 0.4); return w; }
    case NameSource::kTransliteration: { static const double w = W("W_TRANS", 0.6); return w; }
  }
  return 0;
}

class IndexVocabulary final : public Vocabulary {
 public:
  explicit IndexVocabulary(const Xapian::Database& database) : database_(database) {}

  [[nodiscard]] std::uint32_t Frequency(std::string_view term) const override {
    return term.empty() ? 0 : database_.get_termfreq(std::string(term));
  }
  void ForEach(std::string_view prefix, std::string_view from,
               const std::function<bool(std::string_view, std::uint32_t)>& visit) const override {
    const std::string begins(prefix);
    auto it = database_.allterms_begin(begins);
    if (from > prefix) it.skip_to(std::string(from));
    for (; it != database_.allterms_end(begins); ++it)
      if (!visit(*it, it.get_termfreq())) return;
  }

 private:
  const Xapian::Database& database_;
};

unsigned CountPrefixes(const QueryNode& node) {
  unsigned count = node.kind == QueryNode::Kind::kPrefix ? 1 : 0;
  for (const QueryNode& child : node.children)
    count += CountPrefixes(child);
  return count;
}

class Planner {
 public:
  Planner(Analyzer& analyzer, const Xapian::Database& database, unsigned prefixes)
      : analyzer_(analyzer),
        database_(database),
        terms_per_prefix_(kMaxWildcardTerms / std::max(prefixes, 1U)),
        pages_(database.get_termfreq(std::string(schema::kKindPage))) {}

  QueryPlan Plan(const QueryNode& root) {
    plan_.query = All(root);
    return std::move(plan_);
  }

 private:
  using Kind = QueryNode::Kind;
  using Occur = QueryNode::Occur;

  std::vector<WordTerms> Words(const std::string& text) {
    analyzer_.Tokenize(text, &tokens_);
    return analyzer_.QueryTerms(tokens_);
  }

  Query All(const QueryNode& node) {
    std::vector<Query> ranked;
    std::vector<Query> required;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
        continue;
      }
      ranked.push_back(Ranked(child));
      // A phrase is typed to be found as it stands; NEAR and wild* likewise.
      if (child.occur == Occur::kMust || child.kind == Kind::kPhrase || child.kind == Kind::kNear) {
        required.push_back(Required(child));
      }
    }
    Query query = AnyOf(ranked);
    if (query.empty()) return query;
    if (const Query filter = AllOf(required); !filter.empty())
      query = Query(Query::OP_FILTER, query, filter);
    if (const Query filter = AnyOf(excluded); !filter.empty())
      query = Query(Query::OP_AND_NOT, query, filter);
    return query;
  }

  Query Ranked(const QueryNode& node) {
    switch (node.kind) {
      case Kind::kText:
        return RankedText(node.text);
      case Kind::kAll:
        return All(node);
      case Kind::kOr: {
        std::vector<Query> any;
        for (const QueryNode& child : node.children)
          any.push_back(Ranked(child));
        return AnyOf(any);
      }
      case Kind::kPhrase:  // the phrase itself filters; its words rank
        return RankedText(node.text);
      default: {
        Query query = Required(node);
        Note(node, query);
        return query;
      }
    }
  }

  Query RankedText(const std::string& text) {
    const std::vector<WordTerms> words = Words(text);
    const IndexVocabulary vocabulary(database_);
    const std::vector<Concept> concepts = rsearch::Expand(tokens_, words, {&analyzer_, &glossary_, &vocabulary});
    std::vector<Query> bag, leanbag;
    std::vector<Query> every;
    for (const Concept& concept_ : concepts) {
      std::vector<Query> ways;
      const auto typed = std::span(words).subspan(concept_.begin, concept_.end - concept_.begin);
      for (const WordTerms& word : typed) {
        ways.push_back(Scale(RankedWord(word), concept_.asks ? kAsksWeight : 1));
        plan_.parts.push_back({word.form, ways.back()});
        AddHighlight(word);
      }
      std::vector<Query> present = {EveryWordInAnyField(typed)};
      for (const OtherName& other : concept_.others) {
        static const double fill = W("W_FILL", 0);
        Query ranked = RankedName(other.words);
        if (fill == 2 && present.size() > 1) ranked = Query(Query::OP_AND_NOT, ranked, AnyOf({present.begin() + 1, present.end()}));
        if (fill == 1) ranked = Query(Query::OP_AND_NOT, ranked, AnyOf(present));
        static const double absent = W("W_ABS", 2);
        ways.push_back(Scale(ranked, WeightOf(other.source) * (Present(typed) ? 1 : absent)));
        present.push_back(EveryWordInAnyField(other.words));
        plan_.parts.push_back({other.name, ways.back()});
        for (const WordTerms& word : other.words) AddHighlight(word);
        plan_.others.push_back(other.name);
      }
      bag.push_back(AnyOf(ways));
      std::vector<Query> lean;
      { std::vector<Query> t; for (const WordTerms& w : typed) t.push_back(MainTerms(w, "")); lean.push_back(AnyOf(t)); }
      for (const OtherName& other : concept_.others) { std::vector<Query> t; for (const WordTerms& w : other.words) t.push_back(MainTerms(w, "")); lean.push_back(Scale(AllOf(t), WeightOf(other.source))); }
      leanbag.push_back(AnyOf(lean));
      if (!concept_.asks) { every.push_back(AnyOf(present)); plan_.every.push_back(every.back()); }
    }
    if (kCoverageWeight > 0 && bag.size() > 1) {
      const auto b = bag;
      std::vector<Query> all;
      for (std::size_t i = 0; i < concepts.size(); ++i)
        if (!concepts[i].asks) all.push_back(W("W_LEANC", 1) > 0 ? leanbag[i] : b[i]);
      if (all.size() > 1) bag.push_back(Scale(AllOf(all), kCoverageWeight));
    }
    static const double front = W("W_FRONT", 0.25);
    if (front > 0) {
      static const bool named = W("W_NAMED", 1) > 0;
      std::vector<Query> all;
      for (std::size_t i = 0; i < concepts.size(); ++i) {
        if (concepts[i].asks) continue;
        if (!named) { all.push_back(bag[i]); continue; }
        std::vector<Query> t;
        for (std::size_t k = concepts[i].begin; k < concepts[i].end; ++k) t.push_back(ContextWord(words[k]));
        std::vector<Query> any = {AllOf(t)};
        for (const OtherName& other : concepts[i].others) {
          t.clear();
          for (const WordTerms& w : other.words) t.push_back(ContextWord(w));
          any.push_back(AllOf(t));
        }
        all.push_back(AnyOf(any));
      }
      if (words.size() > 1) bag.push_back(Scale(Query(Query::OP_FILTER, AllOf(all), Query(std::string(schema::kKindFront))), front));
    }
    if (kAdjacentWeight > 0) {
      for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i].bigrams.empty() && words[i + 1].bigrams.empty())
          bag.push_back(Scale(PhraseOf(std::span(words).subspan(i, 2)), kAdjacentWeight));
      }
    }
    return AnyOf(bag);
  }

  bool Present(std::span<const WordTerms> words) {
    for (const WordTerms& w : words) {
      unsigned f = database_.get_termfreq(w.stem_term.empty() ? w.word : w.stem_term);
      if (f == 0 && !w.bigrams.empty()) {
        f = ~0U;
        for (const auto& b : w.bigrams) f = std::min(f, database_.get_termfreq(b));
      }
      if (f == 0) return false;
    }
    return true;
  }

  static Query RankedName(const std::vector<WordTerms>& words) {
    std::vector<Query> ranked;
    for (const WordTerms& word : words) ranked.push_back(word.bigrams.empty() ? LeanWord(word) : RankedWord(word));
    if (words.size() == 1) return ranked.front();
    std::vector<Query> all = {AllOf(ranked)};
    if (kOtherBag > 0) all.push_back(Scale(AnyOf(ranked), kOtherBag));
    if (kOtherPhrase > 0) all.push_back(Scale(PhraseOf(words), kOtherPhrase));
    return AnyOf(all);
  }

  Query Required(const QueryNode& node) {
    switch (node.kind) {
      case Kind::kText:
        return EveryWord(Words(node.text));
      case Kind::kPhrase: {
        const std::vector<WordTerms> words = Words(node.text);
        return words.size() < 2 ? EveryWord(words) : PhraseOf(words);
      }
      case Kind::kPrefix:
        return Prefix(node.text);
      case Kind::kNear:
        return Near(node);
      case Kind::kOr: {
        std::vector<Query> any;
        for (const QueryNode& child : node.children)
          any.push_back(Required(child));
        return AnyOf(any);
      }
      case Kind::kAll:
        return Filter(node);
    }
    return {};
  }

  // A group as a filter: all that must be there, else any of it.
  Query Filter(const QueryNode& node) {
    std::vector<Query> any;
    std::vector<Query> all;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
      } else if (child.occur == Occur::kMust) {
        all.push_back(Required(child));
      } else {
        any.push_back(Required(child));
      }
    }
    Query query = all.empty() ? AnyOf(any) : AllOf(all);
    if (const Query filter = AnyOf(excluded); !query.empty() && !filter.empty()) {
      query = Query(Query::OP_AND_NOT, query, filter);
    }
    return query;
  }

  Query Excluded(const QueryNode& node) {
    if (node.kind == Kind::kText) return EveryExactWord(Words(node.text));
    return Required(node);
  }

  // wild*: only the last token is open; those before it ("self-att*") stand as they are.
  Query Prefix(const std::string& text) {
    const std::vector<WordTerms> words = Words(text);
    if (words.empty()) return {};
    std::vector<Query> all;
    all.push_back(EveryWord(std::span(words).first(words.size() - 1)));
    const std::string stump = OpenTerm(words.back());
    all.emplace_back(Query::OP_WILDCARD, stump, terms_per_prefix_,
                     Query::WILDCARD_LIMIT_MOST_FREQUENT, Query::OP_SYNONYM);
    if (!plan_.wildcard_limited)
      plan_.wildcard_limited = Expand(stump, terms_per_prefix_ + 1).size() > terms_per_prefix_;
    return AllOf(all);
  }

  // The term that wild* begins with: the form as typed, since an ending or suffix may be half
  // there.
  static std::string OpenTerm(const WordTerms& word) {
    return word.bigrams.empty() ? word.form : std::string(schema::kHangul) + word.form;
  }

  std::vector<std::string> Expand(const std::string& stump, std::size_t limit) const {
    std::vector<std::string> terms;
    for (auto it = database_.allterms_begin(stump);
         it != database_.allterms_end(stump) && terms.size() < limit; ++it) {
      terms.push_back(*it);
    }
    return terms;
  }

  Query Near(const QueryNode& node) {
    std::vector<std::vector<std::string>> combinations(1);
    for (const QueryNode& child : node.children) {
      const std::vector<WordTerms> words = Words(child.text);
      for (std::size_t i = 0; i < words.size(); ++i) {
        const bool open = child.kind == Kind::kPrefix && i + 1 == words.size();
        combinations = Extend(combinations, open ? Expand(OpenTerm(words[i]), kMaxNearCombinations)
                                                 : std::vector<std::string>{words[i].word});
      }
    }
    std::vector<Query> ways;
    for (const std::vector<std::string>& terms : combinations) {
      if (terms.empty()) continue;
      const auto window =
          static_cast<Xapian::termcount>(std::max<std::size_t>(node.window + 1, terms.size()));
      ways.emplace_back(Query::OP_NEAR, terms.begin(), terms.end(), window);
    }
    return AnyOf(ways);
  }

  static std::vector<std::vector<std::string>> Extend(
      const std::vector<std::vector<std::string>>& combinations,
      const std::vector<std::string>& choices) {
    std::vector<std::vector<std::string>> extended;
    for (const auto& combination : combinations) {
      for (const std::string& choice : choices) {
        if (extended.size() == kMaxNearCombinations) return extended;
        extended.push_back(combination);
        extended.back().push_back(choice);
      }
    }
    return extended;
  }

  // Explains and highlights a part that is not free text.
  void Note(const QueryNode& node, const Query& query) {
    if (query.empty()) return;
    plan_.parts.push_back({ToString(node), query});
    if (node.kind == Kind::kNear) {
      for (const QueryNode& child : node.children)
        NoteWords(child);
    } else {
      NoteWords(node);
    }
  }

  void NoteWords(const QueryNode& node) {
    const std::vector<WordTerms> words = Words(node.text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      AddHighlight(words[i], node.kind == Kind::kPrefix && i + 1 == words.size());
    }
  }

  void AddHighlight(const WordTerms& word, bool prefix = false) {
    MatchWord match;
    match.script = word.script;
    match.form = word.form;
    match.stem = word.stem;
    for (const std::string& bigram : word.bigrams)
      match.bigrams.push_back(bigram.substr(schema::kBigram.size()));
    match.prefix = prefix;
    match.glued = word.glued;
    match.compounds = word.compounds;
    match.weight = Rarity(word);
    plan_.highlights.push_back(std::move(match));
  }

  // Inverse document frequency, for choosing snippets.
  double Rarity(const WordTerms& word) const {
    const std::string& term = word.stem_term.empty() ? word.word : word.stem_term;
    return std::log(1 + (static_cast<double>(pages_) + 1) /
                            (static_cast<double>(database_.get_termfreq(term)) + 0.5));
  }

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const unsigned terms_per_prefix_;
  const Xapian::doccount pages_;
  std::vector<Token> tokens_;
  Glossary glossary_;
  QueryPlan plan_;
};

}  // namespace

QueryPlan PlanQuery(const QueryNode& root, Analyzer& analyzer, const Xapian::Database& database) {
  return Planner(analyzer, database, CountPrefixes(root)).Plan(root);
}

}  // namespace rsearch
