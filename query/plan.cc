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
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>

#include "query/expand.h"
#include "query/free_text.h"
#include "query/index_vocabulary.h"
#include "query/word_query.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;

// NEAR with wild* is spelt out, since Xapian takes only plain terms there; more combinations than
// this add cost and little else.
constexpr std::size_t kMaxNearCombinations = 64;

unsigned CountPrefixes(const QueryNode& node) {
  unsigned count = node.kind == QueryNode::Kind::kPrefix ? 1 : 0;
  for (const QueryNode& child : node.children)
    count += CountPrefixes(child);
  return count;
}

class Planner {
 public:
  Planner(Analyzer& analyzer, const Xapian::Database& database, const PlanOptions& options,
          unsigned prefixes)
      : analyzer_(analyzer),
        database_(database),
        options_(options),
        vocabulary_(database),
        tools_{&analyzer, options.glossary, &vocabulary_},
        terms_per_prefix_(kMaxWildcardTerms / std::max(prefixes, 1U)),
        pages_(database.get_termfreq(std::string(schema::kKindPage))) {}

  QueryPlan Plan(const QueryNode& root) {
    plan_.query = All(root);
    plan_.complete = Complete(root);
    const bool only_words = root.children.size() == 1 && root.children[0].kind == Kind::kText &&
                            root.children[0].occur != Occur::kMustNot;
    if (only_words) plan_.mended = std::move(mended_);
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
        return RankedText(node, options_.exact || node.occur == Occur::kMust);
      case Kind::kAll:
        return All(node);
      case Kind::kOr: {
        std::vector<Query> any;
        for (const QueryNode& child : node.children)
          any.push_back(Ranked(child));
        return AnyOf(any);
      }
      case Kind::kPhrase:  // the phrase itself filters; its words rank, as typed
        return RankedText(node, true);
      default: {
        Query query = Required(node);
        Note(node, query);
        return query;
      }
    }
  }

  Query RankedText(const QueryNode& node, bool exact) {
    FreeText free;
    free.words = Words(node.text);
    free.concepts = exact ? OneByOne(free.words) : Expand(tokens_, free.words, tools_);
    for (const WordTerms& word : free.words)
      AddHighlight(word);
    for (const Concept& meaning : free.concepts)
      NoteOthers(meaning, TypedAs(meaning, node.text, free.words));
    mended_ = Mend(node.text, free);
    struct RankedText ranked = Rank(free, options_.weights);
    std::move(ranked.parts.begin(), ranked.parts.end(), std::back_inserter(plan_.parts));
    complete_[&node] = PagesWithAll(free);
    return ranked.query;
  }

  // Pages that have all that `node` asks for.
  Query Complete(const QueryNode& node) {
    if (const auto text = complete_.find(&node);
        text != complete_.end() && node.kind == Kind::kText)
      return text->second;
    if (node.kind != Kind::kOr && node.kind != Kind::kAll) return Required(node);
    std::vector<Query> parts;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
        continue;
      }
      parts.push_back(Complete(child));
      if (child.occur == Occur::kMust) parts.push_back(Required(child));
    }
    Query query = node.kind == Kind::kOr ? AnyOf(parts) : AllOf(parts);
    const Query without = AnyOf(excluded);
    return query.empty() || without.empty() ? query : Query(Query::OP_AND_NOT, query, without);
  }

  // Words as typed, nothing beside them.
  static std::vector<Concept> OneByOne(const std::vector<WordTerms>& words) {
    std::vector<Concept> concepts(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      concepts[i].begin = i;
      concepts[i].end = i + 1;
    }
    return concepts;
  }

  static std::string TypedAs(const Concept& meaning, const std::string& text,
                             const std::vector<WordTerms>& words) {
    const std::size_t begin = words[meaning.begin].begin;
    return text.substr(begin, words[meaning.end - 1].end - begin);
  }

  // `text` without its slips; empty where it has none.
  static std::string Mend(const std::string& text, const FreeText& free) {
    std::string mended;
    std::size_t done = 0;
    for (const Concept& meaning : free.concepts) {
      if (meaning.mended.empty()) continue;
      mended.append(text, done, free.words[meaning.begin].begin - done).append(meaning.mended);
      done = free.words[meaning.end - 1].end;
    }
    return done == 0 ? std::string() : mended.append(text, done);
  }

  void NoteOthers(const Concept& meaning, const std::string& typed) {
    for (const OtherName& other : meaning.others) {
      plan_.expansions.push_back({typed, other.name, other.source});
      for (const WordTerms& word : other.words)
        AddHighlight(word);
    }
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
    if (node.kind == Kind::kText) return AnyExactWord(Words(node.text));
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
      plan_.wildcard_limited = Begin(stump, terms_per_prefix_ + 1).size() > terms_per_prefix_;
    return AllOf(all);
  }

  // The term that wild* begins with: the form as typed, since an ending or suffix may be half
  // there.
  static std::string OpenTerm(const WordTerms& word) {
    return word.bigrams.empty() ? word.form : std::string(schema::kHangul) + word.form;
  }

  std::vector<std::string> Begin(const std::string& stump, std::size_t limit) const {
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
        combinations = Extend(combinations, open ? Begin(OpenTerm(words[i]), kMaxNearCombinations)
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
    MatchWord match = MatchOf(word);
    match.prefix = prefix;
    match.weight = Rarity(word);
    plan_.highlights.push_back(std::move(match));
  }

  // Inverse document frequency, for choosing snippets.
  double Rarity(const WordTerms& word) const {
    const std::string& term = word.main_term();
    return std::log(1 + (static_cast<double>(pages_) + 1) /
                            (static_cast<double>(database_.get_termfreq(term)) + 0.5));
  }

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const PlanOptions& options_;
  const IndexVocabulary vocabulary_;
  const ExpandTools tools_;
  const unsigned terms_per_prefix_;
  const Xapian::doccount pages_;
  std::vector<Token> tokens_;
  std::unordered_map<const QueryNode*, Query> complete_;  // of each free text
  std::string mended_;                                    // the last free text without its slips
  QueryPlan plan_;
};

}  // namespace

QueryPlan PlanQuery(const QueryNode& root, Analyzer& analyzer, const Xapian::Database& database,
                    const PlanOptions& options) {
  return Planner(analyzer, database, options, CountPrefixes(root)).Plan(root);
}

}  // namespace rsearch
